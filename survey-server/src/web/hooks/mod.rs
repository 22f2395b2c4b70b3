//! Calls of other programs: `POST /hooks/{source}/{token}`. The token names the connection; the signature must fit too.

mod refusals;

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

pub use refusals::Refusals;

use super::error::ApiResult;
use crate::app::App;
use crate::error::Error;
use crate::outreach::connection;
use crate::outreach::inbound::{Call, Verdict, receive};
use crate::store::connections::{self, Source};

/// Most bytes of a call.
const LIMIT: usize = 2 * 1024 * 1024;

/// Mounts the one address.
pub fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::resource("/hooks/{source}/{token}")
            .app_data(web::PayloadConfig::new(LIMIT))
            .route(web::post().to(take))
            .default_service(web::to(posts_only)),
    );
}

/// Checks a call and keeps it. Everything else happens later: who calls waits for no more than this.
async fn take(
    app: web::Data<App>,
    refusals: web::Data<Refusals>,
    address: web::Path<(String, String)>,
    request: HttpRequest,
    body: Result<web::Bytes, actix_web::Error>,
) -> ApiResult {
    let (source, token) = address.into_inner();
    let missing = || Error::NotFound("connection");
    let claim = connection::claim(&app.cx(0), &token).ok_or_else(missing)?;
    let connection = app
        .read(claim.workspace, move |conn, cx| connections::find(conn, cx.workspace, claim.id))
        .await?
        .filter(|connection| Source::from_word(&source) == Some(connection.source))
        .ok_or_else(missing)?;
    let raw = body.map_err(|error| match error.as_response_error().status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: LIMIT },
        _ => Error::Malformed(format!("the body could not be read: {error}")),
    })?;
    let headers = headers(request.headers());
    let call = Call { headers: &headers, raw: &raw };
    match receive::verify(&app.cx(claim.workspace), &connection, &call)? {
        Verdict::Greeting => Ok(HttpResponse::Ok().finish()),
        Verdict::Wrong => {
            refusals.count(&app, connection.workspace_id, connection.id).await?;
            Ok(wrong_signature())
        }
        Verdict::Genuine => {
            let label = receive::label(&connection, &call);
            app.write(claim.workspace, move |conn, cx| receive::keep(conn, cx, &connection, label, raw.to_vec()))
                .await?;
            Ok(HttpResponse::Ok().finish())
        }
    }
}

fn headers(given: &HeaderMap) -> Vec<(String, String)> {
    let text =
        given.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
    text.collect()
}

fn wrong_signature() -> HttpResponse {
    let message = "the signature does not fit: see that the secret here is the one that your program signs with";
    HttpResponse::Unauthorized()
        .json(json!({"error": {"code": "wrong_signature", "message": message, "problems": [], "request_id": null}}))
}

async fn posts_only() -> HttpResponse {
    let message = "this address takes POST requests of the program that it was made for";
    HttpResponse::MethodNotAllowed()
        .insert_header(("Allow", "POST"))
        .json(json!({"error": {"code": "method_not_allowed", "message": message, "problems": [], "request_id": null}}))
}
