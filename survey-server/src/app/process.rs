//! A process that serves and works until it is told to stop, and then lets what is under way come to its end.

use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::App;
use crate::error::Error;
use crate::jobs::worker::Worker;
use crate::receiver;
use crate::store::migrate::{self, SchemaState};
use crate::web::admin;
use crate::web::health::Recorded;
use crate::web::serve;

/// A stopping process ends after so long, whatever is still under way: service managers kill after 30 seconds or more.
const DRAIN: Duration = Duration::from_secs(25);

/// Another process may be migrating: the schema is looked at so often until it is ours.
const SCHEMA_POLL: Duration = Duration::from_secs(2);

/// Runs the worker, and with a socket the HTTP server too, until SIGTERM or Ctrl-C.
pub fn run(app: App, listener: Option<TcpListener>) -> Result<(), Error> {
    actix_web::rt::System::new().block_on(until_told(app, listener))
}

async fn until_told(app: App, listener: Option<TcpListener>) -> Result<(), Error> {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().ok();
    serve::follow(&app);
    if let (Some(bind), true) = (app.config.inbound_smtp_bind, listener.is_some()) {
        let bound = TcpListener::bind(bind).and_then(|listener| receiver::start(app.clone(), listener));
        let address = bound.map_err(|error| {
            Error::unavailable(format!("SURVEY_INBOUND_SMTP_BIND: cannot listen on {bind}: {error}"))
        })?;
        tracing::info!(%address, "taking mail that comes back");
    }
    let worker = tokio::spawn(work_when_ready(app.clone(), Worker::new(app.clone())?));
    let server = match listener {
        Some(listener) => {
            let (server, address) = serve::start(app.clone(), listener, Recorded(recorder))
                .map_err(|error| Error::unavailable(format!("the HTTP server did not start: {error}")))?;
            announce(&app, &address.to_string());
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
    let requests = async {
        if let Some((handle, server)) = server {
            handle.stop(true).await;
            let _ = server.await;
        }
    };
    let _ = tokio::time::timeout(DRAIN, async { tokio::join!(requests, worker) }).await;
    Ok(())
}

/// The worker begins once the schema is ours.
async fn work_when_ready(app: App, worker: Worker) {
    while !app.stopping.load(Ordering::Relaxed) {
        if app.db.read(migrate::state).await.is_ok_and(|state| state == SchemaState::Current) {
            return worker.work().await;
        }
        tokio::select! {
            () = app.wake.notified() => {}
            () = tokio::time::sleep(SCHEMA_POLL) => {}
        }
    }
}

fn announce(app: &App, address: &str) {
    if !app.config.secure_cookies() && !app.config.bind.ip().is_loopback() {
        tracing::warn!("SURVEY_PUBLIC_URL is plain http and the server listens beyond this machine: put TLS before it");
    }
    eprintln!("serving {} on http://{address}, data in {}", app.config.public_url, app.db.url().redacted());
    if let Some(link) = admin::setup::link(app) {
        eprintln!("nobody can sign in yet; make the first owner here: {link}");
    }
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
