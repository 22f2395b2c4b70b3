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
