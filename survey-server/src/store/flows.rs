//! What flows through a workspace: answers that come in, mails that go out. Counted only up to a bound.

use diesel::prelude::*;

use super::deliveries::{Kind, Stage};
use super::schema::{deliveries, jobs, responses};
use super::{Conn, Time, WorkspaceId};
use crate::error::Error;

/// More than this are not counted: they are enough.
const ENOUGH: i64 = 2_000;

/// When the newest answer to one of these surveys came in; what was imported is left out.
pub fn last_answer(conn: &mut Conn, workspace: WorkspaceId, surveys: &[i32]) -> Result<Option<Time>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::survey_id.eq_any(surveys))
        .filter(responses::imported.eq(false))
        .order(responses::answered_at.desc())
        .select(responses::answered_at)
        .first(conn)
        .optional()?)
}

/// How many answers to these surveys came in from one moment to before another.
pub fn answers(
    conn: &mut Conn,
    workspace: WorkspaceId,
    surveys: &[i32],
    (from, until): (Time, Time),
) -> Result<u64, Error> {
    let found: Vec<Time> = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::answered_at.ge(from))
        .filter(responses::answered_at.lt(until))
        .filter(responses::survey_id.eq_any(surveys))
        .filter(responses::imported.eq(false))
        .select(responses::answered_at)
        .limit(ENOUGH)
        .load(conn)?;
    Ok(found.len() as u64)
}

/// When the newest mail that asks a customer went out.
pub fn last_mail(conn: &mut Conn, workspace: WorkspaceId) -> Result<Option<Time>, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::stage.eq(Stage::Sent))
        .filter(deliveries::kind.eq_any([Kind::Invitation, Kind::Reminder]))
        .order(deliveries::updated_at.desc())
        .select(deliveries::updated_at)
        .first(conn)
        .optional()?)
}

/// How many mails that ask customers went out from one moment to before another.
pub fn mails(conn: &mut Conn, workspace: WorkspaceId, (from, until): (Time, Time)) -> Result<u64, Error> {
    let found: Vec<Time> = deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::stage.eq(Stage::Sent))
        .filter(deliveries::updated_at.ge(from))
        .filter(deliveries::updated_at.lt(until))
        .filter(deliveries::kind.eq_any([Kind::Invitation, Kind::Reminder]))
        .select(deliveries::updated_at)
        .limit(ENOUGH)
        .load(conn)?;
    Ok(found.len() as u64)
}

/// How many mails that ask customers have been due since before a moment and wait.
pub fn waiting(conn: &mut Conn, workspace: WorkspaceId, since: Time) -> Result<u64, Error> {
    let found: Vec<Time> = jobs::table
        .filter(jobs::workspace_id.eq(workspace))
        .filter(jobs::state.eq(super::jobs::State::Due))
        .filter(jobs::grouped.eq(true))
        .filter(jobs::due_at.lt(since))
        .select(jobs::due_at)
        .limit(ENOUGH)
        .load(conn)?;
    Ok(found.len() as u64)
}
