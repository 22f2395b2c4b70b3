//! `webhooks`: callback endpoints, their test and their deliveries.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::listing::{self, Page};
use super::table::Table;
use super::{answer, shape};
use crate::recovery::callback;
use crate::recovery::endpoint::{self, EndpointInput};
use crate::store::callbacks::{self, Callback};
use crate::store::endpoints::{self, Dialect, Endpoint};
use crate::web::auth::Program;
use crate::web::body::{Body, query};
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_create, create);
    table.on(__path_list, list);
    table.on(__path_delete, delete);
    table.on(__path_test, test);
    table.on(__path_deliveries, deliveries);
    table.on(__path_retry, retry);
}

fn shown(endpoint: &Endpoint) -> Value {
    json!({
        "id": endpoint.id,
        "url": endpoint.url,
        "events": endpoint.types,
        "dialect": endpoint.dialect,
        "state": endpoint.state,
        "failing_since": answer::at(endpoint.failing_since),
        "created_at": endpoint.created_at.rfc3339(),
    })
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

/// Registers an endpoint.
///
/// The answer holds its secret, this once. With `dialect=delighted` and no `secret`, the key of the request signs.
#[utoipa::path(
    post, path = "/v1/webhooks", tag = "webhooks", operation_id = "create_webhook",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day")),
    request_body = shape::WebhookWrite,
    responses((status = 201, body = shape::WebhookMade), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let input = EndpointInput {
        url: fields.text("url").unwrap_or_default(),
        types: fields.texts("events").unwrap_or_default(),
        dialect: fields.typed::<Dialect>("dialect"),
        secret: fields.text("secret"),
        api_key: Some(program.key.clone()),
    };
    fields.finish()?;
    let (policy, actor) = (program.app.config.outbound.clone(), program.actor());
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let (made, secret) = endpoint::create(conn, cx, &policy, &input, &actor)?;
            let mut value = shown(&made);
            value["secret"] = secret.into();
            Ok((StatusCode::CREATED, value))
        })
        .await
}

/// Lists the endpoints, without their secrets.
#[utoipa::path(
    get, path = "/v1/webhooks", tag = "webhooks", operation_id = "list_webhooks",
    responses((status = 200, body = shape::Webhooks)),
)]
pub async fn list(program: Program) -> ApiResult {
    let rows = program.read(|conn, cx| endpoints::list(conn, cx.workspace)).await?;
    let shown: Vec<Value> = rows.iter().map(shown).collect();
    Ok(listing::whole(&shown))
}

/// Deletes an endpoint: what waits for it is not sent.
#[utoipa::path(
    delete, path = "/v1/webhooks/{id}", tag = "webhooks", operation_id = "delete_webhook",
    params(("id" = String, Path, description = "The endpoint's id")),
    responses((status = 204), (status = 404, body = shape::Refused)),
)]
pub async fn delete(program: Program, id: web::Path<String>) -> ApiResult {
    let (id, actor) = (answer::id(&id, "webhook")?, program.actor());
    program.write(move |conn, cx| endpoint::delete(conn, cx, id, &actor)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends a test message to an endpoint.
#[utoipa::path(
    post, path = "/v1/webhooks/{id}/test", tag = "webhooks", operation_id = "test_webhook",
    params(
        ("id" = String, Path, description = "The endpoint's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    responses((status = 202, body = shape::Queued), (status = 404, body = shape::Refused)),
)]
pub async fn test(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "webhook")?;
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let endpoint = endpoint::load(conn, cx, id)?;
            Ok((StatusCode::ACCEPTED, json!({"delivery": callback::test(conn, cx, &endpoint)?})))
        })
        .await
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
            endpoint::retry(conn, cx, id, delivery)?;
            Ok((StatusCode::ACCEPTED, json!({"delivery": delivery})))
        })
        .await
}
