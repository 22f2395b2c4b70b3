//! What came in by mail about mails that went out: reports of mail servers (RFC 3464) and complaints (RFC 5965).
//!
//! Read from the machine-readable parts alone. What a text says in words is never believed: anybody can write it.

mod fate;
mod fields;
#[cfg(test)]
mod tests;

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

pub use self::fate::{Fate, Verdict, failed};

/// The longest message that is looked at, in bytes.
pub const LIMIT: usize = 1024 * 1024;
/// The most parts that it may have, those of messages inside it too.
const PARTS: usize = 50;
/// The most recipients that one report is read for.
const RECIPIENTS: usize = 100;
/// The kinds of complaint that mean "this is spam"; `not-spam` and `auth-failure` come in the same form.
const COMPLAINTS: [&str; 4] = ["abuse", "fraud", "virus", "opt-out"];

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// What became of a mail, a line a recipient.
    Fates(Vec<Fate>),
    /// The recipient called a mail spam.
    Complaint,
    /// Nothing that a program could read: a reply, an automatic answer, a report of another kind.
    Nothing,
}

/// A message that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// What it says.
    pub said: Said,
    /// Addresses of ours that it names and that may prove themselves: the envelope sender of the mail it is about.
    pub senders: Vec<String>,
    /// The Message-ID of the mail it is about, with the angle brackets.
    pub message_id: Option<String>,
    /// Whom it was sent to, by its own header, for a way in that does not tell.
    pub recipients: Vec<String>,
}

/// Why a message cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Longer than [`LIMIT`].
    #[error("the message is longer than 1 MiB")]
    TooLong,
    /// More parts than are looked at.
    #[error("the message has more than 50 parts")]
    TooManyParts,
    /// It has no header.
    #[error("this is no e-mail message")]
    NoMessage,
}

/// A message as its parts, if it is one that is safe to look at.
pub(super) fn message(bytes: &[u8]) -> Result<Message<'_>, Unreadable> {
    if bytes.len() > LIMIT {
        return Err(Unreadable::TooLong);
    }
    // Before parsing: messages in messages in messages, twenty thousand deep, overflow the stack of whoever drops them.
    // No part below the first gets its type without this header.
    if occurrences(bytes, b"content-type") > 2 * PARTS {
        return Err(Unreadable::TooManyParts);
    }
    let message = parsed(bytes).ok_or(Unreadable::NoMessage)?;
    if message.headers().is_empty() {
        return Err(Unreadable::NoMessage);
    }
    if count_parts(&message) > PARTS {
        return Err(Unreadable::TooManyParts);
    }
    Ok(message)
}

/// Reads a message.
pub fn read(bytes: &[u8]) -> Result<Incoming, Unreadable> {
    let message = message(bytes)?;
    let report_type = message
        .content_type()
        .filter(|kind| kind.ctype() == "multipart" && is(kind.subtype(), "report"))
        .and_then(|kind| kind.attribute("report-type"))
        .map(str::to_ascii_lowercase);
    let (said, senders) = match report_type.as_deref() {
        Some("delivery-status") => (Said::Fates(fates(&message)), Vec::new()),
        Some("feedback-report") => complaint(&message),
        _ => (Said::Nothing, Vec::new()),
    };
    Ok(Incoming { said, senders, message_id: message_id_inside(&message), recipients: recipients(&message) })
}

/// The library's assertions, which a debug build has, do not hold for every broken message.
fn parsed(bytes: &[u8]) -> Option<Message<'_>> {
    std::panic::catch_unwind(|| MessageParser::default().parse(bytes)).ok().flatten()
}

fn is(text: Option<&str>, wanted: &str) -> bool {
    text.is_some_and(|text| text.eq_ignore_ascii_case(wanted))
}

fn occurrences(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| window.eq_ignore_ascii_case(word)).count()
}

fn count_parts(message: &Message<'_>) -> usize {
    let inside = message.parts.iter().map(|part| match &part.body {
        PartType::Message(inside) => count_parts(inside),
        _ => 0,
    });
    message.parts.len() + inside.sum::<usize>()
}

/// The content of the first part of one of these types.
fn part<'m>(message: &'m Message<'_>, ctype: &str, subtypes: &[&str]) -> Option<&'m [u8]> {
    message
        .parts
        .iter()
        .find(|part| {
            part.content_type().is_some_and(|kind| {
                kind.ctype().eq_ignore_ascii_case(ctype) && subtypes.iter().any(|wanted| is(kind.subtype(), wanted))
            })
        })
        .map(mail_parser::MessagePart::contents)
}

/// The first block of a delivery status is about the message, each of the others about a recipient.
fn fates(message: &Message<'_>) -> Vec<Fate> {
    let status = part(message, "message", &["delivery-status", "global-delivery-status"]).unwrap_or_default();
    fields::blocks(status).skip(1).take(RECIPIENTS).filter_map(|block| Fate::read(&block)).collect()
}

fn complaint(message: &Message<'_>) -> (Said, Vec<String>) {
    let report = part(message, "message", &["feedback-report"]).unwrap_or_default();
    let fields = fields::blocks(report).next().unwrap_or_default();
    let kind = fields.get("feedback-type").unwrap_or_default().to_ascii_lowercase();
    if !COMPLAINTS.contains(&kind.as_str()) {
        return (Said::Nothing, Vec::new());
    }
    let senders = fields.get("original-mail-from").map(|sender| sender.trim_matches(['<', '>']).to_owned());
    (Said::Complaint, senders.into_iter().collect())
}

/// From the returned message, or its returned header.
fn message_id_inside(message: &Message<'_>) -> Option<String> {
    let returned = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(inside) => inside.message_id().map(str::to_owned),
        _ => None,
    });
    let id = returned.or_else(|| {
        let header = part(message, "text", &["rfc822-headers"])
            .or_else(|| part(message, "message", &["rfc822", "global", "global-headers"]))?;
        MessageParser::default().parse_headers(header)?.message_id().map(str::to_owned)
    });
    id.map(|id| format!("<{id}>"))
}

/// In the order in which the ways in add them: nearest first.
fn recipients(message: &Message<'_>) -> Vec<String> {
    let added = ["Delivered-To", "X-Original-To", "Envelope-To"]
        .into_iter()
        .filter_map(|name| message.header_raw(name))
        .map(|value| value.trim().trim_matches(['<', '>']).to_owned());
    let to = message.to().into_iter().flat_map(mail_parser::Address::iter);
    added.chain(to.filter_map(|one| one.address().map(str::to_owned))).take(RECIPIENTS).collect()
}
