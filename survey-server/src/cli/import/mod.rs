//! `import`: people, events and answers from a CSV file. Imported history never acts.

pub(super) mod moment;
mod refused;
mod slices;
mod store;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use crate::clock::{Clock, Cx};
use crate::error::Error;
use crate::outreach::event::Asking;
use crate::response::asked;
use crate::store::{Conn, Db, surveys, workspaces};
use crate::table::columns::{self, Columns};
use crate::table::{Table, TableError};
use refused::{Refused, RefusedRows};
use slices::{ROWS, Slices};
use store::Target;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Customers.
    People,
    /// Purchases, deliveries, services.
    Events,
    /// Answers to a survey.
    Responses,
}

impl Kind {
    fn of_columns(self) -> columns::Kind {
        match self {
            Kind::People => columns::Kind::People,
            Kind::Events => columns::Kind::Events,
            Kind::Responses => columns::Kind::Responses,
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Kind::People => "people",
            Kind::Events => "events",
            Kind::Responses => "responses",
        }
    }
}

/// What `import` is given.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
Examples:
  survey-server import people customers.csv
  survey-server import events orders.csv --map order_no=id --map delivered=occurred_at --set type=order.delivered
  survey-server import responses answers.csv --survey default --dry-run

Columns are found by their headings (e-mail, phone number, name, created at, score, a question's key…); every other
column becomes a property. Times are RFC 3339, 2026-11-20 10:00:00 in the workspace's zone, or Unix seconds. Rows that
cannot be taken go to FILE.refused.csv with the reason. Importing the same file again adds nothing twice.
The exit status is 1 when no row could be taken.")]
pub struct Args {
    /// What the rows are.
    pub kind: Kind,
    /// The CSV file: UTF-8, the first row names the columns.
    pub file: PathBuf,
    /// The survey that was answered (for responses); without it the workspace's default survey.
    #[arg(long, value_name = "KEY")]
    pub survey: Option<String>,
    /// What a column holds: a field, a question's key, properties.NAME, or - for nothing. Can be given several times.
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = pair)]
    pub map: Vec<(String, String)>,
    /// The same value for every row. Can be given several times.
    #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,
    /// Checks every row and changes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Events also ask, by the workspace's plan: counted first, and done after a confirmation.
    #[arg(long)]
    pub ask: bool,
    /// Confirms beforehand.
    #[arg(long)]
    pub yes: bool,
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((left, right)) if !left.trim().is_empty() && !right.trim().is_empty() => {
            Ok((left.trim().to_owned(), right.trim().to_owned()))
        }
        _ => Err("must have the form LEFT=RIGHT".to_owned()),
    }
}

/// Why an import could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command or the heading does not fit: the sentence says what would.
    #[error("{0}")]
    Usage(String),
    /// The file as a whole.
    #[error("{0}")]
    Table(#[from] TableError),
    /// A file could not be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The database failed before the import began.
    #[error("{0}")]
    Database(#[from] Error),
    /// The database failed on the way.
    #[error("stopped before row {row}: {error}. What was imported is kept; the same command goes on where it stopped")]
    Stopped {
        /// The first row that is not stored.
        row: u64,
        /// What failed.
        error: Error,
    },
}

impl Failure {
    /// Whether the command was wrong rather than the world.
    pub fn is_usage(&self) -> bool {
        matches!(self, Failure::Usage(_) | Failure::Database(Error::Invalid(_)))
    }
}

/// How many rows came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that are new.
    pub new: u64,
    /// Rows that were there already.
    pub known: u64,
    /// New events whose person is asked.
    pub asked: u64,
    /// New events whose person is not asked, by reason.
    pub not_asked: BTreeMap<&'static str, u64>,
}

/// What an import came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    kind: Kind,
    dry_run: bool,
    /// How many rows came to what.
    pub counts: Counts,
    /// What was refused.
    pub refused: RefusedRows,
}

impl Report {
    /// Whether there were rows and none could be taken.
    pub fn is_failure(&self) -> bool {
        self.refused.count > 0 && self.counts.new + self.counts.known == 0
    }

    /// What to tell people.
    pub fn sentences(&self) -> String {
        let Counts { new, known, asked, not_asked } = &self.counts;
        let verb = if self.dry_run { "would be imported" } else { "imported" };
        let mut text = format!("{new} {} {verb}, {known} were there already", self.kind.plural());
        if *asked > 0 || !not_asked.is_empty() {
            let _ = write!(text, ", {asked} people {} asked", if self.dry_run { "would be" } else { "are" });
            let reasons: Vec<String> = not_asked.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
            if !reasons.is_empty() {
                let _ = write!(text, " (not asked: {})", reasons.join(", "));
            }
        }
        let RefusedRows { count, first, file } = &self.refused;
        let _ = match file {
            None => write!(text, ", none refused"),
            Some(file) => write!(text, ", {count} refused, which are in {}", file.display()),
        };
        for sentence in first {
            let _ = write!(text, "\n  {sentence}");
        }
        if *count > first.len() as u64 {
            let _ = write!(text, "\n  and {} more", count - first.len() as u64);
        }
        text
    }
}

/// Imports a file into the workspace of `cx`. With `--ask` the rows are first counted as they would be asked, and
/// `confirm` is shown the count.
pub fn run(
    db: &Db,
    clock: &dyn Clock,
    cx: &Cx,
    args: &Args,
    confirm: impl FnOnce(&str) -> io::Result<bool>,
) -> Result<Report, Failure> {
    if args.ask && args.kind != Kind::Events {
        return Err(Failure::Usage("--ask is for events; people and responses ask nobody".to_owned()));
    }
    if args.survey.is_some() && args.kind != Kind::Responses {
        return Err(Failure::Usage("--survey is for responses".to_owned()));
    }
    let pass = |asking, dry_run| import(db, clock, cx, args, asking, dry_run);
    if !args.ask {
        return pass(Asking::Never, args.dry_run);
    }
    let forecast = pass(Asking::InBulk, true)?;
    if args.dry_run {
        return Ok(forecast);
    }
    let question = format!("{}\nAsk up to {} people?", forecast.sentences(), forecast.counts.asked);
    if args.yes || confirm(&question)? { pass(Asking::InBulk, false) } else { Ok(forecast) }
}

fn import(db: &Db, clock: &dyn Clock, cx: &Cx, args: &Args, asking: Asking, dry_run: bool) -> Result<Report, Failure> {
    let file = File::open(&args.file)
        .map_err(|error| Failure::Usage(format!("{} cannot be read: {error}", args.file.display())))?;
    let size = file.metadata()?.len();
    let target = db.read_now(|conn| target(conn, cx, args, asking))?;
    let mut table = Table::open(file)?;
    let survey = target.survey.as_ref().map(|(_, setting)| setting.survey.clone());
    let heading = table.heading().to_vec();
    let columns = Columns::assign(args.kind.of_columns(), survey.as_deref(), &heading, &args.map, &args.set)
        .map_err(Failure::Usage)?;
    let mut slices = Slices {
        db,
        clock,
        cx: cx.clone(),
        columns: &columns,
        heading: &heading,
        target,
        refused: Refused::beside(&args.file, &heading),
        counts: Counts::default(),
        dry_run,
    };
    let progress = progress(size, &args.file);
    loop {
        let mut rows = Vec::with_capacity(ROWS);
        while rows.len() < ROWS
            && let Some(row) = table.next_row()?
        {
            rows.push(row);
        }
        if rows.is_empty() {
            break;
        }
        slices.store(rows)?;
        progress.set_position(table.bytes_read());
    }
    progress.finish_and_clear();
    Ok(Report { kind: args.kind, dry_run, counts: slices.counts, refused: slices.refused.finish()? })
}

fn target(conn: &mut Conn, cx: &Cx, args: &Args, asking: Asking) -> Result<Target, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let survey = if args.kind == Kind::Responses {
        let key = args.survey.as_ref().unwrap_or(&workspace.settings.0.default_survey);
        let row = surveys::find_by_key(conn, workspace.id, key)?.ok_or_else(|| {
            Error::invalid("--survey", format!("there is no survey {key}; make it first, or name another"))
        })?;
        let setting = asked::setting(conn, cx.workspace, &row, row.version, None)?;
        Some((row, setting))
    } else {
        None
    };
    Ok(Target { kind: args.kind, workspace, survey, asking, seen: HashMap::new(), seen_now: Vec::new() })
}

/// A bar on the terminal; none where there is no terminal.
pub(super) fn progress(size: u64, file: &Path) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(size);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:40} {percent} %, {eta} left") {
        bar.set_style(style);
    }
    bar.with_message(file.file_name().unwrap_or_default().to_string_lossy().into_owned())
}
