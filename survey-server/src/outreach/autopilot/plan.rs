//! Taking the turns of the next days: by the same policy as everything else, with an entry in the ledger.

use survey_core::outreach::{Decision, Reason};

use super::turn::Rhythm;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::channel;
use crate::outreach::person;
use crate::outreach::plan::{self, Wish};
use crate::outreach::why::Obstacle;
use crate::response::survey;
use crate::store::autopilot_members::{self, Member, Platform};
use crate::store::decisions::{self, Stage};
use crate::store::jobs::Class;
use crate::store::people::Person;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, people, workspaces};

/// Turns are planned so long ahead: long enough that a night without the server costs nobody their turn, and short
/// enough that what is planned seldom has to be taken back.
const AHEAD_DAYS: i64 = 2;
/// A turn that was missed by so long is given anew, so that months without the autopilot do not end in one day of mails.
const MISSED_DAYS: i64 = 7;
/// Days until somebody with an open case is looked at again.
const CASE_DAYS: i64 = 7;

/// The members whose turns are to be planned now, at most so many; none when the autopilot is off.
pub fn due(conn: &mut Conn, cx: &Cx, limit: i64) -> Result<Option<Vec<Id>>, Error> {
    if !workspaces::load(conn, cx.workspace)?.settings.0.autopilot.active {
        return Ok(None);
    }
    let members = autopilot_members::due(conn, cx.workspace, Platform::Email, cx.now.plus_days(AHEAD_DAYS), limit)?;
    Ok(Some(members.into_iter().map(|member| member.person_id).collect()))
}

/// Takes a member's turn if it is near: the person is asked, or the ledger says why not; in any case the next turn is
/// set. Doing it twice does nothing more.
pub fn take(conn: &mut Conn, cx: &Cx, person: Id) -> Result<(), Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let Some(person) = people::find(conn, cx.workspace, person)? else { return Ok(()) };
    // Who leaves meanwhile waits for us, or we for them.
    let person = people::lock(conn, cx.workspace, person.id)?;
    let Some(member) = autopilot_members::find(conn, cx.workspace, Platform::Email, person.id)? else { return Ok(()) };
    if !workspace.settings.0.autopilot.active || member.next_at >= cx.now.plus_days(AHEAD_DAYS) {
        return Ok(());
    }
    let rhythm = Rhythm::of(&workspace);
    if let Some(next_at) = elsewhere(&rhythm, cx.now, &person, &member) {
        return autopilot_members::set_turn(conn, &Member { next_at, ..member });
    }
    let next = ask(conn, cx, &workspace, &rhythm, &person, member)?;
    autopilot_members::set_turn(conn, &next)
}

/// Another turn, where the one that is set cannot be taken: it was missed, or the person was asked by another way.
fn elsewhere(rhythm: &Rhythm<'_>, now: Time, person: &Person, member: &Member) -> Option<Time> {
    if member.next_at < now.plus_days(-MISSED_DAYS) {
        return Some(rhythm.first(person, Some(member), now));
    }
    let rests = rhythm.rests_until(person, Some(member)).filter(|until| *until > member.next_at);
    match rests {
        Some(until) => Some(rhythm.from(person, until)),
        None => (member.next_at < now).then(|| rhythm.from(person, now)),
    }
}

/// Decides, and returns the member with the next turn.
fn ask(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    rhythm: &Rhythm<'_>,
    person: &Person,
    member: Member,
) -> Result<Member, Error> {
    let turn = member.next_at;
    let survey = survey::chosen(conn, workspace, workspace.settings.0.autopilot.survey.as_deref())?;
    let reachable = channel::way(conn, cx, person, Some(channel::EMAIL))?.is_ok();
    let obstacle = match () {
        () if !reachable => Some(Obstacle::NoChannel),
        () if survey.closed_at.is_some() => Some(Obstacle::Closed),
        () => None,
    };
    if let Some(obstacle) = obstacle {
        decisions::insert(conn, &obstacle.line(cx, person.id, survey.id, Stage::Arrival))?;
        return Ok(Member { next_at: rhythm.after(person, turn), ..member });
    }
    let wish = Wish {
        survey: &survey,
        event: None,
        properties: person::merged(person, &member.properties.0),
        occurred_at: turn,
        delay_secs: 0,
        at_once: false,
        basis: None,
        class: Class::Campaign,
        channel: Some(channel::EMAIL.to_owned()),
        after_case: None,
    };
    let planned = plan::ask_person(conn, cx, workspace, person, &wish)?;
    Ok(match planned.decision {
        Decision::Ask { .. } => Member {
            next_at: rhythm.after(person, turn),
            turn_at: Some(turn),
            invitation_id: planned.invitation,
            ..member
        },
        Decision::Refuse { reason, next_eligible, .. } => {
            let next_at = match (reason, next_eligible) {
                // Whose time alone is missing is asked as soon as it has passed, not one cadence later.
                (_, Some(at)) => rhythm.from(person, at.into()),
                (Reason::OpenCase, None) => rhythm.from(person, turn.plus_days(CASE_DAYS)),
                _ => rhythm.after(person, turn),
            };
            Member { next_at, ..member }
        }
    })
}
