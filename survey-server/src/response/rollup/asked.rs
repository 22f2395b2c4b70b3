//! What an invitation adds to the roll-ups: asked, on the day that it was sent, and answered, on that same day.
//!
//! An invitation bears the day that it counts for; while it bears none, it does not count. Whoever changes that, or whether
//! it was answered, holds its row, so that a mail that ends and an answer that comes at the same moment see each other.
//! Rows are held in order of their ids, after the people and before the roll-ups.

use std::collections::{BTreeMap, HashSet};

use super::{ANSWERED, ASKED};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::invitations::{self, Held, State};
use crate::store::responses::{self, Response, evidence};
use crate::store::rollups::{Cell, Changes};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, WorkspaceId};

/// So many invitations are read at once.
const PAGE: i64 = 2000;
/// So many are counted anew in one transaction.
const SLICE: i64 = 500;

/// Notes that these invitations went out, and counts them.
pub fn sent(conn: &mut Conn, changes: &mut Changes, workspace: &Workspace, ids: &[Id], at: Time) -> Result<(), Error> {
    if workspace.settings.0.counting.shape < 1 {
        return invitations::mark_sent(conn, workspace.id, ids, at, None);
    }
    let held = invitations::hold(conn, workspace.id, ids)?;
    let day = workspace.day(at);
    for (one, answered) in with_answers(conn, workspace.id, held)? {
        moved(changes, workspace.id, &one, answered, Some(day));
    }
    invitations::mark_sent(conn, workspace.id, ids, at, Some(day))
}

/// Notes that an invitation did not go out, or did not arrive: it counts no more.
pub fn not_sent(
    conn: &mut Conn,
    changes: &mut Changes,
    workspace: WorkspaceId,
    id: Id,
    state: State,
) -> Result<(), Error> {
    deleted(conn, changes, workspace, &[id])?;
    invitations::set_state(conn, workspace, id, state)
}

/// Takes invitations away that are about to be deleted.
pub fn deleted(conn: &mut Conn, changes: &mut Changes, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    let held = invitations::hold(conn, workspace, ids)?;
    for (one, answered) in with_answers(conn, workspace, held)? {
        moved(changes, workspace, &one, answered, None);
    }
    Ok(())
}

/// Counts invitations as answered, or with -1 as not answered after all: their answers were just stored, or deleted.
pub fn answered<'a>(
    conn: &mut Conn,
    changes: &mut Changes,
    answers: impl Iterator<Item = &'a Response>,
    times: i64,
) -> Result<(), Error> {
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for response in answers.filter(|response| response.invited) {
        by_workspace.entry(response.workspace_id).or_default().push(response.id);
    }
    for (workspace, ids) in by_workspace {
        for one in invitations::hold_alike(conn, workspace, &ids)?.iter().filter(|one| !one.answered) {
            count(changes, workspace, one, one.day, ANSWERED, times);
        }
    }
    Ok(())
}

/// Counts these as answered by answers that nobody can find from here: they were just marked so.
pub fn used_up(changes: &mut Changes, workspace: WorkspaceId, marked: &[Held]) {
    for one in marked {
        count(changes, workspace, one, one.day, ANSWERED, 1);
    }
}

/// Counts a slice of the invitations by the present settings, those after one of them; the last of them, or none when
/// all are done.
pub(in crate::response) fn slice(
    conn: &mut Conn,
    workspace: &Workspace,
    changes: &mut Changes,
    after: Option<Id>,
) -> Result<Option<Id>, Error> {
    let ids = invitations::ids_after(conn, workspace.id, after, SLICE)?;
    let last = ids.last().copied().filter(|_| i64::try_from(ids.len()) == Ok(SLICE));
    place(conn, workspace, changes, &ids)?;
    Ok(last)
}

/// Counts some that went out without being counted: links that were handed out. Whether there may be more.
pub fn handed_out(conn: &mut Conn, cx: &Cx, changes: &mut Changes) -> Result<bool, Error> {
    let workspace = workspaces::hold(conn, cx.workspace)?;
    if workspace.settings.0.counting.shape < 1 {
        return Ok(false);
    }
    let ids = invitations::not_counted(conn, cx.workspace, SLICE)?;
    place(conn, &workspace, changes, &ids)?;
    Ok(i64::try_from(ids.len()) == Ok(SLICE))
}

/// Puts invitations on the day that they count for.
fn place(conn: &mut Conn, workspace: &Workspace, changes: &mut Changes, ids: &[Id]) -> Result<(), Error> {
    let held = invitations::hold(conn, workspace.id, ids)?;
    let elsewhere: Vec<Held> = held.into_iter().filter(|one| one.day != day(workspace, one)).collect();
    let mut days: BTreeMap<Option<i32>, Vec<Id>> = BTreeMap::new();
    for (one, answered) in with_answers(conn, workspace.id, elsewhere)? {
        let day = day(workspace, &one);
        moved(changes, workspace.id, &one, answered, day);
        days.entry(day).or_default().push(one.id);
    }
    days.into_iter().try_for_each(|(day, ids)| invitations::set_day(conn, workspace.id, &ids, day))
}

/// What the roll-ups must say of the invitations, the answers' own numbers aside.
pub(super) fn counted(conn: &mut Conn, workspace: &Workspace, changes: &mut Changes) -> Result<(), Error> {
    if workspace.settings.0.counting.shape < 1 {
        return Ok(());
    }
    let mut after = None;
    loop {
        let page = invitations::counted_after(conn, workspace.id, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        for (one, answered) in with_answers(conn, workspace.id, page)? {
            let counted = Held { day: None, ..one };
            moved(changes, workspace.id, &counted, answered, day(workspace, &counted));
        }
    }
}

/// What the roll-ups must say of the invitations that were sent in a span of time.
pub(super) fn counted_between(
    conn: &mut Conn,
    workspace: &Workspace,
    changes: &mut Changes,
    span: (Time, Time),
) -> Result<(), Error> {
    if workspace.settings.0.counting.shape < 1 {
        return Ok(());
    }
    let mut after = None;
    loop {
        let page = invitations::sent_between(conn, workspace.id, span, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.sent_at.map(|at| (at, last.id));
        // What goes without a day was handed out a moment ago, and has its turn.
        let page = page.into_iter().filter(|one| one.day.is_some()).collect();
        for (one, answered) in with_answers(conn, workspace.id, page)? {
            let counted = Held { day: None, ..one };
            moved(changes, workspace.id, &counted, answered, day(workspace, &counted));
        }
    }
}

/// The day that an invitation counts for.
fn day(workspace: &Workspace, one: &Held) -> Option<i32> {
    one.sent_at.filter(|_| one.state == State::Sent).map(|at| workspace.day(at))
}

/// Invitations, and whether each was answered.
fn with_answers(conn: &mut Conn, workspace: WorkspaceId, held: Vec<Held>) -> Result<Vec<(Held, bool)>, Error> {
    let ids: Vec<Id> = held.iter().map(|one| one.id).collect();
    let with: HashSet<Id> = responses::existing(conn, workspace, &ids)?.into_iter().collect();
    let answered = |one: &Held| one.answered || with.contains(&one.id);
    Ok(held.into_iter().map(|one| (one, answered(&one))).collect())
}

fn moved(changes: &mut Changes, workspace: WorkspaceId, one: &Held, answered: bool, to: Option<i32>) {
    for (day, times) in [(one.day, -1), (to, 1)] {
        count(changes, workspace, one, day, ASKED, times);
        if answered {
            count(changes, workspace, one, day, ANSWERED, times);
        }
    }
}

fn count(changes: &mut Changes, workspace_id: WorkspaceId, one: &Held, day: Option<i32>, value: i32, times: i64) {
    let Some(day) = day else { return };
    let cell = Cell {
        workspace_id,
        survey_id: one.survey_id,
        question: String::new(),
        dimension: String::new(),
        dimension_value: String::new(),
        day,
        evidence: evidence::EXPLICIT,
        value,
    };
    *changes.entry(cell).or_default() += times;
}
