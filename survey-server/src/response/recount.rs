//! Counting the answers anew after the zone or the dimensions changed: a slice at a time, so that no answer waits behind it.
//!
//! Every answer bears the generation of settings that it is counted by, so the roll-ups count each of them once at any
//! moment, and an answer that is changed or erased amid it is taken away as it was added.

use crate::clock::Cx;
use crate::error::Error;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::responses::evidence;
use crate::store::rollups::Changes;
use crate::store::workspaces::{self, Settings, Workspace};
use crate::store::{Conn, Id, jobs, responses, rollups};

use super::rollup;

/// So many answers are counted anew in one transaction.
const SLICE: i64 = 200;

/// Saves changed settings. If days begin elsewhere or reports are cut by other properties, a first slice of the answers is
/// counted anew at once, and a job goes on with the others.
pub fn save(conn: &mut Conn, cx: &Cx, workspace: &mut Workspace, known: &Settings) -> Result<(), Error> {
    let settings = &mut workspace.settings.0;
    let moved = settings.zone != known.zone || settings.dimensions != known.dimensions;
    if moved {
        if known.counting.before.is_some() {
            return Err(Error::conflict(
                "counting",
                "the answers are still being counted anew after the last change of the zone or of what reports are cut by; \
                 try again when that is done",
            ));
        }
        settings.counting.generation = known.counting.generation + 1;
        settings.counting.before = Some(known.dimensions.clone());
    }
    workspaces::save(conn, workspace, cx.now)?;
    if moved && slice(conn, cx, None)?.is_some() {
        let job = Job::new(cx, Class::Upkeep, Payload::Recount).once(format!("recount/{}", cx.workspace));
        jobs::enqueue(conn, &[job])?;
    }
    *workspace = workspaces::load(conn, cx.workspace)?;
    Ok(())
}

/// Counts some answers anew, those after one of them; the last of them, or none when all are done.
pub fn slice(conn: &mut Conn, cx: &Cx, after: Option<Id>) -> Result<Option<Id>, Error> {
    let mut workspace = workspaces::lock(conn, cx.workspace)?;
    if workspace.settings.0.counting.before.is_none() {
        return Ok(None);
    }
    let generation = workspace.settings.0.counting.generation;
    let page = responses::counted_otherwise(conn, cx.workspace, generation, after, SLICE)?;
    let full = i64::try_from(page.len()) == Ok(SLICE);
    let last = page.last().map(|response| response.id).filter(|_| full);
    let mut changes = Changes::new();
    for found in page {
        // Who changes it right now is waited for.
        let Some(mut response) = responses::lock(conn, cx.workspace, found.id)? else { continue };
        let counts = response.evidence != evidence::CONTRADICTED;
        if counts {
            rollup::add(&mut changes, &workspace, &response, -1);
        }
        rollup::place(&workspace, &mut response);
        if counts {
            rollup::add(&mut changes, &workspace, &response, 1);
        }
        responses::set_counted(conn, &response)?;
    }
    if last.is_none() {
        workspace.settings.0.counting.before = None;
        workspaces::save(conn, &workspace, cx.now)?;
    }
    // Last and in key order, as in the batch of answers.
    rollups::apply(conn, &changes)?;
    rollups::drop_empty(conn, &changes)?;
    Ok(last)
}
