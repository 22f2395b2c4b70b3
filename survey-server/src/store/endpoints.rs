//! Callback endpoints: the programs of the business that want to know.

use diesel::prelude::*;

use super::schema::endpoints;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// How a callback is written and signed.
    Dialect {
        /// Standard Webhooks.
        Standard => "standard",
        /// As Delighted did.
        Delighted => "delighted",
    }
}

text_enum! {
    /// Whether callbacks are sent.
    State {
        /// They are.
        Active => "active",
        /// They are not: it failed for days, or said that it is gone.
        Disabled => "disabled",
    }
}

/// One endpoint.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = endpoints)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Endpoint {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub url: String,
    pub dialect: Dialect,
    pub types: Json<Vec<String>>,
    pub secret: Vec<u8>,
    pub previous_secret: Option<Vec<u8>>,
    pub previous_until: Option<Time>,
    pub state: State,
    pub failures: i32,
    pub failing_since: Option<Time>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// All of a workspace, oldest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<Endpoint>, Error> {
    Ok(endpoints::table
        .filter(endpoints::workspace_id.eq(workspace))
        .order(endpoints::id)
        .select(Endpoint::as_select())
        .load(conn)?)
}

/// The endpoint of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Endpoint>, Error> {
    Ok(endpoints::table.find((workspace, id)).select(Endpoint::as_select()).first(conn).optional()?)
}

/// Keeps one from being changed by others until the transaction ends.
pub fn lock(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<(), Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the row at this update.
    if conn.is_postgres() {
        diesel::update(endpoints::table.find((workspace, id))).set(endpoints::url.eq(endpoints::url)).execute(conn)?;
    }
    Ok(())
}

/// How many of a workspace are switched off.
pub fn count_disabled(conn: &mut Conn, workspace: WorkspaceId) -> Result<i64, Error> {
    Ok(endpoints::table
        .filter(endpoints::workspace_id.eq(workspace))
        .filter(endpoints::state.eq(State::Disabled))
        .count()
        .get_result(conn)?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, endpoint: &Endpoint) -> Result<(), Error> {
    diesel::insert_into(endpoints::table).values(endpoint).execute(conn)?;
    Ok(())
}

/// Keeps what a person changed of one: where to, what of, what signs, whether at all.
pub fn save(conn: &mut Conn, endpoint: &Endpoint) -> Result<(), Error> {
    diesel::update(endpoints::table.find((endpoint.workspace_id, endpoint.id)))
        .set((
            endpoints::url.eq(&endpoint.url),
            endpoints::types.eq(&endpoint.types),
            endpoints::secret.eq(&endpoint.secret),
            endpoints::previous_secret.eq(&endpoint.previous_secret),
            endpoints::previous_until.eq(endpoint.previous_until),
            endpoints::state.eq(endpoint.state),
            endpoints::failures.eq(endpoint.failures),
            endpoints::failing_since.eq(endpoint.failing_since),
            endpoints::updated_at.eq(endpoint.updated_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes one; its callbacks stay as a log until they are pruned.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    Ok(diesel::delete(endpoints::table.find((workspace, id))).execute(conn)? == 1)
}

/// A callback arrived: the count of failures begins again.
pub fn succeeded(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<(), Error> {
    diesel::update(endpoints::table.find((workspace, id)).filter(endpoints::failures.ne(0)))
        .set((endpoints::failures.eq(0), endpoints::failing_since.eq(None::<Time>)))
        .execute(conn)?;
    Ok(())
}

/// A callback did not arrive: counts it and returns how many in a row and since when.
pub fn failed(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<Option<(i32, Time)>, Error> {
    diesel::update(endpoints::table.find((workspace, id)).filter(endpoints::failing_since.is_null()))
        .set(endpoints::failing_since.eq(now))
        .execute(conn)?;
    Ok(diesel::update(endpoints::table.find((workspace, id)))
        .set(endpoints::failures.eq(endpoints::failures + 1))
        .returning((endpoints::failures, endpoints::failing_since))
        .get_result::<(i32, Option<Time>)>(conn)
        .optional()?
        .map(|(failures, since)| (failures, since.unwrap_or(now))))
}

/// Switches callbacks to an endpoint on.
pub fn enable(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<(), Error> {
    diesel::update(endpoints::table.find((workspace, id)))
        .set((endpoints::state.eq(State::Active), endpoints::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Switches callbacks to an endpoint off; whether they were on until now. Of several who try at once one does it.
pub fn disable(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    let on = endpoints::table.find((workspace, id)).filter(endpoints::state.ne(State::Disabled));
    let changed = diesel::update(on).set((endpoints::state.eq(State::Disabled), endpoints::updated_at.eq(now)));
    Ok(changed.execute(conn)? == 1)
}
