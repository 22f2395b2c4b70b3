//! Shifts: who is on call when, and who is away.

use diesel::prelude::*;

use super::schema::shifts;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// A span of time in which somebody is on call, or away.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = shifts)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Shift {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub user_id: Id,
    pub team: Option<String>,
    pub away: bool,
    pub from_at: Time,
    pub until_at: Time,
}

/// Those that hold at a moment.
pub fn at(conn: &mut Conn, workspace: WorkspaceId, at: Time) -> Result<Vec<Shift>, Error> {
    Ok(shifts::table
        .filter(shifts::workspace_id.eq(workspace))
        .filter(shifts::until_at.gt(at))
        .filter(shifts::from_at.le(at))
        .order((shifts::from_at, shifts::id))
        .select(Shift::as_select())
        .load(conn)?)
}

/// Those that are not over at a moment, the first ones first.
pub fn from(conn: &mut Conn, workspace: WorkspaceId, at: Time, limit: i64) -> Result<Vec<Shift>, Error> {
    Ok(shifts::table
        .filter(shifts::workspace_id.eq(workspace))
        .filter(shifts::until_at.gt(at))
        .order((shifts::from_at, shifts::id))
        .limit(limit)
        .select(Shift::as_select())
        .load(conn)?)
}

/// Adds some.
pub fn insert(conn: &mut Conn, rows: &[Shift]) -> Result<(), Error> {
    for row in rows {
        diesel::insert_into(shifts::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Removes one; whether there was one.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    Ok(diesel::delete(shifts::table.find((workspace, id))).execute(conn)? == 1)
}

/// Deletes those that were over before a moment; returns how many.
pub fn prune(conn: &mut Conn, workspace: WorkspaceId, before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(shifts::table.filter(shifts::workspace_id.eq(workspace)).filter(shifts::until_at.lt(before)))
        .execute(conn)?)
}
