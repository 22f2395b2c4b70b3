//! What the business writes into mails and pages, one document a version.

use diesel::prelude::*;

use super::schema::templates;
use super::{Conn, Time, WorkspaceId};
use crate::error::{CorruptRow, Error};
use crate::wording::Texts;

/// Which texts: of a survey or (0) of the whole workspace, in a language or (empty) in all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The survey's number; 0 for the workspace.
    pub survey: i32,
    /// The language's tag; empty for every language.
    pub locale: String,
}

/// One version in a list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = templates)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Version {
    pub version: i32,
    pub created_at: Time,
    pub created_by: String,
}

/// The newest texts of a place and their version; no texts and 0 where none were ever saved.
pub fn newest(conn: &mut Conn, workspace: WorkspaceId, place: &Place) -> Result<(Texts, i32), Error> {
    let row: Option<(i32, String)> = templates::table
        .filter(templates::workspace_id.eq(workspace))
        .filter(templates::survey_id.eq(place.survey))
        .filter(templates::locale.eq(&place.locale))
        .order(templates::version.desc())
        .select((templates::version, templates::document))
        .first(conn)
        .optional()?;
    match row {
        Some((version, document)) => Ok((read(workspace, place, version, &document)?, version)),
        None => Ok((Texts::default(), 0)),
    }
}

/// The texts of one version.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, place: &Place, version: i32) -> Result<Texts, Error> {
    let document: String = templates::table
        .find((workspace, place.survey, &place.locale, version))
        .select(templates::document)
        .first(conn)
        .optional()?
        .ok_or(Error::NotFound("version of the texts"))?;
    read(workspace, place, version, &document)
}

fn read(workspace: WorkspaceId, place: &Place, version: i32, document: &str) -> Result<Texts, Error> {
    let row = || format!("{workspace}/{}/{}/{version}", place.survey, place.locale);
    serde_json::from_str(document).map_err(|error| CorruptRow::of("templates", row(), error))
}

/// The newest versions, newest first.
pub fn versions(conn: &mut Conn, workspace: WorkspaceId, place: &Place, limit: i64) -> Result<Vec<Version>, Error> {
    Ok(templates::table
        .filter(templates::workspace_id.eq(workspace))
        .filter(templates::survey_id.eq(place.survey))
        .filter(templates::locale.eq(&place.locale))
        .order(templates::version.desc())
        .limit(limit)
        .select(Version::as_select())
        .load(conn)?)
}

/// Adds a version.
pub fn insert(
    conn: &mut Conn,
    workspace: WorkspaceId,
    place: &Place,
    version: i32,
    texts: &Texts,
    by: &str,
    now: Time,
) -> Result<(), Error> {
    diesel::insert_into(templates::table)
        .values((
            templates::workspace_id.eq(workspace),
            templates::survey_id.eq(place.survey),
            templates::locale.eq(&place.locale),
            templates::version.eq(version),
            templates::document.eq(serde_json::to_string(texts).map_err(Error::internal)?),
            templates::created_at.eq(now),
            templates::created_by.eq(by),
        ))
        .execute(conn)?;
    Ok(())
}
