//! Answers kept under the client's `Idempotency-Key`, so that a retry gets the first answer.

use diesel::prelude::*;

use super::schema::idempotency_keys;
use super::{Conn, Time, WorkspaceId};
use crate::error::Error;

/// What was answered to the first request with a key.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency_keys)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Kept {
    pub workspace_id: WorkspaceId,
    pub key: String,
    pub request_hash: Vec<u8>,
    pub status: i32,
    pub body: String,
    pub created_at: Time,
}

/// The answer kept under a key, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, key: &str) -> Result<Option<Kept>, Error> {
    Ok(idempotency_keys::table.find((workspace, key)).select(Kept::as_select()).first(conn).optional()?)
}

/// Keeps an answer.
pub fn insert(conn: &mut Conn, kept: &Kept) -> Result<(), Error> {
    diesel::insert_into(idempotency_keys::table).values(kept).execute(conn)?;
    Ok(())
}

/// Deletes what is older than the promise (a day).
pub fn prune(conn: &mut Conn, before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(before))).execute(conn)?)
}
