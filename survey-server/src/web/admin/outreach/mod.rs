//! Who was asked and who was not: the ledger in numbers, each of which leads to the people behind it.

mod decisions;
mod lines;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

pub use self::decisions::show as show_decisions;
use self::lines::{ReasonLine, SurveyLine};
use super::dashboard::SurveyChoice;
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::address;
use super::reader::Reader;
use super::words;
use crate::error::Error;
use crate::reporting::columns::{self, Column};
use crate::reporting::outreach::{self, Report, Wanted};
use crate::store::Time;
use crate::store::decisions::Stage;
use crate::store::workspaces::day_date;
use crate::web::body;

/// The page's address.
const PATH: &str = "/admin/outreach";
/// The ranges to choose from: their words in addresses and their days.
const RANGES: [(&str, i64); 4] = [("d7", 7), ("d30", 30), ("d90", 90), ("d365", 365)];

#[derive(Serialize)]
struct Content {
    surveys: Vec<SurveyChoice>,
    ranges: Vec<RangeLink>,
    range: &'static str,
    asked: i64,
    refused: i64,
    any: bool,
    chart: String,
    stages: Vec<StageHead>,
    reasons: Vec<ReasonLine>,
    by_survey: Vec<SurveyLine>,
    days: Vec<DayLine>,
}

#[derive(Serialize)]
struct RangeLink {
    name: &'static str,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct StageHead {
    stage: &'static str,
}

#[derive(Serialize)]
struct DayLine {
    day: String,
    asked: i64,
    refused: i64,
    withdrawn: i64,
    href: String,
}

/// GET /admin/outreach
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let word = query.text("range").unwrap_or_default();
    let (range, days) = RANGES.into_iter().find(|(name, _)| *name == word).unwrap_or(RANGES[1]);
    let survey = query.text("survey").filter(|key| !key.is_empty());
    let now = member.app.clock.now();
    let wanted = Wanted { survey, since: Some(now.plus_days(1 - days)), until: Some(now) };
    let report = member.read(move |conn, cx| outreach::report(conn, cx, &wanted)).await?;
    let content = content(&member.reader, &report, range)?;
    member.page(Room::Outreach, "outreach", StatusCode::OK, &content).await
}

fn content(reader: &Reader, report: &Report, range: &'static str) -> Result<Content, Error> {
    let chosen = report.survey.as_deref().unwrap_or_default();
    let all = SurveyChoice {
        key: String::new(),
        name: reader.text("outreach-all-surveys", &[])?,
        selected: chosen.is_empty(),
    };
    let choice = |(_, key, name): &(i32, String, String)| SurveyChoice {
        key: key.clone(),
        name: name.clone(),
        selected: key == chosen,
    };
    let ranges = RANGES.into_iter().map(|(name, _)| RangeLink {
        name,
        href: address(PATH, &[("survey", chosen), ("range", name)]),
        current: name == range,
    });
    Ok(Content {
        surveys: std::iter::once(all).chain(report.surveys.iter().map(choice)).collect(),
        ranges: ranges.collect(),
        range,
        asked: report.sum(|count| count.stage == Stage::Arrival && count.reason.is_none()),
        refused: report.sum(|count| count.stage == Stage::Arrival && count.reason.is_some()),
        any: report.sum(|_| true) > 0,
        chart: chart(reader, report)?,
        stages: Stage::ALL.map(|stage| StageHead { stage: stage.word() }).into(),
        reasons: lines::reasons(report),
        by_survey: lines::surveys(report),
        days: days(reader, report)?,
    })
}

/// The drawing: what was decided when events and requests arrived, day by day.
fn chart(reader: &Reader, report: &Report) -> Result<String, Error> {
    let mut drawn = Vec::new();
    for day in report.first..=report.last {
        let (asked, refused) = arrived(report, day);
        let label = words::day(reader, day_date(day))?;
        let reading = reader.text(
            "outreach-day",
            &[("day", label.as_str().into()), ("asked", asked.into()), ("refused", refused.into())],
        )?;
        drawn.push(Column { label, reading, lower: asked.unsigned_abs(), upper: refused.unsigned_abs() });
    }
    let label = reader.text("outreach-chart", &[])?;
    Ok(columns::svg(&drawn, &label, |count| count.to_string()))
}

fn arrived(report: &Report, day: i32) -> (i64, i64) {
    let sum = |asked: bool| {
        report.sum(|count| count.day == day && count.stage == Stage::Arrival && count.reason.is_none() == asked)
    };
    (sum(true), sum(false))
}

/// The days on which something was decided, newest first.
fn days(reader: &Reader, report: &Report) -> Result<Vec<DayLine>, Error> {
    let mut lines = Vec::new();
    for day in (report.first..=report.last).rev().filter(|day| report.sum(|count| count.day == *day) > 0) {
        let (asked, refused) = arrived(report, day);
        lines.push(DayLine {
            day: words::day(reader, day_date(day))?,
            asked,
            refused,
            withdrawn: report.sum(|count| count.day == day && count.stage != Stage::Arrival && count.reason.is_some()),
            href: lines::behind(report, &[("day", &day_date(day).to_string())]),
        });
    }
    Ok(lines)
}

/// The first moment of the first day and of the day after the last.
fn bounds(report: &Report) -> (Time, Time) {
    let start = |day| crate::reporting::score::day_start(&report.workspace, day);
    (start(report.first), start(report.last + 1))
}
