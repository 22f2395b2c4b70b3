//! A campaign's life: confirmed, paused, resumed, cancelled by people.

use crate::clock::Cx;
use crate::error::Error;
use crate::store::campaigns::{self, Campaign, State};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::{Conn, Id, Time, audit, campaign_people, invitations, surveys};

/// Begins to send, once a person has said to how many. A file that was sent before goes out again only with `again`.
pub fn start(conn: &mut Conn, cx: &Cx, id: Id, confirmed: u64, again: bool, actor: &str) -> Result<Campaign, Error> {
    let mut campaign = campaigns::lock(conn, cx.workspace, id)?;
    if campaign.state != State::Draft {
        return Err(wrong_state(&campaign, "started"));
    }
    if campaign.checked_at.is_none() {
        return Err(Error::conflict("not_checked", "the file was not read to its end; create the campaign again"));
    }
    let count = campaign.report.0.would_ask;
    if count == 0 {
        return Err(Error::conflict("nobody", "nobody of this file would be asked; the report says why"));
    }
    if confirmed != count {
        let says = format!("the campaign would be sent to {count} people, and {confirmed} were confirmed");
        return Err(Error::conflict("another_count", says));
    }
    let survey = surveys::load(conn, cx.workspace, campaign.survey_id)?;
    if survey.closed_at.is_some() {
        return Err(Error::conflict("survey_closed", format!("the survey {} is closed; open it first", survey.key)));
    }
    if let Some(before) = campaigns::find_same_file(conn, &campaign)?.filter(|_| !again) {
        let at = before.started_at.unwrap_or(before.created_at).rfc3339();
        let says = format!("this very file was sent already, by the campaign '{}' started {at}", before.name);
        return Err(Error::conflict("sent_before", says));
    }
    campaign.state = State::Planning;
    campaign.started_at = Some(cx.now);
    campaign.updated_at = cx.now;
    campaigns::save(conn, &campaign)?;
    work(conn, cx, &campaign, campaign.starts_at.unwrap_or(cx.now).max(cx.now))?;
    audit::note(conn, cx, actor, "campaign.start", &id.to_string())?;
    Ok(campaign)
}

/// Stops what has not gone out. What the mail server is being given at this moment is finished.
pub fn pause(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<Campaign, Error> {
    let mut campaign = campaigns::lock(conn, cx.workspace, id)?;
    if !campaign.state.is_under_way() {
        return Err(wrong_state(&campaign, "paused"));
    }
    campaign.state = State::Paused;
    campaign.paused_at = Some(cx.now);
    campaign.updated_at = cx.now;
    campaigns::save(conn, &campaign)?;
    let planned = invitations::planned_ids_of_campaign(conn, cx.workspace, id)?;
    jobs::hold(conn, cx.workspace, &planned)?;
    audit::note(conn, cx, actor, "campaign.pause", &id.to_string())?;
    Ok(campaign)
}

/// Goes on where it was.
pub fn resume(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<Campaign, Error> {
    let mut campaign = campaigns::lock(conn, cx.workspace, id)?;
    if campaign.state != State::Paused {
        return Err(wrong_state(&campaign, "resumed"));
    }
    // With a pace the plan moves by as long as nothing went out; without one everything is due anyway.
    let stood = campaign.paused_at.map_or(0, |since| cx.now.0 - since.0);
    let later_ms = if campaign.pace.is_some() { stood } else { 0 };
    campaign.state = if campaign.planned_at.is_some() { State::Running } else { State::Planning };
    campaign.next_slot = campaign.next_slot.map(|slot| slot.plus_ms(later_ms));
    campaign.paused_at = None;
    campaign.updated_at = cx.now;
    campaigns::save(conn, &campaign)?;
    let planned = invitations::planned_ids_of_campaign(conn, cx.workspace, id)?;
    jobs::let_go(conn, cx.workspace, &planned, later_ms)?;
    work(conn, cx, &campaign, campaign.starts_at.unwrap_or(cx.now).max(cx.now))?;
    audit::note(conn, cx, actor, "campaign.resume", &id.to_string())?;
    Ok(campaign)
}

/// Stops for good. What is planned is withdrawn in slices, with the ledger saying so.
pub fn cancel(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<Campaign, Error> {
    let mut campaign = campaigns::lock(conn, cx.workspace, id)?;
    if !campaign.state.is_under_way() && campaign.state != State::Paused {
        return Err(wrong_state(&campaign, "cancelled"));
    }
    campaign.state = State::Cancelled;
    campaign.paused_at = None;
    campaign.updated_at = cx.now;
    campaigns::save(conn, &campaign)?;
    let planned = invitations::planned_ids_of_campaign(conn, cx.workspace, id)?;
    jobs::hold(conn, cx.workspace, &planned)?;
    work(conn, cx, &campaign, cx.now)?;
    audit::note(conn, cx, actor, "campaign.cancel", &id.to_string())?;
    Ok(campaign)
}

/// So many lines are deleted in one transaction.
const DELETED_AT_ONCE: i64 = 2000;

/// Deletes a draft, as far as one transaction should go; true when nothing is left of it.
pub fn remove(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<bool, Error> {
    let campaign = campaigns::lock(conn, cx.workspace, id)?;
    if campaign.state != State::Draft {
        return Err(wrong_state(&campaign, "removed"));
    }
    if campaign_people::delete_some(conn, cx.workspace, id, DELETED_AT_ONCE)? > 0 {
        return Ok(false);
    }
    campaigns::delete(conn, cx.workspace, id)?;
    audit::note(conn, cx, actor, "campaign.remove", &id.to_string())?;
    Ok(true)
}

/// Lets the planner look at the campaign at a moment. Before its own mails, or it would run only when they are all gone;
/// its slices are short.
fn work(conn: &mut Conn, cx: &Cx, campaign: &Campaign, at: Time) -> Result<(), Error> {
    // A key of this moment: the job of an earlier one may be just about to end.
    let key = format!("campaign/{}/{}", campaign.id, cx.now.0);
    let job = Job::new(cx, Class::Single, Payload::Campaign { campaign: campaign.id }).at(at).once(key);
    jobs::enqueue(conn, &[job])
}

fn wrong_state(campaign: &Campaign, verb: &str) -> Error {
    let is = match campaign.state {
        State::Draft => "is a draft",
        State::Planning | State::Running => "is under way",
        State::Paused => "is paused",
        State::Done => "is done",
        State::Cancelled => "was cancelled",
    };
    Error::conflict("campaign_state", format!("the campaign '{}' {is} and cannot be {verb}", campaign.name))
}
