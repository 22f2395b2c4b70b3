//! `unsubscribes`: who wants no more surveys.

use actix_web::{HttpRequest, HttpResponse};

use super::table::Table;
use super::{answer, shape};
use crate::dialect;
use crate::error::Problem;
use crate::outreach::person::{self, PersonInput};
use crate::outreach::suppress;
use crate::store::suppressions::{self, Reason};
use crate::web::auth::Program;
use crate::web::body::{Body, query};
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_create, create);
}

/// Lists who unsubscribed, oldest first.
#[utoipa::path(
    get, path = "/v1/unsubscribes", tag = "unsubscribes", operation_id = "list_unsubscribes",
    params(
        ("page" = Option<i64>, Query, description = "From 1"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("since" = Option<i64>, Query, description = "Unsubscribed at or after, Unix seconds"),
        ("until" = Option<i64>, Query, description = "Unsubscribed at or before, Unix seconds"),
    ),
    responses((status = 200, body = Vec<shape::Unsubscribed>)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    listed(&program, &request, vec![Reason::Unsubscribed, Reason::Complaint], "unsubscribed_at").await
}

/// One page of suppressed people.
pub async fn listed(
    program: &Program,
    request: &HttpRequest,
    reasons: Vec<Reason>,
    since_field: &'static str,
) -> ApiResult {
    let mut fields = query(request);
    let page = fields.page();
    let (since, until) = (fields.seconds("since"), fields.seconds("until"));
    fields.finish()?;
    let rows =
        program.read(move |conn, cx| suppressions::list(conn, cx.workspace, &reasons, since, until, page)).await?;
    let shown: Vec<_> = rows
        .into_iter()
        .map(|(id, email, name, at)| dialect::listed(id, email.as_deref(), name.as_deref(), at, since_field))
        .collect();
    Ok(HttpResponse::Ok().json(shown))
}

/// Unsubscribes the person with an e-mail address.
///
/// An address that nobody has here becomes a person, so that it is never asked.
#[utoipa::path(
    post, path = "/v1/unsubscribes", tag = "unsubscribes", operation_id = "create_unsubscribe",
    request_body = shape::Unsubscribe,
    responses((status = 200, body = shape::Done), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let email = fields.text("person_email");
    if email.is_none() {
        fields.problem("person_email", "is missing");
    }
    fields.finish()?;
    let input = PersonInput { email, ..PersonInput::default() };
    program
        .write_racing(move |conn, cx| {
            let person = person::upsert(conn, cx, &input).map_err(of_the_body)?;
            suppress::suppress(conn, cx, &person, Reason::Unsubscribed, "api")
        })
        .await?;
    Ok(answer::ok())
}

fn of_the_body(error: crate::error::Error) -> crate::error::Error {
    match error {
        crate::error::Error::Invalid(problems) => crate::error::Error::Invalid(
            problems.into_iter().map(|problem| Problem::new("person_email", problem.message)).collect(),
        ),
        other => other,
    }
}
