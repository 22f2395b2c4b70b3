//! The survey as an invented person would see it. Nothing is recorded, whatever is sent.

use std::sync::Arc;

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;
use survey_core::response::{Answers, Completeness};
use survey_core::score::{Category, Score};
use survey_core::survey::QuestionKind;

use super::form::{Form, preselected};
use super::open_link;
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
use crate::web::page::{self, Audience};
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

/// `POST /p/{token}`: thanks, and nothing else.
pub(super) async fn answer(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: web::Bytes,
) -> HttpResponse {
    let language = language(&request);
    let asked = match asked(&app, &token, language).await {
        Ok(asked) => asked,
        Err(error) => return page::problem(&request, &error),
    };
    let survey = &asked.setting.survey;
    let fields: Vec<(String, String)> =
        url::form_urlencoded::parse(&body).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let answers = Answers::check_form(survey, pairs, Completeness::Partial).unwrap_or_default();
    let main = survey.main_question().filter(|main| matches!(main.kind, QuestionKind::Nps(_)));
    let score = main.and_then(|main| answers.number(&main.key)).and_then(|score| Score::new(score).ok());
    thanks_page(&app, &asked, &action(&token, language), score.map(Score::category))
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
    let form = Form {
        asked,
        action: action.to_owned(),
        version: asked.row.version,
        answers: score.map(|score| preselected(asked, score)).unwrap_or_default(),
        problems: &[],
        submission: None,
        second: None,
        preview: true,
    };
    form.page(app, request, StatusCode::OK)
}

/// The page after an answer.
pub fn thanks_page(app: &App, asked: &Asked, action: &str, category: Option<Category>) -> HttpResponse {
    let mut context = asked.dress();
    let page = json!({
        "company": asked.setting.workspace.company(), "footer": null, "preview": true,
        "zone": asked.setting.workspace.settings.0.zone,
        "category": category.map(Category::name),
        "promise": null,
        "comment": null,
        "reviews": [],
        "change_url": (!action.is_empty()).then_some(action),
    });
    context.extend(page.as_object().cloned().unwrap_or_default());
    let language = asked.language().unwrap_or("en");
    page::page(app, Audience::Public, StatusCode::OK, "thanks", language, &context)
}
