//! An endpoint over its life: secrets, the log of attempts, sending again, being switched off and on.

use futures_util::future::join_all;
use serde_json::{Value, json};
use survey_server::callback::{Secret, sign};
use survey_server::recovery::endpoint_change;

use super::{count, deliveries, endpoint_of, open_case, register};
use crate::support::app::TestApp;
use crate::support::receiver::{Answer, Received};

/// Whether a secret signed what arrived.
fn signed_by(secret: &Value, callback: &Received) -> bool {
    let secret = Secret::parse(secret.as_str().expect("a secret")).expect("a sound one");
    let header = |name: &str| callback.header(name).unwrap_or_default().to_owned();
    let at = header("webhook-timestamp").parse().expect("seconds");
    sign::verify(&[&secret], &header("webhook-id"), at, &callback.body, &header("webhook-signature"))
}

#[tokio::test]
async fn after_a_rotation_both_secrets_sign_for_a_day_and_then_the_new_one_alone() {
    let app = TestApp::start().await;
    let made = endpoint_of(&app, app.program.url(), &["case.opened"]).await;
    let path = format!("/v1/webhooks/{}", made["id"].as_str().expect("an id"));
    let rotated = app.api.post(&format!("{path}/rotate"), &json!({})).await.expect(200);
    assert_ne!(rotated["secret"], made["secret"]);
    assert_eq!(rotated["previous_secret_until"], "2026-11-21T10:00:00.000Z");

    open_case(&app, 1).await;
    app.drain_jobs().await;
    let both = &app.program.received()[0];
    assert_eq!(both.header("webhook-signature").expect("signatures").split(' ').count(), 2);
    assert!(signed_by(&made["secret"], both) && signed_by(&rotated["secret"], both));

    app.after_minutes(24 * 60).await;
    open_case(&app, 2).await;
    app.drain_jobs().await;
    let one = &app.program.received()[1];
    assert!(!signed_by(&made["secret"], one) && signed_by(&rotated["secret"], one));

    let own = json!({"secret": "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="});
    assert_eq!(app.api.post(&format!("{path}/rotate"), &own).await.expect(200)["secret"], own["secret"]);
    app.api.post(&format!("{path}/rotate"), &json!({"secret": "x"})).await.expect(422);
    app.api.post("/v1/webhooks/nobody/rotate", &json!({})).await.expect(404);
}

#[tokio::test]
async fn a_new_secret_is_made_in_the_admin_and_shown_once() {
    let app = TestApp::start().await;
    let id = register(&app, &app.program).await;
    let (owner, page) = (app.sign_in().await, "/admin/settings/webhooks");
    let made = app.send_form(&owner, page, &format!("{page}/{id}/rotate"), &[]).await;
    assert_eq!(made.status, 200);
    let secret = made.body.split("whsec_").nth(1).and_then(|rest| rest.split('<').next()).expect("a secret");
    assert!(!app.page_as(&owner, page).await.contains(secret), "only once");
}

#[tokio::test]
async fn the_log_shows_every_attempt_and_a_message_is_sent_again_under_its_id() {
    let app = TestApp::start().await;
    let id = register(&app, &app.program).await;
    app.program.then([Answer::status(500), Answer::status(429)]);
    open_case(&app, 1).await;
    app.drain_jobs().await;
    app.after_minutes(1).await;
    app.after_minutes(10).await;
    let row = deliveries(&app, &id).await.remove(0);
    let path = format!("/v1/webhooks/{id}/deliveries/{}", row["id"].as_str().expect("an id"));
    let whole = app.api.get(&path).await.expect(200);
    let statuses: Vec<u64> =
        whole["log"].as_array().expect("a log").iter().filter_map(|one| one["status"].as_u64()).collect();
    assert_eq!(statuses, [500, 429, 200]);
    assert!(
        whole["log"][0]["latency_ms"].is_u64() && whole["log"][0]["error"].as_str().expect("words").contains("500")
    );
    assert!(whole["body"].as_str().expect("the bytes").contains("\"case.opened\""));
    let page = app.page(&path.replace("/v1/", "/admin/settings/")).await;
    assert!(page.contains("answered 500") && page.contains("case.opened"), "{page}");

    app.api.post(&format!("{path}/retry"), &json!({})).await.expect(202);
    app.drain_jobs().await;
    let seen = app.program.received();
    assert_eq!(seen.len(), 4);
    assert!(seen.iter().all(|one| one.header("webhook-id") == seen[0].header("webhook-id")));
    assert_ne!(seen[3].header("webhook-timestamp"), seen[0].header("webhook-timestamp"));
    app.api.get(&path.replace("deliveries/", "deliveries/0")).await.expect(404);
}

#[tokio::test]
async fn what_was_given_up_since_a_moment_is_sent_again() {
    let app = TestApp::start().await;
    let id = register(&app, &app.program).await;
    app.program.always(Answer::status(500));
    open_case(&app, 1).await;
    app.after_minutes(60).await;
    open_case(&app, 2).await;
    for _ in 0..100 {
        app.after_minutes(60).await;
    }
    assert_eq!(count(&app, &id, "failed").await, 2);
    app.program.always(Answer::status(200));
    let path = format!("/v1/webhooks/{id}/replay");
    let later = app.api.post(&path, &json!({"since": "2026-11-20T10:30:00Z"})).await.expect(202);
    assert_eq!(later["queued"], 1);
    app.drain_jobs().await;
    assert_eq!((count(&app, &id, "failed").await, count(&app, &id, "delivered").await), (1, 1));

    let (owner, page) = (app.sign_in().await, "/admin/settings/webhooks");
    let sent = app.send_form(&owner, page, &format!("{page}/{id}/replay"), &[("days", "30")]).await;
    assert_eq!(sent.status, 303);
    app.drain_jobs().await;
    assert_eq!(count(&app, &id, "delivered").await, 2);
    app.api.post(&path, &json!({})).await.expect(422);
}

#[tokio::test]
async fn an_endpoint_that_fails_for_five_days_is_switched_off_and_the_owners_are_told() {
    let app = TestApp::start().await;
    let _owner = app.sign_in().await;
    let id = register(&app, &app.program).await;
    app.program.always(Answer::status(500));
    for day in 0..6 {
        open_case(&app, day).await;
        app.after_days(1).await;
    }
    app.drain_jobs().await;
    let endpoint = app.api.get("/v1/webhooks").await.expect(200)["data"][0].clone();
    assert_eq!(endpoint["state"], "disabled", "{endpoint}");
    let told: Vec<_> =
        app.mail.mails().into_iter().filter(|mail| mail.text().contains("has not taken a single message")).collect();
    assert_eq!(told.len(), 1, "one owner, one mail");
    assert!(told[0].text().contains(app.program.url()) && told[0].html().contains("/admin/settings/webhooks"));
    let page = app.page("/admin").await;
    assert!(page.contains("Callbacks to an endpoint of yours are switched off"), "the banner stands on every page");

    let before = app.program.received().len();
    open_case(&app, 7).await;
    app.drain_jobs().await;
    assert_eq!(app.program.received().len(), before, "nothing goes there any more");

    app.program.always(Answer::status(200));
    let on = app.api.patch(&format!("/v1/webhooks/{id}"), &json!({"state": "active"})).await.expect(200);
    assert_eq!((&on["state"], &on["failing_since"]), (&json!("active"), &Value::Null));
    open_case(&app, 8).await;
    app.drain_jobs().await;
    assert_eq!(app.program.received().len(), before + 1);
}

#[tokio::test]
async fn of_many_that_give_an_endpoint_up_at_once_one_tells() {
    let app = TestApp::start().await;
    let _owner = app.sign_in().await;
    let id = register(&app, &app.program).await.parse().expect("an id");
    let given_up = (0..8).map(|_| app.app.write(1, move |conn, cx| endpoint_change::give_up(conn, cx, id, false)));
    for done in join_all(given_up).await {
        done.expect("it is given up, or was");
    }
    app.drain_jobs().await;
    let told = app.mail.mails().into_iter().filter(|mail| mail.text().contains("has not taken a single message"));
    assert_eq!(told.count(), 1);
}

#[tokio::test]
async fn few_failures_over_many_days_switch_nothing_off() {
    let app = TestApp::start().await;
    register(&app, &app.program).await;
    app.program.then([Answer::status(500), Answer::status(500)]);
    open_case(&app, 1).await;
    app.drain_jobs().await;
    app.after_days(6).await;
    assert_eq!(app.api.get("/v1/webhooks").await.expect(200)["data"][0]["state"], "active");
}

#[tokio::test]
async fn an_endpoint_that_says_it_is_gone_is_switched_off_at_once() {
    let app = TestApp::start().await;
    let _owner = app.sign_in().await;
    register(&app, &app.program).await;
    app.program.always(Answer::status(410));
    open_case(&app, 1).await;
    app.drain_jobs().await;
    assert_eq!(app.api.get("/v1/webhooks").await.expect(200)["data"][0]["state"], "disabled");
    assert!(app.mail.mails().iter().any(|mail| mail.text().contains("said that it is gone")));
}

#[tokio::test]
async fn address_and_types_can_be_changed_and_others_cannot_change_them() {
    let app = TestApp::start().await;
    let id = register(&app, &app.program).await;
    let path = format!("/v1/webhooks/{id}");
    let url = format!("{}/other", app.program.url());
    let changed =
        app.api.patch(&path, &json!({"url": url, "events": ["case.opened", "case.claimed"]})).await.expect(200);
    assert_eq!((&changed["url"], &changed["events"]), (&json!(url), &json!(["case.opened", "case.claimed"])));
    open_case(&app, 1).await;
    app.drain_jobs().await;
    assert_eq!(app.program.received()[0].path, "/hook/other");
    app.api.patch(&path, &json!({"events": ["everything"]})).await.expect(422);
    app.api.patch(&path, &json!({"events": []})).await.expect(422);
    app.api.patch(&path, &json!({"state": "paused"})).await.expect(422);
    app.api.with_key("no such key").patch(&path, &json!({"state": "disabled"})).await.expect(401);
}
