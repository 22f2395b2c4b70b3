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

/// How many wait, by survey.
pub fn count_by_survey(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<(i32, i64)>, Error> {
    Ok(anonymous_answers::table
        .filter(anonymous_answers::workspace_id.eq(workspace))
        .group_by(anonymous_answers::survey_id)
        .select((anonymous_answers::survey_id, diesel::dsl::count_star()))
        .load(conn)?)
}

/// Takes at most `limit` of a survey's out, those of days before `before_day` only; in order of their ids, which is none.
pub fn take(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    before_day: i32,
    limit: i64,
) -> Result<Vec<Waiting>, Error> {
    let rows: Vec<Waiting> = anonymous_answers::table
        .filter(anonymous_answers::workspace_id.eq(workspace))
        .filter(anonymous_answers::survey_id.eq(survey))
        .filter(anonymous_answers::day.lt(before_day))
        .order(anonymous_answers::id)
        .limit(limit)
        .select(Waiting::as_select())
        .load(conn)?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    diesel::delete(
        anonymous_answers::table
            .filter(anonymous_answers::workspace_id.eq(workspace))
            .filter(anonymous_answers::id.eq_any(ids)),
    )
    .execute(conn)?;
    Ok(rows)
}
