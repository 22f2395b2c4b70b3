//! What an event sets off, and what sets off that nothing followed it: the rules are asked, and what they say is done once
//! for the event.

use serde_json::json;
use survey_core::recovery::{Action, NewCase, Planned, Situation, Trigger};

use super::callback::{self, About, Outbox};
use super::case::{self, Origin};
use super::follow_up;
use super::rules::in_force;
use super::wake;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::{cancel, person};
use crate::store::cases::{Case, RuleAction};
use crate::store::events::Event;
use crate::store::people::Person;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, cases, events, invitations, jobs, people, workspaces};

/// A case that an event opened by a rule.
pub const EVENT: &str = "event";
/// A case that was opened because something did not happen.
pub const SILENCE: &str = "silence";

/// What happened longer ago than this when it is reported is history, and so is a promise that passed before that.
const LATE_HOURS: i64 = 24;

/// Why the rules are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Happened,
    /// Time passed since the event, and the promise it names was not kept, or nothing was heard.
    Passed,
}

impl Why {
    /// Where a case comes from, its kind, and its line on the timeline.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Why::Happened => ("event", EVENT, "happened"),
            Why::Passed => ("time", SILENCE, "did_not_happen"),
        }
    }
}

/// Runs the rules on an event that was just recorded, and plans when they are asked about it again. History never acts.
pub fn reported(conn: &mut Conn, cx: &Cx, workspace: &Workspace, event: &Event, person: &Person) -> Result<(), Error> {
    if event.occurred_at < cx.now.plus_days(-wake::HISTORY_DAYS) {
        return Ok(());
    }
    let rules = in_force(conn, cx)?;
    let properties = person::merged(person, &event.properties.0);
    let is_late = event.occurred_at < cx.now.plus_secs(-LATE_HOURS * 3600);
    if !is_late && rules.rules().iter().any(|rule| rule.enabled && rule.runs_on(Trigger::Event)) {
        let mut situation = Situation::of_event(&event.kind, &properties, cx.now.timestamp());
        situation.last_event_at = Some(event.occurred_at.timestamp());
        let plan = rules.plan(&situation);
        act(conn, cx, workspace, event, &plan, Why::Happened)?;
    }
    if wake::waits(&rules) {
        // What had passed shortly before the event was reported still wants somebody.
        let from = event.occurred_at.max(cx.now.plus_secs(-LATE_HOURS * 3600)).min(cx.now);
        let since = wake::since(conn, workspace, &rules, event)?;
        let job = wake::job(cx, &rules, event, &wake::situation(event, &properties, since, from));
        jobs::enqueue(conn, job.as_slice())?;
    }
    Ok(())
}

/// Looks again at an event, with what is known now: erased, delivered or cancelled since, nothing is done.
pub fn woken(conn: &mut Conn, cx: &Cx, event: Id) -> Result<(), Error> {
    let Some(event) = events::find(conn, cx.workspace, event)? else { return Ok(()) };
    let person = people::load(conn, cx.workspace, event.person_id)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let rules = in_force(conn, cx)?;
    let properties = person::merged(&person, &event.properties.0);
    let since = wake::since(conn, &workspace, &rules, &event)?;
    let situation = wake::situation(&event, &properties, since, cx.now);
    let plan = rules.plan(&situation);
    act(conn, cx, &workspace, &event, &plan, Why::Passed)?;
    let next = wake::job(cx, &rules, &event, &situation);
    jobs::enqueue(conn, next.as_slice())
}

/// Does what was not done for this event before.
fn act(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    event: &Event,
    plan: &[Planned],
    why: Why,
) -> Result<(), Error> {
    let done: Vec<RuleAction> = plan
        .iter()
        .map(|planned| RuleAction {
            workspace_id: cx.workspace,
            response_id: event.id,
            rule: planned.rule.clone(),
            action: planned.key(),
            at: cx.now,
        })
        .collect();
    let new = cases::mark_done(conn, &done.iter().collect::<Vec<_>>())?;
    let fresh: Vec<Planned> =
        plan.iter().zip(new).filter(|(_, new)| *new).map(|(planned, _)| planned.clone()).collect();
    if fresh.is_empty() {
        return Ok(());
    }
    let mut outbox = Outbox::default();
    let case = take_up(conn, cx, &mut outbox, workspace, event, &fresh, why)?;
    let about = About {
        survey: "",
        response: None,
        person_id: Some(event.person_id),
        do_not_contact: case.as_ref().is_some_and(|case| case.do_not_contact),
        case,
    };
    for planned in &fresh {
        follow_up::carry_out(conn, cx, &mut outbox, None, &about, &planned.action)?;
        if let (Action::Tag { tag }, Some(case)) = (&planned.action, &about.case) {
            follow_up::tag_case(conn, cx, case.id, tag)?;
        }
    }
    outbox.finish(conn)
}

/// Opens the case that the rules want, or joins the one that the person has open about this order.
fn take_up(
    conn: &mut Conn,
    cx: &Cx,
    outbox: &mut Outbox,
    workspace: &Workspace,
    event: &Event,
    fresh: &[Planned],
    why: Why,
) -> Result<Option<Case>, Error> {
    let (word, kind, line) = why.words();
    let order = cancel::order_key(&event.properties.0);
    let order = order.as_deref().and_then(|key| key.split_once(':')).map(|(_, order)| order);
    let detail = json!({"event": event.kind, "order": order});
    people::lock(conn, cx.workspace, event.person_id)?;
    let open = open_case(conn, cx, event)?;
    let Some(wanted) = NewCase::of(fresh, &workspace.settings.0.calendar, cx.now.timestamp()) else {
        return Ok(open);
    };
    if let Some(open) = open {
        case::note(conn, cx, open.id, line, "system", detail)?;
        return Ok(Some(open));
    }
    let origin = Origin {
        word,
        kind: kind.to_owned(),
        event_id: Some(event.id),
        survey_id: None,
        response_id: None,
        person_id: Some(event.person_id),
        tapped_at: cx.now,
    };
    let opened = case::open(conn, cx, outbox, &origin, &wanted)?;
    case::note(conn, cx, opened.id, line, "system", detail)?;
    let about = About {
        survey: "",
        response: None,
        person_id: Some(event.person_id),
        do_not_contact: opened.do_not_contact,
        case: Some(opened.clone()),
    };
    callback::enqueue(conn, cx, outbox, "case.opened", &about)?;
    Ok(Some(opened))
}

/// The person's open case about this event, about another one of the same order, or about an answer to either.
fn open_case(conn: &mut Conn, cx: &Cx, event: &Event) -> Result<Option<Case>, Error> {
    let open = cases::open_of_person(conn, cx.workspace, event.person_id)?;
    if open.is_empty() {
        return Ok(None);
    }
    let order = cancel::order_key(&event.properties.0);
    for case in open {
        let invited = match (case.event_id, case.response_id) {
            (None, Some(response)) => invitations::find(conn, cx.workspace, response)?.and_then(|one| one.event_id),
            (about, _) => about,
        };
        let Some(about) = invited else { continue };
        if about == event.id {
            return Ok(Some(case));
        }
        let other = events::find(conn, cx.workspace, about)?;
        let its_order = other.and_then(|other| cancel::order_key(&other.properties.0));
        if order.is_some() && its_order == order {
            return Ok(Some(case));
        }
    }
    Ok(None)
}
