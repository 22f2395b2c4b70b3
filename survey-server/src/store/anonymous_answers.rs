//! Answers to anonymous surveys, between the post and the day's others: without time, person and invitation.

use diesel::prelude::*;
use survey_core::Properties;
use survey_core::response::Answers;

use super::schema::anonymous_answers;
use super::{Conn, Id, Json, WorkspaceId};
use crate::each;
use crate::error::Error;

/// An answer that waits to leave together with others.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = anonymous_answers)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Waiting {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub survey_id: i32,
    pub survey_version: i32,
    pub day: i32,
    pub channel: String,
    pub locale: String,
    pub answers: Json<Answers>,
    pub properties: Json<Properties>,
    pub acts: bool,
}

/// Adds the new ones among these and returns their keys; those already there are left alone.
pub fn insert_new(conn: &mut Conn, rows: &[Waiting]) -> Result<Vec<(WorkspaceId, Id)>, Error> {
    Ok(each!(conn, c => diesel::insert_into(anonymous_answers::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning((anonymous_answers::workspace_id, anonymous_answers::id))
        .get_results::<(WorkspaceId, Id)>(c))?)
}

/// Answers that look alike: one survey, one way, one language, the same branch and courier.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Group {
    /// The survey.
    pub survey_id: i32,
    /// The way they came.
    pub channel: String,
    /// Their language.
    pub locale: String,
    /// What reports are cut by.
    pub properties: Json<Properties>,
    /// How many wait.
    pub count: i64,
}

/// Who waits, in groups of those that look alike.
pub fn groups(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<Group>, Error> {
    Ok(anonymous_answers::table
        .filter(anonymous_answers::workspace_id.eq(workspace))
        .group_by((
            anonymous_answers::survey_id,
            anonymous_answers::channel,
            anonymous_answers::locale,
            anonymous_answers::properties,
        ))
        .select((
            anonymous_answers::survey_id,
            anonymous_answers::channel,
            anonymous_answers::locale,
            anonymous_answers::properties,
            diesel::dsl::count_star(),
        ))
        .load(conn)?)
}

/// Takes at most `limit` of a group out; in order of their ids, which is none.
pub fn take_group(conn: &mut Conn, workspace: WorkspaceId, group: &Group, limit: i64) -> Result<Vec<Waiting>, Error> {
    let rows: Vec<Waiting> = anonymous_answers::table
        .filter(anonymous_answers::workspace_id.eq(workspace))
        .filter(anonymous_answers::survey_id.eq(group.survey_id))
        .filter(anonymous_answers::channel.eq(&group.channel))
        .filter(anonymous_answers::locale.eq(&group.locale))
        .filter(anonymous_answers::properties.eq(group.properties.clone()))
        .order(anonymous_answers::id)
        .limit(limit)
        .select(Waiting::as_select())
        .load(conn)?;
    take_out(conn, workspace, rows)
}

/// Takes at most `limit` of a survey's out that came before a day; in order of their ids.
pub fn take_before(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    day: i32,
    limit: i64,
) -> Result<Vec<Waiting>, Error> {
    let rows: Vec<Waiting> = anonymous_answers::table
        .filter(anonymous_answers::workspace_id.eq(workspace))
        .filter(anonymous_answers::survey_id.eq(survey))
        .filter(anonymous_answers::day.lt(day))
        .order(anonymous_answers::id)
        .limit(limit)
        .select(Waiting::as_select())
        .load(conn)?;
    take_out(conn, workspace, rows)
}

fn take_out(conn: &mut Conn, workspace: WorkspaceId, rows: Vec<Waiting>) -> Result<Vec<Waiting>, Error> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    diesel::delete(
        anonymous_answers::table
            .filter(anonymous_answers::workspace_id.eq(workspace))
            .filter(anonymous_answers::id.eq_any(ids)),
    )
    .execute(conn)?;
    Ok(rows)
}
