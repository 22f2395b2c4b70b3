//! `export`: to standard output, for a spreadsheet or another program.

use std::io::Write;

use jiff::tz::TimeZone;

use super::Failure;
use super::import::moment;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::export::{self, Scope};
use crate::reporting::view::View;
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
    /// Counts by day, from which reports are read.
    Rollups,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With a heading; cells that a spreadsheet would run as formulas have an apostrophe before them.
    Csv,
    /// An object with the definition of every column, and the rows in `data`, one a line.
    Json,
    /// Columns with types, for data frames and warehouses; needs a program built with the feature `parquet`.
    Parquet,
}

/// What `export` is given.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
Examples:
  survey-server export responses --since 2026-10-01 > october.csv
  survey-server export cases --format json | jq '.data[].state'
  survey-server export rollups --view 'survey=default&range=m12&segment=branch:Kazan'

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
    /// Only what this view of the reports counts: what stands behind the question mark in the address of its page.
    #[arg(long, value_name = "QUERY", conflicts_with_all = ["since", "until", "survey"])]
    pub view: Option<String>,
}

/// Writes everything in the workspace of `cx` that the arguments name, and returns how many rows there were.
pub fn run(db: &Db, cx: &Cx, args: &Args, out: &mut dyn Write) -> Result<u64, Failure> {
    if let Some(query) = &args.view {
        let scope = viewed(db, cx, args.kind, query)?;
        return written(db, cx, args, scope, out);
    }
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
        ..Scope::default()
    };
    if args.kind == Kind::Rollups && (scope.since.is_some() || scope.until.is_some()) {
        return Err(Failure::Usage(
            "roll-ups are days: ask for them by --view 'from=2026-11-01&until=2026-11-20'".to_owned(),
        ));
    }
    written(db, cx, args, scope, out)
}

/// What a view counts.
fn viewed(db: &Db, cx: &Cx, kind: Kind, query: &str) -> Result<Scope, Failure> {
    if !matches!(kind, Kind::Responses | Kind::Rollups) {
        return Err(Failure::Usage("--view is of answers: export responses or rollups".to_owned()));
    }
    let (view, problems) = View::of_query(query.trim_start_matches('?'));
    if !problems.is_empty() {
        return Err(Failure::Usage(format!("--view: {}", Error::Invalid(problems))));
    }
    match db.read_now(|conn| Scope::of(conn, cx, &view)) {
        Err(wrong @ Error::Invalid(_)) => Err(Failure::Usage(format!("--view: {wrong}"))),
        found => Ok(found?),
    }
}

fn written(db: &Db, cx: &Cx, args: &Args, scope: Scope, out: &mut dyn Write) -> Result<u64, Failure> {
    let what = match args.kind {
        Kind::Responses => export::What::Responses,
        Kind::People => export::What::People,
        Kind::Cases => export::What::Cases,
        Kind::Rollups => export::What::Rollups,
    };
    let format = match args.format {
        Format::Csv => export::Format::Csv,
        Format::Json => export::Format::Json,
        Format::Parquet => export::Format::Parquet,
    };
    Ok(db.read_now(|conn| export::write(conn, cx, what, format, scope, out))?)
}

fn time(option: &str, given: Option<&String>, zone: &TimeZone) -> Result<Option<Time>, Failure> {
    given.map(|text| moment::parse(text, zone)).transpose().map_err(|says| Failure::Usage(format!("{option}: {says}")))
}
