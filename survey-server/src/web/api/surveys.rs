//! `surveys`: definitions, saved as versions.

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use survey_core::survey::Survey;

use super::listing::Page;
use super::table::Table;
use super::{answer, shape};
use crate::clock::Cx;
use crate::response::asked::open_link_id;
use crate::response::survey::{self, Saved};
use crate::secret::Purpose;
use crate::store::surveys::{self, SurveyRow};
use crate::web::auth::Program;
use crate::web::body::{Body, query};
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_show, show);
    table.on(__path_save, save);
}

fn brief(cx: &Cx, row: &SurveyRow) -> Value {
    let token = cx.keys().link(Purpose::OpenLink, cx.workspace, open_link_id(row.id), row.link_generation);
    json!({
        "key": row.key,
        "name": row.name,
        "version": row.version,
        "link": cx.url(&format!("/l/{token}")),
        "created_at": row.created_at.rfc3339(),
        "updated_at": row.updated_at.rfc3339(),
        "closed_at": answer::at(row.closed_at),
    })
}

fn whole(cx: &Cx, row: &SurveyRow, definition: &Survey) -> Value {
    let mut value = brief(cx, row);
    value["definition"] = json!(definition);
    value
}

/// Lists the surveys, oldest first.
#[utoipa::path(
    get, path = "/v1/surveys", tag = "surveys", operation_id = "list_surveys",
    params(
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("cursor" = Option<String>, Query, description = "The next of the page before"),
    ),
    responses((status = 200, body = shape::Surveys)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let page = Page::read(&mut fields);
    fields.finish()?;
    let rows = program.read(|conn, cx| surveys::list(conn, cx.workspace)).await?;
    let cx = program.cx();
    let shown = rows.iter().skip(page.offset as usize).take(page.probe() as usize).map(|row| brief(&cx, row)).collect();
    Ok(page.answer(&request, &cx, shown))
}

/// One survey with its definition.
#[utoipa::path(
    get, path = "/v1/surveys/{key}", tag = "surveys", operation_id = "get_survey",
    params(("key" = String, Path, description = "The survey's key")),
    responses((status = 200, body = shape::Survey), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, key: web::Path<String>) -> ApiResult {
    let shown = program
        .read(move |conn, cx| {
            let row = survey::load(conn, cx, &key)?;
            let definition = surveys::definition(conn, cx.workspace, row.id, row.version)?;
            Ok(whole(cx, &row, &definition))
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Saves a definition.
///
/// A new key makes a survey, another definition the survey's next version, the same definition nothing. Earlier answers
/// keep the version they were given to; what would break them (another type or scale behind a key, an option that is
/// gone) is refused.
#[utoipa::path(
    put, path = "/v1/surveys/{key}", tag = "surveys", operation_id = "save_survey",
    params(("key" = String, Path, description = "1 to 64 lower-case letters, digits, dashes or underscores")),
    request_body(content = Object, description = "A definition, as docs/surveys.md describes it"),
    responses(
        (status = 200, body = shape::Survey), (status = 201, body = shape::Survey), (status = 422, body = shape::Refused),
    ),
)]
pub async fn save(program: Program, key: web::Path<String>, body: Body) -> ApiResult {
    let definition = Value::Object(body.object()?);
    let (key, actor) = (key.into_inner(), program.actor());
    let (shown, saved) = program
        .write_racing(move |conn, cx| {
            let (row, definition, saved) = survey::save(conn, cx, &key, &definition, &actor)?;
            Ok((whole(cx, &row, &definition), saved))
        })
        .await?;
    let mut answer = if saved == Saved::New { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer.json(shown))
}
