//! `views`: views of the reports under a name, which the admin, mails and alarms use.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::table::Table;
use super::{answer, listing, shape};
use crate::reporting::saved::{self, Change};
use crate::store::views::{self, SavedView};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields};
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_create, create);
    table.on(__path_show, show);
    table.on(__path_change, change);
    table.on(__path_remove, remove);
}

fn shown(row: &SavedView) -> Value {
    json!({
        "id": row.id,
        "name": row.name,
        "query": row.query,
        "alarm": row.alarm,
        "created_at": row.created_at.rfc3339(),
        "updated_at": row.updated_at.rfc3339(),
    })
}

fn wanted(fields: &mut Fields) -> Change {
    Change { name: fields.text("name"), query: fields.text("query"), alarm: fields.flag("alarm") }
}

/// Lists the saved views, by name.
#[utoipa::path(
    get, path = "/v1/views", tag = "reports", operation_id = "list_views",
    responses((status = 200, body = shape::Views)),
)]
pub async fn list(program: Program) -> ApiResult {
    let rows = program.read(|conn, cx| views::list(conn, cx.workspace)).await?;
    Ok(listing::whole(&rows.iter().map(shown).collect::<Vec<_>>()))
}

/// Saves a view under a name.
///
/// `query` holds the words of the reports' addresses: `survey`, `question`, `range` or `from` and `until`, `against`,
/// `segment` (twice at most), `bucket`, `evidence`. It is kept in one canonical form. `alarm` lets the team be told when the score
/// leaves what is usual; a view of two segments cannot be watched.
#[utoipa::path(
    post, path = "/v1/views", tag = "reports", operation_id = "create_view",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day")),
    request_body = shape::ViewWrite,
    responses((status = 201, body = shape::View), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let input = wanted(&mut fields);
    fields.finish()?;
    let actor = program.actor();
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            Ok((StatusCode::CREATED, shown(&saved::create(conn, cx, &input, None, &actor)?)))
        })
        .await
}

/// Shows a saved view.
#[utoipa::path(
    get, path = "/v1/views/{id}", tag = "reports", operation_id = "get_view",
    params(("id" = String, Path, description = "Its id")),
    responses((status = 200, body = shape::View), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "view")?;
    let row = program.read(move |conn, cx| saved::load(conn, cx, id)).await?;
    Ok(HttpResponse::Ok().json(shown(&row)))
}

/// Changes a saved view: what is not given stays.
#[utoipa::path(
    patch, path = "/v1/views/{id}", tag = "reports", operation_id = "change_view",
    params(("id" = String, Path, description = "Its id")),
    request_body = shape::ViewChange,
    responses(
        (status = 200, body = shape::View), (status = 404, body = shape::Refused), (status = 422, body = shape::Refused),
    ),
)]
pub async fn change(program: Program, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "view")?;
    let mut fields = body.fields()?;
    let input = wanted(&mut fields);
    fields.finish()?;
    let actor = program.actor();
    let row = program.write(move |conn, cx| saved::change(conn, cx, id, &input, &actor)).await?;
    Ok(HttpResponse::Ok().json(shown(&row)))
}

/// Deletes a saved view, with its alarms and the mails that it was subscribed by.
#[utoipa::path(
    delete, path = "/v1/views/{id}", tag = "reports", operation_id = "delete_view",
    params(("id" = String, Path, description = "Its id")),
    responses((status = 204), (status = 404, body = shape::Refused)),
)]
pub async fn remove(program: Program, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "view")?;
    let actor = program.actor();
    program.write(move |conn, cx| saved::remove(conn, cx, id, &actor)).await?;
    Ok(HttpResponse::NoContent().finish())
}
