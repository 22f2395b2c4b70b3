//! What is to be done for a case: its checklist and tasks, on its page, and the forms of it.

use std::collections::HashMap;

use actix_web::web;
use jiff::civil::DateTime;
use serde::Serialize;

use super::case::{self as shown, Refused};
use super::desk_words;
use super::error::AdminResult;
use super::form::Form;
use super::member::Member;
use super::reader::Reader;
use super::row;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::task::{self, Which};
use crate::store::cases::{self, Case};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time};

/// The section of the page.
#[derive(Debug, Serialize)]
pub struct Tasks {
    steps: Vec<Line>,
    own: Vec<Line>,
    done: usize,
    all: usize,
    kind: String,
}

#[derive(Debug, Serialize)]
struct Line {
    /// What the form names it by.
    which: String,
    /// Not `title`: in a template that is the page's own.
    task: String,
    done: bool,
    by: Option<String>,
    due_at: Option<Time>,
    late: bool,
    who: Option<String>,
}

/// The checklist and the tasks of a case.
pub fn shown(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    (workspace, case): (&Workspace, &Case),
    names: &HashMap<Id, String>,
) -> Result<Tasks, Error> {
    let steps = steps(reader, workspace, case)?;
    let name = |id: Option<Id>| id.and_then(|id| names.get(&id)).cloned();
    let (steps, own): (Vec<_>, Vec<_>) =
        task::list(conn, cx, case, &steps)?.into_iter().partition(|task| task.standard);
    let line = |task: crate::store::case_tasks::Task| Line {
        which: if task.standard { task.place.to_string() } else { task.id.to_string() },
        done: task.done_at.is_some(),
        by: name(task.done_by),
        late: task.done_at.is_none() && task.due_at.is_some_and(|due| due < cx.now),
        due_at: task.due_at,
        who: name(task.assignee_id),
        task: task.title,
    };
    let steps: Vec<Line> = steps.into_iter().map(line).collect();
    let own: Vec<Line> = own.into_iter().map(line).collect();
    Ok(Tasks {
        done: steps.iter().chain(&own).filter(|line| line.done).count(),
        all: steps.len() + own.len(),
        kind: desk_words::kind(reader, &workspace.settings.0.desk, &case.kind)?,
        steps,
        own,
    })
}

/// The checklist that a case of its kind has now.
fn steps(reader: &Reader, workspace: &Workspace, case: &Case) -> Result<Vec<String>, Error> {
    let kind = workspace.settings.0.desk.kind(&case.kind);
    kind.map_or_else(|| Ok(Vec::new()), |kind| desk_words::steps(reader, kind))
}

/// POST /admin/cases/{id}/tasks: a new one.
pub async fn add(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id = case_id(&id)?;
    let (title, user, due, actor) = (form.text("title"), form.text("user"), form.text("due"), member.actor());
    let done = member
        .write(move |conn, cx| {
            let assignee = match user.parse::<Id>() {
                Ok(user) if row::member_names(conn, cx)?.contains_key(&user) => Some(user),
                Ok(_stranger) => return Err(Error::NotFound("member")),
                Err(_nobody) => None,
            };
            let due_at = moment(&due, &workspaces::load(conn, cx.workspace)?)?;
            task::add(conn, cx, id, &title, (assignee, due_at), &actor)
        })
        .await;
    match done {
        Ok(_) => Ok(member.done(&format!("/admin/cases/{id}#tasks"), "case-saved")),
        Err(Error::Invalid(_)) => {
            let refused = Refused {
                conflict: Some(member.reader.text("task-invalid", &[])?),
                open_step: "task",
                draft: form.text("title"),
                ..Refused::default()
            };
            shown::page(&member, id, actix_web::http::StatusCode::UNPROCESSABLE_ENTITY, refused).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A moment as a browser's field has it, in the workspace's zone; none when it is empty.
fn moment(text: &str, workspace: &Workspace) -> Result<Option<Time>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Error::invalid("due", "must be a day and a time like 2026-11-22T14:30");
    let local: DateTime = text.parse().map_err(|_not_a_time| wrong())?;
    let zoned = local.to_zoned(workspace.zone()).map_err(|_no_such_time| wrong())?;
    Ok(Some(zoned.timestamp().into()))
}

/// POST /admin/cases/{id}/tasks/{task}: ticks it off, takes that back, or takes the task away.
pub async fn change(member: Member, path: web::Path<(String, String)>, form: Form) -> AdminResult {
    let (id, which) = path.into_inner();
    let id = case_id(&id)?;
    let which = match (which.parse::<i32>(), which.parse::<Id>()) {
        (Ok(place), _) => Which::Step(place),
        (Err(_no_place), Ok(task)) => Which::Task(task),
        _ => return Err(Error::NotFound("task").into()),
    };
    let (deed, me, reader) = (form.text("do"), member.who.user.id, member.reader.clone());
    member
        .write(move |conn, cx| {
            if let ("remove", Which::Task(task)) = (deed.as_str(), which) {
                return task::remove(conn, cx, id, task, &me.to_string());
            }
            let workspace = workspaces::load(conn, cx.workspace)?;
            let case = cases::load(conn, cx.workspace, id)?;
            let steps = steps(&reader, &workspace, &case)?;
            task::tick(conn, cx, id, (which, deed == "done"), me, &steps)
        })
        .await?;
    Ok(member.done(&format!("/admin/cases/{id}#tasks"), "case-saved"))
}

fn case_id(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound("case"))
}
