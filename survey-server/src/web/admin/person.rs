//! One person: what they said, when they were asked and why not; stop asking, erase.

use std::collections::BTreeMap;

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
use crate::outreach::erase::Keep;
use crate::outreach::{person_data, suppress, why, withdraw};
use crate::store::cases::{self, Filter};
use crate::store::decisions::{self, Outcome};
use crate::store::people::Person;
use crate::store::suppressions::Reason;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, audit, events, people, responses, surveys, workspaces};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::Value;

/// So much of a person's history is shown.
const MOST: i64 = 100;

#[derive(Serialize)]
struct Content {
    person: Shown,
    now: Vec<NowLine>,
    cases: Vec<CaseRow>,
    responses: Vec<ResponseRow>,
    decisions: Vec<DecisionLine>,
    properties: Vec<PropertyLine>,
    may: May,
    erase: Erased,
}

#[derive(Serialize)]
struct Shown {
    id: Id,
    name: String,
    href: String,
    email: Option<String>,
    phone: Option<String>,
    external_id: Option<String>,
    language: Option<String>,
    created_at: Time,
}

/// Whether one survey would ask the person at this moment.
#[derive(Serialize)]
struct NowLine {
    survey: String,
    sentence: String,
    asked: bool,
}

/// A decision that was made, in words.
#[derive(Serialize)]
struct DecisionLine {
    at: Time,
    stage: &'static str,
    survey: Option<String>,
    sentence: String,
    event: Option<String>,
    tone: &'static str,
}

#[derive(Serialize)]
struct May {
    open: bool,
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
        now: now(conn, cx, reader, &workspace, &person)?,
        cases: rows.cases(conn, cx, &opened, reader.may(Action::WorkCases))?,
        responses: rows.responses(conn, cx, &said)?,
        decisions: decisions(conn, cx, reader, &workspace, id)?,
        properties: answers::properties(&person.properties.0),
        may: May {
            open: reader.may(Action::WorkCases),
            stop: reader.may(Action::WorkCases) && reachable && !standing.unsubscribed,
            erase: reader.may(Action::ErasePeople),
        },
        erase: Erased { answers: said.len(), cases: opened.len() },
        person: Shown {
            id: person.id,
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

/// What each open survey would decide at this moment.
fn now(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    workspace: &Workspace,
    person: &Person,
) -> Result<Vec<NowLine>, Error> {
    let mut lines = Vec::new();
    for (survey, line) in why::now(conn, cx, workspace, person)? {
        let asked = line.outcome == Outcome::Scheduled;
        let sentence = if asked {
            reader.text("person-may-ask", &[])?
        } else {
            why::sentence(&line, reader.language(), &workspace.zone())?
        };
        lines.push(NowLine { survey: survey.name, sentence, asked });
    }
    Ok(lines)
}

fn decisions(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    workspace: &Workspace,
    person: Id,
) -> Result<Vec<DecisionLine>, Error> {
    let names: BTreeMap<i32, String> =
        surveys::list(conn, cx.workspace)?.into_iter().map(|survey| (survey.id, survey.name)).collect();
    let found = decisions::list_by_person(conn, cx.workspace, person, MOST)?;
    let ids: Vec<Id> = found.iter().filter_map(|decided| decided.event_id).collect();
    let events: BTreeMap<Id, _> =
        events::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|event| (event.id, event)).collect();
    let mut lines = Vec::with_capacity(found.len());
    for decided in found {
        let event = decided.event_id.and_then(|id| events.get(&id));
        lines.push(DecisionLine {
            at: decided.at,
            stage: decided.stage.word(),
            survey: names.get(&decided.survey_id).cloned(),
            sentence: why::sentence(&decided, reader.language(), &workspace.zone())?,
            event: event.map(|event| format!("{} {}", event.kind, event.external_id)),
            tone: if decided.outcome == Outcome::Scheduled { "good" } else { "" },
        });
    }
    Ok(lines)
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

/// GET /admin/people/{id}/data.json: everything that is kept about the person, to be handed to them.
pub async fn json(member: Member, id: web::Path<String>) -> AdminResult {
    let document = data(&member, &id).await?;
    let text = serde_json::to_string_pretty(&document).map_err(Error::internal)?;
    Ok(file("application/json", "person.json", text.into_bytes()))
}

/// GET /admin/people/{id}/data.csv
pub async fn csv(member: Member, id: web::Path<String>) -> AdminResult {
    let document = data(&member, &id).await?;
    Ok(file("text/csv; charset=utf-8", "person.csv", person_data::csv(&document)?))
}

/// What is handed out is written down: who did it, not what it was.
async fn data(member: &Member, id: &str) -> Result<Value, Error> {
    let (id, actor) = (person_id(id)?, member.actor());
    let note = move |conn: &mut Conn, cx: &Cx| audit::note(conn, cx, &actor, "person.export", &id.to_string());
    let document = member.read(move |conn, cx| {
        let person = people::load(conn, cx.workspace, id)?;
        person_data::document(conn, cx, &person)
    });
    let document = document.await?;
    member.write(note).await?;
    Ok(document)
}

fn file(media_type: &str, name: &str, content: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(content)
}

/// POST /admin/people/{id}/erase
pub async fn erase(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let (id, actor) = (person_id(&id)?, member.actor());
    let keep = if form.text("keep") == "score" { Keep::Scores } else { Keep::Nothing };
    member.app.erase(member.who.session.workspace_id, id, keep, actor).await?;
    Ok(member.done("/admin/people", "person-erased"))
}
