//! Alarms of reporting: views whose average left what is usual, and flows that stopped.

use diesel::prelude::*;

use super::schema::{flow_alarms, view_alarms};
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// Which way an average left what is usual.
    Direction {
        /// Below it.
        Fall => "fall",
        /// Above it.
        Rise => "rise",
    }
}

text_enum! {
    /// What usually flows.
    Flow {
        /// Answers of customers.
        Answers => "answers",
        /// Mails that ask customers.
        Mails => "mails",
    }
}

/// A day on which a view's average left what is usual.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = view_alarms)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct ViewAlarm {
    pub workspace_id: WorkspaceId,
    pub view_id: Id,
    pub day: i32,
    pub direction: Direction,
    pub value: i32,
    pub usual: i32,
    pub answers: i64,
    pub told_at: Time,
}

/// A time in which nothing flowed.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = flow_alarms)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct FlowAlarm {
    pub workspace_id: WorkspaceId,
    pub kind: Flow,
    pub since: Time,
    pub told_at: Time,
    pub ended_at: Option<Time>,
}

/// Adds an alarm of a view; false when that day has one.
pub fn insert(conn: &mut Conn, alarm: &ViewAlarm) -> Result<bool, Error> {
    let added = each!(conn, c => diesel::insert_into(view_alarms::table)
        .values(alarm)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added == 1)
}

/// The alarms of a workspace's views since a day, newest first.
pub fn since(conn: &mut Conn, workspace: WorkspaceId, day: i32) -> Result<Vec<ViewAlarm>, Error> {
    Ok(view_alarms::table
        .filter(view_alarms::workspace_id.eq(workspace))
        .filter(view_alarms::day.ge(day))
        .order((view_alarms::day.desc(), view_alarms::view_id))
        .select(ViewAlarm::as_select())
        .load(conn)?)
}

/// Deletes the alarms of views before a day.
pub fn prune(conn: &mut Conn, workspace: WorkspaceId, before: i32) -> Result<usize, Error> {
    let old = view_alarms::table.filter(view_alarms::workspace_id.eq(workspace)).filter(view_alarms::day.lt(before));
    Ok(diesel::delete(old).execute(conn)?)
}

/// Opens an alarm of a flow; false when it is open already. One that ended and came again, with nothing in between, is
/// opened again: only one of those who try gets true.
pub fn open_flow(conn: &mut Conn, alarm: &FlowAlarm) -> Result<bool, Error> {
    let added = each!(conn, c => diesel::insert_into(flow_alarms::table)
        .values(alarm)
        .on_conflict_do_nothing()
        .execute(c))?;
    if added == 1 {
        return Ok(true);
    }
    let ended = flow_alarms::table
        .find((alarm.workspace_id, alarm.kind, alarm.since))
        .filter(flow_alarms::ended_at.is_not_null());
    let opened = diesel::update(ended)
        .set((flow_alarms::told_at.eq(alarm.told_at), flow_alarms::ended_at.eq(None::<Time>)))
        .execute(conn)?;
    Ok(opened == 1)
}

/// The newest alarms of a workspace's flows, newest first.
pub fn flows(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<FlowAlarm>, Error> {
    Ok(flow_alarms::table
        .filter(flow_alarms::workspace_id.eq(workspace))
        .order((flow_alarms::told_at.desc(), flow_alarms::kind))
        .limit(limit)
        .select(FlowAlarm::as_select())
        .load(conn)?)
}

/// A flow flows again, or is not looked for any more; false when that was written before.
pub fn end_flow(conn: &mut Conn, alarm: &FlowAlarm, at: Time) -> Result<bool, Error> {
    Ok(diesel::update(
        flow_alarms::table.find((alarm.workspace_id, alarm.kind, alarm.since)).filter(flow_alarms::ended_at.is_null()),
    )
    .set(flow_alarms::ended_at.eq(at))
    .execute(conn)?
        == 1)
}
