//! Asking again, and the hold-out by which its effect is measured: the settings.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::account::settings_document::{self, Part};
use crate::error::{Error, Problem};
use crate::store::ask_again::AskAgain;
use crate::store::surveys;
use crate::store::workspaces;
use crate::web::admin::dashboard::SurveyChoice;
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::settings::Field;

const PATH: &str = "/admin/recovery/asking";

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    active: bool,
    after_days: Field,
    hold_out_percent: Field,
    surveys: Vec<SurveyChoice>,
}

/// GET /admin/recovery/asking
pub async fn show(member: Member) -> AdminResult {
    let wish = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0.ask_again)).await?;
    let typed = [wish.after_days.to_string(), wish.hold_out_percent.to_string()];
    page(&member, StatusCode::OK, &wish, typed, &[]).await
}

/// `typed` are the days and the per cent as they were typed.
async fn page(
    member: &Member,
    status: StatusCode,
    wish: &AskAgain,
    [days, percent]: [String; 2],
    problems: &[Problem],
) -> Result<HttpResponse, AdminError> {
    let list = member.read(|conn, cx| surveys::list(conn, cx.workspace)).await?;
    let field = |name: &str, value: String| Field {
        value,
        problem: problems.iter().find(|one| one.path.ends_with(name)).map(|problem| problem.message.clone()),
    };
    let own = SurveyChoice {
        key: String::new(),
        name: member.reader.text("asking-again-own", &[])?,
        selected: wish.survey.is_none(),
    };
    let choice = |row: surveys::SurveyRow| SurveyChoice {
        selected: wish.survey.as_deref() == Some(&row.key),
        key: row.key,
        name: row.name,
    };
    let open = list.into_iter().filter(|row| row.closed_at.is_none());
    let content = Content {
        problem_count: problems.len(),
        active: wish.active,
        after_days: field("after_days", days),
        hold_out_percent: field("hold_out_percent", percent),
        surveys: std::iter::once(own).chain(open.map(choice)).collect(),
    };
    member.page(Room::Recovery, "recovery_asking", status, &content).await
}

/// POST /admin/recovery/asking
pub async fn send(member: Member, form: Form) -> AdminResult {
    let typed = ["after_days", "hold_out_percent"].map(|name| form.text(name).trim().to_owned());
    // What is no number is out of every range.
    let number = |text: &String| text.parse::<u32>().unwrap_or(u32::MAX);
    let survey = Some(form.text("survey")).filter(|key| !key.is_empty());
    let wish = AskAgain {
        active: form.text("active") == "on",
        after_days: number(&typed[0]),
        hold_out_percent: number(&typed[1]),
        survey,
    };
    let document = json!({
        "active": wish.active,
        "after_days": wish.after_days,
        "hold_out_percent": wish.hold_out_percent,
        "survey": wish.survey,
    });
    let given: Map<String, Value> = [("ask_again".to_owned(), document)].into_iter().collect();
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &given, None, &actor).map(drop))
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(problems)) => page(&member, StatusCode::UNPROCESSABLE_ENTITY, &wish, typed, &problems).await,
        Err(error) => Err(error.into()),
    }
}
