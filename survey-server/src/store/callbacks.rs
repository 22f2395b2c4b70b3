//! Callbacks: messages to programs, kept as the bytes that are signed and sent, with every attempt.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text};

use super::schema::{callback_attempts, callbacks};
use super::types::sql;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;
use crate::{bulk_insert, each};

text_enum! {
    /// How a callback stands.
    State {
        /// Waits for its first or next attempt.
        Pending => "pending",
        /// The endpoint took it.
        Delivered => "delivered",
        /// All attempts failed; a person may send it again.
        Failed => "failed",
    }
}

/// One message to one endpoint.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = callbacks)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Callback {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub endpoint_id: Id,
    pub kind: String,
    pub about_id: Id,
    pub body: Vec<u8>,
    pub state: State,
    pub attempts: i32,
    pub status: Option<i32>,
    pub error: Option<String>,
    pub created_at: Time,
    pub updated_at: Time,
    pub delivered_at: Option<Time>,
}

/// One attempt.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = callback_attempts)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Attempt {
    pub workspace_id: WorkspaceId,
    pub callback_id: Id,
    pub n: i32,
    pub at: Time,
    pub status: Option<i32>,
    pub latency_ms: i64,
    pub answer: String,
    pub error: Option<String>,
}

/// The callback of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Callback>, Error> {
    Ok(callbacks::table.find((workspace, id)).select(Callback::as_select()).first(conn).optional()?)
}

/// Adds several.
pub fn insert(conn: &mut Conn, rows: &[Callback]) -> Result<(), Error> {
    let rows: Vec<&Callback> = rows.iter().collect();
    Ok(callback_rows::insert(conn, &rows)?)
}

bulk_insert! {
    mod callback_rows, fn insert: Callback into "callbacks" "" {
        workspace_id: WorkspaceId => Integer,
        id: Id => sql::Id,
        endpoint_id: Id => sql::Id,
        kind: String => Text,
        about_id: Id => sql::Id,
        body: Vec<u8> => Binary,
        state: State => Text,
        attempts: i32 => Integer,
        status: Option<i32> => Nullable<Integer>,
        error: Option<String> => Nullable<Text>,
        created_at: Time => BigInt,
        updated_at: Time => BigInt,
        delivered_at: Option<Time> => Nullable<BigInt>,
    }
}

/// Writes how an attempt ended, and the attempt itself.
pub fn settle(conn: &mut Conn, callback: &Callback, attempt: &Attempt) -> Result<(), Error> {
    diesel::update(callbacks::table.find((callback.workspace_id, callback.id)))
        .set((
            callbacks::state.eq(callback.state),
            callbacks::attempts.eq(callback.attempts),
            callbacks::status.eq(callback.status),
            callbacks::error.eq(&callback.error),
            callbacks::updated_at.eq(callback.updated_at),
            callbacks::delivered_at.eq(callback.delivered_at),
        ))
        .execute(conn)?;
    each!(conn, c => diesel::insert_into(callback_attempts::table).values(attempt).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Lets a person send a callback again.
pub fn reopen(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    Ok(diesel::update(callbacks::table.find((workspace, id)))
        .set((callbacks::state.eq(State::Pending), callbacks::updated_at.eq(now)))
        .execute(conn)?
        == 1)
}

/// The callbacks of an endpoint, newest first.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    endpoint: Id,
    offset: i64,
    limit: i64,
) -> Result<Vec<Callback>, Error> {
    Ok(callbacks::table
        .filter(callbacks::workspace_id.eq(workspace))
        .filter(callbacks::endpoint_id.eq(endpoint))
        .order((callbacks::created_at.desc(), callbacks::id.desc()))
        .offset(offset)
        .limit(limit)
        .select(Callback::as_select())
        .load(conn)?)
}

/// Callbacks of an endpoint that failed for good, made at or after a moment, the oldest first.
pub fn failed_since(
    conn: &mut Conn,
    workspace: WorkspaceId,
    endpoint: Id,
    since: Time,
    limit: i64,
) -> Result<Vec<Id>, Error> {
    Ok(callbacks::table
        .filter(callbacks::workspace_id.eq(workspace))
        .filter(callbacks::endpoint_id.eq(endpoint))
        .filter(callbacks::state.eq(State::Failed))
        .filter(callbacks::created_at.ge(since))
        .order(callbacks::created_at)
        .limit(limit)
        .select(callbacks::id)
        .load(conn)?)
}

/// How many callbacks wait for an endpoint.
pub fn count_waiting(conn: &mut Conn, workspace: WorkspaceId, endpoint: Id) -> Result<i64, Error> {
    Ok(callbacks::table
        .filter(callbacks::workspace_id.eq(workspace))
        .filter(callbacks::endpoint_id.eq(endpoint))
        .filter(callbacks::state.eq(State::Pending))
        .count()
        .get_result(conn)?)
}

/// How many callbacks an endpoint has not taken: those that failed for good, and those that waited.
pub fn count_lost(conn: &mut Conn, workspace: WorkspaceId, endpoint: Id) -> Result<i64, Error> {
    Ok(callbacks::table
        .filter(callbacks::workspace_id.eq(workspace))
        .filter(callbacks::endpoint_id.eq(endpoint))
        .filter(callbacks::state.ne(State::Delivered))
        .count()
        .get_result(conn)?)
}

/// The attempts of a callback, in order.
pub fn attempts(conn: &mut Conn, workspace: WorkspaceId, callback: Id) -> Result<Vec<Attempt>, Error> {
    Ok(callback_attempts::table
        .filter(callback_attempts::workspace_id.eq(workspace))
        .filter(callback_attempts::callback_id.eq(callback))
        .order(callback_attempts::n)
        .select(Attempt::as_select())
        .load(conn)?)
}
