//! What goes wrong in a conversation, where, for whom and how often.

use std::sync::Mutex;

/// Where in the conversation something goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The greeting, before the client said anything.
    Greeting,
    /// EHLO or HELO.
    Hello,
    /// STARTTLS.
    StartTls,
    /// AUTH.
    Auth,
    /// MAIL FROM.
    MailFrom,
    /// RCPT TO.
    RcptTo,
    /// DATA, before the message.
    Data,
    /// While the message arrives: its first line is there, the dot is not.
    Message,
    /// The reply to the whole message: what comes here is neither sent nor unsent for certain.
    Body,
    /// Right after the 250 to the whole message: that mail is accepted.
    Accepted,
}

/// What goes wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// This reply instead of the good one: a code and a text. After 421 the connection closes, as the code says.
    Reply(u16, &'static str),
    /// These words instead of the good reply, whatever they are; the line's end is added.
    Words(&'static str),
    /// The connection closes without a reply.
    Drop,
    /// The connection is reset (RST) without a reply.
    Reset,
    /// The good reply comes one byte at a time.
    Drip,
    /// The good reply begins, and its rest never comes.
    Half,
    /// No reply comes until [`super::SmtpSink::end_stalls`], or until the client leaves.
    Stall,
}

/// One thing that is to go wrong.
#[derive(Debug)]
struct Planned {
    stage: Stage,
    fault: Fault,
    recipient: Option<String>,
    skip: usize,
    times: usize,
}

/// Everything that is to go wrong.
#[derive(Debug, Default)]
pub struct Plan(Mutex<Vec<Planned>>);

impl Plan {
    /// Adds a fault: at that stage, for that recipient (none: for all), after so many that go well, so many times.
    pub fn add(&self, stage: Stage, fault: Fault, recipient: Option<&str>, skip: usize, times: usize) {
        let recipient = recipient.map(str::to_owned);
        self.0.lock().expect("no panic holds it").push(Planned { stage, fault, recipient, skip, times });
    }

    /// Nothing goes wrong any more.
    pub fn clear(&self) {
        self.0.lock().expect("no panic holds it").clear();
    }

    /// The fault of this moment, if one is planned.
    pub fn next(&self, stage: Stage, recipient: Option<&str>) -> Option<Fault> {
        let mut planned = self.0.lock().expect("no panic holds it");
        for one in planned.iter_mut().filter(|one| one.stage == stage && one.times > 0) {
            if one.recipient.is_some() && one.recipient.as_deref() != recipient {
                continue;
            }
            if one.skip > 0 {
                one.skip -= 1;
                continue;
            }
            one.times -= 1;
            return Some(one.fault.clone());
        }
        None
    }
}
