//! Follow-up rules, one document a version.

use diesel::prelude::*;
use survey_core::recovery::Rules;

use super::schema::rules;
use super::{Conn, Time, WorkspaceId};
use crate::error::{CorruptRow, Error};

/// The newest version's number, if any rules were ever saved.
pub fn newest_version(conn: &mut Conn, workspace: WorkspaceId) -> Result<Option<i32>, Error> {
    Ok(rules::table.filter(rules::workspace_id.eq(workspace)).select(diesel::dsl::max(rules::version)).first(conn)?)
}

/// One version's rules.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, version: i32) -> Result<Rules, Error> {
    let text: String = rules::table
        .find((workspace, version))
        .select(rules::document)
        .first(conn)
        .optional()?
        .ok_or(Error::NotFound("version of the rules"))?;
    Rules::parse(&text).map_err(|invalid| CorruptRow::of("rules", format!("{workspace}/{version}"), invalid))
}

/// Adds a version and returns its number.
pub fn insert(conn: &mut Conn, workspace: WorkspaceId, document: &Rules, by: &str, now: Time) -> Result<i32, Error> {
    let version = newest_version(conn, workspace)?.unwrap_or(0) + 1;
    diesel::insert_into(rules::table)
        .values((
            rules::workspace_id.eq(workspace),
            rules::version.eq(version),
            rules::document.eq(serde_json::to_string(document).map_err(Error::internal)?),
            rules::created_at.eq(now),
            rules::created_by.eq(by),
        ))
        .execute(conn)?;
    Ok(version)
}

/// A version as lists show it.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number.
    pub version: i32,
    /// When it was saved.
    pub at: Time,
    /// By whom: a user's id, a key or the system.
    pub by: String,
    /// How many rules it has.
    pub rules: usize,
}

/// The newest versions, newest first.
pub fn versions(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Version>, Error> {
    let rows: Vec<(i32, Time, String, String)> = rules::table
        .filter(rules::workspace_id.eq(workspace))
        .order(rules::version.desc())
        .limit(limit)
        .select((rules::version, rules::created_at, rules::created_by, rules::document))
        .load(conn)?;
    let count = |document: &str| Rules::parse(document).map(|rules| rules.rules().len()).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|(version, at, by, document)| Version { version, at, by, rules: count(&document) })
        .collect())
}
