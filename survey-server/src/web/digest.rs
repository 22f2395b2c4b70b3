//! A digest stopped from its mail: the link shows a button, and only the button (or the mail program's own, RFC 8058) stops
//! it.

use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::page::{self, Audience};
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::render::Language;
use crate::reporting::digest;
use crate::secret::Purpose;
use crate::store::{Conn, users};

/// Longest token that is looked at, in bytes.
const MAX_TOKEN: usize = 100;

/// Mounts the page.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(
        web::resource("/d/{token}").route(web::get().to(ask)).route(web::head().to(ask)).route(web::post().to(act)),
    );
}

/// What the page shows.
#[derive(Serialize)]
struct Content {
    /// `asks`, `done`, `gone`.
    state: &'static str,
    /// The view's name; none: everything.
    name: Option<String>,
    action: String,
}

/// `GET /d/{token}`: shows a button. Link scanners open every link; nothing happens here.
async fn ask(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let shown = serve(&app, &request, &token, false).await;
    let response = shown.unwrap_or_else(|error| page::problem(&request, &error));
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// `POST /d/{token}`: stops it at once, whatever the body is, and says the same the second time.
async fn act(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let done = serve(&app, &request, &token, true).await;
    done.unwrap_or_else(|error| page::problem(&request, &error))
}

async fn serve(app: &App, request: &HttpRequest, token: &str, stops: bool) -> Result<HttpResponse, Error> {
    let claim = (token.len() <= MAX_TOKEN).then(|| app.site.keys.open_link(Purpose::Digest, token)).flatten();
    let claim = claim.ok_or(Error::NotFound("link"))?;
    let action = format!("/d/{token}");
    let work = move |conn: &mut Conn, cx: &Cx| {
        let Some(found) = digest::of_link(conn, cx, claim.id)? else { return Ok(None) };
        let name = digest::subject(conn, cx, found.view_id)?.and_then(|subject| subject.name);
        let locale = users::find(conn, found.user_id)?.map(|user| user.locale).unwrap_or_default();
        if stops {
            digest::subscribe(conn, cx, found.view_id, found.user_id, None)?;
        }
        Ok(Some((name, locale)))
    };
    let found = if stops { app.write(claim.workspace, work).await? } else { app.read(claim.workspace, work).await? };
    let visitors = page::visitors_language(request).in_admin().tag();
    let (state, name, language) = match found {
        Some((name, locale)) => (if stops { "done" } else { "asks" }, name, Language::of(&locale).in_admin().tag()),
        None if stops => ("done", None, visitors),
        None => ("gone", None, visitors),
    };
    // The address is a capability: it must not leave in a Referer.
    Ok(page::page(app, Audience::Public, StatusCode::OK, "digest_off", language, &Content { state, name, action }))
}
