//! What bad input gets: one table of requests, and what each is answered with.

use actix_web::http::Method;
use serde_json::json;

use super::House;
use crate::web::body;

#[actix_web::test]
async fn each_wrong_body_is_422_and_names_its_fields() {
    let house = House::new();
    let ann = house.person("ann@example.com").await;
    let known = json!({"email": "ann@example.com"});
    let long = "x".repeat(300);
    let table: Vec<(&str, serde_json::Value, &[&str])> = vec![
        ("people", json!({}), &["email"]),
        ("people", json!({"email": "nobody at all"}), &["email"]),
        ("people", json!({"email": ["ann@example.com"], "name": {}}), &["email", "name"]),
        ("people", json!({"email": "bob@example.com", "name": "a\u{0}b"}), &["name"]),
        ("people", json!({"email": "bob@example.com", "name": long}), &["name"]),
        ("people", json!({"phone_number": "12", "send": false}), &["phone_number"]),
        ("people", json!({"email": "bob@example.com", "delay": "soon", "send": "maybe"}), &["delay", "send"]),
        ("people", json!({"email": "bob@example.com", "delay": -1}), &["delay"]),
        ("people", json!({"email": "bob@example.com", "survey": "none"}), &["survey"]),
        ("people", json!({"email": "bob@example.com", "properties": [1]}), &["properties"]),
        ("people", json!({"email": "bob@example.com", "channel": "fax"}), &["channel"]),
        ("people", json!({"email": "bob@example.com", "timezone": "Mars/Base"}), &["timezone"]),
        ("people", json!({"email": "bob@example.com", "properties": {"k": "a\u{1}"}}), &["properties.k"]),
        ("survey_responses", json!({}), &["person", "score"]),
        ("survey_responses", json!({"person": ann, "score": 11}), &["score"]),
        ("survey_responses", json!({"person": ann, "score": -1}), &["score"]),
        ("survey_responses", json!({"person": ann, "score": 7.5}), &["score"]),
        ("survey_responses", json!({"person": ann, "score": "nine"}), &["score"]),
        ("survey_responses", json!({"person": ann, "score": true}), &["score"]),
        ("survey_responses", json!({"person": 999_999, "score": 9}), &["person"]),
        ("survey_responses", json!({"person": ann, "score": 9, "survey": "none"}), &["survey"]),
        ("survey_responses", json!({"person": ann, "score": 9, "created_at": "monday"}), &["created_at"]),
        ("survey_responses", json!({"person": ann, "score": 9, "created_at": 9_999_999_999_i64}), &["created_at"]),
        ("survey_responses", json!({"person": ann, "answers": {"score": 9, "colour": 1}}), &["answers.colour"]),
        ("unsubscribes", json!({}), &["person_email"]),
        ("events", json!({}), &["id", "type", "occurred_at", "person"]),
        (
            "events",
            json!({"id": "o1", "type": "order.delivered", "occurred_at": "yesterday", "person": known}),
            &["occurred_at"],
        ),
        (
            "events",
            json!({"id": "o1", "type": "t", "occurred_at": "2027-01-01T00:00:00Z", "person": known, "basis": "whim"}),
            &["basis"],
        ),
        (
            "events",
            json!({"id": "o1", "type": "t", "occurred_at": "2027-01-01T00:00:00Z", "person": known}),
            &["occurred_at"],
        ),
        (
            "events",
            json!({"id": "o1", "type": "t", "occurred_at": "2026-11-20T00:00:00Z", "person": {"email": 1.5, "name": []}}),
            &["person.name"],
        ),
        (
            "events",
            json!({"id": "o1", "type": "t", "occurred_at": "2026-11-20T00:00:00Z", "person": {"email": "x"}}),
            &["person.email"],
        ),
    ];
    for (path, body, wanted) in table {
        let answer = house.post(&format!("/v1/{path}"), body.clone()).await;
        assert_eq!((answer.status, answer.problems().as_slice()), (422, wanted), "{path} {body}: {}", answer.body);
        let code = &answer.body["error"]["code"];
        assert_eq!((code.as_str(), answer.body["error"]["request_id"].is_string()), (Some("invalid"), true));
    }
    assert_eq!(house.get("/v1/people").await.body.as_array().unwrap().len(), 1, "nothing was kept of it");
}

#[actix_web::test]
async fn what_cannot_be_read_is_422_and_what_is_too_large_413() {
    let house = House::new();
    let deep = "[".repeat(100_000);
    for text in ["{", "[]", "null", "\"text\"", "{\"email\": \"ann@example.com\",}", deep.as_str()] {
        let request = house.request(&Method::POST, "/v1/people").insert_header(("content-type", "application/json"));
        let answer = house.send(request.set_payload(text.to_owned())).await;
        assert_eq!((answer.status, answer.problems().as_slice()), (422, [""].as_slice()), "{text:.40}");
    }
    let latin = house.request(&Method::POST, "/v1/people").set_payload(b"{\"email\": \"\xff\"}".as_slice());
    house.send(latin).await.expect(422);
    let large = house.request(&Method::POST, "/v1/people").set_payload(" ".repeat(body::LIMIT + 1));
    assert_eq!(house.send(large).await.expect(413).body["error"]["code"], "too_large");
}

#[actix_web::test]
async fn unknown_ids_and_addresses_are_404_and_other_methods_405() {
    let house = House::new();
    let nobody = "019abc00-0000-7000-8000-000000000001";
    let paths =
        ["people/x", "people/email:a%40b.example", "survey_responses/999999", "surveys/none", "cases/1", "nothing"];
    for path in paths.map(str::to_owned).into_iter().chain([format!("people/{nobody}"), format!("cases/{nobody}")]) {
        let answer = house.get(&format!("/v1/{path}")).await;
        assert_eq!((answer.status, answer.body["error"]["code"].as_str()), (404, Some("not_found")), "{path}");
    }
    house.delete("/v1/metrics").await.expect(405);
}

#[actix_web::test]
async fn wrong_parameters_of_a_list_are_named() {
    let house = House::new();
    let table = [
        ("people?since=monday&per_page=many", ["per_page", "since"].as_slice()),
        ("metrics?since=x&survey=none", &["since"]),
        ("metrics?survey=none", &["survey"]),
        ("survey_responses?page=x", &["page"]),
        ("reports/score?since=5", &["since"]),
        ("bounces?until=soon", &["until"]),
    ];
    for (path, wanted) in table {
        let answer = house.get(&format!("/v1/{path}")).await;
        assert_eq!((answer.status, answer.problems().as_slice()), (422, wanted), "{path}");
    }
}
