//! A view by the values of one dimension: the table with a fair order, real changes flagged, and how far they truly differ.

mod lines;
mod order;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use self::lines::{Line, PartLine};
pub use self::lines::{cut, interval};
use self::order::{Head, Sort};
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::{Pages, address};
use super::reader::Reader;
use super::report::{self, Controls, Names, Opened};
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::scan;
use crate::reporting::segments::{self, Segments, Verdict};
use crate::reporting::view::View;
use crate::response::dimension::MOST_VALUES;
use crate::store::Conn;
use crate::web::body;

/// The page's address.
pub const PATH: &str = "/admin/segments";
/// The page of a view, cut by a dimension.
pub fn cut_by(view: &View, by: &str) -> String {
    let mut query: Vec<(&str, String)> = view.words();
    query.push(("by", by.to_owned()));
    let query: Vec<(&str, &str)> = query.iter().map(|(name, word)| (*name, word.as_str())).collect();
    address(PATH, &query)
}

/// Rows on a page.
const PER_PAGE: usize = 100;

/// What the page asks beside the view.
#[derive(Clone, Debug, Default)]
struct Asked {
    by: String,
    q: String,
    sort: Sort,
    page: usize,
}

#[derive(Serialize)]
struct Content {
    controls: Controls,
    /// The view's words, to be sent on by forms.
    words: Vec<(&'static str, String)>,
    /// `no_score`, `not_counted`, `none` or `shown`.
    state: &'static str,
    by: String,
    /// The dimension as it is called.
    dimension: String,
    dimensions: Vec<Choice>,
    may_set: bool,
    q: String,
    headline: String,
    spread: Option<String>,
    flagged: Option<String>,
    notices: Vec<String>,
    heads: Vec<Head>,
    lines: Vec<Line>,
    found: usize,
    pages: Option<Pages>,
    /// The values, to choose two that are compared.
    values: Vec<Choice>,
    over_time: Vec<PartLine>,
    compare: &'static str,
    /// Of the scores: `points` or `percent`.
    unit: &'static str,
}

/// Something to choose from.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub name: String,
    /// It is chosen.
    pub selected: bool,
}

/// GET /admin/segments
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let query = request.query_string().to_owned();
    let mut fields = body::query(&request);
    let asked = Asked {
        by: fields.text("by").unwrap_or_default().trim().to_owned(),
        q: fields.text("q").unwrap_or_default().trim().to_owned(),
        sort: Sort::of(&fields.text("sort").unwrap_or_default()),
        page: fields.text("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1) - 1,
    };
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, &query, &asked)).await?;
    member.page(Room::Overview, "segments", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, query: &str, asked: &Asked) -> Result<Content, Error> {
    let Opened { view, resolved, controls, names } = report::open(conn, cx, reader, PATH, query)?;
    let by = if asked.by.is_empty() { begin(conn, cx, &names)? } else { asked.by.clone() };
    let dimension = names.dimension(&by).unwrap_or(&by).to_owned();
    let dimensions = names.dimensions().map(|(key, name)| Choice {
        value: key.to_owned(),
        name: name.to_owned(),
        selected: key == by,
    });
    let mut content = Content {
        controls: controls.without_steps().asking(&[("by", &by), ("q", &asked.q), ("sort", &asked.sort.word())]),
        words: view.words(),
        state: "no_score",
        dimensions: dimensions.collect(),
        dimension,
        may_set: reader.may(Action::ChangeSettings),
        q: asked.q.clone(),
        headline: String::new(),
        spread: None,
        flagged: None,
        notices: Vec::new(),
        heads: Vec::new(),
        lines: Vec::new(),
        found: 0,
        pages: None,
        values: Vec::new(),
        over_time: Vec::new(),
        compare: super::compare::PATH,
        unit: "points",
        by,
    };
    let Some(resolved) = resolved else { return Ok(content) };
    if !segments::dimensions(conn, cx, &resolved)?.contains(&content.by) {
        content.state = "not_counted";
        return Ok(content);
    }
    let found = segments::segments(conn, cx, resolved, &content.by)?;
    content.state = if found.total.n() == 0 { "none" } else { "shown" };
    if content.state == "shown" {
        fill(&mut content, reader, &view, &names, &found, asked, cx)?;
    }
    Ok(content)
}

/// The dimension that the page begins with: the first that anybody has a value of.
fn begin(conn: &mut Conn, cx: &Cx, names: &Names) -> Result<String, Error> {
    for (dimension, _) in names.dimensions() {
        if !names.values(conn, cx, dimension)?.is_empty() {
            return Ok(dimension.to_owned());
        }
    }
    Ok("channel".to_owned())
}

fn fill(
    content: &mut Content,
    reader: &Reader,
    view: &View,
    names: &Names,
    found: &Segments,
    asked: &Asked,
    cx: &Cx,
) -> Result<(), Error> {
    let by = content.by.clone();
    let mut lines = Vec::with_capacity(found.rows.len());
    for row in &found.rows {
        lines.push(Line::of(reader, view, names, found, row)?);
    }
    lines::draw(&mut lines);
    content.unit = if found.view.measure.is_nps() { "points" } else { "percent" };
    content.values = lines
        .iter()
        .map(|line| Choice { value: format!("{by}:{}", line.value), name: line.name.clone(), selected: false })
        .collect();
    content.values.sort_by_key(|choice| choice.name.to_lowercase());
    content.headline = headline(reader, &content.dimension, found)?;
    content.spread = lines::spread(reader, found)?;
    content.flagged = lines::flagged(reader, &lines)?;
    content.notices = notices(reader, found)?;
    if names.is_crowded(&by) {
        content.notices.push(reader.text("segments-crowded", &[("count", MOST_VALUES.into())])?);
    }
    let wanted = asked.q.to_lowercase();
    lines.retain(|line| line.name.to_lowercase().contains(&wanted));
    let sort = asked.sort.over(found);
    sort.apply(&mut lines);
    content.found = lines.len();
    let mut query: Vec<(&str, &str)> = content.words.iter().map(|(name, word)| (*name, word.as_str())).collect();
    query.extend([("by", by.as_str()), ("q", &asked.q)]);
    content.heads = order::heads(reader, sort, found, |word| {
        let mut query = query.clone();
        query.push(("sort", word));
        address(PATH, &query)
    })?;
    let word = asked.sort.word();
    query.push(("sort", &word));
    let page = asked.page.min(lines.len().saturating_sub(1) / PER_PAGE);
    let more = lines.len() > (page + 1) * PER_PAGE;
    content.pages = Pages::numbered(PATH, &query, page as i64, more);
    content.lines = lines.into_iter().skip(page * PER_PAGE).take(PER_PAGE).collect();
    content.over_time = lines::over_time(reader, found, cx)?;
    Ok(())
}

/// By how much the values truly differ, as a sentence.
fn headline(reader: &Reader, dimension: &str, found: &Segments) -> Result<String, Error> {
    let word = lines::verdict(found.spread.verdict);
    let points = found.spread.points.unwrap_or_default().round();
    let args = [("verdict", Value::from(word)), ("points", Value::from(points)), ("dimension", dimension.into())];
    let key = if found.overlapping { "segments-headline-overlapping" } else { "segments-headline" };
    let args = if found.overlapping { &args[2..] } else { &args[..] };
    reader.text(key, args)
}

fn notices(reader: &Reader, found: &Segments) -> Result<Vec<String>, Error> {
    let mut notices = Vec::new();
    if found.more {
        notices.push(reader.text("segments-more", &[("count", segments::MOST.into())])?);
    }
    if let Some(day) = found.cut_at {
        notices.push(cut(reader, day, scan::MOST)?);
    }
    if found.recounting {
        notices.push(reader.text("segments-recounting", &[])?);
    }
    if found.spread.verdict == Verdict::Unknown && !found.overlapping && found.rows.len() > 1 {
        notices.push(reader.text("segments-unknown", &[])?);
    }
    Ok(notices)
}
