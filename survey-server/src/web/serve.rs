//! The HTTP server: bound, limited, drained.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::Ordering;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{HttpServer, web};

use super::badge::Kept;
use super::health::Recorded;
use super::hooks::Refusals;
use super::limit::{Limits, TrustedProxies, limit};
use super::{body, log, routes};
use crate::app::App;
use crate::store::listen;

/// SIGTERM lets requests under way come to their end within so many seconds.
const DRAIN_SECS: u64 = 20;
/// So often what only grows is cut back: on a day with many answers there are thousands of new links a second.
const UPKEEP: Duration = Duration::from_secs(5);
/// A client that does not send its request in so long is let go.
const SLOW_CLIENT: Duration = Duration::from_secs(15);

/// Starts the server on a bound socket. Returns it and the address.
pub fn start(app: App, listener: TcpListener, recorded: Recorded) -> std::io::Result<(Server, SocketAddr)> {
    let address = listener.local_addr()?;
    let workers = match app.config.http_workers {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        workers => workers,
    };
    let limits = web::Data::new(Limits::new(app.config.rate_limit));
    let proxies = web::Data::new(TrustedProxies(app.config.trusted_proxies.clone()));
    let recorded = web::Data::new(recorded);
    let refusals = web::Data::new(Refusals::default());
    let badges = web::Data::new(Kept::default());
    forget_the_idle(&app, limits.get_ref().clone(), recorded.clone());
    let data = web::Data::new(app);
    let server = HttpServer::new(move || {
        actix_web::App::new()
            .app_data(data.clone())
            .app_data(limits.clone())
            .app_data(proxies.clone())
            .app_data(recorded.clone())
            .app_data(refusals.clone())
            .app_data(badges.clone())
            .app_data(web::PayloadConfig::new(body::LIMIT))
            .wrap(from_fn(limit))
            .wrap(from_fn(log::log))
            .wrap(Compress::default())
            .configure(routes::configure)
    })
    .workers(workers)
    .client_request_timeout(SLOW_CLIENT)
    .shutdown_timeout(DRAIN_SECS)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok((server, address))
}

/// Follows the calls of other processes on PostgreSQL.
pub fn follow(app: &App) {
    if matches!(app.db.url(), crate::store::conn::DatabaseUrl::Postgres(_)) {
        listen::follow(app.db.url().clone(), app.wake.clone(), app.stopping.clone());
    }
}

/// Forgets what only grows: links that were posted to once, and the single samples behind the figures.
fn forget_the_idle(app: &App, limits: Limits, recorded: web::Data<Recorded>) {
    let stopping = app.stopping.clone();
    tokio::spawn(async move {
        while !stopping.load(Ordering::Relaxed) {
            tokio::time::sleep(UPKEEP).await;
            limits.forget_the_idle();
            recorded.upkeep();
        }
    });
}
