//! The part of the queue that is done many jobs at once: mails to customers, claimed and settled by the hundred.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::jobs::{Class, Job, State};
use super::schema::jobs;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// Leases up to `limit` due jobs of a class, oldest first, each counted as an attempt. On PostgreSQL rows that another
/// process is just claiming are passed over.
pub fn claim(
    conn: &mut Conn,
    worker: &str,
    class: Class,
    (now, until): (Time, Time),
    limit: i64,
) -> Result<Vec<Job>, Error> {
    macro_rules! query {
        () => {
            jobs::table
                .filter(jobs::state.eq(State::Due))
                .filter(jobs::grouped.eq(true))
                .filter(jobs::class.eq(class as i32))
                .filter(jobs::due_at.le(now))
                .filter(jobs::leased_until.is_null().or(jobs::leased_until.le(now)))
                .order(jobs::due_at)
                .limit(limit)
                .select(Job::as_select())
        };
    }
    let mut claimed: Vec<Job> = match conn {
        Conn::Postgres(c) => query!().for_update().skip_locked().load(c)?,
        Conn::Sqlite(c) => query!().load(c)?,
    };
    for (workspace, ids) in by_workspace(claimed.iter().map(|job| (job.workspace_id, job.id))) {
        diesel::update(jobs::table.filter(jobs::workspace_id.eq(workspace)).filter(jobs::id.eq_any(ids)))
            .set((jobs::leased_by.eq(worker), jobs::leased_until.eq(until), jobs::attempts.eq(jobs::attempts + 1)))
            .execute(conn)?;
    }
    for job in &mut claimed {
        job.leased_by = Some(worker.to_owned());
        job.leased_until = Some(until);
        job.attempts += 1;
    }
    Ok(claimed)
}

/// Those of these that are still ours to do: not paused, not taken by another process.
pub fn still_ours(conn: &mut Conn, worker: &str, jobs: &[(WorkspaceId, Id)]) -> Result<Vec<Id>, Error> {
    let mut ours = Vec::with_capacity(jobs.len());
    for (workspace, ids) in by_workspace(jobs.iter().copied()) {
        let found: Vec<Id> = jobs::table
            .filter(jobs::workspace_id.eq(workspace))
            .filter(jobs::id.eq_any(ids))
            .filter(jobs::leased_by.eq(worker))
            .filter(jobs::state.eq(State::Due))
            .select(jobs::id)
            .load(conn)?;
        ours.extend(found);
    }
    Ok(ours)
}

/// These are done.
pub fn done(conn: &mut Conn, worker: &str, jobs: &[(WorkspaceId, Id)]) -> Result<(), Error> {
    for (workspace, ids) in by_workspace(jobs.iter().copied()) {
        hold(conn, workspace, &ids)?;
        diesel::delete(
            jobs::table
                .filter(jobs::workspace_id.eq(workspace))
                .filter(jobs::id.eq_any(ids))
                .filter(jobs::leased_by.eq(worker)),
        )
        .execute(conn)?;
    }
    Ok(())
}

/// Gives these back, to be claimed again from `due_at` on (none: at once); the claim does not count as an attempt.
pub fn release(conn: &mut Conn, worker: &str, jobs: &[(WorkspaceId, Id)], due_at: Option<Time>) -> Result<(), Error> {
    for (workspace, ids) in by_workspace(jobs.iter().copied()) {
        hold(conn, workspace, &ids)?;
        let held = jobs::table
            .filter(jobs::workspace_id.eq(workspace))
            .filter(jobs::id.eq_any(ids))
            .filter(jobs::leased_by.eq(worker));
        diesel::update(held)
            .set((
                due_at.map(|at| jobs::due_at.eq(at)),
                jobs::attempts.eq(jobs::attempts - 1),
                jobs::leased_by.eq(None::<String>),
                jobs::leased_until.eq(None::<Time>),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Holds these jobs in the order of their ids: two who write several wait for each other, and never in a circle.
fn hold(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    // SQLite's transaction holds the only write lock.
    if let Conn::Postgres(c) = conn {
        let these = jobs::table.filter(jobs::workspace_id.eq(workspace)).filter(jobs::id.eq_any(ids));
        these.order(jobs::id).select(jobs::id).for_update().load::<Id>(c)?;
    }
    Ok(())
}

/// Keeps the leases while the jobs wait for their turn.
pub fn renew(conn: &mut Conn, worker: &str, jobs: &[(WorkspaceId, Id)], until: Time) -> Result<(), Error> {
    for (workspace, ids) in by_workspace(jobs.iter().copied()) {
        hold(conn, workspace, &ids)?;
        diesel::update(
            jobs::table
                .filter(jobs::workspace_id.eq(workspace))
                .filter(jobs::id.eq_any(ids))
                .filter(jobs::leased_by.eq(worker)),
        )
        .set(jobs::leased_until.eq(until))
        .execute(conn)?;
    }
    Ok(())
}

/// How many mails wait for their turn at this moment, over all workspaces: those to customers and those of our own.
pub fn waiting(conn: &mut Conn, now: Time) -> Result<i64, Error> {
    Ok(jobs::table
        .filter(jobs::state.eq(State::Due))
        .filter(jobs::due_at.le(now))
        .filter(jobs::grouped.eq(true).or(jobs::kind.eq("mail")))
        .count()
        .get_result(conn)?)
}

/// How many due mails of a class nobody has claimed.
#[cfg(test)]
pub fn waiting_unclaimed(conn: &mut Conn, class: Class, now: Time) -> Result<i64, Error> {
    Ok(jobs::table
        .filter(jobs::grouped.eq(true))
        .filter(jobs::class.eq(class as i32))
        .filter(jobs::due_at.le(now))
        .filter(jobs::leased_until.is_null())
        .count()
        .get_result(conn)?)
}

fn by_workspace(jobs: impl Iterator<Item = (WorkspaceId, Id)>) -> BTreeMap<WorkspaceId, Vec<Id>> {
    let mut groups: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for (workspace, id) in jobs {
        groups.entry(workspace).or_default().push(id);
    }
    groups
}
