//! A problem that many have at once: everybody it affects is told of it and of its end, whether they complained or not.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use survey_core::Properties;

use super::case;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::outreach::suppress;
use crate::render::Language;
use crate::store::cases::Case;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::events::Event;
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::known_problems::{self, Affected, AffectedPerson, KnownProblem, Said};
use crate::store::{Conn, Id, Json, Time, audit, cases, events, people};

/// So many events or people are looked at in one transaction.
const SLICE: i64 = 200;
/// New events are looked for so often while the problem lasts, in milliseconds.
const EVERY: i64 = 10 * 60_000;
/// An event that was reported a moment ago may not be there for everybody yet: it is met at the next turn.
const SETTLED: i64 = 60_000;
/// Longest title and words, in characters; most types and values.
const MAX_TITLE: usize = 200;
const MAX_WORDS: usize = 4_000;
const MAX_LIST: usize = 50;

/// What is said when a problem is declared.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What the team calls it.
    pub title: String,
    /// What customers are told, by language.
    pub words: BTreeMap<String, Said>,
    /// The root cause whose cases it concerns.
    pub cause: Option<String>,
    /// Which events it affects.
    pub affected: Affected,
    /// When it is expected to be over.
    pub expected_at: Option<Time>,
}

/// Declares a problem: telling people begins now.
pub fn declare(conn: &mut Conn, cx: &Cx, said: &Declaration, actor: &str) -> Result<KnownProblem, Error> {
    let problems = check(said, cx.now);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let problem = KnownProblem {
        workspace_id: cx.workspace,
        id: cx.id(),
        title: said.title.trim().to_owned(),
        words: Json(said.words.clone()),
        cause: said.cause.clone(),
        affected: Json(said.affected.clone()),
        expected_at: said.expected_at,
        declared_at: cx.now,
        declared_by: actor.parse().ok(),
        over_at: None,
        cursor: String::new(),
    };
    known_problems::insert(conn, &problem)?;
    audit::note(conn, cx, actor, "problem.declare", &problem.title)?;
    jobs::enqueue(conn, &[job(cx, &problem, "now")])?;
    Ok(problem)
}

/// What is wrong with a declaration, field by field.
fn check(said: &Declaration, now: Time) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |path: &str, message: String| problems.push(Problem::new(path, message));
    if !(1..=MAX_TITLE).contains(&said.title.trim().chars().count()) || said.title.chars().any(char::is_control) {
        wrong("title", format!("must be 1 to {MAX_TITLE} characters on one line"));
    }
    if said.words.is_empty() {
        wrong("words", "is missing; say in at least one language what customers are told".to_owned());
    }
    for (language, words) in &said.words {
        if !Language::ALL.iter().any(|known| known.tag() == language) {
            wrong(&format!("words.{language}"), "is not a language that mails speak".to_owned());
        }
        if !(1..=MAX_WORDS).contains(&words.problem.trim().chars().count()) {
            wrong(&format!("words.{language}.problem"), format!("must be 1 to {MAX_WORDS} characters"));
        }
        if words.over.chars().count() > MAX_WORDS {
            wrong(&format!("words.{language}.over"), format!("must be at most {MAX_WORDS} characters"));
        }
    }
    let affected = &said.affected;
    if affected.types.is_empty() && said.cause.is_none() {
        wrong("types", "is missing; name a type of event, or a cause whose cases it concerns".to_owned());
    }
    if affected.types.len() > MAX_LIST || affected.values.len() > MAX_LIST {
        wrong("types", format!("at most {MAX_LIST} types and {MAX_LIST} values are allowed"));
    }
    if affected.property.is_some() && affected.values.is_empty() {
        wrong("values", "is missing; name at least one value of the property".to_owned());
    }
    if affected.until.is_some_and(|until| until <= affected.from) {
        wrong("until", "must be later than from".to_owned());
    }
    if said.expected_at.is_some_and(|at| at <= now) {
        wrong("expected_at", "must be later than now".to_owned());
    }
    problems
}

/// Says that it is over: everybody who was told of it hears that too. `words` take the place of those kept, where given.
/// The second time nothing happens.
pub fn over(
    conn: &mut Conn,
    cx: &Cx,
    id: Id,
    words: &BTreeMap<String, String>,
    actor: &str,
) -> Result<KnownProblem, Error> {
    let mut problem = known_problems::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("problem"))?;
    for (language, text) in words {
        let Some(said) = problem.words.0.get_mut(language) else {
            return Err(Error::invalid(format!("words.{language}"), "is no language that the problem was told in"));
        };
        if text.chars().count() > MAX_WORDS {
            return Err(Error::invalid(format!("words.{language}"), format!("must be at most {MAX_WORDS} characters")));
        }
        text.clone_into(&mut said.over);
    }
    if known_problems::end(conn, &problem, cx.now)? {
        audit::note(conn, cx, actor, "problem.over", &problem.title)?;
        jobs::enqueue(conn, &[job(cx, &problem, "over")])?;
        problem.over_at = Some(cx.now);
    }
    Ok(problem)
}

fn job(cx: &Cx, problem: &KnownProblem, word: &str) -> Job {
    let payload = Payload::KnownProblem { problem: problem.id };
    Job::new(cx, Class::Campaign, payload).once(format!("known_problem/{}/{word}", problem.id))
}

/// Where telling people stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There are more, at once.
    More,
    /// Everybody is told; new ones are looked for then.
    Wait(Time),
    /// It is over, and everybody knows.
    Done,
}

/// Tells the next slice of people.
pub fn step(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Step, Error> {
    let Some(problem) = known_problems::find(conn, cx.workspace, id)? else { return Ok(Step::Done) };
    if problem.over_at.is_some() {
        return tell_over(conn, cx, &problem);
    }
    let after: Option<Id> = problem.cursor.parse().ok();
    let (affected, settled) = (&problem.affected.0, cx.now.plus_ms(-SETTLED));
    let found = if affected.types.is_empty() {
        Vec::new()
    } else {
        let span = (affected.from, affected.until);
        events::of_types_after(conn, cx.workspace, after.unwrap_or_default(), &affected.types, span, settled, SLICE)?
    };
    for event in found.iter().filter(|event| concerns(affected, &event.properties.0)) {
        tell(conn, cx, &problem, event.person_id, Some(event))?;
    }
    if let Some(last) = found.last() {
        known_problems::move_on(conn, &problem, &last.id.to_string())?;
    }
    if found.len() as i64 == SLICE {
        return Ok(Step::More);
    }
    if let Some(cause) = &problem.cause {
        for case in cases::open_of_cause(conn, cx.workspace, cause)? {
            if let Some(person) = case.person_id {
                tell(conn, cx, &problem, person, None)?;
            }
        }
    }
    Ok(Step::Wait(cx.now.plus_ms(EVERY)))
}

/// Whether an event has one of the values.
fn concerns(affected: &Affected, properties: &Properties) -> bool {
    let Some(name) = &affected.property else { return true };
    let value = match properties.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => flag.to_string(),
        _ => return false,
    };
    affected.values.iter().any(|wanted| wanted.trim().to_lowercase() == value.trim().to_lowercase())
}

/// Tells one person, once, and notes it on their case.
fn tell(conn: &mut Conn, cx: &Cx, problem: &KnownProblem, person: Id, event: Option<&Event>) -> Result<(), Error> {
    let Some(person) = people::find(conn, cx.workspace, person)? else { return Ok(()) };
    let open = cases::open_of_person(conn, cx.workspace, person.id)?;
    let concerned = |case: &&Case| {
        let same_event = case.event_id.is_some() && case.event_id == event.map(|event| event.id);
        same_event || (case.cause.is_some() && case.cause == problem.cause)
    };
    let case = open.iter().find(concerned).map(|case| case.id);
    let wishes_none = open.iter().any(|case| case.do_not_contact);
    let reachable = person.email.is_some() && !wishes_none && !suppress::standing(conn, cx, &person)?.bounced;
    let row = AffectedPerson {
        workspace_id: cx.workspace,
        problem_id: problem.id,
        person_id: person.id,
        case_id: case,
        told_at: reachable.then_some(cx.now),
        told_over_at: None,
    };
    if !known_problems::add_person(conn, &row)? {
        return Ok(());
    }
    if let Some(case) = case {
        let detail = json!({"problem": problem.id, "note": problem.title});
        case::note(conn, cx, case, "known_problem", "system", detail)?;
    }
    if reachable { mail(conn, cx, problem, person.id, person.email.as_deref(), false) } else { Ok(()) }
}

fn tell_over(conn: &mut Conn, cx: &Cx, problem: &KnownProblem) -> Result<Step, Error> {
    let told = known_problems::not_told_over(conn, problem, SLICE)?;
    for row in &told {
        let Some(person) = people::find(conn, cx.workspace, row.person_id)? else { continue };
        mail(conn, cx, problem, person.id, person.email.as_deref(), true)?;
    }
    let ids: Vec<Id> = told.iter().map(|row| row.person_id).collect();
    known_problems::told_over(conn, problem, &ids, cx.now)?;
    Ok(if told.len() as i64 == SLICE { Step::More } else { Step::Done })
}

fn mail(
    conn: &mut Conn,
    cx: &Cx,
    problem: &KnownProblem,
    person: Id,
    email: Option<&str>,
    over: bool,
) -> Result<(), Error> {
    let Some(email) = email else { return Ok(()) };
    let n = deliveries::last_number(conn, cx.workspace, person, Kind::KnownProblem)? + 1;
    let params = json!({"problem": problem.id, "over": over});
    let delivery = Delivery::queued(cx, (person, Kind::KnownProblem, n), email, params);
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Campaign, Payload::Mail { delivery: delivery.id })])
}
