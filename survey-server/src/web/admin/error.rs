//! Errors on their way to a page of the admin.

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use url::form_urlencoded::byte_serialize;

use crate::error::Error;
use crate::web::{error, page};

/// An error in a handler of the admin; [`guard`](super::guard) turns it into a page.
#[derive(Debug)]
pub struct AdminError(pub Error);

/// What a handler of the admin returns.
pub type AdminResult = Result<HttpResponse, AdminError>;

impl<E: Into<Error>> From<E> for AdminError {
    fn from(error: E) -> Self {
        AdminError(error.into())
    }
}

impl fmt::Display for AdminError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for AdminError {
    fn status_code(&self) -> StatusCode {
        error::status(&self.0)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// The page for an error: who is not signed in is led to the door and back again.
pub fn response(request: &HttpRequest, error: &Error) -> HttpResponse {
    if !matches!(error, Error::Unauthorized) {
        return page::problem(request, error);
    }
    let target = request.uri().path_and_query().map_or("/admin", |target| target.as_str());
    let reads = request.method().is_safe();
    let next: String = byte_serialize(if reads { target } else { "/admin" }.as_bytes()).collect();
    let mut response = page::see_other(&format!("/admin/sign-in?next={next}"));
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

/// A place of our own to go on to, whatever a form or an address names.
pub fn local(next: &str) -> &str {
    let ours = next == "/admin" || next.starts_with("/admin/") || next.starts_with("/admin?");
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if ours && plain && !next.starts_with("/admin/sign-in") { next } else { "/admin" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_admin_are_gone_on_to() {
        for fine in ["/admin", "/admin/cases?view=mine", "/admin?range=w4"] {
            assert_eq!(local(fine), fine);
        }
        for bad in [
            "",
            "//evil.example",
            "https://evil.example/admin",
            "/admin\\@evil",
            "/administrator",
            "/admin/\r\nX: y",
            "/s/t",
        ] {
            assert_eq!(local(bad), "/admin", "{bad:?}");
        }
    }
}
