//! The clocks of cases: how long each may take, when it waited for the customer, how far escalation has come.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use survey_core::recovery::{Pause, Within};

use super::schema::case_clocks;
use super::types::sql;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::bulk_insert;
use crate::error::Error;

/// The clocks of one case; its deadlines stand in the case itself.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = case_clocks)]
#[diesel(treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Clock {
    pub workspace_id: WorkspaceId,
    pub case_id: Id,
    pub contact_within: Option<Json<Within>>,
    pub resolve_within: Json<Within>,
    pub pauses: Json<Vec<Pause>>,
    pub escalation_step: i32,
    pub escalate_at: Option<Time>,
    pub warned_at: Option<Time>,
    pub resolve_overdue_at: Option<Time>,
    pub escalating_since: Option<Time>,
    pub resolve_warned_at: Option<Time>,
}

/// Adds some.
pub fn insert(conn: &mut Conn, clocks: &[&Clock]) -> Result<(), Error> {
    Ok(clock_rows::insert(conn, clocks)?)
}

bulk_insert! {
    mod clock_rows, fn insert: Clock into "case_clocks" "" {
        workspace_id: WorkspaceId => Integer,
        case_id: Id => sql::Id,
        contact_within: Option<Json<Within>> => Nullable<Text>,
        resolve_within: Json<Within> => Text,
        pauses: Json<Vec<Pause>> => Text,
        escalation_step: i32 => Integer,
        escalate_at: Option<Time> => Nullable<BigInt>,
        warned_at: Option<Time> => Nullable<BigInt>,
        resolve_overdue_at: Option<Time> => Nullable<BigInt>,
        escalating_since: Option<Time> => Nullable<BigInt>,
        resolve_warned_at: Option<Time> => Nullable<BigInt>,
    }
}

/// The clocks of a case, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, case: Id) -> Result<Option<Clock>, Error> {
    Ok(case_clocks::table.find((workspace, case)).select(Clock::as_select()).first(conn).optional()?)
}

/// The clocks of a case.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, case: Id) -> Result<Clock, Error> {
    find(conn, workspace, case)?.ok_or(Error::NotFound("case"))
}

/// Replaces the clocks of a case. The caller has the case's version, so nobody else writes them.
pub fn save(conn: &mut Conn, clock: &Clock) -> Result<(), Error> {
    diesel::update(case_clocks::table.find((clock.workspace_id, clock.case_id))).set(clock).execute(conn)?;
    Ok(())
}
