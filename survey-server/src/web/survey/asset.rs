//! Style sheets, scripts and pictures, kept by browsers for ever under their version.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::render::asset;

pub(super) async fn send(path: web::Path<(String, String)>) -> HttpResponse {
    let (version, name) = path.into_inner();
    let Some(found) = asset::find(&name) else { return HttpResponse::NotFound().finish() };
    let keep = if version == asset::version() { "public, max-age=31536000, immutable" } else { "no-store" };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, found.media_type))
        .insert_header((header::CACHE_CONTROL, keep))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(found.bytes.into_owned())
}
