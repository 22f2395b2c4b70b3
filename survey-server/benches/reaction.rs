//! From the answer's POST to the callback's arrival at a receiver on the same machine, the server idle.
//!
//! `cargo bench -p survey-server --bench reaction` prints the median, the 90th percentile and the slowest of 200
//! unhappy answers, each by its own invitation, through the real server, writer, queue, worker and HTTP client.
//! Beside it stands the time of a bare POST and answer, so that the figure can be read as a ratio.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark measures time, and stops where it cannot"
)]

use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use survey_server::app::App;
use survey_server::clock::SystemClock;
use survey_server::config::{Config, Words};
use survey_server::error::Error;
use survey_server::jobs::worker::Worker;
use survey_server::outreach::person::{self, PersonInput};
use survey_server::outreach::plan::{self, Wish};
use survey_server::recovery::endpoint::{self, EndpointInput};
use survey_server::secret::Purpose;
use survey_server::store::jobs::Class;
use survey_server::store::{Db, migrate, surveys, workspaces};
use survey_server::web::health::Recorded;
use survey_server::web::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;

const ROUNDS: usize = 200;

fn main() {
    // The client of this benchmark has no TLS provider of its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().expect("a temporary folder");
    actix_web::rt::System::new().block_on(measure(folder.path())).expect("the benchmark runs");
}

async fn measure(folder: &std::path::Path) -> Result<(), Error> {
    let app = started(folder)?;
    let (receiver, mut arrived) = receiver().await;
    let tokens = prepared(&app, &receiver).await?;
    let listener = TcpListener::bind("127.0.0.1:0").map_err(Error::internal)?;
    let (server, address) = serve::start(app.clone(), listener, Recorded(None)).map_err(Error::internal)?;
    tokio::spawn(server);
    tokio::spawn(Worker::new(app.clone())?.work());
    let client = reqwest::Client::builder().no_proxy().build().map_err(Error::internal)?;
    let (mut answered, mut called) = (Vec::new(), Vec::new());
    for token in tokens {
        let begun = Instant::now();
        let url = format!("http://{address}/s/{token}");
        let response = client
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .body("score=2")
            .send()
            .await
            .map_err(Error::internal)?;
        assert!(response.status().is_success(), "{}", response.status());
        answered.push(begun.elapsed());
        arrived.recv().await;
        called.push(begun.elapsed());
        // Idle is what is measured: the worker has gone to sleep again.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    print("answer acknowledged (durable)", &mut answered);
    print("callback arrived", &mut called);
    Ok(())
}

fn started(folder: &std::path::Path) -> Result<App, Error> {
    let mut words = Words::read(None).map_err(Error::internal)?;
    words.set("database_url", &format!("sqlite://{}", folder.join("bench.db").display()));
    words.set("outbox_dir", &folder.join("outbox").display().to_string());
    words.set("outbound_allow_cidrs", "127.0.0.0/8");
    words.set("rate_limit", "off");
    let config = Config::from_words(&words).map_err(Error::internal)?;
    let db = Db::open(&config.database_url, 4)?;
    db.read_now(migrate::migrate)?;
    Ok(App::new(config, Arc::new(SystemClock), db)?.0)
}

/// An endpoint, and one invitation for every round.
async fn prepared(app: &App, receiver: &str) -> Result<Vec<String>, Error> {
    let policy = app.config.outbound.clone();
    let input = EndpointInput {
        url: receiver.to_owned(),
        types: vec!["response.detractor".to_owned()],
        ..EndpointInput::default()
    };
    app.write(1, move |conn, cx| {
        survey_server::account::workspace::furnish(conn, cx, 1)?;
        endpoint::create(conn, cx, &policy, &input, "bench")?;
        let workspace = workspaces::load(conn, 1)?;
        let survey = surveys::find_by_key(conn, 1, "default")?.ok_or(Error::NotFound("survey"))?;
        let mut tokens = Vec::new();
        for n in 0..ROUNDS {
            let input = PersonInput { email: Some(format!("p{n}@example.com")), ..PersonInput::default() };
            let person = person::upsert(conn, cx, &input)?;
            let wish = Wish {
                survey: &survey,
                event: None,
                properties: json!({"order": n}).as_object().cloned().unwrap_or_default(),
                occurred_at: cx.now,
                // Planned for later: what is measured is the answer, not the mail.
                delay_secs: 86_400,
                at_once: true,
                basis: None,
                class: Class::Single,
                channel: None,
            };
            let planned = plan::ask_person(conn, cx, &workspace, &person, &wish)?;
            tokens.extend(planned.invitation.map(|id| cx.keys().link(Purpose::Survey, 1, id, 0)));
        }
        Ok(tokens)
    })
    .await
}

/// A bare HTTP receiver that says when a request has arrived.
async fn receiver() -> (String, mpsc::UnboundedReceiver<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (tell, arrived) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let tell = tell.clone();
            tokio::spawn(async move {
                let mut buffer = vec![0; 64 * 1024];
                let mut held = 0;
                while let Ok(read) = stream.read(&mut buffer[held..]).await {
                    held += read;
                    if read == 0 {
                        break;
                    }
                    if whole(&buffer[..held]) {
                        let _ = tell.send(());
                        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
                        held = 0;
                    }
                }
            });
        }
    });
    (format!("http://{address}/hook"), arrived)
}

/// Whether head and body of a request have arrived.
fn whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|n| n.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn print(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("{what}: median {:.2} ms, 90 % {:.2} ms, slowest {:.2} ms", at(0.5), at(0.9), at(1.0));
}
