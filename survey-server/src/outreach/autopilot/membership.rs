//! Joining and leaving an autopilot.

use survey_core::Properties;

use super::turn::Rhythm;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::withdraw;
use crate::store::autopilot_members::{self, Member, Platform};
use crate::store::invitations::{self, State};
use crate::store::people::Person;
use crate::store::{Conn, Json, Time, people, workspaces};

/// Makes a person a member, or replaces the properties of one who is. Their turn comes within one cadence.
pub fn join(
    conn: &mut Conn,
    cx: &Cx,
    platform: Platform,
    person: &Person,
    properties: &Properties,
) -> Result<Member, Error> {
    let person = people::lock(conn, cx.workspace, person.id)?;
    if let Some(member) = autopilot_members::find(conn, cx.workspace, platform, person.id)? {
        autopilot_members::set_properties(conn, &member, properties, cx.now)?;
        return Ok(Member { properties: Json(properties.clone()), updated_at: cx.now, ..member });
    }
    let workspace = workspaces::load(conn, cx.workspace)?;
    let next_at = match platform {
        Platform::Email if workspace.settings.0.autopilot.active => Rhythm::of(&workspace).first(&person, None, cx.now),
        _ => NO_TURN,
    };
    let member = Member {
        workspace_id: cx.workspace,
        platform,
        person_id: person.id,
        id: cx.id(),
        properties: Json(properties.clone()),
        next_at,
        turn_at: None,
        invitation_id: None,
        created_at: cx.now,
        updated_at: cx.now,
    };
    autopilot_members::insert(conn, &member)?;
    Ok(member)
}

/// The turn of a member who has none: they get one when the autopilot plans.
pub const NO_TURN: Time = Time(0);

/// Ends a membership and takes back what it planned; false when the person is no member.
pub fn leave(conn: &mut Conn, cx: &Cx, platform: Platform, person: &Person) -> Result<bool, Error> {
    let person = people::lock(conn, cx.workspace, person.id)?;
    let Some(member) = autopilot_members::find(conn, cx.workspace, platform, person.id)? else { return Ok(false) };
    take_back(conn, cx, &member, &person)?;
    autopilot_members::delete(conn, cx.workspace, platform, person.id)
}

/// Withdraws the invitation that a membership planned, if it is still planned.
pub fn take_back(conn: &mut Conn, cx: &Cx, member: &Member, person: &Person) -> Result<(), Error> {
    let Some(id) = member.invitation_id else { return Ok(()) };
    match invitations::find(conn, cx.workspace, id)? {
        Some(invitation) if invitation.state == State::Planned => withdraw::one(conn, cx, &invitation, person),
        _ => Ok(()),
    }
}
