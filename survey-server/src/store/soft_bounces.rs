//! Mails that came back for now, by the keyed hash of their address.

use diesel::prelude::*;

use super::schema::soft_bounces;
use super::{Conn, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// Counts one; `source` names the mail, so that a bounce that is told twice counts once.
pub fn note(conn: &mut Conn, workspace: WorkspaceId, hash: &[u8], source: &str, at: Time) -> Result<(), Error> {
    let row = (
        soft_bounces::workspace_id.eq(workspace),
        soft_bounces::address_hash.eq(hash),
        soft_bounces::source.eq(source),
        soft_bounces::at.eq(at),
    );
    each!(conn, c => diesel::insert_into(soft_bounces::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// How many mails to an address (by its hash under each key) came back since a moment.
pub fn count_since(conn: &mut Conn, workspace: WorkspaceId, hashes: &[Vec<u8>], since: Time) -> Result<i64, Error> {
    Ok(soft_bounces::table
        .filter(soft_bounces::workspace_id.eq(workspace))
        .filter(soft_bounces::address_hash.eq_any(hashes))
        .filter(soft_bounces::at.ge(since))
        .count()
        .get_result(conn)?)
}

/// Forgets an address.
pub fn forget(conn: &mut Conn, workspace: WorkspaceId, hashes: &[Vec<u8>]) -> Result<usize, Error> {
    Ok(diesel::delete(
        soft_bounces::table
            .filter(soft_bounces::workspace_id.eq(workspace))
            .filter(soft_bounces::address_hash.eq_any(hashes)),
    )
    .execute(conn)?)
}

/// Deletes what counts no more.
pub fn prune(conn: &mut Conn, before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(soft_bounces::table.filter(soft_bounces::at.lt(before))).execute(conn)?)
}
