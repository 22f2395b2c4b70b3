//! A time that can be kept: from the calendar, and from how long it really took in the last weeks.

use survey_core::recovery::{Clock, Within};

use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::Case;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time, case_clocks, cases};

/// The last weeks, in days.
const DAYS: i64 = 28;
/// Fewer cases than this say nothing.
const LEAST: usize = 5;
/// The least and the most that is promised, in business minutes.
const SHORTEST: u32 = 30;
const LONGEST: u32 = 16 * 60;
/// What is promised where nothing is known, in business minutes.
const UNKNOWN: u32 = 60;
/// Times are named to a quarter of an hour.
const QUARTER: i64 = 15 * 60_000;

/// By when somebody gets in touch about a case, counted from now.
pub fn time(conn: &mut Conn, cx: &Cx, workspace: &Workspace, case: &Case) -> Result<Time, Error> {
    let minutes = match usual(conn, cx, workspace)? {
        Some(minutes) => minutes,
        None => {
            case_clocks::load(conn, cx.workspace, case.id)?.contact_within.map_or(UNKNOWN, |within| within.0.minutes)
        }
    };
    let calendar = &workspace.settings.0.calendar;
    let exact: Time = calendar.add(cx.now.timestamp(), Within::business(minutes.clamp(SHORTEST, LONGEST))).into();
    let rounded = Time(exact.0 + (-exact.0).rem_euclid(QUARTER));
    Ok(if is_open_throughout(workspace, exact, rounded) { rounded } else { exact })
}

/// How many business minutes nine of ten first contacts took lately. A customer who still waits has waited at least until
/// now: without them only the fast ones would count.
fn usual(conn: &mut Conn, cx: &Cx, workspace: &Workspace) -> Result<Option<u32>, Error> {
    let calendar = &workspace.settings.0.calendar;
    let waits = cases::waits_since(conn, cx.workspace, cx.now.plus_days(-DAYS))?;
    let mut minutes: Vec<i64> = waits
        .into_iter()
        .map(|(tapped, contacted)| {
            let until = contacted.unwrap_or(cx.now).timestamp();
            calendar.elapsed(tapped.timestamp(), until, Clock::Business).as_mins()
        })
        .collect();
    if minutes.len() < LEAST {
        return Ok(None);
    }
    minutes.sort_unstable();
    let place = (minutes.len() * 9).div_ceil(10).saturating_sub(1);
    Ok(minutes.get(place).map(|minutes| u32::try_from(*minutes).unwrap_or(LONGEST)))
}

/// Whether the business is closed all the time from now to then.
pub fn is_closed_until(workspace: &Workspace, now: Time, then: Time) -> bool {
    let calendar = &workspace.settings.0.calendar;
    then > now && calendar.elapsed(now.timestamp(), then.timestamp(), Clock::Business).is_zero()
}

/// Whether the business is open from one moment to another.
pub fn is_open_throughout(workspace: &Workspace, from: Time, until: Time) -> bool {
    let open = workspace.settings.0.calendar.elapsed(from.timestamp(), until.timestamp(), Clock::Business);
    open.as_millis() == i128::from(until.0 - from.0)
}
