//! When the rules are asked again about an event: a promise may have passed by then, or a silence lasted long enough.

use survey_core::condition::Fact;
use survey_core::recovery::{Known, Rules, Situation, Subject, Trigger};
use survey_core::{Path, Properties};

use super::rules::in_force;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::{cancel, person};
use crate::store::events::Event;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::people::Person;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, events, jobs, people, responses, workspaces};

/// Events older than this are history: no rule waits for anything of theirs.
pub const HISTORY_DAYS: i64 = 30;
/// Events of one transaction when wake-ups are planned anew.
const SLICE: i64 = 200;
/// What a person did after an event, at most so much is looked at.
const MOST_LATER: i64 = 200;

/// Whether a rule that is on waits for time to pass.
pub fn waits(rules: &Rules) -> bool {
    rules.rules().iter().any(|rule| rule.enabled && rule.runs_on(Trigger::Time))
}

/// What became of an event by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// What it promised was kept, taken back, or promised anew by a later event.
    pub settled: bool,
    /// Nothing was heard of the person after it.
    pub silent: bool,
}

/// What became of an event by now, as it is on record.
pub fn since(conn: &mut Conn, workspace: &Workspace, rules: &Rules, event: &Event) -> Result<Since, Error> {
    let later = events::of_person_after(conn, workspace.id, event.person_id, event.occurred_at, MOST_LATER)?;
    let later: Vec<&Event> = later.iter().filter(|later| is_later(later, event)).collect();
    let answered = responses::last_answered(conn, workspace.id, &[event.person_id])?;
    // What was delivered late is no promise that one still waits for.
    let settled =
        ends(workspace, rules, &event.kind) || later.iter().any(|later| settles(workspace, rules, event, later));
    Ok(Since {
        settled: settled || cancel::is_cancelled(conn, workspace, event)?,
        silent: later.is_empty() && answered.get(&event.person_id).is_none_or(|at| *at <= event.occurred_at),
    })
}

/// Whether a later event of the same person ends what an event promised: the order was delivered, or taken back, or has
/// another promise now. That a parcel was packed ends nothing.
pub fn settles(workspace: &Workspace, rules: &Rules, event: &Event, later: &Event) -> bool {
    let same_order = cancel::order_key(&event.properties.0) == cancel::order_key(&later.properties.0);
    let promises_anew = || rules.look_at(|subject| promised(subject, &later.properties.0));
    is_later(later, event) && same_order && (ends(workspace, rules, &later.kind) || promises_anew())
}

/// Whether one event came after another; of two of the same moment the one that was reported later.
fn is_later(later: &Event, event: &Event) -> bool {
    (later.occurred_at, later.id) > (event.occurred_at, event.id)
}

/// Whether events of this type are the end of an order: customers are asked about them, or they take it back. Not so the
/// types that a rule about a promise names itself.
pub fn ends(workspace: &Workspace, rules: &Rules, kind: &str) -> bool {
    let asked_about = workspace.settings.0.plan.iter().any(|ask| ask.event == kind);
    cancel::takes_back(workspace, kind) || (asked_about && !is_waited_for(rules, kind))
}

/// Whether a rule about time names this type of event as where it begins.
fn is_waited_for(rules: &Rules, kind: &str) -> bool {
    let mut named = false;
    let waiting = rules.rules().iter().filter(|rule| rule.enabled && rule.runs_on(Trigger::Time));
    for when in waiting.filter_map(|rule| rule.when.as_ref()) {
        when.visit(&Path::root(), &mut |clause, _| {
            named |= clause.subject == Subject::Fact(Known::Event) && clause.comparison.holds(&Fact::Text(kind));
        });
    }
    named
}

/// Whether these properties hold the time of a promise that a clause looks at.
fn promised(subject: &Subject, properties: &Properties) -> bool {
    matches!(subject, Subject::Promise(name) if survey_core::property(properties, name).is_some())
}

/// The situation of an event at a moment, for rules about time.
pub fn situation<'a>(event: &'a Event, properties: &'a Properties, since: Since, now: Time) -> Situation<'a> {
    let mut situation = Situation::of_time(&event.kind, event.occurred_at.timestamp(), properties, now.timestamp());
    situation.promises_settled = since.settled;
    // Of several events the last one is whose silence counts.
    situation.last_event_at = situation.last_event_at.filter(|_| since.silent);
    situation
}

/// The job that asks the rules again about an event, at the first moment after `situation.now` at which that may matter.
pub fn job(cx: &Cx, rules: &Rules, event: &Event, situation: &Situation<'_>) -> Option<Job> {
    let at = rules.wake_at(situation)?;
    let at = Time::from(at).max(cx.now);
    // By its moment: a rule that waits for an earlier one plans that too.
    let key = format!("wake/{}/{}", event.id, at.0);
    Some(Job::new(cx, Class::Alert, Payload::Wake { event: event.id }).at(at).once(key))
}

/// Plans wake-ups for a slice of the events of the last weeks, for what is still to come; where to go on, or none at the
/// end.
pub fn plan_slice(conn: &mut Conn, cx: &Cx, after: Option<Id>) -> Result<Option<Id>, Error> {
    let rules = in_force(conn, cx)?;
    if !waits(&rules) {
        return Ok(None);
    }
    let page = events::page_by_id(conn, cx.workspace, cx.now.plus_days(-HISTORY_DAYS), after, SLICE)?;
    let who: Vec<Id> = page.iter().map(|event| event.person_id).collect();
    let who = people::list_by_ids(conn, cx.workspace, &who)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut planned = Vec::new();
    for event in &page {
        let Some(person) = who.iter().find(|person| person.id == event.person_id) else { continue };
        planned.extend(next(conn, cx, &workspace, &rules, event, person)?);
    }
    jobs::enqueue(conn, &planned)?;
    Ok(page.last().map(|last| last.id))
}

/// The next wake-up of an event from now on.
pub fn next(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    rules: &Rules,
    event: &Event,
    person: &Person,
) -> Result<Option<Job>, Error> {
    let properties = person::merged(person, &event.properties.0);
    let waiting = Since { settled: false, silent: true };
    if rules.wake_at(&situation(event, &properties, waiting, cx.now)).is_none() {
        return Ok(None);
    }
    let since = since(conn, workspace, rules, event)?;
    Ok(job(cx, rules, event, &situation(event, &properties, since, cx.now)))
}

/// Plans the wake-ups of all events anew; called when the rules were changed.
pub fn plan_all(conn: &mut Conn, cx: &Cx, rules: &Rules, version: i32) -> Result<(), Error> {
    if !waits(rules) {
        return Ok(());
    }
    jobs::enqueue(conn, &[Job::new(cx, Class::Upkeep, Payload::PlanWakes).once(format!("wakes/{version}"))])
}
