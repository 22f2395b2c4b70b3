//! The durable queue's worker, and one runner per kind of job.
//!
//! A job holds ids; its runner loads the present state, decides again, acts outside any transaction, and settles.

mod alert;
mod anonymous;
mod ask_again;
mod autopilot;
mod callback;
mod campaign;
mod comments;
mod compose;
mod customer;
mod deadline;
mod deliver;
mod envelope;
mod erase;
mod improvement;
mod improvement_mail;
mod inbound;
mod known_problem;
mod mail;
mod manager;
mod message;
mod outgoing;
mod promise;
mod promote;
mod prune;
mod recount;
mod remind;
mod report;
mod room;
mod route;
mod unhappy;
mod wake;
mod watch;
pub mod worker;

use crate::app::App;
use crate::error::Error;
use crate::store::Time;
use crate::store::jobs::{Job, Payload};

/// Why a job did not succeed. There is no way around choosing: nothing converts into it by itself but an [`Error`],
/// which is always worth another try.
#[derive(Debug)]
pub enum JobError {
    /// Try again, at this moment or after the usual wait.
    Retry {
        /// When; none: by the schedule of attempts.
        at: Option<Time>,
        /// What happened.
        why: String,
    },
    /// It cannot be done: a person must look at it.
    Fail {
        /// What happened.
        why: String,
    },
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(_) | Error::NotFound(_) | Error::Malformed(_) => JobError::Fail { why: error.to_string() },
            _ => JobError::Retry { at: None, why: error.to_string() },
        }
    }
}

/// Waits between the attempts of a job whose runner has no schedule of its own, in seconds.
const WAITS_SECS: [i64; 8] = [5, 30, 120, 600, 1_800, 3_600, 14_400, 43_200];

/// When to try again after so many attempts; none: never.
fn next_attempt(attempts: i32, now: Time, jitter: f64) -> Option<Time> {
    let place = usize::try_from(attempts.max(1) - 1).ok()?;
    let secs = WAITS_SECS.get(place)?;
    Some(now.plus_ms((*secs as f64 * 1000.0 * (0.8 + 0.4 * jitter)) as i64))
}

/// Does a job. Every kind of payload has its runner here: a new kind does not compile without one.
async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let workspace = job.workspace_id;
    match job.payload.0 {
        // Mails to customers go in groups: see `outgoing`.
        Payload::Invite { .. } => Err(JobError::Fail { why: "such jobs are not done one by one".to_owned() }),
        Payload::Message { invitation } => message::run(app, workspace, invitation).await,
        Payload::Mail { delivery } => mail::run(app, workspace, delivery).await,
        Payload::Callback { callback } => callback::run(app, workspace, callback).await,
        Payload::Alert { case } => alert::run(app, workspace, case, job.due_at).await,
        Payload::TellManager { case } => manager::run(app, workspace, case).await,
        Payload::Wake { event } => wake::run(app, workspace, event).await,
        Payload::PlanWakes => wake::plan(app, workspace).await,
        Payload::Acknowledge { case } => promise::acknowledge(app, workspace, case).await,
        Payload::Promise { case, n } => promise::look(app, workspace, case, n).await,
        Payload::Absence { user } => promise::absence(app, workspace, user).await,
        Payload::KnownProblem { problem } => known_problem::run(app, workspace, problem).await,
        Payload::Escalate { case } => alert::escalate(app, workspace, case).await,
        Payload::Digest { to } => alert::digest(app, workspace, to).await,
        Payload::Room { message } => room::run(app, workspace, message).await,
        Payload::Deadline { case } => deadline::run(app, workspace, case).await,
        Payload::SendDigest { view, user, at } => report::turn(app, workspace, view, user, at).await,
        Payload::WatchScores => watch::scores(app, workspace).await,
        Payload::WatchFlows => watch::flows(app, workspace).await,
        Payload::AskAgain { case } => ask_again::run(app, workspace, case).await,
        Payload::TellImprovement { improvement, after } => improvement::run(app, workspace, improvement, after).await,
        Payload::Campaign { campaign } => campaign::run(app, workspace, campaign).await,
        Payload::Inbound { inbound } => inbound::run(app, workspace, inbound).await,
        Payload::Autopilot => autopilot::run(app, workspace).await,
        Payload::RemindSilent => remind::sweep(app, workspace).await,
        Payload::Remind { invitation, n } => remind::run(app, workspace, invitation, n).await,
        Payload::Erase { person, scores } => erase::run(app, workspace, person, scores).await,
        Payload::Anonymous => anonymous::run(app, workspace).await,
        Payload::Promote { invitation } => promote::run(app, workspace, invitation).await,
        Payload::Recount => recount::run(app, workspace).await,
        Payload::Limit => recount::limit(app, workspace).await,
        Payload::Comments => comments::run(app, workspace).await,
        Payload::TagRules => comments::tag(app, workspace).await,
        Payload::Prune => prune::run(app, job).await,
    }
}
