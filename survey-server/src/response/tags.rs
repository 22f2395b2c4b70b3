//! The tags of an answer: whoever changes them, the roll-ups move in the same transaction.

use super::rollup::{self, Definitions};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::responses::Response;
use crate::store::rollups::Changes;
use crate::store::tag_marks::{self, Kind, TagMark};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Json, audit, responses, rollups};

/// Most tags of an answer.
pub const MOST: usize = 50;
/// Most characters of one.
pub const LONGEST: usize = 64;

/// A tag as it is kept: trimmed, on one line; an error says what is wrong with it.
pub fn check(tag: &str) -> Result<String, Error> {
    let tag = tag.trim();
    if tag.is_empty() || tag.chars().count() > LONGEST || tag.chars().any(char::is_control) {
        return Err(Error::invalid("tag", format!("must be 1 to {LONGEST} characters on one line")));
    }
    Ok(tag.to_owned())
}

/// Replaces the tags of a locked answer, in a workspace that is held. The caller applies the changes to the roll-ups before it commits.
pub fn set(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    (changes, definitions): (&mut Changes, &mut Definitions),
    current: &Response,
    tags: Vec<String>,
) -> Result<Response, Error> {
    let mut next = Response { tags: Json(tags), version: current.version + 1, updated_at: cx.now, ..current.clone() };
    rollup::place(workspace, &mut next);
    let survey = definitions.of(conn, current)?;
    rollup::add(changes, workspace, &survey, current, -1);
    rollup::add(changes, workspace, &survey, &next, 1);
    responses::update(conn, &next)?;
    Ok(next)
}

/// Remembers what a person or a program did to the tags: a rule does not put back what was taken off, nor take off what
/// was put on.
pub fn remember(conn: &mut Conn, cx: &Cx, response: Id, before: &[String], after: &[String]) -> Result<(), Error> {
    for tag in before.iter().filter(|tag| !after.contains(tag)) {
        let mark = TagMark { workspace_id: cx.workspace, response_id: response, tag: tag.clone(), mark: Kind::Removed };
        tag_marks::set(conn, &mark)?;
    }
    for tag in after.iter().filter(|tag| !before.contains(tag)) {
        tag_marks::forget(conn, cx.workspace, response, tag)?;
    }
    Ok(())
}

/// Somebody puts a tag on an answer.
pub fn add(conn: &mut Conn, cx: &Cx, id: Id, tag: &str, actor: &str) -> Result<(), Error> {
    let tag = check(tag)?;
    by_hand(conn, cx, id, actor, Some(&tag), |tags| {
        if !tags.contains(&tag) {
            tags.push(tag.clone());
        }
    })
}

/// Somebody takes a tag off an answer.
pub fn remove(conn: &mut Conn, cx: &Cx, id: Id, tag: &str, actor: &str) -> Result<(), Error> {
    by_hand(conn, cx, id, actor, None, |tags| tags.retain(|one| one != tag))
}

/// Changes the tags of an answer; `own` is the one that is to stay whatever rules say.
fn by_hand(
    conn: &mut Conn,
    cx: &Cx,
    id: Id,
    actor: &str,
    own: Option<&str>,
    change: impl FnOnce(&mut Vec<String>),
) -> Result<(), Error> {
    // First, as in the batch of answers.
    let workspace = workspaces::hold(conn, cx.workspace)?;
    let current = responses::lock(conn, cx.workspace, id)?.ok_or(Error::NotFound("response"))?;
    let mut tags = current.tags.0.clone();
    change(&mut tags);
    if tags == current.tags.0 {
        // What a rule has put on already is a person's from now on.
        return own.map_or(Ok(()), |tag| tag_marks::forget_rule(conn, cx.workspace, id, tag));
    }
    if tags.len() > MOST {
        return Err(Error::invalid("tag", format!("an answer has at most {MOST} tags")));
    }
    remember(conn, cx, id, &current.tags.0, &tags)?;
    let mut changes = Changes::new();
    set(conn, cx, &workspace, (&mut changes, &mut Definitions::default()), &current, tags)?;
    rollups::apply(conn, &changes)?;
    rollups::drop_empty(conn, &changes)?;
    audit::note(conn, cx, actor, "response.tags", &id.to_string())
}
