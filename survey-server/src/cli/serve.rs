//! `serve` and `work`: the process comes up, works, and drains on SIGTERM.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Failure, Session, context};
use crate::account::workspace;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::jobs::worker::Worker;
use crate::store::conn::DatabaseUrl;
use crate::store::migrate::{self, SchemaState};
use crate::store::{Db, workspaces};
use crate::web::health::Recorded;
use crate::web::serve;

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
    run(session, Some(listener))
}

pub(super) fn work(session: Session) -> Result<ExitCode, Failure> {
    if matches!(session.config.database_url, DatabaseUrl::Sqlite(_)) {
        return Err(Failure::Usage(
            "work is for a second machine on PostgreSQL; with SQLite, serve has the worker in it".to_owned(),
        ));
    }
    run(session, None)
}

fn run(session: Session, listener: Option<TcpListener>) -> Result<ExitCode, Failure> {
    let db = Db::open(&session.config.database_url, session.config.database_connections)?;
    if let Err(problem) = prepare(&db, &session.config, &session.clock()) {
        // It comes up and stays unready (/readyz says why), so that a rolling update can migrate meanwhile.
        tracing::error!(%problem, "not ready");
        eprintln!("survey-server: not ready: {problem}");
    }
    let (app, writer) = App::new(session.config.clone(), session.clock(), db)?;
    let outcome = actix_web::rt::System::new().block_on(until_told(app, listener));
    // The answer writer ends when the last handle is gone; what it had taken is committed by then.
    let _ = writer.join();
    outcome
}

async fn until_told(app: App, listener: Option<TcpListener>) -> Result<ExitCode, Failure> {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().ok();
    serve::follow(&app);
    let worker = tokio::spawn(work_when_ready(app.clone(), Worker::new(app.clone())?));
    let server = match listener {
        Some(listener) => {
            let (server, address) = serve::start(app.clone(), listener, Recorded(recorder))
                .map_err(|error| Failure::Work(format!("the HTTP server did not start: {error}")))?;
            announce(&app, &address.to_string()).await;
            Some((server.handle(), tokio::spawn(server)))
        }
        None => {
            eprintln!("working on {}", app.db.url().redacted());
            None
        }
    };
    told_to_stop().await;
    tracing::info!("stopping: requests and jobs under way come to their end");
    app.stopping.store(true, Ordering::Relaxed);
    app.wake.notify_one();
    if let Some((handle, server)) = server {
        handle.stop(true).await;
        let _ = server.await;
    }
    let _ = tokio::time::timeout(std::time::Duration::from_secs(25), worker).await;
    Ok(ExitCode::SUCCESS)
}

/// The worker begins once the schema is ours.
async fn work_when_ready(app: App, worker: Worker) {
    while !app.stopping.load(Ordering::Relaxed) {
        if app.db.read(migrate::state).await.is_ok_and(|state| state == SchemaState::Current) {
            return worker.work().await;
        }
        tokio::select! {
            () = app.wake.notified() => {}
            () = tokio::time::sleep(std::time::Duration::from_secs(2)) => {}
        }
    }
}

async fn announce(app: &App, address: &str) {
    if !app.config.secure_cookies() && !app.config.bind.ip().is_loopback() {
        tracing::warn!("SURVEY_PUBLIC_URL is plain http and the server listens beyond this machine: put TLS before it");
    }
    eprintln!("serving {} on http://{address}, data in {}", app.config.public_url, app.db.url().redacted());
}

/// SIGTERM from a service manager, Ctrl-C from a person.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt => {}
        },
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard");
            let _ = interrupt.await;
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
