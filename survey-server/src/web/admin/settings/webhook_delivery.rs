//! One delivery to an endpoint: what was sent, and every attempt with its answer.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;

use super::id_of;
use super::webhooks::state_of;
use crate::error::Error;
use crate::recovery::endpoint;
use crate::store::callbacks::{self, Attempt};
use crate::store::{Id, Time};
use crate::web::admin::error::AdminResult;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

#[derive(Serialize)]
struct Content {
    id: Id,
    endpoint: Id,
    url: String,
    event: String,
    at: Time,
    state: &'static str,
    body: String,
    attempts: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    at: Time,
    status: Option<String>,
    took_ms: i64,
    problem: Option<String>,
    said: String,
}

/// GET /admin/settings/webhooks/{id}/deliveries/{delivery}
pub async fn show(member: Member, ids: web::Path<(String, String)>) -> AdminResult {
    let (endpoint_id, delivery) = (id_of(&ids.0, "webhook")?, id_of(&ids.1, "delivery")?);
    let content = member
        .read(move |conn, cx| {
            let endpoint = endpoint::load(conn, cx, endpoint_id)?;
            let row = callbacks::find(conn, cx.workspace, delivery)?.filter(|row| row.endpoint_id == endpoint_id);
            let row = row.ok_or(Error::NotFound("delivery"))?;
            let attempts = callbacks::attempts(conn, cx.workspace, delivery)?;
            Ok(Content {
                id: row.id,
                endpoint: endpoint.id,
                url: endpoint.url,
                state: state_of(&row),
                at: row.created_at,
                body: String::from_utf8_lossy(&row.body).into_owned(),
                event: row.kind,
                attempts: attempts.into_iter().map(line).collect(),
            })
        })
        .await?;
    member.page(Room::Settings, "webhook_delivery", StatusCode::OK, &content).await
}

fn line(attempt: Attempt) -> Line {
    Line {
        at: attempt.at,
        status: attempt.status.map(|status| status.to_string()),
        took_ms: attempt.latency_ms,
        problem: attempt.error,
        said: attempt.answer,
    }
}
