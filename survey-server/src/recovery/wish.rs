//! What customers do on the page of their case: they choose a time for the call, and say whether it is solved.

use jiff::ToSpan;
use serde_json::json;
use survey_core::recovery::CaseStep;

use super::case;
use super::conversation::About;
use super::honest;
use super::news::{self, News, What as Told};
use super::promise::{self, Reason};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::case_wishes::{self, Wish};
use crate::store::cases::Case;
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::people::Person;
use crate::store::promises::What;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, cases, people, workspaces};

const MINUTE: i64 = 60_000;
/// A call can be chosen from so much later than now on, and within so many days.
const SOONEST: i64 = 30 * MINUTE;
const DAYS: i64 = 8;
/// The business must be open for so long from the time on.
const CALL: i64 = 30 * MINUTE;
/// Nobody is called outside these hours of their own day, however long the business is open.
const WAKING: std::ops::Range<i8> = 8..21;
/// So many times are offered.
const OFFERED: usize = 24;

/// The times at which a customer may choose to be called: full hours in which the business is open.
pub fn slots(workspace: &Workspace, person: &Person, now: Time) -> Vec<Time> {
    let Ok(zone) = jiff::tz::TimeZone::get(&person.zone(&workspace.settings.0.zone)) else { return Vec::new() };
    let soonest = now.plus_ms(SOONEST).timestamp().to_zoned(zone);
    let rounded = jiff::ZonedRound::new().smallest(jiff::Unit::Hour).mode(jiff::RoundMode::Ceil);
    let Ok(first) = soonest.round(rounded) else { return Vec::new() };
    let hours = (0..24 * DAYS).filter_map(|hour| first.checked_add(hour.hours()).ok());
    let open = hours.filter(|at| WAKING.contains(&at.hour())).map(|at| Time::from(at.timestamp()));
    open.filter(|at| honest::is_open_throughout(workspace, *at, at.plus_ms(CALL))).take(OFFERED).collect()
}

/// Takes the time that a customer chose: it is what is promised now, sooner or later than before. The same time again
/// changes nothing. A time that has gone meanwhile is a conflict `time_gone`.
pub fn choose(conn: &mut Conn, cx: &Cx, id: Id, at: Time) -> Result<(), Error> {
    cases::lock(conn, cx.workspace, id)?;
    let case = cases::load(conn, cx.workspace, id)?;
    let wish = case_wishes::load(conn, cx.workspace, id)?;
    if wish.call_at == Some(at) {
        return Ok(());
    }
    let workspace = workspaces::load(conn, cx.workspace)?;
    let person = people::named(conn, cx.workspace, case.person_id)?;
    let reachable = person.filter(|person| person.phone.is_some() && !case.do_not_contact && case.is_open());
    let offered = reachable.map(|person| slots(&workspace, &person, cx.now)).unwrap_or_default();
    if !workspace.settings.0.promises.choose_time || !offered.contains(&at) {
        return Err(Error::conflict("time_gone", "this time can no longer be chosen; choose another one"));
    }
    case_wishes::save(conn, &Wish { call_at: Some(at), ..wish })?;
    case::note(conn, cx, id, "call_chosen", "respondent", json!({ "by": at }))?;
    match promise::open(conn, cx, id, What::Contact)? {
        Some(open) => drop(promise::renew(conn, cx, &case, &open, at, Reason::Chosen)?),
        None if case.contacted_at.is_none() => {
            drop(promise::make(conn, cx, id, What::Contact, at, Some(Reason::Chosen))?);
        }
        None => {}
    }
    if case.contacted_at.is_none() {
        move_deadline(conn, cx, &case, at)?;
    }
    let news = News { what: Told::Call, about: About::Case(id), message: None, at: Some(at) };
    news::to_owner(conn, cx, &news, case.assignee_id)
}

/// The customer's own time is the deadline of first contact.
fn move_deadline(conn: &mut Conn, cx: &Cx, case: &Case, at: Time) -> Result<(), Error> {
    // Late or not before, from now on this is the time that counts.
    let moved = Case { due_at: at, overdue_at: None, version: case.version + 1, updated_at: cx.now, ..case.clone() };
    if !cases::update(conn, &moved, case.version)? {
        return Err(Error::conflict("case_changed", "the case was changed meanwhile; send it once more"));
    }
    let key = format!("deadline/{}/{}", moved.id, moved.version);
    jobs::enqueue(conn, &[Job::new(cx, Class::Alert, Payload::Deadline { case: moved.id }).at(at).once(key)])
}

/// Takes what a customer says of the solution. A no opens the case again, with a new promise, and tells the managers and
/// the team. Saying the same again changes nothing.
pub fn solved(conn: &mut Conn, cx: &Cx, id: Id, yes: bool) -> Result<(), Error> {
    cases::lock(conn, cx.workspace, id)?;
    let case = cases::load(conn, cx.workspace, id)?;
    let wish = case_wishes::load(conn, cx.workspace, id)?;
    if case.state != "resolved" {
        // The button was pressed twice, or somebody opened it again meanwhile.
        return Ok(());
    }
    if yes && wish.solved == Some(true) {
        return Ok(());
    }
    case_wishes::save(conn, &Wish { solved: Some(yes), said_at: Some(cx.now), ..wish })?;
    let kind = if yes { "customer_solved" } else { "customer_unsolved" };
    case::note(conn, cx, id, kind, "respondent", json!({}))?;
    if yes {
        return Ok(());
    }
    let open = case::step(conn, cx, &case, CaseStep::Reopen, "respondent", json!({}))?;
    case::announce(conn, cx, &open, "case.reopened")?;
    let at = promise::open(conn, cx, id, What::Contact)?.map(|promise| promise.promised_at);
    let news = News { what: Told::Unsolved, about: About::Case(id), message: None, at };
    news::to_managers(conn, cx, &news, case.assignee_id)
}
