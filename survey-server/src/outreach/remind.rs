//! Reminding the silent: core decides, here the facts are gathered and every decision is kept.
//!
//! A sweep looks once an hour for invitations whose reminder falls due within the next hour, so that a hundred thousand
//! invitations leave no hundred thousand jobs in the queue for days. Whether the reminder is right is decided when it is due.

use std::sync::Arc;

use jiff::tz::TimeZone;
use survey_core::outreach::{self as core, Reason, Reminder, Reminders};

use super::send::{Due, Letter};
use super::suppress;
use super::why::Obstacle;
use super::{again, cancel, plan, suppress::Standing, wording};
use crate::clock::Cx;
use crate::error::Error;
use crate::secret::Purpose;
use crate::store::decisions::{self, Decided, Outcome, Stage};
use crate::store::deliveries::{self, Delivery, Kind, Stage as Sending};
use crate::store::events::Event;
use crate::store::invitations::{self, Invitation, State};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::people::{self, Person};
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, audit, cases, events, responses, silent, surveys};

/// Reminders are taken up so long before they are due: the time from one sweep to the next.
pub const AHEAD_SECS: i64 = 3_600;
/// Whoever should have been reminded longer ago than this, because reminders were off then, is left in peace.
const MISSED_DAYS: i64 = 7;

/// Sets how often the silent are reminded.
pub fn configure(conn: &mut Conn, cx: &Cx, wanted: Reminders, actor: &str) -> Result<(), Error> {
    let problems = wanted.check();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut workspace = workspaces::lock(conn, cx.workspace)?;
    if workspace.settings.0.reminders == wanted {
        return Ok(());
    }
    workspace.settings.0.reminders = wanted;
    workspaces::save(conn, &workspace, cx.now)?;
    audit::note(conn, cx, actor, "reminders.change", &wanted.at_most.to_string())?;
    wake(conn, cx, &workspace)
}

/// Makes the sweep's job where somebody may have to be reminded.
pub fn wake(conn: &mut Conn, cx: &Cx, workspace: &Workspace) -> Result<(), Error> {
    if is_on(workspace) {
        jobs::enqueue(conn, &[Job::new(cx, Class::Upkeep, Payload::RemindSilent).once("remind")])?;
    }
    Ok(())
}

fn is_on(workspace: &Workspace) -> bool {
    let settings = &workspace.settings.0;
    std::iter::once(&settings.reminders).chain(settings.reminders_by_survey.values()).any(|one| one.at_most > 0)
}

/// Takes up at most so many reminders that fall due within the next hour, and returns how many; none when they are off.
pub fn sweep(conn: &mut Conn, cx: &Cx, limit: i64) -> Result<Option<usize>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    if !is_on(&workspace) {
        return Ok(None);
    }
    let mut taken = Vec::new();
    for survey in surveys::list(conn, cx.workspace)?.into_iter().filter(|survey| survey.closed_at.is_none()) {
        let reminders = workspace.settings.0.reminders_of(&survey.key);
        for n in 1..=i32::from(reminders.at_most.min(Reminders::MOST)) {
            let room = limit - taken.len() as i64;
            if room > 0 {
                take_up(conn, cx, &workspace, (survey.id, reminders, n), room, &mut taken)?;
            }
        }
    }
    jobs::enqueue(conn, &taken)?;
    Ok(Some(taken.len()))
}

fn take_up(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    (survey, reminders, n): (i32, Reminders, i32),
    room: i64,
    taken: &mut Vec<Job>,
) -> Result<(), Error> {
    let until = cx.now.plus_secs(AHEAD_SECS).plus_days(-i64::from(reminders.after_days.max(1)));
    let span = (until.plus_days(-MISSED_DAYS), until);
    let found = silent::list(conn, cx.workspace, survey, n, span, (cx.now, room))?;
    let ids: Vec<Id> = found.iter().map(|(_, person, _)| *person).collect();
    let people = people::list_by_ids(conn, cx.workspace, &ids)?;
    for (invitation, person, last) in found {
        let Some(person) = people.iter().find(|known| known.id == person) else { continue };
        let fresh = core::Invitation {
            reminders: u8::try_from(n - 1).unwrap_or(Reminders::MOST),
            ..core::Invitation::sent(last.timestamp())
        };
        let settings = &workspace.settings.0;
        let Reminder::Send { at } =
            core::remind(&reminders, &settings.policy, &fresh, zone(person).as_ref(), cx.now.timestamp())
        else {
            continue;
        };
        if silent::take_up(conn, cx.workspace, invitation, n, at.into())? {
            let job = Job::new(cx, Class::Campaign, Payload::Remind { invitation, n });
            taken.push(job.at(at.into()).in_lane(plan::lane(person)));
        }
    }
    Ok(())
}

fn zone(person: &Person) -> Option<TimeZone> {
    TimeZone::get(person.timezone.as_deref()?).ok()
}

/// What stands for or against a reminder.
struct Facts {
    workspace: Workspace,
    person: Person,
    survey: SurveyRow,
    standing: Standing,
    cancelled: bool,
    state: core::Invitation,
    event: Option<Event>,
}

/// Decides whether the `n`th reminder of an invitation goes out now.
pub fn due(conn: &mut Conn, cx: &Cx, invitation: Id, n: i32) -> Result<Due, Error> {
    let Some(invitation) = invitations::find(conn, cx.workspace, invitation)? else { return Ok(Due::Nothing) };
    if invitation.state != State::Sent {
        return Ok(Due::Nothing);
    }
    let begun = deliveries::find_about(conn, cx.workspace, invitation.id, Kind::Reminder, n)?;
    let facts = facts(conn, cx, &invitation, n)?;
    match begun.as_ref().map(|delivery| delivery.stage) {
        None | Some(Sending::Queued | Sending::Retry) => {}
        // A crash came between the mail and its end: that is written down, and nothing is decided.
        Some(Sending::Body) => return letter(conn, cx, facts, invitation, begun, n),
        Some(_) => return Ok(Due::Nothing),
    }
    let settings = &facts.workspace.settings.0;
    let reminders = settings.reminders_of(&facts.survey.key);
    let zone = zone(&facts.person);
    let decision = core::remind(&reminders, &settings.policy, &facts.state, zone.as_ref(), cx.now.timestamp());
    let refused = |reason: Reason, rule: &str| line(cx, &invitation, Outcome::Refused, Some((reason.name(), rule)));
    let entry = match decision {
        Reminder::Send { at } if at > cx.now.timestamp() => return Ok(Due::Later(at.into())),
        Reminder::Send { .. } if facts.person.email.is_none() => {
            Obstacle::NoChannel.entry(cx, &invitation, Stage::Reminder)
        }
        Reminder::Send { .. } => {
            if begun.is_none() {
                decisions::insert(conn, &line(cx, &invitation, Outcome::Scheduled, None))?;
            }
            return letter(conn, cx, facts, invitation, begun, n);
        }
        Reminder::Answered => Obstacle::Answered.entry(cx, &invitation, Stage::Reminder),
        Reminder::Unreachable if facts.standing.unsubscribed => refused(Reason::Unsubscribed, "person.unsubscribed"),
        Reminder::Unreachable => refused(Reason::Bounced, "person.bounced"),
        Reminder::OpenCase => refused(Reason::OpenCase, "person.open_case"),
        Reminder::Over if facts.cancelled => refused(Reason::Cancelled, "event.cancelled"),
        Reminder::Over => Obstacle::Closed.entry(cx, &invitation, Stage::Reminder),
        // Fewer are sent now than when this one was taken up: it was never due.
        Reminder::Enough => return Ok(Due::Nothing),
    };
    decisions::insert(conn, &entry)?;
    if let Some(delivery) = begun {
        let withdrawn = Delivery { stage: Sending::Withdrawn, updated_at: cx.now, ..delivery };
        deliveries::settle(conn, &withdrawn, false)?;
    }
    Ok(Due::Withdrawn)
}

fn facts(conn: &mut Conn, cx: &Cx, invitation: &Invitation, n: i32) -> Result<Facts, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let person = people::load(conn, cx.workspace, invitation.person_id)?;
    let survey = surveys::load(conn, cx.workspace, invitation.survey_id)?;
    let event = match invitation.event_id {
        Some(id) => events::find(conn, cx.workspace, id)?,
        None => None,
    };
    let cancelled = match &event {
        Some(event) => cancel::is_cancelled(conn, &workspace, event)?,
        None => false,
    };
    let standing = suppress::standing(conn, cx, &person)?;
    let since = invitation.sent_at.unwrap_or(invitation.send_at);
    let answered = invitation.answered
        || responses::find(conn, cx.workspace, invitation.id)?.is_some()
        || silent::answered_since(conn, cx.workspace, person.id, survey.id, since)?;
    // It was taken up for a moment, which has come: only quiet hours may still move it.
    let (_, taken_up_for) = silent::last(conn, cx.workspace, invitation.id)?;
    let days = workspace.settings.0.reminders_of(&survey.key).after_days.max(1);
    let last_sent_at = taken_up_for.unwrap_or(cx.now).min(cx.now).plus_days(-i64::from(days));
    let state = core::Invitation {
        reminders: u8::try_from(n - 1).unwrap_or(Reminders::MOST),
        answered,
        unreachable: standing.unsubscribed || standing.bounced,
        open_case: !cases::open_of_person(conn, cx.workspace, person.id)?.is_empty(),
        over: cancelled || survey.closed_at.is_some() || invitation.expires_at <= cx.now,
        ..core::Invitation::sent(last_sent_at.timestamp())
    };
    Ok(Facts { workspace, person, survey, standing, cancelled, state, event })
}

fn letter(
    conn: &mut Conn,
    cx: &Cx,
    facts: Facts,
    invitation: Invitation,
    begun: Option<Delivery>,
    n: i32,
) -> Result<Due, Error> {
    let survey = surveys::definition(conn, cx.workspace, facts.survey.id, invitation.survey_version)?;
    let wording = wording::of_invitation(conn, cx, &facts.workspace, &invitation)?;
    let delivery = match begun {
        Some(delivery) => delivery,
        None => {
            let about = (invitation.id, Kind::Reminder, n);
            let recipient = facts.person.email.as_deref().unwrap_or_default();
            let delivery = Delivery::queued(cx, about, recipient, serde_json::Value::Null);
            deliveries::insert(conn, &delivery)?;
            delivery
        }
    };
    Ok(Due::Mail(Box::new(Letter {
        logo: super::letter::logo_of(conn, cx, &wording.brand)?,
        wording,
        bought_at: facts.event.map(|event| event.occurred_at),
        again: again::of(conn, cx, &[invitation.id])?.remove(&invitation.id),
        preview: false,
        token: cx.keys().link(Purpose::Survey, cx.workspace, invitation.id, invitation.generation),
        unsubscribe: cx.keys().link(Purpose::Unsubscribe, cx.workspace, facts.person.id, 0),
        survey_key: facts.survey.key,
        delivery,
        kept: true,
        entry: None,
        invitation,
        person: facts.person,
        workspace: Arc::new(facts.workspace),
        survey: Arc::new(survey),
    })))
}

/// A line of the ledger: asked again, or why not.
fn line(cx: &Cx, invitation: &Invitation, outcome: Outcome, why: Option<(&str, &str)>) -> Decided {
    Decided {
        workspace_id: cx.workspace,
        id: cx.id(),
        person_id: invitation.person_id,
        survey_id: invitation.survey_id,
        event_id: invitation.event_id,
        invitation_id: Some(invitation.id),
        at: cx.now,
        stage: Stage::Reminder,
        outcome,
        reason: why.map(|(reason, _)| reason.to_owned()),
        rule: why.map(|(_, rule)| rule.to_owned()),
        send_at: (outcome == Outcome::Scheduled).then_some(cx.now),
        next_eligible_at: None,
    }
}

/// The reminder went out, or may have: the next one is counted from now.
pub fn sent(conn: &mut Conn, cx: &Cx, invitation: Id) -> Result<(), Error> {
    silent::reminded(conn, cx.workspace, invitation, cx.now)
}

/// The moment until which a reminder is tried.
pub fn send_by(due_at: Time) -> Time {
    due_at.plus_days(3)
}
