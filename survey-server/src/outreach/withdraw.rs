//! Taking planned invitations back before they go out.

use crate::clock::Cx;
use crate::error::Error;
use crate::store::invitations::{self, Invitation, State};
use crate::store::people::Person;
use crate::store::{Conn, Time, people, reasks};

/// Withdraws what is planned for a person and returns how much it was. The person counts as not asked by it: the cool-down
/// begins where it was before.
pub fn pending(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<usize, Error> {
    let planned = invitations::planned_of(conn, cx.workspace, person.id)?;
    for invitation in &planned {
        one(conn, cx, invitation, person)?;
    }
    Ok(planned.len())
}

/// Withdraws one invitation that did not go out; the cool-down begins where it was before.
pub fn one(conn: &mut Conn, cx: &Cx, invitation: &Invitation, person: &Person) -> Result<(), Error> {
    invitations::set_state(conn, cx.workspace, invitation.id, State::Withdrawn)?;
    reasks::withdraw(conn, cx.workspace, invitation.id)?;
    if Some(invitation.send_at) == person.last_asked_at {
        let before: Option<Time> =
            invitations::last_asked(conn, cx.workspace, person.id)?.into_iter().map(|(_, at)| at).max();
        people::not_asked(conn, cx.workspace, person.id, (person.last_asked_at, before), cx.now)?;
    }
    Ok(())
}
