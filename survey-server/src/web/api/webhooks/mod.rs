//! `webhooks`: callback endpoints, registered, changed, tested; their deliveries.

mod deliveries;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::table::Table;
use super::{answer, listing, shape};
use crate::recovery::callback;
use crate::recovery::endpoint::{self, EndpointInput};
use crate::recovery::endpoint_change::{self, Change};
use crate::store::endpoints::{self, Dialect, Endpoint, State};
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_create, create);
    table.on(__path_list, list);
    table.on(__path_delete, delete);
    table.on(__path_change, change);
    table.on(__path_rotate, rotate);
    table.on(__path_test, test);
    deliveries::routes(table);
}

fn shown(endpoint: &Endpoint) -> Value {
    json!({
        "id": endpoint.id,
        "url": endpoint.url,
        "events": endpoint.types,
        "dialect": endpoint.dialect,
        "state": endpoint.state,
        "failing_since": answer::at(endpoint.failing_since),
        "previous_secret_until": answer::at(endpoint.previous_until),
        "created_at": endpoint.created_at.rfc3339(),
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

/// Changes an endpoint.
///
/// What is left out stays. `state` switches it off (`disabled`) and on again (`active`).
#[utoipa::path(
    patch, path = "/v1/webhooks/{id}", tag = "webhooks", operation_id = "change_webhook",
    params(("id" = String, Path, description = "The endpoint's id")),
    request_body = shape::WebhookChange,
    responses(
        (status = 200, body = shape::Webhook),
        (status = 404, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn change(program: Program, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "webhook")?;
    let mut fields = body.fields()?;
    let wanted =
        Change { url: fields.text("url"), types: fields.texts("events"), state: fields.typed::<State>("state") };
    fields.finish()?;
    let (policy, actor) = (program.app.config.outbound.clone(), program.actor());
    let changed =
        program.write(move |conn, cx| endpoint_change::change(conn, cx, &policy, id, &wanted, &actor)).await?;
    Ok(HttpResponse::Ok().json(shown(&changed)))
}

/// Gives an endpoint a new secret.
///
/// The answer holds it, this once. It signs at once, and the one before signs beside it for 24 hours: the header carries
/// both signatures. With `dialect=delighted` there is room for one, and the old secret ends at once.
#[utoipa::path(
    post, path = "/v1/webhooks/{id}/rotate", tag = "webhooks", operation_id = "rotate_webhook",
    params(
        ("id" = String, Path, description = "The endpoint's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = Option<shape::WebhookRotate>,
    responses(
        (status = 200, body = shape::WebhookMade),
        (status = 404, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn rotate(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "webhook")?;
    let mut fields = body.fields()?;
    let own = fields.text("secret");
    fields.finish()?;
    let (key, actor) = (program.key.clone(), program.actor());
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let (row, secret) = endpoint_change::rotate(conn, cx, id, own.as_deref(), Some(&key), &actor)?;
            let mut value = shown(&row);
            value["secret"] = secret.into();
            Ok((StatusCode::OK, value))
        })
        .await
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
