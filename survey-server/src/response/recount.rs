//! Counting answers and invitations anew after the zone or the dimensions changed, or when the program counts more than the
//! one before: a slice at a time, so that no answer waits behind it.
//!
//! Every answer bears the generation of settings that it is counted by, and every invitation the day, so the roll-ups count
//! each of them once at any moment, and what is changed or erased amid it is taken away as it was added.

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::comments::index;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rollups::Changes;
use crate::store::workspaces::{self, Settings, Workspace};
use crate::store::{Conn, Id, jobs, responses, rollups};

use super::dimension::MOST_VALUES;
use super::rollup::{self, Definitions, SHAPE};

/// So many answers are counted anew in one transaction.
const SLICE: i64 = 200;
/// Seconds after which a link that was handed out is counted as asked.
const LINKS_SECS: i64 = 5;

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
        begin(settings, known);
    }
    workspaces::save(conn, workspace, cx.now)?;
    if moved && slice(conn, cx, None)?.is_some() {
        wake(conn, cx)?;
    }
    *workspace = workspaces::load(conn, cx.workspace)?;
    Ok(())
}

/// Another generation begins, and what the program counts today.
fn begin(settings: &mut Settings, known: &Settings) {
    let days_moved = settings.zone != known.zone;
    let counting = &mut settings.counting;
    counting.generation = known.counting.generation + 1;
    counting.before = Some(known.dimensions.clone());
    counting.shape_before = known.counting.shape;
    counting.known_before = known.counting.known.clone();
    counting.known.retain(|name, _| settings.dimensions.contains(name));
    counting.shape = SHAPE;
    counting.days_moved = days_moved;
}

/// What was counted by a program that counted less is counted anew: answers and invitations by a job, in slices. Does
/// nothing while another recount is under way; that one ends with this.
pub fn upgrade(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    let mut workspace = workspaces::load(conn, cx.workspace)?;
    if workspace.settings.0.counting.before.is_some() {
        // Should its job have died, it goes on.
        return wake(conn, cx);
    }
    let behind = |settings: &Settings| settings.counting.shape != SHAPE && settings.counting.before.is_none();
    if !behind(&workspace.settings.0) {
        return Ok(());
    }
    workspace = workspaces::lock(conn, cx.workspace)?;
    if !behind(&workspace.settings.0) {
        return Ok(());
    }
    let known = workspace.settings.0.clone();
    begin(&mut workspace.settings.0, &known);
    workspaces::save(conn, &workspace, cx.now)?;
    if slice(conn, cx, None)?.is_some() {
        wake(conn, cx)?;
    }
    Ok(())
}

/// Dimensions that grew beyond [`MOST_VALUES`] values since they were chosen keep the names of those that have the most
/// answers; all others, and all that come, count as the rest. To be called once a day.
pub fn limit(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    let settings = workspaces::load(conn, cx.workspace)?.settings.0;
    let mut grown = Vec::new();
    for name in settings.dimensions.iter().filter(|name| !settings.counting.known.contains_key(*name)) {
        let most = i32::try_from(MOST_VALUES).unwrap_or(i32::MAX);
        if rollups::values_of_all(conn, cx.workspace, name, most.saturating_add(1))?.len() > MOST_VALUES {
            grown.push((name.clone(), rollups::frequent(conn, cx.workspace, name, most.into())?));
        }
    }
    let mut workspace = workspaces::lock(conn, cx.workspace)?;
    // What is under way ends first, and settings that changed just now are looked at tomorrow.
    if grown.is_empty() || workspace.settings.0 != settings || settings.counting.before.is_some() {
        return Ok(());
    }
    begin(&mut workspace.settings.0, &settings);
    for (name, values) in grown {
        tracing::warn!(dimension = name, "has too many values: new ones count as the rest");
        workspace.settings.0.counting.known.insert(name, values.into_iter().collect());
    }
    workspaces::save(conn, &workspace, cx.now)?;
    if slice(conn, cx, None)?.is_some() {
        wake(conn, cx)?;
    }
    Ok(())
}

/// Makes the job that counts on.
fn wake(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    let job = Job::new(cx, Class::Upkeep, Payload::Recount).once(format!("recount/{}", cx.workspace));
    jobs::enqueue(conn, &[job])
}

/// Makes the job that counts links that are handed out: in a moment, so that many are counted together, and not in the
/// transaction that hands them out, which may ask about many more events after the roll-ups were touched.
pub fn wake_for_links(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    let job = Job::new(cx, Class::Upkeep, Payload::Recount).once(format!("asked/{}", cx.workspace));
    jobs::enqueue(conn, &[job.at(cx.now.plus_secs(LINKS_SECS))])
}

/// Counts links that were handed out as asked, a slice of them; whether there may be more.
pub fn handed_out(conn: &mut Conn, cx: &Cx) -> Result<bool, Error> {
    let mut changes = Changes::new();
    let more = rollup::asked::handed_out(conn, cx, &mut changes)?;
    rollups::apply(conn, &changes)?;
    Ok(more)
}

/// How far a recount has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The answers up to this one are counted.
    Answers(Id),
    /// All answers are counted, and the invitations up to this one.
    Invitations(Id),
}

/// Counts some answers or invitations anew, those after a place; the next place, or none when all are done.
pub fn slice(conn: &mut Conn, cx: &Cx, after: Option<Place>) -> Result<Option<Place>, Error> {
    let mut workspace = workspaces::lock(conn, cx.workspace)?;
    if workspace.settings.0.counting.before.is_none() {
        return Ok(None);
    }
    let mut changes = Changes::new();
    let next = match after {
        None => answers(conn, &workspace, &mut changes, None)?,
        Some(Place::Answers(last)) => answers(conn, &workspace, &mut changes, Some(last))?,
        Some(Place::Invitations(last)) => {
            rollup::asked::slice(conn, &workspace, &mut changes, Some(last))?.map(Place::Invitations)
        }
    };
    if next.is_none() {
        let counting = &mut workspace.settings.0.counting;
        counting.before = None;
        counting.known_before.clear();
        let days_moved = std::mem::take(&mut counting.days_moved);
        workspaces::save(conn, &workspace, cx.now)?;
        // Comments are found by their days.
        if days_moved {
            index::again(conn, cx)?;
        }
    }
    // Last and in key order, as in the batch of answers.
    rollups::apply(conn, &changes)?;
    rollups::drop_empty(conn, &changes)?;
    Ok(next)
}

/// A slice of the answers; then it is the invitations' turn.
fn answers(
    conn: &mut Conn,
    workspace: &Workspace,
    changes: &mut Changes,
    after: Option<Id>,
) -> Result<Option<Place>, Error> {
    let generation = workspace.settings.0.counting.generation;
    let page = responses::counted_otherwise(conn, workspace.id, generation, after, SLICE)?;
    let full = i64::try_from(page.len()) == Ok(SLICE);
    let last = page.last().map(|response| response.id).filter(|_| full);
    let mut definitions = Definitions::default();
    for found in page {
        // Who changes it right now is waited for.
        let Some(mut response) = responses::lock(conn, workspace.id, found.id)? else { continue };
        let survey = definitions.of(conn, &response)?;
        rollup::add(changes, workspace, &survey, &response, -1);
        rollup::place(workspace, &mut response);
        rollup::add(changes, workspace, &survey, &response, 1);
        responses::set_counted(conn, &response)?;
    }
    if let Some(last) = last {
        return Ok(Some(Place::Answers(last)));
    }
    // A few invitations are counted with the last answers.
    Ok(rollup::asked::slice(conn, workspace, changes, None)?.map(Place::Invitations))
}
