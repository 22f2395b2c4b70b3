//! What the page of a case shows.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::wording;
use crate::recovery::wish;
use crate::render::{Language, Moment};
use crate::store::cases::{Case, Entry};
use crate::store::people::Person;
use crate::store::promises::{Promise, State, What};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time, case_wishes, cases, people, promises, responses, users, workspaces};
use crate::web::page::language_of;
use crate::web::survey::refusal::dress;

/// The page's context and its language.
pub(super) fn of(
    conn: &mut Conn,
    cx: &Cx,
    case: &Case,
    accepted: Option<Language>,
    action: &str,
    said: Option<&str>,
) -> Result<(Value, Language), Error> {
    let owner = match case.assignee_id {
        Some(user) => users::find(conn, user)?.map(|user| user.name),
        None => None,
    };
    let person = people::named(conn, cx.workspace, case.person_id)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let settings = &workspace.settings.0;
    let known = person.as_ref().and_then(|person| person.locale.clone());
    let language = language_of(known.as_deref(), accepted, &settings.language);
    let survey = match case.response_id {
        Some(response) => responses::find(conn, cx.workspace, response)?.map(|one| one.survey_id),
        None => None,
    };
    let brand = wording::load(conn, cx, &workspace, survey.unwrap_or(0), language)?.brand.clone();
    let dress = dress(&workspace, &brand);
    let zone = person.as_ref().map_or_else(|| settings.zone.clone(), |person| person.zone(&settings.zone));
    let mut promised = promises::list(conn, cx.workspace, case.id)?;
    promised.retain(|promise| promise.state != State::Withdrawn);
    let wish = case_wishes::load(conn, cx.workspace, case.id)?;
    let entries = cases::entries(conn, cx.workspace, case.id)?;
    let state = if case.is_open() { case.state.as_str() } else { "resolved" };
    let due = due(case, &promised, person.as_ref(), cx.now, &zone);
    let context = json!({
        "company": dress.company, "logo": dress.logo, "brand_css": dress.brand_css, "footer": null,
        "zone": zone,
        "owner": owner.filter(|name| !name.is_empty()),
        "state": state,
        "due": due,
        "solution": solution(case, &promised, cx.now, &zone),
        "promises": promised.iter().map(shown).collect::<Vec<Value>>(),
        "reply_to": Some(settings.reply_to.as_str()).filter(|address| !address.is_empty()),
        "steps": steps(case, &entries),
        "said": said,
        "action": action,
        "asks_solved": case.state == "resolved" && wish.solved != Some(true),
        "solved": wish.solved.filter(|solved| *solved != case.is_open()),
        "slots": slots(&workspace, case, person.as_ref(), cx.now),
        "call_at": wish.call_at.filter(|at| *at > cx.now && case.is_open()).map(|at| at.0),
    });
    Ok((context, language))
}

/// By when somebody gets in touch, and why it is not the time that was named first.
fn due(case: &Case, promised: &[Promise], person: Option<&Person>, now: Time, zone: &str) -> Option<Value> {
    let contact = promised.iter().rev().find(|promise| promise.what == What::Contact);
    let waits = match contact {
        Some(promise) => matches!(promise.state, State::Open | State::Broken) && !contacted_since(case, promise),
        None => case.contacted_at.is_none(),
    };
    if !waits || !case.is_open() || case.do_not_contact {
        return None;
    }
    let at = contact.map_or(case.due_at, |promise| promise.promised_at);
    Some(json!({
        "by": by(at, now, zone),
        "channel": if person.is_some_and(|person| person.phone.is_some()) { "phone" } else { "email" },
        "late": at < now,
        "reason": contact.and_then(|promise| promise.reason.clone()),
    }))
}

fn contacted_since(case: &Case, promise: &Promise) -> bool {
    case.contacted_at.is_some_and(|at| at >= promise.made_at)
}

/// By when it is solved, once somebody has been in touch.
fn solution(case: &Case, promised: &[Promise], now: Time, zone: &str) -> Option<Value> {
    let promise = promised.iter().rev().find(|promise| promise.what == What::Solution)?;
    let stands = matches!(promise.state, State::Open | State::Broken) && case.is_open() && case.waiting_since.is_none();
    let at = promise.promised_at;
    stands.then(|| json!({ "by": by(at, now, zone), "late": at < now }))
}

fn by(at: Time, now: Time, zone: &str) -> Moment {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Moment::of(at.timestamp(), now.timestamp(), &zone)
}

fn shown(promise: &Promise) -> Value {
    json!({
        "what": promise.what.word(),
        "at": promise.promised_at.0,
        "state": promise.state.word(),
        "reason": promise.reason,
    })
}

/// The times that may be chosen for the call; none where nobody can be called, or somebody was in touch already.
fn slots(workspace: &Workspace, case: &Case, person: Option<&Person>, now: Time) -> Vec<i64> {
    let wanted = workspace.settings.0.promises.choose_time && case.is_open() && !case.do_not_contact;
    let person = person.filter(|person| wanted && person.phone.is_some());
    person.map(|person| wish::slots(workspace, person, now).iter().map(|at| at.0).collect()).unwrap_or_default()
}

/// What was done and what comes next. Of the timeline only what is the customer's to know: never a note, nor who said
/// what to whom.
fn steps(case: &Case, entries: &[Entry]) -> Vec<Value> {
    let mut steps = vec![done("received", case.opened_at)];
    let mut claimed = false;
    for entry in entries {
        match entry.kind.as_str() {
            "claim" | "assign" if !claimed => {
                claimed = true;
                steps.push(done("claimed", entry.at));
            }
            "contact" => steps.push(done("contacted", entry.at)),
            "resolve" => steps.push(done("resolved", entry.at)),
            "reopen" => {
                claimed = false;
                steps.push(done("reopened", entry.at));
            }
            _ => {}
        }
    }
    if !case.is_open() {
        return steps;
    }
    let to_come: &[&str] = match case.state.as_str() {
        "open" => &["claimed", "contacted", "resolved"],
        "claimed" => &["contacted", "resolved"],
        _ => &["resolved"],
    };
    for (at, step) in to_come.iter().enumerate() {
        steps.push(json!({"step": step, "state": if at == 0 { "now" } else { "next" }, "at": null, "note": null}));
    }
    steps
}

fn done(step: &str, at: Time) -> Value {
    json!({"step": step, "state": "done", "at": at.0, "note": null})
}
