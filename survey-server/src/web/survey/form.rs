//! The survey page. Showing it records nothing but telemetry.

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::browser::Browser;
use super::sheet::Sheet;
use super::{click, embed, open_link, refused, submission};
use crate::app::App;
use crate::render::Language;
use crate::response::asked::Asked;
use crate::secret::Purpose;
use crate::store::responses::evidence;
use crate::web::page::{self, accepted_language};

/// `/s/{token}`: the survey of an invitation.
pub(super) async fn invited(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    show(&request, &app, Purpose::Survey, &token, None).await
}

/// `/s/{token}/{score}`: the same with a score chosen in the mail.
pub(super) async fn scored(
    request: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (token, score) = path.into_inner();
    show(&request, &app, Purpose::Survey, &token, score.parse().ok()).await
}

/// `/e/{token}`: the survey of an open or a personal link in a frame of another page.
pub(super) async fn framed(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    show(&request, &app, embed::purpose(&app, &token), &token, None).await
}

/// `/l/{token}`: an open link.
pub(super) async fn open(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    show(&request, &app, Purpose::OpenLink, &token, None).await
}

async fn show(request: &HttpRequest, app: &App, purpose: Purpose, token: &str, score: Option<i64>) -> HttpResponse {
    let found = match open_link(app, purpose, token) {
        Ok((claim, cx)) => {
            let accepted = accepted_language(request, &Language::ALL);
            let visit = embed::visit(request);
            app.asked(&cx, purpose, claim, None, accepted, visit).await
        }
        Err(error) => Err(error),
    };
    let asked = match found {
        Ok(asked) => asked,
        Err(error) => return refused(request, app, purpose, token, &error).await,
    };
    if let Some(invitation) = asked.invitation.as_ref().filter(|_| !asked.setting.survey.anonymous()) {
        click::note(app, request, invitation, score);
    }
    let own = own_answers(app, request, &asked);
    let (again, tapped) = (own.is_some(), score.and_then(|score| preselected(&asked, score)));
    let mut fields = own.unwrap_or_default();
    if let Some((key, score)) = &tapped {
        fields.retain(|(name, _)| name != key);
        fields.push((key.clone(), score.clone()));
    }
    // A browser that keeps no cookies knows itself by its page: what it taps first and sends at the end is one answer.
    let named = !asked.setting.survey.anonymous() && !embed::is_frame(request);
    let browser = Browser::known(app, request, None).map_or_else(|| Browser::new(app), Ok);
    let sheet = Sheet {
        browser: browser.ok().filter(|_| named).map(|browser| browser.value),
        fields,
        lead: tapped.is_some(),
        notice: again.then_some("survey-again"),
        submission: (purpose == Purpose::OpenLink || embed::is_frame(request)).then(|| submission::new(app, &asked)),
        ..Sheet::of(&asked, action(request, &asked, purpose, token), shown_version(&asked))
    };
    let response = sheet.page(app, request, StatusCode::OK);
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// What this very browser answered before, as form fields: it may go on. Anybody else with the same link sees nothing of
/// it.
fn own_answers(app: &App, request: &HttpRequest, asked: &Asked) -> Option<Vec<(String, String)>> {
    let response = asked.response.as_ref().filter(|response| response.evidence != evidence::CONTRADICTED)?;
    let browser = Browser::known(app, request, None)?;
    let until = response.answered_at.plus_days(asked.setting.workspace.settings.0.edit_days);
    let own = response.browser_hash.as_ref() == Some(&browser.hash()) && app.clock.now() <= until;
    own.then(|| response.answers.0.fields())
}

/// The address that the form of a link posts to.
pub(super) fn action(request: &HttpRequest, asked: &Asked, purpose: Purpose, token: &str) -> String {
    match purpose {
        _ if embed::is_frame(request) => embed::action(token) + &asked.through.query,
        Purpose::OpenLink => format!("/l/{token}{}", asked.through.query),
        _ => format!("/s/{token}"),
    }
}

fn shown_version(asked: &Asked) -> i32 {
    asked.invitation.as_ref().map_or(asked.row.version, |invitation| invitation.survey_version)
}

/// The score of a link as a form field, if the scale has it.
pub(super) fn preselected(asked: &Asked, score: i64) -> Option<(String, String)> {
    let main = asked.setting.survey.main_question()?;
    main.kind.scale().filter(|scale| scale.contains(&score)).map(|_| (main.key.clone(), json!(score).to_string()))
}
