//! `status`: how the installation is, for people or for a program that watches it.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::campaign::thousands;
use super::{Failure, Session};
use crate::account::workspace;
use crate::reporting::status::{self, Status};

/// What `status` is given.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without --workspace it tells of the whole installation. The exit status is 1 when something is wrong: jobs that failed
for good or wait for a worker, mails that were cut off today, callbacks that fail.")]
pub(super) struct StatusArgs {
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(session: &Session, args: &StatusArgs) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let cx = session.cx(0)?;
    let status = db.read_now(|conn| {
        let only = match &session.chosen {
            Some(key) => Some(workspace::named(conn, key)?),
            None => None,
        };
        status::of(conn, &cx, only.as_ref())
    })?;
    if args.json {
        let text = serde_json::to_string_pretty(&status).map_err(|error| Failure::Work(error.to_string()))?;
        println!("{text}");
    } else {
        print!("{}", page(&status));
    }
    Ok(if status.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn page(status: &Status) -> String {
    let count = |number: i64| thousands(number.unsigned_abs());
    let mut text = String::new();
    for queue in &status.queue {
        let due = match queue.oldest_due_seconds {
            Some(seconds) => format!("{} due, the oldest for {seconds} s", count(queue.due)),
            None => "none due".to_owned(),
        };
        let _ = writeln!(text, "queue      {:9} {} waiting, {due}", queue.class, count(queue.waiting));
    }
    let _ = writeln!(text, "jobs       {} held, {} dead", count(status.held), count(status.dead));
    let mails: Vec<String> =
        status.mails_today.iter().map(|(stage, number)| format!("{} {stage}", count(*number))).collect();
    let mails = if mails.is_empty() { "none".to_owned() } else { mails.join(", ") };
    let _ = writeln!(text, "mails      today: {mails}; {} unknown in all", count(status.unknown_mails));
    for one in &status.campaigns {
        let not_asked: u64 = one.not_asked.values().sum();
        let _ = writeln!(
            text,
            "campaign   {:9} {:>3} %  {}: {} of {} sent, {} waiting, {} not asked, {} failed, {} unknown ({})",
            one.state.word(),
            one.percent,
            one.name,
            thousands(one.sent),
            thousands(one.people),
            thousands(one.waiting),
            thousands(not_asked),
            thousands(one.failed),
            thousands(one.unknown),
            one.id
        );
    }
    for one in &status.failing_endpoints {
        let _ = writeln!(text, "endpoint   {} failures in a row: {}", one.failures, one.url);
    }
    for problem in &status.problems {
        let _ = writeln!(text, "problem    {problem}");
    }
    if status.problems.is_empty() {
        text.push_str("nothing is wrong\n");
    }
    text
}
