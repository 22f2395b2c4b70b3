//! One person: what they said, when they were asked and why not; stop asking, erase.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use survey_core::outreach::Decision;

use super::answers::{self, PropertyLine};
use super::error::AdminResult;
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::role::Action;
use super::row::{CaseRow, ResponseRow, Rows, called};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::erase::{self, Keep};
use crate::outreach::plan::{self, Wish};
use crate::outreach::{suppress, withdraw};
use crate::store::cases::{self, Filter};
use crate::store::decisions::{self, Decided, Outcome};
use crate::store::jobs::Class;
use crate::store::people::Person;
use crate::store::suppressions::Reason;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, audit, events, people, responses, surveys, workspaces};

/// So much of a person's history is shown.
const MOST: i64 = 100;

#[derive(Serialize)]
struct Content {
    person: Shown,
    next: Next,
    cases: Vec<CaseRow>,
    responses: Vec<ResponseRow>,
    decisions: Vec<DecisionLine>,
    properties: Vec<PropertyLine>,
    may: May,
    erase: Erased,
}

#[derive(Serialize)]
struct Shown {
    name: String,
    href: String,
    email: Option<String>,
    phone: Option<String>,
    external_id: Option<String>,
    language: Option<String>,
    created_at: Time,
}

#[derive(Serialize)]
struct Next {
    may_ask: bool,
    reason: Option<&'static str>,
    eligible_at: Option<Time>,
}

#[derive(Serialize)]
struct DecisionLine {
    at: Time,
    outcome: &'static str,
    survey: Option<String>,
    send_at: Option<Time>,
    reason: Option<String>,
    eligible_at: Option<Time>,
    event: Option<String>,
    tone: &'static str,
}

#[derive(Serialize)]
struct May {
    stop: bool,
    erase: bool,
}

#[derive(Serialize)]
struct Erased {
    answers: usize,
    cases: usize,
}

/// GET /admin/people/{id}
pub async fn show(member: Member, id: web::Path<String>) -> AdminResult {
    let id = person_id(&id)?;
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, id)).await?;
    member.page(Room::People, "person", StatusCode::OK, &content).await
}

fn person_id(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound("person"))
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, id: Id) -> Result<Content, Error> {
    let person = people::load(conn, cx.workspace, id)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let anonymous = reader.text("response-anonymous", &[])?;
    let said = responses::list_by_person(conn, cx.workspace, id, MOST)?;
    let filter = Filter { person_id: Some(id), newest_first: true, ..Filter::default() };
    let opened = cases::list(conn, cx.workspace, &filter, 0, MOST)?;
    let mut rows = Rows::new(&workspace, &anonymous);
    let standing = suppress::standing(conn, cx, &person)?;
    let reachable = person.email.is_some() || person.phone.is_some();
    Ok(Content {
        next: next(conn, cx, &workspace, &person)?,
        cases: rows.cases(conn, cx, &opened, reader.may(Action::WorkCases))?,
        responses: rows.responses(conn, cx, &said)?,
        decisions: decisions(conn, cx, id)?,
        properties: answers::properties(&person.properties.0),
        may: May {
            stop: reader.may(Action::WorkCases) && reachable && !standing.unsubscribed,
            erase: reader.may(Action::ErasePeople),
        },
        erase: Erased { answers: said.len(), cases: opened.len() },
        person: Shown {
            name: called(&person).unwrap_or(&anonymous).to_owned(),
            href: format!("/admin/people/{}", person.id),
            email: person.email,
            phone: person.phone,
            external_id: person.external_id,
            language: person.locale,
            created_at: person.created_at,
        },
    })
}

/// Whether the person could be asked at this moment by the default survey, and if not, why and from when.
fn next(conn: &mut Conn, cx: &Cx, workspace: &Workspace, person: &Person) -> Result<Next, Error> {
    let free = Next { may_ask: true, reason: None, eligible_at: None };
    let key = &workspace.settings.0.default_survey;
    let Some(survey) = surveys::find_by_key(conn, cx.workspace, key)? else { return Ok(free) };
    let wish = Wish {
        survey: &survey,
        event: None,
        properties: person.properties.0.clone(),
        occurred_at: cx.now,
        delay_secs: 0,
        at_once: true,
        // The grounds come with the next event; here they are not in question.
        basis: Some(survey_core::outreach::Basis::LegitimateInterest),
        class: Class::Single,
    };
    Ok(match plan::weigh(conn, cx, workspace, person, &wish, None)? {
        Decision::Ask { .. } => free,
        Decision::Refuse { reason, next_eligible, .. } => {
            Next { may_ask: false, reason: Some(reason.name()), eligible_at: next_eligible.map(Into::into) }
        }
    })
}

fn decisions(conn: &mut Conn, cx: &Cx, person: Id) -> Result<Vec<DecisionLine>, Error> {
    let mut lines = Vec::new();
    for decided in decisions::list_by_person(conn, cx.workspace, person, MOST)? {
        let survey = surveys::load(conn, cx.workspace, decided.survey_id)?.name;
        let event = match decided.event_id {
            Some(id) => events::find(conn, cx.workspace, id)?,
            None => None,
        };
        let event = event.map(|event| format!("{} {}", event.kind, event.external_id));
        lines.push(decision(decided, survey, event));
    }
    Ok(lines)
}

fn decision(decided: Decided, survey: String, event: Option<String>) -> DecisionLine {
    let asked = decided.outcome == Outcome::Scheduled;
    DecisionLine {
        at: decided.at,
        outcome: if asked { "asked" } else { "refused" },
        survey: Some(survey),
        send_at: asked.then(|| decided.send_at.unwrap_or(decided.at)),
        reason: decided.reason.filter(|_| !asked),
        eligible_at: decided.next_eligible_at,
        event,
        tone: if asked { "good" } else { "" },
    }
}

/// POST /admin/people/{id}/unsubscribe
pub async fn stop(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (person_id(&id)?, member.actor());
    member
        .write(move |conn, cx| {
            let person = people::load(conn, cx.workspace, id)?;
            suppress::suppress(conn, cx, &person, Reason::Unsubscribed, "staff")?;
            withdraw::pending(conn, cx, &person)?;
            audit::note(conn, cx, &actor, "person.unsubscribe", &id.to_string())
        })
        .await?;
    Ok(member.done(&format!("/admin/people/{id}"), "person-stopped"))
}

/// POST /admin/people/{id}/erase
pub async fn erase(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let (id, actor) = (person_id(&id)?, member.actor());
    let keep = if form.text("keep") == "score" { Keep::Scores } else { Keep::Nothing };
    member
        .write(move |conn, cx| {
            let workspace = workspaces::load(conn, cx.workspace)?;
            let person = people::load(conn, cx.workspace, id)?;
            erase::erase_keeping(conn, cx, &workspace, &person, keep, &actor)
        })
        .await?;
    Ok(member.done("/admin/people", "person-erased"))
}
