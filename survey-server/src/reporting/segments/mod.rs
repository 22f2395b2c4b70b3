//! A view by the values of one dimension: each branch with its score, what changed of it, and a fair order.
//!
//! Of hundreds of branches a few fall by chance every week. A change is flagged only where few false alarms are among all
//! that are flagged (Benjamini and Hochberg); an order pulls small groups towards the mean (empirical Bayes), and where
//! nothing but chance tells the groups apart there is none.

mod gather;
mod spread;

use survey_core::score::{Base, Tally, false_discovery};
use survey_core::survey::QuestionKind;
use survey_core::trend::Ranking;

pub use self::gather::members;
pub use self::spread::{Part, Spread, Verdict};
use super::difference::{self, Difference};
use super::score::{Counts, Measure};
use super::value::{self, Value};
use super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, surveys};

/// So many values are shown, those with the most answers.
pub const MOST: usize = 1_000;
/// A change is flagged up to this share of false alarms among the flagged.
pub const FALSE_ALARMS: f64 = 0.10;

/// One value of the dimension.
#[derive(Clone, Debug)]
pub struct Row {
    /// The value.
    pub value: String,
    /// Its answers.
    pub counts: Counts,
    /// Its part of all answers of the view, 0 to 1.
    pub share: f64,
    /// Its score; none below five answers.
    pub shown: Option<Value>,
    /// What it is compared with; none: with nothing.
    pub before: Option<Counts>,
    /// The change since then; none below five answers on either side.
    pub change: Option<Difference>,
    /// The share of false alarms among the changes that are at least as clear as this one.
    pub q: Option<f64>,
    /// The score as it is ranked by, in points: pulled towards the mean, the more the fewer the answers.
    pub fair: Option<f64>,
    /// Its place among the values with enough answers, 1 being the best; none where there is nothing to rank.
    pub place: Option<usize>,
}

impl Row {
    /// Its change is more than chance among so many changes explains.
    pub fn is_flagged(&self) -> bool {
        self.q.is_some_and(|q| q <= FALSE_ALARMS)
    }
}

/// A view by the values of a dimension.
#[derive(Clone, Debug)]
pub struct Segments {
    /// What it is of.
    pub view: Resolved,
    /// The dimension.
    pub by: String,
    /// All answers of the view, also those without a value.
    pub total: Counts,
    /// The values, those with the most answers first.
    pub rows: Vec<Row>,
    /// There are more values than are shown.
    pub more: bool,
    /// An answer can have several values, so groups are neither ranked nor compared as a whole.
    pub overlapping: bool,
    /// How far the values truly differ.
    pub spread: Spread,
    /// The same month by month, or week by week in a short time, oldest first.
    pub over_time: Vec<Part>,
    /// Answers before this day were not looked at: two dimensions at once are counted from the answers themselves.
    pub cut_at: Option<i32>,
    /// The answers are being counted anew after the settings changed: numbers may still move.
    pub recounting: bool,
}

/// The dimensions that answers to the survey of a view are counted by, the business's own first.
pub fn dimensions(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Vec<String>, Error> {
    let row = &view.measure.row;
    let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
    let mut all = view.workspace.settings.0.dimensions.clone();
    all.extend(["channel", "language", "tag"].map(str::to_owned));
    let choices = survey.questions().iter().filter(|one| matches!(one.kind, QuestionKind::Choice(_)));
    all.extend(choices.map(|one| format!("answer.{}", one.key)));
    Ok(all)
}

/// Reads the values of a dimension. One that answers are not counted by is an error that says what to do.
pub fn segments(conn: &mut Conn, cx: &Cx, view: Resolved, by: &str) -> Result<Segments, Error> {
    if !dimensions(conn, cx, &view)?.iter().any(|known| known == by) {
        let message = format!("answers are not counted by {by:?}; add it to the dimensions in the settings");
        return Err(Error::invalid("by", message));
    }
    let overlapping = overlaps(conn, cx, &view, by)?;
    let parts = spread::parts(view.days);
    let found = gather::gather(conn, cx, &view, by, &parts)?;
    let mut rows = Vec::with_capacity(found.values.len());
    for (value, spans) in &found.values {
        rows.push(row(&view, value, spans, found.total.n())?);
    }
    rows.sort_by(|a, b| b.counts.n().cmp(&a.counts.n()).then_with(|| a.value.cmp(&b.value)));
    judge(&mut rows)?;
    let tallies = tallies(&view.measure, rows.iter().map(|row| &row.counts))?;
    let spread = if overlapping { Spread::unknown() } else { Spread::of(&tallies) };
    if !overlapping {
        rank(&mut rows, &tallies);
    }
    let mut over_time = Vec::new();
    if !overlapping {
        for (at, days) in parts.iter().enumerate().skip(parts.len().saturating_sub(spread::MOST_PARTS)) {
            let groups = found.values.values().filter_map(|spans| spans.parts.get(at));
            over_time.push(Part { days: *days, spread: Spread::of(&self::tallies(&view.measure, groups)?) });
        }
    }
    let (more, total, cut_at) = (found.more, found.total, found.cut_at);
    let recounting = view.workspace.settings.0.counting.before.is_some();
    Ok(Segments { by: by.to_owned(), total, rows, more, overlapping, spread, over_time, cut_at, recounting, view })
}

fn tallies<'a>(measure: &Measure, counts: impl Iterator<Item = &'a Counts>) -> Result<Vec<Tally>, Error> {
    counts.map(|counts| difference::outcomes(measure, counts)).collect()
}

/// Whether an answer can have several values of a dimension.
fn overlaps(conn: &mut Conn, cx: &Cx, view: &Resolved, by: &str) -> Result<bool, Error> {
    let Some(key) = by.strip_prefix("answer.") else { return Ok(by == "tag") };
    let row = &view.measure.row;
    let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
    let kind = survey.question(key).map(|question| &question.kind);
    Ok(matches!(kind, Some(QuestionKind::Choice(choice)) if choice.many))
}

fn row(view: &Resolved, value: &str, spans: &gather::Spans, total: u64) -> Result<Row, Error> {
    let counts = spans.now();
    let before = view.before.is_some().then(|| spans.before.clone());
    let change = match &before {
        Some(before) => difference::difference(&view.measure, &counts, before)?,
        None => None,
    };
    Ok(Row {
        value: value.to_owned(),
        share: if total == 0 { 0.0 } else { counts.n() as f64 / total as f64 },
        shown: value::shown(&view.measure, &counts)?,
        counts,
        before,
        change,
        q: None,
        fair: None,
        place: None,
    })
}

/// Tests all changes together.
fn judge(rows: &mut [Row]) -> Result<(), Error> {
    let p: Vec<f64> = rows.iter().filter_map(|row| row.change.map(|change| change.p)).collect();
    let q = false_discovery(&p).map_err(Error::internal)?;
    for (row, q) in rows.iter_mut().filter(|row| row.change.is_some()).zip(q) {
        row.q = Some(q);
    }
    Ok(())
}

/// Gives the rows their fair values, and those with enough answers their places.
fn rank(rows: &mut [Row], tallies: &[Tally]) {
    let Some(ranking) = Ranking::of(tallies).filter(Ranking::has_differences) else { return };
    for (row, group) in rows.iter_mut().zip(&ranking.groups) {
        // A score of its own or none: fewer than five answers are counts here too.
        row.fair = row.shown.is_some().then_some(100.0 * group.value);
    }
    let mut place = 0;
    for at in ranking.order() {
        if let Some(row) = rows.get_mut(at).filter(|row| Base::of(row.counts.n()).ranks()) {
            place += 1;
            row.place = Some(place);
        }
    }
}
