//! Whether complaints of a cause became rarer after a change, by more than chance explains.

use serde::Serialize;
use survey_core::score::{Change, Confidence, Rate, compare_rates};

use super::measures;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score::{self, Range, day_end, day_start};
use crate::store::improvements::Improvement;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time, care};

/// So many days before and after a change are compared at most: longer ones bring other changes along.
const MOST_DAYS: i32 = 90;
/// And so many at least: before a week is over nothing is said.
const LEAST_DAYS: i32 = 7;

/// Complaints of a cause per hundred answers, before and after a change.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Days that are compared on either side, the day of the change being the first of those after it.
    pub days: i32,
    /// Before.
    pub before: PerHundred,
    /// After.
    pub after: PerHundred,
    /// After divided by before.
    pub ratio: Option<f64>,
    /// Where the true ratio lies, 95 per cent.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// `fell`, `rose`, `unclear`, `early` before a week is over, `none` where there is nothing to compare.
    pub change: &'static str,
}

/// Complaints per hundred answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PerHundred {
    /// Cases of the cause.
    pub complaints: u64,
    /// Answers to all surveys with a score.
    pub answers: u64,
    /// One by the other, times a hundred; none below five answers.
    pub per_hundred: Option<f64>,
}

impl PerHundred {
    fn of(rate: Rate) -> Self {
        let per_hundred = rate.per_hundred().filter(|_| rate.exposure >= 5);
        PerHundred { complaints: rate.count, answers: rate.exposure, per_hundred }
    }
}

/// Compares as many whole days after the change as before it.
pub fn verdict(conn: &mut Conn, cx: &Cx, workspace: &Workspace, change: &Improvement) -> Result<Verdict, Error> {
    let (day, today) = (workspace.day(change.made_at), workspace.day(cx.now));
    // Today is not over.
    let days = (today - day).clamp(0, MOST_DAYS);
    let before = rate(conn, cx, workspace, &change.cause, (day - days, day - 1))?;
    let after = rate(conn, cx, workspace, &change.cause, (day, day + days - 1))?;
    let found = compare_rates(&before, &after, Confidence::default());
    let word = match &found {
        _ if days < LEAST_DAYS => "early",
        None => "none",
        Some(found) => match found.change() {
            Change::Fell => "fell",
            Change::Rose => "rose",
            Change::Unclear => "unclear",
        },
    };
    Ok(Verdict {
        days,
        before: PerHundred::of(before),
        after: PerHundred::of(after),
        ratio: found.and_then(|found| found.ratio),
        low: found.map(|found| found.low).filter(|low| low.is_finite()),
        high: found.and_then(|found| found.high),
        change: word,
    })
}

fn rate(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    cause: &str,
    (first, last): (i32, i32),
) -> Result<Rate, Error> {
    if last < first {
        return Ok(Rate::default());
    }
    let (from, until) = (day_start(workspace, first), day_end(workspace, last));
    let count = care::count_of_cause(conn, cx.workspace, cause, (from, Time(until.0 + 1)))?;
    let mut exposure = 0;
    for measure in measures(conn, cx)?.values() {
        let range = Range { since: Some(from), until: Some(until), ..Range::default() };
        exposure += score::counts(conn, cx, workspace, measure, &range)?.n();
    }
    Ok(Rate { count: count.unsigned_abs(), exposure })
}
