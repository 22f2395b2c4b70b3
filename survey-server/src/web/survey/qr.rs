//! Links as QR codes. The picture holds the address it was asked by, so a link is verified before it is drawn.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use super::{open_link, refused};
use crate::app::App;
use crate::error::Error;
use crate::render::qr;
use crate::secret::Purpose;
use crate::web::body;

/// Pixels of a picture whose size nobody asked for.
const SIZE: i64 = 400;

/// `/s/{token}/qr.svg`, `/s/{token}/qr.png`: the link of an invitation.
pub(super) async fn invited(
    request: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    draw(&request, &app, Purpose::Survey, "s", &path).await
}

/// `/l/{token}/qr.svg`, `/l/{token}/qr.png`: an open link.
pub(super) async fn open(request: HttpRequest, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    draw(&request, &app, Purpose::OpenLink, "l", &path).await
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    room: &str,
    (token, format): &(String, String),
) -> HttpResponse {
    match picture(request, app, purpose, room, token, format) {
        Ok(picture) => picture,
        Err(error) => refused(request, app, purpose, token, &error).await,
    }
}

fn picture(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    room: &str,
    token: &str,
    format: &str,
) -> Result<HttpResponse, Error> {
    let (_, cx) = open_link(app, purpose, token)?;
    let address = cx.url(&format!("/{room}/{token}"));
    let (media_type, bytes) = match format {
        "svg" => ("image/svg+xml", qr::svg(&address).map_err(Error::internal)?.into_bytes()),
        "png" => {
            let size = body::query(request).integer("size").unwrap_or(SIZE).clamp(64, qr::MAX_SIZE.into());
            ("image/png", qr::png(&address, size.unsigned_abs() as u32).map_err(Error::internal)?)
        }
        _ => return Err(Error::NotFound("link")),
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CACHE_CONTROL, "private, max-age=86400"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(("X-Robots-Tag", "noindex, nofollow"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .body(bytes))
}
