//! The moment an invitation is due: everything is looked at again, and the mail is put together.

use std::sync::Arc;

use survey_core::outreach::Decision;
use survey_core::survey::{QuestionKind, Survey, pipe};

use super::campaign::{self, Gate};
use super::channel;
use super::plan::{self, Wish};
use super::why::Obstacle;
use super::{letter, person, withdraw, wording};
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::Logo;
use crate::render::Language;
use crate::secret::Purpose;
use crate::store::decisions::{self, Stage as Decided};
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::invitations::{self, Invitation, State};
use crate::store::jobs::Class;
use crate::store::people::Person;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Json, Time, events, people, responses, surveys, workspaces};
use crate::wording::Wording;

/// What a due invitation comes to.
#[derive(Clone, Debug)]
pub enum Due {
    /// Send this mail.
    Mail(Box<Letter>),
    /// It is no longer right to ask; the ledger says why.
    Withdrawn,
    /// It is not time yet: decide again then.
    Later(Time),
    /// There is nothing to do any more.
    Nothing,
}

/// What the mail of an invitation is rendered from.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its delivery row.
    pub delivery: Delivery,
    /// The invitation.
    pub invitation: Invitation,
    /// To whom.
    pub person: Person,
    /// Whose.
    pub workspace: Workspace,
    /// By which survey.
    pub survey: Survey,
    /// The survey's key.
    pub survey_key: String,
    /// The token of the survey link.
    pub token: String,
    /// The token of the unsubscribe link.
    pub unsubscribe: String,
    /// The business's own texts and brand.
    pub wording: Arc<Wording>,
    /// The brand's logo.
    pub logo: Option<Logo>,
    /// When they bought or were served, if an event says so.
    pub bought_at: Option<Time>,
    /// It only shows how it looks: its links lead to pages that record nothing.
    pub preview: bool,
}

/// Decides again whether an invitation goes out now.
pub fn due(conn: &mut Conn, cx: &Cx, invitation: Id) -> Result<Due, Error> {
    let Some(invitation) = invitations::find(conn, cx.workspace, invitation)? else { return Ok(Due::Nothing) };
    if invitation.state != State::Planned {
        return Ok(Due::Nothing);
    }
    let begun = deliveries::find_about(conn, cx.workspace, invitation.id, Kind::Invitation, 1)?;
    let first = begun.is_none();
    let on_its_way = match begun.map(|delivery| delivery.stage) {
        None | Some(Stage::Queued | Stage::Retry) => false,
        // A crash came between the mail and its end: nothing is decided any more, only settled.
        Some(Stage::Body | Stage::Sent) => true,
        Some(Stage::Unknown) => {
            settled(conn, cx, invitation.id, true)?;
            return Ok(Due::Nothing);
        }
        Some(Stage::Failed | Stage::Withdrawn) => return Ok(Due::Nothing),
    };
    let gate = match invitation.campaign_id {
        Some(campaign) if !on_its_way => campaign::gate(conn, cx.workspace, campaign)?,
        _ => Gate::Open(None),
    };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let person = people::load(conn, cx.workspace, invitation.person_id)?;
    let basis_of_campaign = match gate {
        Gate::Open(basis) => basis,
        // Its job is held and waits for the word to go on, whatever moment stands there.
        Gate::Paused => return Ok(Due::Later(cx.now.plus_secs(1))),
        Gate::Cancelled => {
            withdraw::one(conn, cx, &invitation, &person)?;
            decisions::insert(conn, &campaign::plan::cancelled(cx, &invitation))?;
            return Ok(Due::Withdrawn);
        }
    };
    let row = surveys::load(conn, cx.workspace, invitation.survey_id)?;
    let event = match invitation.event_id {
        Some(id) => events::find(conn, cx.workspace, id)?,
        None => None,
    };
    let answered = responses::find(conn, cx.workspace, invitation.id)?.is_some();
    let recipient = channel::address(conn, cx, &invitation.channel, &person)?;
    let obstacle = match () {
        () if on_its_way => None,
        () if answered => Some(Obstacle::Answered),
        () if row.closed_at.is_some() => Some(Obstacle::Closed),
        () if recipient.is_none() => Some(Obstacle::NoChannel),
        () => None,
    };
    if let Some(obstacle) = obstacle {
        withdraw::one(conn, cx, &invitation, &person)?;
        decisions::insert(conn, &obstacle.entry(cx, &invitation, Decided::Due))?;
        return Ok(Due::Withdrawn);
    }
    let occurred_at = event.as_ref().map_or(invitation.created_at, |event| event.occurred_at);
    let wish = Wish {
        survey: &row,
        event: event.as_ref(),
        properties: invitation.properties.0.clone(),
        occurred_at,
        delay_secs: (invitation.send_at.secs() - occurred_at.secs()).max(0),
        at_once: false,
        basis: event.as_ref().and_then(|event| event.basis.as_deref()).and_then(plan::basis_of).or(basis_of_campaign),
        class: Class::Single,
        channel: Some(invitation.channel.clone()),
    };
    let decision = if on_its_way {
        Decision::Ask { at: cx.now.timestamp() }
    } else {
        plan::weigh(conn, cx, &workspace, &person, &wish, Some(&invitation))?
    };
    match decision {
        refused @ Decision::Refuse { .. } => {
            withdraw::one(conn, cx, &invitation, &person)?;
            let entry = plan::ledger_entry(cx, person.id, &wish, Decided::Due, &refused, Some(invitation.id));
            decisions::insert(conn, &entry)?;
            Ok(Due::Withdrawn)
        }
        Decision::Ask { at } if at > cx.now.timestamp() => Ok(Due::Later(at.into())),
        asked @ Decision::Ask { .. } => {
            if first {
                let entry = plan::ledger_entry(cx, person.id, &wish, Decided::Due, &asked, Some(invitation.id));
                decisions::insert(conn, &entry)?;
            }
            let survey = surveys::definition(conn, cx.workspace, row.id, invitation.survey_version)?;
            let delivery = delivery_of(conn, cx, &invitation, recipient)?;
            let language = Language::first_of([&invitation.locale, &workspace.settings.0.language].map(String::as_str));
            let wording = wording::load(conn, cx, &workspace, row.id, language)?;
            Ok(Due::Mail(Box::new(Letter {
                logo: letter::logo_of(conn, cx, &wording.brand)?,
                wording,
                bought_at: event.map(|event| event.occurred_at),
                preview: false,
                token: cx.keys().link(Purpose::Survey, cx.workspace, invitation.id, invitation.generation),
                unsubscribe: cx.keys().link(Purpose::Unsubscribe, cx.workspace, person.id, 0),
                survey_key: row.key,
                delivery,
                invitation,
                person,
                workspace,
                survey,
            })))
        }
    }
}

/// The invitation's one delivery row, made when it is first needed.
fn delivery_of(
    conn: &mut Conn,
    cx: &Cx,
    invitation: &Invitation,
    recipient: Option<String>,
) -> Result<Delivery, Error> {
    if let Some(delivery) = deliveries::find_about(conn, cx.workspace, invitation.id, Kind::Invitation, 1)? {
        return Ok(delivery);
    }
    let delivery = Delivery {
        workspace_id: cx.workspace,
        id: cx.id(),
        about_id: invitation.id,
        kind: Kind::Invitation,
        n: 1,
        recipient: recipient.unwrap_or_default(),
        params: Json(serde_json::Value::Null),
        stage: Stage::Queued,
        message_id: String::new(),
        mail: None,
        attempts: 0,
        code: None,
        reply: None,
        created_at: cx.now,
        updated_at: cx.now,
        sent_at: None,
    };
    deliveries::insert(conn, &delivery)?;
    Ok(delivery)
}

impl Letter {
    /// The question that the mail asks, with the properties piped in.
    pub fn question(&self, language: &str) -> String {
        question(&self.survey, &self.invitation, &self.workspace, language)
    }

    /// The answers that the mail offers, one link each: 0 to 10, 1 to 5.
    pub fn scale(&self) -> Vec<i64> {
        scale(&self.survey)
    }

    /// The words under the ends of the scale.
    pub fn ends(&self, language: &str) -> (String, String) {
        ends(&self.survey, language)
    }
}

/// The main question of a survey as an invitation asks it.
pub(super) fn question(survey: &Survey, invitation: &Invitation, workspace: &Workspace, language: &str) -> String {
    let Some(question) = survey.main_question() else { return String::new() };
    let properties = person::with_company(&invitation.properties.0, workspace);
    pipe(question.text.get(language, survey.language()), &properties)
}

/// The numbers of the main question, from the lowest; none when it is no scale.
pub(super) fn scale(survey: &Survey) -> Vec<i64> {
    survey.main_question().and_then(|question| question.kind.scale()).map(Iterator::collect).unwrap_or_default()
}

/// The words under the ends of the scale.
pub(super) fn ends(survey: &Survey, language: &str) -> (String, String) {
    let ends = survey.main_question().map(|question| &question.kind).and_then(QuestionKind::ends);
    let word = |text: Option<&survey_core::survey::Text>| {
        text.map(|text| text.get(language, survey.language()).to_owned()).unwrap_or_default()
    };
    (word(ends.and_then(|ends| ends.low.as_ref())), word(ends.and_then(|ends| ends.high.as_ref())))
}

/// Settles the invitation when its mail was taken (or may have been), or refused for good.
pub fn settled(conn: &mut Conn, cx: &Cx, invitation: Id, sent: bool) -> Result<(), Error> {
    let Some(row) = invitations::find(conn, cx.workspace, invitation)? else { return Ok(()) };
    if sent {
        invitations::set_state(conn, cx.workspace, invitation, State::Sent, Some(cx.now))?;
        return people::asked(conn, cx.workspace, row.person_id, cx.now);
    }
    let person = people::load(conn, cx.workspace, row.person_id)?;
    withdraw::one(conn, cx, &row, &person)?;
    invitations::set_state(conn, cx.workspace, invitation, State::Failed, None)
}
