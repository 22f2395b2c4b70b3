//! The rows in the reader's words.

use serde::Serialize;
use serde_json::Value;
use survey_core::score::Base;

use crate::clock::Cx;
use crate::error::Error;
use crate::render;
use crate::reporting::behind::Group;
use crate::reporting::difference::Difference;
use crate::reporting::score::Measure;
use crate::reporting::segments::{Row, Segments, Verdict};
use crate::reporting::value;
use crate::reporting::view::{Segment, View};
use crate::store::workspaces::day_date;
use crate::web::admin::reader::Reader;
use crate::web::admin::report::{self, Names, Whisker, words::days};
use crate::web::admin::words::{self, signed};

/// A row.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The value as it is sent.
    pub value: String,
    /// The value as it is read.
    pub name: String,
    /// The overview within it.
    href: String,
    /// Its answers.
    answers: String,
    /// How many those are.
    pub count: u64,
    share: f64,
    score: Option<String>,
    interval: Option<String>,
    is_low: bool,
    /// `none` (nothing to compare with), `few`, `same`, `unsure`, `up` or `down`.
    change: &'static str,
    change_words: String,
    /// The place in the fair order.
    pub place: Option<usize>,
    fair: Option<String>,
    /// `best` or `last`, where values truly differ.
    mark: Option<&'static str>,
    pub whisker: Option<Whisker>,
    pub shown: Option<value::Value>,
    #[serde(skip)]
    pub moved: Option<i32>,
    #[serde(skip)]
    flagged: Option<Difference>,
}

/// How far the values differed in a part of the time.
#[derive(Debug, Serialize)]
pub struct PartLine {
    days: String,
    groups: u64,
    points: Option<f64>,
    sentence: String,
}

impl Line {
    /// A row of a view.
    pub fn of(reader: &Reader, view: &View, names: &Names, found: &Segments, row: &Row) -> Result<Self, Error> {
        let measure = &found.view.measure;
        let within = view.within(&found.by, &row.value);
        let (change, change_words) = change(reader, row)?;
        let (score, interval) = match row.shown {
            Some(shown) => {
                (Some(words::value(reader, measure, shown.value)?), Some(interval(reader, measure, &shown)?))
            }
            None => (None, None),
        };
        let fair = match row.fair {
            Some(points) => Some(words::value(reader, measure, points.round() as i32)?),
            None => None,
        };
        let last = found.rows.iter().filter_map(|row| row.place).max();
        let is_real = matches!(found.spread.verdict, Verdict::Consistent | Verdict::Mixed | Verdict::Uneven);
        let mark = match row.place {
            Some(1) if is_real && last > Some(1) => Some("best"),
            place if is_real && place.is_some() && place == last && last > Some(1) => Some("last"),
            _ => None,
        };
        Ok(Line {
            name: names.value(&found.by, &row.value).to_owned(),
            value: row.value.clone(),
            href: within.address("/admin"),
            answers: answers_of(view, found, row),
            count: row.counts.n(),
            share: row.share,
            score,
            interval,
            is_low: Base::of(row.counts.n()) == Base::Low,
            change,
            change_words,
            place: row.place,
            fair,
            mark,
            whisker: None,
            shown: row.shown,
            moved: row.change.map(|change| change.points),
            flagged: row.change.filter(|_| row.is_flagged()),
        })
    }
}

/// `(+35 to +49)`
pub fn interval(reader: &Reader, measure: &Measure, shown: &value::Value) -> Result<String, Error> {
    let end = |value: i32| words::value(reader, measure, value).map(Value::from);
    reader.text("interval", &[("low", end(shown.low)?), ("high", end(shown.high)?)])
}

fn change(reader: &Reader, row: &Row) -> Result<(&'static str, String), Error> {
    let word = match (&row.before, &row.change) {
        (None, _) => "none",
        (Some(_), None) => "few",
        (Some(_), Some(found)) if row.is_flagged() && found.points > 0 => "up",
        (Some(_), Some(found)) if row.is_flagged() && found.points < 0 => "down",
        (Some(_), Some(found)) if found.is_real => "unsure",
        _ => "same",
    };
    let found = row.change.as_ref();
    let of = |end: fn(&Difference) -> i32| Value::from(found.map(end).map(signed).unwrap_or_default());
    let args = [
        ("change", Value::from(word)),
        ("points", of(|found| found.points)),
        ("low", of(|found| found.low)),
        ("high", of(|found| found.high)),
    ];
    Ok((word, reader.text("segments-change", &args)?))
}

/// Draws the intervals of all rows on one scale.
pub fn draw(lines: &mut [Line]) {
    let interval = |shown: value::Value| (shown.value, shown.low, shown.high);
    let scale = Whisker::scale(lines.iter().filter_map(|line| line.shown.map(interval)));
    for line in lines {
        line.whisker = line.shown.map(|shown| Whisker::on(scale, interval(shown)));
    }
}

/// The word of a verdict in texts.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "unknown",
        Verdict::Few => "few",
        Verdict::None => "none",
        Verdict::Unclear => "unclear",
        Verdict::Consistent => "consistent",
        Verdict::Mixed => "mixed",
        Verdict::Uneven => "uneven",
    }
}

/// What the headline rests on; none where it says nothing.
pub fn spread(reader: &Reader, found: &Segments) -> Result<Option<String>, Error> {
    let (Some(_), Some(share)) = (found.spread.points, found.spread.real_share) else { return Ok(None) };
    let args = [("count", Value::from(found.spread.groups)), ("share", Value::from((100.0 * share).round()))];
    reader.text("segments-spread", &args).map(Some)
}

/// Names at most this many.
const NAMED: usize = 5;

/// What changed by more than chance, by name; what fell first.
pub fn flagged(reader: &Reader, lines: &[Line]) -> Result<Option<String>, Error> {
    if lines.iter().all(|line| line.change == "none") {
        return Ok(None);
    }
    let mut found: Vec<(&str, i32)> =
        lines.iter().filter_map(|line| Some((line.name.as_str(), line.flagged?.points))).collect();
    found.sort_by_key(|(_, points)| *points);
    let named: Vec<String> =
        found.iter().take(NAMED).map(|(name, points)| format!("{name} {}", signed(*points))).collect();
    let args = [
        ("count", Value::from(found.len())),
        ("names", Value::from(named.join(", "))),
        ("rest", Value::from(found.len().saturating_sub(NAMED))),
    ];
    reader.text("segments-flagged", &args).map(Some)
}

/// The answers of a row: of one value of the view, or of one within its segments, which are looked up as they were counted.
fn answers_of(view: &View, found: &Segments, row: &Row) -> String {
    let days = found.view.days;
    if view.segments.is_empty() {
        return report::answers(&view.within(&found.by, &row.value), days, &[]);
    }
    let within = Segment { dimension: found.by.clone(), value: row.value.clone() };
    report::members(view, days, &Group::Within(within))
}

/// That answers before a day were not looked at, as more than `most` were not.
pub fn cut(reader: &Reader, day: i32, most: usize) -> Result<String, Error> {
    let day = render::day(reader.language(), day_date(day));
    reader.text("segments-cut", &[("day", day.into()), ("count", most.into())])
}

/// The parts of the time, newest first.
pub fn over_time(reader: &Reader, found: &Segments, cx: &Cx) -> Result<Vec<PartLine>, Error> {
    let today = day_date(found.view.workspace.day(cx.now));
    let line = |part: &crate::reporting::segments::Part| {
        let verdict = verdict(part.spread.verdict);
        Ok(PartLine {
            days: days(reader, (day_date(part.days.0), day_date(part.days.1)), today)?,
            groups: part.spread.groups,
            points: part.spread.points.map(f64::round),
            sentence: reader.text("segments-verdict", &[("verdict", verdict.into())])?,
        })
    };
    found.over_time.iter().rev().map(line).collect()
}
