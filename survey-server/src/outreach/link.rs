//! The links of an invitation that the shop passes on itself: in its own mail, a messenger, on a receipt.

use super::channel;
use super::send;
use crate::clock::Cx;
use crate::error::Error;
use crate::secret::Purpose;
use crate::store::{Conn, Id, invitations, surveys, workspaces};

/// What the shop gets to pass on.
#[derive(Clone, Debug)]
pub struct Links {
    /// The survey, nothing chosen.
    pub survey: String,
    /// The survey with a number chosen, from the lowest.
    pub scores: Vec<(i64, String)>,
    /// Where the person says stop.
    pub unsubscribe: String,
    /// The language they read.
    pub language: String,
    /// The question, with the properties piped in.
    pub question: String,
    /// The words under the ends of the scale.
    pub ends: (String, String),
}

/// The links of an invitation, if the shop is to pass them on.
pub fn links(conn: &mut Conn, cx: &Cx, invitation: Option<Id>) -> Result<Option<Links>, Error> {
    let Some(id) = invitation else { return Ok(None) };
    let found = invitations::find(conn, cx.workspace, id)?;
    let Some(invitation) = found.filter(|invitation| invitation.channel == channel::LINK) else { return Ok(None) };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let survey = surveys::definition(conn, cx.workspace, invitation.survey_id, invitation.survey_version)?;
    let language = invitation.locale.clone();
    let token = cx.keys().link(Purpose::Survey, cx.workspace, invitation.id, invitation.generation);
    let stop = cx.keys().link(Purpose::Unsubscribe, cx.workspace, invitation.person_id, 0);
    let place = if survey.anonymous() { '#' } else { '/' };
    let scored = |score: i64| (score, cx.url(&format!("/s/{token}{place}{score}")));
    Ok(Some(Links {
        scores: send::scale(&survey).into_iter().map(scored).collect(),
        question: send::question(&survey, &invitation, &workspace, &language),
        ends: send::ends(&survey, &language),
        survey: cx.url(&format!("/s/{token}")),
        unsubscribe: cx.url(&format!("/u/{stop}")),
        language,
    }))
}
