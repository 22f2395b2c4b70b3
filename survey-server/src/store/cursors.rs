//! How far jobs that follow the answers have come.

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use super::schema::cursors;
use super::{Conn, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// How far the job of this name has come; none: it never ran.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, name: &str) -> Result<Option<Time>, Error> {
    Ok(cursors::table.find((workspace, name)).select(cursors::at).first(conn).optional()?)
}

/// It begins anew.
pub fn forget(conn: &mut Conn, workspace: WorkspaceId, name: &str) -> Result<(), Error> {
    diesel::delete(cursors::table.find((workspace, name))).execute(conn)?;
    Ok(())
}

/// It has come so far.
pub fn set(conn: &mut Conn, workspace: WorkspaceId, name: &str, at: Time) -> Result<(), Error> {
    each!(conn, c => diesel::insert_into(cursors::table)
        .values((cursors::workspace_id.eq(workspace), cursors::name.eq(name), cursors::at.eq(at)))
        .on_conflict((cursors::workspace_id, cursors::name))
        .do_update()
        .set(cursors::at.eq(at))
        .execute(c)?);
    Ok(())
}

/// Workspaces with answers that changed since the job of this name was there: all that the process has, because it looks
/// which of them has work.
pub fn behind(conn: &mut Conn, name: &str) -> Result<Vec<WorkspaceId>, Error> {
    let sql = "SELECT w.id AS id FROM workspaces w WHERE EXISTS (SELECT 1 FROM responses r WHERE r.workspace_id = w.id \
        AND r.updated_at >= COALESCE((SELECT c.at FROM cursors c WHERE c.workspace_id = w.id AND c.name = $1), -1000000000000000)) \
        ORDER BY w.id";
    let rows: Vec<Row> = diesel::sql_query(sql).bind::<Text, _>(name).load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Integer)]
    id: WorkspaceId,
}
