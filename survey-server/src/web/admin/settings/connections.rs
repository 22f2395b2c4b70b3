//! Connections: the addresses that shops call, their secrets, and what came by them.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::Value;

use super::{id_of, sentences};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::connection::{self, BASIS, ConnectionInput};
use crate::outreach::inbound::caller;
use crate::outreach::person_data;
use crate::store::connections::{self, Connection, Source};
use crate::store::data_requests::{self, DataRequest};
use crate::store::inbound::{self, Heading, State};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, people, workspaces};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::reader::Reader;
use crate::web::body;

const PATH: &str = "/admin/settings/connections";
/// So many messages of a connection are shown.
const MOST: i64 = 20;

#[derive(Serialize)]
struct Content {
    created: Option<Created>,
    requests: Vec<Request>,
    connections: Vec<Line>,
    selected: Option<Selected>,
    create: Create,
}

/// A secret that is shown this once.
#[derive(Serialize)]
struct Created {
    name: String,
    secret: String,
}

#[derive(Serialize)]
struct Request {
    id: Id,
    name: String,
    href: String,
    due_at: Time,
    late: bool,
}

#[derive(Serialize)]
struct Line {
    id: Id,
    name: String,
    program: &'static str,
    ready: bool,
    received: i64,
    refused: i64,
    last_received_at: Option<Time>,
    last_refused_at: Option<Time>,
    /// The newest sign is a refusal: the secret is likely wrong.
    troubled: bool,
}

#[derive(Serialize)]
struct Selected {
    id: Id,
    name: String,
    source: &'static str,
    program: &'static str,
    url: String,
    ready: bool,
    makes_secret: bool,
    previous_until: Option<Time>,
    problem: Option<String>,
    /// Types of event that it reports and that ask nobody.
    unasked: Vec<&'static str>,
    messages: Vec<Message>,
}

#[derive(Serialize)]
struct Message {
    id: Id,
    topic: String,
    at: Time,
    state: &'static str,
    tone: &'static str,
    detail: Option<String>,
    person: Option<String>,
    may_retry: bool,
}

#[derive(Serialize)]
struct Create {
    name: String,
    problem: Option<String>,
    sources: Vec<Choice>,
    basis: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    key: &'static str,
    name: String,
    selected: bool,
}

/// What a page is to show besides what is stored.
#[derive(Default)]
struct Typed {
    created: Option<Created>,
    wanted: Option<Id>,
    secret_problem: Option<String>,
    name: String,
    source: Option<Source>,
    basis: String,
    problem: Option<String>,
}

/// GET /admin/settings/connections
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let wanted = body::query(&request).text("connection").and_then(|id| id.parse().ok());
    page(&member, StatusCode::OK, Typed { wanted, ..Typed::default() }).await
}

async fn page(member: &Member, status: StatusCode, typed: Typed) -> Result<HttpResponse, AdminError> {
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, typed)).await?;
    member.page(Room::Settings, "settings_connections", status, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, typed: Typed) -> Result<Content, Error> {
    let rows = connections::list(conn, cx.workspace)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let selected = match rows.iter().find(|row| Some(row.id) == typed.wanted).or_else(|| rows.last()) {
        Some(row) => Some(selected(conn, cx, reader, &workspace, row, typed.secret_problem)?),
        None => None,
    };
    let mut requests = Vec::new();
    for request in data_requests::open(conn, cx.workspace)? {
        requests.extend(task(conn, cx, &request)?);
    }
    let mut basis = Vec::new();
    for key in ["", "soft_opt_in", "consent", "legitimate_interest"] {
        let name = reader.text("connections-basis-name", &[("basis", Value::from(key))])?;
        basis.push(Choice { key, name, selected: key == typed.basis });
    }
    let source = |source: Source| Choice {
        key: source.word(),
        name: source.name().to_owned(),
        selected: typed.source == Some(source),
    };
    let sources = Source::ALL.into_iter().map(source).collect();
    Ok(Content {
        created: typed.created,
        requests,
        connections: rows.iter().map(line).collect(),
        selected,
        create: Create { name: typed.name, problem: typed.problem, sources, basis },
    })
}

fn line(row: &Connection) -> Line {
    Line {
        id: row.id,
        name: row.name.clone(),
        program: row.source.name(),
        ready: row.secret.is_some(),
        received: row.received,
        refused: row.refused,
        last_received_at: row.last_received_at,
        last_refused_at: row.last_refused_at,
        troubled: row.last_refused_at > row.last_received_at,
    }
}

fn selected(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    workspace: &Workspace,
    row: &Connection,
    problem: Option<String>,
) -> Result<Selected, Error> {
    let mut messages = Vec::new();
    for heading in inbound::list(conn, cx.workspace, row.id, MOST)? {
        messages.push(message(reader, heading)?);
    }
    let asked = |kind: &&str| workspace.settings.0.plan.iter().any(|ask| ask.event == *kind);
    Ok(Selected {
        id: row.id,
        name: row.name.clone(),
        source: row.source.word(),
        program: row.source.name(),
        url: connection::url(cx, row),
        ready: row.secret.is_some(),
        makes_secret: caller(row.source).takes_our_secret(),
        previous_until: row.previous_until.filter(|until| *until > cx.now),
        problem,
        unasked: row.source.asks_after().into_iter().filter(|kind| !asked(kind)).collect(),
        messages,
    })
}

fn message(reader: &Reader, heading: Heading) -> Result<Message, Error> {
    let detail = match heading.state {
        State::Ignored => Some(reader.text("connections-why", &[("why", Value::from(heading.detail))])?),
        State::Failed => Some(heading.detail),
        State::Waiting | State::Done => None,
    };
    Ok(Message {
        id: heading.id,
        topic: heading.topic,
        at: heading.received_at,
        state: heading.state.word(),
        tone: match heading.state {
            State::Done => "good",
            State::Failed => "bad",
            State::Waiting | State::Ignored => "",
        },
        detail,
        person: heading.person_id.map(|id| format!("/admin/people/{id}")),
        may_retry: heading.state == State::Failed,
    })
}

fn task(conn: &mut Conn, cx: &Cx, request: &DataRequest) -> Result<Option<Request>, Error> {
    let Some(person) = people::find(conn, cx.workspace, request.person_id)? else { return Ok(None) };
    let names = [person.name, person.email, person.phone, person.external_id];
    Ok(Some(Request {
        id: request.id,
        name: names.into_iter().flatten().next().unwrap_or_default(),
        href: format!("/admin/people/{}", request.person_id),
        due_at: request.due_at,
        late: request.due_at < cx.now,
    }))
}

/// POST /admin/settings/connections: the answer is the page itself where a secret is shown once.
pub async fn create(member: Member, form: Form) -> AdminResult {
    let source = Source::from_word(&form.text("source")).ok_or(Error::NotFound("kind of connection"))?;
    let basis = form.text("basis");
    let mut config = serde_json::Map::new();
    if !basis.is_empty() {
        config.insert(BASIS.to_owned(), basis.clone().into());
    }
    let input = ConnectionInput { source, name: form.text("name"), config };
    let actor = member.actor();
    match member.write(move |conn, cx| connection::create(conn, cx, &input, &actor)).await {
        Ok((row, Some(secret))) => {
            let created = Some(Created { name: row.name, secret });
            page(&member, StatusCode::OK, Typed { created, wanted: Some(row.id), ..Typed::default() }).await
        }
        Ok((row, None)) => Ok(member.done(&at(row.id), "connection-made")),
        Err(Error::Invalid(problems)) => {
            let problem = Some(sentences(&problems));
            let typed = Typed { name: form.text("name"), source: Some(source), basis, problem, ..Typed::default() };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/connections/{id}/secret: takes a secret, or makes one where it is ours to make.
pub async fn secret(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "connection")?, member.actor());
    let row = member.read(move |conn, cx| connection::load(conn, cx, id)).await?;
    if caller(row.source).takes_our_secret() && form.text("secret").is_empty() {
        let secret = member.write(move |conn, cx| connection::renew_secret(conn, cx, id, &actor)).await?;
        let created = Some(Created { name: row.name, secret });
        return page(&member, StatusCode::OK, Typed { created, wanted: Some(id), ..Typed::default() }).await;
    }
    let given = form.text("secret");
    match member.write(move |conn, cx| connection::set_secret(conn, cx, id, &given, &actor)).await {
        Ok(()) => Ok(member.done(&at(id), "connection-secret")),
        Err(Error::Invalid(problems)) => {
            let secret_problem = Some(sentences(&problems));
            let typed = Typed { wanted: Some(id), secret_problem, ..Typed::default() };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/connections/{id}/remove
pub async fn remove(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "connection")?, member.actor());
    member.write(move |conn, cx| connection::remove(conn, cx, id, &actor)).await?;
    Ok(member.done(PATH, "connection-removed"))
}

/// POST /admin/settings/connections/{id}/messages/{message}/retry
pub async fn retry(member: Member, ids: web::Path<(String, String)>, _form: Form) -> AdminResult {
    let (id, message) = (id_of(&ids.0, "connection")?, id_of(&ids.1, "message")?);
    member.write(move |conn, cx| connection::retry(conn, cx, id, message)).await?;
    Ok(member.done(&at(id), "message-retried"))
}

/// GET /admin/settings/connections/requests/{id}: what is kept about the person who asked, to be handed to them.
pub async fn data(member: Member, id: web::Path<String>) -> AdminResult {
    let id = id_of(&id, "request")?;
    let document = member
        .read(move |conn, cx| {
            let open = data_requests::open(conn, cx.workspace)?;
            let request = open.into_iter().find(|request| request.id == id).ok_or(Error::NotFound("request"))?;
            let person = people::load(conn, cx.workspace, request.person_id)?;
            person_data::document(conn, cx, &person)
        })
        .await?;
    let text = serde_json::to_string_pretty(&document).map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"person.json\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text))
}

/// POST /admin/settings/connections/requests/{id}/done
pub async fn done(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "request")?, member.actor());
    if !member.write(move |conn, cx| data_requests::done(conn, cx.workspace, id, &actor, cx.now)).await? {
        return Err(Error::NotFound("request").into());
    }
    Ok(member.done(PATH, "request-done"))
}

fn at(id: Id) -> String {
    format!("{PATH}?connection={id}")
}
