//! Asking again after a case: planned when it is resolved, decided when its day has come, linked to the answer.

use std::collections::BTreeMap;

use serde_json::json;
use survey_core::outreach::Decision;
use survey_core::recovery::{CaseState, CaseStep};

use super::case;
use super::effects::Step;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::{again, channel, person, plan};
use crate::store::cases::Case;
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::people::Person;
use crate::store::reasks::{self, Reask, State};
use crate::store::responses::{Response, evidence};
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, WorkspaceId, cases, people, responses, surveys};

/// What a step of a case means for asking again: a solution plans it.
pub fn after_step(conn: &mut Conn, cx: &Cx, step: &Step<'_>) -> Result<(), Error> {
    if step.step == CaseStep::Resolve { plan_for(conn, cx, step.after) } else { Ok(()) }
}

/// Plans to ask the customer of a case that was just resolved, once a case.
fn plan_for(conn: &mut Conn, cx: &Cx, case: &Case) -> Result<(), Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let wish = &workspace.settings.0.ask_again;
    // Who wished not to be contacted is not asked either.
    let silent = case.do_not_contact || case.outcome.as_deref() == Some("noted");
    let Some(person_id) = case.person_id.filter(|_| wish.active && !silent) else { return Ok(()) };
    let Some(survey) = survey(conn, cx, &workspace, case.survey_id)? else { return Ok(()) };
    let due_at = cx.now.plus_days(wish.after_days.into());
    match reasks::find(conn, cx.workspace, case.id)? {
        // In a comparison both groups are asked at the same distance from their answer, solved or not.
        Some(known) if known.trial || matches!(known.state, State::Asked | State::Answered) => return Ok(()),
        Some(known) => {
            let again = Reask { state: State::Planned, reason: None, due_at, survey_id: survey.id, ..known };
            reasks::save(conn, &again)?;
        }
        None => {
            let first = responses::named(conn, cx.workspace, case.response_id)?;
            let first_score = first.and_then(|response| response.score);
            let row = planned(cx, case.id, person_id, survey.id, first_score, due_at);
            reasks::insert(conn, &[&row])?;
        }
    }
    jobs::enqueue(conn, &[job(cx, case.id, due_at)])
}

/// A plan that nothing has become of yet.
pub(super) fn planned(cx: &Cx, case: Id, person: Id, survey: i32, first_score: Option<i32>, due_at: Time) -> Reask {
    Reask {
        workspace_id: cx.workspace,
        case_id: case,
        person_id: Some(person),
        survey_id: survey,
        first_score,
        held_out: false,
        due_at,
        state: State::Planned,
        reason: None,
        invitation_id: None,
        score: None,
        answered_at: None,
        created_at: cx.now,
        trial: false,
    }
}

/// The job that asks.
pub(super) fn job(cx: &Cx, case: Id, due_at: Time) -> Job {
    Job::new(cx, Class::Single, Payload::AskAgain { case }).at(due_at).once(format!("ask_again/{case}"))
}

/// The survey that asks: the one of the settings, else that of the case, else the default. None that is closed, and none
/// that is anonymous: nobody could tell whose second answer it is.
fn survey(conn: &mut Conn, cx: &Cx, workspace: &Workspace, own: Option<i32>) -> Result<Option<SurveyRow>, Error> {
    let settings = &workspace.settings.0;
    let row = match (&settings.ask_again.survey, own) {
        (Some(key), _) => surveys::find_by_key(conn, cx.workspace, key)?,
        (None, Some(id)) => Some(surveys::load(conn, cx.workspace, id)?),
        (None, None) => surveys::find_by_key(conn, cx.workspace, &settings.default_survey)?,
    };
    let Some(row) = row.filter(|row| row.closed_at.is_none()) else { return Ok(None) };
    let anonymous = surveys::definition(conn, cx.workspace, row.id, row.version)?.anonymous();
    Ok(Some(row).filter(|_| !anonymous))
}

/// What became of a plan whose job ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// There is nothing left to do.
    Done,
    /// It was put off: its day is this one now.
    Later(Time),
}

/// Decides now whether the customer of a case is asked again, and does it.
pub fn ask(conn: &mut Conn, cx: &Cx, case: Id) -> Result<Turn, Error> {
    // Whoever resolves it again right now plans anew after this, or before.
    cases::lock(conn, cx.workspace, case)?;
    let Some(reask) = reasks::find(conn, cx.workspace, case)?.filter(|row| row.state == State::Planned) else {
        return Ok(Turn::Done);
    };
    if reask.due_at > cx.now {
        return Ok(Turn::Later(reask.due_at));
    }
    let found = cases::find(conn, cx.workspace, case)?;
    let person = people::named(conn, cx.workspace, reask.person_id)?;
    let (Some(found), Some(person)) = (found, person) else { return refuse(conn, cx, reask, "erased") };
    if let Some(reason) = obstacle(&found, reask.trial)? {
        return refuse(conn, cx, reask, reason);
    }
    let workspace = workspaces::load(conn, cx.workspace)?;
    let Some(survey) = survey(conn, cx, &workspace, Some(reask.survey_id))? else {
        return refuse(conn, cx, reask, "closed");
    };
    match invite(conn, cx, &workspace, &found, &person, &survey)? {
        Err(reason) => refuse(conn, cx, reask, &reason),
        Ok(invitation) => {
            let asked = Reask { state: State::Asked, survey_id: survey.id, invitation_id: Some(invitation), ..reask };
            reasks::save(conn, &asked)?;
            case::note(conn, cx, case, "asked_again", "system", json!({"invitation": invitation}))?;
            Ok(Turn::Done)
        }
    }
}

/// Why a case no longer asks. One that is compared asks whether it is solved or not.
fn obstacle(case: &Case, trial: bool) -> Result<Option<&'static str>, Error> {
    let state = case::state(case)?;
    Ok(match state {
        _ if case.do_not_contact || case.outcome.as_deref() == Some("noted") => Some("do_not_contact"),
        CaseState::Dismissed | CaseState::Merged => Some(state.name()),
        CaseState::Resolved => None,
        _ if trial => None,
        _ => Some("reopened"),
    })
}

/// Asks by the policy, with the exemption that asking again has; the other side says why not.
fn invite(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    case: &Case,
    person: &Person,
    survey: &SurveyRow,
) -> Result<Result<Id, String>, Error> {
    let Ok(way) = channel::way(conn, cx, person, None)? else { return Ok(Err("no_channel".to_owned())) };
    let first = responses::named(conn, cx.workspace, case.response_id)?;
    let about = first.map(|response| response.properties.0).unwrap_or_default();
    let wish = plan::Wish {
        survey,
        event: None,
        properties: person::merged(person, &about),
        occurred_at: cx.now,
        delay_secs: 0,
        at_once: false,
        basis: Some(again::BASIS),
        class: Class::Single,
        channel: Some(way.word().to_owned()),
        after_case: Some(case.id),
    };
    let planned = plan::ask_person(conn, cx, workspace, person, &wish)?;
    Ok(match (planned.decision, planned.invitation) {
        (Decision::Ask { .. }, Some(invitation)) => Ok(invitation),
        (Decision::Refuse { reason, .. }, _) => Err(reason.name().to_owned()),
        (Decision::Ask { .. }, None) => Err("no_channel".to_owned()),
    })
}

fn refuse(conn: &mut Conn, cx: &Cx, reask: Reask, reason: &str) -> Result<Turn, Error> {
    let case = reask.case_id;
    reasks::save(conn, &Reask { state: State::Refused, reason: Some(reason.to_owned()), ..reask })?;
    if cases::find(conn, cx.workspace, case)?.is_some() {
        case::note(conn, cx, case, "not_asked_again", "system", json!({"reason": reason}))?;
    }
    Ok(Turn::Done)
}

/// Links answers to the cases after which they were asked for: called wherever an answer to an invitation is stored.
pub fn answered(conn: &mut Conn, rows: &[(&Cx, &Response)]) -> Result<(), Error> {
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for (cx, row) in rows.iter().filter(|(_, row)| row.invited) {
        by_workspace.entry(cx.workspace).or_default().push(row.id);
    }
    for (workspace, ids) in by_workspace {
        for reask in reasks::of_invitations(conn, workspace, &ids)? {
            let of = |row: &Response| row.workspace_id == workspace && Some(row.id) == reask.invitation_id;
            if let Some((cx, row)) = rows.iter().find(|(_, row)| of(row)) {
                link(conn, cx, reask, row)?;
            }
        }
    }
    Ok(())
}

fn link(conn: &mut Conn, cx: &Cx, reask: Reask, row: &Response) -> Result<(), Error> {
    let counts = row.evidence != evidence::CONTRADICTED;
    let is_first = reask.answered_at.is_none();
    let (case, before) = (reask.case_id, reask.first_score);
    let next = Reask {
        state: State::Answered,
        reason: None,
        score: row.score.filter(|_| counts),
        answered_at: reask.answered_at.or(Some(row.answered_at)),
        ..reask
    };
    reasks::save(conn, &next)?;
    if is_first {
        let detail = json!({"response": row.id, "score": row.score, "score_before": before, "comment": row.comment});
        case::note(conn, cx, case, "answered_after", "respondent", detail)?;
    }
    Ok(())
}
