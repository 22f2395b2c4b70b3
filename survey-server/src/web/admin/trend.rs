//! The trend of the overview in the reader's words: the chart, the same as a table, and the alarms as sentences.

use serde::Serialize;
use survey_core::trend::Alarm as Direction;

use super::reader::Reader;
use super::words;
use crate::error::Error;
use crate::reporting::chart::{self, Bar, Mark};
use crate::reporting::overview::Overview;
use crate::reporting::score::{Measure, day_start};
use crate::reporting::value;
use crate::store::Time;
use crate::store::workspaces::{Workspace, day_date, day_number};

/// A week of the table.
#[derive(Debug, Serialize)]
pub struct WeekLine {
    start: Time,
    count: u64,
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
}

/// A week in which something changed.
#[derive(Debug, Serialize)]
pub struct Alarm {
    direction: &'static str,
    week: Time,
    value: String,
    expected: String,
}

/// The drawing.
pub fn chart(reader: &Reader, measure: &Measure, overview: &Overview) -> Result<String, Error> {
    let mut bars = Vec::with_capacity(overview.steps.len());
    for step in &overview.steps {
        let shown = value::shown(measure, &step.counts)?;
        bars.push(Bar {
            label: words::day(reader, step.start)?,
            reading: words::reading(reader, measure, step)?,
            count: step.counts.n(),
            value: shown.map(|shown| (shown.value, shown.low, shown.high)),
            mark: step.alarm.map(|alarm| match alarm {
                Direction::Fall => Mark::Fell,
                Direction::Rise => Mark::Rose,
            }),
        });
    }
    let label = reader.text("chart-label", &[])?;
    Ok(chart::svg(&bars, &label, |value| words::value(reader, measure, value).unwrap_or_else(|_| value.to_string())))
}

/// The same as a table.
pub fn table(
    reader: &Reader,
    workspace: &Workspace,
    measure: &Measure,
    overview: &Overview,
) -> Result<Vec<WeekLine>, Error> {
    let text = |value: Option<i32>| value.map(|value| words::value(reader, measure, value)).transpose();
    let mut lines = Vec::with_capacity(overview.steps.len());
    for step in &overview.steps {
        let shown = value::shown(measure, &step.counts)?;
        lines.push(WeekLine {
            start: day_start(workspace, day_number(step.start)),
            count: step.counts.n(),
            value: text(shown.map(|shown| shown.value))?,
            low: text(shown.map(|shown| shown.low))?,
            high: text(shown.map(|shown| shown.high))?,
        });
    }
    Ok(lines)
}

/// The weeks with an alarm and a value, as sentences need them.
pub fn alarms(
    reader: &Reader,
    workspace: &Workspace,
    measure: &Measure,
    overview: &Overview,
) -> Result<Vec<Alarm>, Error> {
    let mut alarms = Vec::new();
    for step in &overview.steps {
        let first = overview.alarms.iter().find(|alarm| (step.start..=step.end).contains(&day_date(alarm.day)));
        let (Some(alarm), Some(shown)) = (first, value::shown(measure, &step.counts)?) else { continue };
        alarms.push(Alarm {
            direction: if alarm.alarm == Direction::Fall { "down" } else { "up" },
            week: day_start(workspace, day_number(step.start)),
            value: words::value(reader, measure, shown.value)?,
            expected: words::value(reader, measure, (alarm.usual * 100.0).round() as i32)?,
        });
    }
    Ok(alarms)
}
