//! Around every page of the admin: forms only from our own pages, and errors as pages.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpRequest, web};

use super::error::{self, AdminError};
use crate::app::App;
use crate::error::Error;

/// Refuses what another site sends with our cookies, and turns errors into pages.
pub async fn guard(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let public_url = request.app_data::<web::Data<App>>().map(|app| app.config.public_url.clone());
    if !comes_from_us(request.request(), public_url.as_deref().unwrap_or_default()) {
        let refused =
            Error::Forbidden("this form was sent from another site; open the page here and send it again".into());
        let (request, _) = request.into_parts();
        let response = error::response(&request, &refused);
        return Ok(ServiceResponse::new(request, response));
    }
    let response = next.call(request).await?;
    let Some(page) = response
        .response()
        .error()
        .and_then(|error| error.as_error::<AdminError>())
        .map(|AdminError(error)| error::response(response.request(), error))
    else {
        return Ok(response);
    };
    let (request, _) = response.into_parts();
    Ok(ServiceResponse::new(request, page))
}

/// Whether an unsafe request comes from a page of ours: the browser says so, or its `Origin` is ours. A request that
/// says nothing may only come without cookies.
fn comes_from_us(request: &HttpRequest, public_url: &str) -> bool {
    if request.method().is_safe() {
        return true;
    }
    let headers = request.headers();
    if let Some(site) = headers.get("Sec-Fetch-Site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => url::Url::parse(public_url)
            .is_ok_and(|ours| origin.as_bytes() == ours.origin().ascii_serialization().as_bytes()),
        None => !headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn passes(headers: &[(&str, &str)]) -> bool {
        let request = headers.iter().fold(TestRequest::post(), |request, header| request.insert_header(*header));
        comes_from_us(&request.to_http_request(), "https://nps.example/base")
    }

    #[test]
    fn a_form_must_come_from_a_page_of_ours() {
        assert!(passes(&[("Sec-Fetch-Site", "same-origin"), ("Cookie", "sid=x")]));
        assert!(!passes(&[("Sec-Fetch-Site", "cross-site"), ("Origin", "https://nps.example")]));
        assert!(!passes(&[("Sec-Fetch-Site", "same-site")]));
        assert!(passes(&[("Origin", "https://nps.example"), ("Cookie", "sid=x")]));
        assert!(!passes(&[("Origin", "https://nps.example:444"), ("Cookie", "sid=x")]));
        assert!(!passes(&[("Origin", "null"), ("Cookie", "sid=x")]));
        assert!(!passes(&[("Cookie", "sid=x")]));
        assert!(passes(&[]));
    }
}
