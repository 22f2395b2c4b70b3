//! What bad input gets: a clear refusal that names what is wrong, and nothing half done.

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::api::Reply;
use crate::support::business::Business;
use crate::support::database::Backend;

/// The paths of the fields that a 422 of our own resources names.
fn problems(reply: &Reply) -> Vec<String> {
    let error = reply.expect(422)["error"].clone();
    assert!(error["code"].is_string() && error["message"].is_string() && error["request_id"].is_string(), "{error}");
    let problems = error["problems"].as_array().expect("problems").clone();
    problems.iter().map(|problem| problem["path"].as_str().expect("a path").to_owned()).collect()
}

/// A page that says in words that the link is no good, and nothing of anybody's.
fn friendly(reply: &Reply) {
    assert_eq!(reply.status, 404);
    assert!(reply.header("content-type").unwrap().starts_with("text/html"), "{:?}", reply.headers);
    assert!(reply.body.contains("<h1"), "{}", reply.body);
    assert!(!reply.body.contains("ann@example.com"));
}

#[tokio::test]
async fn an_unknown_link_is_a_friendly_page_without_data() {
    let business = Business::open().await;
    let api = &business.api;
    api.post("/v1/people", &json!({"email": "ann@example.com"})).await.expect(200);
    let mail = business.mail.wait_for(1).await.remove(0);
    let survey = mail.score_link(9);
    let token = survey.rsplit('/').nth(1).unwrap();
    let unsubscribe = mail.links().into_iter().find(|link| link.contains("/u/")).unwrap();
    let unsubscribe_token = unsubscribe.rsplit('/').next().unwrap();
    let other = if token.ends_with('A') { 'B' } else { 'A' };
    let forged = format!("{}{other}", &token[..token.len() - 1]);

    for bad in ["x", "%00", "..%2f..%2fetc", &"a".repeat(44), &"A".repeat(5000), &forged, unsubscribe_token] {
        for path in ["s", "l", "c"] {
            friendly(&api.visit(&format!("/{path}/{bad}")).await);
        }
        friendly(&api.visit(&format!("/s/{bad}/9")).await);
        let posted = api.submit(&format!("/s/{bad}"), &[("score", "9")]).await;
        friendly(&posted);
    }
    friendly(&api.visit(&format!("/u/{token}")).await);
    let unknown = api.submit("/u/nothing", &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(unknown.status, 200, "RFC 8058: the answer tells nothing");
    assert!(business.responses().await.is_empty());
    assert_eq!(api.get("/v1/unsubscribes").await.expect(200), json!([]));
}

#[tokio::test]
async fn head_is_answered_wherever_get_is_and_does_nothing() {
    let business = Business::open().await;
    let api = &business.api;
    api.post("/v1/people", &json!({"email": "ann@example.com"})).await.expect(200);
    let mail = business.mail.wait_for(1).await.remove(0);
    let survey = mail.score_link(3);
    let unsubscribe = mail.links().into_iter().find(|link| link.contains("/u/")).unwrap();

    for link in [survey.as_str(), survey.trim_end_matches("/3"), &unsubscribe, "/healthz", "/readyz"] {
        let reply = api.send(api.request(Method::HEAD, link)).await;
        assert_eq!((reply.status, reply.body.as_str()), (200, ""), "{link}");
    }
    assert!(business.responses().await.is_empty());
    assert_eq!(api.get("/v1/unsubscribes").await.expect(200), json!([]));
}

#[tokio::test]
async fn no_key_and_a_wrong_key_are_401_everywhere() {
    let business = Business::open().await;
    let stranger = business.api.with_key("nps_not_a_key");

    for path in ["people", "survey_responses", "metrics", "unsubscribes", "bounces", "surveys", "webhooks", "cases"] {
        for suffix in ["", ".json"] {
            let path = format!("/v1/{path}{suffix}");
            assert_eq!(business.api.visit(&path).await.status, 401, "{path} without a key");
            assert_eq!(stranger.get(&path).await.status, 401, "{path} with a wrong key");
        }
    }
    assert_eq!(stranger.post("/v1/events", &json!({})).await.status, 401);
    assert_eq!(stranger.delete("/v1/people/1").await.status, 401);
}

#[tokio::test]
async fn what_is_another_workspaces_is_not_there() {
    let business = Business::open().await;
    let ann = business.person("ann@example.com").await;
    let body = json!({"person": ann, "score": 1});
    let answer = business.api.post("/v1/survey_responses", &body).await.json();
    let case = business.cases().await.remove(0);
    let hook = json!({"url": business.program.url(), "events": ["response.created"]});
    let hook = business.api.post("/v1/webhooks", &hook).await.expect(201);
    let neighbour = business.neighbour("neighbour");
    let id = |thing: &Value| thing["id"].as_str().expect("an id").to_owned();

    let theirs = [
        format!("/v1/survey_responses/{}", id(&answer)),
        format!("/v1/cases/{}", id(&case)),
        format!("/v1/webhooks/{}/deliveries", id(&hook)),
    ];
    for path in theirs {
        assert_eq!(neighbour.get(&path).await.status, 404, "{path}");
        assert_eq!(business.api.get(&path).await.status, 200, "{path}");
    }
    let put = neighbour.put(&format!("/v1/survey_responses/{}", id(&answer)), &json!({"score": 10})).await;
    assert_eq!(put.status, 404);
    assert_eq!(neighbour.post(&format!("/v1/cases/{}/claim", id(&case)), &json!({})).await.status, 404);
    assert_eq!(neighbour.delete(&format!("/v1/webhooks/{}", id(&hook))).await.status, 404);
    assert_eq!(neighbour.delete(&format!("/v1/people/{ann}")).await.status, 404);
    assert_eq!(neighbour.post("/v1/survey_responses", &body).await.status, 422, "an unknown person in a body");
    assert_eq!(neighbour.get("/v1/people").await.expect(200), json!([]));
    assert_eq!(neighbour.get("/v1/metrics").await.expect(200)["response_count"], 0);

    assert_eq!(business.responses().await[0]["score"], 1);
    assert_eq!(business.cases().await[0]["state"], case["state"]);
}

#[tokio::test]
async fn a_wrong_body_is_422_and_names_each_field() {
    let business = Business::open().await;
    let api = &business.api;
    let ann = business.person("ann@example.com").await;

    for score in [json!(11), json!(-1), json!(7.5), json!("nine"), json!([]), Value::Null] {
        let reply = api.post("/v1/survey_responses", &json!({"person": ann, "score": score})).await;
        assert_eq!(reply.status, 422, "{score}: {}", reply.body);
        assert!(reply.body.contains("score"), "{score}: {}", reply.body);
    }
    for (body, field) in [
        (json!({"person": "999999", "score": 5}), "person"),
        (json!({"score": 5}), "person"),
        (json!({"person": ann, "score": 5, "survey": "no-such"}), "survey"),
    ] {
        let reply = api.post("/v1/survey_responses", &body).await;
        assert_eq!(reply.status, 422, "{body}: {}", reply.body);
        assert!(reply.body.contains(field), "{body}: {}", reply.body);
    }
    for (body, field) in [
        (json!({"email": "nobody at all"}), "email"),
        (json!({"email": "a@b.example\r\nBcc: c@d.example"}), "email"),
        (json!({"email": "ann@example.com", "name": "Ann\r\nBcc: x@example.com"}), "name"),
        (json!({"email": "ann@example.com", "name": "Ann\u{0}"}), "name"),
        (json!({"email": "ann@example.com", "delay": "soon"}), "delay"),
        (json!({"email": "ann@example.com", "properties": [1, 2]}), "properties"),
        (json!({"email": "ann@example.com", "survey": "no-such"}), "survey"),
        (json!({"email": {"a": 1}}), "email"),
        (json!({}), "email"),
    ] {
        let reply = api.post("/v1/people", &body).await;
        assert_eq!(reply.status, 422, "{body}: {}", reply.body);
        assert!(reply.body.contains(field), "{body}: {}", reply.body);
    }
    let event = json!({"id": "1", "type": [], "occurred_at": "yesterday", "person": {"email": "x"}});
    let named = problems(&api.post("/v1/events", &event).await);
    for field in ["type", "occurred_at"] {
        assert!(named.iter().any(|path| path == field), "{named:?}");
    }
    assert!(business.responses().await.is_empty());
    assert!(business.mail.mails().is_empty());
}

#[tokio::test]
async fn malformed_and_misplaced_json_is_refused_and_never_a_fault_of_ours() {
    let business = Business::open().await;
    let api = &business.api;

    let nested = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    for path in ["/v1/people", "/v1/survey_responses", "/v1/events", "/v1/webhooks", "/v1/cases", "/v1/unsubscribes"] {
        for body in ["{", "[]", "7", "null", "\"text\"", "{\"email\":}", "\u{feff}{}", nested.as_str()] {
            let request = api.signed(api.request(Method::POST, path)).header("Content-Type", "application/json");
            let reply = api.send(request.body(body.to_owned())).await;
            assert_eq!(reply.status, 422, "{path} {}: {}", &body[..body.len().min(20)], reply.body);
        }
        let request = api.signed(api.request(Method::POST, path)).header("Content-Type", "application/json");
        let reply = api.send(request.body(b"{\"email\":\"\xff\xfe\"}".to_vec())).await;
        assert_eq!(reply.status, 422, "{path}: not UTF-8: {}", reply.body);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413() {
    let business = Business::open().await;
    let api = &business.api;
    let body = json!({"email": "ann@example.com", "name": "x".repeat(8 << 20)});

    for path in ["/v1/people", "/v1/survey_responses", "/v1/events", "/v1/webhooks"] {
        assert_eq!(api.post(path, &body).await.status, 413, "{path}");
    }
}

#[tokio::test]
async fn a_survey_with_errors_lists_each_with_its_path() {
    let business = Business::open().await;
    let definition = json!({
        "name": "",
        "language": "en",
        "questions": [
            {"key": "Score!", "type": "nps", "text": "How likely?"},
            {"key": "why", "type": "no-such-type", "text": "Why?"},
            {"key": "which", "type": "choice", "text": "Which?", "options": []},
        ],
    });

    let named = problems(&business.api.put("/v1/surveys/broken", &definition).await);

    for path in ["questions[0].key", "questions[1].type", "questions[2].options"] {
        assert!(named.iter().any(|named| named == path), "{path} is missing in {named:?}");
    }
    assert_eq!(business.api.get("/v1/surveys/broken").await.status, 404);
}

#[tokio::test]
async fn callbacks_to_private_networks_are_refused_unless_allowed() {
    let business = Business::open_with(&[("SURVEY_OUTBOUND_ALLOW_CIDRS", "")]).await;

    for url in [
        business.program.url(),
        "http://10.0.0.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/",
        "ftp://example.com/",
        "not a url",
    ] {
        let reply = business.api.post("/v1/webhooks", &json!({"url": url, "events": ["response.created"]})).await;
        assert_eq!(problems(&reply), ["url"], "{url}");
    }
}

#[tokio::test]
async fn too_many_requests_are_told_when_to_come_back() {
    let business = Business::open_with(&[("SURVEY_RATE_LIMIT", "on")]).await;

    for _ in 0..5_000 {
        let reply = business.api.get("/v1/metrics").await;
        if reply.status == 429 {
            let seconds: u64 = reply.header("retry-after").expect("Retry-After").parse().expect("whole seconds");
            assert!(seconds >= 1, "{seconds}");
            return;
        }
        assert_eq!(reply.status, 200);
    }
    panic!("5,000 requests in a row were all answered");
}

#[tokio::test]
async fn a_locked_database_is_503_and_nothing_is_half_written() {
    if Backend::chosen() != Backend::Sqlite {
        return;
    }
    let business = Business::open().await;
    let ann = business.person("ann@example.com").await;
    let answer = json!({"person": ann, "score": 1});
    let file = business.installation.folder().join("survey.db");
    let mut other = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    // The server may be writing at this very moment: what it does beside answers takes turns with us.
    other.batch_execute("PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE").unwrap();

    let refused = business.api.post("/v1/survey_responses", &answer).await;
    let page = business.api.visit("/healthz").await;
    other.batch_execute("ROLLBACK").unwrap();

    assert_eq!(refused.status, 503, "{}", refused.body);
    let seconds: u64 = refused.header("retry-after").expect("Retry-After").parse().expect("whole seconds");
    assert!(seconds >= 1);
    assert_eq!(page.status, 200, "it lives");
    assert!(business.responses().await.is_empty());
    assert!(business.api.post("/v1/survey_responses", &answer).await.status < 300);
    assert_eq!((business.responses().await.len(), business.cases().await.len()), (1, 1));
}
