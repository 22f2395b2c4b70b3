//! Pages: rendered, with the headers that keep them safe.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::json;

use super::error;
use crate::app::App;
use crate::error::Error;
use crate::render::slots::Slot;
use crate::render::{Language, RenderError};

/// What pages may load and do: nothing from elsewhere, no inline script or style.
pub const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Which pages a page belongs to; decides what its address may give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Customers: the address is a capability and must not leave in a Referer.
    Public,
    /// People of the business.
    Admin,
}

/// Renders a page.
pub fn page(
    app: &App,
    audience: Audience,
    status: StatusCode,
    name: &str,
    language: &str,
    context: &impl Serialize,
) -> HttpResponse {
    // The admin speaks fewer languages than the pages for customers.
    let language = match audience {
        Audience::Public => language,
        Audience::Admin => Language::of(language).in_admin().tag(),
    };
    answered(audience, status, app.renderer.page(name, language, context))
}

fn answered(audience: Audience, status: StatusCode, rendered: Result<String, RenderError>) -> HttpResponse {
    match rendered {
        Ok(html) => html_response(audience, status, html),
        Err(cause) => {
            let request_id = error::log(&Error::internal(cause));
            HttpResponse::InternalServerError()
                .content_type("text/plain; charset=utf-8")
                .body(format!("This page could not be shown. Request id: {request_id}"))
        }
    }
}

/// A public page that many get alike but for a few places, which hold the marks of the slots.
pub fn page_with_slots(
    app: &App,
    name: &str,
    language: &str,
    context: &impl Serialize,
    slots: &[Slot<'_>],
) -> HttpResponse {
    answered(Audience::Public, StatusCode::OK, app.renderer.page_with_slots(name, language, context, slots))
}

/// A page's HTML with its headers.
pub fn html_response(audience: Audience, status: StatusCode, html: String) -> HttpResponse {
    let referrer = match audience {
        Audience::Public => "no-referrer",
        Audience::Admin => "same-origin",
    };
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, CSP))
        .insert_header((header::REFERRER_POLICY, referrer))
        .insert_header(("X-Robots-Tag", "noindex, nofollow"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(("Cross-Origin-Opener-Policy", "same-origin"))
        .body(html)
}

/// What a visitor's browser asks for, of the languages `among`.
pub fn accepted_language(request: &HttpRequest, among: &[Language]) -> Option<Language> {
    let header = request.headers().get(header::ACCEPT_LANGUAGE)?;
    Language::accepted(header.to_str().ok()?, among)
}

/// The language of a customer's page: the customer's, as far as it is known and spoken; without a known one what the
/// browser asks for; else the workspace's.
pub fn readers_language(request: &HttpRequest, known: Option<&str>, workspace: &str) -> Language {
    language_of(known, accepted_language(request, &Language::ALL), workspace)
}

/// The same, where what the browser asks for was looked at before.
pub fn language_of(known: Option<&str>, accepted: Option<Language>, workspace: &str) -> Language {
    match known {
        Some(known) => Language::first_of([known, workspace]),
        None => accepted.unwrap_or_else(|| Language::of(workspace)),
    }
}

/// The language of a visitor of whom nothing is known but what the browser asks for.
pub fn visitors_language(request: &HttpRequest) -> Language {
    accepted_language(request, &Language::ALL).unwrap_or(Language::English)
}

/// Whose page a problem is shown on, and what was sent when it arose.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Dress {
    /// The business, where the link is one of theirs.
    pub company: Option<String>,
    /// The address of its logo.
    pub logo: Option<String>,
    /// The address of its colours.
    pub brand_css: Option<String>,
    /// The words that were sent and not stored.
    pub written: Vec<String>,
    /// The form that can be sent once more.
    pub again: Option<Again>,
}

/// A form that can be sent once more.
#[derive(Clone, Debug, Serialize)]
pub struct Again {
    /// Where to.
    pub action: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

/// An error as a page for a visitor of whom nothing is known but the browser's language.
pub fn problem(request: &HttpRequest, error: &Error) -> HttpResponse {
    problem_in(request, error, visitors_language(request), &Dress::default())
}

/// An error as a page: what happened, and the id under which we find it; as JSON for who reads no pages.
pub fn problem_in(request: &HttpRequest, error: &Error, language: Language, dress: &Dress) -> HttpResponse {
    if error::wants_json(request) {
        return error::json(error);
    }
    let Some(app) = request.app_data::<web::Data<App>>() else {
        return HttpResponse::InternalServerError().finish();
    };
    let (name, status) = match error {
        Error::NotFound("link") => ("gone", StatusCode::NOT_FOUND),
        Error::Conflict { code: "survey_closed", .. } => ("closed", StatusCode::GONE),
        other => ("problem", error::status(other)),
    };
    let kind = match error {
        Error::Conflict { code: "already_answered", .. } => "answered",
        Error::Invalid(_) | Error::Malformed(_) | Error::Conflict { .. } => "invalid",
        Error::NotFound(_) => "not_found",
        Error::Unauthorized | Error::Forbidden(_) => "forbidden",
        Error::TooLarge { .. } => "too_large",
        Error::TooManyRequests { .. } => "too_many",
        Error::Unavailable { .. } => "unavailable",
        Error::Internal(_) => "internal",
    };
    let retry_seconds = match error {
        Error::TooManyRequests { retry_after } => Some(*retry_after),
        Error::Unavailable { .. } => Some(1),
        _ => None,
    };
    // Written for programs, in English only.
    let detail = error::detail(error).filter(|_| language == Language::English);
    let context = json!({
        "company": dress.company, "logo": dress.logo, "brand_css": dress.brand_css, "footer": null,
        "written": dress.written, "again": dress.again,
        "kind": kind, "detail": detail, "retry_seconds": retry_seconds, "back_url": null,
        "request_id": error::log(error), "closed_at": null,
    });
    let mut response = page(app, Audience::Public, status, name, language.tag(), &context);
    error::with_headers(error, &mut response);
    response
}

/// The same for HEAD: the headers alone.
pub fn without_body(response: HttpResponse) -> HttpResponse {
    let mut bare = HttpResponse::build(response.status());
    for (name, value) in response.headers() {
        bare.insert_header((name.clone(), value.clone()));
    }
    bare.finish()
}

/// A redirect after a POST.
pub fn see_other(to: &str) -> HttpResponse {
    let location = HeaderValue::from_str(to).unwrap_or_else(|_not_a_header| HeaderValue::from_static("/admin"));
    HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish()
}
