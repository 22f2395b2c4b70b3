//! `settings` and `outreach/plan`: what a business decided, as documents that two people do not overwrite.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value};

use super::shape;
use super::table::Table;
use crate::account::settings_document::{self as document, Part};
use crate::error::Error;
use crate::store::workspaces;
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_show_plan, show_plan);
    table.on(__path_save_plan, save_plan);
    table.on(__path_show_settings, show_settings);
    table.on(__path_save_settings, save_settings);
}

/// Which event asks by which survey after which delay.
#[utoipa::path(
    get, path = "/v1/outreach/plan", tag = "settings", operation_id = "get_plan",
    responses((status = 200, body = shape::OutreachPlan)),
)]
pub async fn show_plan(program: Program) -> ApiResult {
    show(&program, Part::Plan).await
}

/// Replaces the plan.
///
/// Every problem is named with its path; a field that is not known is one. With `If-Match` or `version`, nothing is
/// saved when somebody else was faster (409).
#[utoipa::path(
    put, path = "/v1/outreach/plan", tag = "settings", operation_id = "save_plan",
    params(("If-Match" = Option<String>, Header, description = "The ETag of what was read")),
    request_body = shape::OutreachPlan,
    responses((status = 200, body = shape::OutreachPlan), (status = 409, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn save_plan(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    save(&program, &request, &body, Part::Plan).await
}

/// What the business decided.
#[utoipa::path(
    get, path = "/v1/settings", tag = "settings", operation_id = "get_settings",
    responses((status = 200, body = shape::Settings)),
)]
pub async fn show_settings(program: Program) -> ApiResult {
    show(&program, Part::All).await
}

/// Changes what the body names and leaves the rest; in `policy` too.
///
/// Every problem is named with its path; a field that is not known is one. With `If-Match` or `version`, nothing is
/// saved when somebody else was faster (409). Another zone counts all answers anew.
#[utoipa::path(
    put, path = "/v1/settings", tag = "settings", operation_id = "save_settings",
    params(("If-Match" = Option<String>, Header, description = "The ETag of what was read")),
    request_body = shape::Settings,
    responses((status = 200, body = shape::Settings), (status = 409, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn save_settings(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    save(&program, &request, &body, Part::All).await
}

async fn show(program: &Program, part: Part) -> ApiResult {
    let workspace = program.read(|conn, cx| workspaces::load(conn, cx.workspace)).await?;
    Ok(answer(document::shown(&workspace.settings.0, part)?))
}

async fn save(program: &Program, request: &HttpRequest, body: &Body, part: Part) -> ApiResult {
    let mut given = body.object()?;
    let seen = seen(request, given.remove("version"))?;
    let actor = program.actor();
    let looked = given.clone();
    program.read(move |conn, cx| document::look(conn, cx, &looked)).await?;
    let saved =
        program.write(move |conn, cx| document::change(conn, cx, part, &given, seen.as_deref(), &actor)).await?;
    Ok(answer(document::shown(&saved.settings.0, part)?))
}

/// The version that the program had before it, if it says so: the header counts, else the field.
fn seen(request: &HttpRequest, field: Option<Value>) -> Result<Option<String>, Error> {
    let header = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    match (header.map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"')), field) {
        (Some("*") | None, None | Some(Value::Null)) => Ok(None),
        (Some(tag), _) if tag != "*" => Ok(Some(tag.to_owned())),
        (_, Some(Value::String(version))) => Ok(Some(version)),
        _ => Err(Error::invalid("version", "must be the text that was read with the document")),
    }
}

fn answer(mut shown: Map<String, Value>) -> HttpResponse {
    let version = document::version(&shown);
    let tag = format!("\"{version}\"");
    shown.insert("version".to_owned(), version.into());
    HttpResponse::Ok().insert_header((header::ETAG, tag)).json(shown)
}
