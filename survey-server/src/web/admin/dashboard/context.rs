//! What the overview's page is told of the answers.

use serde::Serialize;

use super::super::reader::Reader;
use super::super::report::Controls;
use super::super::row::{CaseRow, ResponseRow};
use super::super::trend::{self, Alarm, WeekLine};
use super::steps::{NextStep, Step};
use crate::error::Error;
use crate::reporting::facts::Facts;
use crate::reporting::overview::Overview;
use crate::reporting::score::Measure;
use crate::reporting::value::{self, Change};
use crate::store::Time;
use crate::store::workspaces::Workspace;

/// The context of the page.
#[derive(Serialize)]
pub struct Content {
    pub controls: Controls,
    pub range: RangeShown,
    pub state: &'static str,
    pub count: u64,
    pub headline: Headline,
    pub score: Option<Score>,
    pub composition: Vec<Part>,
    pub chart: Option<String>,
    pub alarms: Vec<Alarm>,
    pub weeks: Vec<WeekLine>,
    pub facts: Option<Facts>,
    pub cases: Cases,
    pub responses: Vec<ResponseRow>,
    pub steps: Vec<Step>,
    pub next_step: Option<NextStep>,
}

/// A survey in a list to choose from.
#[derive(Debug, Serialize)]
pub struct SurveyChoice {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The one that is shown.
    pub selected: bool,
}

/// The range that is shown.
#[derive(Serialize)]
pub struct RangeShown {
    pub name: &'static str,
    pub moved: bool,
    pub to: Time,
}

/// The first sentence.
#[derive(Serialize)]
pub struct Headline {
    pub change: &'static str,
    pub points: i32,
}

/// The value with its interval: whole points of a net promoter score, else shares.
#[derive(Serialize)]
pub struct Score {
    pub kind: &'static str,
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// One part of the bar under the score.
#[derive(Serialize)]
pub struct Part {
    #[serde(rename = "part")]
    pub name: &'static str,
    pub tone: &'static str,
    pub count: u64,
    pub share: Option<f64>,
    pub x: f64,
    pub width: f64,
    pub href: String,
}

/// The most pressing cases.
#[derive(Serialize)]
pub struct Cases {
    pub open: i64,
    pub rows: Vec<CaseRow>,
}

/// What there is to say of the answers.
pub fn fill(
    content: &mut Content,
    reader: &Reader,
    workspace: &Workspace,
    measure: &Measure,
    overview: &Overview,
) -> Result<(), Error> {
    content.count = overview.counts.n();
    content.range.moved = overview.view.moved;
    content.range.to = overview.newest_at;
    content.state = match content.count {
        0 => "none",
        1..5 => "few",
        5..30 => "low",
        _ => "full",
    };
    let before = overview.before.clone().unwrap_or_default();
    let (change, points) = match value::change(measure, &overview.counts, &before)? {
        Change::Unknown => ("unknown", 0),
        Change::None => ("none", 0),
        Change::Up(points) => ("up", points),
        Change::Down(points) => ("down", points),
    };
    content.headline = Headline { change, points };
    // A net promoter score is shown in points, everything else as a share.
    let unit = if measure.is_nps() { 1.0 } else { 100.0 };
    content.score = value::shown(measure, &overview.counts)?.map(|value| Score {
        kind: measure.kind,
        value: f64::from(value.value) / unit,
        low: f64::from(value.low) / unit,
        high: f64::from(value.high) / unit,
    });
    content.composition = composition(measure, overview, content.score.is_some())?;
    if content.state == "full" {
        content.chart = Some(trend::chart(reader, measure, overview)?);
        content.weeks = trend::table(reader, workspace, measure, overview)?;
        content.alarms = trend::alarms(reader, workspace, measure, overview)?;
    }
    Ok(())
}

fn composition(measure: &Measure, overview: &Overview, with_share: bool) -> Result<Vec<Part>, Error> {
    let parts = value::composition(measure, &overview.counts)?;
    let names =
        if measure.is_nps() { ["promoter", "passive", "detractor"] } else { ["satisfied", "neutral", "dissatisfied"] };
    let tones = ["promoter", "passive", "detractor"];
    let all = overview.counts.n().max(1) as f64;
    let mut x = 0.0;
    let counts = [parts.happy, parts.middle, parts.unhappy];
    Ok(names
        .into_iter()
        .zip(tones)
        .zip(counts)
        .map(|((name, tone), count)| {
            let share = count as f64 / all;
            let width = (share * 10_000.0).round() / 100.0;
            let left = (x * 100.0_f64).round() / 100.0;
            x += width;
            Part {
                name,
                tone,
                count,
                share: with_share.then_some(share),
                x: left,
                width,
                href: format!("/admin/responses?category={tone}&survey={}", measure.row.key),
            }
        })
        .collect())
}
