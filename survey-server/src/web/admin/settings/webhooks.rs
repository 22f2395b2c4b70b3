//! Webhooks: endpoints, and the deliveries of the one that is selected.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{id_of, sentences};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::callback::{self, TYPES};
use crate::recovery::endpoint::{self, EndpointInput};
use crate::recovery::endpoint_change;
use crate::store::callbacks::{self, Callback, State};
use crate::store::endpoints::{self, Dialect, Endpoint};
use crate::store::{Conn, Id, Time, jobs};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::paging::Pages;
use crate::web::body;

const PATH: &str = "/admin/settings/webhooks";
/// Deliveries on a page.
const PER_PAGE: i64 = 20;
/// What a new endpoint is offered first.
const SUGGESTED: [&str; 2] = ["response.detractor", "case.opened"];

#[derive(Serialize)]
struct Content {
    created: Option<Created>,
    endpoints: Vec<Line>,
    selected: Option<Selected>,
    deliveries: Vec<DeliveryLine>,
    pages: Option<Pages>,
    create: Create,
}

#[derive(Serialize)]
struct Created {
    url: String,
    secret: String,
}

#[derive(Serialize)]
struct Line {
    id: Id,
    url: String,
    dialect: &'static str,
    events: String,
    state: &'static str,
    disabled_at: Option<Time>,
    failing_since: Option<Time>,
    both_until: Option<Time>,
    waiting: i64,
}

#[derive(Serialize)]
struct Selected {
    id: Id,
    url: String,
}

#[derive(Serialize)]
struct DeliveryLine {
    id: Id,
    event: String,
    at: Time,
    state: &'static str,
    attempts: i32,
    status: Option<String>,
    problem: Option<String>,
    next_at: Option<Time>,
    may_retry: bool,
}

#[derive(Serialize)]
struct Create {
    url: String,
    problem: Option<String>,
    events: Vec<EventChoice>,
}

#[derive(Serialize)]
struct EventChoice {
    name: &'static str,
    checked: bool,
}

impl Create {
    fn of(url: String, problem: Option<String>, chosen: &[String]) -> Self {
        let checked = |name: &str| match chosen {
            [] => SUGGESTED.contains(&name),
            chosen => chosen.iter().any(|one| one == name),
        };
        let events = TYPES.into_iter().map(|name| EventChoice { name, checked: checked(name) }).collect();
        Create { url, problem, events }
    }
}

/// GET /admin/settings/webhooks
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let wanted = query.text("endpoint").and_then(|id| id.parse().ok());
    let number = query.integer("page").unwrap_or(1).clamp(1, 10_000) - 1;
    page(&member, StatusCode::OK, wanted, number, None, Create::of(String::new(), None, &[])).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    wanted: Option<Id>,
    number: i64,
    created: Option<Created>,
    create: Create,
) -> Result<HttpResponse, AdminError> {
    let content = member
        .read(move |conn, cx| {
            let rows = endpoints::list(conn, cx.workspace)?;
            let mut lines = Vec::with_capacity(rows.len());
            for row in &rows {
                lines.push(line(conn, cx, row)?);
            }
            let selected = rows.iter().find(|row| Some(row.id) == wanted).or_else(|| rows.first());
            let (deliveries, more) = match selected {
                Some(row) => deliveries(conn, cx, row.id, number)?,
                None => (Vec::new(), false),
            };
            let chosen = selected.map(|row| row.id.to_string()).unwrap_or_default();
            let selected = selected.map(|row| Selected { id: row.id, url: row.url.clone() });
            let pages = Pages::numbered(PATH, &[("endpoint", &chosen)], number, more);
            Ok(Content { created, endpoints: lines, selected, deliveries, pages, create })
        })
        .await?;
    member.page(Room::Settings, "settings_webhooks", status, &content).await
}

fn line(conn: &mut Conn, cx: &Cx, row: &Endpoint) -> Result<Line, Error> {
    Ok(Line {
        id: row.id,
        url: row.url.clone(),
        dialect: row.dialect.word(),
        events: row.types.0.join(", "),
        state: row.state.word(),
        disabled_at: (row.state == endpoints::State::Disabled).then_some(row.updated_at),
        failing_since: row.failing_since,
        both_until: row.previous_until.filter(|until| *until > cx.now),
        waiting: callbacks::count_waiting(conn, cx.workspace, row.id)?,
    })
}

fn deliveries(conn: &mut Conn, cx: &Cx, endpoint: Id, number: i64) -> Result<(Vec<DeliveryLine>, bool), Error> {
    let mut found = callbacks::list(conn, cx.workspace, endpoint, number * PER_PAGE, PER_PAGE + 1)?;
    let more = found.len() as i64 > PER_PAGE;
    found.truncate(PER_PAGE.unsigned_abs() as usize);
    let keys: Vec<String> = found.iter().map(|row| callback::job_key(row.id)).collect();
    let due = jobs::due_by_key(conn, cx.workspace, &keys)?;
    let lines = found.into_iter().map(|row| {
        let key = callback::job_key(row.id);
        let next = due.iter().find(|(of, _)| of.as_deref() == Some(key.as_str())).map(|(_, at)| *at);
        delivery(row, next)
    });
    Ok((lines.collect(), more))
}

/// The page's word for how a callback stands.
pub(super) fn state_of(row: &Callback) -> &'static str {
    match row.state {
        State::Delivered => "delivered",
        State::Failed => "failed",
        State::Pending if row.attempts > 0 => "retrying",
        State::Pending => "waiting",
    }
}

fn delivery(row: Callback, next: Option<Time>) -> DeliveryLine {
    let state = state_of(&row);
    DeliveryLine {
        id: row.id,
        event: row.kind,
        at: row.created_at,
        state,
        attempts: row.attempts,
        status: row.status.map(|status| status.to_string()),
        problem: row.error,
        next_at: next.filter(|_| state == "retrying"),
        may_retry: matches!(state, "failed" | "retrying"),
    }
}

/// POST /admin/settings/webhooks: the answer is the page itself, because the secret is shown once.
pub async fn create(member: Member, form: Form) -> AdminResult {
    let types = form.all("events");
    let dialect = Dialect::from_word(&form.text("dialect"));
    let input = EndpointInput { url: form.text("url"), types: types.clone(), dialect, ..EndpointInput::default() };
    let (policy, actor) = (member.app.config.outbound.clone(), member.actor());
    let made = member.write(move |conn, cx| endpoint::create(conn, cx, &policy, &input, &actor)).await;
    match made {
        Ok((row, secret)) => {
            let created = Some(Created { url: row.url, secret });
            page(&member, StatusCode::OK, Some(row.id), 0, created, Create::of(String::new(), None, &[])).await
        }
        Err(Error::Invalid(problems)) => {
            let create = Create::of(form.text("url"), Some(sentences(&problems)), &types);
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, None, 0, None, create).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/webhooks/{id}/test
pub async fn test(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let id = id_of(&id, "webhook")?;
    member
        .write(move |conn, cx| {
            let row = endpoint::load(conn, cx, id)?;
            callback::test(conn, cx, &row)
        })
        .await?;
    Ok(member.done(&selected(id), "webhook-tested"))
}

/// POST /admin/settings/webhooks/{id}/rotate: the answer is the page itself, because the secret is shown once.
pub async fn rotate(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "webhook")?, member.actor());
    let (row, secret) = member.write(move |conn, cx| endpoint_change::rotate(conn, cx, id, None, None, &actor)).await?;
    let created = Some(Created { url: row.url, secret });
    page(&member, StatusCode::OK, Some(id), 0, created, Create::of(String::new(), None, &[])).await
}

/// POST /admin/settings/webhooks/{id}/replay
pub async fn replay(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "webhook")?, member.actor());
    let days: i64 = form.text("days").parse().unwrap_or(1);
    member
        .write(move |conn, cx| endpoint_change::replay(conn, cx, id, cx.now.plus_days(-days.clamp(1, 90)), &actor))
        .await?;
    Ok(member.done(&selected(id), "webhook-replayed"))
}

/// POST /admin/settings/webhooks/{id}/enable
pub async fn enable(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "webhook")?, member.actor());
    member.write(move |conn, cx| endpoint_change::enable(conn, cx, id, &actor)).await?;
    Ok(member.done(&selected(id), "webhook-enabled"))
}

/// POST /admin/settings/webhooks/{id}/remove
pub async fn remove(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "webhook")?, member.actor());
    member.write(move |conn, cx| endpoint::delete(conn, cx, id, &actor)).await?;
    Ok(member.done(PATH, "webhook-removed"))
}

/// POST /admin/settings/webhooks/{id}/deliveries/{delivery}/retry
pub async fn retry(member: Member, ids: web::Path<(String, String)>, _form: Form) -> AdminResult {
    let (endpoint_id, delivery) = (id_of(&ids.0, "webhook")?, id_of(&ids.1, "delivery")?);
    member.write(move |conn, cx| endpoint_change::retry(conn, cx, endpoint_id, delivery)).await?;
    Ok(member.done(&selected(endpoint_id), "delivery-retried"))
}

fn selected(id: Id) -> String {
    format!("{PATH}?endpoint={id}")
}
