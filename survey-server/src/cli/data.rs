//! The commands that bring data in and out, as far as they talk to people.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;

use super::check::Verdict;
use super::{Failure, Session, backup, check, export, import};

pub(super) fn import(session: &Session, args: &import::Args) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let (cx, _) = db.read_now(|conn| session.context(conn))?;
    let report = import::run(&db, &*session.clock(), &cx, args, confirm).map_err(|failure| match failure {
        usage if usage.is_usage() => Failure::Usage(usage.to_string()),
        work => Failure::Work(work.to_string()),
    })?;
    println!("{}", report.sentences());
    Ok(if report.is_failure() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Asks on the terminal; without one there is nobody to ask.
pub(super) fn confirm(question: &str) -> io::Result<bool> {
    if !io::stdin().is_terminal() {
        let why = "nobody can confirm: standard input is not a terminal; add --yes to confirm beforehand";
        return Err(io::Error::other(why));
    }
    eprint!("{question} [y/N] ");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

pub(super) fn export(session: &Session, args: &export::Args) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let (cx, _) = db.read_now(|conn| session.context(conn))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    export::run(&db, &cx, args, &mut out)?;
    out.flush().map_err(|error| Failure::Work(format!("standard output: {error}")))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn check(session: &Session) -> Result<ExitCode, Failure> {
    let findings = check::run(&session.config, &*session.clock())?;
    for finding in &findings {
        println!("{}", finding.lines());
    }
    let wrong = findings.iter().any(|finding| finding.verdict == Verdict::Problem);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

pub(super) fn backup(session: &Session, args: &backup::BackupArgs) -> Result<ExitCode, Failure> {
    println!("{}", backup::backup(&session.config, args)?);
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(session: &Session, args: &backup::RestoreArgs) -> Result<ExitCode, Failure> {
    println!("{}", backup::restore(&session.config, args)?);
    Ok(ExitCode::SUCCESS)
}
