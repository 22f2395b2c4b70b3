//! Sign in and out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::Value;

use super::cookie;
use super::door::{self, enter};
use super::error::{AdminResult, local};
use super::form::Form;
use super::frame::Flash;
use super::member::Member;
use crate::account::{session, user};
use crate::app::App;
use crate::mail::EmailAddress;
use crate::store::users::{self, User};
use crate::web::body;
use crate::web::page::see_other;

#[derive(Serialize)]
struct Content {
    email: String,
    next: String,
    flash: Option<Flash>,
}

/// GET /admin/sign-in
pub async fn show(app: web::Data<App>, request: HttpRequest) -> AdminResult {
    let next = body::query(&request).text("next").unwrap_or_default();
    let content = Content { email: String::new(), next: local(&next).to_owned(), flash: None };
    door::page(&app, &request, StatusCode::OK, "sign_in", &content)
}

/// POST /admin/sign-in
pub async fn send(app: web::Data<App>, request: HttpRequest, form: Form) -> AdminResult {
    let now = app.clock.now();
    let email = form.text("email");
    let key = EmailAddress::parse(&email).map(|address| address.key()).unwrap_or_default();
    let found = app.db.read(move |conn| users::find_by_email(conn, &key)).await?;
    let given = form.raw("password").to_owned();
    let asked = found.clone();
    let right = door::hashing(move || user::check_sign_in(asked.as_ref(), &given, now)).await?;
    let next = form.text("next");
    let next = local(&next);
    let Some(id) = right else { return refuse(&app, &request, email, next, found).await };
    enter(&app, &request, id, next).await
}

/// The same words whether the user exists or not; how long to wait is only told after several tries.
async fn refuse(app: &App, request: &HttpRequest, email: String, next: &str, found: Option<User>) -> AdminResult {
    let now = app.clock.now();
    let locked = found.as_ref().and_then(|user| user.locked_until).filter(|until| *until > now);
    let text = if let Some(until) = locked {
        let minutes = (until.0 - now.0 + 59_999) / 60_000;
        door::text(app, request, "problem-sign-in-wait", &[("minutes", Value::from(minutes))])?
    } else {
        door::text(app, request, "problem-sign-in", &[])?
    };
    if let Some(user) = found.filter(|_| locked.is_none()) {
        app.db.write(move |conn| user::count_failure(conn, &user, now)).await?;
    }
    let flash = Some(Flash { tone: "problem", text });
    let content = Content { email, next: next.to_owned(), flash };
    door::page(app, request, StatusCode::UNPROCESSABLE_ENTITY, "sign_in", &content)
}

/// POST /admin/sign-out
pub async fn out(member: Member, request: HttpRequest, _form: Form) -> AdminResult {
    if let Some(token) = cookie::session_token(&member.app, &request) {
        member.write(move |conn, _| session::end(conn, &token)).await?;
    }
    let mut response: HttpResponse = see_other("/admin/sign-in");
    cookie::add(&mut response, &cookie::no_session(&member.app));
    // What a browser kept of the pages belongs to who was signed in.
    response.headers_mut().insert(
        actix_web::http::header::HeaderName::from_static("clear-site-data"),
        actix_web::http::header::HeaderValue::from_static("\"cache\""),
    );
    Ok(response)
}
