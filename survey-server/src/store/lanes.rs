//! Claiming jobs, lane by lane: jobs for one receiver wait for one another, and for nobody else.
//!
//! A job whose lane has no room is parked: whoever looks for work next does not meet it again, however many there are. It
//! comes back when another job of its lane ends, or when the worker looks round.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::jobs::{Class, Job, State};
use super::schema::jobs;
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// How many jobs of one lane run at once, over all processes.
pub const LANE_CAP: i64 = 4;
/// So many rows are looked at together: many may belong to lanes without room.
const LOOK: i64 = 64;
/// How often one claim looks, so that parking a long queue does not hold up the database.
const LOOKS: usize = 16;

/// What a claim came to.
#[derive(Debug, Default)]
pub struct Claimed {
    /// Leased, to be run now.
    pub jobs: Vec<Job>,
    /// How many were parked: there may be others behind them.
    pub parked: usize,
}

/// Leases up to `limit` due jobs that are done one by one, the most urgent class first. `cap` says of a lane how many of
/// its jobs may run at once; what is beyond it is parked.
pub fn claim(
    conn: &mut Conn,
    worker: &str,
    now: Time,
    until: Time,
    limit: i64,
    cap: &dyn Fn(&str) -> i64,
) -> Result<Claimed, Error> {
    let mut running = running(conn, now)?;
    let mut claimed = Claimed::default();
    for class in [Class::Alert, Class::Single, Class::Campaign, Class::Upkeep] {
        for _ in 0..LOOKS {
            let room = limit - claimed.jobs.len() as i64;
            if room <= 0 {
                return Ok(claimed);
            }
            let (mut taken, mut full) = (Vec::new(), Vec::new());
            for (workspace, id, lane) in due(conn, class, now, room.max(LOOK))? {
                let count = running.entry(lane.clone()).or_default();
                if !lane.is_empty() && *count >= cap(&lane) {
                    full.push(id);
                } else if (taken.len() as i64) < room {
                    *count += 1;
                    taken.push((workspace, id));
                }
            }
            claimed.parked += park(conn, &full)?;
            for key in taken {
                claimed.jobs.push(lease(conn, key, worker, until)?);
            }
            if full.is_empty() {
                break;
            }
        }
    }
    Ok(claimed)
}

fn lease(conn: &mut Conn, key: (WorkspaceId, Id), worker: &str, until: Time) -> Result<Job, Error> {
    Ok(each!(conn, c => diesel::update(jobs::table.find(key))
        .set((
            jobs::leased_by.eq(worker),
            jobs::leased_until.eq(until),
            jobs::attempts.eq(jobs::attempts + 1),
        ))
        .returning(Job::as_select())
        .get_result(c))?)
}

/// How many jobs of each lane run now, in all processes.
fn running(conn: &mut Conn, now: Time) -> Result<BTreeMap<String, i64>, Error> {
    Ok(jobs::table
        .filter(jobs::leased_until.gt(now))
        .filter(jobs::lane.ne(""))
        .filter(jobs::grouped.eq(false))
        .group_by(jobs::lane)
        .select((jobs::lane, diesel::dsl::count_star()))
        .load::<(String, i64)>(conn)?
        .into_iter()
        .collect())
}

/// The due jobs of a class, oldest first. On PostgreSQL rows that another process is just claiming are passed over.
fn due(conn: &mut Conn, class: Class, now: Time, limit: i64) -> Result<Vec<(WorkspaceId, Id, String)>, Error> {
    macro_rules! query {
        () => {
            jobs::table
                .filter(jobs::state.eq(State::Due))
                .filter(jobs::grouped.eq(false))
                .filter(jobs::class.eq(class as i32))
                .filter(jobs::due_at.le(now))
                .filter(jobs::leased_until.is_null().or(jobs::leased_until.le(now)))
                .order(jobs::due_at)
                .limit(limit)
                .select((jobs::workspace_id, jobs::id, jobs::lane))
        };
    }
    Ok(match conn {
        Conn::Postgres(c) => query!().for_update().skip_locked().load(c)?,
        Conn::Sqlite(c) => query!().load(c)?,
    })
}

/// Ids are unique by themselves, which is why no workspace is asked for.
fn park(conn: &mut Conn, ids: &[Id]) -> Result<usize, Error> {
    if ids.is_empty() {
        return Ok(0);
    }
    Ok(diesel::update(jobs::table.filter(jobs::id.eq_any(ids)).filter(jobs::state.eq(State::Due)))
        .set(jobs::state.eq(State::Parked))
        .execute(conn)?)
}

/// Written out, so that the index of parked jobs is known to hold all of them.
fn is_parked() -> diesel::expression::SqlLiteral<Bool> {
    diesel::dsl::sql::<Bool>("state = 'parked'")
}

/// A place in this lane is free: the oldest of those that are parked for it may be claimed.
pub fn next(conn: &mut Conn, lane: &str, count: i64) -> Result<usize, Error> {
    let oldest: Vec<(WorkspaceId, Id)> = jobs::table
        .filter(is_parked())
        .filter(jobs::lane.eq(lane))
        .order(jobs::due_at)
        .limit(count)
        .select((jobs::workspace_id, jobs::id))
        .load(conn)?;
    for key in &oldest {
        // Somebody may have put it aside meanwhile.
        diesel::update(jobs::table.find(*key).filter(is_parked())).set(jobs::state.eq(State::Due)).execute(conn)?;
    }
    Ok(oldest.len())
}

/// Fills every lane that has room: after a rest, after a crash, or when another process left it. Returns how many jobs
/// may be claimed again.
pub fn look_round(conn: &mut Conn, now: Time, cap: &dyn Fn(&str) -> i64) -> Result<usize, Error> {
    let lanes: Vec<String> =
        jobs::table.filter(is_parked()).select(jobs::lane).distinct().order(jobs::lane).load(conn)?;
    if lanes.is_empty() {
        return Ok(0);
    }
    let running = running(conn, now)?;
    let mut freed = 0;
    for lane in lanes {
        let room = cap(&lane) - running.get(&lane).copied().unwrap_or_default();
        if room > 0 {
            freed += next(conn, &lane, room)?;
        }
    }
    Ok(freed)
}
