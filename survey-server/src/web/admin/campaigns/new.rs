//! A new campaign: the file is read here, and the report is the next page. Nothing is sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use super::href;
use crate::error::Error;
use crate::outreach::campaign::check::{self, Draft, Failure, Nobody};
use crate::outreach::plan::basis_of;
use crate::store::{Time, surveys, workspaces};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::settings::Field;
use crate::web::admin::upload::Upload;
use crate::web::page::see_other;

/// The fields that are typed.
const TYPED: [&str; 6] = ["name", "file", "email_column", "pace", "date", "time"];
/// Most mails an hour that can be typed.
const MAX_PACE: i32 = 1_000_000;

#[derive(Serialize)]
struct Content {
    surveys: Vec<Choice>,
    bases: Vec<Choice>,
    problem_count: usize,
    #[serde(flatten)]
    typed: BTreeMap<&'static str, Field>,
}

#[derive(Serialize)]
struct Choice {
    key: String,
    name: String,
    selected: bool,
}

/// What is wrong, by field.
type Problems = BTreeMap<&'static str, String>;

/// GET /admin/campaigns/new
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, &Upload::default(), Problems::new()).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    upload: &Upload,
    mut problems: Problems,
) -> Result<HttpResponse, AdminError> {
    let (surveys, default) = member
        .read(|conn, cx| {
            let default = workspaces::load(conn, cx.workspace)?.settings.0.default_survey;
            Ok((surveys::list(conn, cx.workspace)?, default))
        })
        .await?;
    let chosen = Some(upload.text("survey")).filter(|key| !key.is_empty()).unwrap_or(default);
    let surveys = surveys.into_iter().filter(|row| row.closed_at.is_none());
    let mut bases = Vec::new();
    for key in ["", "consent", "soft_opt_in", "legitimate_interest"] {
        let name = member.reader.text("campaign-basis-name", &[("basis", Value::from(key))])?;
        bases.push(Choice { key: key.to_owned(), name, selected: upload.text("basis") == key });
    }
    let content = Content {
        surveys: surveys.map(|row| Choice { selected: row.key == chosen, key: row.key, name: row.name }).collect(),
        bases,
        problem_count: problems.len(),
        typed: TYPED
            .into_iter()
            .map(|name| (name, Field { value: upload.text(name), problem: problems.remove(name) }))
            .collect(),
    };
    member.page(Room::Outreach, "campaign_new", status, &content).await
}

/// POST /admin/campaigns/new
pub async fn send(member: Member, upload: Upload) -> AdminResult {
    let draft = match draft(&member, &upload).await? {
        Ok(draft) => draft,
        Err(problems) => return page(&member, StatusCode::UNPROCESSABLE_ENTITY, &upload, problems).await,
    };
    let cx = member.app.cx(member.who.session.workspace_id);
    let (db, clock, upload) = (member.app.db.clone(), member.app.clock.clone(), Arc::new(upload));
    let read = upload.clone();
    let checked =
        actix_web::web::block(move || check::check(&db, &*clock, &cx, &draft, read.file.as_slice(), true, &mut Nobody));
    let failed = match checked.await.map_err(|gone| Error::internal(gone.to_string()))? {
        Ok(campaign) => return Ok(see_other(&href(campaign.id))),
        Err(Failure::Other(error @ (Error::Unavailable { .. } | Error::Internal(_)))) => return Err(error.into()),
        Err(Failure::NoEmail(columns)) => {
            let columns = [("columns", Value::from(columns.join(", ")))];
            ("email_column", member.reader.text("problem-campaign-email", &columns)?)
        }
        Err(Failure::Columns(why)) => ("email_column", why.trim_start_matches("--map ").to_owned()),
        Err(other) => ("file", other.to_string()),
    };
    page(&member, StatusCode::UNPROCESSABLE_ENTITY, &upload, Problems::from([failed])).await
}

/// What was typed, or what is wrong with each field.
async fn draft(member: &Member, upload: &Upload) -> Result<Result<Draft, Problems>, Error> {
    let mut problems = Problems::new();
    let reader = &member.reader;
    if upload.file.is_empty() {
        problems.insert("file", reader.text("problem-campaign-file", &[])?);
    }
    let name = upload.text("name");
    if name.chars().count() > 200 || name.chars().any(char::is_control) {
        problems.insert("name", reader.text("problem-name", &[])?);
    }
    let pace = match upload.text("pace") {
        empty if empty.is_empty() => None,
        typed => match typed.parse().ok().filter(|pace| (1..=MAX_PACE).contains(pace)) {
            Some(pace) => Some(pace),
            None => {
                let bounds = [("least", Value::from(1)), ("most", Value::from(MAX_PACE))];
                problems.insert("pace", reader.text("problem-number", &bounds)?);
                None
            }
        },
    };
    let starts_at = match moment(member, &upload.text("date"), &upload.text("time")).await? {
        Ok(at) => at,
        Err(()) => {
            problems.insert("date", reader.text("problem-campaign-start", &[])?);
            None
        }
    };
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let column = upload.text("email_column");
    Ok(Ok(Draft {
        name,
        survey: Some(upload.text("survey")).filter(|key| !key.is_empty()),
        file_name: upload.file_name.clone(),
        map: if column.is_empty() { Vec::new() } else { vec![(column, "email".to_owned())] },
        basis: basis_of(&upload.text("basis")),
        pace,
        starts_at,
        created_by: member.actor(),
    }))
}

/// The moment in the workspace's zone; none when nothing was typed.
async fn moment(member: &Member, date: &str, time: &str) -> Result<Result<Option<Time>, ()>, Error> {
    if date.is_empty() && time.is_empty() {
        return Ok(Ok(None));
    }
    let zone = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.zone())).await?;
    let time = if time.is_empty() { "00:00" } else { time };
    let civil = format!("{date} {time}").parse::<jiff::civil::DateTime>();
    let at = civil.ok().and_then(|civil| civil.to_zoned(zone).ok()).map(|zoned| zoned.timestamp().into());
    Ok(at.map(Some).ok_or(()))
}
