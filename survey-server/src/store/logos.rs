//! Logos, named by the hash of their bytes.

use diesel::prelude::*;

use super::schema::logos;
use super::{Conn, Time, WorkspaceId};
use crate::error::Error;

/// A picture as we encoded it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = logos)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Logo {
    pub workspace_id: WorkspaceId,
    pub id: String,
    pub media_type: String,
    pub width: i32,
    pub height: i32,
    pub bytes: Vec<u8>,
    pub created_at: Time,
    pub created_by: String,
}

/// The logo of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: &str) -> Result<Option<Logo>, Error> {
    Ok(logos::table.find((workspace, id)).select(Logo::as_select()).first(conn).optional()?)
}

/// Width and height of a logo, if there is one.
pub fn size(conn: &mut Conn, workspace: WorkspaceId, id: &str) -> Result<Option<(i32, i32)>, Error> {
    Ok(logos::table.find((workspace, id)).select((logos::width, logos::height)).first(conn).optional()?)
}

/// Keeps one; the same picture twice is one row.
pub fn keep(conn: &mut Conn, logo: &Logo) -> Result<(), Error> {
    if size(conn, logo.workspace_id, &logo.id)?.is_none() {
        diesel::insert_into(logos::table).values(logo).execute(conn)?;
    }
    Ok(())
}
