//! Events: once each, alone and in batches, rehearsed, repeated.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::http::Method;
use serde_json::{Value, json};

use super::House;
use crate::account::api_key;
use crate::error::Error;
use crate::web::auth::{Program, RACES};

fn delivered(id: &str, email: &str) -> Value {
    json!({"id": id, "type": "order.delivered", "occurred_at": "2026-11-20T09:00:00Z",
        "person": {"email": email, "name": "Ann"}, "properties": {"branch": "Kazan"}})
}

#[actix_web::test]
async fn an_event_is_taken_once_and_answers_with_the_decision_again() {
    let house = House::new();
    let first = house.post("/v1/events", delivered("o1", "ann@example.com")).await.expect(202);
    assert_eq!(
        (&first.body["status"], &first.body["survey_decision"]["outcome"]),
        (&json!("accepted"), &json!("scheduled"))
    );
    assert_eq!(first.body["survey_decision"]["send_at"], "2026-11-20T10:00:00.000Z");

    let again = house.post("/v1/events", delivered("o1", "ann@example.com")).await.expect(202);
    assert_eq!(again.body["status"], "duplicate");
    assert_eq!(again.body["survey_decision"], first.body["survey_decision"]);

    let other = house.post("/v1/events", delivered("o1", "bob@example.com")).await.expect(409);
    assert_eq!(other.body["error"]["code"], "event_differs");

    let next = house.post("/v1/events", delivered("o2", "ann@example.com")).await.expect(202);
    assert_eq!(next.body["survey_decision"]["reason"], "cool_down");
    let kind = json!({"id": "o3", "type": "order.paid", "occurred_at": "2026-11-20T09:00:00Z", "person": {"email": "ann@example.com"}});
    assert_eq!(house.post("/v1/events", kind).await.expect(202).body["survey_decision"], Value::Null);
}

#[actix_web::test]
async fn a_rehearsal_says_what_would_happen_and_changes_nothing() {
    let house = House::new();
    for path in ["/v1/events?dry_run=true", "/v1/events"] {
        let mut event = delivered("o1", "ann@example.com");
        if !path.contains('?') {
            event["dry_run"] = json!(true);
        }
        let answer = house.post(path, event).await.expect(202);
        assert_eq!(
            (&answer.body["status"], &answer.body["survey_decision"]["outcome"]),
            (&json!("accepted"), &json!("scheduled"))
        );
    }
    let batch = json!({"events": [delivered("o1", "ann@example.com")], "dry_run": true});
    assert_eq!(house.post("/v1/events/batch", batch).await.expect(202).body["data"][0]["status"], "accepted");
    assert_eq!(house.get("/v1/people").await.body, json!([]));
    assert_eq!(
        house.post("/v1/events", delivered("o1", "ann@example.com")).await.expect(202).body["status"],
        "accepted"
    );
}

#[actix_web::test]
async fn each_event_of_a_batch_is_taken_or_refused_for_itself() {
    let house = House::new();
    let mut events: Vec<Value> = (0..30).map(|n| delivered(&format!("o{n}"), &format!("p{n}@example.com"))).collect();
    events[1] = delivered("o0", "p0@example.com");
    events[2] = delivered("o2", "nobody at all");
    events[3] = json!("what");
    let answer = house.post("/v1/events/batch", json!({"events": events})).await.expect(202);
    let data = answer.body["data"].as_array().unwrap();
    let statuses: Vec<&str> = data.iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(&statuses[..5], ["accepted", "duplicate", "refused", "refused", "accepted"]);
    assert_eq!(data.len(), 30);
    assert_eq!(data[2]["error"]["problems"][0]["path"], "person.email");
    assert_eq!(house.get("/v1/people?per_page=100").await.body.as_array().unwrap().len(), 27);

    let many: Vec<Value> = (0..501).map(|n| json!({"id": n})).collect();
    assert_eq!(house.post("/v1/events/batch", json!({"events": many})).await.expect(422).problems(), ["events"]);
    assert_eq!(house.post("/v1/events/batch", json!({})).await.expect(422).problems(), ["events"]);
}

#[actix_web::test]
async fn a_repeated_idempotency_key_gets_the_first_answer_and_does_nothing_twice() {
    let house = House::new();
    let send = async |path: &str, key: &str, body: Value| {
        house.send(house.request(&Method::POST, path).insert_header(("Idempotency-Key", key)).set_json(body)).await
    };
    let hook = json!({"url": "https://shop.example/hook", "events": ["response.created"]});
    let first = send("/v1/webhooks", "k1", hook.clone()).await.expect(201);
    let again = send("/v1/webhooks", "k1", hook.clone()).await.expect(201);
    assert_eq!(again.body, first.body, "the secret too, to the one who asked for it");
    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!(house.get("/v1/webhooks").await.body["data"].as_array().unwrap().len(), 1);

    let other = json!({"url": "https://shop.example/other", "events": ["response.created"]});
    let reused = send("/v1/webhooks", "k1", other).await.expect(409);
    assert_eq!(reused.body["error"]["code"], "idempotency_key_reused");
    send("/v1/events", "k1", delivered("o1", "ann@example.com")).await.expect(409);

    let batch = json!({"events": [delivered("o1", "ann@example.com")]});
    let first = send("/v1/events/batch", "k2", batch.clone()).await.expect(202);
    let again = send("/v1/events/batch", "k2", batch).await.expect(202);
    assert_eq!((&again.body, again.replayed), (&first.body, true));

    // What was refused was not done, so the mended request may use the key.
    send("/v1/events", "k3", json!({"id": "o9"})).await.expect(422);
    send("/v1/events", "k3", delivered("o9", "bob@example.com")).await.expect(202);
    let long = "k".repeat(256);
    assert_eq!(
        send("/v1/events", &long, delivered("o1", "a@example.com")).await.expect(422).problems(),
        ["Idempotency-Key"]
    );
}

#[actix_web::test]
async fn who_lost_a_race_looks_again_but_not_for_ever() {
    let house = House::new();
    let row = house.app.db.read_now(|conn| api_key::verify(conn, &house.key)).unwrap();
    let program = Program { row, key: house.key.clone(), app: house.app.clone() };
    let losing = |times: usize| {
        let tries = Arc::new(AtomicUsize::new(0));
        program.write_racing(move |_, _| match tries.fetch_add(1, Ordering::SeqCst) {
            lost if lost < times => Err(Error::conflict("already_there", "somebody was faster")),
            tries => Ok(tries),
        })
    };
    assert_eq!(losing(1).await.unwrap(), 1);
    assert_eq!(losing(RACES - 1).await.unwrap(), RACES - 1);
    assert!(matches!(losing(RACES).await, Err(Error::Conflict { .. })));
}
