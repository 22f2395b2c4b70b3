//! The durable queue: enqueue inside the caller's transaction, claim with a lease, settle guarded by the lease.

pub use super::job_payload::{Class, Payload};
use super::schema::jobs;
use super::types::sql;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::bulk_insert;
use crate::clock::Cx;
use crate::error::Error;
use crate::text_enum;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};

text_enum! {
    /// Whether a job can still be done by itself.
    State {
        /// Waits, or is being done.
        Due => "due",
        /// Is not claimed until it is let go: a person paused what it belongs to.
        Held => "held",
        /// Is not claimed until its lane has room.
        Parked => "parked",
        /// Failed for good; a person can retry it.
        Dead => "dead",
    }
}

/// A job as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = jobs)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Job {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub kind: String,
    pub payload: Json<Payload>,
    pub class: i32,
    pub lane: String,
    pub state: State,
    pub due_at: Time,
    pub attempts: i32,
    pub leased_by: Option<String>,
    pub leased_until: Option<Time>,
    pub last_error: Option<String>,
    pub dedupe_key: Option<String>,
    pub created_at: Time,
    pub grouped: bool,
}

impl Job {
    /// A job that is due at once, in no lane.
    pub fn new(cx: &Cx, class: Class, payload: Payload) -> Self {
        Job {
            workspace_id: cx.workspace,
            id: cx.id(),
            kind: payload.kind().to_owned(),
            grouped: payload.is_grouped(),
            payload: Json(payload),
            class: class as i32,
            lane: String::new(),
            state: State::Due,
            due_at: cx.now,
            attempts: 0,
            leased_by: None,
            leased_until: None,
            last_error: None,
            dedupe_key: None,
            created_at: cx.now,
        }
    }

    /// Not before this moment.
    #[must_use]
    pub fn at(self, due_at: Time) -> Self {
        Job { due_at, ..self }
    }

    /// In a lane with a cap on how many run at once.
    #[must_use]
    pub fn in_lane(self, lane: impl Into<String>) -> Self {
        Job { lane: lane.into(), ..self }
    }

    /// Under an id that is known already, so that it can be found by what it is about.
    #[must_use]
    pub fn with_id(self, id: Id) -> Self {
        Job { id, ..self }
    }

    /// Only once while a job with this key waits.
    #[must_use]
    pub fn once(self, key: impl Into<String>) -> Self {
        Job { dedupe_key: Some(key.into()), ..self }
    }
}

/// Adds jobs; one whose dedupe key waits already is left out.
pub fn enqueue(conn: &mut Conn, rows: &[Job]) -> Result<(), Error> {
    let rows: Vec<&Job> = rows.iter().collect();
    job_rows::insert(conn, &rows)?;
    if conn.is_postgres() && !rows.is_empty() {
        diesel::sql_query("NOTIFY survey_jobs").execute(conn)?;
    }
    Ok(())
}

bulk_insert! {
    mod job_rows, fn insert: Job into "jobs" "ON CONFLICT DO NOTHING" {
        workspace_id: WorkspaceId => Integer,
        id: Id => sql::Id,
        kind: String => Text,
        payload: Json<Payload> => Text,
        class: i32 => Integer,
        lane: String => Text,
        state: State => Text,
        due_at: Time => BigInt,
        attempts: i32 => Integer,
        leased_by: Option<String> => Nullable<Text>,
        leased_until: Option<Time> => Nullable<BigInt>,
        last_error: Option<String> => Nullable<Text>,
        dedupe_key: Option<String> => Nullable<Text>,
        created_at: Time => BigInt,
        grouped: bool => Bool,
    }
}

/// When the next job falls due that is not due yet.
pub fn next_due(conn: &mut Conn, now: Time) -> Result<Option<Time>, Error> {
    let mut next: Option<Time> = None;
    for (grouped, class) in [false, true].into_iter().flat_map(|grouped| (0..=3).map(move |class| (grouped, class))) {
        let due: Option<Time> = jobs::table
            .filter(jobs::state.eq(State::Due))
            .filter(jobs::grouped.eq(grouped))
            .filter(jobs::class.eq(class))
            .filter(jobs::due_at.gt(now))
            .select(diesel::dsl::min(jobs::due_at))
            .first(conn)?;
        next = next.into_iter().chain(due).min();
    }
    Ok(next)
}

/// Keeps a lease while its job runs; false when it was lost.
pub fn renew(conn: &mut Conn, job: &Job, worker: &str, until: Time) -> Result<bool, Error> {
    Ok(diesel::update(jobs::table.find((job.workspace_id, job.id)).filter(jobs::leased_by.eq(worker)))
        .set(jobs::leased_until.eq(until))
        .execute(conn)?
        == 1)
}

/// The job is done.
pub fn done(conn: &mut Conn, job: &Job, worker: &str) -> Result<bool, Error> {
    Ok(diesel::delete(jobs::table.find((job.workspace_id, job.id)).filter(jobs::leased_by.eq(worker))).execute(conn)?
        == 1)
}

/// The job is to be tried again later, with so many attempts counted: a runner with a schedule of its own counts
/// its attempts itself.
pub fn retry_later(
    conn: &mut Conn,
    job: &Job,
    worker: &str,
    due_at: Time,
    attempts: i32,
    error: &str,
) -> Result<bool, Error> {
    Ok(diesel::update(jobs::table.find((job.workspace_id, job.id)).filter(jobs::leased_by.eq(worker)))
        .set((
            jobs::due_at.eq(due_at),
            jobs::attempts.eq(attempts),
            jobs::leased_by.eq(None::<String>),
            jobs::leased_until.eq(None::<Time>),
            jobs::last_error.eq(error),
        ))
        .execute(conn)?
        == 1)
}

/// The job cannot be done; it stays where a person can see it. Its dedupe key is free again.
pub fn bury(conn: &mut Conn, job: &Job, worker: &str, error: &str) -> Result<bool, Error> {
    Ok(diesel::update(jobs::table.find((job.workspace_id, job.id)).filter(jobs::leased_by.eq(worker)))
        .set((
            jobs::state.eq(State::Dead),
            jobs::leased_by.eq(None::<String>),
            jobs::leased_until.eq(None::<Time>),
            jobs::dedupe_key.eq(None::<String>),
            jobs::last_error.eq(error),
        ))
        .execute(conn)?
        == 1)
}

/// Gives back what a stopping worker has leased and not begun.
pub fn release(conn: &mut Conn, job: &Job, worker: &str) -> Result<(), Error> {
    diesel::update(jobs::table.find((job.workspace_id, job.id)).filter(jobs::leased_by.eq(worker)))
        .set((
            jobs::leased_by.eq(None::<String>),
            jobs::leased_until.eq(None::<Time>),
            jobs::attempts.eq(jobs::attempts - 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Keeps these jobs from being claimed. One that is being done now comes to its end, and is held if it is to be tried
/// again.
pub fn hold(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<usize, Error> {
    let mut held = 0;
    for chunk in ids.chunks(500) {
        held += diesel::update(
            jobs::table
                .filter(jobs::workspace_id.eq(workspace))
                .filter(jobs::id.eq_any(chunk))
                .filter(jobs::state.eq_any([State::Due, State::Parked])),
        )
        .set(jobs::state.eq(State::Held))
        .execute(conn)?;
    }
    Ok(held)
}

/// Lets held jobs be claimed again, each so much later than it was due before.
pub fn let_go(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id], later_ms: i64) -> Result<usize, Error> {
    let mut let_go = 0;
    for chunk in ids.chunks(500) {
        let_go += diesel::update(
            jobs::table
                .filter(jobs::workspace_id.eq(workspace))
                .filter(jobs::id.eq_any(chunk))
                .filter(jobs::state.eq(State::Held)),
        )
        .set((jobs::state.eq(State::Due), jobs::due_at.eq(jobs::due_at + later_ms)))
        .execute(conn)?;
    }
    if conn.is_postgres() && let_go > 0 {
        diesel::sql_query("NOTIFY survey_jobs").execute(conn)?;
    }
    Ok(let_go)
}

/// Drops jobs whose reason is gone; one that is being done now comes to its end.
pub fn drop_all(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<usize, Error> {
    let mut dropped = 0;
    for chunk in ids.chunks(500) {
        dropped += diesel::delete(
            jobs::table
                .filter(jobs::workspace_id.eq(workspace))
                .filter(jobs::id.eq_any(chunk))
                .filter(jobs::leased_until.is_null()),
        )
        .execute(conn)?;
    }
    Ok(dropped)
}

/// Those of these jobs that are there.
pub fn those_there(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Id>, Error> {
    Ok(jobs::table.filter(jobs::workspace_id.eq(workspace)).filter(jobs::id.eq_any(ids)).select(jobs::id).load(conn)?)
}

/// Deletes what was due before a moment and is done by nobody, upkeep left out: a made-up past leaves no work. Returns
/// how many.
pub fn discard(conn: &mut Conn, workspace: WorkspaceId, due_before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(
        jobs::table
            .filter(jobs::workspace_id.eq(workspace))
            .filter(jobs::due_at.lt(due_before))
            .filter(jobs::class.ne(Class::Upkeep as i32))
            .filter(jobs::leased_until.is_null()),
    )
    .execute(conn)?)
}

/// The dead jobs of a workspace, newest first.
pub fn dead(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Job>, Error> {
    Ok(jobs::table
        .filter(jobs::workspace_id.eq(workspace))
        .filter(jobs::state.eq(State::Dead))
        .order(jobs::id.desc())
        .limit(limit)
        .select(Job::as_select())
        .load(conn)?)
}

/// Lets a dead job be tried again.
pub fn revive(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    Ok(diesel::update(jobs::table.find((workspace, id)).filter(jobs::state.eq(State::Dead)))
        .set((jobs::state.eq(State::Due), jobs::due_at.eq(now), jobs::attempts.eq(0)))
        .execute(conn)?
        == 1)
}

/// Drops a dead job.
pub fn discard_one(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    Ok(diesel::delete(jobs::table.find((workspace, id)).filter(jobs::state.eq(State::Dead))).execute(conn)? == 1)
}

/// Drops the jobs with these keys that nobody is doing.
pub fn drop_by_key(conn: &mut Conn, workspace: WorkspaceId, keys: &[String]) -> Result<usize, Error> {
    Ok(diesel::delete(
        jobs::table
            .filter(jobs::workspace_id.eq(workspace))
            .filter(jobs::dedupe_key.eq_any(keys))
            .filter(jobs::leased_until.is_null()),
    )
    .execute(conn)?)
}

/// When the waiting jobs with these keys are due.
pub fn due_by_key(
    conn: &mut Conn,
    workspace: WorkspaceId,
    keys: &[String],
) -> Result<Vec<(Option<String>, Time)>, Error> {
    Ok(jobs::table
        .filter(jobs::workspace_id.eq(workspace))
        .filter(jobs::dedupe_key.eq_any(keys))
        .select((jobs::dedupe_key, jobs::due_at))
        .load(conn)?)
}

/// Lets the waiting job with this key be due at a moment, if it were due later.
pub fn hurry(conn: &mut Conn, workspace: WorkspaceId, key: &str, at: Time) -> Result<(), Error> {
    diesel::update(
        jobs::table
            .filter(jobs::workspace_id.eq(workspace))
            .filter(jobs::dedupe_key.eq(key))
            .filter(jobs::due_at.gt(at))
            .filter(jobs::leased_until.is_null()),
    )
    .set(jobs::due_at.eq(at))
    .execute(conn)?;
    Ok(())
}

/// How many jobs there are of each class and state, of one workspace or of all.
pub fn by_class_and_state(conn: &mut Conn, only: Option<WorkspaceId>) -> Result<Vec<(i32, State, i64)>, Error> {
    let query = jobs::table
        .filter(jobs::workspace_id.ge(only.unwrap_or(WorkspaceId::MIN)))
        .filter(jobs::workspace_id.le(only.unwrap_or(WorkspaceId::MAX)));
    Ok(query
        .group_by((jobs::class, jobs::state))
        .select((jobs::class, jobs::state, diesel::dsl::count_star()))
        .load(conn)?)
}

/// How many jobs of each class are due now and done by nobody, and since when the oldest is.
pub fn due_by_class(
    conn: &mut Conn,
    only: Option<WorkspaceId>,
    now: Time,
) -> Result<Vec<(i32, i64, Option<Time>)>, Error> {
    let query = jobs::table
        .filter(jobs::workspace_id.ge(only.unwrap_or(WorkspaceId::MIN)))
        .filter(jobs::workspace_id.le(only.unwrap_or(WorkspaceId::MAX)))
        .filter(jobs::state.eq(State::Due))
        .filter(jobs::due_at.le(now))
        .filter(jobs::leased_until.is_null().or(jobs::leased_until.le(now)));
    Ok(query
        .group_by(jobs::class)
        .select((jobs::class, diesel::dsl::count_star(), diesel::dsl::min(jobs::due_at)))
        .load(conn)?)
}

/// How many jobs wait and how many are dead, over all workspaces.
pub fn depth(conn: &mut Conn) -> Result<Vec<(State, i64)>, Error> {
    Ok(jobs::table.group_by(jobs::state).select((jobs::state, diesel::dsl::count_star())).load(conn)?)
}
