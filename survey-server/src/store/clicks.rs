//! What GET and HEAD leave behind: telemetry for the evidence rules, best effort, kept 90 days.

use diesel::prelude::*;

use super::schema::clicks;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// One visit of a link.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = clicks)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Click {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub invitation_id: Id,
    pub at: Time,
    pub method: String,
    pub link: String,
    pub score: Option<i32>,
    pub agent_hash: Vec<u8>,
    pub network: String,
    pub prefetch: bool,
}

/// Adds one.
pub fn insert(conn: &mut Conn, click: &Click) -> Result<(), Error> {
    diesel::insert_into(clicks::table).values(click).execute(conn)?;
    Ok(())
}

/// The visits of an invitation, oldest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, invitation: Id) -> Result<Vec<Click>, Error> {
    Ok(clicks::table
        .filter(clicks::workspace_id.eq(workspace))
        .filter(clicks::invitation_id.eq(invitation))
        .order(clicks::at)
        .select(Click::as_select())
        .load(conn)?)
}

/// Deletes the visits of these invitations.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, invitations: &[Id]) -> Result<usize, Error> {
    Ok(diesel::delete(
        clicks::table.filter(clicks::workspace_id.eq(workspace)).filter(clicks::invitation_id.eq_any(invitations)),
    )
    .execute(conn)?)
}

/// Deletes what is older than the retention.
pub fn prune(conn: &mut Conn, before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(clicks::table.filter(clicks::at.lt(before))).execute(conn)?)
}
