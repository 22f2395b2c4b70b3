//! What customers were promised: every time that was named, and what became of it.

use diesel::prelude::*;

use super::schema::promises;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// What is promised.
    What {
        /// Somebody gets in touch.
        Contact => "contact",
        /// It is solved.
        Solution => "solution",
    }
}

text_enum! {
    /// What became of it.
    State {
        /// Its time is still to come.
        Open => "open",
        /// It was kept.
        Kept => "kept",
        /// Another time was named before it passed.
        Renewed => "renewed",
        /// It passed in silence.
        Broken => "broken",
        /// There is nothing to promise any more: the case was none, or ended before.
        Withdrawn => "withdrawn",
    }
}

/// One promise.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = promises)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Promise {
    pub workspace_id: WorkspaceId,
    pub case_id: Id,
    pub n: i32,
    pub what: What,
    pub promised_at: Time,
    pub made_at: Time,
    /// The word that `promise-reason` chooses by.
    pub reason: Option<String>,
    pub state: State,
    pub settled_at: Option<Time>,
}

/// Adds one.
pub fn insert(conn: &mut Conn, promise: &Promise) -> Result<(), Error> {
    diesel::insert_into(promises::table).values(promise).execute(conn)?;
    Ok(())
}

/// Everything that was promised for a case, oldest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, case: Id) -> Result<Vec<Promise>, Error> {
    Ok(promises::table
        .filter(promises::workspace_id.eq(workspace))
        .filter(promises::case_id.eq(case))
        .order(promises::n)
        .select(Promise::as_select())
        .load(conn)?)
}

/// One promise of a case, if it is there.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, case: Id, n: i32) -> Result<Option<Promise>, Error> {
    Ok(promises::table.find((workspace, case, n)).select(Promise::as_select()).first(conn).optional()?)
}

/// Writes what became of one that is open.
pub fn settle(conn: &mut Conn, promise: &Promise, state: State, at: Time) -> Result<(), Error> {
    diesel::update(
        promises::table
            .find((promise.workspace_id, promise.case_id, promise.n))
            .filter(promises::state.eq(State::Open)),
    )
    .set((promises::state.eq(state), promises::settled_at.eq(at)))
    .execute(conn)?;
    Ok(())
}

/// Takes back the open ones of a case that turned out to be none. They keep their numbers: mails and jobs know them by these.
pub fn withdraw_open(conn: &mut Conn, workspace: WorkspaceId, case: Id, at: Time) -> Result<(), Error> {
    diesel::update(
        promises::table
            .filter(promises::workspace_id.eq(workspace))
            .filter(promises::case_id.eq(case))
            .filter(promises::state.eq(State::Open)),
    )
    .set((promises::state.eq(State::Withdrawn), promises::settled_at.eq(at)))
    .execute(conn)?;
    Ok(())
}
