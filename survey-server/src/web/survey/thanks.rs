//! Thanks that answer the person: after an unhappy answer they say what happens next and by when.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use survey_core::score::{Category, Score};
use survey_core::survey::{QuestionKind, Survey};

use super::embed;
use super::form::{Form, action};
use crate::app::App;
use crate::error::Error;
use crate::response::answer::Taken;
use crate::response::asked::Asked;
use crate::secret::Purpose;
use crate::store::cases::Case;
use crate::store::{Time, cases, people, users};
use crate::web::page::{self, Audience};

pub(super) async fn page(
    app: &App,
    request: &HttpRequest,
    asked: &Asked,
    taken: &Taken,
    purpose: Purpose,
    token: &str,
) -> Result<HttpResponse, Error> {
    let response = &taken.response;
    let (workspace, id, person) = (response.workspace_id, response.id, response.person_id);
    let (case, owner, phone) = app
        .db
        .read(move |conn| {
            let case = cases::find_by_response(conn, workspace, id)?.filter(Case::is_open);
            let owner = match case.as_ref().and_then(|case| case.assignee_id) {
                Some(user) => users::find(conn, user)?.map(|user| user.name),
                None => None,
            };
            let phone = match person {
                Some(person) => people::find(conn, workspace, person)?.is_some_and(|person| person.phone.is_some()),
                None => false,
            };
            Ok((case, owner, phone))
        })
        .await?;
    let blank = Form {
        asked,
        action: action(request, purpose, token),
        version: response.survey_version,
        answers: survey_core::response::Answers::default(),
        problems: &[],
        submission: None,
        second: None,
        preview: false,
    };
    let language = blank.language(request);
    let page_language = blank.page_language(request);
    let survey = &asked.setting.survey;
    let promise = case.filter(|case| !case.do_not_contact && person.is_some()).map(|case| {
        let link = app.site.keys.link(Purpose::CaseStatus, workspace, case.id, 0);
        json!({
            "owner": owner,
            "by": by(case.due_at, app.clock.now(), &asked.zone()),
            "channel": if phone { "phone" } else { "email" },
            "status_url": format!("/c/{link}"),
        })
    });
    let may_change = purpose == Purpose::Survey && !survey.anonymous() && !embed::is_frame(request);
    let mut context = asked.dress();
    let page = json!({
        "company": asked.setting.workspace.company(), "footer": null, "preview": false,
        "zone": asked.setting.workspace.settings.0.zone,
        "category": category(survey, response.score).map(Category::name),
        "promise": promise,
        "comment": comment(asked, taken, &(action(request, purpose, token) + &asked.through.query), &language),
        "reviews": [],
        "change_url": may_change.then(|| action(request, purpose, token)),
    });
    context.extend(page.as_object().cloned().unwrap_or_default());
    // The page around a frame may know its visitor: of an anonymous answer it hears that there is one.
    let score = response.score.filter(|_| !survey.anonymous());
    let answered = json!({"type": "answered", "outcome": taken.outcome.as_str(), "score": score});
    context.insert("frame".to_owned(), embed::frame(request, asked, answered));
    Ok(page::page(app, Audience::Public, StatusCode::OK, "thanks", page_language.tag(), &context))
}

/// What the main score counts as, where the main question is an NPS question.
fn category(survey: &Survey, score: Option<i32>) -> Option<Category> {
    let nps = matches!(survey.main_question()?.kind, QuestionKind::Nps(_));
    score.filter(|_| nps).and_then(|score| Score::new(score.into()).ok()).map(Score::category)
}

/// The form for a comment that is still missing.
fn comment(asked: &Asked, taken: &Taken, action: &str, language: &str) -> Option<Value> {
    let survey = &asked.setting.survey;
    let answers = &taken.response.answers.0;
    asked.invitation.as_ref().filter(|_| !survey.anonymous())?;
    let main = survey.main_question()?;
    let question = survey.questions().iter().find(|question| matches!(question.kind, QuestionKind::Text(_)))?;
    let QuestionKind::Text(free) = &question.kind else { return None };
    if answers.text(&question.key).is_some() {
        return None;
    }
    let text = question.text.get(language, survey.language());
    Some(json!({
        "action": action,
        "version": taken.response.survey_version,
        "score_key": main.key,
        "score": taken.response.score.map(|score| score.to_string()),
        "key": question.key,
        "text": survey_core::survey::pipe(text, &asked.properties()),
        "follows": null,
        "max_length": free.max_length(),
    }))
}

/// A moment as people say it: today or tomorrow at its time, or at its date and time.
pub(super) fn by(at: Time, now: Time, zone: &jiff::tz::TimeZone) -> Value {
    let (then, today) = (at.timestamp().to_zoned(zone.clone()), now.timestamp().to_zoned(zone.clone()).date());
    let day = if then.date() == today {
        "today"
    } else if today.tomorrow().is_ok_and(|tomorrow| then.date() == tomorrow) {
        "tomorrow"
    } else {
        "later"
    };
    json!({"day": day, "at": at.0})
}
