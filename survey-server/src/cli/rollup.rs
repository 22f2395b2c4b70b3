//! `rollup verify|rebuild`: the counts that reports are read from, compared with the answers and put right.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Failure, Session};
use crate::clock::Cx;
use crate::response::recount;
use crate::response::rollup::verify::{self, DAYS, Difference};
use crate::store::rollups::Cell;
use crate::store::{Db, workspaces};

/// So many differences are named.
const NAMED: usize = 20;

/// So often a day is counted again whose settings change meanwhile.
const LOOKS: usize = 5;

/// What to do with the roll-ups.
#[derive(Debug, Subcommand)]
pub enum RollupCommand {
    /// Counts all answers and says where the roll-ups differ: exit status 1.
    Verify,
    /// Counts all answers and puts right what differs, also while the server serves.
    Rebuild,
}

/// Runs it.
pub(super) fn run(session: &Session, command: &RollupCommand) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let (cx, _) = db.read_now(|conn| session.context(conn))?;
    let (differing, first) = match command {
        RollupCommand::Verify => verify(&db, &cx)?,
        RollupCommand::Rebuild => rebuild(&db, &cx)?,
    };
    for difference in &first {
        println!("{difference}");
    }
    if differing > first.len() {
        println!("and {} more", differing - first.len());
    }
    match (command, differing) {
        (_, 0) => println!("the roll-ups are what the answers say"),
        (RollupCommand::Rebuild, n) => println!("{n} counts were put right"),
        (RollupCommand::Verify, n) => {
            return Err(Failure::Work(format!(
                "{n} counts are not what the answers say; put them right with: survey-server rollup rebuild"
            )));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// How many counts differ, and the first of them.
pub fn verify(db: &Db, cx: &Cx) -> Result<(usize, Vec<Difference>), Failure> {
    let workspace = db.read_now(|conn| workspaces::load(conn, cx.workspace))?;
    if workspace.settings.0.counting.before.is_some() {
        return Err(Failure::Work(
            "the answers are just being counted anew after a change of settings or of the program; try again later, or run: \
             survey-server rollup rebuild"
                .to_owned(),
        ));
    }
    let (mut differing, mut first) = (0, Vec::new());
    each_weeks(db, cx, |found| {
        differing += found.len();
        first.extend(found.into_iter().take(NAMED - first.len()));
        Ok(())
    })?;
    Ok((differing, first))
}

/// Puts right what differs; how many counts that were, and the first of them as they were.
pub fn rebuild(db: &Db, cx: &Cx) -> Result<(usize, Vec<Difference>), Failure> {
    // What is under way is finished first: the job then finds nothing to do.
    db.write_now(|conn| recount::upgrade(conn, cx))?;
    let mut after = None;
    while let Some(next) = db.write_now(|conn| recount::slice(conn, cx, after))? {
        after = Some(next);
    }
    while db.write_now(|conn| recount::handed_out(conn, cx))? {}
    let (mut mended, mut first) = (0, Vec::new());
    each_weeks(db, cx, |found| {
        let mut days: BTreeMap<i32, Vec<Cell>> = BTreeMap::new();
        for difference in &found {
            days.entry(difference.cell.day).or_default().push(difference.cell.clone());
        }
        first.extend(found.into_iter().take(NAMED - first.len()));
        for (day, cells) in days {
            mended += mend(db, cx, day, &cells)?;
        }
        Ok(())
    })?;
    Ok((mended, first))
}

/// Puts a day right: counted as of one moment while answers come in, and written in a moment.
fn mend(db: &Db, cx: &Cx, day: i32, cells: &[Cell]) -> Result<usize, Failure> {
    for _ in 0..LOOKS {
        let drift = db.snapshot_now(|conn| verify::drift(conn, cx, day, cells))?;
        if let Some(changed) = db.write_now(|conn| verify::mend(conn, cx, &drift))? {
            return Ok(changed);
        }
    }
    Err(Failure::Work("the settings change while the answers are counted; try again later".to_owned()))
}

fn each_weeks(db: &Db, cx: &Cx, mut each: impl FnMut(Vec<Difference>) -> Result<(), Failure>) -> Result<(), Failure> {
    let workspace = db.read_now(|conn| workspaces::load(conn, cx.workspace))?;
    let Some((first, last)) = db.read_now(|conn| verify::days(conn, &workspace))? else { return Ok(()) };
    let bar = bar(u64::from(first.abs_diff(last)) + 1);
    let mut from = first;
    while from <= last {
        let until = last.min(from + DAYS - 1);
        each(db.read_now(|conn| verify::differences(conn, &workspace, (from, until)))?)?;
        bar.inc(u64::from(from.abs_diff(until)) + 1);
        from = until + 1;
    }
    bar.finish_and_clear();
    Ok(())
}

/// A bar of days on the terminal; none where there is no terminal.
fn bar(days: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(days);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} day {pos} of {len}, {eta} left") {
        bar.set_style(style);
    }
    bar
}
