//! What the pages before sign-in share: their language, their form token, and the way in.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::Value;

use super::cookie::{self, Door};
use super::error::AdminError;
use crate::account::{password, session};
use crate::app::App;
use crate::error::Error;
use crate::render::Language;
use crate::store::Id;
use crate::web::page::{self, Audience, accepted_language, see_other};

#[derive(Serialize)]
struct Framed<'a, T> {
    csrf: String,
    #[serde(flatten)]
    content: &'a T,
}

/// The language of a visitor, of those that the admin speaks.
pub fn language(request: &HttpRequest) -> &'static str {
    accepted_language(request, &Language::OF_ADMIN).unwrap_or(Language::English).tag()
}

/// The language for a visitor's mails: theirs may be one that the admin does not speak.
pub fn language_of_mails(request: &HttpRequest) -> &'static str {
    accepted_language(request, &Language::ALL).unwrap_or(Language::English).tag()
}

/// A page before sign-in.
pub fn page(
    app: &App,
    request: &HttpRequest,
    status: StatusCode,
    name: &str,
    content: &impl Serialize,
) -> Result<HttpResponse, AdminError> {
    let door = Door::of(app, request)?;
    let framed = Framed { csrf: door.csrf(app), content };
    let mut response = page::page(app, Audience::Admin, status, name, language(request), &framed);
    door.attach(app, &mut response);
    Ok(response)
}

/// A text in the visitor's language.
pub fn text(app: &App, request: &HttpRequest, key: &str, args: &[(&str, Value)]) -> Result<String, Error> {
    app.renderer.text(key, language(request), args).map_err(Error::internal)
}

/// Opens a session for a user, ends the one that the browser had, and goes on.
pub async fn enter(app: &App, request: &HttpRequest, user: Id, next: &str) -> Result<HttpResponse, AdminError> {
    let agent =
        request.headers().get("User-Agent").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let old = cookie::session_token(app, request);
    let token = app
        .write(0, move |conn, cx| {
            if let Some(old) = old {
                session::end(conn, &old)?;
            }
            session::open(conn, cx, user, &agent)
        })
        .await?;
    let mut response = see_other(next);
    cookie::add(&mut response, &cookie::session(app, token));
    Ok(response)
}

/// Why a new password cannot be used, in the words of a page; none when it can.
pub fn password_problem(language: &str, app: &App, given: &str, near: &[&str]) -> Result<Option<String>, Error> {
    let length = given.chars().count();
    let args = [
        ("length", Value::from(length)),
        ("least", Value::from(password::MIN_LENGTH)),
        ("most", Value::from(password::MAX_LENGTH)),
    ];
    let key = match password::check(given, near) {
        Ok(()) => return Ok(None),
        Err(_) if length < password::MIN_LENGTH => "problem-password-short",
        Err(_) if length > password::MAX_LENGTH => "problem-password-long",
        Err(_) => "problem-password-common",
    };
    app.renderer.text(key, language, &args).map(Some).map_err(Error::internal)
}

/// Hashes a password off the async threads, a few at once: each takes 19 MiB.
pub async fn hash(given: String) -> Result<String, Error> {
    hashing(move || password::hash(&given)).await?
}

/// Runs a piece of password work off the async threads.
pub async fn hashing<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    static ROOM: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(4);
    let _place = ROOM.acquire().await.map_err(Error::internal)?;
    actix_web::web::block(work).await.map_err(|gone| Error::internal(gone.to_string()))
}
