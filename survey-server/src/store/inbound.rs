//! What other programs told us, as it came.

use diesel::prelude::*;

use super::connections::Source;
use super::schema::inbound;
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// What came of a message.
    State {
        /// Its job has not run yet.
        Waiting => "waiting",
        /// It was acted upon.
        Done => "done",
        /// There was nothing to do.
        Ignored => "ignored",
        /// It could not be understood or acted upon; a person can have it tried again.
        Failed => "failed",
    }
}

/// One message.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = inbound)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Inbound {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub connection_id: Id,
    pub source: Source,
    pub topic: String,
    pub origin: String,
    pub dedupe_key: String,
    pub raw: Vec<u8>,
    pub state: State,
    pub detail: String,
    pub person_id: Option<Id>,
    pub received_at: Time,
    pub settled_at: Option<Time>,
}

/// One message without its body, for lists.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = inbound)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Heading {
    pub id: Id,
    pub topic: String,
    pub state: State,
    pub detail: String,
    pub person_id: Option<Id>,
    pub received_at: Time,
    pub settled_at: Option<Time>,
}

/// Keeps a message; false when the same one is there already.
pub fn insert(conn: &mut Conn, message: &Inbound) -> Result<bool, Error> {
    Ok(each!(conn, c => diesel::insert_into(inbound::table).values(message).on_conflict_do_nothing().execute(c))? == 1)
}

/// The message of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Inbound>, Error> {
    Ok(inbound::table.find((workspace, id)).select(Inbound::as_select()).first(conn).optional()?)
}

/// The newest messages of a connection.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, connection: Id, limit: i64) -> Result<Vec<Heading>, Error> {
    Ok(inbound::table
        .filter(inbound::workspace_id.eq(workspace))
        .filter(inbound::connection_id.eq(connection))
        .order(inbound::id.desc())
        .limit(limit)
        .select(Heading::as_select())
        .load(conn)?)
}

/// Writes what came of a message.
pub fn settle(
    conn: &mut Conn,
    message: &Inbound,
    state: State,
    detail: &str,
    person: Option<Id>,
    now: Time,
) -> Result<(), Error> {
    diesel::update(inbound::table.find((message.workspace_id, message.id)))
        .set((
            inbound::state.eq(state),
            inbound::detail.eq(detail),
            inbound::person_id.eq(person),
            inbound::settled_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Lets a failed message be tried again; false when it is not a failed one, or its body is erased.
pub fn reopen(conn: &mut Conn, workspace: WorkspaceId, connection: Id, id: Id) -> Result<bool, Error> {
    Ok(diesel::update(
        inbound::table
            .find((workspace, id))
            .filter(inbound::connection_id.eq(connection))
            .filter(inbound::state.eq(State::Failed))
            .filter(inbound::raw.ne(Vec::new())),
    )
    .set((inbound::state.eq(State::Waiting), inbound::settled_at.eq(None::<Time>)))
    .execute(conn)?
        == 1)
}

/// Erases what a message said: that it came stays.
pub fn forget(conn: &mut Conn, message: &Inbound) -> Result<(), Error> {
    diesel::update(inbound::table.find((message.workspace_id, message.id)))
        .set((inbound::raw.eq(Vec::new()), inbound::person_id.eq(None::<Id>)))
        .execute(conn)?;
    Ok(())
}

/// Erases what was said about a person: that something came stays, not what.
pub fn forget_person(conn: &mut Conn, workspace: WorkspaceId, person: Id) -> Result<usize, Error> {
    Ok(diesel::update(inbound::table.filter(inbound::workspace_id.eq(workspace)).filter(inbound::person_id.eq(person)))
        .set((inbound::raw.eq(Vec::new()), inbound::detail.eq(""), inbound::person_id.eq(None::<Id>)))
        .execute(conn)?)
}

/// Deletes everything that came by a connection.
pub fn delete_by_connection(conn: &mut Conn, workspace: WorkspaceId, connection: Id) -> Result<usize, Error> {
    Ok(diesel::delete(
        inbound::table.filter(inbound::workspace_id.eq(workspace)).filter(inbound::connection_id.eq(connection)),
    )
    .execute(conn)?)
}
