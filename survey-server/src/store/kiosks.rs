//! Tablets in a shop.

use diesel::prelude::*;
use survey_core::Properties;

use super::schema::kiosks;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;

/// One tablet.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = kiosks)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Kiosk {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub survey_id: i32,
    pub name: String,
    pub properties: Json<Properties>,
    pub locales: Json<Vec<String>>,
    pub return_secs: i32,
    pub pin_hash: String,
    pub pin_failures: i32,
    pub pin_locked_until: Option<Time>,
    pub link_generation: i32,
    pub waiting: i32,
    pub refused: i32,
    pub seen_at: Option<Time>,
    pub removed_at: Option<Time>,
    pub created_at: Time,
}

/// Adds one.
pub fn insert(conn: &mut Conn, kiosk: &Kiosk) -> Result<(), Error> {
    diesel::insert_into(kiosks::table).values(kiosk).execute(conn)?;
    Ok(())
}

/// The tablet of this id, if it was not removed.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Kiosk>, Error> {
    Ok(kiosks::table
        .find((workspace, id))
        .filter(kiosks::removed_at.is_null())
        .select(Kiosk::as_select())
        .first(conn)
        .optional()?)
}

/// The tablets of a survey, oldest first, without those that were removed.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, survey: i32) -> Result<Vec<Kiosk>, Error> {
    Ok(kiosks::table
        .filter(kiosks::workspace_id.eq(workspace))
        .filter(kiosks::survey_id.eq(survey))
        .filter(kiosks::removed_at.is_null())
        .order((kiosks::created_at, kiosks::id))
        .select(Kiosk::as_select())
        .load(conn)?)
}

/// Takes a tablet's link back; the next one has the next generation. False when there is no such tablet.
pub fn replace_link(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    let row = kiosks::table.find((workspace, id)).filter(kiosks::removed_at.is_null());
    Ok(diesel::update(row)
        .set((
            kiosks::link_generation.eq(kiosks::link_generation + 1),
            kiosks::pin_failures.eq(0),
            kiosks::pin_locked_until.eq(None::<Time>),
        ))
        .execute(conn)?
        == 1)
}

/// Takes a tablet out of use. Its answers stay. False when there is no such tablet.
pub fn remove(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    let row = kiosks::table.find((workspace, id)).filter(kiosks::removed_at.is_null());
    Ok(diesel::update(row).set(kiosks::removed_at.eq(now)).execute(conn)? == 1)
}

/// Notes that a tablet spoke to us, and what it still holds.
pub fn seen(
    conn: &mut Conn,
    workspace: WorkspaceId,
    id: Id,
    now: Time,
    waiting: i32,
    refused: i32,
) -> Result<(), Error> {
    diesel::update(kiosks::table.find((workspace, id)))
        .set((kiosks::seen_at.eq(now), kiosks::waiting.eq(waiting), kiosks::refused.eq(refused)))
        .execute(conn)?;
    Ok(())
}

/// Counts a try of the PIN unless the tablet waits. False while it waits, or where there is none.
pub fn count_try(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    let waits_no_more = kiosks::pin_locked_until.is_null().or(kiosks::pin_locked_until.le(now));
    Ok(diesel::update(kiosks::table.find((workspace, id)))
        .filter(waits_no_more)
        .set(kiosks::pin_failures.eq(kiosks::pin_failures + 1))
        .execute(conn)?
        == 1)
}

/// Notes how many wrong PINs were given in a row, and until when no other is tried.
pub fn pin_tried(
    conn: &mut Conn,
    workspace: WorkspaceId,
    id: Id,
    failures: i32,
    locked_until: Option<Time>,
) -> Result<(), Error> {
    diesel::update(kiosks::table.find((workspace, id)))
        .set((kiosks::pin_failures.eq(failures), kiosks::pin_locked_until.eq(locked_until)))
        .execute(conn)?;
    Ok(())
}
