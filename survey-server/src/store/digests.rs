//! Digests: who gets which view by mail, how often.

use diesel::prelude::*;

use super::schema::digests;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// How often.
    Every {
        /// On Monday, about the week before.
        Week => "week",
        /// On the first of a month, about the month before.
        Month => "month",
    }
}

/// The view of a digest about everything: none that was saved.
pub const EVERYTHING: Id = Id(uuid::Uuid::nil());

/// The view of a digest about all answers to one survey: the survey's number. No saved view has so small an id.
pub fn of_survey(survey: i32) -> Id {
    Id(uuid::Uuid::from_u128(survey.unsigned_abs().into()))
}

/// The survey that an id stands for, see [`of_survey`]; none where it is a saved view, or [`EVERYTHING`].
pub fn survey_of(view: Id) -> Option<i32> {
    i32::try_from(view.0.as_u128()).ok().filter(|survey| *survey > 0)
}

/// One subscription.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = digests)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Digest {
    pub workspace_id: WorkspaceId,
    pub view_id: Id,
    pub user_id: Id,
    pub every: Every,
    pub next_at: Time,
    pub told_until: Option<Time>,
    pub said_empty: bool,
    pub created_at: Time,
}

/// All of a workspace.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<Digest>, Error> {
    Ok(digests::table
        .filter(digests::workspace_id.eq(workspace))
        .order((digests::view_id, digests::user_id))
        .select(Digest::as_select())
        .load(conn)?)
}

/// What somebody gets of a view, if anything.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, view: Id, user: Id) -> Result<Option<Digest>, Error> {
    Ok(digests::table.find((workspace, view, user)).select(Digest::as_select()).first(conn).optional()?)
}

/// Adds one, or takes the place of the one that somebody has of the same view.
pub fn put(conn: &mut Conn, digest: &Digest) -> Result<(), Error> {
    diesel::delete(digests::table.find((digest.workspace_id, digest.view_id, digest.user_id))).execute(conn)?;
    diesel::insert_into(digests::table).values(digest).execute(conn)?;
    Ok(())
}

/// Removes one; whether there was one.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, view: Id, user: Id) -> Result<bool, Error> {
    Ok(diesel::delete(digests::table.find((workspace, view, user))).execute(conn)? == 1)
}

/// Takes the turn of a digest that is due: moves it on to the next one. Only one of those who ask gets true.
pub fn take_turn(conn: &mut Conn, digest: &Digest, next_at: Time) -> Result<bool, Error> {
    Ok(diesel::update(
        digests::table
            .find((digest.workspace_id, digest.view_id, digest.user_id))
            .filter(digests::next_at.eq(digest.next_at))
            .filter(digests::every.eq(digest.every)),
    )
    .set((
        digests::next_at.eq(next_at),
        digests::told_until.eq(digest.told_until),
        digests::said_empty.eq(digest.said_empty),
    ))
    .execute(conn)?
        == 1)
}
