//! Two segments, or two saved views, side by side.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use survey_core::score::Base;

use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::report::{self, Controls, Names, Opened, words::days};
use super::segments::{Choice, cut, interval};
use super::words::{self, signed};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::compare::{self, Comparison, Side, VIEW};
use crate::reporting::view::Segment;
use crate::reporting::{scan, value};
use crate::store::workspaces::{day_date, day_number};
use crate::store::{Conn, views};
use crate::web::body;

/// The page's address.
pub const PATH: &str = "/admin/compare";

#[derive(Serialize)]
struct Content {
    controls: Controls,
    words: Vec<(&'static str, String)>,
    /// What the two can be chosen from, by dimension.
    firsts: Vec<Group>,
    seconds: Vec<Group>,
    problems: Vec<String>,
    headline: Option<String>,
    detail: Option<String>,
    notices: Vec<String>,
    sides: Vec<Shown>,
    unit: &'static str,
    scale: Option<(i32, i32)>,
}

#[derive(Serialize)]
struct Group {
    name: String,
    values: Vec<Choice>,
}

/// One side.
#[derive(Serialize)]
struct Shown {
    name: String,
    href: String,
    answers: String,
    count: u64,
    /// So few answers that the score says little.
    is_low: bool,
    score: Option<String>,
    interval: Option<String>,
    days: String,
    steps: Vec<StepLine>,
}

/// A step of its trend, with what the chart is drawn from.
#[derive(Serialize)]
struct StepLine {
    label: String,
    days: String,
    href: String,
    reading: String,
    count: u64,
    score: Option<String>,
    interval: Option<String>,
    value: Option<i32>,
    low: Option<i32>,
    high: Option<i32>,
}

/// GET /admin/compare
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let query = request.query_string().to_owned();
    let mut fields = body::query(&request);
    let mut word = |name: &str| fields.text(name).unwrap_or_default().trim().to_owned();
    let (a, b) = (word("a"), word("b"));
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, &query, &a, &b)).await?;
    member.page(Room::Overview, "compare", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, query: &str, a: &str, b: &str) -> Result<Content, Error> {
    let Opened { view, controls, names, resolved } = report::open(conn, cx, reader, PATH, query)?;
    let mut words = view.words();
    let mut content = Content {
        firsts: groups(conn, cx, reader, &names, a)?,
        seconds: groups(conn, cx, reader, &names, b)?,
        controls: controls.asking(&[("a", a), ("b", b)]),
        words: std::mem::take(&mut words),
        problems: Vec::new(),
        headline: None,
        detail: None,
        notices: Vec::new(),
        sides: Vec::new(),
        unit: "points",
        scale: None,
    };
    if a.is_empty() || b.is_empty() || resolved.is_none() {
        return Ok(content);
    }
    match compare::compare(conn, cx, &view, a, b) {
        Ok(found) => fill(&mut content, cx, reader, &names, &found)?,
        Err(Error::Invalid(problems)) => {
            for problem in problems {
                let side = if problem.path == "a" { a } else { b };
                content.problems.push(reader.text("compare-problem", &[("side", side.into())])?);
            }
        }
        Err(error) => return Err(error),
    }
    Ok(content)
}

/// What can be compared: the values of the dimensions, and the saved views.
fn groups(conn: &mut Conn, cx: &Cx, reader: &Reader, names: &Names, chosen: &str) -> Result<Vec<Group>, Error> {
    let mut groups = Vec::new();
    let mut is_there = chosen.is_empty();
    for (dimension, name) in names.dimensions() {
        let mut values = Vec::new();
        for value in names.values(conn, cx, dimension)? {
            let segment = Segment { dimension: dimension.to_owned(), value };
            let (word, name) = (segment.word(), names.value(dimension, &segment.value).to_owned());
            is_there |= word == chosen;
            values.push(Choice { selected: word == chosen, value: word, name });
        }
        if !values.is_empty() {
            groups.push(Group { name: name.to_owned(), values });
        }
    }
    let saved = views::list(conn, cx.workspace)?.into_iter().map(|row| {
        let value = format!("{VIEW}{}", row.id);
        Choice { selected: value == chosen, name: row.name, value }
    });
    let saved: Vec<Choice> = saved.collect();
    is_there |= saved.iter().any(|choice| choice.selected);
    if !saved.is_empty() {
        groups.push(Group { name: reader.text("compare-views", &[])?, values: saved });
    }
    if !is_there {
        // There are more values than are listed, and some that nobody answers with any more.
        let name = Segment::of(chosen).map_or_else(|| chosen.to_owned(), |segment| segment.value);
        let values = vec![Choice { value: chosen.to_owned(), name, selected: true }];
        groups.insert(0, Group { name: reader.text("compare-now", &[])?, values });
    }
    Ok(groups)
}

fn name(names: &Names, side: &Side) -> String {
    let segment = Segment::of(&side.word).map(|segment| names.value(&segment.dimension, &segment.value).to_owned());
    side.name.clone().or(segment).unwrap_or_default()
}

fn fill(content: &mut Content, cx: &Cx, reader: &Reader, names: &Names, found: &Comparison) -> Result<(), Error> {
    let (a, b) = (name(names, &found.a), name(names, &found.b));
    let word = match &found.difference {
        None => "few",
        Some(difference) if !difference.is_real => "none",
        Some(difference) if difference.points < 0 => "below",
        Some(_) => "above",
    };
    let points = found.difference.map_or(0, |difference| difference.points.abs());
    let args = [("difference", Value::from(word)), ("a", a.into()), ("b", b.into()), ("points", points.into())];
    content.headline = Some(reader.text("compare-headline", &args)?);
    if let Some(difference) = &found.difference {
        let args = [
            ("points", Value::from(signed(difference.points))),
            ("low", signed(difference.low).into()),
            ("high", signed(difference.high).into()),
            ("chance", chance(reader, difference.p)?.into()),
        ];
        content.detail = Some(reader.text("compare-detail", &args)?);
    }
    if found.may_overlap {
        content.notices.push(reader.text("compare-overlap", &[])?);
    }
    if found.a.view.days != found.b.view.days {
        content.notices.push(reader.text("compare-times", &[])?);
    }
    if let Some(day) = found.a.cut_at.max(found.b.cut_at) {
        content.notices.push(cut(reader, day, scan::MOST)?);
    }
    content.unit = if found.a.view.measure.is_nps() { "points" } else { "percent" };
    content.scale = found.scale;
    content.sides = vec![shown(cx, reader, names, &found.a)?, shown(cx, reader, names, &found.b)?];
    Ok(())
}

/// A chance as people read it: `less than 0.1 %`, `3.2 %`.
pub fn chance(reader: &Reader, p: f64) -> Result<String, Error> {
    let word = if p < 0.001 { "tiny" } else { "some" };
    reader.text("compare-chance", &[("size", word.into()), ("percent", ((1000.0 * p).round() / 10.0).into())])
}

fn shown(cx: &Cx, reader: &Reader, names: &Names, side: &Side) -> Result<Shown, Error> {
    let measure = &side.view.measure;
    let today = day_date(side.view.workspace.day(cx.now));
    let mut steps = Vec::with_capacity(side.steps.len());
    for (start, end, counts) in &side.steps {
        let value = value::shown(measure, counts)?;
        let text = |one: i32| words::value(reader, measure, one);
        let score = value.map(|value| text(value.value)).transpose()?;
        let within = value.map(|value| interval(reader, measure, &value)).transpose()?;
        let href = report::answers(&side.link, (day_number(*start), day_number(*end)), &[]);
        let days = days(reader, (*start, *end), today)?;
        let answers = reader.text("answers", &[("count", counts.n().into())])?;
        let reading = match (&score, &within) {
            (Some(score), Some(within)) => format!("{days}: {score} {within}, {answers}"),
            _ => format!("{days}: {answers}"),
        };
        steps.push(StepLine {
            label: words::day(reader, *start)?,
            days,
            href,
            reading,
            count: counts.n(),
            score,
            interval: within,
            value: value.map(|value| value.value),
            low: value.map(|value| value.low),
            high: value.map(|value| value.high),
        });
    }
    Ok(Shown {
        name: name(names, side),
        href: side.link.address("/admin"),
        answers: report::answers(&side.link, side.view.days, &[]),
        count: side.counts.n(),
        is_low: Base::of(side.counts.n()) == Base::Low,
        score: side.shown.map(|shown| words::value(reader, measure, shown.value)).transpose()?,
        interval: side.shown.map(|shown| interval(reader, measure, &shown)).transpose()?,
        days: days(reader, side.view.dates(), today)?,
        steps,
    })
}
