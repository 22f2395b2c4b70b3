//! What no longer stands: orders and events that were taken back.

use diesel::prelude::*;

use super::schema::cancellations;
use super::{Conn, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// One order or event that was taken back.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = cancellations)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Cancellation {
    pub workspace_id: WorkspaceId,
    pub key: String,
    pub kind: String,
    pub at: Time,
    pub created_at: Time,
}

/// Notes one; the first word stays.
pub fn insert(conn: &mut Conn, cancellation: &Cancellation) -> Result<bool, Error> {
    Ok(each!(conn, c => diesel::insert_into(cancellations::table)
        .values(cancellation)
        .on_conflict_do_nothing()
        .execute(c))?
        == 1)
}

/// Whether any of these is taken back.
pub fn any(conn: &mut Conn, workspace: WorkspaceId, keys: &[String]) -> Result<bool, Error> {
    let found: Option<String> = cancellations::table
        .filter(cancellations::workspace_id.eq(workspace))
        .filter(cancellations::key.eq_any(keys))
        .select(cancellations::key)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Those of these that are taken back.
pub fn those_there(conn: &mut Conn, workspace: WorkspaceId, keys: &[String]) -> Result<Vec<String>, Error> {
    Ok(cancellations::table
        .filter(cancellations::workspace_id.eq(workspace))
        .filter(cancellations::key.eq_any(keys))
        .select(cancellations::key)
        .load(conn)?)
}

/// Deletes what is noted about these.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, keys: &[String]) -> Result<usize, Error> {
    Ok(diesel::delete(
        cancellations::table.filter(cancellations::workspace_id.eq(workspace)).filter(cancellations::key.eq_any(keys)),
    )
    .execute(conn)?)
}

/// Deletes what was noted before a moment.
pub fn prune(conn: &mut Conn, before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(cancellations::table.filter(cancellations::created_at.lt(before))).execute(conn)?)
}
