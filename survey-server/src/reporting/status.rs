//! How the installation is: what waits, what failed, what is under way. For whoever looks after it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::campaign::progress::{self, Progress};
use crate::outreach::route;
use crate::reporting::score::day_start;
use crate::store::campaigns::State as CampaignState;
use crate::store::deliveries::{self, Stage};
use crate::store::endpoints::{self, State as EndpointState};
use crate::store::jobs::{self, Class};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time};

/// A job that is due and waits longer than this waits for a worker that is not there.
const LATE_MS: i64 = 5 * 60_000;
/// So many of a workspace's newest campaigns are looked at.
const CAMPAIGNS: i64 = 50;
/// A campaign that has ended is told of for so long.
const ENDED_DAYS: i64 = 7;

/// Everything.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Status {
    /// When it was looked.
    pub at: String,
    /// The queue, by class.
    pub queue: Vec<Queue>,
    /// Jobs that a pause holds.
    pub held: i64,
    /// Jobs that failed for good.
    pub dead: i64,
    /// Mails that changed today, by how far they got.
    pub mails_today: BTreeMap<&'static str, i64>,
    /// Mails that are held because nobody knows whether they arrived.
    pub unknown_mails: i64,
    /// Mail servers that do not take our mails: sending over them pauses.
    pub paused: Vec<PausedLine>,
    /// Campaigns: drafts, those under way, and those that ended lately.
    pub campaigns: Vec<CampaignLine>,
    /// Endpoints that fail or were switched off for it.
    pub failing_endpoints: Vec<EndpointLine>,
    /// What is wrong, as sentences; empty when nothing is.
    pub problems: Vec<String>,
}

/// The jobs of one class.
#[derive(Clone, Debug, Serialize)]
pub struct Queue {
    /// The class.
    pub class: &'static str,
    /// All that wait, whenever they are due.
    pub waiting: i64,
    /// Those that are due now.
    pub due: i64,
    /// How long the oldest of these is due, in seconds; none when none is.
    pub oldest_due_seconds: Option<i64>,
}

/// One mail server that does not take our mails.
#[derive(Clone, Debug, Serialize)]
pub struct PausedLine {
    /// Host and port.
    pub route: String,
    /// Since when.
    pub since: String,
    /// How far the conversation came, and what the server said.
    pub why: String,
    /// When one mail is tried.
    pub next_try: String,
    /// How many mails are due and wait.
    pub waiting: i64,
}

/// One campaign.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the words of outreach::campaign::progress")]
pub struct CampaignLine {
    pub workspace: String,
    pub id: Id,
    pub name: String,
    pub state: CampaignState,
    pub percent: u64,
    pub people: u64,
    pub sent: u64,
    pub waiting: u64,
    pub not_asked: BTreeMap<String, u64>,
    pub failed: u64,
    pub unknown: u64,
}

/// One endpoint that fails.
#[derive(Clone, Debug, Serialize)]
pub struct EndpointLine {
    /// Its workspace's key.
    pub workspace: String,
    /// Its address.
    pub url: String,
    /// Whether it was switched off.
    pub disabled: bool,
    /// Failures in a row.
    pub failures: i32,
    /// Since when.
    pub since: Option<String>,
}

/// Looks at one workspace, or at all of them.
pub fn of(conn: &mut Conn, cx: &Cx, only: Option<&Workspace>) -> Result<Status, Error> {
    let workspaces = match only {
        Some(one) => vec![one.clone()],
        None => workspaces::list(conn)?,
    };
    let mut status = Status { at: cx.now.rfc3339(), ..Status::default() };
    queue(conn, cx, only, &mut status)?;
    paused(conn, cx, &mut status)?;
    for workspace in &workspaces {
        mails(conn, cx, workspace, &mut status)?;
        campaigns(conn, cx, workspace, &mut status)?;
        callbacks(conn, workspace, &mut status)?;
    }
    Ok(status)
}

fn paused(conn: &mut Conn, cx: &Cx, status: &mut Status) -> Result<(), Error> {
    let standing = route::standing(conn, cx.now)?;
    for breaker in standing.paused {
        let code = breaker.code.map(|code| format!("{code} ")).unwrap_or_default();
        let line = PausedLine {
            why: format!("{}: {code}{}", breaker.stage, breaker.reason),
            route: breaker.route,
            since: breaker.opened_at.rfc3339(),
            next_try: breaker.next_try_at.rfc3339(),
            waiting: standing.waiting,
        };
        status.problems.push(format!(
            "{} does not take our mails since {} ({}): {} wait, the next try is at {}",
            line.route, line.since, line.why, line.waiting, line.next_try
        ));
        status.paused.push(line);
    }
    Ok(())
}

fn queue(conn: &mut Conn, cx: &Cx, only: Option<&Workspace>, status: &mut Status) -> Result<(), Error> {
    let only = only.map(|workspace| workspace.id);
    let counts = jobs::by_class_and_state(conn, only)?;
    let of = |state| counts.iter().filter(move |(_, at, _)| *at == state);
    status.held = of(jobs::State::Held).map(|(_, _, count)| count).sum();
    status.dead = of(jobs::State::Dead).map(|(_, _, count)| count).sum();
    let due = jobs::due_by_class(conn, only, cx.now)?;
    for (class, word) in
        [(Class::Alert, "alert"), (Class::Single, "single"), (Class::Campaign, "campaign"), (Class::Upkeep, "upkeep")]
    {
        let number = class as i32;
        let waiting = of(jobs::State::Due)
            .chain(of(jobs::State::Parked))
            .filter(|(of, ..)| *of == number)
            .map(|(_, _, count)| count)
            .sum();
        let due = due.iter().find(|(of, ..)| *of == number);
        let oldest = due.and_then(|(_, _, oldest)| *oldest);
        // A campaign's mails may wait for one another; the others are a worker's matter of seconds.
        if let Some(oldest) = oldest.filter(|at| class != Class::Campaign && cx.now.0 - at.0 > LATE_MS) {
            let minutes = (cx.now.0 - oldest.0) / 60_000;
            status.problems.push(format!("a job of class {word} is due for {minutes} minutes: is a worker running?"));
        }
        status.queue.push(Queue {
            class: word,
            waiting,
            due: due.map_or(0, |(_, count, _)| *count),
            oldest_due_seconds: oldest.map(|at| ((cx.now.0 - at.0) / 1000).max(0)),
        });
    }
    if status.dead > 0 {
        status
            .problems
            .push(format!("{} jobs failed for good: look at them in the admin under Settings, Sending", status.dead));
    }
    Ok(())
}

fn mails(conn: &mut Conn, cx: &Cx, workspace: &Workspace, status: &mut Status) -> Result<(), Error> {
    let today = day_start(workspace, workspace.day(cx.now));
    for (stage, count) in deliveries::count_by_stage_since(conn, workspace.id, today)? {
        *status.mails_today.entry(stage.word()).or_default() += count;
        if stage == Stage::Unknown {
            status.problems.push(format!(
                "{count} mails of {} were cut off today, and nobody knows whether they arrived; they are not sent again",
                workspace.key
            ));
        }
    }
    let all = deliveries::count_by_stage(conn, workspace.id)?;
    status.unknown_mails += all.iter().filter(|(at, _)| *at == Stage::Unknown).map(|(_, count)| count).sum::<i64>();
    Ok(())
}

fn campaigns(conn: &mut Conn, cx: &Cx, workspace: &Workspace, status: &mut Status) -> Result<(), Error> {
    let cx = Cx { workspace: workspace.id, ..cx.clone() };
    for seen in progress::list(conn, &cx, CAMPAIGNS)? {
        if seen.campaign.finished_at.is_some_and(|at| at < cx.now.plus_days(-ENDED_DAYS)) {
            continue;
        }
        let Progress { sent, waiting, failed, unknown, .. } = seen;
        status.campaigns.push(CampaignLine {
            workspace: workspace.key.clone(),
            id: seen.campaign.id,
            state: seen.campaign.state,
            percent: seen.percent(),
            people: seen.campaign.report.0.good,
            sent,
            waiting,
            not_asked: seen.not_asked(),
            failed,
            unknown,
            name: seen.campaign.name,
        });
    }
    Ok(())
}

fn callbacks(conn: &mut Conn, workspace: &Workspace, status: &mut Status) -> Result<(), Error> {
    for endpoint in endpoints::list(conn, workspace.id)? {
        let disabled = endpoint.state == EndpointState::Disabled;
        if endpoint.failing_since.is_none() && !disabled {
            continue;
        }
        let since = endpoint.failing_since.map(Time::rfc3339);
        let (url, said) = (&endpoint.url, since.as_deref().unwrap_or("an unknown moment"));
        status.problems.push(if disabled {
            format!("callbacks to {url} are switched off after failures since {said}")
        } else {
            format!("callbacks to {url} fail since {said}")
        });
        status.failing_endpoints.push(EndpointLine {
            workspace: workspace.key.clone(),
            disabled,
            failures: endpoint.failures,
            since,
            url: endpoint.url,
        });
    }
    Ok(())
}
