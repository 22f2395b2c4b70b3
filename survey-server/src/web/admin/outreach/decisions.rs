//! The decisions behind a number, newest first, each in words and with the person.

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::why;
use crate::reporting::score::day_start;
use crate::store::decisions::{self, Filter, Outcome, Stage};
use crate::store::workspaces::{self, Workspace, day_number};
use crate::store::{Conn, Id, Time, people, surveys};
use crate::web::admin::error::AdminResult;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::paging::Pages;
use crate::web::admin::reader::Reader;
use crate::web::admin::row::called;
use crate::web::body::{self, Fields};

const PATH: &str = "/admin/outreach/decisions";
/// Decisions on a page.
const PER_PAGE: i64 = 50;

/// What the address asks for, as it was written.
#[derive(Clone, Default)]
struct Asked {
    survey: String,
    since: String,
    until: String,
    day: String,
    stage: String,
    outcome: String,
    reason: String,
    page: i64,
}

#[derive(Serialize)]
struct Content {
    back: String,
    outcome: String,
    reason: String,
    stage: String,
    day: Option<Time>,
    survey: Option<String>,
    lines: Vec<Line>,
    pages: Option<Pages>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    person: String,
    at: Time,
    stage: &'static str,
    survey: String,
    sentence: String,
    asked: bool,
}

/// GET /admin/outreach/decisions
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let asked = read(&mut query);
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, &asked)).await?;
    member.page(Room::Outreach, "outreach_decisions", StatusCode::OK, &content).await
}

fn read(query: &mut Fields) -> Asked {
    let (offset, _) = query.page();
    let mut text = |name: &str| query.text(name).unwrap_or_default();
    Asked {
        survey: text("survey"),
        since: text("since"),
        until: text("until"),
        day: text("day"),
        stage: text("stage"),
        outcome: text("outcome"),
        reason: text("reason"),
        page: offset / 20,
    }
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, asked: &Asked) -> Result<Content, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let all = surveys::list(conn, cx.workspace)?;
    let survey = all.iter().find(|row| row.key == asked.survey);
    let day = asked.day.parse().ok().map(day_number);
    let filter = Filter { survey_id: survey.map(|row| row.id), ..filter(&workspace, asked, day) };
    let mut found = decisions::list(conn, cx.workspace, &filter, asked.page * PER_PAGE, PER_PAGE + 1)?;
    let more = found.len() as i64 > PER_PAGE;
    found.truncate(PER_PAGE.unsigned_abs() as usize);
    let ids: Vec<Id> = found.iter().map(|decided| decided.person_id).collect();
    let people: BTreeMap<Id, _> =
        people::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|person| (person.id, person)).collect();
    let anonymous = reader.text("response-anonymous", &[])?;
    let mut lines = Vec::with_capacity(found.len());
    for decided in &found {
        let person = people.get(&decided.person_id).and_then(called).unwrap_or(&anonymous);
        let survey = all.iter().find(|row| row.id == decided.survey_id);
        lines.push(Line {
            href: format!("/admin/people/{}", decided.person_id),
            person: person.to_owned(),
            at: decided.at,
            stage: decided.stage.word(),
            survey: survey.map(|row| row.name.clone()).unwrap_or_default(),
            sentence: why::sentence(decided, reader.language(), &workspace.zone())?,
            asked: decided.outcome == Outcome::Scheduled,
        });
    }
    let query = [
        ("survey", asked.survey.as_str()),
        ("since", &asked.since),
        ("until", &asked.until),
        ("day", &asked.day),
        ("stage", &asked.stage),
        ("outcome", &asked.outcome),
        ("reason", &asked.reason),
    ];
    Ok(Content {
        back: super::address(super::PATH, &[("survey", &asked.survey)]),
        outcome: filter.outcome.map(Outcome::word).unwrap_or_default().to_owned(),
        reason: asked.reason.clone(),
        stage: filter.stage.map(Stage::word).unwrap_or_default().to_owned(),
        day: day.map(|day| day_start(&workspace, day)),
        survey: survey.map(|row| row.name.clone()),
        lines,
        pages: Pages::numbered(PATH, &query, asked.page, more),
    })
}

/// What of the address can be understood; the rest asks for nothing.
fn filter(workspace: &Workspace, asked: &Asked, day: Option<i32>) -> Filter {
    let moment = |text: &str| text.parse::<jiff::Timestamp>().ok().map(Time::from);
    let (from, before) = match day {
        Some(day) => (Some(day_start(workspace, day)), Some(day_start(workspace, day + 1))),
        None => (moment(&asked.since), moment(&asked.until)),
    };
    Filter {
        from,
        before,
        stage: Stage::from_word(&asked.stage),
        outcome: Outcome::from_word(&asked.outcome),
        reason: Some(asked.reason.clone()).filter(|reason| !reason.is_empty()),
        ..Filter::default()
    }
}
