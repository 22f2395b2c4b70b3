//! `POST /v1/cases/{id}/{step}`: every step of a case's life.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use survey_core::recovery::{CaseStep, Outcome};

use crate::recovery::by_hand::member;
use crate::recovery::case::{self, Act};
use crate::recovery::merge::{self, Join};
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields};
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

/// The customer was asked something and has to answer: the clock to the solution stands still.
#[utoipa::path(
    post, path = "/v1/cases/{id}/wait", tag = "cases", operation_id = "wait_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn wait(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Wait).await
}

/// The customer answered: the clock goes on.
#[utoipa::path(
    post, path = "/v1/cases/{id}/resume", tag = "cases", operation_id = "resume_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn resume(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Resume).await
}

/// Puts a case back: nobody has it, and the team is told again.
#[utoipa::path(
    post, path = "/v1/cases/{id}/release", tag = "cases", operation_id = "release_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn release(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Release).await
}

/// Closes a case as nothing to solve: a test, a mistake.
#[utoipa::path(
    post, path = "/v1/cases/{id}/dismiss", tag = "cases", operation_id = "dismiss_case",
    params(
        ("id" = String, Path, description = "The case's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseStep,
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn dismiss(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    step((program, request, id, body), CaseStep::Dismiss).await
}

/// Joins a case to another one, which goes on with its timeline, tasks and messages. Answers with that other case.
#[utoipa::path(
    post, path = "/v1/cases/{id}/merge", tag = "cases", operation_id = "merge_case",
    params(
        ("id" = String, Path, description = "The case that ends"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::CaseMerge,
    responses(
        (status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn merge(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "case")?;
    let mut fields = body.fields()?;
    let note = super::note_of(&mut fields);
    let into = fields.text("into").and_then(|into| into.parse().ok());
    let version = version(&mut fields);
    let other_person = fields.flag("other_person") == Some(true);
    if into.is_none() {
        fields.problem("into", "must be the id of the case that goes on");
    }
    fields.finish()?;
    let join = Join { into: into.unwrap_or_default(), version, actor: program.actor(), note, other_person };
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let case = merge::merge(conn, cx, id, &join)?;
            Ok((StatusCode::OK, super::whole(conn, cx, &case)?))
        })
        .await
}

pub(super) fn version(fields: &mut Fields) -> Option<i32> {
    fields.integer("version").map(|version| i32::try_from(version).unwrap_or(i32::MAX))
}

async fn step((program, request, id, body): Asked, step: CaseStep) -> ApiResult {
    let id = answer::id(&id, "case")?;
    let mut fields = body.fields()?;
    let note = super::note_of(&mut fields);
    let assignee = fields.text("assignee");
    let outcome = fields.typed::<Outcome>("outcome");
    let version = version(&mut fields);
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
