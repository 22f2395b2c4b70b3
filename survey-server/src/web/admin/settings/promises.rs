//! Settings: what customers whose case opens are told, and how promises to them are looked after.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, json};

use super::Field;
use crate::account::settings_document::{self, Part};
use crate::error::{Error, Problem};
use crate::store::promise_settings::Promises;
use crate::store::workspaces;
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/promises";
/// The fields with a number.
const NUMBERS: [&str; 2] = ["look_before_minutes", "renewals"];

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    acknowledge: bool,
    choose_time: bool,
    #[serde(flatten)]
    numbers: BTreeMap<&'static str, Field>,
}

/// GET /admin/settings/promises
pub async fn show(member: Member) -> AdminResult {
    let stored = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0.promises)).await?;
    let typed = stored.bounds().map(|(name, value, _, _)| (name, value.to_string()));
    page(&member, StatusCode::OK, &stored, &BTreeMap::from(typed), &[]).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    promises: &Promises,
    typed: &BTreeMap<&'static str, String>,
    problems: &[Problem],
) -> Result<HttpResponse, AdminError> {
    let field = |name: &'static str| {
        let wrong = problems.iter().find(|problem| problem.path == format!("promises.{name}"));
        let value = typed.get(name).cloned().unwrap_or_default();
        (name, Field { value, problem: wrong.map(|problem| problem.message.clone()) })
    };
    let content = Content {
        problem_count: problems.len(),
        acknowledge: promises.acknowledge,
        choose_time: promises.choose_time,
        numbers: NUMBERS.into_iter().map(field).collect(),
    };
    member.page(Room::Settings, "settings_promises", status, &content).await
}

/// POST /admin/settings/promises
pub async fn send(member: Member, form: Form) -> AdminResult {
    let typed: BTreeMap<&'static str, String> = NUMBERS.into_iter().map(|name| (name, form.text(name))).collect();
    let number = |name: &str| typed.get(name).and_then(|text| text.parse::<i64>().ok()).unwrap_or(-1);
    let promises = Promises {
        acknowledge: form.text("acknowledge") == "yes",
        choose_time: form.text("choose_time") == "yes",
        look_before_minutes: number("look_before_minutes"),
        renewals: number("renewals"),
    };
    let mut given = Map::new();
    given.insert("promises".to_owned(), json!(promises));
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &given, None, &actor).map(drop))
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(problems)) => {
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, &promises, &typed, &problems).await
        }
        Err(error) => Err(error.into()),
    }
}
