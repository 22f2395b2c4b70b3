//! How far jobs that follow the answers have come.

use diesel::prelude::*;

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
