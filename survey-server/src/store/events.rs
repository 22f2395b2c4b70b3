//! Events: purchases and services as the business reported them.

use diesel::prelude::*;
use survey_core::Properties;

use super::schema::events;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::each;
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

/// The events of these ids.
pub fn list_by_ids(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Event>, Error> {
    Ok(events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::id.eq_any(ids))
        .select(Event::as_select())
        .load(conn)?)
}

/// The types of the events of these ids.
pub fn kinds(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<(Id, String)>, Error> {
    each!(conn, c => Ok(events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::id.eq_any(ids))
        .select((events::id, events::kind))
        .load(c)?))
}

/// The events of these types that happened in a span and were reported after this one, in the order of their ids; those
/// reported after `settled` are left for later.
pub fn of_types_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    after: Id,
    kinds: &[String],
    (from, until): (Time, Option<Time>),
    settled: Time,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    Ok(events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::id.gt(after))
        .filter(events::kind.eq_any(kinds))
        .filter(events::occurred_at.between(from, until.unwrap_or(Time(i64::MAX))))
        .filter(events::created_at.le(settled))
        .order(events::id)
        .limit(limit)
        .select(Event::as_select())
        .load(conn)?)
}

/// Whether any was ever reported.
pub fn any(conn: &mut Conn, workspace: WorkspaceId) -> Result<bool, Error> {
    let found: Option<Id> =
        events::table.filter(events::workspace_id.eq(workspace)).select(events::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// The properties of the newest events, at most `limit`.
pub fn newest(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Properties>, Error> {
    let rows: Vec<Json<Properties>> = events::table
        .filter(events::workspace_id.eq(workspace))
        .order((events::occurred_at.desc(), events::id.desc()))
        .limit(limit)
        .select(events::properties)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
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

/// A person's events from a moment on, oldest first.
pub fn of_person_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    person: Id,
    from: Time,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    Ok(events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::person_id.eq(person))
        .filter(events::occurred_at.ge(from))
        .order((events::occurred_at, events::id))
        .limit(limit)
        .select(Event::as_select())
        .load(conn)?)
}

/// Events that happened since a moment, in order of id, after one of them.
pub fn page_by_id(
    conn: &mut Conn,
    workspace: WorkspaceId,
    since: Time,
    after: Option<Id>,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    let mut query =
        events::table.filter(events::workspace_id.eq(workspace)).filter(events::occurred_at.ge(since)).into_boxed();
    if let Some(after) = after {
        query = query.filter(events::id.gt(after));
    }
    Ok(query.order(events::id).limit(limit).select(Event::as_select()).load(conn)?)
}

/// Events after a place in order of time, until a moment.
pub fn page_by_time(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (at, id): (Time, Id),
    until: Time,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    Ok(events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::occurred_at.ge(at))
        .filter(events::occurred_at.le(until))
        .filter(events::occurred_at.gt(at).or(events::id.gt(id)))
        .order((events::occurred_at, events::id))
        .limit(limit)
        .select(Event::as_select())
        .load(conn)?)
}

/// The events of one source that name a shop, in slices: those after an id, with whom each is about.
pub fn of_shop(conn: &mut Conn, workspace: WorkspaceId, source: &str, shop: &str) -> Result<Vec<(Id, Id)>, Error> {
    let found: Vec<(Id, Id, Json<Properties>)> = events::table
        .filter(events::workspace_id.eq(workspace))
        .filter(events::external_id.like(format!("{source}:%")))
        .select((events::id, events::person_id, events::properties))
        .load(conn)?;
    let named = |properties: &Properties| properties.get("shop").and_then(serde_json::Value::as_str) == Some(shop);
    Ok(found.into_iter().filter(|(_, _, properties)| named(&properties.0)).map(|(id, who, _)| (id, who)).collect())
}

/// Deletes events.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<usize, Error> {
    let mut deleted = 0;
    for chunk in ids.chunks(500) {
        deleted +=
            diesel::delete(events::table.filter(events::workspace_id.eq(workspace)).filter(events::id.eq_any(chunk)))
                .execute(conn)?;
    }
    Ok(deleted)
}
