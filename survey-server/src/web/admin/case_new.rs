//! A case that staff open by hand: what a customer said on the telephone or at the counter.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use survey_core::recovery::Priority;

use super::desk_words;
use super::error::{AdminError, AdminResult};
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::row::called;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::person::{self, PersonInput};
use crate::recovery::by_hand::{self, MAX_NOTE, OpenInput, REMARK};
use crate::store::idempotency::{self, Kept};
use crate::store::people::Person;
use crate::store::{Conn, Id, case_filter, cases, people, responses, workspaces};
use crate::web::body;

/// So many people whom a search finds are shown.
const MOST_FOUND: i64 = 10;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize)]
struct Typed {
    person: String,
    response: String,
    q: String,
    email: String,
    phone: String,
    name: String,
    note: String,
    kind: String,
    priority: String,
    team: String,
    /// Makes the form the same form when it is sent twice.
    once: String,
}

#[derive(Serialize)]
struct Content {
    typed: Typed,
    person: Option<Known>,
    open: Vec<Open>,
    found: Vec<Known>,
    searched: bool,
    kinds: Vec<Choice>,
    priorities: Vec<Choice>,
    teams: Vec<String>,
    problem: Option<&'static str>,
}

#[derive(Serialize)]
struct Known {
    href: String,
    name: String,
    reach: String,
}

/// A case that the customer has already.
#[derive(Serialize)]
struct Open {
    number: i32,
    href: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    selected: bool,
}

/// GET /admin/cases/new
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let mut text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
    let typed = Typed {
        person: text("person"),
        response: text("response"),
        q: text("q"),
        kind: REMARK.to_owned(),
        priority: Priority::default().name().to_owned(),
        once: member.app.ids.next(member.app.clock.now()).to_string(),
        ..Typed::default()
    };
    page(&member, StatusCode::OK, typed, None).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    typed: Typed,
    problem: Option<&'static str>,
) -> Result<HttpResponse, AdminError> {
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, typed, problem)).await?;
    member.page(Room::Cases, "case_new", status, &content).await
}

fn content(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    mut typed: Typed,
    problem: Option<&'static str>,
) -> Result<Content, Error> {
    if let Some((_, _, Some(person))) = about(conn, cx, &typed.response)? {
        typed.person = person.to_string();
    }
    let person = known_person(conn, cx, &typed.person)?;
    let mut open = Vec::new();
    if let Some(person) = &person {
        for case in cases::open_of_person(conn, cx.workspace, person.id)? {
            open.push(Open { number: case.number, href: format!("/admin/cases/{}", case.id) });
        }
    }
    let found = match typed.q.as_str() {
        "" => Vec::new(),
        words => {
            let ids = people::ids_with_text(conn, cx.workspace, words, MOST_FOUND)?;
            people::list_by_ids(conn, cx.workspace, &ids)?
        }
    };
    let desk = workspaces::load(conn, cx.workspace)?.settings.0.desk;
    let kinds = desk_words::kinds(reader, &desk)?.into_iter();
    let mut priorities = Vec::new();
    for priority in Priority::ALL {
        let text = reader.text("case-new-priority", &[("priority", priority.name().into())])?;
        let selected = priority.name() == typed.priority;
        priorities.push(Choice { value: priority.name().to_owned(), text, selected });
    }
    Ok(Content {
        person: person.as_ref().map(known),
        open,
        found: found.iter().map(known).collect(),
        searched: !typed.q.is_empty(),
        kinds: kinds.map(|(value, text)| Choice { selected: value == typed.kind, value, text }).collect(),
        priorities,
        teams: case_filter::words(conn, cx.workspace)?.teams,
        problem,
        typed,
    })
}

fn known(person: &Person) -> Known {
    let name = called(person).unwrap_or("—").to_owned();
    let reach = [&person.phone, &person.email].into_iter().flatten().filter(|reach| **reach != name);
    Known {
        href: format!("/admin/cases/new?person={}", person.id),
        reach: reach.cloned().collect::<Vec<_>>().join(" · "),
        name,
    }
}

fn known_person(conn: &mut Conn, cx: &Cx, id: &str) -> Result<Option<Person>, Error> {
    match id.parse() {
        Ok(id) => people::find(conn, cx.workspace, id),
        Err(_nobody) => Ok(None),
    }
}

/// The answer that a case is about: its survey, itself, its customer.
fn about(conn: &mut Conn, cx: &Cx, response: &str) -> Result<Option<(i32, Id, Option<Id>)>, Error> {
    let Ok(id) = response.parse() else { return Ok(None) };
    Ok(responses::find(conn, cx.workspace, id)?.map(|row| (row.survey_id, row.id, row.person_id)))
}

/// POST /admin/cases/new
pub async fn send(member: Member, form: Form) -> AdminResult {
    let typed = Typed {
        person: form.text("person"),
        response: form.text("response"),
        q: String::new(),
        email: form.text("email"),
        phone: form.text("phone"),
        name: form.text("name"),
        note: form.text("note").replace("\r\n", "\n").chars().take(MAX_NOTE).collect(),
        kind: form.text("kind"),
        priority: form.text("priority"),
        team: form.text("team").chars().take(100).filter(|char| !char.is_control()).collect(),
        once: form.text("once"),
    };
    if typed.note.is_empty() {
        return page(&member, StatusCode::UNPROCESSABLE_ENTITY, typed, Some("note")).await;
    }
    let (sent, actor) = (typed.clone(), member.actor());
    match member.write(move |conn, cx| open(conn, cx, &sent, &actor)).await {
        Ok(case) => Ok(member.done(&format!("/admin/cases/{case}"), "case-opened")),
        Err(Error::Invalid(problems)) => {
            let field = match problems.first().map(|problem| problem.path.as_str()) {
                Some("email") => "email",
                Some("phone" | "phone_number") => "phone",
                Some("kind") => "kind",
                _ => "person",
            };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, typed, Some(field)).await
        }
        Err(Error::Conflict { .. }) => page(&member, StatusCode::CONFLICT, typed, Some("two")).await,
        Err(error) => Err(error.into()),
    }
}

/// Opens the case, once for a form: whoever sends it again is led to what it opened.
fn open(conn: &mut Conn, cx: &Cx, typed: &Typed, actor: &str) -> Result<Id, Error> {
    let key = format!("form/case/{actor}/{}", typed.once);
    if let Some(kept) = idempotency::find(conn, cx.workspace, &key)?
        && let Ok(opened) = kept.body.parse()
    {
        return Ok(opened);
    }
    let response = about(conn, cx, &typed.response)?;
    let person = match response.and_then(|(_, _, person)| person) {
        Some(person) => person,
        None => person_of(conn, cx, typed)?,
    };
    let input = OpenInput {
        person,
        note: typed.note.clone(),
        priority: Priority::from_name(&typed.priority).unwrap_or_default(),
        team: Some(typed.team.clone()).filter(|team| !team.is_empty()),
        origin: "staff",
        kind: if typed.kind.is_empty() { REMARK.to_owned() } else { typed.kind.clone() },
        event_id: None,
        response: response.map(|(survey, id, _)| (survey, id)),
    };
    let opened = by_hand::open(conn, cx, &input, actor)?;
    let kept = Kept {
        workspace_id: cx.workspace,
        key,
        request_hash: Vec::new(),
        status: 201,
        body: opened.id.to_string(),
        created_at: cx.now,
    };
    idempotency::insert(conn, &kept)?;
    Ok(opened.id)
}

/// The one who was found, or the one whose address or number was typed.
fn person_of(conn: &mut Conn, cx: &Cx, typed: &Typed) -> Result<Id, Error> {
    if let Some(person) = known_person(conn, cx, &typed.person)? {
        return Ok(person.id);
    }
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let input = PersonInput {
        email: some(&typed.email),
        phone: some(&typed.phone),
        name: some(&typed.name),
        ..PersonInput::default()
    };
    if input.email.is_none() && input.phone.is_none() {
        return Err(Error::invalid("person", "an e-mail address or a phone number is needed"));
    }
    Ok(person::upsert(conn, cx, &input)?.id)
}
