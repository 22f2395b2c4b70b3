//! Other ways to a customer than a mail: a link that the shop passes on, a QR code, a provider of text messages.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::receiver::Answer;

/// Adds the channel `sms`: a provider at the receiver.
async fn with_provider(app: &TestApp) {
    let request = json!({
        "url": format!("{}?to={{{{to}}}}", app.program.url()),
        "headers": {"Authorization": "Bearer {{secret}}"},
        "body": {"to": "{{to}}", "text": "{{text}}", "id": "{{id}}"},
    });
    let channel = json!({"name": "Text messages", "secret": "s3cret", "request": request});
    let saved = app.api.put("/v1/channels/sms", &channel).await.expect(200);
    assert_eq!((saved["has_secret"].as_bool(), saved.get("secret")), (Some(true), None));
}

/// Asks somebody who has only a telephone.
async fn ask_by_phone(app: &TestApp) -> Value {
    let asked = app.api.post("/v1/people", &json!({"phone_number": "+77010000000", "locale": "ru"})).await.expect(200);
    app.drain_jobs().await;
    asked
}

#[tokio::test]
async fn a_person_without_an_address_is_asked_by_text_message_once() {
    let app = TestApp::start().await;
    with_provider(&app).await;

    let asked = ask_by_phone(&app).await;
    assert_eq!(asked["survey_decision"]["outcome"], "scheduled");
    let sent = app.program.received();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].path, "/hook?to=%2B77010000000");
    assert_eq!(sent[0].header("authorization"), Some("Bearer s3cret"));
    let body = sent[0].json();
    assert_eq!(body["to"], "+77010000000");
    let text = body["text"].as_str().expect("a text");
    let link = text.split_whitespace().find(|word| word.contains("/s/")).expect("the link");

    app.api.submit(link, &[("score", "9"), ("_version", "1")]).await;
    let metrics = app.api.get("/v1/metrics").await.expect(200);
    assert_eq!(metrics["response_count"], 1);
    // Asked again at once, they are not: by whatever channel.
    let again = ask_by_phone(&app).await;
    assert_eq!(again["survey_decision"]["reason"], "cool_down");
    assert_eq!(app.program.received().len(), 1);
    assert!(app.mail.mails().is_empty());
}

#[tokio::test]
async fn a_provider_that_is_busy_is_asked_later_and_one_that_breaks_off_never_again() {
    let app = TestApp::start().await;
    with_provider(&app).await;
    app.program.then([Answer::status(503)]);
    ask_by_phone(&app).await;
    app.after_days(1).await;
    app.after_days(1).await;
    assert_eq!(app.program.received().len(), 2, "refused for now, then taken");

    // 500 may have been said after the message went out.
    app.program.then([Answer::status(500)]);
    let other = json!({"phone_number": "+77010000001"});
    app.api.post("/v1/people", &other).await.expect(200);
    app.drain_jobs().await;
    for _ in 0..4 {
        app.after_days(1).await;
    }
    assert_eq!(app.program.received().len(), 3, "nobody is written to twice");
}

#[tokio::test]
async fn who_says_stop_before_the_message_is_due_gets_none() {
    let app = TestApp::start().await;
    with_provider(&app).await;
    let person = json!({"phone_number": "+77010000000", "email": "ann@example.com", "channel": "sms", "delay": 3600});
    app.api.post("/v1/people", &person).await.expect(200);
    app.api.post("/v1/unsubscribes", &json!({"person_email": "ann@example.com"})).await.expect(200);
    app.after_minutes(61).await;
    assert!(app.program.received().is_empty() && app.mail.mails().is_empty());
}

#[tokio::test]
async fn a_link_is_handed_out_by_the_same_plan_and_nothing_is_sent() {
    let app = TestApp::start().await;
    let person = json!({"email": "ann@example.com", "name": "Ann", "channel": "link"});
    let asked = app.api.post("/v1/people", &person).await.expect(200);
    app.drain_jobs().await;
    assert!(app.mail.mails().is_empty());
    let links = &asked["links"];
    let scores = links["scores"].as_array().expect("links");
    assert_eq!(scores.len(), 11);
    let html = links["html"].as_str().expect("a snippet");
    for link in scores {
        assert!(html.contains(link["url"].as_str().expect("an address")), "{html}");
    }
    assert!(!html.contains("<script") && html.contains("9 out of 10"), "{html}");

    let url = links["survey"].as_str().expect("the link");
    app.api.submit(url, &[("score", "3"), ("_version", "1")]).await;
    let cases = app.api.get("/v1/cases").await.expect(200);
    assert_eq!(cases["data"].as_array().map(Vec::len), Some(1), "an answer by the shop's own mail is an answer");

    let again = app.api.post("/v1/people", &person).await.expect(200);
    assert_eq!(again["survey_decision"]["reason"], "open_case", "the policy holds for links too");
    assert!(again["links"].is_null());
}

#[tokio::test]
async fn an_event_by_link_gets_its_links_and_gets_them_again() {
    let app = TestApp::start().await;
    let event = json!({
        "id": "o-1", "type": "order.delivered", "occurred_at": "2026-11-20T09:00:00Z", "channel": "link",
        "person": {"external_id": "c9", "locale": "ru"},
    });
    let rehearsed = app.api.post("/v1/events?dry_run=true", &event).await.expect(202);
    assert!(rehearsed["links"].is_null(), "a rehearsal makes no link");
    let first = app.api.post("/v1/events", &event).await.expect(202);
    assert_eq!(first["links"]["scores"].as_array().map(Vec::len), Some(11));
    let second = app.api.post("/v1/events", &event).await.expect(202);
    assert_eq!((second["status"].as_str(), &second["links"]), (Some("duplicate"), &first["links"]));
}

#[tokio::test]
async fn a_link_is_shown_as_a_code_that_a_camera_reads() {
    let app = TestApp::start().await;
    let survey = app.api.get("/v1/surveys/default").await.expect(200);
    let link = survey["link"].as_str().expect("the open link");
    for (format, media_type, begin) in [("svg", "image/svg+xml", "<svg"), ("png", "image/png", "PNG")] {
        let picture = app.api.visit(&format!("{link}/qr.{format}")).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, Some(media_type)));
        assert!(picture.body.contains(begin));
    }
    let unknown = app.api.visit("/l/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/qr.svg").await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn an_event_of_somebody_whom_nothing_reaches_is_recorded_and_the_ledger_says_so() {
    let app = TestApp::start().await;
    let event = json!({
        "id": "o-1", "type": "order.delivered", "occurred_at": "2026-11-20T09:00:00Z",
        "person": {"phone_number": "+77010000000"},
    });
    for status in ["accepted", "duplicate"] {
        let taken = app.api.post("/v1/events", &event).await.expect(202);
        assert_eq!((taken["status"].as_str(), &taken["survey_decision"]), (Some(status), &Value::Null));
    }
    let report = app.api.get("/v1/reports/outreach").await.expect(200);
    assert!(report.to_string().contains("no_channel"), "{report}");
}

#[tokio::test]
async fn a_channel_that_points_inside_or_says_nothing_is_refused_with_the_field() {
    let app = TestApp::start().await;
    let inside = json!({"request": {"url": "http://169.254.169.254/", "body": {"a": "{{to}} {{text}}"}}});
    let refused = app.api.put("/v1/channels/sms", &inside).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "request.url");
    let mute = json!({"request": {"url": "https://sms.example/", "body": {"to": "{{to}}"}}});
    let refused = app.api.put("/v1/channels/sms", &mute).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "request");
    let unknown = json!({"request": {"url": "https://sms.example/{{to}}", "body": {"a": "{{text}}"}, "retries": 3}});
    app.api.put("/v1/channels/sms", &unknown).await.expect(422);
    app.api.get("/v1/channels/sms").await.expect(404);
}
