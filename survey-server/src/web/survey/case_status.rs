//! The customer's view of their case: who has it, by when somebody calls, solved or not.

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::refusal::dress;
use super::thanks::by;
use super::{open_link, refused};
use crate::app::App;
use crate::error::Error;
use crate::outreach::wording;
use crate::render::Language;
use crate::secret::Purpose;
use crate::store::cases::Case;
use crate::store::{Time, cases, people, responses, users, workspaces};
use crate::web::page::{self, Audience, accepted_language, language_of};

/// `GET /c/{token}`.
pub(super) async fn show(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let accepted = accepted_language(&request, &Language::ALL);
    let found = match open_link(&app, Purpose::CaseStatus, &token) {
        Ok((claim, cx)) => {
            app.db
                .read(move |conn| {
                    let case = cases::find(conn, cx.workspace, claim.id)?.ok_or(Error::NotFound("link"))?;
                    let owner = match case.assignee_id {
                        Some(user) => users::find(conn, user)?.map(|user| user.name),
                        None => None,
                    };
                    let person = match case.person_id {
                        Some(person) => people::find(conn, cx.workspace, person)?,
                        None => None,
                    };
                    let workspace = workspaces::load(conn, cx.workspace)?;
                    let known = person.as_ref().and_then(|person| person.locale.clone());
                    let language = language_of(known.as_deref(), accepted, &workspace.settings.0.language);
                    let survey = match case.response_id {
                        Some(response) => responses::find(conn, cx.workspace, response)?.map(|one| one.survey_id),
                        None => None,
                    };
                    let brand = wording::load(conn, &cx, &workspace, survey.unwrap_or(0), language)?.brand.clone();
                    Ok((case, owner, person, dress(&workspace, &brand), workspace, language))
                })
                .await
        }
        Err(error) => Err(error),
    };
    let (case, owner, person, dress, workspace, language) = match found {
        Ok(found) => found,
        Err(error) => return refused(&request, &app, Purpose::CaseStatus, &token, &error).await,
    };
    let phone = person.as_ref().is_some_and(|person| person.phone.is_some());
    let now = app.clock.now();
    let waits = case.contacted_at.is_none() && case.is_open() && !case.do_not_contact;
    let due = waits.then(|| {
        json!({
            "by": by(case.due_at, now, &workspace.zone()),
            "channel": if phone { "phone" } else { "email" },
            "late": case.due_at < now,
            "reason": null,
        })
    });
    let state = if case.is_open() { case.state.as_str() } else { "resolved" };
    let context = json!({
        "company": dress.company, "logo": dress.logo, "brand_css": dress.brand_css, "footer": null,
        "zone": workspace.settings.0.zone,
        "owner": owner.filter(|name| !name.is_empty()),
        "state": state,
        "due": due,
        "reply_to": Some(workspace.settings.0.reply_to.as_str()).filter(|address| !address.is_empty()),
        "steps": steps(&case),
    });
    let response = page::page(&app, Audience::Public, StatusCode::OK, "case_status", language.tag(), &context);
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// What was done and what comes next.
fn steps(case: &Case) -> Vec<Value> {
    let times: [(&str, Option<Time>); 4] = [
        ("received", Some(case.opened_at)),
        ("claimed", case.claimed_at),
        ("contacted", case.contacted_at),
        ("resolved", case.resolved_at),
    ];
    let mut now_found = false;
    times
        .into_iter()
        .map(|(step, at)| {
            let state = match at {
                Some(_) => "done",
                None if now_found => "next",
                None => {
                    now_found = true;
                    "now"
                }
            };
            json!({"step": step, "state": state, "at": at.map(|at| at.0), "note": null})
        })
        .collect()
}
