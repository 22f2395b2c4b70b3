//! API keys: found by their handle, compared by hash.

use diesel::prelude::*;

use super::schema::api_keys;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// What a key may do.
    Scope {
        /// Everything the API offers.
        Full => "full",
        /// Only GET.
        Read => "read",
    }
}

/// A key as it is kept: without the key.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct ApiKey {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub name: String,
    pub handle: String,
    pub key_hash: Vec<u8>,
    pub scope: Scope,
    pub created_at: Time,
    pub used_at: Option<Time>,
    pub revoked_at: Option<Time>,
}

/// The key with this handle, in whichever workspace: the key itself says whose request it is.
pub fn find_by_handle(conn: &mut Conn, handle: &str) -> Result<Option<ApiKey>, Error> {
    Ok(api_keys::table
        .filter(api_keys::handle.eq(handle))
        .filter(api_keys::revoked_at.is_null())
        .select(ApiKey::as_select())
        .first(conn)
        .optional()?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, key: &ApiKey) -> Result<(), Error> {
    diesel::insert_into(api_keys::table).values(key).execute(conn)?;
    Ok(())
}

/// All of a workspace, newest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<ApiKey>, Error> {
    Ok(api_keys::table
        .filter(api_keys::workspace_id.eq(workspace))
        .order(api_keys::created_at.desc())
        .select(ApiKey::as_select())
        .load(conn)?)
}

/// Takes a key out of use.
pub fn revoke(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    Ok(diesel::update(api_keys::table.find((workspace, id)).filter(api_keys::revoked_at.is_null()))
        .set(api_keys::revoked_at.eq(now))
        .execute(conn)?
        == 1)
}

/// Notes when a key was last used.
pub fn used(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<(), Error> {
    diesel::update(api_keys::table.find((workspace, id))).set(api_keys::used_at.eq(now)).execute(conn)?;
    Ok(())
}
