//! `serve` and `work`: the database is brought up, and the process runs until it is told to stop.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;

use super::{Failure, Session, context};
use crate::account::workspace;
use crate::app::{App, process};
use crate::clock::Clock;
use crate::config::Config;
use crate::store::conn::DatabaseUrl;
use crate::store::migrate::{self, SchemaState};
use crate::store::{Db, workspaces};

/// Brings the schema up on SQLite; on PostgreSQL an old schema is only told of, because many processes share it.
pub(super) fn prepare(db: &Db, config: &Config, clock: &Arc<dyn Clock>) -> Result<(), Failure> {
    let state = db.read_now(migrate::state)?;
    match (db.url(), state) {
        (_, SchemaState::Unknown(version)) => Err(Failure::Work(format!(
            "the database is newer than this program (migration {version}); update the program"
        ))),
        (DatabaseUrl::Sqlite(_), SchemaState::Behind(_)) => {
            db.read_now(migrate::migrate)?;
            furnish(db, config, clock)
        }
        (DatabaseUrl::Postgres(_), SchemaState::Behind(pending)) => {
            Err(Failure::Work(format!("{pending} migrations are not applied; run: survey-server migrate")))
        }
        (_, SchemaState::Current) => furnish(db, config, clock),
    }
}

/// Gives every workspace what it lacks to work.
pub(super) fn furnish(db: &Db, config: &Config, clock: &Arc<dyn Clock>) -> Result<(), Failure> {
    let cx = context(config, clock, 0)?;
    for one in db.read_now(workspaces::list)? {
        db.write_now(|conn| workspace::furnish(conn, &cx, one.id))?;
    }
    Ok(())
}

pub(super) fn serve(session: Session) -> Result<ExitCode, Failure> {
    let listener = TcpListener::bind(session.config.bind)
        .map_err(|error| Failure::Work(format!("cannot listen on {}: {error}", session.config.bind)))?;
    run(&session, Some(listener))
}

pub(super) fn work(session: Session) -> Result<ExitCode, Failure> {
    if matches!(session.config.database_url, DatabaseUrl::Sqlite(_)) {
        return Err(Failure::Usage(
            "work is for a second machine on PostgreSQL; with SQLite, serve has the worker in it".to_owned(),
        ));
    }
    run(&session, None)
}

fn run(session: &Session, listener: Option<TcpListener>) -> Result<ExitCode, Failure> {
    let db = Db::open(&session.config.database_url, session.config.database_connections)?;
    if let Err(problem) = prepare(&db, &session.config, &session.clock()) {
        // It comes up and stays unready (/readyz says why), so that a rolling update can migrate meanwhile.
        tracing::error!(%problem, "not ready");
        eprintln!("survey-server: not ready: {problem}");
    }
    let (app, writer) = App::new(session.config.clone(), session.clock(), db)?;
    process::run(app, listener)?;
    // The answer writer ends when the last handle is gone; what it had taken is committed by then.
    let _ = writer.join();
    Ok(ExitCode::SUCCESS)
}
