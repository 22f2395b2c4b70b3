//! Events: purchases and services as the business reported them.

use diesel::prelude::*;
use survey_core::Properties;

use super::schema::events;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;

/// A purchase, a delivery, a service.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = events)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Event {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub external_id: String,
    pub kind: String,
    pub occurred_at: Time,
    pub person_id: Id,
    pub properties: Json<Properties>,
    pub basis: Option<String>,
    pub body_hash: Vec<u8>,
    pub created_at: Time,
}

/// The event that the business gave this id.
pub fn find_by_external_id(conn: &mut Conn, workspace: WorkspaceId, id: &str) -> Result<Option<Event>, Error> {
    Ok(events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::external_id.eq(id))
        .select(Event::as_select())
        .first(conn)
        .optional()?)
}

/// The event of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Event>, Error> {
    Ok(events::table.find((workspace, id)).select(Event::as_select()).first(conn).optional()?)
}

/// Whether any was ever reported.
pub fn any(conn: &mut Conn, workspace: WorkspaceId) -> Result<bool, Error> {
    let found: Option<Id> =
        events::table.filter(events::workspace_id.eq(workspace)).select(events::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Adds one.
pub fn insert(conn: &mut Conn, event: &Event) -> Result<(), Error> {
    diesel::insert_into(events::table).values(event).execute(conn)?;
    Ok(())
}

/// A person's events, newest first.
pub fn list_by_person(conn: &mut Conn, workspace: WorkspaceId, person: Id, limit: i64) -> Result<Vec<Event>, Error> {
    Ok(events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::person_id.eq(person))
        .order(events::occurred_at.desc())
        .limit(limit)
        .select(Event::as_select())
        .load(conn)?)
}

/// Deletes a person's events.
pub fn delete_by_person(conn: &mut Conn, workspace: WorkspaceId, person: Id) -> Result<usize, Error> {
    Ok(diesel::delete(events::table.filter(events::workspace_id.eq(workspace)).filter(events::person_id.eq(person)))
        .execute(conn)?)
}
