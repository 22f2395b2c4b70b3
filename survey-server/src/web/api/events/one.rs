//! `POST /v1/events`.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use crate::outreach::event::{self, Asking};
use crate::store::workspaces;
use crate::web::api::shape;
use crate::web::auth::Program;
use crate::web::body::{Body, Fields, query};
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// Reports an event, and says whether, when and why (not) its person is asked.
///
/// The same `id` is the same event: reported again it is answered with `duplicate` and the first decision, with other
/// content it is refused. `dry_run` says what would happen and does nothing.
#[utoipa::path(
    post, path = "/v1/events", tag = "events", operation_id = "create_event",
    params(
        ("dry_run" = Option<bool>, Query, description = "Only say what would happen"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::EventWrite,
    responses((status = 202, body = shape::EventTaken), (status = 409, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut map = body.object()?;
    let mut switches =
        Fields::new(map.remove("dry_run").map(|flag| ("dry_run".to_owned(), flag)).into_iter().collect());
    let mut address = query(&request);
    let dry_run = switches.flag("dry_run").or_else(|| address.flag("dry_run")) == Some(true);
    switches.finish()?;
    address.finish()?;
    let input = super::input(map)?;
    let renderer = program.app.renderer.clone();
    let record = move |conn: &mut crate::store::Conn, cx: &crate::clock::Cx| {
        let workspace = workspaces::load(conn, cx.workspace)?;
        let recorded = event::record(conn, cx, &workspace, &input, Asking::ByPlan)?;
        let mut shown = super::shown(&recorded);
        if !dry_run {
            super::add_links(conn, cx, &renderer, &recorded, &mut shown)?;
        }
        Ok((StatusCode::ACCEPTED, shown))
    };
    if dry_run {
        let (status, shown) = program.rehearse(record).await?;
        return Ok(HttpResponse::build(status).json(shown));
    }
    Once::of(&request, &body)?.write(&program, record).await
}
