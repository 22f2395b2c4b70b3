//! `POST /v1/events/batch`.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::event::{self, Asking};
use crate::render::Renderer;
use crate::store::{Conn, workspaces};
use crate::web::api::shape;
use crate::web::auth::Program;
use crate::web::body::{Body, Fields, query};
use crate::web::error::{ApiResult, sentence};
use crate::web::idempotent::Once;

/// Most events of a batch.
const MAX_EVENTS: usize = 500;
/// Events of one transaction: few enough that answers do not wait behind a batch.
const SLICE: usize = 25;

/// Reports up to 500 events.
///
/// Each is taken or refused for itself, and is answered in its place.
#[utoipa::path(
    post, path = "/v1/events/batch", tag = "events", operation_id = "create_events",
    params(
        ("dry_run" = Option<bool>, Query, description = "Only say what would happen"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::EventBatch,
    responses((status = 202, body = shape::EventsTaken), (status = 422, body = shape::Refused)),
)]
pub async fn create_many(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let mut address = query(&request);
    let dry_run = fields.flag("dry_run").or_else(|| address.flag("dry_run")) == Some(true);
    let events = events(&mut fields);
    fields.finish()?;
    address.finish()?;
    if dry_run {
        let shown = program.rehearse(move |conn, cx| taken(conn, cx, &events, None)).await?;
        return Ok(HttpResponse::Accepted().json(json!({"data": shown})));
    }
    let once = Once::of(&request, &body)?;
    if let Some(kept) = once.kept(&program).await? {
        return Ok(kept);
    }
    let mut shown = Vec::with_capacity(events.len());
    for slice in events.chunks(SLICE) {
        let (slice, renderer) = (slice.to_vec(), program.app.renderer.clone());
        shown.extend(program.write_racing(move |conn, cx| taken(conn, cx, &slice, Some(&renderer))).await?);
    }
    once.keep(&program, StatusCode::ACCEPTED, json!({"data": shown})).await
}

fn events(fields: &mut Fields) -> Vec<Value> {
    match fields.value("events") {
        Some(Value::Array(events)) if events.len() <= MAX_EVENTS => events,
        Some(Value::Array(events)) => {
            fields.problem("events", format!("are {}; at most {MAX_EVENTS} at once", events.len()));
            Vec::new()
        }
        _ => {
            fields.problem("events", "must be a list of events");
            Vec::new()
        }
    }
}

/// Takes each event for itself. Links are shown where there is a renderer: a rehearsal makes none that last.
fn taken(conn: &mut Conn, cx: &Cx, events: &[Value], renderer: Option<&Renderer>) -> Result<Vec<Value>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut shown = Vec::with_capacity(events.len());
    for given in events {
        let one = match given {
            Value::Object(map) => super::input(map.clone()),
            _ => Err(Error::invalid("", "must be an object")),
        };
        let one = one.and_then(|input| {
            conn.part(|conn| {
                let recorded = event::record(conn, cx, &workspace, &input, Asking::ByPlan)?;
                let mut shown = super::shown(&recorded);
                if let Some(renderer) = renderer {
                    super::add_links(conn, cx, renderer, &recorded, &mut shown)?;
                }
                Ok(shown)
            })
        });
        shown.push(match one {
            Ok(taken) => taken,
            // A fault of ours, or a race that is worth another look, is the whole request's.
            Err(
                error
                @ (Error::Internal(_) | Error::Unavailable { .. } | Error::Conflict { code: "already_there", .. }),
            ) => {
                return Err(error);
            }
            Err(error) => refused(given, &error),
        });
    }
    Ok(shown)
}

fn refused(given: &Value, error: &Error) -> Value {
    let problems = match error {
        Error::Invalid(problems) => problems.as_slice(),
        _ => &[],
    };
    let error = json!({"code": error.code(), "message": sentence(error), "problems": problems});
    json!({"id": given.get("id"), "status": "refused", "error": error})
}
