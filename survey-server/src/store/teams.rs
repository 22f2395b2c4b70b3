//! Teams: who belongs to one, in the order in which they are told.

use diesel::prelude::*;

use super::schema::team_members;
use super::{Conn, Id, WorkspaceId};
use crate::error::Error;

/// A member of a team.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = team_members)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct TeamMember {
    pub workspace_id: WorkspaceId,
    pub team: String,
    pub user_id: Id,
    pub place: i32,
}

/// All teams of a workspace, each in its order.
pub fn all(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<TeamMember>, Error> {
    Ok(team_members::table
        .filter(team_members::workspace_id.eq(workspace))
        .order((team_members::team, team_members::place))
        .select(TeamMember::as_select())
        .load(conn)?)
}

/// The members of a team in their order.
pub fn of(conn: &mut Conn, workspace: WorkspaceId, team: &str) -> Result<Vec<Id>, Error> {
    Ok(team_members::table
        .filter(team_members::workspace_id.eq(workspace))
        .filter(team_members::team.eq(team))
        .order(team_members::place)
        .select(team_members::user_id)
        .load(conn)?)
}

/// Makes these the members of a team, in this order; nobody: there is no such team any more.
pub fn set(conn: &mut Conn, workspace: WorkspaceId, team: &str, members: &[Id]) -> Result<(), Error> {
    let there = team_members::table.filter(team_members::workspace_id.eq(workspace));
    diesel::delete(there.filter(team_members::team.eq(team))).execute(conn)?;
    for (place, user_id) in (0..).zip(members) {
        let row = TeamMember { workspace_id: workspace, team: team.to_owned(), user_id: *user_id, place };
        diesel::insert_into(team_members::table).values(&row).execute(conn)?;
    }
    Ok(())
}
