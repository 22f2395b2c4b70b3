//! What comes back: mails that could not be delivered, complaints, mails that unsubscribe. One door for every way in.
//!
//! Nothing is believed that does not prove itself: an address of ours with its MAC, the id of a mail that we sent to just
//! this recipient, or a provider whose signature was checked.

mod effect;
mod mail_about;

pub use self::effect::{About, News, apply};
pub use self::mail_about::by_address;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::mail::report::{self, Fate, Incoming, Said, Verdict};
use crate::mail::written;
use crate::recovery::conversation::{self, Heard};
use crate::secret::{Addressed, Mailbox};
use crate::store::deliveries::Delivery;
use crate::store::suppressions::Reason;
use crate::store::{Conn, Id, deliveries, people};
use crate::text_enum;

use super::suppress;

text_enum! {
    /// What became of something that came in.
    Taken {
        /// The address takes no mail: the person is not asked there again.
        Bounced => "bounced",
        /// A mail did not arrive for now, and is counted.
        Counted => "counted",
        /// The address came back too often and rests.
        Rests => "rests",
        /// A mail was refused because of us: noted with the mail.
        Refused => "refused",
        /// A mail arrived.
        Arrived => "arrived",
        /// The person called a mail spam, and counts as unsubscribed.
        Complained => "complained",
        /// The person unsubscribed.
        Unsubscribed => "unsubscribed",
        /// A customer wrote: it is in the thread of their case or answer.
        Wrote => "wrote",
        /// It says nothing that we act on, or is about nothing that we know.
        Ignored => "ignored",
    }
}

/// Takes a message that came in by mail. `envelope_recipient` is whom it was sent to, if the way in knows; otherwise
/// the message's own header is asked. A message that cannot be read is [`Error::Malformed`].
pub fn take(conn: &mut Conn, cx: &Cx, envelope_recipient: Option<&str>, message: &[u8]) -> Result<Taken, Error> {
    let incoming = report::read(message).map_err(|unreadable| Error::Malformed(unreadable.to_string()))?;
    let recipients = envelope_recipient.into_iter().chain(incoming.recipients.iter().map(String::as_str));
    let proven = recipients
        .chain(incoming.senders.iter().map(String::as_str))
        .find_map(|address| cx.keys().open_mailbox(address));
    let taken = match proven {
        Some(Addressed { mailbox: Mailbox::Unsubscribe, workspace, id }) => {
            let cx = &Cx { workspace, ..cx.clone() };
            unsubscribe(conn, cx, id, &incoming)?
        }
        Some(Addressed { mailbox: Mailbox::CaseThread, workspace, id }) => {
            written(conn, &Cx { workspace, ..cx.clone() }, conversation::About::Case(id), &incoming, message)?
        }
        Some(Addressed { mailbox: Mailbox::ResponseThread, workspace, id }) => {
            written(conn, &Cx { workspace, ..cx.clone() }, conversation::About::Response(id), &incoming, message)?
        }
        Some(Addressed { mailbox: Mailbox::Bounce, workspace, id }) => {
            let cx = &Cx { workspace, ..cx.clone() };
            match deliveries::find(conn, workspace, id)? {
                Some(delivery) => {
                    let about = mail_about::by_delivery(conn, cx, delivery)?;
                    reported(conn, cx, &about, &incoming)?
                }
                None => Taken::Ignored,
            }
        }
        None => match mail_about::by_message_id(conn, cx, incoming.message_id.as_deref())? {
            Some((cx, about)) => reported(conn, &cx, &about, &incoming)?,
            None => Taken::Ignored,
        },
    };
    metrics::counter!("survey_intake", "way" => "mail", "taken" => taken.word()).increment(1);
    Ok(taken)
}

/// A server did not take one of our own mails at all. Where it was a customer's, who looks after them hears of it; an
/// address that does not exist is not written to again.
pub fn refused(conn: &mut Conn, cx: &Cx, mail: Delivery, recipient: bool, detail: &str) -> Result<(), Error> {
    conversation::undelivered(conn, cx, &mail)?;
    let about = mail_about::by_delivery(conn, cx, mail)?;
    if recipient && about.person.is_some() {
        apply(conn, cx, &About { delivery: None, ..about }, News::Hard, detail)?;
    }
    Ok(())
}

/// Any mail to the address unsubscribes, as RFC 2369 has it; only reports about mails do not.
fn unsubscribe(conn: &mut Conn, cx: &Cx, person: Id, incoming: &Incoming) -> Result<Taken, Error> {
    let Some(person) = people::find(conn, cx.workspace, person)? else { return Ok(Taken::Ignored) };
    if incoming.said != Said::Nothing {
        return Ok(Taken::Ignored);
    }
    suppress::suppress(conn, cx, &person, Reason::Unsubscribed, "mail")?;
    Ok(Taken::Unsubscribed)
}

/// A customer's answer to a mail that somebody wrote to them; reports about mails are none.
fn written(
    conn: &mut Conn,
    cx: &Cx,
    about: conversation::About,
    incoming: &Incoming,
    message: &[u8],
) -> Result<Taken, Error> {
    if incoming.said != Said::Nothing {
        return Ok(Taken::Ignored);
    }
    let mail = written::read(message).map_err(|unreadable| Error::Malformed(unreadable.to_string()))?;
    Ok(match conversation::heard(conn, cx, about, &mail)? {
        Heard::Taken => Taken::Wrote,
        Heard::Known | Heard::Passed | Heard::Nobody => Taken::Ignored,
    })
}

fn reported(conn: &mut Conn, cx: &Cx, about: &About, incoming: &Incoming) -> Result<Taken, Error> {
    match &incoming.said {
        Said::Nothing => Ok(Taken::Ignored),
        Said::Complaint => apply(conn, cx, about, News::Complaint, "feedback report"),
        Said::Fates(fates) => match fate_of(fates, &about.address) {
            Some(fate) => match news(fate.verdict) {
                Some(news) => apply(conn, cx, about, news, &fate.detail),
                None => Ok(Taken::Ignored),
            },
            None => Ok(Taken::Ignored),
        },
    }
}

fn news(verdict: Verdict) -> Option<News> {
    match verdict {
        Verdict::Hard => Some(News::Hard),
        Verdict::Soft => Some(News::Soft),
        Verdict::Ours => Some(News::Ours),
        Verdict::Delivered => Some(News::Arrived),
        Verdict::Delayed => None,
    }
}

/// What is said of the address that we wrote to; a report about one recipient may name where it was forwarded to.
fn fate_of<'f>(fates: &'f [Fate], address: &str) -> Option<&'f Fate> {
    let same = |named: &String| EmailAddress::parse(named).is_ok_and(|named| named.key() == address);
    match fates {
        [only] => Some(only),
        several => several.iter().find(|fate| fate.recipients.iter().any(same)),
    }
}
