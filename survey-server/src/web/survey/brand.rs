//! The look of a business: a style sheet in its colours, and its logo. Both are named by what they hold, so browsers and
//! mail programs keep them for ever.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::brand::Look;
use crate::store::logos;
use crate::web::page;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `GET /brand/{accent}-{background}-{dark accent}.css`
pub(super) async fn style_sheet(name: web::Path<String>) -> HttpResponse {
    let Some(css) = Look::css(&name) else { return HttpResponse::NotFound().finish() };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, FOR_EVER))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(css)
}

/// `GET /logo/{workspace}/{id}.png`
pub(super) async fn logo(request: HttpRequest, app: web::Data<App>, path: web::Path<(i32, String)>) -> HttpResponse {
    let (workspace, name) = path.into_inner();
    let id = name.strip_suffix(".png").unwrap_or_default().to_owned();
    match app.db.read(move |conn| logos::find(conn, workspace, &id)).await {
        Ok(Some(logo)) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, logo.media_type))
            .insert_header((header::CACHE_CONTROL, FOR_EVER))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
            .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
            .body(logo.bytes),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(error) => page::problem(&request, &error),
    }
}
