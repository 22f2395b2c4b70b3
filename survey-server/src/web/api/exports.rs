//! `exports`: all answers or roll-ups of a view as a file.

use actix_web::{HttpRequest, HttpResponse};

use super::shape;
use super::table::Table;
use crate::error::Error;
use crate::reporting::export::{Format, What};
use crate::reporting::view::View;
use crate::store::audit;
use crate::web::auth::Program;
use crate::web::download::{Narrowing, download};
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_responses_csv, responses_csv);
    table.on(__path_responses_json, responses_json);
    table.on(__path_responses_parquet, responses_parquet);
    table.on(__path_rollups_csv, rollups_csv);
    table.on(__path_rollups_json, rollups_json);
    table.on(__path_rollups_parquet, rollups_parquet);
}

async fn file(program: Program, request: &HttpRequest, what: What, format: Format) -> Result<HttpResponse, Error> {
    if what == What::Responses {
        // Who took all customers out can be asked about it later.
        let (actor, query) = (program.actor(), View::of_query(request.query_string()).0.query());
        program.write(move |conn, cx| audit::note(conn, cx, &actor, "responses.export", &query)).await?;
    }
    download(program.app.clone(), program.row.workspace_id, request, what, format, Narrowing::None).await
}

/// The answers that a view counts, as CSV.
///
/// All of them, oldest first, streamed; a cell that a spreadsheet would run as a formula has an apostrophe before it. The words
/// are those of a report's page; without any it is the default survey's last 13 weeks. What each column means is in
/// `docs/exports.md`, and beside the rows in the JSON. At most 10 exports a minute with one key.
#[utoipa::path(
    get, path = "/v1/exports/responses.csv", tag = "exports", operation_id = "export_responses_csv",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12 or all"),
        ("from" = Option<String>, Query, description = "Instead of range: the first day, such as 2026-11-01"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("segment" = Option<Vec<String>>, Query, description = "dimension:value, at most twice"),
        ("evidence" = Option<String>, Query, description = "explicit or inferred; otherwise both"),
    ),
    responses(
        (status = 200, content_type = "text/csv", body = String),
        (status = 422, body = shape::Refused),
        (status = 429, body = shape::Refused),
    ),
)]
pub async fn responses_csv(program: Program, request: HttpRequest) -> ApiResult {
    Ok(file(program, &request, What::Responses, Format::Csv).await?)
}

/// The answers that a view counts, as JSON.
///
/// The words are those of the CSV. `data` has one object an answer, `definitions` says what each field means, `query` what was
/// asked for.
#[utoipa::path(
    get, path = "/v1/exports/responses.json", tag = "exports", operation_id = "export_responses_json",
    responses((status = 200, body = Object), (status = 422, body = shape::Refused)),
)]
pub async fn responses_json(program: Program, request: HttpRequest) -> ApiResult {
    Ok(file(program, &request, What::Responses, Format::Json).await?)
}

/// The answers that a view counts, as Parquet.
///
/// The words are those of the CSV. Only where the server was built with the feature `parquet`; else 422 says so.
#[utoipa::path(
    get, path = "/v1/exports/responses.parquet", tag = "exports", operation_id = "export_responses_parquet",
    responses(
        (status = 200, content_type = "application/vnd.apache.parquet", body = Vec<u8>),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn responses_parquet(program: Program, request: HttpRequest) -> ApiResult {
    Ok(file(program, &request, What::Responses, Format::Parquet).await?)
}

/// The roll-ups behind a view, as CSV: how many answers of each value a day and a dimension had.
///
/// The words are those of the answers, and `question`: without it the roll-ups of all questions of the survey. Without a segment
/// every dimension is there, so add up rows of one dimension only. Of two segments at once the answers themselves are counted.
#[utoipa::path(
    get, path = "/v1/exports/rollups.csv", tag = "exports", operation_id = "export_rollups_csv",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("question" = Option<String>, Query, description = "Only of this scored question"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12 or all"),
        ("from" = Option<String>, Query, description = "Instead of range: the first day, such as 2026-11-01"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("segment" = Option<Vec<String>>, Query, description = "dimension:value, at most twice"),
        ("evidence" = Option<String>, Query, description = "explicit or inferred; otherwise both"),
    ),
    responses((status = 200, content_type = "text/csv", body = String), (status = 422, body = shape::Refused)),
)]
pub async fn rollups_csv(program: Program, request: HttpRequest) -> ApiResult {
    Ok(file(program, &request, What::Rollups, Format::Csv).await?)
}

/// The roll-ups behind a view, as JSON.
#[utoipa::path(
    get, path = "/v1/exports/rollups.json", tag = "exports", operation_id = "export_rollups_json",
    responses((status = 200, body = Object), (status = 422, body = shape::Refused)),
)]
pub async fn rollups_json(program: Program, request: HttpRequest) -> ApiResult {
    Ok(file(program, &request, What::Rollups, Format::Json).await?)
}

/// The roll-ups behind a view, as Parquet.
///
/// Only where the server was built with the feature `parquet`; else 422 says so.
#[utoipa::path(
    get, path = "/v1/exports/rollups.parquet", tag = "exports", operation_id = "export_rollups_parquet",
    responses(
        (status = 200, content_type = "application/vnd.apache.parquet", body = Vec<u8>),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn rollups_parquet(program: Program, request: HttpRequest) -> ApiResult {
    Ok(file(program, &request, What::Rollups, Format::Parquet).await?)
}
