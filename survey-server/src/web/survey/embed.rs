//! A survey inside another page: the script that puts it there, the frame, and the origins that the business allowed.
//!
//! In a frame nothing is kept in the browser: no cookie is read or set. A page that was answered may be amended while it
//! stays open, because it carries the id of its own form; after that, nobody can.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use crate::app::App;
use crate::render::asset;
use crate::response::asked::Asked;
use crate::response::through::Visit;
use crate::secret::{Purpose, hex, sha256};
use crate::store::workspaces;
use crate::web::page::CSP;

/// Where frames live.
const ROOM: &str = "/e/";

/// How a visitor of a link came, by the address that was asked for.
pub(super) fn visit(request: &HttpRequest) -> Visit {
    if is_frame(request) { Visit::embed(request.query_string()) } else { Visit::link(request.query_string()) }
}

/// Whether the page stands in a frame of another one.
pub(super) fn is_frame(request: &HttpRequest) -> bool {
    request.path().starts_with(ROOM)
}

/// The address that a form in a frame posts to.
pub(super) fn action(token: &str) -> String {
    format!("{ROOM}{token}")
}

/// What a token in a frame's address is: an open link, or a personal one.
pub(super) fn purpose(app: &App, token: &str) -> Purpose {
    match app.site.keys.open_link(Purpose::OpenLink, token) {
        Some(_) => Purpose::OpenLink,
        None => Purpose::Survey,
    }
}

/// What a page in a frame says to the page around it, and to which origin: only to one that was allowed. Null for a page
/// that stands for itself.
pub(super) fn frame(request: &HttpRequest, asked: &Asked, message: Value) -> Value {
    if !is_frame(request) {
        return Value::Null;
    }
    let query = url::form_urlencoded::parse(request.query_string().as_bytes());
    let around = query.into_iter().find(|(name, _)| name == "o").map(|(_, origin)| origin.into_owned());
    let allowed = &asked.setting.workspace.settings.0.embed_origins;
    let origin = around.filter(|origin| allowed.contains(origin)).unwrap_or_default();
    json!({"origin": origin, "message": message.to_string()})
}

/// Pages in a frame: shown by the allowed origins alone, and without a cookie.
pub(super) async fn framed<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let origins = allowed(request.request()).await;
    let mut response = next.call(request).await?;
    let around = if origins.is_empty() { "'none'".to_owned() } else { origins.join(" ") };
    let policy = CSP.replace("frame-ancestors 'none'", &format!("frame-ancestors {around}"));
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.remove(header::SET_COOKIE);
    Ok(response)
}

/// Forms of the business's own: what a script of an allowed origin posts to an open link, it may also read the answer to.
pub(super) async fn shared<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let origins = allowed(request.request()).await;
    let known = origin.to_str().is_ok_and(|origin| origins.iter().any(|allowed| allowed == origin));
    let asks = request.method() == Method::OPTIONS;
    let mut response = if asks {
        request.into_response(HttpResponse::NoContent().finish()).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if known {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    if known && asks {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST"));
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("content-type, accept, idempotency-key"),
        );
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    Ok(response)
}

/// The origins that the workspace of a link allowed; none for a link that is not ours.
async fn allowed(request: &HttpRequest) -> Vec<String> {
    let app = request.app_data::<web::Data<App>>();
    let (Some(app), Some(token)) = (app, request.match_info().get("token")) else { return Vec::new() };
    let Some(claim) = app.site.keys.open_link(purpose(app, token), token) else { return Vec::new() };
    let found = app.db.read(move |conn| workspaces::load(conn, claim.workspace)).await;
    found.map(|workspace| workspace.settings.0.embed_origins.clone()).unwrap_or_default()
}

/// `GET /embed.js`: one address for ever, looked at again every few minutes.
pub(super) async fn script(request: HttpRequest) -> HttpResponse {
    let Some(script) = asset::find("embed.js") else { return HttpResponse::NotFound().finish() };
    let tag = format!("W/\"{}\"", hex(&sha256(&script.bytes).into_iter().take(8).collect::<Vec<_>>()));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let same = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let status = if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"));
    if same {
        return response.finish();
    }
    response.insert_header((header::CONTENT_TYPE, script.media_type)).body(script.bytes.into_owned())
}
