//! The trend of the overview in the reader's words: the table that the chart is drawn from, and the alarms as sentences.

use serde::Serialize;
use survey_core::trend::Alarm as Direction;
use survey_core::trend::Bucket;

use crate::error::Error;
use crate::render;
use crate::reporting::overview::{Overview, Step};
use crate::reporting::value;
use crate::reporting::view::View;
use crate::store::workspaces::{day_date, day_number};
use crate::web::admin::reader::Reader;
use crate::web::admin::report;
use crate::web::admin::words;

/// The trend of a view.
#[derive(Debug, Serialize)]
pub struct Trend {
    /// The word of its steps.
    bucket: &'static str,
    /// `points` or `percent`.
    unit: &'static str,
    /// What a copy of it is called, without an ending.
    file: String,
    lines: Vec<Line>,
    /// What was out of the ordinary, as sentences.
    alarms: Vec<String>,
}

/// A step: a row of the table and a point of the chart.
#[derive(Debug, Serialize)]
struct Line {
    /// The first day, as `2026-11-02`.
    start: String,
    /// The short name on the axis.
    label: String,
    /// The name in the table.
    name: String,
    /// The sentence that hovering and focus show.
    reading: String,
    count: u64,
    shown: Option<Shown>,
    /// `fall` or `rise`, where it changed more than chance explains.
    mark: Option<&'static str>,
    href: String,
}

/// A value and its interval, for the chart and as they are written.
#[derive(Debug, Serialize)]
struct Shown {
    value: i32,
    low: i32,
    high: i32,
    value_text: String,
    low_text: String,
    high_text: String,
}

/// The trend of an overview.
pub fn trend(reader: &Reader, view: &View, overview: &Overview) -> Result<Trend, Error> {
    let (measure, bucket) = (&overview.view.measure, overview.view.bucket);
    let (from, until) = overview.view.dates();
    Ok(Trend {
        bucket: bucket.word(),
        unit: if measure.is_nps() { "points" } else { "percent" },
        file: format!("{}-{}-{from}-{until}", measure.row.key, measure.question),
        lines: overview.steps.iter().map(|step| line(reader, view, overview, step)).collect::<Result<_, _>>()?,
        alarms: alarms(reader, overview)?,
    })
}

fn line(reader: &Reader, view: &View, overview: &Overview, step: &Step) -> Result<Line, Error> {
    let (measure, bucket) = (&overview.view.measure, overview.view.bucket);
    let text = |value: i32| words::value(reader, measure, value);
    let shown = match value::shown(measure, &step.counts)? {
        None => None,
        Some(shown) => Some(Shown {
            value: shown.value,
            low: shown.low,
            high: shown.high,
            value_text: text(shown.value)?,
            low_text: text(shown.low)?,
            high_text: text(shown.high)?,
        }),
    };
    let (from, until) = overview.view.days;
    let days = (day_number(step.start).max(from), day_number(step.end).min(until));
    // Over more than a year a day without its year could be any of several.
    let is_long = until - from > 366 && bucket != Bucket::Week;
    Ok(Line {
        start: step.start.to_string(),
        label: if is_long { render::day(reader.language(), step.start) } else { words::day(reader, step.start)? },
        name: match bucket {
            Bucket::Week => render::day(reader.language(), step.start),
            _ => words::step(reader, bucket, (step.start, step.end))?,
        },
        reading: words::reading(reader, measure, bucket, step)?,
        count: step.counts.n(),
        mark: step.alarm.filter(|_| shown.is_some()).map(|alarm| match alarm {
            Direction::Fall => "fall",
            Direction::Rise => "rise",
        }),
        shown,
        href: report::answers(view, days, &[]),
    })
}

/// The steps with an alarm and a value, as sentences.
fn alarms(reader: &Reader, overview: &Overview) -> Result<Vec<String>, Error> {
    let measure = &overview.view.measure;
    let mut alarms = Vec::new();
    for step in &overview.steps {
        let first = overview.alarms.iter().find(|alarm| (step.start..=step.end).contains(&day_date(alarm.day)));
        let (Some(alarm), Some(shown)) = (first, value::shown(measure, &step.counts)?) else { continue };
        let direction = if alarm.alarm == Direction::Fall { "down" } else { "up" };
        let args = [
            ("direction", direction.into()),
            ("step", words::step(reader, overview.view.bucket, (step.start, step.end))?.into()),
            ("value", words::value(reader, measure, shown.value)?.into()),
            ("expected", words::value(reader, measure, (alarm.usual * 100.0).round() as i32)?.into()),
        ];
        alarms.push(reader.text("report-alarm", &args)?);
    }
    Ok(alarms)
}
