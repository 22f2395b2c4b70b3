//! All answers of a workspace, a page at a time: for what counts them anew, exports or indexes them.

use diesel::prelude::*;

use super::responses::Response;
use super::schema::responses;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// Answers in order of id, after one of them.
pub fn page_by_id(
    conn: &mut Conn,
    workspace: WorkspaceId,
    after: Option<Id>,
    limit: i64,
) -> Result<Vec<Response>, Error> {
    let mut query = responses::table.filter(responses::workspace_id.eq(workspace)).into_boxed();
    if let Some(after) = after {
        query = query.filter(responses::id.gt(after));
    }
    Ok(query.order(responses::id).limit(limit).select(Response::as_select()).load(conn)?)
}

/// Answers in order of id, after one of them, that are not counted by these settings.
pub fn counted_otherwise(
    conn: &mut Conn,
    workspace: WorkspaceId,
    generation: i32,
    after: Option<Id>,
    limit: i64,
) -> Result<Vec<Response>, Error> {
    let mut query = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::counted.ne(generation))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(responses::id.gt(after));
    }
    Ok(query.order(responses::id).limit(limit).select(Response::as_select()).load(conn)?)
}

/// Answers in order of their last change, after a moment and an answer.
pub fn changed_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (at, id): (Time, Id),
    limit: i64,
) -> Result<Vec<Response>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        // By itself, so that the index leads.
        .filter(responses::updated_at.ge(at))
        .filter(responses::updated_at.gt(at).or(responses::id.gt(id)))
        .order((responses::updated_at, responses::id))
        .limit(limit)
        .select(Response::as_select())
        .load(conn)?)
}
