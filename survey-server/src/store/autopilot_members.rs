//! The autopilot's members: who is asked once per cadence, and when the next time is.

use diesel::prelude::*;
use survey_core::Properties;

use super::invitations::State;
use super::schema::{autopilot_members as members, invitations};
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// By what an autopilot asks.
    Platform {
        /// Mail.
        Email => "email",
        /// Text messages.
        Sms => "sms",
    }
}

/// A person whom an autopilot asks.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = members)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Member {
    pub workspace_id: WorkspaceId,
    pub platform: Platform,
    pub person_id: Id,
    pub id: Id,
    pub properties: Json<Properties>,
    pub next_at: Time,
    pub turn_at: Option<Time>,
    pub invitation_id: Option<Id>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// A person's membership, if they have one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, platform: Platform, person: Id) -> Result<Option<Member>, Error> {
    Ok(members::table.find((workspace, platform, person)).select(Member::as_select()).first(conn).optional()?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, member: &Member) -> Result<(), Error> {
    diesel::insert_into(members::table).values(member).execute(conn)?;
    Ok(())
}

/// Replaces the properties.
pub fn set_properties(conn: &mut Conn, member: &Member, properties: &Properties, now: Time) -> Result<(), Error> {
    diesel::update(members::table.find((member.workspace_id, member.platform, member.person_id)))
        .set((members::properties.eq(Json(properties.clone())), members::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Writes what became of a turn and when the next one is.
pub fn set_turn(conn: &mut Conn, member: &Member) -> Result<(), Error> {
    diesel::update(members::table.find((member.workspace_id, member.platform, member.person_id)))
        .set((
            members::next_at.eq(member.next_at),
            members::turn_at.eq(member.turn_at),
            members::invitation_id.eq(member.invitation_id),
        ))
        .execute(conn)?;
    Ok(())
}

/// Those whose next turn is before a moment, soonest first.
pub fn due(
    conn: &mut Conn,
    workspace: WorkspaceId,
    platform: Platform,
    before: Time,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    Ok(members::table
        .filter(members::workspace_id.eq(workspace))
        .filter(members::platform.eq(platform))
        .filter(members::next_at.lt(before))
        .order(members::next_at)
        .limit(limit)
        .select(Member::as_select())
        .load(conn)?)
}

/// Takes everybody's turn away: the autopilot gives new ones.
pub fn clear_turns(conn: &mut Conn, workspace: WorkspaceId, platform: Platform) -> Result<usize, Error> {
    Ok(diesel::update(
        members::table.filter(members::workspace_id.eq(workspace)).filter(members::platform.eq(platform)),
    )
    .set(members::next_at.eq(Time(0)))
    .execute(conn)?)
}

/// Those with an invitation that waits for its time.
pub fn planned(conn: &mut Conn, workspace: WorkspaceId, platform: Platform) -> Result<Vec<Member>, Error> {
    Ok(members::table
        .inner_join(
            invitations::table.on(invitations::workspace_id
                .eq(members::workspace_id)
                .and(invitations::id.nullable().eq(members::invitation_id))),
        )
        .filter(members::workspace_id.eq(workspace))
        .filter(members::platform.eq(platform))
        .filter(invitations::state.eq(State::Planned))
        .select(Member::as_select())
        .load(conn)?)
}

/// Members in the order in which they joined, after a place in that order.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    platform: Platform,
    after: Option<(Time, Id)>,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    let mut query =
        members::table.filter(members::workspace_id.eq(workspace)).filter(members::platform.eq(platform)).into_boxed();
    if let Some((at, person)) = after {
        query =
            query.filter(members::created_at.gt(at).or(members::created_at.eq(at).and(members::person_id.gt(person))));
    }
    Ok(query.order((members::created_at, members::person_id)).limit(limit).select(Member::as_select()).load(conn)?)
}

/// How many there are.
pub fn count(conn: &mut Conn, workspace: WorkspaceId, platform: Platform) -> Result<i64, Error> {
    Ok(members::table
        .filter(members::workspace_id.eq(workspace))
        .filter(members::platform.eq(platform))
        .count()
        .get_result(conn)?)
}

/// How many have their next turn from one moment until before another.
pub fn count_due(
    conn: &mut Conn,
    workspace: WorkspaceId,
    platform: Platform,
    (from, before): (Time, Time),
) -> Result<i64, Error> {
    Ok(members::table
        .filter(members::workspace_id.eq(workspace))
        .filter(members::platform.eq(platform))
        .filter(members::next_at.ge(from))
        .filter(members::next_at.lt(before))
        .count()
        .get_result(conn)?)
}

/// How many have an invitation of an autopilot that goes out from one moment until before another.
pub fn count_planned(
    conn: &mut Conn,
    workspace: WorkspaceId,
    platform: Platform,
    (from, before): (Time, Time),
) -> Result<i64, Error> {
    Ok(members::table
        .inner_join(
            invitations::table.on(invitations::workspace_id
                .eq(members::workspace_id)
                .and(invitations::id.nullable().eq(members::invitation_id))),
        )
        .filter(members::workspace_id.eq(workspace))
        .filter(members::platform.eq(platform))
        .filter(invitations::state.eq(State::Planned))
        .filter(invitations::send_at.ge(from))
        .filter(invitations::send_at.lt(before))
        .count()
        .get_result(conn)?)
}

/// Ends a membership; false when there was none.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, platform: Platform, person: Id) -> Result<bool, Error> {
    Ok(diesel::delete(members::table.find((workspace, platform, person))).execute(conn)? == 1)
}
