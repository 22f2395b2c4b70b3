//! What GET and HEAD leave behind: telemetry for the evidence rules, best effort, kept 90 days.

use diesel::prelude::*;

use super::schema::clicks;
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
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

/// What a visit was of, as the column `link` has it.
pub mod link {
    /// The survey page, perhaps by a score's link.
    pub const SURVEY: &str = "survey";
    /// The page of the mail's unsubscribe link. It is the person's, not the invitation's: the person's id stands in the
    /// column of the invitation.
    pub const UNSUBSCRIBE: &str = "unsubscribe";
    /// What the survey page's script said.
    pub const REPORT: &str = "report";
}

/// Adds these.
pub fn insert_all(conn: &mut Conn, rows: &[Click]) -> Result<(), Error> {
    for chunk in rows.chunks(500) {
        each!(conn, c => diesel::insert_into(clicks::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// The visits of these (an invitation, its person), oldest first; of very many the newest `limit`.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, of: &[Id], limit: i64) -> Result<Vec<Click>, Error> {
    let mut rows: Vec<Click> = clicks::table
        .filter(clicks::workspace_id.eq(workspace))
        .filter(clicks::invitation_id.eq_any(of))
        .order((clicks::at.desc(), clicks::id.desc()))
        .limit(limit)
        .select(Click::as_select())
        .load(conn)?;
    rows.reverse();
    Ok(rows)
}

/// When a network touched which invitations in a span of time; of very many touches the newest `limit`.
pub fn of_network(
    conn: &mut Conn,
    workspace: WorkspaceId,
    network: &str,
    (from, until): (Time, Time),
    limit: i64,
) -> Result<Vec<(Time, Id)>, Error> {
    Ok(clicks::table
        .filter(clicks::workspace_id.eq(workspace))
        .filter(clicks::network.eq(network))
        .filter(clicks::at.between(from, until))
        .filter(clicks::link.ne(link::UNSUBSCRIBE))
        .order(clicks::at.desc())
        .limit(limit)
        .select((clicks::at, clicks::invitation_id))
        .load(conn)?)
}

/// Which invitations were looked at, newest report first, before a moment; one may come several times.
pub fn reports(conn: &mut Conn, workspace: WorkspaceId, before: Time, limit: i64) -> Result<Vec<(Id, Time)>, Error> {
    Ok(clicks::table
        .filter(clicks::workspace_id.eq(workspace))
        .filter(clicks::link.eq("report"))
        .filter(clicks::at.lt(before))
        .order(clicks::at.desc())
        .limit(limit)
        .select((clicks::invitation_id, clicks::at))
        .load(conn)?)
}
