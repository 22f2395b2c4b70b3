//! Surveys and their versions.

use diesel::prelude::*;
use survey_core::survey::Survey;

use super::schema::{survey_versions, surveys};
use super::{Conn, Time, WorkspaceId};
use crate::each;
use crate::error::{CorruptRow, Error};

/// A survey of a workspace; its definition is in its versions.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = surveys)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct SurveyRow {
    pub workspace_id: WorkspaceId,
    pub id: i32,
    pub key: String,
    pub name: String,
    pub version: i32,
    pub link_generation: i32,
    pub closed_at: Option<Time>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// The survey of this key, if there is one.
pub fn find_by_key(conn: &mut Conn, workspace: WorkspaceId, key: &str) -> Result<Option<SurveyRow>, Error> {
    Ok(surveys::table
        .filter(surveys::workspace_id.eq(workspace))
        .filter(surveys::key.eq(key))
        .select(SurveyRow::as_select())
        .first(conn)
        .optional()?)
}

/// The survey of this number.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, id: i32) -> Result<SurveyRow, Error> {
    surveys::table
        .find((workspace, id))
        .select(SurveyRow::as_select())
        .first(conn)
        .optional()?
        .ok_or(Error::NotFound("survey"))
}

/// The surveys of these numbers.
pub fn list_by_ids(conn: &mut Conn, workspace: WorkspaceId, ids: &[i32]) -> Result<Vec<SurveyRow>, Error> {
    each!(conn, c => Ok(surveys::table
        .filter(surveys::workspace_id.eq(workspace))
        .filter(surveys::id.eq_any(ids))
        .select(SurveyRow::as_select())
        .load(c)?))
}

/// Those of these surveys that take no answers any more.
pub fn closed_among(conn: &mut Conn, workspace: WorkspaceId, ids: &[i32]) -> Result<Vec<i32>, Error> {
    each!(conn, c => Ok(surveys::table
        .filter(surveys::workspace_id.eq(workspace))
        .filter(surveys::id.eq_any(ids))
        .filter(surveys::closed_at.is_not_null())
        .select(surveys::id)
        .load(c)?))
}

/// All of a workspace, oldest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<SurveyRow>, Error> {
    Ok(surveys::table
        .filter(surveys::workspace_id.eq(workspace))
        .order(surveys::id)
        .select(SurveyRow::as_select())
        .load(conn)?)
}

/// The definition of one version.
pub fn definition(conn: &mut Conn, workspace: WorkspaceId, id: i32, version: i32) -> Result<Survey, Error> {
    let text: String = survey_versions::table
        .find((workspace, id, version))
        .select(survey_versions::definition)
        .first(conn)
        .optional()?
        .ok_or(Error::NotFound("survey version"))?;
    Survey::parse(&text)
        .map_err(|invalid| CorruptRow::of("survey_versions", format!("{workspace}/{id}/{version}"), invalid))
}

/// Adds a survey with its first version.
pub fn insert(
    conn: &mut Conn,
    workspace: WorkspaceId,
    key: &str,
    survey: &Survey,
    now: Time,
) -> Result<SurveyRow, Error> {
    let last: Option<i32> =
        surveys::table.filter(surveys::workspace_id.eq(workspace)).select(diesel::dsl::max(surveys::id)).first(conn)?;
    let row = SurveyRow {
        workspace_id: workspace,
        id: last.unwrap_or(0) + 1,
        key: key.to_owned(),
        name: survey.name().to_owned(),
        version: 1,
        link_generation: 0,
        closed_at: None,
        created_at: now,
        updated_at: now,
    };
    diesel::insert_into(surveys::table).values(&row).execute(conn)?;
    insert_version(conn, &row, survey, now)?;
    Ok(row)
}

/// Adds the next version of a survey.
pub fn update(conn: &mut Conn, row: &SurveyRow, survey: &Survey, now: Time) -> Result<SurveyRow, Error> {
    let next = SurveyRow { version: row.version + 1, name: survey.name().to_owned(), updated_at: now, ..row.clone() };
    insert_version(conn, &next, survey, now)?;
    diesel::update(surveys::table.find((row.workspace_id, row.id)))
        .set((surveys::version.eq(next.version), surveys::name.eq(&next.name), surveys::updated_at.eq(now)))
        .execute(conn)?;
    Ok(next)
}

/// Closes a survey to answers, or opens it again.
pub fn set_closed(conn: &mut Conn, workspace: WorkspaceId, id: i32, closed_at: Option<Time>) -> Result<(), Error> {
    diesel::update(surveys::table.find((workspace, id))).set(surveys::closed_at.eq(closed_at)).execute(conn)?;
    Ok(())
}

fn insert_version(conn: &mut Conn, row: &SurveyRow, survey: &Survey, now: Time) -> Result<(), Error> {
    let definition = serde_json::to_string(survey).map_err(Error::internal)?;
    diesel::insert_into(survey_versions::table)
        .values((
            survey_versions::workspace_id.eq(row.workspace_id),
            survey_versions::survey_id.eq(row.id),
            survey_versions::version.eq(row.version),
            survey_versions::definition.eq(definition),
            survey_versions::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}
