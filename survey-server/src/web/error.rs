//! Errors as answers: JSON for programs, a page for people.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::json;

use crate::error::Error;

/// An error on its way to a program.
#[derive(Debug)]
pub struct ApiError(pub Error);

/// What an API handler returns.
pub type ApiResult = Result<HttpResponse, ApiError>;

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        ApiError(error.into())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The status of an error.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Malformed(_) => StatusCode::BAD_REQUEST,
        Error::Unauthorized => StatusCode::UNAUTHORIZED,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::Conflict { .. } => StatusCode::CONFLICT,
        Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The sentence for the client: never what went wrong inside.
pub fn sentence(error: &Error) -> String {
    match error {
        Error::Internal(_) => "something went wrong on our side; the request id helps us to find it".to_owned(),
        Error::Unavailable { .. } => "the server is busy; please send the same request again".to_owned(),
        shown => shown.to_string(),
    }
}

/// What a page may say beyond its own words; none where that would give something away.
pub fn detail(error: &Error) -> Option<String> {
    matches!(error, Error::Invalid(_) | Error::Malformed(_) | Error::Conflict { .. } | Error::Forbidden(_))
        .then(|| sentence(error))
}

/// Writes the cause into the log, once, under an id that the client is shown.
pub fn log(error: &Error) -> String {
    let request_id = tracing::Span::current().id().map_or_else(fresh_id, |id| format!("{:x}", id.into_u64()));
    match error {
        Error::Internal(cause) => tracing::error!(request_id, %cause, "request failed"),
        Error::Unavailable { reason } => tracing::warn!(request_id, reason, "request refused for now"),
        _ => tracing::debug!(request_id, code = error.code(), "request refused"),
    }
    request_id
}

fn fresh_id() -> String {
    crate::clock::Ids::default()
        .secret::<8>()
        .map_or_else(|_unreadable| "unknown".to_owned(), |bytes| crate::secret::hex(&bytes))
}

/// The answer's headers that an error asks for.
pub fn with_headers(error: &Error, response: &mut HttpResponse) {
    let headers = response.headers_mut();
    match error {
        Error::TooManyRequests { retry_after } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
        }
        Error::Unavailable { .. } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(1));
        }
        Error::Unauthorized => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"API key\""));
        }
        _ => {}
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        status(&self.0)
    }

    fn error_response(&self) -> HttpResponse {
        json(&self.0)
    }
}

/// An error as programs read it.
pub fn json(error: &Error) -> HttpResponse {
    let request_id = log(error);
    let problems = match error {
        Error::Invalid(problems) => problems.as_slice(),
        _ => &[],
    };
    // The client libraries of the dialect read "message"; our own resources document "error".
    let body = json!({
        "error": {
            "code": error.code(),
            "message": sentence(error),
            "problems": problems,
            "request_id": request_id,
        },
    });
    let mut response = HttpResponse::build(status(error)).json(body);
    with_headers(error, &mut response);
    response
}

/// Whether who asks reads JSON, and no page: a script of ours or of the business, not a person's browser.
pub fn wants_json(request: &HttpRequest) -> bool {
    let accepted =
        request.headers().get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    accepted.contains("application/json") && !accepted.contains("text/html")
}

/// What no route matches: JSON under /v1, a page elsewhere.
pub async fn nothing_here(request: HttpRequest) -> HttpResponse {
    if request.path().starts_with("/v1") {
        return ApiError(Error::NotFound("resource")).error_response();
    }
    super::page::problem(&request, &Error::NotFound("page"))
}
