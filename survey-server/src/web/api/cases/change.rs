//! `PATCH /v1/cases/{id}`: what is written down about a case.

use actix_web::{HttpResponse, web};

use crate::recovery::facts::{self, Facts};
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;

/// Changes what is written down about a case: its kind, team, root cause, cost and tags.
///
/// What is left out stays; an empty text takes the team, the cause or the cost away. `version` guards against writing over what somebody else did meanwhile.
#[utoipa::path(
    patch, path = "/v1/cases/{id}", tag = "cases", operation_id = "change_case",
    params(("id" = String, Path, description = "The case's id")),
    request_body = shape::CaseChange,
    responses(
        (status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn change(program: Program, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "case")?;
    let mut fields = body.fields()?;
    // Hundredths of the currency; an empty text: not known any more.
    let cost = fields.value("cost").map(|value| value.as_i64().filter(|cost| *cost >= 0).ok_or(value));
    let cost = match cost {
        Some(Ok(cost)) => Some(Some(cost)),
        Some(Err(text)) if text == "" => Some(None),
        Some(Err(_)) => {
            fields.problem("cost", "must be a whole number of hundredths of the currency, or an empty text");
            None
        }
        None => None,
    };
    let facts = Facts {
        kind: fields.text("kind"),
        team: fields.text("team"),
        cause: fields.text("cause"),
        cost,
        tags: fields.texts("tags"),
        tag: None,
    };
    let version = super::step::version(&mut fields);
    fields.finish()?;
    let actor = program.actor();
    let case = program
        .write(move |conn, cx| {
            let case = facts::set(conn, cx, id, &facts, version, &actor)?;
            super::whole(conn, cx, &case)
        })
        .await?;
    Ok(HttpResponse::Ok().json(case))
}
