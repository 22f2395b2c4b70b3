//! Promises to customers: kept, renewed before they pass, or broken where nobody did either.

use serde_json::json;
use survey_core::recovery::{Calendar, CaseStep, Clock, Within};

use super::case::{self, Act};
use super::conversation::About;
use super::duty;
use super::effects::Step;
use super::honest;
use super::news::{self, News, What as Told};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{Case, Filter};
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::promises::{self, Promise, State, What};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, cases, people, workspaces};
use crate::text_enum;

text_enum! {
    /// Why a time was named that takes the place of another; a word for the text `promise-reason`.
    Reason {
        /// Nobody was free.
        Behind => "behind",
        /// The business is closed at the time that was named.
        Closed => "closed",
        /// Who had it is away.
        Away => "away",
        /// Somebody else has it now.
        HandedOver => "handed_over",
        /// The customer chose it.
        Chosen => "chosen",
        /// The customer says that it is not solved.
        Reopened => "reopened",
    }
}

/// Minutes in milliseconds.
const MINUTE: i64 = 60_000;
/// However long a promise is, it is looked at no more than so long before it passes.
const LONGEST_LOOK: i64 = 60 * MINUTE;
/// A new time is at least so much later than the one it takes the place of.
const LEAST_MOVE: i64 = 15 * MINUTE;

/// So many cases of somebody who is away are handed over.
const MOST_CASES: i64 = 1_000;
/// A working day.
const WORKING_DAY: Within = Within::business(8 * 60);

/// Promises something, and plans to look after it.
pub fn make(
    conn: &mut Conn,
    cx: &Cx,
    case: Id,
    what: What,
    promised_at: Time,
    reason: Option<Reason>,
) -> Result<Promise, Error> {
    let n = promises::list(conn, cx.workspace, case)?.last().map_or(0, |last| last.n) + 1;
    let promise = Promise {
        workspace_id: cx.workspace,
        case_id: case,
        n,
        what,
        promised_at,
        made_at: cx.now,
        reason: reason.map(|reason| reason.word().to_owned()),
        state: State::Open,
        settled_at: None,
    };
    promises::insert(conn, &promise)?;
    let settings = workspaces::load(conn, cx.workspace)?.settings.0;
    let at = match what {
        What::Contact => look_at(&settings.calendar, cx.now, promised_at, settings.promises.look_before_minutes),
        What::Solution => promised_at.plus_ms(1),
    };
    plan(conn, cx, &promise, at)?;
    Ok(promise)
}

/// When somebody looks whether a promise will be kept. What is left is counted in opening hours: before the shop opens nobody
/// is behind. A promise for a time at which it is closed all the while is counted by the clock on the wall.
fn look_at(calendar: &Calendar, made_at: Time, promised_at: Time, before_minutes: i64) -> Time {
    let least = before_minutes * MINUTE;
    let lead = |span: i64| (span / 10).clamp(least, LONGEST_LOOK.max(least)).min(span / 2);
    let open = calendar.elapsed(made_at.timestamp(), promised_at.timestamp(), Clock::Business).as_millis();
    let open = i64::try_from(open).unwrap_or_default();
    let minutes = u32::try_from((open - lead(open)) / MINUTE).unwrap_or_default();
    if minutes == 0 {
        return promised_at.plus_ms(-lead((promised_at.0 - made_at.0).max(0)));
    }
    calendar.add(made_at.timestamp(), Within::business(minutes)).into()
}

fn plan(conn: &mut Conn, cx: &Cx, promise: &Promise, at: Time) -> Result<(), Error> {
    let payload = Payload::Promise { case: promise.case_id, n: promise.n };
    let key = format!("promise/{}/{}/{}", promise.case_id, promise.n, at.0);
    jobs::enqueue(conn, &[Job::new(cx, Class::Alert, payload).at(at).once(key)])
}

/// The promise of this kind whose time is still to come.
pub fn open(conn: &mut Conn, cx: &Cx, case: Id, what: What) -> Result<Option<Promise>, Error> {
    let all = promises::list(conn, cx.workspace, case)?;
    Ok(all.into_iter().rev().find(|promise| promise.what == what && promise.state == State::Open))
}

/// Looks after a promise shortly before it passes, and once more when it did where nothing could be done.
pub fn look(conn: &mut Conn, cx: &Cx, case: Id, n: i32) -> Result<(), Error> {
    let Some(case) = cases::find_locked(conn, cx.workspace, case)? else { return Ok(()) };
    let found = promises::find(conn, cx.workspace, case.id, n)?;
    let Some(promise) = found.filter(|promise| promise.state == State::Open) else { return Ok(()) };
    if !case.is_open() {
        return promises::withdraw_open(conn, cx.workspace, case.id, cx.now);
    }
    if promise.what == What::Solution {
        return look_at_solution(conn, cx, &case, &promise);
    }
    if let Some(contacted) = case.contacted_at.filter(|at| *at >= promise.made_at) {
        return promises::settle(conn, &promise, kept_or_broken(&promise, contacted), cx.now);
    }
    if cx.now > promise.promised_at {
        return broke(conn, cx, &case, &promise);
    }
    if promise.reason.as_deref() == Some(Reason::Chosen.word()) {
        // The customer waits for that time, and for no other.
        return plan(conn, cx, &promise, promise.promised_at.plus_ms(1));
    }
    let workspace = workspaces::load(conn, cx.workspace)?;
    if let Some(owner) = case.assignee_id
        && duty::is_away(conn, cx, owner, cx.now)?
    {
        return hand_over(conn, cx, &case, &promise);
    }
    if renewals(conn, cx, case.id)? >= workspace.settings.0.promises.renewals {
        return plan(conn, cx, &promise, promise.promised_at.plus_ms(1));
    }
    let closed = honest::is_closed_until(&workspace, cx.now, promise.promised_at);
    let reason = if closed { Reason::Closed } else { Reason::Behind };
    let at = honest::time(conn, cx, &workspace, &case)?;
    renew(conn, cx, &case, &promise, at, reason).map(drop)
}

/// The cases of somebody whose absence begins; none if it does not.
pub fn of_absent(conn: &mut Conn, cx: &Cx, user: Id) -> Result<Vec<Id>, Error> {
    if !duty::is_away(conn, cx, user, cx.now)? {
        return Ok(Vec::new());
    }
    let theirs = Filter { assignee_id: Some(user), ..Filter::open() };
    Ok(cases::list(conn, cx.workspace, &theirs, 0, MOST_CASES)?.into_iter().map(|case| case.id).collect())
}

/// What somebody who is away had not begun goes back to the others, and its customer hears the new time. Whoever has the
/// case by now keeps it.
pub fn owner_away(conn: &mut Conn, cx: &Cx, user: Id, case: Id) -> Result<(), Error> {
    let found = cases::find_locked(conn, cx.workspace, case)?;
    let Some(case) = found.filter(|case| case.is_open() && case.assignee_id == Some(user)) else { return Ok(()) };
    match open(conn, cx, case.id, What::Contact)? {
        Some(promise) => hand_over(conn, cx, &case, &promise),
        None => Ok(()),
    }
}

/// Who has it is away: it is put back for the others, and the customer hears the time that they need.
fn hand_over(conn: &mut Conn, cx: &Cx, case: &Case, promise: &Promise) -> Result<(), Error> {
    let act = Act {
        step: CaseStep::Release,
        assignee: None,
        actor: "system".to_owned(),
        outcome: None,
        note: None,
        version: None,
    };
    case::act_as(conn, cx, case.id, &act, CaseStep::Release.name(), json!({ "reason": Reason::Away.word() }))?;
    // Where the time could not be moved any more, its end is waited for.
    match promises::find(conn, cx.workspace, case.id, promise.n)? {
        Some(still) if still.state == State::Open => plan(conn, cx, &still, still.promised_at.plus_ms(1)),
        _ => Ok(()),
    }
}

/// How often the time of first contact was moved by us. What the customer chose is no renewal that counts.
fn renewals(conn: &mut Conn, cx: &Cx, case: Id) -> Result<i64, Error> {
    let all = promises::list(conn, cx.workspace, case)?;
    let chosen = |promise: &Promise| promise.reason.as_deref() == Some(Reason::Chosen.word());
    let moved = all.iter().filter(|promise| promise.what == What::Contact && promise.reason.is_some());
    Ok(moved.filter(|promise| !chosen(promise)).count() as i64)
}

/// Names a new time in place of a promise: the customer is told by mail and page, the managers by mail. What the customer
/// chose needs no mail to them.
pub fn renew(
    conn: &mut Conn,
    cx: &Cx,
    case: &Case,
    promise: &Promise,
    at: Time,
    reason: Reason,
) -> Result<Promise, Error> {
    let chosen = reason == Reason::Chosen;
    let at = if chosen { at } else { at.max(promise.promised_at.plus_ms(LEAST_MOVE)) };
    promises::settle(conn, promise, State::Renewed, cx.now)?;
    let new = make(conn, cx, case.id, promise.what, at, Some(reason))?;
    let detail = json!({"promised_at": promise.promised_at, "by": at, "reason": reason.word()});
    case::note(conn, cx, case.id, "promise_renewed", if chosen { "respondent" } else { "system" }, detail)?;
    if chosen {
        return Ok(new);
    }
    tell_customer(conn, cx, case, &new, Kind::Renewal, json!({ "promise": new.n }))?;
    tell_managers(conn, cx, case, Told::Renewed, at)?;
    Ok(new)
}

/// Puts a mail about a promise to the customer on its way, if there is an address; whether it is.
pub fn tell_customer(
    conn: &mut Conn,
    cx: &Cx,
    case: &Case,
    promise: &Promise,
    kind: Kind,
    params: serde_json::Value,
) -> Result<bool, Error> {
    let person = people::named(conn, cx.workspace, case.person_id)?;
    let Some(email) = person.and_then(|person| person.email).filter(|_| !case.do_not_contact) else { return Ok(false) };
    let delivery = Delivery::queued(cx, (case.id, kind, promise.n), &email, params);
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Alert, Payload::Mail { delivery: delivery.id })])?;
    Ok(true)
}

fn tell_managers(conn: &mut Conn, cx: &Cx, case: &Case, what: Told, at: Time) -> Result<(), Error> {
    let news = News { what, about: About::Case(case.id), message: None, at: Some(at) };
    news::to_managers(conn, cx, &news, case.assignee_id)
}

/// It passed, and nobody said anything.
fn broke(conn: &mut Conn, cx: &Cx, case: &Case, promise: &Promise) -> Result<(), Error> {
    promises::settle(conn, promise, State::Broken, cx.now)?;
    let detail = json!({"what": promise.what.word(), "promised_at": promise.promised_at});
    case::note(conn, cx, case.id, "promise_broken", "system", detail)?;
    tell_managers(conn, cx, case, Told::Broken, promise.promised_at)
}

/// The time of a solution follows the case's own, which stands still while the customer is waited for.
fn look_at_solution(conn: &mut Conn, cx: &Cx, case: &Case, promise: &Promise) -> Result<(), Error> {
    if case.resolve_due_at > cx.now {
        promises::settle(conn, promise, State::Renewed, cx.now)?;
        return make(conn, cx, case.id, What::Solution, case.resolve_due_at, None).map(drop);
    }
    if case.waiting_since.is_some() {
        return plan(conn, cx, promise, cx.now.plus_ms(LONGEST_LOOK));
    }
    broke(conn, cx, case, promise)
}

fn kept_or_broken(promise: &Promise, at: Time) -> State {
    if at <= promise.promised_at { State::Kept } else { State::Broken }
}

/// What a step in a case's life means for what was promised.
pub fn after_step(conn: &mut Conn, cx: &Cx, step: &Step<'_>) -> Result<(), Error> {
    let case = step.after;
    match step.step {
        CaseStep::Contact => {
            settle_all(conn, cx, case.id, What::Contact)?;
            if !case.do_not_contact && open(conn, cx, case.id, What::Solution)?.is_none() {
                let at = solution_at(conn, cx, case)?;
                make(conn, cx, case.id, What::Solution, at, None)?;
            }
            Ok(())
        }
        CaseStep::Resolve => {
            if case.contacted_at.is_some() {
                settle_all(conn, cx, case.id, What::Contact)?;
            }
            settle_all(conn, cx, case.id, What::Solution)?;
            // Nobody got in touch, and nobody will: that is no promise kept.
            promises::withdraw_open(conn, cx.workspace, case.id, cx.now)
        }
        CaseStep::Dismiss | CaseStep::Merge => promises::withdraw_open(conn, cx.workspace, case.id, cx.now),
        CaseStep::Release => handed_over(conn, cx, step),
        CaseStep::Reopen => reopened(conn, cx, step),
        _ => Ok(()),
    }
}

/// A case goes on in the place of another: what was promised to that customer first is what counts.
pub fn take_over(conn: &mut Conn, cx: &Cx, ended: &Case, goes_on: &Case) -> Result<(), Error> {
    let Some(theirs) = open(conn, cx, ended.id, What::Contact)?.filter(|_| goes_on.contacted_at.is_none()) else {
        return Ok(());
    };
    match open(conn, cx, goes_on.id, What::Contact)? {
        Some(own) if own.promised_at <= theirs.promised_at => return Ok(()),
        Some(own) => promises::settle(conn, &own, State::Withdrawn, cx.now)?,
        None => {}
    }
    make(conn, cx, goes_on.id, What::Contact, theirs.promised_at, None).map(drop)
}

/// By when it is solved: by the case's own time, or within a working day where that has gone by.
fn solution_at(conn: &mut Conn, cx: &Cx, case: &Case) -> Result<Time, Error> {
    let calendar = workspaces::load(conn, cx.workspace)?.settings.0.calendar;
    let fresh: Time = calendar.add(cx.now.timestamp(), WORKING_DAY).into();
    Ok(if case.resolve_due_at > cx.now { case.resolve_due_at } else { fresh })
}

fn settle_all(conn: &mut Conn, cx: &Cx, case: Id, what: What) -> Result<(), Error> {
    for promise in promises::list(conn, cx.workspace, case)? {
        if promise.what == what && promise.state == State::Open {
            promises::settle(conn, &promise, kept_or_broken(&promise, cx.now), cx.now)?;
        }
    }
    Ok(())
}

/// Who had it puts it back before the customer was reached: the next one needs time of their own, and if that is more than
/// is left, the customer hears it now.
fn handed_over(conn: &mut Conn, cx: &Cx, step: &Step<'_>) -> Result<(), Error> {
    let case = step.after;
    let Some(promise) = open(conn, cx, case.id, What::Contact)? else { return Ok(()) };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let at = honest::time(conn, cx, &workspace, case)?;
    if at <= promise.promised_at || renewals(conn, cx, case.id)? >= workspace.settings.0.promises.renewals {
        return Ok(());
    }
    let away = match step.before.assignee_id {
        Some(owner) => duty::is_away(conn, cx, owner, cx.now)?,
        None => false,
    };
    let reason = if away { Reason::Away } else { Reason::HandedOver };
    renew(conn, cx, case, &promise, at, reason).map(drop)
}

/// It is open again: who says so is told when somebody gets in touch. Where only an answer was taken back and came again,
/// it is told as for a new case.
fn reopened(conn: &mut Conn, cx: &Cx, step: &Step<'_>) -> Result<(), Error> {
    let case = step.after;
    promises::withdraw_open(conn, cx.workspace, case.id, cx.now)?;
    if step.actor == "system" {
        return jobs::enqueue(conn, &[super::acknowledge::job(cx, case.id)]);
    }
    if case.do_not_contact {
        return Ok(());
    }
    let workspace: Workspace = workspaces::load(conn, cx.workspace)?;
    let at = honest::time(conn, cx, &workspace, case)?;
    let reason = (step.actor == "respondent").then_some(Reason::Reopened);
    let promise = make(conn, cx, case.id, What::Contact, at, reason)?;
    case::note(conn, cx, case.id, "promised", "system", json!({ "by": at }))?;
    tell_customer(conn, cx, case, &promise, Kind::Renewal, json!({ "promise": promise.n })).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_looked_at_a_tenth_before_it_passes_at_least_ten_minutes_and_at_most_an_hour() {
        let always = Calendar::always();
        let lead = |minutes: i64| minutes - look_at(&always, Time(0), Time(minutes * MINUTE), 10).0 / MINUTE;
        assert_eq!([15, 60, 240, 600, 4_800].map(lead), [8, 10, 24, 60, 60]);
    }

    #[test]
    fn over_night_it_is_looked_at_when_the_shop_is_open() {
        let shop =
            Calendar::parse(r#"{"zone": "UTC", "hours": {"thursday": ["09:00-18:00"], "friday": ["09:00-18:00"]}}"#);
        let at = |text: &str| Time::from(text.parse::<jiff::Timestamp>().unwrap());
        let (evening, morning) = (at("2026-11-19T17:55:00Z"), at("2026-11-20T09:55:00Z"));
        assert_eq!(look_at(&shop.unwrap(), evening, morning, 10), at("2026-11-20T09:45:00Z"));
    }
}
