//! Comparing the roll-ups with the answers, and putting right what differs, while the server serves.
//!
//! A few weeks are in memory at once, whatever there is in all. What changes while it is compared is looked at again; what is
//! put right is counted once more as of one moment, and only the distance is taken away with the workspace held: answers get in
//! between, and none counts twice or is missed.

use std::collections::BTreeSet;

use super::counted::{counted_on, each_on};
use super::place;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::responses::{self, Order, Response};
use crate::store::rollups::{self, Cell, Changes};
use crate::store::workspaces::{self, Settings, Workspace};
use crate::store::{Conn, invitations};

/// So many days are compared at once.
pub const DAYS: i32 = 28;
/// So often weeks are looked at whose counts change meanwhile.
const LOOKS: usize = 4;

/// A count that is not what the answers say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which count.
    pub cell: Cell,
    /// What it says.
    pub kept: i64,
    /// What the answers say.
    pub counted: i64,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Cell { survey_id, question, dimension, dimension_value, day, evidence, value, .. } = &self.cell;
        let (date, evidence) = (workspaces::day_date(*day), responses::evidence::word(*evidence));
        write!(out, "{date}, survey {survey_id}, question {question:?}, ")?;
        if !dimension.is_empty() {
            write!(out, "{dimension} {dimension_value:?}, ")?;
        }
        write!(out, "{evidence}, value {value}: {} where the answers say {}", self.kept, self.counted)
    }
}

/// The first and the last day that anything is counted on, or should be.
pub fn days(conn: &mut Conn, workspace: &Workspace) -> Result<Option<(i32, i32)>, Error> {
    let end = |order| responses::Filter { order, ..responses::Filter::default() };
    let mut found = Vec::new();
    for order in [Order::Oldest, Order::Newest] {
        let ends = responses::list(conn, workspace.id, &end(order), 0, 1)?;
        found.extend(ends.first().map(|response| workspace.day(response.answered_at)));
    }
    if let Some((first, last)) = invitations::sent_span(conn, workspace.id)? {
        found.extend([workspace.day(first), workspace.day(last)]);
    }
    if let Some((first, last)) = rollups::days(conn, workspace.id)? {
        found.extend([first, last]);
    }
    Ok(found.iter().min().copied().zip(found.iter().max().copied()))
}

/// What differs on some days. Nothing is held meanwhile: a count that changes while it is compared is looked at again, and
/// left out when it never stands still.
pub fn differences(conn: &mut Conn, workspace: &Workspace, days: (i32, i32)) -> Result<Vec<Difference>, Error> {
    let mut differences = Vec::new();
    for _ in 0..LOOKS {
        let kept = rollups::of_days(conn, workspace.id, days)?;
        let counted = counted_on(conn, workspace, days)?;
        let then = if kept == counted { kept.clone() } else { rollups::of_days(conn, workspace.id, days)? };
        let of = |changes: &Changes, cell: &Cell| changes.get(cell).copied().unwrap_or(0);
        let cells: BTreeSet<&Cell> = kept.keys().chain(counted.keys()).chain(then.keys()).collect();
        let (mut moving, mut differing) = (false, Vec::new());
        for cell in cells {
            let (before, right, after) = (of(&kept, cell), of(&counted, cell), of(&then, cell));
            moving |= before != after;
            if before == after && before != right {
                differing.push(Difference { cell: cell.clone(), kept: before, counted: right });
            }
        }
        differences = differing;
        if !moving {
            break;
        }
    }
    Ok(differences)
}

/// By how much the counts of one day are wrong, as it was at one moment.
///
/// Whoever takes or changes an answer moves the counts and what the answers say alike: the distance between them stays, and
/// may be taken away later.
#[derive(Debug)]
pub struct Drift {
    /// What is to be added to the counts.
    changes: Changes,
    /// Answers that bear another day, or other settings, than they are to be counted by: as they stood, and as they should.
    elsewhere: Vec<(Response, Response)>,
    settings: Settings,
}

/// Finds out how wrong the counts of a day are: those that were found to differ, and all that the answers of the day say. To be
/// called on a snapshot: all that is read must be of one moment.
pub fn drift(conn: &mut Conn, cx: &Cx, day: i32, differing: &[Cell]) -> Result<Drift, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let span = (workspace.day_begins(day), workspace.day_begins(day + 1).plus_ms(-1));
    let mut elsewhere = Vec::new();
    each_on(conn, &workspace, span, |_, response| {
        let mut placed = response.clone();
        place(&workspace, &mut placed);
        if (placed.day, placed.counted) != (response.day, response.counted) {
            elsewhere.push((response.clone(), placed));
        }
        Ok(())
    })?;
    let counted = counted_on(conn, &workspace, (day, day))?;
    let mut changes = Changes::new();
    for cell in differing.iter().filter(|cell| cell.day == day).chain(counted.keys()) {
        let change = counted.get(cell).copied().unwrap_or(0) - rollups::of_cell(conn, cell)?;
        if change != 0 {
            changes.insert(cell.clone(), change);
        }
    }
    Ok(Drift { changes, elsewhere, settings: workspace.settings.0 })
}

/// Takes the drift away, whatever was answered since; how many counts were changed. None: the settings, or an answer that has
/// to be put elsewhere, changed meanwhile, and it must be looked at again. Last in the transaction.
pub fn mend(conn: &mut Conn, cx: &Cx, drift: &Drift) -> Result<Option<usize>, Error> {
    let workspace = workspaces::lock(conn, cx.workspace)?;
    let of = |settings: &Settings| (settings.zone.clone(), settings.dimensions.clone(), settings.counting.clone());
    if of(&workspace.settings.0) != of(&drift.settings) {
        return Ok(None);
    }
    for (before, _) in &drift.elsewhere {
        let now = responses::lock(conn, cx.workspace, before.id)?;
        let stands = |row: &Response| (row.day, row.counted, row.version, row.updated_at);
        if now.as_ref().map(stands) != Some(stands(before)) {
            return Ok(None);
        }
    }
    for (_, placed) in &drift.elsewhere {
        responses::set_counted(conn, placed)?;
    }
    rollups::apply(conn, &drift.changes)?;
    rollups::drop_empty(conn, &drift.changes)?;
    Ok(Some(drift.changes.len()))
}
