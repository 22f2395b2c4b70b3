//! `webhooks/{id}/deliveries`: what was sent to an endpoint, each attempt, and sending it again.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use crate::error::Error;
use crate::recovery::{endpoint, endpoint_change};
use crate::store::Time;
use crate::store::callbacks::{self, Attempt, Callback};
use crate::web::api::listing::Page;
use crate::web::api::table::Table;
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::{Body, query};
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_deliveries, deliveries);
    table.on(__path_one, one);
    table.on(__path_retry, retry);
    table.on(__path_replay, replay);
}

fn delivery(row: &Callback) -> Value {
    json!({
        "id": row.id,
        "type": row.kind,
        "state": row.state,
        "attempts": row.attempts,
        "status": row.status,
        "error": row.error,
        "created_at": row.created_at.rfc3339(),
        "updated_at": row.updated_at.rfc3339(),
        "delivered_at": answer::at(row.delivered_at),
    })
}

fn attempt(row: &Attempt) -> Value {
    json!({
        "n": row.n,
        "at": row.at.rfc3339(),
        "status": row.status,
        "latency_ms": row.latency_ms,
        "answer": row.answer,
        "error": row.error,
    })
}

/// Lists what was sent to an endpoint, newest first.
#[utoipa::path(
    get, path = "/v1/webhooks/{id}/deliveries", tag = "webhooks", operation_id = "list_deliveries",
    params(
        ("id" = String, Path, description = "The endpoint's id"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("cursor" = Option<String>, Query, description = "The next of the page before"),
    ),
    responses((status = 200, body = shape::Deliveries), (status = 404, body = shape::Refused)),
)]
pub async fn deliveries(program: Program, request: HttpRequest, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "webhook")?;
    let mut fields = query(&request);
    let page = Page::read(&mut fields);
    fields.finish()?;
    let rows = program
        .read(move |conn, cx| {
            endpoint::load(conn, cx, id)?;
            callbacks::list(conn, cx.workspace, id, page.offset, page.probe())
        })
        .await?;
    Ok(page.answer(&request, &program.cx(), rows.iter().map(delivery).collect()))
}

/// Sends a message again, under its own id.
#[utoipa::path(
    post, path = "/v1/webhooks/{id}/deliveries/{delivery}/retry", tag = "webhooks", operation_id = "retry_delivery",
    params(
        ("id" = String, Path, description = "The endpoint's id"),
        ("delivery" = String, Path, description = "The delivery's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    responses((status = 202, body = shape::Queued), (status = 404, body = shape::Refused)),
)]
pub async fn retry(program: Program, request: HttpRequest, ids: web::Path<(String, String)>, body: Body) -> ApiResult {
    let (id, delivery) = (answer::id(&ids.0, "webhook")?, answer::id(&ids.1, "delivery")?);
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            endpoint::load(conn, cx, id)?;
            endpoint_change::retry(conn, cx, id, delivery)?;
            Ok((StatusCode::ACCEPTED, json!({"delivery": delivery})))
        })
        .await
}

/// Gets a delivery with each of its attempts: the status, how long it took, the beginning of the answer.
#[utoipa::path(
    get, path = "/v1/webhooks/{id}/deliveries/{delivery}", tag = "webhooks", operation_id = "get_delivery",
    params(
        ("id" = String, Path, description = "The endpoint's id"),
        ("delivery" = String, Path, description = "The delivery's id"),
    ),
    responses((status = 200, body = shape::DeliveryWhole), (status = 404, body = shape::Refused)),
)]
pub async fn one(program: Program, ids: web::Path<(String, String)>) -> ApiResult {
    let (id, wanted) = (answer::id(&ids.0, "webhook")?, answer::id(&ids.1, "delivery")?);
    let (row, attempts) = program
        .read(move |conn, cx| {
            endpoint::load(conn, cx, id)?;
            let row = callbacks::find(conn, cx.workspace, wanted)?.filter(|row| row.endpoint_id == id);
            let row = row.ok_or(Error::NotFound("delivery"))?;
            let attempts = callbacks::attempts(conn, cx.workspace, wanted)?;
            Ok((row, attempts))
        })
        .await?;
    let mut whole = delivery(&row);
    whole["body"] = String::from_utf8_lossy(&row.body).into();
    whole["log"] = attempts.iter().map(attempt).collect();
    Ok(HttpResponse::Ok().json(whole))
}

/// Sends again what failed for good.
///
/// All messages to this endpoint that were made since a moment and whose attempts are used up, at most 10,000, each under
/// its own id.
#[utoipa::path(
    post, path = "/v1/webhooks/{id}/replay", tag = "webhooks", operation_id = "replay_deliveries",
    params(
        ("id" = String, Path, description = "The endpoint's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::Replay,
    responses(
        (status = 202, body = shape::Replayed),
        (status = 404, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn replay(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "webhook")?;
    let mut fields = body.fields()?;
    let given = fields.has("since");
    let since = fields.moment("since");
    if !given {
        fields.problem("since", "is missing; say from when on, as in 2026-11-20T10:00:00Z");
    }
    fields.finish()?;
    let (since, actor) = (since.unwrap_or(Time(0)), program.actor());
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let queued = endpoint_change::replay(conn, cx, id, since, &actor)?;
            Ok((StatusCode::ACCEPTED, json!({"queued": queued})))
        })
        .await
}
