//! `export`: to standard output, for a spreadsheet or another program.

use std::io::Write;

use jiff::tz::TimeZone;

use super::Failure;
use super::import::moment;
use crate::clock::Cx;
use crate::reporting::export::{self, Scope};
use crate::store::{Db, Time, surveys, workspaces};

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Answers, with the person and the properties of each.
    Responses,
    /// Customers.
    People,
    /// Cases.
    Cases,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With a heading; cells that a spreadsheet would run as formulas have an apostrophe before them.
    Csv,
    /// An array with one object a line.
    Json,
}

/// What `export` is given.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
Examples:
  survey-server export responses --since 2026-10-01 > october.csv
  survey-server export cases --format json | jq '.[].state'

Times are RFC 3339, or dates in the workspace's zone. What `export` writes `import` reads.")]
pub struct Args {
    /// What is exported.
    pub kind: Kind,
    /// How it is written.
    #[arg(long, value_enum, default_value = "csv")]
    pub format: Format,
    /// Answered, added or opened at or after.
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Answered, added or opened at or before.
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Only of this survey.
    #[arg(long, value_name = "KEY")]
    pub survey: Option<String>,
}

/// Writes everything in the workspace of `cx` that the arguments name, and returns how many rows there were.
pub fn run(db: &Db, cx: &Cx, args: &Args, out: &mut dyn Write) -> Result<u64, Failure> {
    let (zone, survey) = db.read_now(|conn| {
        let zone = workspaces::load(conn, cx.workspace)?.zone();
        let survey = match &args.survey {
            Some(key) => Some(surveys::find_by_key(conn, cx.workspace, key)?),
            None => None,
        };
        Ok((zone, survey))
    })?;
    let survey = match survey {
        Some(None) => {
            let key = args.survey.as_deref().unwrap_or_default();
            return Err(Failure::Usage(format!("there is no survey {key} in this workspace")));
        }
        Some(Some(row)) => Some(row.id),
        None => None,
    };
    let scope = Scope {
        since: time("--since", args.since.as_ref(), &zone)?,
        until: time("--until", args.until.as_ref(), &zone)?,
        survey,
    };
    let what = match args.kind {
        Kind::Responses => export::What::Responses,
        Kind::People => export::What::People,
        Kind::Cases => export::What::Cases,
    };
    let format = match args.format {
        Format::Csv => export::Format::Csv,
        Format::Json => export::Format::Json,
    };
    Ok(db.read_now(|conn| export::write(conn, cx, what, format, scope, out))?)
}

fn time(option: &str, given: Option<&String>, zone: &TimeZone) -> Result<Option<Time>, Failure> {
    given.map(|text| moment::parse(text, zone)).transpose().map_err(|says| Failure::Usage(format!("{option}: {says}")))
}
