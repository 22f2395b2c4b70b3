//! What flows through a workspace: answers that come in, mails that go out. Counted only up to a bound.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::deliveries::{Kind, Stage};
use super::schema::{deliveries, invitations, jobs, responses};
use super::{Conn, Time, WorkspaceId};
use crate::error::Error;

/// More than this are not counted: they are enough.
const ENOUGH: i64 = 2_000;

/// Which answers are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a> {
    /// To these surveys.
    pub surveys: &'a [i32],
    /// Only of customers whom nobody invited.
    pub uninvited: bool,
}

impl Answers<'_> {
    fn invited(self) -> &'static [bool] {
        if self.uninvited { &[false] } else { &[false, true] }
    }
}

/// When the newest of these answers came in; what was imported is left out.
pub fn last_answer(conn: &mut Conn, workspace: WorkspaceId, which: Answers<'_>) -> Result<Option<Time>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::survey_id.eq_any(which.surveys))
        .filter(responses::invited.eq_any(which.invited()))
        .filter(responses::imported.eq(false))
        .order(responses::answered_at.desc())
        .select(responses::answered_at)
        .first(conn)
        .optional()?)
}

/// How many of these answers came in from one moment to before another.
pub fn answers(
    conn: &mut Conn,
    workspace: WorkspaceId,
    which: Answers<'_>,
    (from, until): (Time, Time),
) -> Result<u64, Error> {
    let found: Vec<Time> = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::answered_at.ge(from))
        .filter(responses::answered_at.lt(until))
        .filter(responses::survey_id.eq_any(which.surveys))
        .filter(responses::invited.eq_any(which.invited()))
        .filter(responses::imported.eq(false))
        .select(responses::answered_at)
        .limit(ENOUGH)
        .load(conn)?;
    Ok(found.len() as u64)
}

/// When the newest mail that asks a customer went out, those of some surveys left aside.
pub fn last_mail(conn: &mut Conn, workspace: WorkspaceId, without: &[i32]) -> Result<Option<Time>, Error> {
    Ok(asking(conn, workspace, without, None, 1)?.first().copied())
}

/// How many mails that ask customers went out from one moment to before another, those of some surveys left aside.
pub fn mails(conn: &mut Conn, workspace: WorkspaceId, without: &[i32], span: (Time, Time)) -> Result<u64, Error> {
    Ok(asking(conn, workspace, without, Some(span), ENOUGH)?.len() as u64)
}

/// When mails that ask customers went out, newest first.
fn asking(
    conn: &mut Conn,
    workspace: WorkspaceId,
    without: &[i32],
    span: Option<(Time, Time)>,
    most: i64,
) -> Result<Vec<Time>, Error> {
    let mut sent = deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::stage.eq(Stage::Sent))
        .filter(deliveries::kind.eq_any([Kind::Invitation, Kind::Reminder]))
        .into_boxed();
    if let Some((from, until)) = span {
        sent = sent.filter(deliveries::updated_at.ge(from)).filter(deliveries::updated_at.lt(until));
    }
    if !without.is_empty() {
        let theirs = invitations::table
            .filter(invitations::workspace_id.eq(deliveries::workspace_id))
            .filter(invitations::id.eq(deliveries::about_id))
            .filter(invitations::survey_id.eq_any(without));
        sent = sent.filter(not(exists(theirs)));
    }
    Ok(sent.order(deliveries::updated_at.desc()).select(deliveries::updated_at).limit(most).load(conn)?)
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
