//! Answers that stop coming in and mails that stop going out: held against the same hours of the four weeks before.

use survey_core::trend::Silence;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::view_alarms::{self, Flow, FlowAlarm};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time, flows, surveys};

/// Looked at so often.
pub const EVERY_SECS: i64 = 3_600;
const HOUR_MS: i64 = 3_600_000;
const WEEK_MS: i64 = 7 * 24 * HOUR_MS;
/// What somebody switched off in so many days explains a silence: the weeks before it are no measure.
const SWITCHED_DAYS: i64 = 35;
/// Alarms that are looked at, newest first.
const KEPT: i64 = 20;

/// What is usual while nothing is wrong, and since when it is silent.
struct Seen {
    last: Time,
    silence: Silence,
}

/// Looks at both flows and returns how much is new: stopped, or flowing again.
pub fn look(conn: &mut Conn, cx: &Cx) -> Result<usize, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let open: Vec<FlowAlarm> =
        view_alarms::flows(conn, cx.workspace, KEPT)?.into_iter().filter(|alarm| alarm.ended_at.is_none()).collect();
    let mut new = 0;
    for kind in [Flow::Answers, Flow::Mails] {
        let seen = seen(conn, cx, &workspace, kind)?;
        let standing = open.iter().find(|alarm| alarm.kind == kind);
        new += usize::from(match (standing, seen) {
            // Nobody expects anything any more: it ends without a word. One millisecond off, it bears no notice's moment.
            (Some(alarm), None) => {
                view_alarms::end_flow(conn, alarm, cx.now.plus_ms(-1))?;
                false
            }
            (Some(alarm), Some(seen)) if seen.last > alarm.since => view_alarms::end_flow(conn, alarm, cx.now)?,
            (None, Some(seen)) if seen.silence.is_broken() => {
                let alarm =
                    FlowAlarm { workspace_id: cx.workspace, kind, since: seen.last, told_at: cx.now, ended_at: None };
                view_alarms::insert_flow(conn, &alarm)?
            }
            (Some(_), Some(_)) | (None, _) => false,
        });
    }
    if new > 0 {
        super::tell(conn, cx, &workspace)?;
    }
    Ok(new)
}

/// The silence of a flow; none where nothing is expected: nothing ever came, the workspace is younger than the weeks that it
/// would be held against (so that no demo and no import triggers), or somebody switched off what makes it flow.
fn seen(conn: &mut Conn, cx: &Cx, workspace: &Workspace, kind: Flow) -> Result<Option<Seen>, Error> {
    let lately = cx.now.plus_days(-SWITCHED_DAYS);
    let autopilot = &workspace.settings.0.autopilot;
    if !autopilot.active && autopilot.updated_at.is_some_and(|at| at > lately) {
        return Ok(None);
    }
    let all = surveys::list(conn, cx.workspace)?;
    let closed_lately = all.iter().any(|survey| survey.closed_at.is_some_and(|at| at > lately));
    let open: Vec<i32> = all.iter().filter(|survey| survey.closed_at.is_none()).map(|survey| survey.id).collect();
    if open.is_empty() || (kind == Flow::Mails && closed_lately) {
        return Ok(None);
    }
    let last = match kind {
        Flow::Answers => flows::last_answer(conn, cx.workspace, &open)?,
        Flow::Mails => flows::last_mail(conn, cx.workspace)?,
    };
    // The first workspace is as old as its database's first migration, which has no time: its first survey has.
    let began = all.iter().map(|survey| survey.created_at).min().unwrap_or(cx.now).max(workspace.created_at);
    let Some(last) = last.filter(|last| last.plus_ms(-4 * WEEK_MS) >= began) else { return Ok(None) };
    // Longer than a week is judged by its first one: it would be held against itself.
    let length = (cx.now.0 - last.0).clamp(0, WEEK_MS);
    let hours = length as f64 / HOUR_MS as f64;
    let mut before = [0; 4];
    if hours >= Silence::LEAST_HOURS {
        for (weeks, count) in (1..).zip(before.iter_mut()) {
            // Later than the one that came last, which would otherwise count its own hour.
            let from = last.plus_ms(1 - weeks * WEEK_MS);
            let span = (from, from.plus_ms(length));
            *count = match kind {
                Flow::Answers => flows::answers(conn, cx.workspace, &open, span)?,
                Flow::Mails => flows::mails(conn, cx.workspace, span)?,
            };
        }
    }
    let waiting = match kind {
        Flow::Mails => {
            let since = cx.now.plus_ms(-((Silence::LEAST_HOURS * HOUR_MS as f64) as i64));
            // Where little goes out nobody is called for a few that wait.
            let usual = flows::mails(conn, cx.workspace, (last.plus_ms(-4 * WEEK_MS), last))?;
            if usual >= LEAST_A_MONTH { flows::waiting(conn, cx.workspace, since)? } else { 0 }
        }
        Flow::Answers => 0,
    };
    Ok(Some(Seen { last, silence: Silence { hours, before, waiting } }))
}

/// Ten a week: of less, no silence is remarkable.
const LEAST_A_MONTH: u64 = 40;
