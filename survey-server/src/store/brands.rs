//! Colours, logo, sender and imprint, one document a version.

use diesel::prelude::*;

use super::schema::brands;
use super::{Conn, Time, WorkspaceId};
use crate::brand::Brand;
use crate::error::{CorruptRow, Error};

/// The newest brand of a survey (0: of the workspace) and its version; nothing and 0 where none was ever saved.
pub fn newest(conn: &mut Conn, workspace: WorkspaceId, survey: i32) -> Result<(Brand, i32), Error> {
    let row: Option<(i32, String)> = brands::table
        .filter(brands::workspace_id.eq(workspace))
        .filter(brands::survey_id.eq(survey))
        .order(brands::version.desc())
        .select((brands::version, brands::document))
        .first(conn)
        .optional()?;
    let Some((version, document)) = row else { return Ok((Brand::default(), 0)) };
    let brand = serde_json::from_str(&document)
        .map_err(|error| CorruptRow::of("brands", format!("{workspace}/{survey}/{version}"), error))?;
    Ok((brand, version))
}

/// Adds a version.
pub fn insert(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    version: i32,
    brand: &Brand,
    by: &str,
    now: Time,
) -> Result<(), Error> {
    diesel::insert_into(brands::table)
        .values((
            brands::workspace_id.eq(workspace),
            brands::survey_id.eq(survey),
            brands::version.eq(version),
            brands::document.eq(serde_json::to_string(brand).map_err(Error::internal)?),
            brands::created_at.eq(now),
            brands::created_by.eq(by),
        ))
        .execute(conn)?;
    Ok(())
}
