//! The survey as an invented person would see it. Nothing is recorded, whatever is sent.

use std::sync::Arc;

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use survey_core::response::Answers;

use super::fields::{Body, Fields};
use super::form::preselected;
use super::open_link;
use super::post::status;
use super::sheet::Sheet;
use super::step::{Next, Reading};
use super::thanks::{Own, Thanks, Words};
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::sample::{self, Known};
use crate::outreach::wording;
use crate::render::Language;
use crate::response::asked::{Asked, setting, survey_number};
use crate::secret::Purpose;
use crate::store::surveys::{self, SurveyRow};
use crate::store::{Conn, workspaces};
use crate::web::body::query;
use crate::web::page;
use crate::wording::Wording;

/// `GET /p/{token}`
pub(super) async fn show(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    form(&request, &app, &token, None).await
}

/// `GET /p/{token}/{score}`
pub(super) async fn scored(
    request: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (token, score) = path.into_inner();
    form(&request, &app, &token, score.parse().ok()).await
}

async fn form(request: &HttpRequest, app: &App, token: &str, score: Option<i64>) -> HttpResponse {
    let language = language(request);
    let asked = match asked(app, token, language).await {
        Ok(asked) => asked,
        Err(error) => return page::problem(request, &error),
    };
    let response = form_page(app, request, &asked, &action(token, language), score);
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// `POST /p/{token}`: the next page or thanks, and nothing else.
pub(super) async fn answer(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    let language = language(&request);
    let found = match Fields::read(&request, body) {
        Ok(fields) => asked(&app, &token, language).await.map(|asked| (asked, fields)),
        Err(error) => Err(error),
    };
    let (asked, fields) = match found {
        Ok(found) => found,
        Err(error) => return page::problem(&request, &error),
    };
    let survey = &asked.setting.survey;
    let action = action(&token, language);
    let reading = Reading::of(survey, &fields);
    let all = reading.over(&Answers::default());
    match reading.next(survey, &fields, &all, &asked.properties()) {
        Next::Thanks => thanks_page(&app, &asked, &action, &all),
        next => {
            let status = status(&next);
            let sheet = Sheet {
                fields: fields.answers().cloned().collect(),
                shown: reading.shown,
                preview: true,
                ..Sheet::of(&asked, action, asked.row.version)
            };
            sheet.after(next).page(&app, &request, status)
        }
    }
}

fn action(token: &str, language: Language) -> String {
    format!("/p/{token}?lang={}", language.tag())
}

fn language(request: &HttpRequest) -> Language {
    Language::of(&query(request).text("lang").unwrap_or_default())
}

/// The survey as it would be asked.
async fn asked(app: &App, token: &str, language: Language) -> Result<Asked, Error> {
    let (claim, cx) = open_link(app, Purpose::Preview, token)?;
    app.db
        .read(move |conn| {
            let row = surveys::load(conn, cx.workspace, survey_number(claim)?)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            let wording = wording::load(conn, &cx, &workspace, row.id, language)?;
            asked_with(conn, &cx, row, language, Known::All, wording)
        })
        .await
}

/// The survey as it would be asked of an invented person, in some wording.
pub fn asked_with(
    conn: &mut Conn,
    cx: &Cx,
    row: SurveyRow,
    language: Language,
    known: Known,
    wording: Arc<Wording>,
) -> Result<Asked, Error> {
    let setting = setting(conn, cx.workspace, &row, row.version, None)?;
    let invitation = sample::invitation(cx, &row, language.tag(), known);
    let person = Some(sample::person(cx, language.tag(), known));
    Ok(Asked { invitation: Some(invitation), wording, person, ..Asked::new(row, setting) })
}

/// The page with the questions, a score chosen if it is given.
pub fn form_page(app: &App, request: &HttpRequest, asked: &Asked, action: &str, score: Option<i64>) -> HttpResponse {
    let tapped = score.and_then(|score| preselected(asked, score));
    let sheet = Sheet {
        lead: tapped.is_some(),
        fields: tapped.into_iter().collect(),
        preview: true,
        ..Sheet::of(asked, action.to_owned(), asked.row.version)
    };
    sheet.page(app, request, StatusCode::OK)
}

/// The page after these answers.
pub fn thanks_page(app: &App, asked: &Asked, action: &str, answers: &Answers) -> HttpResponse {
    let language = asked.language().unwrap_or("en");
    let change_url = (!action.is_empty()).then(|| action.to_owned());
    let thanks = Thanks { said: Words::of(asked, answers, language, true), own: Own { change_url, ..Own::default() } };
    thanks.page(app, language)
}
