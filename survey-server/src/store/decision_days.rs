//! The ledger's days that are over, counted once: a report of a year reads some thousand rows.

use diesel::prelude::*;

use super::schema::decision_days;
use super::{Conn, WorkspaceId};
use crate::each;
use crate::error::Error;

/// The survey that marks a day as counted.
const MARK: i32 = 0;

/// Decisions of one kind on one day.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = decision_days)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct DayCount {
    pub workspace_id: WorkspaceId,
    pub day: i32,
    pub survey_id: i32,
    pub stage: String,
    pub reason: String,
    pub count: i64,
}

/// The last day that was counted.
pub fn last(conn: &mut Conn, workspace: WorkspaceId) -> Result<Option<i32>, Error> {
    Ok(decision_days::table
        .filter(decision_days::workspace_id.eq(workspace))
        .select(diesel::dsl::max(decision_days::day))
        .first(conn)?)
}

/// Writes the counts of a day; once.
pub fn insert(conn: &mut Conn, workspace: WorkspaceId, day: i32, mut counts: Vec<DayCount>) -> Result<(), Error> {
    let none = String::new;
    counts.push(DayCount { workspace_id: workspace, day, survey_id: MARK, stage: none(), reason: none(), count: 0 });
    each!(conn, c => diesel::insert_into(decision_days::table).values(&counts).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// The counts of these days, of one survey or of all.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: Option<i32>,
    (first, last): (i32, i32),
) -> Result<Vec<DayCount>, Error> {
    let mut query = decision_days::table
        .filter(decision_days::workspace_id.eq(workspace))
        .filter(decision_days::day.between(first, last))
        .filter(decision_days::survey_id.ne(MARK))
        .into_boxed();
    if let Some(survey) = survey {
        query = query.filter(decision_days::survey_id.eq(survey));
    }
    Ok(query.select(DayCount::as_select()).load(conn)?)
}
