//! `survey`: definitions in and out of the workspace, without a running server.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, Session};
use crate::error::Error;
use crate::response::survey::{self, Saved};
use crate::store::surveys;

/// `survey …`
#[derive(Debug, Subcommand)]
pub(super) enum SurveyCommand {
    /// Makes a survey, or its next version; answers keep the version they were given to.
    Put {
        /// Its key: lower-case letters, digits, dashes, underscores.
        key: String,
        /// The definition, JSON.
        file: PathBuf,
    },
    /// Lists the surveys of the workspace.
    List,
}

pub(super) fn run(session: &Session, command: SurveyCommand) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let (cx, _) = db.read_now(|conn| session.context(conn))?;
    match command {
        SurveyCommand::List => {
            for row in db.read_now(|conn| surveys::list(conn, cx.workspace))? {
                println!("{}\t{}\tversion {}", row.key, row.name, row.version);
            }
        }
        SurveyCommand::Put { key, file } => {
            let wrong = |why: String| Failure::Usage(format!("{}: {why}", file.display()));
            let text = std::fs::read_to_string(&file).map_err(|error| wrong(error.to_string()))?;
            let definition = serde_json::from_str(&text).map_err(|error| wrong(format!("not JSON: {error}")))?;
            let saved = db.write_now(|conn| survey::save(conn, &cx, &key, &definition, "command line"));
            let (row, _, saved) = saved.map_err(|error| match error {
                Error::Invalid(problems) => wrong(Error::Invalid(problems).to_string()),
                other => other.into(),
            })?;
            let did = match saved {
                Saved::New => "is made",
                Saved::Version => "has a new version",
                Saved::Same => "is as it was",
            };
            println!("survey {key} {did} (version {})", row.version);
        }
    }
    Ok(ExitCode::SUCCESS)
}
