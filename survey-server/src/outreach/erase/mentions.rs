//! What others' words quote of a person: addresses in what mail servers said, lines of files that were not taken, messages
//! of shops, answers kept for programs. Read without holding up anybody; only what is found is written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::mentions::{self, Quote};
use crate::store::people::Person;
use crate::store::{Conn, Db, Id};

/// So many rows are read or written at once.
const PAGE: i64 = 200;
/// Shorter numbers and names are part of too many other words.
const SHORTEST: usize = 6;

/// What a person is known by.
struct Words {
    /// As it stands in running text: addresses and numbers.
    plain: Vec<String>,
    /// As it stands in JSON: also the business's own id, whole and between quotes.
    quoted: Vec<String>,
    /// As programs make keys of it.
    id: Option<String>,
}

impl Words {
    fn of(person: &Person) -> Self {
        let digits = person.phone.as_deref().map(|phone| phone.trim_start_matches('+').to_owned());
        let known = [&person.email, &person.email_key, &digits];
        let mut plain: Vec<String> =
            known.into_iter().flatten().filter(|word| word.len() >= SHORTEST).cloned().collect();
        plain.sort_unstable();
        plain.dedup();
        let quoted = person.external_id.iter().map(|id| format!("\"{id}\"")).collect();
        Words { plain, quoted, id: person.external_id.clone().filter(|id| id.len() >= SHORTEST) }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.plain.iter().chain(&self.quoted)
    }

    fn stand_in(&self, bytes: &[u8]) -> bool {
        self.all().any(|word| {
            bytes.windows(word.len()).enumerate().any(|(at, part)| {
                part.eq_ignore_ascii_case(word.as_bytes())
                    && stands_alone(bytes.get(..at).unwrap_or_default(), &bytes[at + word.len()..])
            })
        })
    }
}

/// Erases what is quoted of a person anywhere.
pub(super) fn erase(db: &Db, cx: &Cx, person: &Person) -> Result<(), Error> {
    let words = Words::of(person);
    for word in &words.plain {
        for place in mentions::TEXTS {
            let found = db.read_now(|conn| mentions::find(conn, cx.workspace, place, word))?;
            for quotes in found.chunks(PAGE as usize) {
                db.write_now(|conn| blot(conn, cx, place, quotes, word))?;
            }
        }
        db.write_now(|conn| mentions::blot_breakers(conn, word))?;
    }
    for word in words.all() {
        let found = db.read_now(|conn| mentions::find_lines(conn, cx.workspace, word))?;
        let quoting = found.into_iter().filter(|(_, texts)| texts.iter().any(|text| without(text, word) != *text));
        let lines: Vec<(Id, i64)> = quoting.map(|(line, _)| line).collect();
        for lines in lines.chunks(PAGE as usize) {
            db.write_now(|conn| mentions::delete_lines(conn, cx.workspace, lines))?;
        }
    }
    inbound(db, cx, &words)?;
    idempotent(db, cx, &words)
}

/// Writes these texts anew without the word.
fn blot(conn: &mut Conn, cx: &Cx, place: (&str, &str), quotes: &[Quote], word: &str) -> Result<(), Error> {
    quotes.iter().try_for_each(|Quote { id, text }| {
        let text = without(text, word);
        mentions::write(conn, cx.workspace, place, &Quote { id: *id, text })
    })
}

/// Whether the bytes around a word leave it a word: the address of Joann does not name Ann. A full stop after it may end a
/// sentence.
fn stands_alone(before: &[u8], after: &[u8]) -> bool {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let goes_on = match after {
        [b'.' | b'-', next, ..] => next.is_ascii_alphanumeric(),
        [next, ..] => next.is_ascii_alphanumeric() || *next == b'_',
        [] => false,
    };
    !before.last().is_some_and(part) && !goes_on
}

/// A text without a word of ASCII, in whatever case it stands there.
fn without(text: &str, word: &str) -> String {
    let (mut left, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let before = &text.as_bytes()[..text.len() - rest.len()];
        let after = rest.as_bytes().get(word.len()..).unwrap_or_default();
        match rest.get(..word.len()) {
            Some(here) if here.eq_ignore_ascii_case(word) && stands_alone(before, after) => {
                left.push('…');
                rest = &rest[word.len()..];
            }
            _ => {
                left.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    left
}

/// Messages that nobody could be found for name people all the same.
fn inbound(db: &Db, cx: &Cx, words: &Words) -> Result<(), Error> {
    let mut after = Id::default();
    loop {
        let page = db.read_now(|conn| mentions::inbound_after(conn, cx.workspace, after, PAGE))?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = *last;
        let naming: Vec<Id> = page.iter().filter(|(_, raw)| words.stand_in(raw)).map(|(id, _)| *id).collect();
        if !naming.is_empty() {
            db.write_now(|conn| mentions::empty_inbound(conn, cx.workspace, &naming))?;
        }
    }
}

/// Answers are kept for a day under lock and key; those that name the person go at once.
fn idempotent(db: &Db, cx: &Cx, words: &Words) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let read = |conn: &mut Conn| mentions::idempotent_after(conn, cx.workspace, &after, PAGE);
        let page = db.read_now(read)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        let names = |(key, body): &&(String, String)| {
            let plain = STANDARD.decode(body).ok().and_then(|sealed| cx.keys().unseal(&sealed).ok());
            words.stand_in(key.as_bytes())
                || words.id.as_ref().is_some_and(|id| without(key, id) != *key)
                || plain.is_some_and(|plain| words.stand_in(&plain))
        };
        let naming: Vec<String> = page.iter().filter(names).map(|(key, _)| key.clone()).collect();
        after.clone_from(last);
        if !naming.is_empty() {
            db.write_now(|conn| mentions::delete_idempotent(conn, cx.workspace, &naming))?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_taken_out_in_whatever_case_and_nothing_else_is() {
        assert_eq!(without("an Ann@X.ru und ann@x.ru, ärgerlich", "ann@x.ru"), "an … und …, ärgerlich");
        assert_eq!(without("…ann@x.r", "ann@x.ru"), "…ann@x.r");
        assert_eq!(without("", "ann@x.ru"), "");
        assert_eq!(without("joann@x.ru, ann@x.ru.", "ann@x.ru"), "joann@x.ru, ….", "others are others");
        assert_eq!(without("ann@x.ru.example <ann@x.ru>", "ann@x.ru"), "ann@x.ru.example <…>");
    }
}
