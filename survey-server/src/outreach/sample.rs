//! An invitation that nobody got, to show how mails and pages look: an invented person, and a purchase as it may come.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use survey_core::Properties;

use super::send::Letter;
use super::{letter, wording};
use crate::brand::Brand;
use crate::clock::Cx;
use crate::error::Error;
use crate::render::Language;
use crate::response::asked::open_link_id;
use crate::secret::Purpose;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::invitations::{Invitation, State};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::people::Person;
use crate::store::surveys::SurveyRow;
use crate::store::templates::Place;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Json, surveys};
use crate::wording::{Texts, Wording};

/// How much is known of the invented person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Name, order, branch.
    All,
    /// The address alone: what a text must also read well with.
    Nothing,
}

/// What is said to have been bought.
fn properties(language: &str, known: Known) -> Properties {
    if known == Known::Nothing {
        return Properties::new();
    }
    let russian = language.starts_with("ru");
    let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
    let values = json!({
        "order": "1001", "branch": pick("Leith", "Алмалы"), "product": pick("City bicycle", "Городской велосипед"),
        "courier": pick("Murat", "Мурат"), "agent": pick("Dana", "Дана"), "country": "KZ",
        "items": [pick("City bicycle", "Городской велосипед"), pick("Lock", "Замок")],
    });
    match values {
        Value::Object(map) => map,
        _ => Properties::new(),
    }
}

/// The invented invitation of a survey.
pub fn invitation(cx: &Cx, survey: &SurveyRow, language: &str, known: Known) -> Invitation {
    Invitation {
        workspace_id: cx.workspace,
        id: Id::default(),
        survey_id: survey.id,
        survey_version: survey.version,
        person_id: Id::default(),
        event_id: None,
        campaign_id: None,
        answered: false,
        day: None,
        channel: "email".to_owned(),
        locale: language.to_owned(),
        properties: Json(properties(language, known)),
        state: State::Sent,
        generation: 0,
        send_at: cx.now,
        sent_at: Some(cx.now),
        expires_at: cx.now.plus_days(1),
        created_at: cx.now,
    }
}

/// The invented person.
pub fn person(cx: &Cx, language: &str, known: Known) -> Person {
    let name = if language.starts_with("ru") { "Анна Ли" } else { "Ann Lee" };
    Person {
        workspace_id: cx.workspace,
        id: Id::default(),
        email: Some("ann.lee@example.com".to_owned()),
        email_key: None,
        phone: None,
        external_id: None,
        name: Some(name.to_owned()).filter(|_| known == Known::All),
        locale: None,
        timezone: None,
        properties: Json(Properties::new()),
        created_at: cx.now,
        updated_at: cx.now,
        last_asked_at: None,
    }
}

/// The token of the pages that show the survey and record nothing.
pub fn token(cx: &Cx, survey: &SurveyRow) -> String {
    cx.keys().link(Purpose::Preview, cx.workspace, open_link_id(survey.id), survey.link_generation)
}

/// What a test mail shows: kept with its delivery, so that it shows the draft as it was.
#[derive(Debug, Serialize, Deserialize)]
pub struct Draft {
    /// The survey's number.
    pub survey: i32,
    /// The language's tag.
    pub language: String,
    /// Where the texts will be saved.
    pub place: (i32, String),
    /// The texts.
    pub texts: Texts,
    /// The brand of that survey or workspace.
    pub brand: Brand,
}

/// Puts a mail that shows a draft into the queue, from a user to an address of a member.
pub fn send(conn: &mut Conn, cx: &Cx, user: Id, to: &str, draft: &Draft) -> Result<(), Error> {
    let delivery = Delivery {
        id: cx.id(),
        about_id: user,
        n: deliveries::last_number(conn, cx.workspace, user, Kind::Test)? + 1,
        recipient: to.to_owned(),
        params: Json(serde_json::to_value(draft).map_err(Error::internal)?),
        ..blank(cx)
    };
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])
}

/// The letter of a test mail; none when it shows no draft.
pub fn drafted(conn: &mut Conn, cx: &Cx, workspace: &Workspace, delivery: &Delivery) -> Result<Option<Letter>, Error> {
    let Ok(draft) = serde_json::from_value::<Draft>(delivery.params.0.clone()) else { return Ok(None) };
    let row = surveys::load(conn, cx.workspace, draft.survey)?;
    let language = Language::of(&draft.language).tag();
    let (of, locale) = draft.place;
    let place = Place { survey: of, locale };
    let wording = wording::draft(conn, cx, of, language, Some((place, draft.texts)), Some(draft.brand))?;
    let letter = letter(conn, cx, workspace, &row, Arc::new(wording), (language, Known::All))?;
    Ok(Some(Letter { delivery: delivery.clone(), ..letter }))
}

/// The invented letter.
pub fn letter(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    row: &SurveyRow,
    wording: Arc<Wording>,
    (language, known): (&str, Known),
) -> Result<Letter, Error> {
    let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
    let person = person(cx, language, known);
    Ok(Letter {
        delivery: blank(cx),
        invitation: invitation(cx, row, language, known),
        person,
        workspace: Arc::new(workspace.clone()),
        survey: Arc::new(survey),
        kept: true,
        entry: None,
        survey_key: row.key.clone(),
        token: token(cx, row),
        unsubscribe: String::new(),
        logo: letter::logo_of(conn, cx, &wording.brand)?,
        wording,
        again: None,
        bought_at: Some(cx.now.plus_days(-3)).filter(|_| known == Known::All),
        preview: true,
    })
}

fn blank(cx: &Cx) -> Delivery {
    let about = (Id::default(), Kind::Test, 1);
    Delivery { id: Id::default(), ..Delivery::queued(cx, about, "ann.lee@example.com", Value::Null) }
}
