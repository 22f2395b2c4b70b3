//! What is to be done for a case: its checklist, which is written down when somebody first ticks a step off, and tasks.

use serde_json::json;

use super::case;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::case_tasks::{self, Task};
use crate::store::cases::{self, Case};
use crate::store::desk::MAX_NAME;
use crate::store::{Conn, Id, Time};

/// Most tasks of a case.
const MAX_TASKS: usize = 200;

/// A task of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// A step of the checklist, by its place from 0.
    Step(i32),
    /// One that is written down, by its id.
    Task(Id),
}

/// The tasks of a case: the checklist as it is written down, or as these steps would be, and what was added.
pub fn list(conn: &mut Conn, cx: &Cx, case: &Case, steps: &[String]) -> Result<Vec<Task>, Error> {
    let kept = case_tasks::of_case(conn, cx.workspace, case.id)?;
    if kept.iter().any(|task| task.standard) {
        return Ok(kept);
    }
    Ok(checklist(cx, case, steps).into_iter().chain(kept).collect())
}

fn checklist(cx: &Cx, case: &Case, steps: &[String]) -> Vec<Task> {
    let step = |(place, title): (i32, &String)| Task {
        place,
        standard: true,
        created_at: case.opened_at,
        ..task(cx, case, title.clone())
    };
    (0..).zip(steps).map(step).collect()
}

fn task(cx: &Cx, case: &Case, title: String) -> Task {
    Task {
        workspace_id: cx.workspace,
        case_id: case.id,
        id: cx.id(),
        place: 0,
        title,
        standard: false,
        assignee_id: None,
        due_at: None,
        done_at: None,
        done_by: None,
        created_at: cx.now,
    }
}

/// Ticks a task off, or takes that back. Who comes second finds it as they wanted it.
pub fn tick(
    conn: &mut Conn,
    cx: &Cx,
    id: Id,
    (which, done): (Which, bool),
    by: Id,
    steps: &[String],
) -> Result<(), Error> {
    // Two who tick the first step at once write the checklist once.
    cases::lock(conn, cx.workspace, id)?;
    let case = cases::load(conn, cx.workspace, id)?;
    let mut kept = case_tasks::of_case(conn, cx.workspace, id)?;
    if matches!(which, Which::Step(_)) && !kept.iter().any(|task| task.standard) {
        let new = checklist(cx, &case, steps);
        case_tasks::insert(conn, &new)?;
        kept.extend(new);
    }
    let is_meant = |task: &&Task| match which {
        Which::Step(place) => task.standard && task.place == place,
        Which::Task(id) => task.id == id,
    };
    let found = kept.iter().find(is_meant).ok_or(Error::NotFound("task"))?;
    if found.done_at.is_some() == done {
        return Ok(());
    }
    let ticked = Task { done_at: done.then_some(cx.now), done_by: done.then_some(by), ..found.clone() };
    case_tasks::save(conn, &ticked)?;
    let kind = if done { "task_done" } else { "task_open" };
    case::note(conn, cx, id, kind, &by.to_string(), json!({"task": found.title}))
}

/// Adds a task, for somebody and by a time where that is said.
pub fn add(
    conn: &mut Conn,
    cx: &Cx,
    id: Id,
    title: &str,
    (assignee_id, due_at): (Option<Id>, Option<Time>),
    actor: &str,
) -> Result<Task, Error> {
    let case = cases::load(conn, cx.workspace, id)?;
    let title = title.trim();
    if title.is_empty() || title.chars().count() > MAX_NAME || title.chars().any(char::is_control) {
        return Err(Error::invalid("title", format!("must be 1 to {MAX_NAME} characters on one line")));
    }
    let kept = case_tasks::of_case(conn, cx.workspace, id)?;
    if kept.len() >= MAX_TASKS {
        return Err(Error::invalid("title", format!("is one task too many; a case has at most {MAX_TASKS}")));
    }
    let place = kept.iter().filter(|task| !task.standard).map(|task| task.place + 1).max().unwrap_or(0);
    let new = Task { place, assignee_id, due_at, ..task(cx, &case, title.to_owned()) };
    case_tasks::insert(conn, std::slice::from_ref(&new))?;
    case::note(conn, cx, id, "task_added", actor, json!({"task": new.title, "assignee": assignee_id}))?;
    Ok(new)
}

/// Takes a task away that was added by mistake; a step of the checklist stays.
pub fn remove(conn: &mut Conn, cx: &Cx, id: Id, task: Id, actor: &str) -> Result<(), Error> {
    let kept = case_tasks::of_case(conn, cx.workspace, id)?;
    let found = kept.iter().find(|kept| kept.id == task && !kept.standard).ok_or(Error::NotFound("task"))?;
    case_tasks::delete(conn, found)?;
    case::note(conn, cx, id, "task_removed", actor, json!({"task": found.title}))
}
