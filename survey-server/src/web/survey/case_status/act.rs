//! The forms of a case's page: each does its one thing, once, and leads back to the page.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::{conversation, wish};
use crate::secret::Purpose;
use crate::store::{Conn, Id, Time};
use crate::web::page::see_other;
use crate::web::survey::fields::{Body, Fields};
use crate::web::survey::open_link;
use crate::web::survey::refusal::refused_form;

/// `POST /c/{token}/line`: a word for the manager.
pub(in crate::web::survey) async fn line(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    act(&request, &app, &token, body, |conn, cx, case, fields| {
        conversation::line(conn, cx, case, fields.own("line").unwrap_or_default()).map(|_heard| "line")
    })
    .await
}

/// `POST /c/{token}/solved`: whether it is.
pub(in crate::web::survey) async fn solved(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    act(&request, &app, &token, body, |conn, cx, case, fields| {
        let yes = match fields.own("solved") {
            Some("yes") => true,
            Some("no") => false,
            _ => return Err(Error::invalid("solved", "must be yes or no")),
        };
        wish::solved(conn, cx, case, yes)?;
        Ok(if yes { "yes" } else { "no" })
    })
    .await
}

/// `POST /c/{token}/call`: when to be called.
pub(in crate::web::survey) async fn call(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    act(&request, &app, &token, body, |conn, cx, case, fields| {
        let at = fields.own("at").and_then(|at| at.parse().ok()).map(Time);
        let at = at.ok_or_else(|| Error::invalid("at", "must be one of the times that are offered"))?;
        match wish::choose(conn, cx, case, at) {
            Ok(()) => Ok("call"),
            Err(Error::Conflict { code: "time_gone", .. }) => Ok("gone"),
            Err(error) => Err(error),
        }
    })
    .await
}

/// Does it, and leads back with the word for what the page then says.
async fn act<F>(request: &HttpRequest, app: &App, token: &str, body: Body, work: F) -> HttpResponse
where
    F: FnOnce(&mut Conn, &Cx, Id, &Fields) -> Result<&'static str, Error> + Send + 'static,
{
    let fields = match Fields::read(request, body) {
        Ok(fields) => fields,
        Err(error) => return refused_form(request, app, Purpose::CaseStatus, token, &error, None).await,
    };
    let posted = fields.clone();
    let done = match open_link(app, Purpose::CaseStatus, token) {
        Ok((claim, cx)) => {
            let work = move |conn: &mut Conn, cx: &Cx| {
                let case = crate::store::cases::find(conn, cx.workspace, claim.id)?.ok_or(Error::NotFound("link"))?;
                let goes_on = conversation::surviving(conn, cx, case)?.id;
                let word = work(conn, cx, goes_on, &posted)?;
                let token = cx.keys().link(Purpose::CaseStatus, cx.workspace, goes_on, 0);
                Ok(format!("/c/{token}?said={word}"))
            };
            app.write(cx.workspace, work).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(back) => see_other(&back),
        Err(error) => refused_form(request, app, Purpose::CaseStatus, token, &error, Some(&fields)).await,
    }
}
