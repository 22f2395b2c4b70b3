//! What happened to a case, newest first, in words.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use super::reader::Reader;
use crate::error::Error;
use crate::store::cases::Entry;
use crate::store::{Id, Time};

/// One line.
#[derive(Debug, Serialize)]
pub struct Line {
    what: &'static str,
    at: Time,
    actor: String,
    text: Option<String>,
    tone: &'static str,
}

/// The lines of a timeline that is given oldest first. What the page has no sentence for is left out.
pub fn lines(reader: &Reader, entries: &[Entry], names: &HashMap<Id, String>) -> Result<Vec<Line>, Error> {
    let mut lines = Vec::with_capacity(entries.len());
    for entry in entries.iter().rev() {
        let Some(what) = what(&entry.kind) else { continue };
        lines.push(Line {
            what,
            at: entry.at,
            actor: actor(reader, &entry.actor, names)?,
            text: text(reader, entry, names)?,
            tone: match what {
                "overdue" | "solution_overdue" | "escalated" | "promise_broken" | "customer_unsolved"
                | "undelivered" => "late",
                "resolved" => "good",
                _ => "",
            },
        });
    }
    Ok(lines)
}

/// The page's word for a kind of entry.
pub fn what(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "opened" => "opened",
        "answered_again" => "joined",
        "answer_changed" => "amended",
        "happened" => "happened",
        "did_not_happen" => "did_not_happen",
        "asked_for_help" => "asked_for_help",
        "claim" => "claimed",
        "assign" => "assigned",
        "release" => "released",
        "contact" => "reached",
        "no_answer" => "no_answer",
        "note" => "noted",
        "overdue" => "overdue",
        "solution_overdue" => "solution_overdue",
        "warned" => "warned",
        "solution_warned" => "solution_warned",
        "escalate" => "escalated",
        "wait" => "waiting",
        "resume" => "resumed",
        "resolve" => "resolved",
        "reopen" => "reopened",
        "dismiss" => "dismissed",
        "merge" => "merged",
        "customer_wrote" => "customer_wrote",
        "wrote" => "wrote",
        "undelivered" => "undelivered",
        "promised" => "promised",
        "promise_renewed" => "promise_renewed",
        "promise_broken" => "promise_broken",
        "customer_solved" => "customer_solved",
        "customer_unsolved" => "customer_unsolved",
        "call_chosen" => "call_chosen",
        "known_problem" => "known_problem",
        "absorb" => "absorbed",
        "facts" => "facts",
        "task_added" => "task_added",
        "task_done" => "task_done",
        "task_open" => "task_open",
        "task_removed" => "task_removed",
        "told" => "told",
        "acknowledged" => "acknowledged",
        "asked_again" => "asked_again",
        "not_asked_again" => "not_asked_again",
        "answered_after" => "answered_after",
        _ => return None,
    })
}

/// One entry as a sentence.
pub fn headline(reader: &Reader, entry: &Entry, names: &HashMap<Id, String>) -> Result<String, Error> {
    let what = what(&entry.kind).unwrap_or_default();
    let actor = actor(reader, &entry.actor, names)?;
    reader.text("case-event", &[("what", what.into()), ("actor", actor.into())])
}

/// Who it was, by name; empty for the system.
fn actor(reader: &Reader, actor: &str, names: &HashMap<Id, String>) -> Result<String, Error> {
    if let Ok(id) = actor.parse::<Id>() {
        return match names.get(&id) {
            Some(name) => Ok(name.clone()),
            None => reader.text("actor-former", &[]),
        };
    }
    match actor {
        "system" | "respondent" => Ok(String::new()),
        _ => reader.text("actor-program", &[]),
    }
}

/// The words under a line: the note, how contact was made, to whom it was handed over, what the customer says now.
fn text(reader: &Reader, entry: &Entry, names: &HashMap<Id, String>) -> Result<Option<String>, Error> {
    let detail = &entry.detail.0;
    let word = |name: &str| detail.get(name).and_then(Value::as_str).map(str::trim).filter(|word| !word.is_empty());
    let mut parts: Vec<String> = Vec::new();
    if let Some(channel) = word("channel") {
        parts.push(reader.text("timeline-channel", &[("channel", channel.into())])?);
    }
    if matches!(entry.kind.as_str(), "assign" | "task_added")
        && let Some(name) = word("assignee").and_then(|id| id.parse::<Id>().ok()).and_then(|id| names.get(&id))
    {
        parts.push(reader.text("timeline-assignee", &[("name", name.as_str().into())])?);
    }
    if let Some(score) = detail.get("score").and_then(Value::as_i64) {
        parts.push(reader.text("timeline-score", &[("score", score.to_string().into())])?);
    }
    if let Some(event) = word("event").filter(|_| matches!(entry.kind.as_str(), "happened" | "did_not_happen")) {
        parts.push(match word("order") {
            Some(order) => reader.text("timeline-event-order", &[("event", event.into()), ("order", order.into())])?,
            None => reader.text("timeline-event", &[("event", event.into())])?,
        });
    }
    if let Some(number) = detail.get("number").and_then(Value::as_i64) {
        parts.push(reader.text("timeline-case", &[("number", number.to_string().into())])?);
    }
    if entry.kind == "resolve"
        && let Some(outcome) = word("outcome")
    {
        parts.push(reader.text("timeline-outcome", &[("outcome", outcome.into())])?);
    }
    parts.extend(word("task").map(str::to_owned));
    parts.extend(word("note").or_else(|| word("comment")).map(str::to_owned));
    if entry.kind == "asked_for_help" {
        parts.extend(["name", "phone", "email"].into_iter().filter_map(word).map(str::to_owned));
    }
    parts.extend(word("to").map(str::to_owned));
    Ok((!parts.is_empty()).then(|| parts.join(" ")))
}
