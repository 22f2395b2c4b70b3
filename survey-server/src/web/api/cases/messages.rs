//! `GET` and `POST /v1/cases/{id}/messages`: the conversation with the customer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde_json::{Value, json};

use crate::recovery::conversation::{self, About};
use crate::store::messages::Message;
use crate::web::api::{answer, listing, shape};
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// What was said about a case, oldest first.
#[utoipa::path(
    get, path = "/v1/cases/{id}/messages", tag = "cases", operation_id = "list_case_messages",
    params(("id" = String, Path, description = "The case's id")),
    responses((status = 200, body = shape::CaseMessages), (status = 404, body = shape::Refused)),
)]
pub async fn list(program: Program, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "case")?;
    let said = program.read(move |conn, cx| conversation::thread(conn, cx, About::Case(id))).await?;
    Ok(listing::whole(&said.iter().map(shown).collect::<Vec<Value>>()))
}

/// Writes to the customer: a mail goes out now, and what they answer comes back into the case.
#[utoipa::path(
    post, path = "/v1/cases/{id}/messages", tag = "cases", operation_id = "create_case_message",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::NewMessage,
    responses(
        (status = 201, body = shape::CaseMessage), (status = 404, body = shape::Refused),
        (status = 409, body = shape::Refused, description = "no_email, email_bounces or do_not_contact"),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn create(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "case")?;
    let mut fields = body.fields()?;
    let text = fields.text("body").unwrap_or_default();
    fields.finish()?;
    let actor = program.actor();
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let said = conversation::say(conn, cx, About::Case(id), &text, &actor)?;
            Ok((StatusCode::CREATED, shown(&said)))
        })
        .await
}

fn shown(message: &Message) -> Value {
    json!({
        "id": message.id,
        "direction": message.direction.word(),
        "channel": message.channel.word(),
        "author": message.author,
        "subject": message.subject,
        "body": message.body,
        "at": message.at.rfc3339(),
    })
}
