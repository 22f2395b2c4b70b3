//! People who asked what is kept about them, through a shop.

use diesel::prelude::*;

use super::schema::data_requests;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// One request: the owner answers it by its date.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = data_requests)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct DataRequest {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub connection_id: Id,
    pub person_id: Id,
    pub asked_at: Time,
    pub due_at: Time,
    pub done_at: Option<Time>,
    pub done_by: Option<String>,
}

/// Adds one.
pub fn insert(conn: &mut Conn, request: &DataRequest) -> Result<(), Error> {
    diesel::insert_into(data_requests::table).values(request).execute(conn)?;
    Ok(())
}

/// Those that nobody has answered, the most urgent first.
pub fn open(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<DataRequest>, Error> {
    Ok(data_requests::table
        .filter(data_requests::workspace_id.eq(workspace))
        .filter(data_requests::done_at.is_null())
        .order(data_requests::due_at)
        .select(DataRequest::as_select())
        .load(conn)?)
}

/// Notes that one was answered; false when there is no such open request.
pub fn done(conn: &mut Conn, workspace: WorkspaceId, id: Id, by: &str, now: Time) -> Result<bool, Error> {
    Ok(diesel::update(data_requests::table.find((workspace, id)).filter(data_requests::done_at.is_null()))
        .set((data_requests::done_at.eq(now), data_requests::done_by.eq(by)))
        .execute(conn)?
        == 1)
}
