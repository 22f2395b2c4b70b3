//! `improvements`: what the business changed against a cause of complaints, and whether they became rarer.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::table::Table;
use super::{answer, shape};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::improve::{self, Input};
use crate::reporting::recovery::improvement;
use crate::store::Conn;
use crate::store::improvements::{self, Improvement};
use crate::store::workspaces::{self, Workspace};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields};
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// So many are listed, the newest.
const MOST: i64 = 100;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_record, record);
    table.on(__path_tell, tell);
}

/// The changes that were recorded, newest first, each with complaints of its cause before and after.
#[utoipa::path(
    get, path = "/v1/improvements", tag = "reports", operation_id = "list_improvements",
    responses((status = 200, body = shape::Improvements)),
)]
pub async fn list(program: Program) -> ApiResult {
    let data = program
        .read(|conn, cx| {
            let workspace = workspaces::load(conn, cx.workspace)?;
            let all = improvements::list(conn, cx.workspace, MOST)?;
            all.iter().map(|row| shown(conn, cx, &workspace, row)).collect::<Result<Vec<Value>, Error>>()
        })
        .await?;
    Ok(HttpResponse::Ok().json(json!({ "data": data })))
}

/// Records a change.
///
/// From a week after it on, the report says whether complaints of its cause per hundred answers fell by more than chance
/// explains. `words` by language are what those who complained are told once `tell` is called.
#[utoipa::path(
    post, path = "/v1/improvements", tag = "reports", operation_id = "record_improvement",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day")),
    request_body = shape::ImprovementWrite,
    responses((status = 201, body = shape::Improvement), (status = 422, body = shape::Refused)),
)]
pub async fn record(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let input = Input {
        cause: fields.text("cause").unwrap_or_default(),
        title: fields.text("title").unwrap_or_default(),
        made_at: fields.moment("made_at"),
        words: words(&mut fields),
    };
    fields.finish()?;
    let actor = program.actor();
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let row = improve::record(conn, cx, &input, None, &actor)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            Ok((StatusCode::CREATED, shown(conn, cx, &workspace, &row)?))
        })
        .await
}

fn words(fields: &mut Fields) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for (tag, text) in fields.object("words").unwrap_or_default() {
        match text {
            Value::String(text) => {
                words.insert(tag, text);
            }
            _ => fields.problem(&format!("words.{tag}"), "must be text"),
        }
    }
    words
}

/// Tells everybody who complained of it before it was made, once each, by e-mail.
///
/// Who has unsubscribed, whose address bounced and who wished no contact is left out.
#[utoipa::path(
    post, path = "/v1/improvements/{id}/tell", tag = "reports", operation_id = "tell_improvement",
    params(("id" = String, Path, description = "Its id")),
    responses((status = 200, body = shape::Improvement), (status = 409, body = shape::Refused)),
)]
pub async fn tell(program: Program, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "improvement")?;
    let actor = program.actor();
    let value = program
        .write(move |conn, cx| {
            let row = improve::tell(conn, cx, id, &actor)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            shown(conn, cx, &workspace, &row)
        })
        .await?;
    Ok(HttpResponse::Ok().json(value))
}

fn shown(conn: &mut Conn, cx: &Cx, workspace: &Workspace, row: &Improvement) -> Result<Value, Error> {
    Ok(json!({
        "id": row.id,
        "cause": row.cause,
        "title": row.title,
        "made_at": row.made_at.rfc3339(),
        "words": row.words,
        "told_at": answer::at(row.told_at),
        "told": row.told,
        "complaints": improvement::verdict(conn, cx, workspace, row)?,
    }))
}
