//! What happens later: mails that wait, servers that are down, promises that lapse. The clock is the test's.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::receiver::Answer;
use crate::support::smtp_sink::{Fault, Stage};

/// The types of the callbacks that arrived, sorted: their order is not promised.
fn types(app: &TestApp) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("a type").to_owned();
    let mut types: Vec<_> = app.program.received().iter().map(|callback| text(&callback.json()["type"])).collect();
    types.sort();
    types
}

#[tokio::test]
async fn a_mail_that_was_refused_for_now_goes_out_later_once() {
    let app = TestApp::start().await;
    app.mail.fail(Stage::RcptTo, Fault::Reply(450, "4.2.1 busy"), 1);

    app.ask("ann@example.com").await;
    assert!(app.mail.mails().is_empty());
    for _ in 0..5 {
        app.after_days(1).await;
    }

    assert_eq!(app.mail.mails().len(), 1);
}

#[tokio::test]
async fn a_mail_whose_fate_is_unknown_is_never_sent_again() {
    let app = TestApp::start().await;
    app.mail.fail(Stage::Body, Fault::Drop, 1);

    app.ask("ann@example.com").await;
    assert_eq!(app.mail.unanswered().len(), 1);
    for _ in 0..5 {
        app.after_days(1).await;
    }

    assert!(app.mail.mails().is_empty(), "a customer is not asked twice");
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_listed_as_bounced_and_not_asked_again() {
    let app = TestApp::start().await;
    app.mail.fail(Stage::RcptTo, Fault::Reply(550, "5.1.1 no such user"), 1);

    app.ask("gone@example.com").await;

    let bounces = app.api.get("/v1/bounces").await.expect(200);
    assert_eq!(bounces[0]["email"], "gone@example.com");
    app.after_days(60).await;
    let again = app.ask("gone@example.com").await;
    assert_eq!(again["survey_decision"]["reason"], "bounced");
    assert!(app.mail.mails().is_empty());
}

#[tokio::test]
async fn a_delayed_mail_waits_and_is_decided_again_when_it_is_due() {
    let app = TestApp::start().await;
    for email in ["ann@example.com", "bob@example.com"] {
        app.api.post("/v1/people", &json!({"email": email, "delay": 3600})).await.expect(200);
    }
    app.after_minutes(59).await;
    assert!(app.mail.mails().is_empty());

    app.api.post("/v1/unsubscribes", &json!({"person_email": "bob@example.com"})).await.expect(200);
    app.after_minutes(2).await;

    let mails = app.mail.mails();
    assert_eq!(mails.len(), 1, "who unsubscribed in between is not asked");
    assert_eq!(mails[0].recipient(), "ann@example.com");
}

#[tokio::test]
async fn a_person_is_not_asked_again_within_the_cool_down_and_is_after_it() {
    let app = TestApp::start().await;
    app.ask("ann@example.com").await;

    app.after_days(29).await;
    let too_soon = app.ask("ann@example.com").await;
    assert_eq!(too_soon["survey_scheduled_at"], Value::Null);
    assert_eq!(too_soon["survey_decision"]["reason"], "cool_down");
    app.after_days(2).await;
    let again = app.ask("ann@example.com").await;

    assert_ne!(again["survey_scheduled_at"], Value::Null);
    assert_eq!(app.mail.mails().len(), 2);
}

#[tokio::test]
async fn a_callback_is_tried_again_with_the_same_id_until_it_is_taken() {
    let app = TestApp::start().await;
    app.call_back_on(&["response.created"]).await;
    app.program.then([Answer::status(503), Answer::status(500)]);
    let ann = app.ask("ann@example.com").await["id"].clone();

    app.api.post("/v1/survey_responses", &json!({"person": ann, "score": 9})).await;
    app.drain_jobs().await;
    for _ in 0..5 {
        app.after_days(1).await;
    }

    let received = app.program.received();
    assert_eq!(received.len(), 3);
    let ids: Vec<_> = received.iter().map(|callback| callback.header("webhook-id").unwrap()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert!(received.iter().all(|callback| callback.body == received[0].body));
}

#[tokio::test]
async fn a_case_nobody_took_is_told_of_when_its_hour_is_over() {
    let app = TestApp::start().await;
    app.call_back_on(&["case.overdue"]).await;
    let ann = app.ask("ann@example.com").await["id"].clone();
    app.api.post("/v1/survey_responses", &json!({"person": ann, "score": 2})).await;

    app.after_minutes(59).await;
    assert!(app.program.received().is_empty());
    app.after_minutes(2).await;

    let received = app.program.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].json()["data"]["person"]["email"], "ann@example.com");
    app.after_days(2).await;
    assert_eq!(app.program.received().len(), 1, "once");
}

#[tokio::test]
async fn a_case_that_was_claimed_and_resolved_in_time_is_never_overdue() {
    let app = TestApp::start().await;
    app.call_back_on(&["case.overdue", "case.claimed", "case.resolved"]).await;
    let ann = app.ask("ann@example.com").await["id"].clone();
    app.api.post("/v1/survey_responses", &json!({"person": ann, "score": 2})).await;
    let case = app.api.get("/v1/cases").await.expect(200)["data"][0]["id"].as_str().unwrap().to_owned();

    app.after_minutes(10).await;
    assert_eq!(app.api.post(&format!("/v1/cases/{case}/claim"), &json!({})).await.status, 200);
    let resolved = app.api.post(&format!("/v1/cases/{case}/resolve"), &json!({"outcome": "solved"})).await;
    assert_eq!(resolved.status, 200, "{}", resolved.body);
    app.after_days(2).await;

    assert_eq!(types(&app), ["case.claimed", "case.resolved"]);
}

#[tokio::test]
async fn a_link_ends_some_day_and_then_shows_nothing() {
    let app = TestApp::start().await;
    app.ask("ann@example.com").await;
    let link = app.mail.mails()[0].score_link(9);
    assert_eq!(app.api.visit(&link).await.status, 200);

    app.after_days(400).await;

    let shown = app.api.visit(&link).await;
    assert_eq!(
        (shown.status, shown.body.contains("<form")),
        (200, false),
        "a link from a mail is not broken, only over"
    );
    let form = link.trim_end_matches("/9");
    assert_eq!(app.api.submit(form, &[("score", "9")]).await.status, 410);
    assert_eq!(app.api.get("/v1/survey_responses").await.expect(200), json!([]));
}

#[tokio::test]
async fn imported_history_never_acts() {
    let app = TestApp::start().await;
    app.call_back_on(&["response.created", "response.detractor", "case.opened"]).await;
    let ann = app.ask("ann@example.com").await["id"].clone();
    let old = app.now().as_second() - 25 * 3600;

    let answer = json!({"person": ann, "score": 0, "created_at": old});
    assert!(app.api.post("/v1/survey_responses", &answer).await.status < 300);
    app.drain_jobs().await;

    assert!(app.program.received().is_empty());
    assert_eq!(app.api.get("/v1/cases").await.expect(200)["data"], json!([]));
    assert_eq!(app.api.get("/v1/metrics").await.expect(200)["response_count"], 1);
}

#[tokio::test]
async fn three_different_scores_at_once_are_no_answer() {
    let app = TestApp::start().await;
    app.call_back_on(&["response.detractor", "response.updated"]).await;
    app.ask("ann@example.com").await;
    let form = app.mail.mails()[0].score_link(0).trim_end_matches("/0").to_owned();

    for score in ["0", "5", "10"] {
        assert!(app.api.submit(&form, &[("score", score)]).await.status < 400);
    }
    app.drain_jobs().await;

    assert_eq!(app.api.get("/v1/metrics").await.expect(200)["response_count"], 0);
    let cases = app.api.get("/v1/cases").await.expect(200);
    assert!(cases["data"].as_array().unwrap().iter().all(|case| case["state"] != "open"), "{cases}");
    assert_eq!(types(&app), ["response.detractor", "response.updated"]);
}

#[tokio::test]
async fn another_score_without_the_cookie_changes_nothing_and_a_comment_completes_the_answer() {
    let app = TestApp::start().await;
    app.ask("ann@example.com").await;
    let form = app.mail.mails()[0].score_link(2).trim_end_matches("/2").to_owned();

    for fields in [&[("score", "2")][..], &[("score", "9")], &[("score", "2"), ("comment", "It came late")]] {
        assert!(app.api.submit(&form, fields).await.status < 400);
    }

    let kept = app.api.get("/v1/survey_responses").await.expect(200);
    assert_eq!(kept.as_array().unwrap().len(), 1);
    assert_eq!((&kept[0]["score"], &kept[0]["comment"]), (&json!(2), &json!("It came late")));
}
