//! Views of the reports that people keep under a name.

use diesel::prelude::*;

use super::schema::{digests, view_alarms, views};
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// A view under a name.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = views)]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct SavedView {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub name: String,
    pub query: String,
    pub alarm: bool,
    pub created_by: Option<Id>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// Adds one. The caller has checked that the name is free.
pub fn insert(conn: &mut Conn, row: &SavedView) -> Result<(), Error> {
    diesel::insert_into(views::table).values(row).execute(conn)?;
    Ok(())
}

/// Replaces one.
pub fn save(conn: &mut Conn, row: &SavedView) -> Result<(), Error> {
    diesel::update(views::table.find((row.workspace_id, row.id))).set(row).execute(conn)?;
    Ok(())
}

/// The one of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<SavedView>, Error> {
    Ok(views::table.find((workspace, id)).select(SavedView::as_select()).first(conn).optional()?)
}

/// All of a workspace, by name.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<SavedView>, Error> {
    Ok(views::table
        .filter(views::workspace_id.eq(workspace))
        .order((views::name, views::id))
        .select(SavedView::as_select())
        .load(conn)?)
}

/// Deletes one, with its alarms and with who gets it by mail.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<(), Error> {
    let of_view = digests::table.filter(digests::workspace_id.eq(workspace)).filter(digests::view_id.eq(id));
    diesel::delete(of_view).execute(conn)?;
    let of_view =
        view_alarms::table.filter(view_alarms::workspace_id.eq(workspace)).filter(view_alarms::view_id.eq(id));
    diesel::delete(of_view).execute(conn)?;
    diesel::delete(views::table.find((workspace, id))).execute(conn)?;
    Ok(())
}
