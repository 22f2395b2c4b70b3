//! What waited long enough is judged: it becomes an answer, is held, or waits on.

use serde_json::json;
use survey_core::response::evidence::{Decision, Rules, decide};
use survey_core::response::{Answers, Completeness};

use super::history;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::answer::Answer;
use crate::response::asked::{self, Asked, Posted};
use crate::response::rollup;
use crate::store::invitations::{self, Invitation, State as InvitationState};
use crate::store::provisional::{self, Provisional, State};
use crate::store::responses::evidence;
use crate::store::{Conn, Id, Time, events, responses, surveys, workspaces};

/// What became of something provisional.
#[derive(Debug)]
pub enum Verdict {
    /// There is nothing to do: a form was sent meanwhile, it is held, or it is not there.
    Nothing,
    /// It is judged again then.
    Again(Time),
    /// It is an answer.
    Answer(Box<Answer>),
}

/// Judges what is provisional of an invitation, by all that is known of it now.
pub fn judge(conn: &mut Conn, cx: &Cx, invitation: Id) -> Result<Verdict, Error> {
    let Some(row) = provisional::find(conn, cx.workspace, invitation)? else { return Ok(Verdict::Nothing) };
    if row.state == State::Dismissed {
        return Ok(Verdict::Nothing);
    }
    let Some(invitation) = answerable(conn, cx, invitation)? else { return Ok(Verdict::Nothing) };
    let rules = workspaces::load(conn, cx.workspace)?.settings.0.evidence;
    let (decision, touches) = decision(conn, cx, &invitation, &rules)?;
    match decision {
        Decision::Final { score: Some(score), .. } => {
            // The report that counts may not be the last one.
            let at = touches.iter().rev().find(|(_, reported)| *reported == score).map_or(row.at, |(at, _)| *at);
            let Some(answer) = answer(conn, cx, invitation, &row, score, at)? else {
                provisional::delete(conn, cx.workspace, &[row.invitation_id])?;
                return Ok(Verdict::Nothing);
            };
            Ok(Verdict::Answer(Box::new(answer)))
        }
        Decision::Wait { until: Some(until) } => Ok(Verdict::Again(until.into())),
        Decision::Hold { rule, until } => {
            let until = until.map(Time::from);
            let held = Provisional { rule: Some(rule.id().to_owned()), until, ..held(cx, row) };
            provisional::put(conn, &[held])?;
            Ok(until.map_or(Verdict::Nothing, Verdict::Again))
        }
        Decision::Final { score: None, .. } | Decision::Wait { until: None } => {
            provisional::put(conn, &[held(cx, row)])?;
            Ok(Verdict::Nothing)
        }
    }
}

fn held(cx: &Cx, row: Provisional) -> Provisional {
    Provisional { state: State::Held, rule: None, until: None, decided_at: Some(cx.now), ..row }
}

/// The invitation, if it can still become an answer; what cannot is forgotten.
fn answerable(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Option<Invitation>, Error> {
    let found =
        invitations::find(conn, cx.workspace, id)?.filter(|invitation| invitation.state != InvitationState::Withdrawn);
    if found.is_some() && responses::existing(conn, cx.workspace, &[id])?.is_empty() {
        return Ok(found);
    }
    provisional::delete(conn, cx.workspace, &[id])?;
    Ok(None)
}

/// What the rules say now, and which scores were reported when, oldest first.
fn decision(
    conn: &mut Conn,
    cx: &Cx,
    invitation: &Invitation,
    rules: &Rules,
) -> Result<(Decision, Vec<(Time, i64)>), Error> {
    let mut recorded = history::load(conn, cx.workspace, invitation)?;
    let now = cx.now.timestamp();
    let mut decision = decide(&recorded.history(), rules, now);
    // Asked last, because it costs most.
    if matches!(decision, Decision::Final { .. } | Decision::Wait { .. }) {
        let reach = (rules.crowd_hold_seconds, rules.crowd_seconds);
        let visits = history::visits(conn, cx.workspace, &recorded, reach, cx.now)?;
        recorded.find_crowds(&visits, rules);
        decision = decide(&recorded.history(), rules, now);
    }
    Ok((decision, recorded.reports()))
}

/// What was looked at as an answer like any other. None where the survey no longer has such a score.
pub fn answer(
    conn: &mut Conn,
    cx: &Cx,
    invitation: Invitation,
    provisional: &Provisional,
    score: i64,
    at: Time,
) -> Result<Option<Answer>, Error> {
    let event = match invitation.event_id {
        Some(id) => events::find(conn, cx.workspace, id)?.map(|event| event.kind),
        None => None,
    };
    let row = surveys::load(conn, cx.workspace, invitation.survey_id)?;
    let version = provisional.survey_version;
    let setting = asked::setting(conn, cx.workspace, &row, version, event)?;
    let Some(main) = setting.survey.main_question().filter(|_| !setting.survey.anonymous()) else { return Ok(None) };
    let given = json!({&main.key: score});
    let given = given.as_object().cloned().unwrap_or_default();
    let Ok(answers) = Answers::check(&setting.survey, &given, Completeness::Partial) else { return Ok(None) };
    let language = invitation.locale.clone();
    let asked = Asked { invitation: Some(invitation), ..Asked::new(row, setting) };
    let posted = Posted { version, language, browser: None, new_browser: Vec::new(), submission: None };
    let mut answer = asked.answer(cx, answers, posted)?;
    // It was given when it was looked at; nobody's browser may change it.
    answer.row.answered_at = at;
    rollup::place(&answer.setting.workspace, &mut answer.row);
    answer.row.evidence = evidence::INFERRED;
    answer.row.browser_hash = None;
    Ok(Some(answer))
}
