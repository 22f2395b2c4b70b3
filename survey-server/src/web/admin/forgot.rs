//! A forgotten password: a link by mail, and the same answer whether the address is known or not.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use serde_json::Value;

use super::door;
use super::error::AdminResult;
use super::form::Form;
use crate::account::user;
use crate::app::App;
use crate::mail::EmailAddress;
use crate::store::users;

#[derive(Serialize)]
struct Content {
    sent: bool,
    email: String,
    problem: Option<String>,
    no_mail: bool,
}

/// GET /admin/forgot
pub async fn show(app: web::Data<App>, request: HttpRequest) -> AdminResult {
    let content = Content { sent: false, email: String::new(), problem: None, no_mail: false };
    door::page(&app, &request, StatusCode::OK, "forgot", &content)
}

/// POST /admin/forgot
pub async fn send(app: web::Data<App>, request: HttpRequest, form: Form) -> AdminResult {
    let email = form.text("email");
    let Ok(address) = EmailAddress::parse(&email) else {
        let problem = door::text(&app, &request, "problem-email", &[("given", Value::from(email.as_str()))])?;
        let content = Content { sent: false, email, problem: Some(problem), no_mail: false };
        return door::page(&app, &request, StatusCode::UNPROCESSABLE_ENTITY, "forgot", &content);
    };
    let key = address.key();
    app.write(0, move |conn, cx| match users::find_by_email(conn, &key)? {
        Some(user) => user::mail_password_link_anywhere(conn, cx, &user),
        None => Ok(()),
    })
    .await?;
    let content = Content { sent: true, email, problem: None, no_mail: app.config.smtp.is_none() };
    door::page(&app, &request, StatusCode::OK, "forgot", &content)
}
