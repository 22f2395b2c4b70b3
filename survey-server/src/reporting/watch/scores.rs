//! Saved views that are watched: once a day, an hour after the day has ended, the average of each is held against what is
//! usual.

use survey_core::trend::{Alarm, Ewma};

use super::super::daily::{Daily, daily};
use super::super::overview::{AlarmDay, alarms_of};
use super::super::score::day_start;
use super::super::value::{self, Value};
use super::super::view::{self, Resolved};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::view_alarms::{self, Direction, ViewAlarm};
use crate::store::views::{self, SavedView};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time};

/// The chart begins so many days before the one that ended.
const CHART_DAYS: i32 = 28;
/// An alarm of so many days ago is still news: the server may have been off.
const NEWS_DAYS: i32 = 3;
/// The same way again within so many days is the same news.
const SAME_DAYS: i32 = 14;
/// From so many watched views on the limits are wider, so that chance alone does not call every month.
const MANY: usize = 50;
/// Of so many last days the score is told, or of the first that has enough answers.
const TOLD_DAYS: [i32; 3] = [7, 14, 28];
/// So many days before the chart tell what is usual.
const BASELINE_DAYS: i32 = 180;

/// Why a view cannot be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It is cut by two segments, which no roll-up counts: half a year of answers would be looked through each day.
    TwoSegments,
    /// Its survey or its question is gone.
    Gone,
}

impl WhyNot {
    /// Its word in texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::TwoSegments => "two",
            Self::Gone => "gone",
        }
    }
}

impl std::fmt::Display for WhyNot {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::TwoSegments => {
                "a view of two segments cannot be watched; save one of a single segment and watch that"
            }
            Self::Gone => "a view whose survey or question is gone cannot be watched",
        })
    }
}

/// Why a view cannot be watched, if it cannot.
pub fn why_not(conn: &mut Conn, cx: &Cx, row: &SavedView) -> Result<Option<WhyNot>, Error> {
    match row.view().and_then(|view| view::resolve(conn, cx, &view)) {
        Ok(resolved) => Ok((resolved.segments.len() > 1).then_some(WhyNot::TwoSegments)),
        Err(Error::Invalid(_) | Error::NotFound(_)) => Ok(Some(WhyNot::Gone)),
        Err(error) => Err(error),
    }
}

/// An hour after the next day begins where the business is.
pub fn next_turn(workspace: &Workspace, now: Time) -> Time {
    const HOUR_SECS: i64 = 3_600;
    let today = workspace.day(now);
    let hour_after = |day: i32| day_start(workspace, day).plus_secs(HOUR_SECS);
    if hour_after(today) > now { hour_after(today) } else { hour_after(today + 1) }
}

/// Looks at all watched views and returns the alarms that are new. Reads many days, and writes nothing.
pub fn look(conn: &mut Conn, cx: &Cx) -> Result<Vec<ViewAlarm>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut watched = views::list(conn, cx.workspace)?;
    watched.retain(|row| row.alarm);
    let chart = if watched.len() >= MANY { Ewma::MANY_CHARTS } else { Ewma::default() };
    let mut found = Vec::new();
    for row in &watched {
        found.extend(look_at(conn, cx, &workspace, row, chart)?);
    }
    Ok(found)
}

/// Keeps what was found and tells it; what another process kept meanwhile is told by that one.
pub fn keep(conn: &mut Conn, cx: &Cx, found: &[ViewAlarm]) -> Result<(), Error> {
    let mut new = false;
    for alarm in found {
        new |= view_alarms::insert(conn, &ViewAlarm { told_at: cx.now, ..alarm.clone() })?;
    }
    if new {
        let workspace = workspaces::load(conn, cx.workspace)?;
        super::tell(conn, cx, &workspace)?;
    }
    Ok(())
}

fn look_at(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    row: &SavedView,
    chart: Ewma,
) -> Result<Option<ViewAlarm>, Error> {
    let Some(resolved) = resolved(conn, cx, row)?.filter(|resolved| resolved.segments.len() < 2) else {
        return Ok(None);
    };
    let last = workspace.day(cx.now) - 1;
    let from = last - CHART_DAYS + 1;
    let counted = daily(conn, cx, &resolved, (from - BASELINE_DAYS, last))?;
    // Of a part of the answers nothing is concluded.
    if counted.cut_at.is_some() {
        return Ok(None);
    }
    let found = alarms_of(&resolved.measure, &counted, (from, last), chart)?;
    let Some(newest) = found.iter().rev().find(|alarm| alarm.day > last - NEWS_DAYS) else { return Ok(None) };
    let direction = direction(newest);
    let told = view_alarms::since(conn, cx.workspace, newest.day - SAME_DAYS)?;
    if told.iter().any(|one| one.view_id == row.id && one.direction == direction) {
        return Ok(None);
    }
    let (_, answers, shown) = recent(&resolved, &counted, newest.day)?;
    // Fewer than five answers are counts, and no score that fell.
    let Some(shown) = shown else { return Ok(None) };
    Ok(Some(ViewAlarm {
        workspace_id: cx.workspace,
        view_id: row.id,
        day: newest.day,
        direction,
        value: shown.value,
        usual: (newest.usual * 100.0).round() as i32,
        answers: i64::try_from(answers).unwrap_or(i64::MAX),
        told_at: cx.now,
    }))
}

fn direction(alarm: &AlarmDay) -> Direction {
    match alarm.alarm {
        Alarm::Fall => Direction::Fall,
        Alarm::Rise => Direction::Rise,
    }
}

/// The view as it stands; none where its survey or question is gone.
fn resolved(conn: &mut Conn, cx: &Cx, row: &SavedView) -> Result<Option<Resolved>, Error> {
    let found = row.view().and_then(|view| view::resolve(conn, cx, &view));
    match found {
        Ok(resolved) => Ok(resolved.answered.is_some().then_some(resolved)),
        Err(Error::Invalid(_) | Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// How many days up to this one are told, with their answers and their score.
fn recent(resolved: &Resolved, counted: &Daily, day: i32) -> Result<(i32, u64, Option<Value>), Error> {
    let mut found = (0, 0, None);
    for days in TOLD_DAYS {
        let counts = counted.sum((day - days + 1, day));
        found = (days, counts.n(), value::shown(&resolved.measure, &counts)?);
        if found.2.is_some() {
            break;
        }
    }
    Ok(found)
}

/// An alarm's days, read again.
pub struct Told {
    /// So many days up to the alarm's.
    pub days: i32,
    /// Their score, as it is now.
    pub shown: Option<Value>,
    /// The survey.
    pub survey: i32,
    /// The score is a share, in per cent.
    pub is_share: bool,
}

/// What an alarm is told with; none where its survey or its question is gone.
pub fn told(conn: &mut Conn, cx: &Cx, row: &SavedView, alarm: &ViewAlarm) -> Result<Option<Told>, Error> {
    let Some(resolved) = resolved(conn, cx, row)? else { return Ok(None) };
    let counted = daily(conn, cx, &resolved, (alarm.day - CHART_DAYS, alarm.day))?;
    let (days, _, shown) = recent(&resolved, &counted, alarm.day)?;
    let (survey, is_share) = (resolved.measure.row.id, !resolved.measure.is_nps());
    Ok(Some(Told { days, shown, survey, is_share }))
}
