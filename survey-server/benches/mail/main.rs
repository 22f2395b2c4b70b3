//! Mails a second to a mail server on the same machine, every stage durable, beside the ceiling of a bare loop.
//!
//! `cargo bench -p survey-server --bench mail` plans invitations, starts the real worker and counts until the last one is
//! sent and settled, on SQLite and, where it is installed, on PostgreSQL. Three rounds of each in turn, medians. The bare
//! loop sends the same bytes with the same commands over as many connections to the same server.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark measures time, and stops where it cannot"
)]

mod bare;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../../../tests/support/postgres.rs"]
mod postgres;
mod sink;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use survey_server::app::App;
use survey_server::clock::SystemClock;
use survey_server::config::{Config, Words};
use survey_server::error::Error;
use survey_server::jobs::worker::Worker;
use survey_server::outreach::person::{self, PersonInput};
use survey_server::outreach::plan::{self, Wish};
use survey_server::store::deliveries::{self, Stage};
use survey_server::store::jobs::{self, Class};
use survey_server::store::{Db, migrate, surveys, workspaces};

use self::sink::Sink;

const MAILS: usize = 10_000;
const ROUNDS: usize = 3;
const CONNECTIONS: usize = 4;
/// About what an invitation weighs on the wire.
const MAIL_BYTES: usize = 9_000;

fn main() {
    let sink = Sink::start();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let cluster = postgres::binaries().map(|_| postgres::cluster());
    let system = actix_web::rt::System::new();
    let (mut bare, mut sqlite, mut postgres) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let url = format!("sqlite://{}", folder.path().join(format!("{round}.db")).display());
        sqlite.push(system.block_on(product(&url, &sink)).expect("the benchmark runs"));
        let begun = Instant::now();
        system.block_on(bare::send(sink.port, CONNECTIONS, 4 * MAILS, &mail()));
        bare.push((4 * MAILS) as f64 / begun.elapsed().as_secs_f64());
        if let Some(cluster) = cluster {
            let url = cluster.create(&format!("bench_{round}"));
            postgres.push(system.block_on(product(&url, &sink)).expect("the benchmark runs"));
        }
    }
    let ceiling = median(&mut bare);
    println!("bare loop, {CONNECTIONS} connections: {ceiling:.0} mails/s");
    for (name, mut figures) in [("SQLite", sqlite), ("PostgreSQL", postgres)] {
        if !figures.is_empty() {
            let figure = median(&mut figures);
            println!("{name}: {figure:.0} mails/s, {:.0} % of the bare loop", 100.0 * figure / ceiling);
        }
    }
}

fn median(figures: &mut [f64]) -> f64 {
    println!("  {figures:.0?}");
    figures.sort_unstable_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn mail() -> Vec<u8> {
    let line = "<td align=\"center\" bgcolor=\"#1b6e53\" style=\"border-radius:4px\">9</td>\r\n";
    line.repeat(MAIL_BYTES / line.len()).into_bytes()
}

/// Mails a second, from the start of the worker until everything is settled.
async fn product(url: &str, sink: &Sink) -> Result<f64, Error> {
    let app = started(url, sink.port)?;
    app.write(1, |conn, cx| survey_server::account::workspace::furnish(conn, cx, 1)).await?;
    for slice in 0..MAILS / 1000 {
        planned(&app, slice * 1000).await?;
    }
    let before = sink.taken();
    let worker = Worker::new(app.clone())?;
    let begun = Instant::now();
    let working = tokio::spawn(worker.work());
    while sink.taken() - before < MAILS {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    while app.db.read(jobs::depth).await?.iter().map(|(_, count)| count).sum::<i64>() > 1 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let took = begun.elapsed();
    app.stopping.store(true, Ordering::Relaxed);
    app.wake.notify_one();
    working.await.map_err(Error::internal)?;
    let stages = app.db.read(|conn| deliveries::count_by_stage(conn, 1)).await?;
    assert_eq!(stages, [(Stage::Sent, MAILS as i64)], "each exactly once");
    Ok(MAILS as f64 / took.as_secs_f64())
}

fn started(url: &str, port: u16) -> Result<App, Error> {
    let mut words = Words::read(None).map_err(Error::internal)?;
    words.set("database_url", url);
    words.set("smtp_url", &format!("smtp://127.0.0.1:{port}"));
    words.set("mail_from", "Shop <survey@shop.example>");
    words.set("public_url", "https://surveys.shop.example");
    words.set("secret_key", "the-secret-key-of-an-installation-for-the-benchmark");
    words.set("mail_connections", &CONNECTIONS.to_string());
    let config = Config::from_words(&words).map_err(Error::internal)?;
    let db = Db::open(&config.database_url, 8)?;
    db.read_now(migrate::migrate)?;
    Ok(App::new(config, Arc::new(SystemClock), db)?.0)
}

async fn planned(app: &App, first: usize) -> Result<(), Error> {
    app.write(1, move |conn, cx| {
        let workspace = workspaces::load(conn, 1)?;
        let survey = surveys::find_by_key(conn, 1, "default")?.ok_or(Error::NotFound("survey"))?;
        for n in first..first + 1000 {
            let input = PersonInput { email: Some(format!("person{n}@example.com")), ..PersonInput::default() };
            let person = person::upsert(conn, cx, &input)?;
            let wish = Wish {
                survey: &survey,
                event: None,
                properties: survey_core::Properties::default(),
                occurred_at: cx.now,
                delay_secs: 0,
                at_once: true,
                basis: None,
                class: Class::Campaign,
                after_case: None,
                channel: None,
            };
            plan::ask_person(conn, cx, &workspace, &person, &wish)?;
        }
        Ok(())
    })
    .await
}
