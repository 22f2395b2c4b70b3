//! What the page's script says: checked, and made provisional.

use survey_core::response::evidence::Confirm;
use survey_core::response::{Answers, awaits_agreement};

use super::touches::Touch;
use crate::clock::Cx;
use crate::error::Error;
use crate::secret::Claim;
use crate::store::clicks::{Click, link};
use crate::store::invitations::{self, Invitation, State as InvitationState};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::provisional::{self, Provisional, State};
use crate::store::{Conn, Id, Time, WorkspaceId, responses, surveys, workspaces};

/// What a page says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// The score that is selected on it.
    pub score: i32,
    /// The version of the survey that it shows; none: the invitation's.
    pub version: Option<i32>,
}

/// Who touched a link, as far as it is kept.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The hash of the software's name.
    pub agent_hash: Vec<u8>,
    /// The network, not the address.
    pub network: String,
}

/// A report as a touch to be noted; none where it means nothing: the link is not open any more, was answered, the
/// business wants the button to be pressed, the scale has no such score.
pub fn touch(conn: &mut Conn, cx: &Cx, claim: Claim, report: Report, visitor: Visitor) -> Result<Option<Touch>, Error> {
    let Some(invitation) = open_invitation(conn, cx, claim)? else { return Ok(None) };
    let survey = surveys::load(conn, cx.workspace, invitation.survey_id)?;
    let rules = workspaces::load(conn, cx.workspace)?.settings.0.evidence;
    if survey.closed_at.is_some() || rules.confirm == Confirm::Button {
        return Ok(None);
    }
    let known = provisional::find(conn, cx.workspace, invitation.id)?;
    if known.is_some_and(|known| known.state == State::Dismissed) {
        return Ok(None);
    }
    let version = report.version.unwrap_or(invitation.survey_version);
    let definition = match surveys::definition(conn, cx.workspace, survey.id, version) {
        Ok(definition) => definition,
        Err(Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    if definition.anonymous() {
        return Ok(None);
    }
    // Nothing is stored before an agreement that the survey asks for.
    if awaits_agreement(&definition, &Answers::default(), &invitation.properties.0) {
        return Ok(None);
    }
    let scale = definition.main_question().and_then(|main| main.kind.scale());
    if !scale.is_some_and(|scale| scale.contains(&i64::from(report.score))) {
        return Ok(None);
    }
    let due = cx.now.plus_secs(rules.quarantine_seconds.into());
    let row = Provisional {
        workspace_id: cx.workspace,
        invitation_id: invitation.id,
        survey_id: survey.id,
        survey_version: version,
        score: report.score,
        network: visitor.network.clone(),
        agent_hash: visitor.agent_hash.clone(),
        at: cx.now,
        state: State::Waiting,
        rule: None,
        until: Some(due),
        decided_at: None,
    };
    let click = Click {
        workspace_id: cx.workspace,
        id: cx.id(),
        invitation_id: invitation.id,
        at: cx.now,
        method: "POST".to_owned(),
        link: link::REPORT.to_owned(),
        score: Some(report.score),
        agent_hash: visitor.agent_hash,
        network: visitor.network,
        prefetch: false,
    };
    Ok(Some(Touch { click, report: Some((row, judge(cx, invitation.id, due))) }))
}

/// The job that judges an invitation. Reports that are due in one minute share one; because every quarantine is a minute
/// or more, none of them meets that job while it is being done.
pub fn judge(cx: &Cx, invitation: Id, due: Time) -> Job {
    Job::new(cx, Class::Single, Payload::Promote { invitation })
        .at(due)
        .once(format!("promote/{invitation}/{}", due.0.div_euclid(60_000)))
}

fn open_invitation(conn: &mut Conn, cx: &Cx, claim: Claim) -> Result<Option<Invitation>, Error> {
    let found = invitations::find(conn, cx.workspace, claim.id)?
        .filter(|invitation| invitation.generation as u8 == claim.generation)
        .filter(|invitation| invitation.expires_at > cx.now && invitation.state != InvitationState::Withdrawn);
    Ok(match found {
        Some(invitation) if !is_answered(conn, cx.workspace, invitation.id)? => Some(invitation),
        _ => None,
    })
}

fn is_answered(conn: &mut Conn, workspace: WorkspaceId, invitation: Id) -> Result<bool, Error> {
    Ok(!responses::existing(conn, workspace, &[invitation])?.is_empty())
}
