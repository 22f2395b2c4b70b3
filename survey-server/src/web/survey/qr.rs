//! Links as QR codes. The picture holds the address it was asked by, so a link is verified before it is drawn. The code of
//! an open link says that it is one (`c=qr`) and carries what the picture was asked with: `qr.svg?branch=Kazan`.

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
/// So many bytes of the picture's query are carried into the code: a longer one makes dots too fine to read.
const MAX_QUERY: usize = 300;

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

/// `/k/{token}/qr.svg`, `/k/{token}/qr.png`: the link of a tablet, to open it there.
pub(super) async fn kiosk(
    request: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    draw(&request, &app, Purpose::Kiosk, "k", &path).await
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
    let query = if purpose == Purpose::OpenLink { carried(request.query_string()) } else { String::new() };
    let address = cx.url(&format!("/{room}/{token}{query}"));
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

/// The query of the address in the code: that it comes from a code, and what the address of the picture says besides.
fn carried(query: &str) -> String {
    let mut kept = url::form_urlencoded::Serializer::new(String::new());
    kept.append_pair("c", "qr");
    for (name, value) in
        url::form_urlencoded::parse(query.get(..MAX_QUERY.min(query.len())).unwrap_or_default().as_bytes())
    {
        if !matches!(&*name, "c" | "size") {
            kept.append_pair(&name, &value);
        }
    }
    format!("?{}", kept.finish())
}

#[cfg(test)]
mod tests {
    use super::carried;

    #[test]
    fn a_code_of_an_open_link_says_that_it_is_one_and_where_it_hangs() {
        assert_eq!(carried(""), "?c=qr");
        assert_eq!(carried("size=1200&branch=New%20York&c=link"), "?c=qr&branch=New+York");
    }
}
