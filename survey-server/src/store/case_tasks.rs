//! What is to be done for a case: the standard steps of its kind, and tasks of its own.

use diesel::prelude::*;

use super::schema::case_tasks;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = case_tasks)]
#[diesel(treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Task {
    pub workspace_id: WorkspaceId,
    pub case_id: Id,
    pub id: Id,
    pub place: i32,
    pub title: String,
    pub standard: bool,
    pub assignee_id: Option<Id>,
    pub due_at: Option<Time>,
    pub done_at: Option<Time>,
    pub done_by: Option<Id>,
    pub created_at: Time,
}

/// Adds some.
pub fn insert(conn: &mut Conn, tasks: &[Task]) -> Result<(), Error> {
    for task in tasks {
        diesel::insert_into(case_tasks::table).values(task).execute(conn)?;
    }
    Ok(())
}

/// The tasks of a case: its checklist first, each in its order.
pub fn of_case(conn: &mut Conn, workspace: WorkspaceId, case: Id) -> Result<Vec<Task>, Error> {
    Ok(case_tasks::table
        .filter(case_tasks::workspace_id.eq(workspace))
        .filter(case_tasks::case_id.eq(case))
        .order((case_tasks::standard.desc(), case_tasks::place, case_tasks::id))
        .select(Task::as_select())
        .load(conn)?)
}

/// What a member still has to do, the most urgent first; what has no time comes last.
pub fn of_member(conn: &mut Conn, workspace: WorkspaceId, user: Id, limit: i64) -> Result<Vec<Task>, Error> {
    Ok(case_tasks::table
        .filter(case_tasks::workspace_id.eq(workspace))
        .filter(case_tasks::assignee_id.eq(user))
        .filter(case_tasks::done_at.is_null())
        .order((case_tasks::due_at.is_null(), case_tasks::due_at, case_tasks::id))
        .limit(limit)
        .select(Task::as_select())
        .load(conn)?)
}

/// Replaces a task.
pub fn save(conn: &mut Conn, task: &Task) -> Result<(), Error> {
    diesel::update(case_tasks::table.find((task.workspace_id, task.case_id, task.id))).set(task).execute(conn)?;
    Ok(())
}

/// Takes a task away.
pub fn delete(conn: &mut Conn, task: &Task) -> Result<(), Error> {
    diesel::delete(case_tasks::table.find((task.workspace_id, task.case_id, task.id))).execute(conn)?;
    Ok(())
}
