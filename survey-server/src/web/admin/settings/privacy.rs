//! Personal data: how long it is kept, what goes next, and what people are told about it.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Field;
use crate::account::settings_document::{self, Part};
use crate::error::{Error, Problem};
use crate::response::retention;
use crate::store::retention::What;
use crate::store::workspaces::{self, Settings};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/privacy";
/// The fields that are typed beside the days.
const OTHERS: [&str; 2] = ["privacy_url", "anonymous_min_group"];

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    days: Vec<Days>,
    #[serde(flatten)]
    typed: BTreeMap<&'static str, Field>,
    next: Vec<Line>,
}

/// How long something is kept.
#[derive(Serialize)]
struct Days {
    name: &'static str,
    label: String,
    hint: String,
    #[serde(flatten)]
    field: Field,
}

/// What the next run lets go of.
#[derive(Serialize)]
struct Line {
    what: String,
    count: i64,
}

/// GET /admin/settings/privacy
pub async fn show(member: Member) -> AdminResult {
    let settings = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0)).await?;
    page(&member, StatusCode::OK, &stored(&settings), &[]).await
}

fn stored(settings: &Settings) -> BTreeMap<&'static str, String> {
    let days = settings.retention.bounds().map(|(name, days, _, _)| (name, days.to_string()));
    let others = [settings.privacy_url.clone(), settings.anonymous_min_group.to_string()];
    days.into_iter().chain(OTHERS.into_iter().zip(others)).collect()
}

async fn page(
    member: &Member,
    status: StatusCode,
    typed: &BTreeMap<&'static str, String>,
    problems: &[Problem],
) -> Result<HttpResponse, AdminError> {
    let (settings, preview) = member
        .read(|conn, cx| Ok((workspaces::load(conn, cx.workspace)?.settings.0, retention::preview(conn, cx)?)))
        .await?;
    let field = |name: &str, path: &str| Field {
        value: typed.get(name).cloned().unwrap_or_default(),
        problem: problems.iter().find(|problem| problem.path == path).map(|problem| problem.message.clone()),
    };
    let mut days = Vec::new();
    for (name, _, least, most) in settings.retention.bounds() {
        let bounds = [("least", Value::from(least)), ("most", Value::from(most))];
        days.push(Days {
            name,
            label: member.reader.text("privacy-what", &[("what", Value::from(name))])?,
            hint: member.reader.text("privacy-bounds", &bounds)?,
            field: field(name, &format!("retention.{name}")),
        });
    }
    let line = |(what, count): (What, i64)| -> Result<Line, Error> {
        Ok(Line { what: member.reader.text("privacy-what", &[("what", Value::from(what.word()))])?, count })
    };
    let content = Content {
        problem_count: problems.len(),
        days,
        typed: OTHERS.into_iter().map(|name| (name, field(name, name))).collect(),
        next: preview.into_iter().map(line).collect::<Result<Vec<Line>, Error>>()?,
    };
    member.page(Room::Settings, "settings_privacy", status, &content).await
}

/// POST /admin/settings/privacy
pub async fn send(member: Member, form: Form) -> AdminResult {
    let names = Settings::default().retention.bounds().map(|(name, _, _, _)| name);
    let typed: BTreeMap<&'static str, String> =
        names.into_iter().chain(OTHERS).map(|name| (name, form.text(name))).collect();
    let number = |name: &str| typed.get(name).and_then(|text| text.trim().parse::<i64>().ok()).unwrap_or(-1);
    let days: Map<String, Value> = names.into_iter().map(|name| (name.to_owned(), number(name).into())).collect();
    let mut given = Map::new();
    given.insert("retention".to_owned(), days.into());
    given.insert("privacy_url".to_owned(), json!(form.text("privacy_url").trim()));
    given.insert("anonymous_min_group".to_owned(), number("anonymous_min_group").into());
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &given, None, &actor).map(drop))
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(problems)) => page(&member, StatusCode::UNPROCESSABLE_ENTITY, &typed, &problems).await,
        Err(error) => Err(error.into()),
    }
}
