//! Events that come at once: one id is one event, whoever is faster.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::app::TestApp;

fn event(id: &str, email: &str) -> Value {
    json!({"id": id, "type": "order.delivered", "occurred_at": "2026-11-20T09:00:00Z", "person": {"email": email}})
}

fn count(statuses: &[(u16, String)], status: u16, word: &str) -> usize {
    statuses.iter().filter(|one| **one == (status, word.to_owned())).count()
}

#[tokio::test]
async fn the_same_event_reported_many_times_at_once_is_one_event() {
    let app = TestApp::start().await;
    for round in 0..5 {
        let (id, email) = (format!("e{round}"), format!("p{round}@example.com"));
        let event = event(&id, &email);
        let answers = join_all((0..6).map(|_| app.api.post("/v1/events", &event))).await;

        let bodies: Vec<Value> = answers.iter().map(|answer| answer.expect(202)).collect();
        let accepted = bodies.iter().filter(|body| body["status"] == "accepted").count();
        assert_eq!(accepted, 1, "{bodies:?}");
        let decisions: Vec<&Value> = bodies.iter().map(|body| &body["survey_decision"]).collect();
        assert!(decisions.iter().all(|decision| *decision == decisions[0]), "{decisions:?}");
    }
    app.drain_jobs().await;
    assert_eq!(app.mail.wait_for(5).await.len(), 5);
    assert_eq!(app.api.get("/v1/people").await.expect(200).as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn of_two_events_with_one_id_at_once_the_later_is_refused() {
    let app = TestApp::start().await;
    for round in 0..5 {
        let events: Vec<Value> =
            (0..4).map(|n| event(&format!("e{round}"), &format!("p{round}-{n}@example.com"))).collect();
        let answers = join_all(events.iter().map(|event| app.api.post("/v1/events", event))).await;

        let word = |body: &Value| {
            let word = body["status"].as_str().or(body["error"]["code"].as_str());
            word.unwrap_or_default().to_owned()
        };
        let said: Vec<(u16, String)> = answers.iter().map(|answer| (answer.status, word(&answer.json()))).collect();
        assert_eq!((count(&said, 202, "accepted"), count(&said, 409, "event_differs")), (1, 3), "{said:?}");
    }
    // Who was refused was not recorded either.
    assert_eq!(app.api.get("/v1/people").await.expect(200).as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn batches_that_overlap_take_each_event_once() {
    let app = TestApp::start().await;
    let batch = |from: usize| {
        let events: Vec<Value> =
            (from..from + 20).map(|n| event(&format!("e{n}"), &format!("p{n}@example.com"))).collect();
        json!({ "events": events })
    };
    let batches = [batch(0), batch(10), batch(0)];
    let answers = join_all(batches.iter().map(|batch| app.api.post("/v1/events/batch", batch))).await;

    let taken: Vec<Value> =
        answers.iter().flat_map(|answer| answer.expect(202)["data"].as_array().cloned().unwrap()).collect();
    let accepted = taken.iter().filter(|one| one["status"] == "accepted").count();
    let duplicate = taken.iter().filter(|one| one["status"] == "duplicate").count();
    assert_eq!((accepted, duplicate), (30, 30), "{taken:?}");
}

#[tokio::test]
async fn a_body_beyond_one_mebibyte_is_refused() {
    let app = TestApp::start().await;
    let mut large = event("e1", "ann@example.com");
    large["properties"] = json!({"note": "x".repeat(1024 * 1024)});
    for path in ["/v1/events", "/v1/events/batch"] {
        assert_eq!(app.api.post(path, &large).await.expect(413)["error"]["code"], "too_large");
    }
}
