//! What the business and a customer say to each other, about a case or about an answer that needs no case.
//!
//! What the business says goes as a mail whose answers come to an address of our own, which proves itself; what the
//! customer says comes by that address, by their page, and into the same thread.

use serde_json::json;
use survey_core::recovery::CaseStep;

use super::case::{self, Act};
use super::news::{self, News, What};
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::written::Written;
use crate::outreach::suppress;
use crate::store::cases::Case;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::messages::{self, Channel, Direction, Message};
use crate::store::people::Person;
use crate::store::{Conn, Id, cases, people, responses};

/// Most characters of a message of the business.
pub const MAX_BODY: usize = 10_000;
/// So many messages of a customer are taken in a thread within a day: two programs that answer each other must end.
const MOST_A_DAY: usize = 50;
/// A case that was merged leads on to another so often at most.
const MERGES: usize = 20;

/// What is spoken about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A case.
    Case(Id),
    /// An answer; where it has opened a case, that one.
    Response(Id),
}

/// What became of a mail of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is in the thread, and the team is told.
    Taken,
    /// It came before.
    Known,
    /// A program wrote it, there is nothing in it, or far too many came.
    Passed,
    /// What it is about is not there any more.
    Nobody,
}

/// A thread with what it is about, as it stands.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The case, the one that goes on where several were merged.
    pub case: Option<Case>,
    /// The answer.
    pub response: Option<Id>,
    /// The customer; none for an anonymous answer.
    pub person: Option<Person>,
}

impl Thread {
    /// Reads it.
    pub fn load(conn: &mut Conn, cx: &Cx, about: About) -> Result<Self, Error> {
        let (case, response, person) = match about {
            About::Case(id) => {
                let case = cases::load(conn, cx.workspace, id)?;
                let case = surviving(conn, cx, case)?;
                let (response, person) = (case.response_id, case.person_id);
                (Some(case), response, person)
            }
            About::Response(id) => {
                let row = responses::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("response"))?;
                let case = match cases::find_by_response(conn, cx.workspace, id)? {
                    Some(case) => Some(surviving(conn, cx, case)?),
                    None => None,
                };
                (case, Some(id), row.person_id)
            }
        };
        let person = people::named(conn, cx.workspace, person)?;
        Ok(Thread { case, response, person })
    }

    /// Reads it, and keeps its case from changing by others until the transaction ends: what two say at once is one after
    /// the other.
    pub fn locked(conn: &mut Conn, cx: &Cx, about: About) -> Result<Self, Error> {
        let thread = Self::load(conn, cx, about)?;
        let Some(case) = &thread.case else { return Ok(thread) };
        cases::lock(conn, cx.workspace, case.id)?;
        Self::load(conn, cx, about)
    }

    /// What a reply is about, and what its mails are counted under.
    pub fn about(&self) -> Option<About> {
        self.case.as_ref().map(|case| About::Case(case.id)).or(self.response.map(About::Response))
    }

    /// What was said, oldest first.
    pub fn messages(&self, conn: &mut Conn, cx: &Cx) -> Result<Vec<Message>, Error> {
        messages::thread(conn, cx.workspace, self.case.as_ref().map(|case| case.id), self.response)
    }

    /// Why the customer cannot be written to; none where they can.
    pub fn obstacle(&self, conn: &mut Conn, cx: &Cx) -> Result<Option<Error>, Error> {
        let Some(person) = self.person.as_ref().filter(|person| person.email.is_some()) else {
            let why =
                "this customer has no e-mail address here, so nothing can be sent; call them if there is a number";
            return Ok(Some(Error::conflict("no_email", why)));
        };
        if suppress::standing(conn, cx, person)?.bounced {
            let why =
                "mails to this customer's address come back, so nothing was sent; call them or ask for another address";
            return Ok(Some(Error::conflict("email_bounces", why)));
        }
        if self.case.as_ref().is_some_and(|case| case.do_not_contact) {
            let spoke = self.messages(conn, cx)?.iter().any(|message| message.direction == Direction::In);
            let why = "this customer wished not to be contacted, and has not written since";
            return Ok((!spoke).then(|| Error::conflict("do_not_contact", why)));
        }
        Ok(None)
    }
}

/// The case that goes on, where a case was merged.
pub fn surviving(conn: &mut Conn, cx: &Cx, case: Case) -> Result<Case, Error> {
    let mut case = case;
    for _ in 0..MERGES {
        let Some(next) = case.merged_into else { break };
        let Some(found) = cases::find(conn, cx.workspace, next)? else { break };
        case = found;
    }
    Ok(case)
}

/// What was said, oldest first.
pub fn thread(conn: &mut Conn, cx: &Cx, about: About) -> Result<Vec<Message>, Error> {
    Thread::load(conn, cx, about)?.messages(conn, cx)
}

/// Says something to the customer: a mail, now. `author` is a user's id or `api`. Whoever writes first to the customer of
/// an open case has been in touch with them.
pub fn say(conn: &mut Conn, cx: &Cx, about: About, body: &str, author: &str) -> Result<Message, Error> {
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let body = body.trim();
    if body.is_empty() {
        return Err(Error::invalid("body", "is missing; write what the customer is to read"));
    }
    if body.chars().count() > MAX_BODY {
        return Err(Error::invalid("body", format!("must be at most {MAX_BODY} characters")));
    }
    let thread = Thread::locked(conn, cx, about)?;
    if let Some(obstacle) = thread.obstacle(conn, cx)? {
        return Err(obstacle);
    }
    let (Some(person), Some(about)) = (&thread.person, thread.about()) else { return Err(Error::NotFound("person")) };
    let said_before = thread.messages(conn, cx)?;
    let of = match about {
        About::Case(id) | About::Response(id) => id,
    };
    let id = cx.id();
    let n = deliveries::last_number(conn, cx.workspace, of, Kind::Reply)? + 1;
    let recipient = person.email.as_deref().unwrap_or_default();
    let delivery = Delivery::queued(cx, (of, Kind::Reply, n), recipient, json!({ "message": id }));
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])?;
    let message = Message {
        direction: Direction::Out,
        channel: Channel::Email,
        author: author.to_owned(),
        subject: answering(&said_before),
        body: body.to_owned(),
        delivery_id: Some(delivery.id),
        ..blank(cx, id, &thread)
    };
    messages::insert(conn, &message)?;
    if let Some(case) = &thread.case {
        case::note(conn, cx, case.id, "wrote", author, json!({ "message": id }))?;
        if case.is_open() && case.contacted_at.is_none() {
            let act = Act {
                step: CaseStep::Contact,
                assignee: case.assignee_id.or(author.parse().ok()),
                actor: author.to_owned(),
                outcome: None,
                note: None,
                version: None,
            };
            case::act_as(conn, cx, case.id, &act, CaseStep::Contact.name(), json!({ "channel": "email" }))?;
        }
    }
    Ok(message)
}

/// Takes a mail that a customer wrote to the address of a thread.
pub fn heard(conn: &mut Conn, cx: &Cx, about: About, mail: &Written) -> Result<Heard, Error> {
    if mail.automatic || (mail.text.is_empty() && mail.attachments.is_empty()) {
        return Ok(Heard::Passed);
    }
    let thread = match Thread::load(conn, cx, about) {
        Ok(thread) => thread,
        Err(Error::NotFound(_)) => return Ok(Heard::Nobody),
        Err(error) => return Err(error),
    };
    let dropped = mail.attachments.iter().map(|name| format!("[{name}]"));
    let body: Vec<String> = std::iter::once(mail.text.clone()).filter(|text| !text.is_empty()).chain(dropped).collect();
    let message = Message {
        channel: Channel::Email,
        subject: readable(&mail.subject),
        body: readable(&body.join("\n")),
        message_id: Some(readable(&mail.message_id)),
        ..blank(cx, cx.id(), &thread)
    };
    take(conn, cx, &thread, message, What::Wrote)
}

/// Without what no reader sees, and PostgreSQL takes in no text.
fn readable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Takes a line that a customer wrote on the page of their case. The same line again within the day is the same one: a
/// button was pressed twice.
pub fn line(conn: &mut Conn, cx: &Cx, case: Id, text: &str) -> Result<Heard, Error> {
    let text = readable(&text.replace("\r\n", "\n"));
    let text = text.trim();
    if text.is_empty() {
        return Ok(Heard::Passed);
    }
    let thread = Thread::locked(conn, cx, About::Case(case))?;
    let body: String = text.chars().take(MAX_BODY).collect();
    let day = cx.now.plus_days(-1);
    let same = |message: &Message| message.channel == Channel::Page && message.body == body && message.at > day;
    if thread.messages(conn, cx)?.iter().any(same) {
        return Ok(Heard::Known);
    }
    let message = Message { channel: Channel::Page, body, ..blank(cx, cx.id(), &thread) };
    take(conn, cx, &thread, message, What::Line)
}

/// A word of the customer goes into the thread and onto the timeline; a case that waited for it goes on; the team is told.
fn take(conn: &mut Conn, cx: &Cx, thread: &Thread, message: Message, what: What) -> Result<Heard, Error> {
    let day = cx.now.plus_days(-1);
    let lately = |said: &&Message| said.direction == Direction::In && said.at > day;
    let before = thread.messages(conn, cx)?;
    if before.iter().filter(lately).count() >= MOST_A_DAY {
        return Ok(Heard::Passed);
    }
    if !messages::insert(conn, &message)? {
        return Ok(Heard::Known);
    }
    if let Some(case) = &thread.case {
        case::note(conn, cx, case.id, "customer_wrote", "respondent", json!({ "message": message.id }))?;
        if case.waiting_since.is_some() && case.is_open() {
            case::step(conn, cx, case, CaseStep::Resume, "respondent", json!({}))?;
        }
    }
    let Some(about) = thread.about() else { return Ok(Heard::Taken) };
    let spoke = before.iter().rev().find(|said| said.direction == Direction::Out);
    let owner = thread.case.as_ref().and_then(|case| case.assignee_id);
    let news = News { what, about, message: Some(message.id), at: None };
    let to = owner.or(spoke.and_then(|said| said.author.parse().ok()));
    match what {
        What::Line => news::to_managers(conn, cx, &news, owner)?,
        _ => news::to_owner(conn, cx, &news, to)?,
    }
    Ok(Heard::Taken)
}

/// A mail to a customer whom somebody looks after did not arrive: who looks after them hears of it, or they would wait for
/// an answer to it.
pub fn undelivered(conn: &mut Conn, cx: &Cx, mail: &Delivery) -> Result<(), Error> {
    if !matches!(mail.kind, Kind::Acknowledgement | Kind::Renewal | Kind::Reply) {
        return Ok(());
    }
    let (about, owner) = match cases::find(conn, cx.workspace, mail.about_id)? {
        Some(case) => {
            case::note(conn, cx, case.id, "undelivered", "system", json!({}))?;
            (About::Case(case.id), case.assignee_id)
        }
        None => (About::Response(mail.about_id), None),
    };
    news::to_owner(conn, cx, &News { what: What::Undelivered, about, message: None, at: None }, owner)
}

/// A message of the customer that says nothing yet.
fn blank(cx: &Cx, id: Id, thread: &Thread) -> Message {
    Message {
        workspace_id: cx.workspace,
        id,
        person_id: thread.person.as_ref().map(|person| person.id),
        case_id: thread.case.as_ref().map(|case| case.id),
        response_id: thread.response,
        direction: Direction::In,
        channel: Channel::Email,
        author: "respondent".to_owned(),
        subject: String::new(),
        body: String::new(),
        message_id: None,
        delivery_id: None,
        at: cx.now,
    }
}

/// The subject of an answer to what the customer wrote last; empty where they wrote nothing with a subject.
fn answering(said: &[Message]) -> String {
    let subjects = said.iter().rev().filter(|message| message.direction == Direction::In);
    let Some(last) = subjects.map(|message| message.subject.trim()).find(|subject| !subject.is_empty()) else {
        return String::new();
    };
    let is_answer = last.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    if is_answer { last.to_owned() } else { format!("Re: {last}") }
}
