//! An answer arrives: checked, taken, thanked for.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use survey_core::response::{Answers, Completeness, visible_questions};

use super::form::{Form, action};
use super::{embed, open_link, refused, submission, thanks};
use crate::app::App;
use crate::error::{Error, Problem};
use crate::render::Language;
use crate::response::asked::{self, Asked, Posted};
use crate::secret::{Purpose, sha256};
use crate::store::responses;
use crate::web::error::wants_json;
use crate::web::page::accepted_language;

/// `POST /s/{token}`.
pub(super) async fn invited(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Result<web::Bytes, actix_web::Error>,
) -> HttpResponse {
    post(&request, &app, Purpose::Survey, &token, body).await
}

/// `POST /l/{token}`.
pub(super) async fn open(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Result<web::Bytes, actix_web::Error>,
) -> HttpResponse {
    post(&request, &app, Purpose::OpenLink, &token, body).await
}

/// `POST /e/{token}`: from a frame of another page.
pub(super) async fn framed(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Result<web::Bytes, actix_web::Error>,
) -> HttpResponse {
    post(&request, &app, embed::purpose(&app, &token), &token, body).await
}

type Fields = Vec<(String, String)>;

async fn post(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    token: &str,
    body: Result<web::Bytes, actix_web::Error>,
) -> HttpResponse {
    match answered(request, app, purpose, token, body).await {
        Ok(response) => response,
        Err(error) => refused(request, app, purpose, token, &error).await,
    }
}

async fn answered(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    token: &str,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Error> {
    let fields = fields(body)?;
    let (claim, cx) = open_link(app, purpose, token)?;
    let version = own(&fields, "_version").and_then(|version| version.parse().ok());
    let context = cx.clone();
    let accepted = accepted_language(request, &Language::ALL);
    let visit = embed::visit(request);
    let mut asked =
        app.db.read(move |conn| asked::by_link(conn, &context, purpose, claim, version, accepted, &visit)).await?;
    let submitted = own(&fields, "_submission").and_then(|form| submission::read(app, &asked, form));
    if let Some(id) = submitted.filter(|_| purpose == Purpose::OpenLink) {
        let (workspace, survey) = (cx.workspace, asked.row.id);
        let known = app.db.read(move |conn| responses::find(conn, workspace, id)).await?;
        asked.response = known.filter(|response| response.survey_id == survey && !response.invited);
    }
    let asked = asked;
    let carried = submitted.and(own(&fields, "_submission")).map(str::to_owned);
    let version =
        version.unwrap_or_else(|| asked.invitation.as_ref().map_or(asked.row.version, |one| one.survey_version));
    let form = |answers: Answers, problems: &[Problem], second: Option<Vec<String>>, status| {
        Form {
            asked: &asked,
            action: action(request, purpose, token) + &asked.through.query,
            version,
            answers,
            problems,
            submission: carried.clone(),
            second,
            preview: false,
        }
        .page(app, request, status)
    };
    let properties = asked.properties();
    let survey = asked.setting.survey.clone();
    let pairs = || fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let partial = match Answers::check_form(&survey, pairs(), Completeness::Partial) {
        Ok(answers) => answers,
        Err(invalid) if wants_json(request) => return Err(Error::Invalid(invalid.problems)),
        Err(invalid) => {
            return Ok(form(readable(&asked, &fields), &invalid.problems, None, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    // Questions that the answers bring up were not on the page: they come on a second screen.
    let before: Vec<String> = shown_at_first(&asked, &partial);
    let known = asked.response.as_ref().map(|response| response.answers.0.clone()).unwrap_or_default();
    let all = merged(&known, &partial);
    let visible = visible_questions(&survey, &all, &properties);
    let first_page = own(&fields, "_page") != Some("2");
    let brought_up: Vec<String> = visible
        .iter()
        .map(|question| question.key.clone())
        .filter(|key| first_page && !before.contains(key) && all.get(key).is_none())
        .collect();
    let json = wants_json(request);
    let tap = own(&fields, "_tap") == Some("1");
    let missing: Vec<Problem> = visible
        .iter()
        .filter(|question| question.required && all.get(&question.key).is_none() && !tap)
        .filter(|question| json || !brought_up.contains(&question.key))
        .map(|question| Problem::new(question.key.clone(), "needs an answer"))
        .collect();
    if json && !missing.is_empty() {
        return Err(Error::Invalid(missing));
    }
    if !missing.is_empty() {
        return Ok(form(all, &missing, None, StatusCode::UNPROCESSABLE_ENTITY));
    }
    // Such an answer cannot be found again to complete it: it is taken when it is whole.
    let anonymous = survey.anonymous();
    if anonymous && tap {
        return Err(Error::conflict("anonymous", "this survey is anonymous and takes whole answers only"));
    }
    if anonymous && !json && !brought_up.is_empty() {
        let shown = visible.iter().map(|question| question.key.clone()).collect();
        return Ok(form(all, &[], Some(shown), StatusCode::OK));
    }
    let (cookie, browser) = identity(app, request, carried.as_deref())?;
    let given = cookie.as_ref().map(|cookie| sha256(cookie.value().as_bytes()));
    let posted = Posted {
        version,
        language: language_of(&asked, version, request),
        new_browser: given.or_else(|| browser.clone()).unwrap_or_default(),
        browser,
        submission: submitted,
    };
    let taken = app.take(asked.answer(&cx, partial, posted)?).await?;
    let mut response = if json {
        HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(json!({"outcome": taken.outcome.as_str(), "version": taken.response.version}))
    } else if brought_up.is_empty() {
        thanks::page(app, request, &asked, &taken, purpose, token).await?
    } else {
        form(all, &[], Some(brought_up), StatusCode::OK)
    };
    if let Some(cookie) = cookie.filter(|_| !anonymous) {
        response
            .add_cookie(&cookie)
            .map_err(|error| Error::internal(format!("the browser's cookie cannot be set: {error}")))?;
    }
    Ok(response)
}

/// The language of the page that was answered.
fn language_of(asked: &Asked, version: i32, request: &HttpRequest) -> String {
    let (action, answers) = (String::new(), Answers::default());
    let form = Form { asked, action, version, answers, problems: &[], submission: None, second: None, preview: false };
    form.language(request)
}

/// The cookie to hand out, and the hash of what the browser is known by. In a frame the page knows itself by its own
/// form, and nothing is kept in the browser.
fn identity(
    app: &App,
    request: &HttpRequest,
    form: Option<&str>,
) -> Result<(Option<Cookie<'static>>, Option<Vec<u8>>), Error> {
    if embed::is_frame(request) {
        return Ok((None, form.map(|form| sha256(form.as_bytes()))));
    }
    let (cookie, known) = browser(app, request)?;
    Ok((Some(cookie), known))
}

fn fields(body: Result<web::Bytes, actix_web::Error>) -> Result<Fields, Error> {
    let body = body.map_err(|error| match error.as_response_error().status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: super::FORM_LIMIT },
        _ => Error::Malformed(format!("the form could not be read: {error}")),
    })?;
    Ok(url::form_urlencoded::parse(&body).into_owned().collect())
}

/// A field of the page's own, not of the survey.
fn own<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// The questions that the page showed before anything was answered, or with the main score chosen.
fn shown_at_first(asked: &Asked, given: &Answers) -> Vec<String> {
    let survey = &asked.setting.survey;
    let properties = asked.properties();
    let mut keys: Vec<String> = Vec::new();
    let lead: Answers = survey
        .main_question()
        .and_then(|main| given.get(&main.key).map(|answer| (main.key.clone(), answer.clone())))
        .into_iter()
        .collect();
    // The score of an anonymous mail never reached us: its page was the same for all.
    let led = asked.invitation.is_some() && !survey.anonymous();
    let start = if led { lead } else { Answers::default() };
    for question in visible_questions(survey, &start, &properties) {
        keys.push(question.key.clone());
    }
    keys
}

/// What of a form with faults can be shown again.
fn readable(asked: &Asked, fields: &Fields) -> Answers {
    let survey = &asked.setting.survey;
    let mut good = Answers::default();
    for question in survey.questions() {
        let own = fields.iter().filter(|(name, _)| name.split('.').next() == Some(&question.key));
        let pairs = own.map(|(name, value)| (name.as_str(), value.as_str()));
        if let Ok(answers) = Answers::check_form(survey, pairs, Completeness::Partial) {
            good = merged(&good, &answers);
        }
    }
    good
}

fn merged(older: &Answers, newer: &Answers) -> Answers {
    older.iter().chain(newer.iter()).map(|(key, answer)| (key.to_owned(), answer.clone())).collect()
}

/// The cookie by which the browser that answered is known again: its own value kept, or a new one.
fn browser(app: &App, request: &HttpRequest) -> Result<(Cookie<'static>, Option<Vec<u8>>), Error> {
    let secure = app.config.secure_cookies();
    let name = if secure { "__Host-browser" } else { "browser" };
    let known = request.cookie(name).map(|cookie| cookie.value().to_owned()).filter(|value| value.len() == 22);
    let hash = known.as_ref().map(|value| sha256(value.as_bytes()));
    let value = match known {
        Some(value) => value,
        None => URL_SAFE_NO_PAD.encode(app.ids.secret::<16>()?),
    };
    let cookie = Cookie::build(name, value)
        .path("/")
        .secure(secure)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(7))
        .finish();
    Ok((cookie, hash))
}
