//! Reasons as the page shows them.

use serde::Serialize;

use super::PATH;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::behind;
use crate::reporting::comments::find::Hit;
use crate::reporting::comments::fresh::Fresh;
use crate::reporting::comments::terms::Group;
use crate::reporting::drivers::{Driver, Drivers};
use crate::reporting::score::Measure;
use crate::reporting::view::{Resolved, Segment, View};
use crate::reporting::words::mark::Piece;
use crate::store::workspaces::day_date;
use crate::store::{Conn, Id, Time, people};
use crate::web::admin::reader::Reader;
use crate::web::admin::report::{self, Names, Whisker};
use crate::web::admin::row::called;

/// A reason in a table.
#[derive(Debug, Serialize)]
pub struct DriverLine {
    name: String,
    /// The question, or that it is a tag.
    of: String,
    href: String,
    mentions: u64,
    /// Of all answers, a fraction.
    share: f64,
    points: i32,
    low: i32,
    high: i32,
    real: bool,
    whisker: Option<Whisker>,
}

/// What one kind of customers writes about.
#[derive(Debug, Serialize)]
pub struct GroupShown {
    category: &'static str,
    /// The word for it under this measure.
    part: &'static str,
    texts: u64,
    few: bool,
    terms: Vec<TermLine>,
}

/// A word or a phrase.
#[derive(Debug, Serialize)]
pub struct TermLine {
    words: String,
    href: String,
    texts: u64,
    before: u64,
    share: f64,
    share_before: f64,
}

/// A comment in the list.
#[derive(Debug, Serialize)]
pub struct CommentLine {
    href: String,
    person: Option<String>,
    at: Time,
    score: Option<i64>,
    category: &'static str,
    pieces: Vec<Piece>,
    tags: Vec<String>,
}

/// A day as it stands in addresses.
pub fn date(day: i32) -> String {
    day_date(day).to_string()
}

/// Of which view the reasons are.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Its words.
    pub view: &'a View,
    /// Its days, as days since 1970.
    pub days: (i32, i32),
    /// What its dimensions are called.
    pub names: &'a Names,
}

/// Where the answers of a reason are listed.
fn answers(view: &View, days: (i32, i32), reason: &Segment) -> String {
    report::members(view, days, &behind::Group::Reason(reason.clone()))
}

/// Where the comments with some words are listed.
fn comments_with(view: &View, words: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(view.words()).append_pair("q", words).finish();
    format!("{PATH}?{query}#comments")
}

fn share(part: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

fn line(at: &Place<'_>, all: u64, reason: &Segment, mentions: u64) -> DriverLine {
    let Place { view, days, names } = *at;
    DriverLine {
        name: names.value(&reason.dimension, &reason.value).to_owned(),
        of: names.dimension(&reason.dimension).unwrap_or(&reason.dimension).to_owned(),
        href: answers(view, days, reason),
        mentions,
        share: share(mentions, all),
        points: 0,
        low: 0,
        high: 0,
        real: false,
        whisker: None,
    }
}

/// The reasons that were weighed, what pulls the score down first.
pub fn drivers(at: &Place<'_>, found: &Drivers) -> Vec<DriverLine> {
    let interval = |driver: &Driver| (driver.points, driver.interval.0, driver.interval.1);
    let scale = Whisker::scale(found.drivers.iter().map(interval));
    found
        .drivers
        .iter()
        .map(|driver| DriverLine {
            points: driver.points,
            low: driver.interval.0,
            high: driver.interval.1,
            real: driver.is_real(),
            whisker: Some(Whisker::on(scale, interval(driver))),
            ..line(at, found.answers, &driver.reason, driver.mentions)
        })
        .collect()
}

/// The reasons that were only counted.
pub fn counted(at: &Place<'_>, found: &Drivers) -> Vec<DriverLine> {
    found.counted.iter().take(30).map(|(reason, n)| line(at, found.answers, reason, *n)).collect()
}

/// The sentence above it all: what stands out most.
pub fn headline(reader: &Reader, names: &Names, found: &Drivers) -> Result<String, Error> {
    let worst = found.drivers.iter().find(|driver| driver.is_real() && driver.points < 0);
    let best = found.drivers.iter().rev().find(|driver| driver.is_real() && driver.points > 0);
    let (what, driver) = match (worst, best) {
        (Some(worst), _) => ("down", Some(worst)),
        (None, Some(best)) => ("up", Some(best)),
        (None, None) if found.drivers.is_empty() => ("few", None),
        (None, None) => ("noise", None),
    };
    let name = driver.map_or("", |driver| names.value(&driver.reason.dimension, &driver.reason.value));
    let points = driver.map_or(0, |driver| driver.points.abs());
    let args = [("what", what.into()), ("reason", name.into()), ("points", points.into())];
    reader.text("reasons-headline", &args)
}

/// What each kind of customers writes about.
pub fn groups(view: &View, measure: &Measure, groups: &[Group]) -> Vec<GroupShown> {
    groups
        .iter()
        .map(|group| GroupShown {
            category: group.category,
            part: match group.category {
                _ if measure.is_nps() => group.category,
                "promoter" => "satisfied",
                "passive" => "neutral",
                _ => "dissatisfied",
            },
            texts: group.texts,
            few: group.terms.is_empty(),
            terms: group
                .terms
                .iter()
                .map(|term| TermLine {
                    href: comments_with(view, &term.words),
                    words: term.words.clone(),
                    texts: term.texts,
                    before: 0,
                    share: share(term.texts, group.texts),
                    share_before: 0.0,
                })
                .collect(),
        })
        .collect()
}

/// What is new this week.
pub fn fresh(view: &View, fresh: &Fresh) -> Vec<TermLine> {
    fresh
        .new
        .iter()
        .map(|new| TermLine {
            href: comments_with(view, &new.words),
            words: new.words.clone(),
            texts: new.texts,
            before: new.before,
            share: share(new.texts, fresh.texts),
            share_before: share(new.before, fresh.before),
        })
        .collect()
}

/// Comments with the people who wrote them.
pub fn comments(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    view: &Resolved,
    hits: &[Hit],
    ids: &[Id],
) -> Result<Vec<CommentLine>, Error> {
    let anonymous = reader.text("response-anonymous", &[])?;
    let found = people::list_by_ids(conn, cx.workspace, ids)?;
    let name = |id: Option<Id>| {
        let person = found.iter().find(|person| Some(person.id) == id)?;
        Some(called(person).unwrap_or(&anonymous).to_owned())
    };
    Ok(hits
        .iter()
        .map(|hit| {
            let score = hit.answer.answers.0.number(&view.measure.question);
            CommentLine {
                href: format!("/admin/responses/{}", hit.answer.id),
                person: name(hit.answer.person_id),
                at: hit.answer.answered_at,
                score,
                category: score.map_or("none", |score| view.measure.category(score)),
                pieces: hit.pieces.clone(),
                tags: hit.answer.tags.0.clone(),
            }
        })
        .collect())
}
