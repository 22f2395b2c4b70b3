//! The counts behind the rows: from the roll-ups, or within other segments from the answers themselves.

use std::collections::BTreeMap;

use super::MOST;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score::Counts;
use crate::reporting::view::{Resolved, Segment};
use crate::reporting::{daily, scan};
use crate::response::cuts::Cuts;
use crate::store::segment_counts::{self, Query};
use crate::store::{Conn, rollups};

/// The answers of one value.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    /// In each part of the view's time.
    pub parts: Vec<Counts>,
    /// In the time that it is compared with.
    pub before: Counts,
}

impl Spans {
    /// In the whole time of the view.
    pub fn now(&self) -> Counts {
        let mut sum = Counts::default();
        self.parts.iter().for_each(|part| sum += part.clone());
        sum
    }

    fn with_parts(count: usize) -> Self {
        Spans { parts: vec![Counts::default(); count], before: Counts::default() }
    }
}

/// What was gathered.
#[derive(Debug, Default)]
pub struct Gathered {
    /// By value, only those with answers in the view's time.
    pub values: BTreeMap<String, Spans>,
    /// All answers in the view's time, with or without a value.
    pub total: Counts,
    /// There are more values.
    pub more: bool,
    /// Answers before this day, and some of it, were not looked at.
    pub cut_at: Option<i32>,
}

impl Gathered {
    /// Keeps the [`MOST`] values that have the most answers.
    fn keep_most(&mut self) {
        self.values.retain(|_, spans| spans.now().n() > 0);
        self.more = self.values.len() > MOST;
        if self.more {
            let mut by_count: Vec<(u64, String)> =
                self.values.iter().map(|(name, spans)| (spans.now().n(), name.clone())).collect();
            by_count.sort_by(|(one, name), (other, other_name)| other.cmp(one).then_with(|| name.cmp(other_name)));
            for (_, name) in by_count.into_iter().skip(MOST) {
                self.values.remove(&name);
            }
        }
    }
}

/// So many values are counted at most, the first in the order of the alphabet, to find those with the most answers.
const MOST_NAMES: i32 = 10_000;

/// Counts the answers of a view by a dimension, in each part of its time and in the time that it is compared with.
pub fn gather(conn: &mut Conn, cx: &Cx, view: &Resolved, by: &str, parts: &[(i32, i32)]) -> Result<Gathered, Error> {
    if view.segments.is_empty() { rolled_up(conn, cx, view, by, parts) } else { looked_at(conn, cx, view, by, parts) }
}

fn rolled_up(conn: &mut Conn, cx: &Cx, view: &Resolved, by: &str, parts: &[(i32, i32)]) -> Result<Gathered, Error> {
    let (survey_id, question) = (view.measure.row.id, view.measure.question.as_str());
    let query = Query { survey_id, question, dimension: by, evidence: view.evidence };
    // Named before they are counted: without the names, the key of the roll-ups would be read through all days.
    let names = rollups::values(conn, cx.workspace, (survey_id, question), by, MOST_NAMES)?;
    let total = daily::daily(conn, cx, view, view.days)?.sum(view.days);
    let mut found = Gathered { total, ..Gathered::default() };
    for (at, days) in parts.iter().enumerate() {
        for (name, answer, count) in segment_counts::counts(conn, cx.workspace, &query, *days, &names)? {
            let spans = found.values.entry(name).or_insert_with(|| Spans::with_parts(parts.len()));
            if let Some(part) = spans.parts.get_mut(at) {
                *part += Counts::of(answer.into(), count);
            }
        }
    }
    found.keep_most();
    let names: Vec<String> = found.values.keys().cloned().collect();
    if let Some(days) = view.before {
        for (name, answer, count) in segment_counts::counts(conn, cx.workspace, &query, days, &names)? {
            if let Some(spans) = found.values.get_mut(&name) {
                spans.before += Counts::of(answer.into(), count);
            }
        }
    }
    Ok(found)
}

fn looked_at(conn: &mut Conn, cx: &Cx, view: &Resolved, by: &str, parts: &[(i32, i32)]) -> Result<Gathered, Error> {
    let (mut found, cuts) = (Gathered::default(), Cuts::present(&view.workspace));
    let within = |(from, until): (i32, i32), day: i32| (from..=until).contains(&day);
    let from = view.before.map_or(view.days.0, |before| before.0.min(view.days.0));
    found.cut_at = scan::newest(conn, cx, view, (from, view.days.1), scan::MOST, |response| {
        let Some(answer) = response.answers.0.number(&view.measure.question) else { return Ok(()) };
        let part = parts.iter().position(|days| within(*days, response.day));
        if part.is_some() {
            found.total += Counts::of(answer, 1);
        }
        let is_before = view.before.is_some_and(|days| within(days, response.day));
        if part.is_none() && !is_before {
            return Ok(());
        }
        for value in cuts.values(response, by) {
            let spans = found.values.entry(value).or_insert_with(|| Spans::with_parts(parts.len()));
            if is_before {
                spans.before += Counts::of(answer, 1);
            }
            if let Some(part) = part.and_then(|at| spans.parts.get_mut(at)) {
                *part += Counts::of(answer, 1);
            }
        }
        Ok(())
    })?;
    found.keep_most();
    Ok(found)
}

/// The answers of a view that have a value, newest first, and the day before which none was looked at.
pub fn members(conn: &mut Conn, cx: &Cx, view: &Resolved, of: &Segment) -> Result<scan::Found, Error> {
    let (mut found, cuts) = (Vec::new(), Cuts::present(&view.workspace));
    let cut_at = scan::newest(conn, cx, view, view.days, scan::MOST, |response| {
        let is_scored = response.answers.0.number(&view.measure.question).is_some();
        if is_scored && cuts.values(response, &of.dimension).contains(&of.value) {
            found.push(response.id);
        }
        Ok(())
    })?;
    Ok((found, cut_at))
}
