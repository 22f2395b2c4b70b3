//! Invitations that went out and were not answered: whom to remind. `reminders` and `reminded_at` of the table
//! `invitations` belong to this file alone.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::invitations::State;
use super::schema::{invitations, responses};
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// An invitation without an answer: its id, whom it asked, and when its last mail went out.
pub type Silent = (Id, Id, Time);

/// Invitations of a survey by mail whose last mail, the invitation or the reminder before the `n`th, went out after
/// `from` and not after `until`, and whose link still takes answers; those that waited longest first.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    n: i32,
    (from, until): (Time, Time),
    (now, limit): (Time, i64),
) -> Result<Vec<Silent>, Error> {
    macro_rules! silent {
        ($last:expr) => {
            Ok(invitations::table
                .filter(invitations::workspace_id.eq(workspace))
                .filter($last.gt(from))
                .filter($last.le(until))
                .filter(invitations::survey_id.eq(survey))
                .filter(invitations::state.eq(State::Sent))
                .filter(invitations::channel.eq("email"))
                .filter(invitations::reminders.eq(n - 1))
                .filter(invitations::expires_at.gt(now))
                .filter(invitations::answered.eq(false))
                .filter(not(exists(
                    responses::table
                        .filter(responses::workspace_id.eq(invitations::workspace_id))
                        .filter(responses::id.eq(invitations::id)),
                )))
                .order($last)
                .limit(limit)
                .select((invitations::id, invitations::person_id, $last.assume_not_null()))
                .load(conn)?)
        };
    }
    if n == 1 { silent!(invitations::sent_at) } else { silent!(invitations::reminded_at) }
}

/// Takes up the `n`th reminder: it is due then, and nobody takes it up again. False when somebody was faster.
pub fn take_up(conn: &mut Conn, workspace: WorkspaceId, id: Id, n: i32, at: Time) -> Result<bool, Error> {
    Ok(diesel::update(invitations::table.find((workspace, id)).filter(invitations::reminders.eq(n - 1)))
        .set((invitations::reminders.eq(n), invitations::reminded_at.eq(at)))
        .execute(conn)?
        == 1)
}

/// Which reminder of an invitation was taken up last, and when it was due.
pub fn last(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<(i32, Option<Time>), Error> {
    let found = invitations::table
        .find((workspace, id))
        .select((invitations::reminders, invitations::reminded_at))
        .first(conn)
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// The reminder went out: the next one is counted from now.
pub fn reminded(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<(), Error> {
    diesel::update(invitations::table.find((workspace, id))).set(invitations::reminded_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Whether the person answered the survey since a moment, by whatever way.
pub fn answered_since(
    conn: &mut Conn,
    workspace: WorkspaceId,
    person: Id,
    survey: i32,
    since: Time,
) -> Result<bool, Error> {
    let found: Option<Id> = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::person_id.eq(Some(person)))
        .filter(responses::answered_at.ge(since))
        .filter(responses::survey_id.eq(survey))
        .select(responses::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}
