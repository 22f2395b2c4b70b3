//! What the overview's page is told of the answers.

use serde::Serialize;
use serde_json::Value;

use super::found;
use super::steps::{NextStep, Step};
use super::today::Line;
use super::trend::{self, Trend};
use crate::error::Error;
use crate::reporting::difference;
use crate::reporting::facts::Facts;
use crate::reporting::overview::Overview;
use crate::reporting::value::{self, Change};
use crate::reporting::view::View;
use crate::store::Time;
use crate::store::workspaces::day_date;
use crate::web::admin::reader::Reader;
use crate::web::admin::report::{self, Controls, words as spans};
use crate::web::admin::row::{CaseRow, ResponseRow};
use crate::web::admin::words;

/// The context of the page.
#[derive(Serialize)]
pub struct Content {
    pub controls: Controls,
    /// `empty`: nobody ever answered; `none`: nobody in this view; `few`: one to four; `low`: to 29; `full`.
    pub state: &'static str,
    /// The newest answer, where the range ends with it.
    pub moved: Option<Time>,
    pub figures: Option<Figures>,
    pub facts: Option<Facts>,
    /// So many cases the reaction times look at.
    pub newest_cases: i64,
    /// The facts are of more answers than the figures.
    pub facts_of_all: bool,
    pub found: Vec<found::Line>,
    pub today: Vec<Line>,
    pub cases: Cases,
    pub responses: Vec<ResponseRow>,
    pub steps: Vec<Step>,
    pub next_step: Option<NextStep>,
}

/// The numbers of a view with answers.
#[derive(Serialize)]
pub struct Figures {
    count: u64,
    /// The list of these answers.
    href: String,
    headline: String,
    kind: &'static str,
    score: Option<Score>,
    /// The time that it is compared with, its value and how far they lie apart.
    compared: Option<String>,
    /// How the number is made.
    formula: String,
    composition: Vec<Part>,
    values: Vec<ValueLine>,
    unit: &'static str,
    trend: Option<Trend>,
    /// The first day that was looked at wholly, where there were too many answers.
    cut: Option<String>,
}

/// The value with its interval: whole points of a net promoter score, else shares.
#[derive(Serialize)]
struct Score {
    value: f64,
    low: f64,
    high: f64,
}

/// One part of the bar under the score.
#[derive(Serialize)]
struct Part {
    #[serde(rename = "part")]
    name: &'static str,
    tone: &'static str,
    count: u64,
    share: Option<f64>,
    x: f64,
    width: f64,
    href: String,
}

/// One value of the scale.
#[derive(Serialize)]
struct ValueLine {
    value: i64,
    tone: &'static str,
    count: u64,
    share: Option<f64>,
    reading: String,
    href: String,
}

/// The most pressing cases.
#[derive(Serialize)]
pub struct Cases {
    pub open: i64,
    pub rows: Vec<CaseRow>,
}

/// Puts the numbers of an overview into the page.
pub fn fill(content: &mut Content, reader: &Reader, view: &View, overview: &Overview) -> Result<(), Error> {
    let measure = &overview.view.measure;
    let count = overview.counts.n();
    content.state = match count {
        0 => "none",
        1..5 => "few",
        5..30 => "low",
        _ => "full",
    };
    content.moved = overview.view.moved.then_some(overview.newest_at);
    content.facts_of_all = !overview.view.segments.is_empty() || view.question.is_some();
    if count == 0 {
        return Ok(());
    }
    // A net promoter score is shown in points, everything else as a share.
    let unit = if measure.is_nps() { 1.0 } else { 100.0 };
    let score = value::shown(measure, &overview.counts)?.map(|value| Score {
        value: f64::from(value.value) / unit,
        low: f64::from(value.low) / unit,
        high: f64::from(value.high) / unit,
    });
    content.figures = Some(Figures {
        count,
        href: report::answers(view, overview.view.days, &[]),
        headline: headline(reader, overview)?,
        kind: measure.kind,
        compared: compared(reader, overview)?,
        formula: formula(reader, overview)?,
        composition: composition(view, overview, score.is_some())?,
        values: values(reader, view, overview, score.is_some())?,
        unit: if measure.is_nps() { "points" } else { "percent" },
        trend: if content.state == "few" { None } else { Some(trend::trend(reader, view, overview)?) },
        cut: overview.cut_at.map(|day| words::day(reader, day_date(day + 1))).transpose()?,
        score,
    });
    Ok(())
}

/// The days that a view is compared with, in words.
fn before_days(reader: &Reader, overview: &Overview) -> Result<Option<String>, Error> {
    let today = overview.view.dates().1;
    let words = |(from, until)| spans::days(reader, (day_date(from), day_date(until)), today);
    overview.view.before.map(words).transpose()
}

/// The first sentence: whether anything really changed.
fn headline(reader: &Reader, overview: &Overview) -> Result<String, Error> {
    let count = overview.counts.n();
    if count < 5 {
        return reader.text("headline-few", &[("count", Value::from(count))]);
    }
    let Some((days, before)) = before_days(reader, overview)?.zip(overview.before.as_ref()) else {
        return reader.text("report-headline-alone", &[("count", Value::from(count))]);
    };
    let (change, points) = match value::change(&overview.view.measure, &overview.counts, before)? {
        Change::Unknown if before.n() == 0 => ("nobody", 0),
        Change::Unknown => ("few", 0),
        Change::None => ("none", 0),
        Change::Up(points) => ("up", points),
        Change::Down(points) => ("down", points),
    };
    let args = [
        ("change", change.into()),
        ("points", points.into()),
        ("days", days.into()),
        ("count", Value::from(before.n())),
    ];
    reader.text("report-headline", &args)
}

/// `Compared with 3 Aug – 9 Aug: +25 (+11 to +39), 210 answers. Change +5 (−7 to +17).`
fn compared(reader: &Reader, overview: &Overview) -> Result<Option<String>, Error> {
    let measure = &overview.view.measure;
    let Some((days, before)) = before_days(reader, overview)?.zip(overview.before.as_ref()) else { return Ok(None) };
    let number = words::number(reader, measure, before)?;
    let first = reader.text("report-compared", &[("days", days.into()), ("number", number.into())])?;
    let Some(found) = difference::difference(measure, &overview.counts, before)? else { return Ok(Some(first)) };
    let ends = [("low", words::signed(found.low).into()), ("high", words::signed(found.high).into())];
    let interval = reader.text("interval", &ends)?;
    let args = [("points", words::signed(found.points).into()), ("interval", interval.into())];
    Ok(Some(format!("{first} {}", reader.text("report-difference", &args)?)))
}

/// How the number is made, and the mean beside a share.
fn formula(reader: &Reader, overview: &Overview) -> Result<String, Error> {
    let measure = &overview.view.measure;
    if measure.is_nps() {
        return reader.text("report-formula-nps", &[]);
    }
    let [(low, high), ..] = measure.bands();
    let args = [
        ("low", low.into()),
        ("high", high.into()),
        ("from", measure.scale.0.into()),
        ("to", Value::from(measure.scale.1)),
    ];
    let share = reader.text("report-formula-share", &args)?;
    let mean = measure.histogram(&overview.counts)?.mean().filter(|mean| mean.n >= 5);
    let Some((mean, ends)) = mean.and_then(|mean| Some((mean, mean.interval?))) else { return Ok(share) };
    let one = |value: f64| Value::from((value * 10.0).round() / 10.0);
    let args = [("mean", one(mean.value)), ("low", one(ends.low)), ("high", one(ends.high))];
    Ok(format!("{share} {}", reader.text("report-mean", &args)?))
}

fn composition(view: &View, overview: &Overview, with_share: bool) -> Result<Vec<Part>, Error> {
    let measure = &overview.view.measure;
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
            let href = report::answers(view, overview.view.days, &[("category", tone)]);
            Part { name, tone, count, share: with_share.then_some(share), x: left, width, href }
        })
        .collect())
}

/// Every value of the scale, lowest first.
fn values(reader: &Reader, view: &View, overview: &Overview, with_share: bool) -> Result<Vec<ValueLine>, Error> {
    let measure = &overview.view.measure;
    let histogram = measure.histogram(&overview.counts)?;
    let all = overview.counts.n().max(1) as f64;
    let line = |(value, count): (i64, &u64)| {
        let share = with_share.then_some(*count as f64 / all);
        let count_text = reader.text("answers", &[("count", Value::from(*count))])?;
        let percent = share.map(|share| Value::from((share * 100.0).round() as i64));
        let percent = percent.map(|share| reader.text("chart-percent", &[("n", share)])).transpose()?;
        let score = value.to_string();
        Ok(ValueLine {
            value,
            tone: measure.category(value),
            count: *count,
            share,
            reading: match percent {
                Some(percent) => format!("{value}: {count_text}, {percent}"),
                None => format!("{value}: {count_text}"),
            },
            href: report::answers(view, overview.view.days, &[("score", &score)]),
        })
    };
    histogram.scale().zip(histogram.counts()).map(line).collect()
}
