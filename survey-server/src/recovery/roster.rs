//! Teams in their order, shifts and absences, as people plan them.

use jiff::civil::DateTime;
use jiff::{Span, ToSpan};

use super::room::MAX_NAME;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::shifts::Shift;
use crate::store::users::{self, Role};
use crate::store::{Conn, Id, audit, shifts, teams, workspaces};

/// A shift is planned for so many weeks at most.
pub const MAX_WEEKS: i32 = 52;
/// Nobody is on call, or away, for longer at a stretch.
const MAX_DAYS: i64 = 366;

/// Where somebody goes in the order of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Told before the one in front.
    Up,
    /// Told after the one behind.
    Down,
    /// Out of the team.
    Out,
}

/// A member who works on cases.
fn worker(conn: &mut Conn, cx: &Cx, user: Id) -> Result<(), Error> {
    let works = users::role(conn, cx.workspace, user)?.is_some_and(|role| role != Role::Viewer);
    if works { Ok(()) } else { Err(Error::invalid("user", "must be a member who works on cases")) }
}

fn team_name(team: &str) -> Result<&str, Error> {
    let team = team.trim();
    let fine = !team.is_empty() && team.chars().count() <= MAX_NAME && !team.chars().any(char::is_control);
    if fine { Ok(team) } else { Err(Error::invalid("team", format!("must have 1 to {MAX_NAME} characters"))) }
}

/// Somebody joins a team, as its last.
pub fn join(conn: &mut Conn, cx: &Cx, team: &str, user: Id, actor: &str) -> Result<(), Error> {
    let team = team_name(team)?;
    worker(conn, cx, user)?;
    workspaces::lock(conn, cx.workspace)?;
    let mut members = teams::of(conn, cx.workspace, team)?;
    if members.contains(&user) {
        return Err(Error::invalid("user", "is in this team already"));
    }
    members.push(user);
    teams::set(conn, cx.workspace, team, &members)?;
    audit::note(conn, cx, actor, "team.join", &user.to_string())
}

/// Somebody is told earlier or later, or leaves.
pub fn rearrange(conn: &mut Conn, cx: &Cx, team: &str, user: Id, to: Move, actor: &str) -> Result<(), Error> {
    workspaces::lock(conn, cx.workspace)?;
    let mut members = teams::of(conn, cx.workspace, team)?;
    let place = members.iter().position(|id| *id == user).ok_or(Error::NotFound("member"))?;
    match to {
        Move::Out => {
            members.remove(place);
        }
        Move::Up if place > 0 => members.swap(place, place - 1),
        Move::Down if place + 1 < members.len() => members.swap(place, place + 1),
        Move::Up | Move::Down => return Ok(()),
    }
    teams::set(conn, cx.workspace, team, &members)?;
    audit::note(conn, cx, actor, "team.order", &user.to_string())
}

/// A time on call or away, as it is read from the clocks of the business.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Who.
    pub user: Id,
    /// On call for this team; none: for every one.
    pub team: Option<String>,
    /// Away instead of on call.
    pub away: bool,
    /// When it begins.
    pub from: DateTime,
    /// When it ends.
    pub until: DateTime,
    /// In how many weeks, one after the other.
    pub weeks: i32,
}

/// Plans it, in each week at the same time of day, whatever the clocks do meanwhile.
pub fn plan(conn: &mut Conn, cx: &Cx, planned: &Planned, actor: &str) -> Result<(), Error> {
    worker(conn, cx, planned.user)?;
    if !(1..=MAX_WEEKS).contains(&planned.weeks) {
        return Err(Error::invalid("weeks", format!("must be 1 to {MAX_WEEKS}")));
    }
    let team = planned.team.as_deref().map(team_name).transpose()?.map(str::to_owned);
    let zone = workspaces::load(conn, cx.workspace)?.zone();
    let mut rows = Vec::new();
    for week in 0..planned.weeks {
        let later: Span = week.weeks();
        let at = |time: DateTime| {
            let moved = time.checked_add(later).and_then(|time| time.to_zoned(zone.clone()));
            moved.map(|zoned| zoned.timestamp().into()).map_err(|error| Error::invalid("from", error.to_string()))
        };
        let (from_at, until_at): (crate::store::Time, crate::store::Time) = (at(planned.from)?, at(planned.until)?);
        if until_at <= from_at || from_at.plus_days(MAX_DAYS) < until_at {
            return Err(Error::invalid("until", format!("must be after the beginning, by {MAX_DAYS} days at most")));
        }
        let (user_id, away, team) = (planned.user, planned.away, team.clone());
        rows.push(Shift { workspace_id: cx.workspace, id: cx.id(), user_id, team, away, from_at, until_at });
    }
    shifts::insert(conn, &rows)?;
    // Who is away then hands over what they have not begun.
    let absences = rows.iter().filter(|shift| shift.away).map(|shift| {
        Job::new(cx, Class::Alert, Payload::Absence { user: shift.user_id })
            .at(shift.from_at.max(cx.now))
            .once(format!("absence/{}", shift.id))
    });
    jobs::enqueue(conn, &absences.collect::<Vec<Job>>())?;
    audit::note(conn, cx, actor, if planned.away { "shift.away" } else { "shift.plan" }, &planned.user.to_string())
}

/// Takes a time on call or away back.
pub fn take_back(conn: &mut Conn, cx: &Cx, shift: Id, actor: &str) -> Result<(), Error> {
    if !shifts::delete(conn, cx.workspace, shift)? {
        return Err(Error::NotFound("shift"));
    }
    audit::note(conn, cx, actor, "shift.remove", &shift.to_string())
}
