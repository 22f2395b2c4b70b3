//! One person, by command: what is kept about them, and erasing them.

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, Session, data};
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::Outbox;
use crate::outreach::erase::{self, Keep};
use crate::outreach::{person, person_data};
use crate::store::people::Person;
use crate::store::{Conn, Db};

/// `person …`
#[derive(Debug, Subcommand)]
pub(super) enum PersonCommand {
    /// Writes everything that is kept about a person to standard output.
    Export {
        /// The id, `email:ADDRESS`, `phone_number:NUMBER` or `external_id:ID`.
        person: String,
        /// As a table with a line for each field, instead of JSON.
        #[arg(long)]
        csv: bool,
    },
    /// Erases a person with answers, mails, cases and events. What was unsubscribed stays so.
    Erase {
        /// The id, `email:ADDRESS`, `phone_number:NUMBER` or `external_id:ID`.
        person: String,
        /// Keeps the bare scores in the reports, without person and words.
        #[arg(long)]
        keep_scores: bool,
        /// Erases without asking.
        #[arg(long)]
        yes: bool,
    },
}

/// Runs one of them.
pub(super) fn run(session: &Session, command: PersonCommand) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let (cx, _) = db.read_now(|conn| session.context(conn))?;
    match command {
        PersonCommand::Export { person, csv } => export(&db, &cx, &person, csv),
        PersonCommand::Erase { person, keep_scores, yes } => {
            let keep = if keep_scores { Keep::Scores } else { Keep::Nothing };
            let found = db.read_now(|conn| named(conn, &cx, &person))?;
            let question = format!("Erase {person} for good?");
            if !yes && !data::confirm(&question).map_err(|error| Failure::Usage(error.to_string()))? {
                return Ok(ExitCode::FAILURE);
            }
            let later = cx.now.plus_secs(60);
            db.write_now(|conn| erase::begin(conn, &cx, found.id, keep, "command", later))?;
            erase::run(&db, &cx, &Outbox::new(&session.config.outbox_dir), found.id, keep)?;
            println!("erased");
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn named(conn: &mut Conn, cx: &Cx, name: &str) -> Result<Person, Error> {
    person::find_by_name(conn, cx.workspace, name)?.ok_or(Error::NotFound("person"))
}

fn export(db: &Db, cx: &Cx, name: &str, csv: bool) -> Result<ExitCode, Failure> {
    let document = db.read_now(|conn| {
        let person = named(conn, cx, name)?;
        person_data::document(conn, cx, &person)
    })?;
    let bytes = if csv { person_data::csv(&document)? } else { format!("{document:#}\n").into_bytes() };
    std::io::stdout().write_all(&bytes).map_err(|error| Failure::Work(format!("standard output: {error}")))?;
    Ok(ExitCode::SUCCESS)
}
