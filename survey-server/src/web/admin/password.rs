//! Choose a password: by a one-time link, or signed in with the one in use.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::door::{self, enter};
use super::error::{AdminError, AdminResult};
use super::form::Form;
use super::member::Member;
use crate::account::user;
use crate::app::App;
use crate::error::Error;
use crate::store::users::{self, User};
use crate::web::page::{Audience, page};

#[derive(Serialize)]
struct Content {
    action: String,
    email: String,
    current: Option<Current>,
    problem: Option<String>,
}

#[derive(Serialize)]
struct Current {
    problem: Option<String>,
}

/// GET /admin/password/{token}
pub async fn show_by_link(app: web::Data<App>, request: HttpRequest, token: web::Path<String>) -> AdminResult {
    let user = of_link(&app, &token).await?;
    let content = Content { action: request.path().to_owned(), email: user.email, current: None, problem: None };
    door::page(&app, &request, StatusCode::OK, "set_password", &content)
}

/// POST /admin/password/{token}
pub async fn send_by_link(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    form: Form,
) -> AdminResult {
    let user = of_link(&app, &token).await?;
    let given = form.raw("password").to_owned();
    let language = door::language_of_mails(&request);
    if let Some(problem) = door::password_problem(door::language(&request), &app, &given, &[&user.email])? {
        let content =
            Content { action: request.path().to_owned(), email: user.email, current: None, problem: Some(problem) };
        return door::page(&app, &request, StatusCode::UNPROCESSABLE_ENTITY, "set_password", &content);
    }
    let hash = door::hash(given).await?;
    let (token, now, keys) = (token.into_inner(), app.clock.now(), app.site.clone());
    let id = user.id;
    app.write(0, move |conn, cx| {
        // Looked up again: the link works once, also for two that come at the same moment.
        users::lock(conn, id)?;
        let user = user::of_password_link(conn, &keys.keys, &token, now)?;
        user::set_first_password(conn, cx, &user, language, &hash)
    })
    .await?;
    enter(&app, &request, id, "/admin").await
}

async fn of_link(app: &App, token: &str) -> Result<User, Error> {
    let (token, now, site) = (token.to_owned(), app.clock.now(), app.site.clone());
    app.db.read(move |conn| user::of_password_link(conn, &site.keys, &token, now)).await
}

/// GET /admin/password
pub async fn show(member: Member) -> AdminResult {
    Ok(signed_in(&member, StatusCode::OK, None, None))
}

fn signed_in(
    member: &Member,
    status: StatusCode,
    current: Option<String>,
    problem: Option<String>,
) -> actix_web::HttpResponse {
    #[derive(Serialize)]
    struct Framed {
        csrf: String,
        #[serde(flatten)]
        content: Content,
    }
    let content = Content {
        action: "/admin/password".to_owned(),
        email: member.who.user.email.clone(),
        current: Some(Current { problem: current }),
        problem,
    };
    let framed = Framed { csrf: member.csrf.clone(), content };
    page(&member.app, Audience::Admin, status, "set_password", member.reader.language(), &framed)
}

/// POST /admin/password
pub async fn send(member: Member, request: HttpRequest, form: Form) -> AdminResult {
    let user = member.who.user.clone();
    let (asked, current, now) = (user.clone(), form.raw("current").to_owned(), member.app.clock.now());
    let right = door::hashing(move || user::check_sign_in(Some(&asked), &current, now)).await?.is_some();
    let given = form.raw("password").to_owned();
    let problem = door::password_problem(member.reader.language(), &member.app, &given, &[&user.email])?;
    if !right || problem.is_some() {
        let wrong = if right { None } else { Some(member.reader.text("problem-password-current", &[])?) };
        if !right {
            let user = user.clone();
            member.app.db.write(move |conn| user::count_failure(conn, &user, now)).await?;
        }
        return Ok(signed_in(&member, StatusCode::UNPROCESSABLE_ENTITY, wrong, problem));
    }
    let hash = door::hash(given).await?;
    let id = user.id;
    member.write(move |conn, cx| user::set_password(conn, cx, &user, None, &hash)).await.map_err(AdminError)?;
    enter(&member.app, &request, id, "/admin").await
}
