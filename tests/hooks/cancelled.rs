//! An order that is taken back withdraws its survey, whichever message comes first.

use serde_json::{Value, json};
use survey_server::store::connections::Source;

use super::shopify_order;
use super::shops::{ask_after, checkout, stripe_event, woo_order};
use crate::support::app::TestApp;
use crate::support::hook::{Hook, WORKSPACE};

/// Waits two days after each event.
async fn wait_two_days(app: &TestApp) {
    app.app
        .write(WORKSPACE, |conn, cx| {
            let mut workspace = survey_server::store::workspaces::load(conn, cx.workspace)?;
            for ask in &mut workspace.settings.0.plan {
                ask.delay_minutes = 2 * 24 * 60;
            }
            survey_server::store::workspaces::save(conn, &workspace, cx.now)
        })
        .await
        .unwrap();
}

fn event(id: &str, kind: &str, email: &str) -> Value {
    json!({"id": id, "type": kind, "occurred_at": "2026-11-20T09:00:00Z", "person": {"email": email},
        "properties": {"order": 1001}})
}

/// Why the last decision about a person went the way it did.
async fn last_reason(app: &TestApp, email: &str) -> Option<String> {
    let email = email.to_owned();
    app.app
        .read(WORKSPACE, move |conn, cx| {
            let person = survey_server::store::people::find_by_email(conn, cx.workspace, &email)?.unwrap();
            survey_server::store::decisions::list_by_person(conn, cx.workspace, person.id, 1)
        })
        .await
        .unwrap()
        .remove(0)
        .reason
}

#[tokio::test]
async fn a_cancelled_order_withdraws_its_invitation_and_the_ledger_says_so() {
    let app = TestApp::start().await;
    wait_two_days(&app).await;
    let planned = app.api.post("/v1/events", &event("e1", "order.delivered", "ann@example.com")).await.expect(202);
    assert_eq!(planned["survey_decision"]["outcome"], "scheduled");

    let mut cancel = event("e2", "order.cancelled", "ann@example.com");
    cancel["properties"]["order"] = json!("1001");
    app.api.post("/v1/events", &cancel).await.expect(202);

    assert_eq!(last_reason(&app, "ann@example.com").await.as_deref(), Some("cancelled"));
    app.after_days(3).await;
    assert!(app.mail.mails().is_empty());
    // Nobody was asked, so the cool-down did not begin.
    let mut other = event("e3", "order.delivered", "ann@example.com");
    other["properties"]["order"] = json!("1002");
    let next = app.api.post("/v1/events", &other).await.expect(202);
    assert_eq!(next["survey_decision"]["outcome"], "scheduled");
}

#[tokio::test]
async fn a_cancellation_that_comes_first_counts_too() {
    let app = TestApp::start().await;
    app.api.post("/v1/events", &event("e2", "order.refunded", "ann@example.com")).await.expect(202);

    let late = app.api.post("/v1/events", &event("e1", "order.delivered", "ann@example.com")).await.expect(202);

    assert_eq!(late["survey_decision"]["reason"], "cancelled");
}

#[tokio::test]
async fn an_event_may_name_the_event_that_it_takes_back() {
    let app = TestApp::start().await;
    wait_two_days(&app).await;
    for (id, email) in [("e1", "ann@example.com"), ("e2", "bob@example.com")] {
        app.api.post("/v1/events", &event(id, "order.delivered", email)).await.expect(202);
    }

    // Another person of the business cancels: what is named counts, not who says so.
    let mut cancel = event("e3", "order.cancelled", "clerk@example.com");
    (cancel["cancels"], cancel["properties"]) = (json!("e1"), json!({}));
    app.api.post("/v1/events", &cancel).await.expect(202);
    app.after_days(3).await;

    assert_eq!(app.mail.wait_for(1).await[0].recipient(), "bob@example.com");
    assert_eq!(app.mail.mails().len(), 1);
}

#[tokio::test]
async fn a_rehearsed_cancellation_takes_nothing_back() {
    let app = TestApp::start().await;
    wait_two_days(&app).await;
    app.api.post("/v1/events", &event("e1", "order.delivered", "ann@example.com")).await.expect(202);

    app.api.post("/v1/events?dry_run=true", &event("e2", "order.cancelled", "ann@example.com")).await.expect(202);
    app.after_days(3).await;

    assert_eq!(app.mail.wait_for(1).await.len(), 1);
}

#[tokio::test]
async fn shops_take_orders_back_in_any_order_of_messages() {
    let app = TestApp::start().await;
    ask_after(&app, &["order.fulfilled", "order.completed", "order.paid"]).await;
    wait_two_days(&app).await;
    let shopify = Hook::connect(&app, Source::Shopify, "hush").await;
    let woo = Hook::connect(&app, Source::WooCommerce, "hush").await;
    let stripe = Hook::connect(&app, Source::Stripe, "whsec_x").await;
    let mut cancelled = shopify_order(1, "one@example.com");
    cancelled["cancelled_at"] = json!("2026-11-20T09:50:00Z");
    let refund = json!({"id": 9, "order_id": 2, "created_at": "2026-11-20T09:50:00Z"});
    let part = json!({"id": "ch_1", "payment_intent": "pi_1", "refunded": false, "amount_refunded": 100});
    let whole = json!({"id": "ch_1", "payment_intent": "pi_1", "refunded": true});

    shopify.say(&app, "orders/fulfilled", "m1", &shopify_order(1, "one@example.com")).await;
    shopify.say(&app, "refunds/create", "m2", &refund).await;
    stripe.say(&app, "", "", &stripe_event("evt_1", "charge.refunded", part)).await;
    stripe.say(&app, "", "", &stripe_event("evt_2", "charge.refunded", whole)).await;
    woo.say(&app, "order.updated", "d1", &woo_order(5, "completed", "five@example.com")).await;
    app.drain_jobs().await;
    shopify.say(&app, "orders/cancelled", "m3", &cancelled).await;
    shopify.say(&app, "orders/fulfilled", "m4", &shopify_order(2, "two@example.com")).await;
    stripe.say(&app, "", "", &stripe_event("evt_3", "checkout.session.completed", checkout("pi_1", "paid"))).await;
    woo.say(&app, "order.updated", "d2", &woo_order(5, "refunded", "five@example.com")).await;
    app.drain_jobs().await;

    for person in ["one", "two", "five", "zoe"] {
        let reason = last_reason(&app, &format!("{person}@example.com")).await;
        assert_eq!(reason.as_deref(), Some("cancelled"), "{person}");
    }
    let why = stripe.fates(&app).await[0].1.clone();
    assert_eq!(why, "partial_refund");
    app.after_days(3).await;
    assert!(app.mail.mails().is_empty());
}
