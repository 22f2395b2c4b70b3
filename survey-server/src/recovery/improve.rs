//! The improvement log: a change is recorded, and those who complained of its cause can be told, once each.

use std::collections::BTreeMap;

use serde_json::json;

use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::outreach::suppress;
use crate::render::Language;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::improvements::{self, Improvement};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::{Conn, Id, Json, Time, audit, people};

/// Longest title, in characters.
const MAX_TITLE: usize = 200;
/// Longest words for customers, in characters.
const MAX_WORDS: usize = 2000;
/// Longest key of a cause.
const MAX_CAUSE: usize = 100;
/// People told by one run of the job.
const SLICE: i64 = 200;

/// A change as somebody records it.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Against which cause, by its key.
    pub cause: String,
    /// What was changed.
    pub title: String,
    /// When; none: now.
    pub made_at: Option<Time>,
    /// What those who complained are told, by language.
    pub words: BTreeMap<String, String>,
}

/// Records a change.
pub fn record(conn: &mut Conn, cx: &Cx, input: &Input, by: Option<Id>, actor: &str) -> Result<Improvement, Error> {
    let made_at = input.made_at.unwrap_or(cx.now);
    let mut problems = Vec::new();
    let mut wanted = |path: &str, text: &str, most: usize| {
        let long = text.chars().count();
        if long == 0 || long > most || text.chars().any(|letter| letter.is_control() && letter != '\n') {
            problems.push(Problem::new(path, format!("must be 1 to {most} characters")));
        }
    };
    let (cause, title) = (input.cause.trim(), input.title.trim());
    wanted("cause", cause, MAX_CAUSE);
    wanted("title", title, MAX_TITLE);
    let words: BTreeMap<String, String> =
        input.words.iter().map(|(tag, text)| (tag.clone(), text.trim().to_owned())).collect();
    let words: BTreeMap<String, String> = words.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    for (tag, text) in &words {
        wanted(&format!("words.{tag}"), text, MAX_WORDS);
    }
    if let Some(tag) = words.keys().find(|tag| !Language::ALL.iter().any(|known| known.tag() == tag.as_str())) {
        problems.push(Problem::new(format!("words.{tag}"), "is not a language that mails speak"));
    }
    if made_at > cx.now {
        problems.push(Problem::new("made_at", "lies in the future; record a change once it was made"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let row = Improvement {
        workspace_id: cx.workspace,
        id: cx.id(),
        cause: cause.to_owned(),
        title: title.to_owned(),
        made_at,
        words: Json(words),
        told_at: None,
        told: 0,
        created_by: by,
        created_at: cx.now,
    };
    improvements::insert(conn, &row)?;
    audit::note(conn, cx, actor, "improvement.record", &row.id.to_string())?;
    Ok(row)
}

/// Begins to tell those who complained of it before it was made; told once, whatever is pressed again.
pub fn tell(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<Improvement, Error> {
    let mut row = improvements::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("improvement"))?;
    if row.words.0.is_empty() {
        return Err(Error::invalid("words", "are missing; write what those who complained are to be told"));
    }
    if row.told_at.is_some() {
        return Err(Error::conflict("told_already", "those who complained of it were told already"));
    }
    row.told_at = Some(cx.now);
    improvements::save(conn, &row)?;
    audit::note(conn, cx, actor, "improvement.tell", &id.to_string())?;
    jobs::enqueue(conn, &[job(cx, id, None)])?;
    Ok(row)
}

fn job(cx: &Cx, improvement: Id, after: Option<Id>) -> Job {
    let from = after.map(|id| id.to_string()).unwrap_or_default();
    let payload = Payload::TellImprovement { improvement, after };
    Job::new(cx, Class::Campaign, payload).once(format!("improvement/{improvement}/{from}"))
}

/// Writes the mails of the next people. Done twice it finds those that are written and goes on.
pub fn slice(conn: &mut Conn, cx: &Cx, id: Id, after: Option<Id>) -> Result<(), Error> {
    let Some(mut row) = improvements::find(conn, cx.workspace, id)? else { return Ok(()) };
    let ids = improvements::complained(conn, cx.workspace, (&row.cause, row.made_at), after, SLICE)?;
    let Some(last) = ids.last().copied() else { return Ok(()) };
    let found = people::list_by_ids(conn, cx.workspace, &ids)?;
    let standing = suppress::standing_of(conn, cx, &found)?;
    let n = number(id);
    let mut mails = Vec::new();
    for person in found {
        let stands = standing.get(&person.id).copied().unwrap_or_default();
        let Some(email) = person.email.as_deref().filter(|_| !stands.unsubscribed && !stands.bounced) else { continue };
        if deliveries::find_about(conn, cx.workspace, person.id, Kind::Improvement, n)?.is_some() {
            continue;
        }
        let delivery = Delivery::queued(cx, (person.id, Kind::Improvement, n), email, json!({"improvement": id}));
        deliveries::insert(conn, &delivery)?;
        mails.push(Job::new(cx, Class::Campaign, Payload::Mail { delivery: delivery.id }));
    }
    row.told = row.told.saturating_add(i32::try_from(mails.len()).unwrap_or(i32::MAX));
    improvements::save(conn, &row)?;
    if ids.len() as i64 == SLICE {
        mails.push(job(cx, id, Some(last)));
    }
    jobs::enqueue(conn, &mails)
}

/// The number of a change among a person's mails: always the same for the same change, so that nobody is told twice.
fn number(id: Id) -> i32 {
    let [.., a, b, c, d] = *id.0.as_bytes();
    i32::from_be_bytes([a & 0x7f, b, c, d])
}
