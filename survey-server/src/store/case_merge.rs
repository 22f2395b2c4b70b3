//! What hangs on a case goes over to another one.

use diesel::prelude::*;

use super::schema::{case_entries, case_tasks, known_problem_people, messages};
use super::{Conn, Id, WorkspaceId};
use crate::error::Error;

/// Moves the timeline, the messages, the tasks of its own and the known problems of a case. Its checklist stays: the case
/// that goes on has one.
pub fn hand_over(conn: &mut Conn, workspace: WorkspaceId, from: Id, to: Id) -> Result<(), Error> {
    diesel::update(case_entries::table.filter(case_entries::workspace_id.eq(workspace)))
        .filter(case_entries::case_id.eq(from))
        .set(case_entries::case_id.eq(to))
        .execute(conn)?;
    diesel::update(messages::table.filter(messages::workspace_id.eq(workspace)))
        .filter(messages::case_id.eq(from))
        .set(messages::case_id.eq(to))
        .execute(conn)?;
    diesel::update(case_tasks::table.filter(case_tasks::workspace_id.eq(workspace)))
        .filter(case_tasks::case_id.eq(from))
        .filter(case_tasks::standard.eq(false))
        .set(case_tasks::case_id.eq(to))
        .execute(conn)?;
    diesel::update(known_problem_people::table.filter(known_problem_people::workspace_id.eq(workspace)))
        .filter(known_problem_people::case_id.eq(from))
        .set(known_problem_people::case_id.eq(to))
        .execute(conn)?;
    Ok(())
}
