//! Callbacks to programs: where they may go, what slow and broken receivers do to others, secrets, the log, replays.

mod endpoints;
mod inward;
mod slow;

use std::time::Duration;

use serde_json::{Value, json};
use survey_server::callback::Timeouts;

use crate::support::app::TestApp;
use crate::support::receiver::Receiver;

/// Long enough for a busy machine to answer, short enough to wait for.
const SHORT: Timeouts = Timeouts { connect: Duration::from_secs(5), total: Duration::from_secs(3) };

/// Registers a receiver; returns its endpoint.
async fn endpoint_of(app: &TestApp, url: &str, types: &[&str]) -> Value {
    app.api.post("/v1/webhooks", &json!({"url": url, "events": types})).await.expect(201)
}

async fn register(app: &TestApp, receiver: &Receiver) -> String {
    endpoint_of(app, receiver.url(), &["case.opened"]).await["id"].as_str().expect("an id").to_owned()
}

/// Opens a case, which every endpoint that is registered here hears of.
async fn open_case(app: &TestApp, n: usize) {
    let case = json!({"person": {"email": format!("p{n}@example.com")}, "note": "the parcel is wet"});
    app.api.post("/v1/cases", &case).await.expect(201);
}

/// All deliveries to an endpoint, newest first.
async fn deliveries(app: &TestApp, endpoint: &str) -> Vec<Value> {
    let path = format!("/v1/webhooks/{endpoint}/deliveries?per_page=100");
    let page = app.api.get(&path).await.expect(200);
    page["data"].as_array().expect("a list").clone()
}

/// How many deliveries to an endpoint are in a state.
async fn count(app: &TestApp, endpoint: &str, state: &str) -> usize {
    deliveries(app, endpoint).await.iter().filter(|one| one["state"] == state).count()
}
