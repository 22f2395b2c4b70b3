//! Many endpoints, a part of which hangs: how long a message to a healthy one takes from being due to its arrival.

use std::path::Path;
use std::time::{Duration, Instant};

use survey_server::app::App;
use survey_server::callback::Secret;
use survey_server::clock::Cx;
use survey_server::error::Error;
use survey_server::jobs::worker::Worker;
use survey_server::recovery::callback;
use survey_server::store::callbacks::{self, Callback};
use survey_server::store::endpoints::{self, Dialect, Endpoint, State};
use survey_server::store::{Id, Json, jobs};

use super::business;
use super::end;
use super::options::Options;
use super::receiver::{Receiver, hanging};
use super::sink::Sink;

/// The times of the messages to healthy endpoints.
pub async fn run(folder: &Path, options: &Options, share: f64) -> Result<Vec<Duration>, Error> {
    let app = business::started(folder, Sink::start().port)?;
    let mut receiver = Receiver::start().await;
    let hangs = hanging().await;
    let stuck = (options.endpoints as f64 * share) as usize;
    let targets = registered(&app, options.endpoints, stuck, &receiver.url, &hangs).await?;
    let working = tokio::spawn(Worker::new(app.clone())?.work());

    let count = options.messages * options.seconds;
    let mut beat = tokio::time::interval(Duration::from_secs_f64(1.0 / options.messages as f64));
    let mut due = Vec::with_capacity(count);
    for n in 0..count {
        beat.tick().await;
        // Spread over all of them, hanging ones between the others.
        let at = n * 7919 % targets.len();
        due.push(Instant::now());
        enqueue(&app, targets[at], n).await?;
    }
    let healthy = (0..count).filter(|n| n * 7919 % targets.len() >= stuck).count();
    let mut times = Vec::with_capacity(healthy);
    while times.len() < healthy {
        let (at, body) = receiver.arrived.recv().await.expect("the receiver runs");
        let n: usize = body.parse().expect("the number of a message");
        times.push(at.duration_since(due[n]));
    }
    end(&app, working).await;
    Ok(times)
}

/// Endpoints, of which the first `stuck` hang.
async fn registered(app: &App, count: usize, stuck: usize, receiver: &str, hangs: &str) -> Result<Vec<Id>, Error> {
    let (receiver, hangs) = (receiver.to_owned(), hangs.to_owned());
    app.write(1, move |conn, cx| {
        survey_server::account::workspace::furnish(conn, cx, 1)?;
        let secret = Secret::generate(cx.ids.secret()?).reveal();
        let mut ids = Vec::with_capacity(count);
        for n in 0..count {
            let endpoint = Endpoint {
                workspace_id: 1,
                id: cx.id(),
                url: format!("{}/{n}", if n < stuck { &hangs } else { &receiver }),
                dialect: Dialect::Standard,
                types: Json(vec!["case.opened".to_owned()]),
                secret: cx.keys().seal(&cx.ids, secret.as_bytes())?,
                previous_secret: None,
                previous_until: None,
                state: State::Active,
                failures: 0,
                failing_since: None,
                created_at: cx.now,
                updated_at: cx.now,
            };
            endpoints::insert(conn, &endpoint)?;
            ids.push(endpoint.id);
        }
        Ok(ids)
    })
    .await
}

/// A message that is its own number.
async fn enqueue(app: &App, endpoint: Id, n: usize) -> Result<(), Error> {
    app.write(1, move |conn, cx: &Cx| {
        let message = Callback {
            workspace_id: 1,
            id: cx.id(),
            endpoint_id: endpoint,
            kind: "case.opened".to_owned(),
            about_id: endpoint,
            body: n.to_string().into_bytes(),
            state: callbacks::State::Pending,
            attempts: 0,
            status: None,
            error: None,
            created_at: cx.now,
            updated_at: cx.now,
            delivered_at: None,
        };
        let job = callback::job(cx, message.id, endpoint);
        callbacks::insert(conn, &[message])?;
        jobs::enqueue(conn, &[job])
    })
    .await
}
