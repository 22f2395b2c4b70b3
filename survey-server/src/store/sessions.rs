//! Server-side sessions of the admin, kept under the hash of their token.

use diesel::prelude::*;

use super::schema::sessions;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// A signed-in browser.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Session {
    pub token_hash: Vec<u8>,
    pub user_id: Id,
    pub workspace_id: WorkspaceId,
    pub user_agent: String,
    pub created_at: Time,
    pub seen_at: Time,
    pub expires_at: Time,
}

/// The session of this token hash, if there is one that has not expired.
pub fn find(conn: &mut Conn, token_hash: &[u8], now: Time) -> Result<Option<Session>, Error> {
    Ok(sessions::table
        .find(token_hash)
        .filter(sessions::expires_at.gt(now))
        .select(Session::as_select())
        .first(conn)
        .optional()?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, session: &Session) -> Result<(), Error> {
    diesel::insert_into(sessions::table).values(session).execute(conn)?;
    Ok(())
}

/// Notes that it was used.
pub fn seen(conn: &mut Conn, token_hash: &[u8], now: Time) -> Result<(), Error> {
    diesel::update(sessions::table.find(token_hash)).set(sessions::seen_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Moves a session to another workspace of its user.
pub fn switch(conn: &mut Conn, token_hash: &[u8], workspace: WorkspaceId) -> Result<(), Error> {
    diesel::update(sessions::table.find(token_hash)).set(sessions::workspace_id.eq(workspace)).execute(conn)?;
    Ok(())
}

/// Ends one.
pub fn end(conn: &mut Conn, token_hash: &[u8]) -> Result<(), Error> {
    diesel::delete(sessions::table.find(token_hash)).execute(conn)?;
    Ok(())
}

/// Ends all of a user: the password changed.
pub fn end_all(conn: &mut Conn, user: Id) -> Result<(), Error> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user))).execute(conn)?;
    Ok(())
}

/// Ends those of a user in one workspace.
pub fn end_in_workspace(conn: &mut Conn, workspace: WorkspaceId, user: Id) -> Result<(), Error> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user)).filter(sessions::workspace_id.eq(workspace)))
        .execute(conn)?;
    Ok(())
}

/// Deletes the expired ones and those not seen since `idle_since`.
pub fn prune(conn: &mut Conn, now: Time, idle_since: Time) -> Result<usize, Error> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.le(now).or(sessions::seen_at.lt(idle_since))))
        .execute(conn)?)
}
