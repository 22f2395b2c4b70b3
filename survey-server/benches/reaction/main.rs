//! From a detractor's POST to the callback's arrival at a receiver on the same machine, through the real server, writer, queue,
//! worker and HTTP client: the server idle, while answers come in, while a campaign of mails goes out, and, of callbacks alone,
//! while a part of many endpoints hangs. Each is stated beside what it is compared with, as a ratio.
//!
//! ```text
//! cargo bench -p survey-server --bench reaction -- [--rounds 200] [--rate 500] [--mails 100000] [--endpoints 10000]
//!     [--hanging 0.1] [--messages 100] [--seconds 60] [--only idle,load,campaign,endpoints]
//! ```

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark measures time, and stops where it cannot"
)]

mod business;
mod endpoints;
mod options;
mod receiver;
#[path = "../mail/sink.rs"]
mod sink;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use survey_server::app::App;
use survey_server::error::Error;
use survey_server::jobs::worker::Worker;
use survey_server::web::health::Recorded;
use survey_server::web::serve;

use self::options::Options;
use self::receiver::Receiver;
use self::sink::Sink;

fn main() {
    // The client of this benchmark has no TLS provider of its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let options = Options::read(&std::env::args().skip(1).collect::<Vec<_>>());
    let system = actix_web::rt::System::new();
    let mut idle = None;
    for (name, rate, mails) in [("idle", 0, 0), ("load", options.rate, 0), ("campaign", options.rate, options.mails)] {
        if !options.runs(name) {
            continue;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut times = system.block_on(reaction(folder.path(), &options, rate, mails)).expect("the benchmark runs");
        println!("{name}: {rate} answers/s beside it, {mails} mails going out");
        let p99 = print("  detractor's POST to the receiver", &mut times);
        match idle {
            Some(idle) => println!("  p99 is {:.1} times that of an idle server", p99 / idle),
            None => idle = Some(p99),
        }
    }
    if options.runs("endpoints") {
        let mut shares = Vec::new();
        for hanging in [0.0, options.hanging] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let run = endpoints::run(folder.path(), &options, hanging);
            let mut times = system.block_on(run).expect("the benchmark runs");
            println!("{} endpoints, {:.0} % of which hang", options.endpoints, 100.0 * hanging);
            shares.push(print("  message to a healthy one, from due to arrived", &mut times));
        }
        println!("  p99 with hanging ones is {:.1} times that without", shares[1] / shares[0]);
    }
}

/// The times of some detractors, while others answer and mails go out.
async fn reaction(
    folder: &std::path::Path,
    options: &Options,
    rate: usize,
    mails: usize,
) -> Result<Vec<Duration>, Error> {
    let sink = Sink::start();
    let app = business::started(folder, sink.port)?;
    let mut receiver = Receiver::start().await;
    let seconds = if rate == 0 { 0 } else { options.seconds };
    let unhappy = business::prepared(&app, Some(&receiver.url), options.rounds, 0).await?;
    let others = business::prepared(&app, None, rate * seconds, options.rounds).await?;
    if mails > 0 {
        business::campaign(&app, mails, options.rounds + others.len()).await?;
    }
    let listener = TcpListener::bind("127.0.0.1:0").map_err(Error::internal)?;
    let (server, address) = serve::start(app.clone(), listener, Recorded(None)).map_err(Error::internal)?;
    let handle = server.handle();
    tokio::spawn(server);
    let working = tokio::spawn(Worker::new(app.clone())?.work());
    let client = reqwest::Client::builder().no_proxy().build().map_err(Error::internal)?;

    let (over, taken) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let crowd = tokio::spawn(crowd(client.clone(), address, others, rate, Arc::clone(&over), Arc::clone(&taken)));
    let pause = Duration::from_millis(if rate == 0 { 5 } else { 1000 * seconds as u64 / options.rounds.max(1) as u64 });
    let mut times = Vec::new();
    let begun = Instant::now();
    for token in unhappy {
        let tapped = Instant::now();
        answer(&client, address, &token, 2).await;
        receiver.arrived.recv().await;
        times.push(tapped.elapsed());
        tokio::time::sleep(pause.saturating_sub(tapped.elapsed())).await;
    }
    let took = begun.elapsed().as_secs_f64();
    over.store(true, Ordering::Relaxed);
    let _ = crowd.await;
    if rate > 0 {
        println!("  ({:.0} answers/s were really taken)", taken.load(Ordering::Relaxed) as f64 / took);
    }
    if mails > 0 {
        println!("  ({} mails went out meanwhile)", sink.taken());
    }
    end(&app, working).await;
    handle.stop(false).await;
    Ok(times)
}

/// Happy customers, so many a second, who do not wait for one another.
async fn crowd(
    client: reqwest::Client,
    address: SocketAddr,
    tokens: Vec<String>,
    rate: usize,
    over: Arc<AtomicBool>,
    taken: Arc<AtomicUsize>,
) {
    if rate == 0 {
        return;
    }
    let mut beat = tokio::time::interval(Duration::from_secs_f64(1.0 / rate as f64));
    for token in tokens {
        beat.tick().await;
        if over.load(Ordering::Relaxed) {
            return;
        }
        let (client, taken) = (client.clone(), Arc::clone(&taken));
        tokio::spawn(async move {
            answer(&client, address, &token, 9).await;
            taken.fetch_add(1, Ordering::Relaxed);
        });
    }
}

async fn answer(client: &reqwest::Client, address: SocketAddr, token: &str, score: u8) {
    let request = client
        .post(format!("http://{address}/s/{token}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("score={score}&_version=1"));
    let response = request.send().await.expect("an answer");
    assert!(response.status().is_success(), "{}", response.status());
}

/// Lets the worker end; calls that hang are not waited for.
async fn end(app: &App, working: tokio::task::JoinHandle<()>) {
    app.stopping.store(true, Ordering::Relaxed);
    app.wake.notify_one();
    working.abort();
    let _ = working.await;
}

/// Prints the figures; returns the 99th percentile in milliseconds.
fn print(what: &str, times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!(
        "{what}: p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms ({} of them)",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
        times.len()
    );
    at(0.99)
}
