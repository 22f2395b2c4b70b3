//! Orders that are taken back: nobody is asked about what did not stand.
//!
//! A cancellation is kept under what it takes back, so that it holds too when it comes before the event it is about:
//! shops send their messages in any order.

use std::collections::HashSet;

use survey_core::outreach::{Decision, Reason};
use survey_core::property;

use super::plan::{self, Wish};
use super::withdraw;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cancellations::{self, Cancellation};
use crate::store::decisions::{self, Stage as Decided};
use crate::store::deliveries::{self, Kind, Stage};
use crate::store::events::Event;
use crate::store::invitations::{self, Invitation};
use crate::store::jobs::Class;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, events, people, surveys};

/// What a cancellation of the event with this id of the business is kept under.
pub fn event_key(external_id: &str) -> String {
    format!("event:{external_id}")
}

/// What a cancellation of the order that these properties name is kept under, if they name one.
pub fn order_key(properties: &survey_core::Properties) -> Option<String> {
    match property(properties, "order")? {
        serde_json::Value::String(order) => Some(format!("order:{order}")),
        serde_json::Value::Number(order) => Some(format!("order:{order}")),
        _ => None,
    }
}

/// Whether an event of this type takes back.
pub fn takes_back(workspace: &Workspace, kind: &str) -> bool {
    workspace.settings.0.cancels.iter().any(|cancels| cancels == kind)
}

/// Whether an event was taken back. The event that takes an order back names that order and stands.
pub fn is_cancelled(conn: &mut Conn, workspace: &Workspace, event: &Event) -> Result<bool, Error> {
    cancellations::any(conn, workspace.id, &keys_of(workspace, event))
}

/// Those of these events that were taken back.
pub fn cancelled_of(conn: &mut Conn, workspace: &Workspace, events: &[Event]) -> Result<HashSet<Id>, Error> {
    let keys: Vec<(Id, Vec<String>)> = events.iter().map(|event| (event.id, keys_of(workspace, event))).collect();
    let all: Vec<String> = keys.iter().flat_map(|(_, keys)| keys).cloned().collect();
    let back: HashSet<String> = cancellations::those_there(conn, workspace.id, &all)?.into_iter().collect();
    Ok(keys.into_iter().filter(|(_, keys)| keys.iter().any(|key| back.contains(key))).map(|(id, _)| id).collect())
}

/// What an event is taken back by: its order, and its own id.
fn keys_of(workspace: &Workspace, event: &Event) -> Vec<String> {
    let order = order_key(&event.properties.0).filter(|_| !takes_back(workspace, &event.kind));
    order.into_iter().chain([event_key(&event.external_id)]).collect()
}

/// Takes back what these keys name: what was planned about it is withdrawn, what is still to come will not be planned.
/// Returns whom it was about, if that is known already. `person` is who took it back, if the message says so.
pub fn take_back(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    keys: &[String],
    (kind, at): (&str, Time),
    person: Option<Id>,
) -> Result<Option<Id>, Error> {
    let mut about = person;
    for key in keys {
        let cancellation = Cancellation {
            workspace_id: cx.workspace,
            key: key.clone(),
            kind: kind.to_owned(),
            at,
            created_at: cx.now,
        };
        cancellations::insert(conn, &cancellation)?;
        if let Some(id) = key.strip_prefix("event:")
            && let Some(event) = events::find_by_external_id(conn, cx.workspace, id)?
        {
            about = Some(event.person_id);
        }
    }
    let Some(id) = about else { return Ok(None) };
    for invitation in invitations::planned_of(conn, cx.workspace, id)? {
        let event = match invitation.event_id {
            Some(event) => events::find(conn, cx.workspace, event)?,
            None => None,
        };
        if let Some(event) = event
            && is_cancelled(conn, workspace, &event)?
            && !is_on_its_way(conn, cx, &invitation)?
        {
            withdraw_with_reason(conn, cx, &invitation, &event, kind)?;
        }
    }
    Ok(about)
}

/// Whether its mail is being handed over just now: then it is too late.
fn is_on_its_way(conn: &mut Conn, cx: &Cx, invitation: &Invitation) -> Result<bool, Error> {
    let begun = deliveries::find_about(conn, cx.workspace, invitation.id, Kind::Invitation, 1)?;
    Ok(begun.is_some_and(|delivery| matches!(delivery.stage, Stage::Body | Stage::Sent | Stage::Unknown)))
}

fn withdraw_with_reason(
    conn: &mut Conn,
    cx: &Cx,
    invitation: &Invitation,
    event: &Event,
    kind: &str,
) -> Result<(), Error> {
    let person = people::load(conn, cx.workspace, invitation.person_id)?;
    let survey = surveys::load(conn, cx.workspace, invitation.survey_id)?;
    withdraw::one(conn, cx, invitation, &person)?;
    let wish = Wish {
        survey: &survey,
        event: Some(event),
        properties: invitation.properties.0.clone(),
        occurred_at: event.occurred_at,
        delay_secs: 0,
        at_once: false,
        basis: None,
        class: Class::Single,
        channel: Some(invitation.channel.clone()),
        after_case: None,
    };
    let refusal = Decision::Refuse { reason: Reason::Cancelled, rule: format!("event.{kind}"), next_eligible: None };
    let entry = plan::ledger_entry(cx, person.id, &wish, Decided::Due, &refusal, Some(invitation.id));
    decisions::insert(conn, &entry)
}
