//! First run: the one-time link that the server prints makes the first owner.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::Value;

use super::door::{self, enter};
use super::error::{AdminError, AdminResult};
use super::form::Form;
use crate::account::first_owner::{self, FirstOwner};
use crate::app::App;
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::secret::same;
use crate::store::users;

/// The link that makes the first owner, while nobody can sign in yet. Blocks: call it before serving, or off the async
/// threads. A database that cannot be read gives none.
pub fn link(app: &App) -> Option<String> {
    let anybody = app.db.read_now(users::any).unwrap_or(true);
    (!anybody).then(|| app.cx(0).url(&format!("/admin/setup/{}", token(app))))
}

fn token(app: &App) -> String {
    app.site.keys.cookie_mac("setup")
}

#[derive(Serialize, Default)]
struct Content {
    action: String,
    company: String,
    name: String,
    email: String,
    problems: Problems,
}

#[derive(Serialize, Default)]
struct Problems {
    company: Option<String>,
    name: Option<String>,
    email: Option<String>,
    password: Option<String>,
}

impl Problems {
    fn any(&self) -> bool {
        [&self.company, &self.name, &self.email, &self.password].iter().any(|problem| problem.is_some())
    }
}

/// GET /admin/setup/{token}
pub async fn show(app: web::Data<App>, request: HttpRequest, given: web::Path<String>) -> AdminResult {
    check(&app, &given).await?;
    let content = Content { action: request.path().to_owned(), ..Content::default() };
    door::page(&app, &request, StatusCode::OK, "setup", &content)
}

/// POST /admin/setup/{token}
pub async fn send(app: web::Data<App>, request: HttpRequest, given: web::Path<String>, form: Form) -> AdminResult {
    check(&app, &given).await?;
    let content = Content {
        action: request.path().to_owned(),
        company: form.text("company"),
        name: form.text("name"),
        email: form.text("email"),
        problems: problems(&app, &request, &form)?,
    };
    if content.problems.any() {
        return door::page(&app, &request, StatusCode::UNPROCESSABLE_ENTITY, "setup", &content);
    }
    found(&app, &request, content, form.raw("password").to_owned()).await
}

async fn found(
    app: &App,
    request: &HttpRequest,
    content: Content,
    password: String,
) -> Result<HttpResponse, AdminError> {
    let hash = door::hash(password).await?;
    let locale = door::language_of_mails(request).to_owned();
    let owner = FirstOwner { company: content.company, name: content.name, email: content.email, locale, hash };
    let user = app.write(0, move |conn, cx| first_owner::create(conn, cx, &owner)).await?;
    enter(app, request, user, "/admin").await
}

/// The link works while nobody can sign in; afterwards it never existed.
async fn check(app: &App, given: &str) -> Result<(), Error> {
    let anybody = app.db.read(users::any).await?;
    if anybody || !same(given.as_bytes(), token(app).as_bytes()) {
        return Err(Error::NotFound("link"));
    }
    Ok(())
}

fn problems(app: &App, request: &HttpRequest, form: &Form) -> Result<Problems, Error> {
    let text = |key: &str, given: &str| door::text(app, request, key, &[("given", Value::from(given))]).map(Some);
    let email = form.text("email");
    let language = door::language(request);
    Ok(Problems {
        company: if form.text("company").is_empty() { text("problem-company", "")? } else { None },
        name: if form.text("name").is_empty() { text("problem-name", "")? } else { None },
        email: if EmailAddress::parse(&email).is_err() { text("problem-email", &email)? } else { None },
        password: door::password_problem(language, app, form.raw("password"), &[&email])?,
    })
}
