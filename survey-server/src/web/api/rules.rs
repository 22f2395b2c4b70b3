//! `rules`: what happens when somebody answers.

use actix_web::HttpResponse;
use serde_json::{Value, json};
use survey_core::recovery::Rules;

use super::shape;
use super::table::Table;
use crate::recovery::rules;
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_show, show);
    table.on(__path_save, save);
}

fn shown((rules, version): &(Rules, i32)) -> Value {
    let mut value = json!(rules);
    value["version"] = (*version).into();
    value
}

/// The rules in force.
#[utoipa::path(
    get, path = "/v1/rules", tag = "rules", operation_id = "get_rules",
    responses((status = 200, body = shape::Rules)),
)]
pub async fn show(program: Program) -> ApiResult {
    let current = program.read(rules::current).await?;
    Ok(HttpResponse::Ok().json(shown(&current)))
}

/// Replaces the rules.
///
/// They are checked against the surveys: every problem is named at once. The same rules make no new version. `version`
/// in the body is ignored, so that what was read can be put back.
#[utoipa::path(
    put, path = "/v1/rules", tag = "rules", operation_id = "save_rules",
    request_body = shape::Rules,
    responses((status = 200, body = shape::Rules), (status = 422, body = shape::Refused)),
)]
pub async fn save(program: Program, body: Body) -> ApiResult {
    let mut document = body.object()?;
    document.remove("version");
    let (document, actor) = (Value::Object(document), program.actor());
    let saved = program.write_racing(move |conn, cx| rules::save(conn, cx, &document, &actor)).await?;
    Ok(HttpResponse::Ok().json(shown(&saved)))
}
