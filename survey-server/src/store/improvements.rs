//! Changes that the business made against a cause of complaints, and whom it can tell of them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::schema::{cases, improvements};
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// A change.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = improvements)]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Improvement {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub cause: String,
    pub title: String,
    pub made_at: Time,
    pub words: Json<BTreeMap<String, String>>,
    pub told_at: Option<Time>,
    pub told: i32,
    pub created_by: Option<Id>,
    pub created_at: Time,
}

/// Adds one.
pub fn insert(conn: &mut Conn, row: &Improvement) -> Result<(), Error> {
    diesel::insert_into(improvements::table).values(row).execute(conn)?;
    Ok(())
}

/// Replaces one.
pub fn save(conn: &mut Conn, row: &Improvement) -> Result<(), Error> {
    diesel::update(improvements::table.find((row.workspace_id, row.id))).set(row).execute(conn)?;
    Ok(())
}

/// The one of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Improvement>, Error> {
    Ok(improvements::table.find((workspace, id)).select(Improvement::as_select()).first(conn).optional()?)
}

/// The newest ones, by when the change was made.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Improvement>, Error> {
    Ok(improvements::table
        .filter(improvements::workspace_id.eq(workspace))
        .order((improvements::made_at.desc(), improvements::id.desc()))
        .limit(limit)
        .select(Improvement::as_select())
        .load(conn)?)
}

/// Who complained of a cause before a moment and may be written to: people in the order of their ids, after one of them.
pub fn complained(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (cause, before): (&str, Time),
    after: Option<Id>,
    limit: i64,
) -> Result<Vec<Id>, Error> {
    let found: Vec<Option<Id>> = each!(conn, c => cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::cause.eq(cause))
        .filter(cases::tapped_at.lt(before))
        .filter(cases::do_not_contact.eq(false))
        .filter(cases::state.ne_all(["dismissed", "merged"]))
        .filter(cases::person_id.gt(after.unwrap_or_default()))
        .select(cases::person_id)
        .distinct()
        .order(cases::person_id)
        .limit(limit)
        .load(c)?);
    Ok(found.into_iter().flatten().collect())
}

/// How many those are.
pub fn count_complained(conn: &mut Conn, workspace: WorkspaceId, (cause, before): (&str, Time)) -> Result<i64, Error> {
    each!(conn, c => Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::cause.eq(cause))
        .filter(cases::tapped_at.lt(before))
        .filter(cases::do_not_contact.eq(false))
        .filter(cases::state.ne_all(["dismissed", "merged"]))
        .select(diesel::dsl::count(cases::person_id).aggregate_distinct())
        .get_result(c)?))
}
