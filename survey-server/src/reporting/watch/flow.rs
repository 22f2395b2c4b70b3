//! Answers that stop coming in and mails that stop going out: held against the same hours of the four weeks before, or of
//! the two or three that there were.

use survey_core::trend::Silence;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::flows::{self, Answers};
use crate::store::view_alarms::{self, Flow, FlowAlarm};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time, surveys};

/// Looked at so often.
pub const EVERY_SECS: i64 = 3_600;
const HOUR_MS: i64 = 3_600_000;
const WEEK_MS: i64 = 7 * 24 * HOUR_MS;
/// What somebody switched off in so many days explains a silence: the weeks before it are no measure.
const SWITCHED_DAYS: i64 = 35;
/// Alarms that are looked at, newest first.
const KEPT: i64 = 20;
/// So many mails a week: of fewer, no silence is remarkable.
const LEAST_A_WEEK: u64 = 10;

/// What is to be written down of a flow.
#[derive(Clone, Debug)]
pub enum Found {
    /// It has stopped since this moment.
    Stopped(Flow, Time),
    /// It flows again.
    Flows(FlowAlarm),
    /// Nobody expects anything any more.
    Unexpected(FlowAlarm),
}

/// What is expected to flow.
struct Expected {
    /// When the first survey was made: the first workspace is as old as its database's first migration, which has no time.
    began: Time,
    /// The open surveys.
    open: Vec<i32>,
    /// Those that were closed lately: their mails are no measure.
    closed: Vec<i32>,
    /// The autopilot was switched off lately, so that nobody is invited by it: what came of that is no measure.
    paused: bool,
}

/// What is usual while nothing is wrong, and since when it is silent.
struct Seen {
    last: Time,
    silence: Silence,
}

/// Looks at both flows. Reads much, and writes nothing.
pub fn look(conn: &mut Conn, cx: &Cx) -> Result<Vec<Found>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let expected = Expected::read(conn, cx, &workspace)?;
    let open: Vec<FlowAlarm> =
        view_alarms::flows(conn, cx.workspace, KEPT)?.into_iter().filter(|alarm| alarm.ended_at.is_none()).collect();
    let mut found = Vec::new();
    for kind in [Flow::Answers, Flow::Mails] {
        let standing = open.iter().find(|alarm| alarm.kind == kind);
        found.extend(match (standing, expected.seen(conn, cx, kind)?) {
            (Some(alarm), None) => Some(Found::Unexpected(alarm.clone())),
            (Some(alarm), Some(seen)) if seen.last > alarm.since => Some(Found::Flows(alarm.clone())),
            (None, Some(seen)) if seen.silence.is_broken() => Some(Found::Stopped(kind, seen.last)),
            (Some(_), Some(_)) | (None, _) => None,
        });
    }
    Ok(found)
}

/// Writes down what was found, as far as it still is so, and tells what is new: what another process wrote meanwhile is told
/// by that one. Returns how much is new.
pub fn keep(conn: &mut Conn, cx: &Cx, found: &[Found]) -> Result<usize, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut new = 0;
    for one in found {
        new += usize::from(match one {
            // It ends without a word: one millisecond off, it bears no notice's moment.
            Found::Unexpected(alarm) => {
                view_alarms::end_flow(conn, alarm, cx.now.plus_ms(-1))?;
                false
            }
            Found::Flows(alarm) => view_alarms::end_flow(conn, alarm, cx.now)?,
            Found::Stopped(kind, since) => {
                let (workspace_id, kind, since) = (cx.workspace, *kind, *since);
                let alarm = FlowAlarm { workspace_id, kind, since, told_at: cx.now, ended_at: None };
                // One may have come in since it was looked at.
                let last = Expected::read(conn, cx, &workspace)?.last(conn, cx, kind)?;
                last == Some(since) && view_alarms::open_flow(conn, &alarm)?
            }
        });
    }
    if new > 0 {
        super::tell(conn, cx, &workspace)?;
    }
    Ok(new)
}

impl Expected {
    fn read(conn: &mut Conn, cx: &Cx, workspace: &Workspace) -> Result<Self, Error> {
        let lately = cx.now.plus_days(-SWITCHED_DAYS);
        let autopilot = &workspace.settings.0.autopilot;
        let all = surveys::list(conn, cx.workspace)?;
        let began = all.iter().map(|survey| survey.created_at).min().unwrap_or(cx.now).max(workspace.created_at);
        let closed_lately = all.iter().filter(|survey| survey.closed_at.is_some_and(|at| at > lately));
        Ok(Expected {
            began,
            open: all.iter().filter(|survey| survey.closed_at.is_none()).map(|survey| survey.id).collect(),
            closed: closed_lately.map(|survey| survey.id).collect(),
            paused: !autopilot.active && autopilot.updated_at.is_some_and(|at| at > lately),
        })
    }

    /// Of an autopilot that was switched off nobody expects mails, and no answers of whom it would have asked; those by links,
    /// codes and tablets are still expected.
    fn answers(&self) -> Answers<'_> {
        Answers { surveys: &self.open, uninvited: self.paused }
    }

    fn last(&self, conn: &mut Conn, cx: &Cx, kind: Flow) -> Result<Option<Time>, Error> {
        match kind {
            Flow::Answers => flows::last_answer(conn, cx.workspace, self.answers()),
            Flow::Mails => flows::last_mail(conn, cx.workspace, &self.closed),
        }
    }

    fn count(&self, conn: &mut Conn, cx: &Cx, kind: Flow, span: (Time, Time)) -> Result<u64, Error> {
        match kind {
            Flow::Answers => flows::answers(conn, cx.workspace, self.answers(), span),
            Flow::Mails => flows::mails(conn, cx.workspace, &self.closed, span),
        }
    }

    /// The silence of a flow; none where nothing is expected: nothing ever came, the workspace is younger than two weeks (so
    /// that no demo and no import triggers), or somebody switched off what makes it flow.
    fn seen(&self, conn: &mut Conn, cx: &Cx, kind: Flow) -> Result<Option<Seen>, Error> {
        if self.open.is_empty() || (kind == Flow::Mails && self.paused) {
            return Ok(None);
        }
        let Some(last) = self.last(conn, cx, kind)? else { return Ok(None) };
        // What lies before the first survey was imported, or is a demo's.
        let weeks = usize::try_from((last.0 - self.began.0) / WEEK_MS).unwrap_or(0).min(Silence::WEEKS);
        if weeks < Silence::LEAST_WEEKS {
            return Ok(None);
        }
        // Longer than a week is judged by its first one: it would be held against itself.
        let length = (cx.now.0 - last.0).clamp(0, WEEK_MS);
        let hours = length as f64 / HOUR_MS as f64;
        let mut before = vec![0; weeks];
        if hours >= Silence::LEAST_HOURS {
            for (week, count) in (1..).zip(before.iter_mut()) {
                // Later than the one that came last, which would otherwise count its own hour.
                let from = last.plus_ms(1 - week * WEEK_MS);
                *count = self.count(conn, cx, kind, (from, from.plus_ms(length)))?;
            }
        }
        let waiting = if kind == Flow::Mails { self.waiting(conn, cx, last, weeks)? } else { 0 };
        Ok(Some(Seen { last, silence: Silence { hours, before, waiting } }))
    }

    /// Mails that have been due for long; where little goes out nobody is called for a few that wait.
    fn waiting(&self, conn: &mut Conn, cx: &Cx, last: Time, weeks: usize) -> Result<u64, Error> {
        let since = cx.now.plus_ms(-((Silence::LEAST_HOURS * HOUR_MS as f64) as i64));
        let weeks = i64::try_from(weeks).unwrap_or(i64::MAX);
        let usual = self.count(conn, cx, Flow::Mails, (last.plus_ms(-weeks * WEEK_MS), last))?;
        if usual < LEAST_A_WEEK.saturating_mul(weeks.unsigned_abs()) {
            return Ok(0);
        }
        flows::waiting(conn, cx.workspace, since)
    }
}
