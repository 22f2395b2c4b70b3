//! `POST /v1/cases/{id}/{claim,assign,note,contact,resolve,reopen}`.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use survey_core::recovery::{CaseStep, Outcome};

use crate::recovery::by_hand::member;
use crate::recovery::case::{self, Act};
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// A request to do a step with a case.
type Asked = (Program, HttpRequest, web::Path<String>, Body);

/// Takes a case: somebody takes care from now on.
///
/// `assignee` names the member (an id or an e-mail address); without it the case is taken by the program.
#[utoipa::path(
    post, path = "/v1/cases/{id}/claim", tag = "cases", operation_id = "claim_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn claim(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Claim).await
}

/// Gives a case to a member, whoever has it now.
#[utoipa::path(
    post, path = "/v1/cases/{id}/assign", tag = "cases", operation_id = "assign_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn assign(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Assign).await
}

/// Adds words to a case's timeline.
#[utoipa::path(
    post, path = "/v1/cases/{id}/note", tag = "cases", operation_id = "note_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn note(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Note).await
}

/// The customer was reached.
#[utoipa::path(
    post, path = "/v1/cases/{id}/contact", tag = "cases", operation_id = "contact_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn contact(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Contact).await
}

/// Closes a case with its outcome.
#[utoipa::path(
    post, path = "/v1/cases/{id}/resolve", tag = "cases", operation_id = "resolve_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses(
        (status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn resolve(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Resolve).await
}

/// Opens a closed case again.
#[utoipa::path(
    post, path = "/v1/cases/{id}/reopen", tag = "cases", operation_id = "reopen_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn reopen(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Reopen).await
}

async fn step((program, request, id, body): Asked, step: CaseStep) -> ApiResult {
    let id = answer::id(&id, "case")?;
    let mut fields = body.fields()?;
    let note = super::note_of(&mut fields);
    let assignee = fields.text("assignee");
    let outcome = fields.typed::<Outcome>("outcome");
    let version = fields.integer("version").map(|version| i32::try_from(version).unwrap_or(i32::MAX));
    if step == CaseStep::Note && note.is_none() {
        fields.problem("note", "is missing");
    }
    if step == CaseStep::Assign && assignee.is_none() {
        fields.problem("assignee", "is missing; name a member by id or e-mail address");
    }
    fields.finish()?;
    let actor = program.actor();
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let assignee = match &assignee {
                Some(name) => Some(member(conn, cx, name)?),
                None => None,
            };
            let act = Act { step, assignee, actor: actor.clone(), outcome, note: note.clone(), version };
            let case = case::act(conn, cx, id, &act)?;
            Ok((StatusCode::OK, super::whole(conn, cx, &case)?))
        })
        .await
}
