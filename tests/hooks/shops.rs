//! Shopify, WooCommerce and Stripe: an order that is done asks its customer.

use serde_json::{Value, json};
use survey_server::store::connections::Source;
use survey_server::store::{people, workspaces};

use super::shopify_order;
use crate::support::app::TestApp;
use crate::support::hook::{Hook, WORKSPACE, sign_base64, sign_hex};

/// Asks after events of these types, at once.
pub async fn ask_after(app: &TestApp, kinds: &[&str]) {
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    app.app
        .write(WORKSPACE, move |conn, cx| {
            let mut workspace = workspaces::load(conn, cx.workspace)?;
            let first = workspace.settings.0.plan[0].clone();
            workspace.settings.0.plan =
                kinds.into_iter().map(|event| workspaces::Ask { event, ..first.clone() }).collect();
            workspaces::save(conn, &workspace, cx.now)
        })
        .await
        .unwrap();
}

async fn person(app: &TestApp, email: &str) -> Option<people::Person> {
    let email = email.to_owned();
    app.app.read(WORKSPACE, move |conn, cx| people::find_by_email(conn, cx.workspace, &email)).await.unwrap()
}

pub fn woo_order(id: i64, status: &str, email: &str) -> Value {
    json!({
        "id": id, "number": id.to_string(), "status": status, "currency": "KZT", "total": "12500.00",
        "date_completed_gmt": "2026-11-20T09:00:00", "date_modified_gmt": "2026-11-20T09:30:00", "customer_id": 3,
        "billing": {"first_name": "Aya", "last_name": "", "email": email, "phone": "8 701 000", "country": "KZ"},
        "line_items": [{"name": "Cup"}, {"name": "Pot"}], "meta_data": [{"key": "wpml_language", "value": "kk"}]
    })
}

pub fn stripe_event(id: &str, kind: &str, object: Value) -> Value {
    json!({"id": id, "object": "event", "type": kind, "created": 1_795_168_000, "livemode": true, "data": {"object": object}})
}

pub fn checkout(payment: &str, status: &str) -> Value {
    json!({
        "id": "cs_1", "object": "checkout.session", "payment_status": status, "payment_intent": payment,
        "amount_total": 4990, "currency": "eur", "locale": "fr", "client_reference_id": "A-17", "metadata": {"branch": "Lyon"},
        "customer_details": {"email": "zoe@example.com", "name": "Zoé", "phone": null, "address": {"country": "FR"}}
    })
}

#[tokio::test]
async fn a_fulfilled_order_of_shopify_asks_its_customer_in_their_language() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;

    hook.say(&app, "orders/fulfilled", "m1", &shopify_order(1001, "ana@example.com")).await;
    app.drain_jobs().await;

    assert_eq!(hook.fates(&app).await, [("done", String::new())]);
    assert_eq!(app.mail.wait_for(1).await[0].recipient(), "ana@example.com");
    let ana = person(&app, "ana@example.com").await.unwrap();
    assert_eq!((ana.name.as_deref(), ana.locale.as_deref()), (Some("Ana Lima"), Some("de-DE")));
    assert_eq!(ana.external_id, None, "the business may have its own number for them");
    assert_eq!(hook.messages(&app).await[0].person_id, Some(ana.id));
    let events = app
        .app
        .read(WORKSPACE, move |conn, cx| survey_server::store::events::list_by_person(conn, cx.workspace, ana.id, 10))
        .await
        .unwrap();
    assert_eq!(
        (events[0].external_id.as_str(), events[0].kind.as_str()),
        ("shopify:1001:fulfilled", "order.fulfilled")
    );
    assert_eq!(events[0].occurred_at.rfc3339(), "2026-11-20T09:00:00.000Z", "when it was sent off");
    assert_eq!(
        Value::Object(events[0].properties.0.clone()),
        json!({"order": "#1001", "order_id": "1001", "total": 49.9, "currency": "EUR", "product": "Green tea",
            "item_count": 1, "items": ["Green tea"], "country": "DE", "courier": "DHL", "shop": "tea.myshopify.com"})
    );
}

#[tokio::test]
async fn orders_that_nobody_is_to_be_asked_about_are_ignored_with_the_reason() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;
    let change = |field: &str, value: Value| {
        let mut order = shopify_order(1001, "ana@example.com");
        order[field] = value;
        order
    };
    let mut nobody = shopify_order(1001, "");
    nobody["customer"] = Value::Null;

    hook.say(&app, "orders/fulfilled", "m1", &change("test", json!(true))).await;
    app.drain_jobs().await;
    hook.say(&app, "orders/fulfilled", "m2", &change("cancelled_at", json!("2026-11-20T09:00:00Z"))).await;
    app.drain_jobs().await;
    hook.say(&app, "orders/create", "m3", &change("test", json!(false))).await;
    app.drain_jobs().await;
    hook.say(&app, "orders/fulfilled", "m4", &nobody).await;
    app.drain_jobs().await;

    let whys: Vec<String> = hook.fates(&app).await.into_iter().map(|(_, why)| why).collect();
    assert_eq!(whys, ["test_order", "other_status", "other_topic", "nobody_named"]);
    assert!(app.mail.mails().is_empty());
}

#[tokio::test]
async fn a_customer_without_an_address_is_known_and_not_asked() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;
    let mut order = shopify_order(1001, "");
    (order["email"], order["contact_email"], order["customer"]["email"]) = (Value::Null, Value::Null, Value::Null);

    hook.say(&app, "orders/fulfilled", "m1", &order).await;
    app.drain_jobs().await;

    assert_eq!(hook.fates(&app).await, [("done", String::new())]);
    assert!(app.mail.mails().is_empty());
    let person = app.api.get("/v1/people").await.expect(200)[0].clone();
    assert_eq!(person["email"], Value::Null);
}

#[tokio::test]
async fn a_phone_number_that_two_people_share_changes_neither() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;
    let with_phone = |id: i64, email: &str| {
        let mut order = shopify_order(id, email);
        order["phone"] = json!("+49 30 1234567");
        order
    };

    hook.say(&app, "orders/fulfilled", "m1", &with_phone(1, "ana@example.com")).await;
    app.drain_jobs().await;
    hook.say(&app, "orders/fulfilled", "m2", &with_phone(2, "tom@example.com")).await;
    app.drain_jobs().await;

    assert_eq!(person(&app, "ana@example.com").await.unwrap().phone.as_deref(), Some("+49301234567"));
    assert_eq!(person(&app, "tom@example.com").await.unwrap().phone, None);
    assert_eq!(app.mail.wait_for(2).await.len(), 2);
}

#[tokio::test]
async fn a_completed_order_of_woocommerce_asks_and_other_states_do_not() {
    let app = TestApp::start().await;
    ask_after(&app, &["order.completed"]).await;
    let hook = Hook::connect(&app, Source::WooCommerce, "hush").await;

    let greeting = hook.call(&app, &[("Content-Type", "application/x-www-form-urlencoded")], b"webhook_id=12").await;
    assert_eq!((greeting.status, greeting.body.as_str()), (200, ""));
    assert!(hook.messages(&app).await.is_empty());
    assert_eq!(hook.call(&app, &[], b"webhook_id=12&x=1").await.status, 401);

    for (n, status) in ["processing", "completed", "completed"].iter().enumerate() {
        // The delivery id repeats within a second: order and status say which message it is.
        hook.say(&app, "order.updated", "d1", &woo_order(5, status, "aya@example.com")).await;
        app.drain_jobs().await;
        assert_eq!(app.mail.mails().len(), usize::from(n > 0), "{status}");
    }

    assert_eq!(hook.fates(&app).await, [("ignored", "other_status".to_owned()), ("done", String::new())]);
    let aya = person(&app, "aya@example.com").await.unwrap();
    assert_eq!((aya.name.as_deref(), aya.locale.as_deref(), aya.phone), (Some("Aya"), Some("kk"), None));
}

#[tokio::test]
async fn woocommerce_signs_with_the_entities_of_its_secret_resolved() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::WooCommerce, "a&amp;b &lt;c&gt;").await;
    let body = woo_order(5, "completed", "aya@example.com").to_string();
    let mac = sign_base64("a&b <c>", body.as_bytes());

    let headers = [("X-WC-Webhook-Topic", "order.updated"), ("X-WC-Webhook-Signature", mac.as_str())];
    assert_eq!(hook.call(&app, &headers, body.as_bytes()).await.status, 200);
}

#[tokio::test]
async fn a_paid_checkout_of_stripe_asks_once_whichever_message_says_that_it_is_paid() {
    let app = TestApp::start().await;
    ask_after(&app, &["order.paid"]).await;
    let hook = Hook::connect(&app, Source::Stripe, "whsec_test").await;

    let unpaid = stripe_event("evt_1", "checkout.session.completed", checkout("pi_1", "unpaid"));
    let paid = stripe_event("evt_2", "checkout.session.async_payment_succeeded", checkout("pi_1", "paid"));
    let also = stripe_event("evt_3", "checkout.session.completed", checkout("pi_1", "paid"));
    let mut test = stripe_event("evt_4", "checkout.session.completed", checkout("pi_2", "paid"));
    test["livemode"] = json!(false);
    for event in [&unpaid, &paid, &paid, &also, &test] {
        assert_eq!(hook.say(&app, "", "", event).await.status, 200);
        app.drain_jobs().await;
    }

    let fates = hook.fates(&app).await;
    let words: Vec<(&str, &str)> = fates.iter().map(|(state, why)| (*state, why.as_str())).collect();
    assert_eq!(words, [("ignored", "unpaid"), ("done", ""), ("ignored", "known_already"), ("ignored", "test_order")]);
    assert_eq!(app.mail.wait_for(1).await.len(), 1);
    let zoe = person(&app, "zoe@example.com").await.unwrap();
    let events = app
        .app
        .read(WORKSPACE, move |conn, cx| survey_server::store::events::list_by_person(conn, cx.workspace, zoe.id, 10))
        .await
        .unwrap();
    assert_eq!(
        Value::Object(events[0].properties.0.clone()),
        json!({"branch": "Lyon", "order": "A-17", "total": 49.9, "currency": "EUR", "country": "FR"})
    );
}

#[tokio::test]
async fn a_signature_of_stripe_is_fresh_and_one_of_several_may_fit() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Stripe, "whsec_test").await;
    let raw = stripe_event("evt_1", "checkout.session.completed", checkout("pi_1", "paid")).to_string();
    let now = app.now().as_second();
    let header = |at: i64| {
        let mac = sign_hex("whsec_test", format!("{at}.{raw}").as_bytes());
        format!("t={at},v1={},v0=ff,v1={mac}", "0".repeat(64))
    };

    for (at, status) in [(now, 200), (now - 300, 200), (now + 300, 200), (now - 301, 401), (now + 301, 401), (0, 401)] {
        let answered = hook.call(&app, &[("Stripe-Signature", &header(at))], raw.as_bytes()).await;
        assert_eq!(answered.status, status, "{}", at - now);
    }
    for wrong in ["", "t=", "v1=", "t=x,v1=y", &format!("t={now}"), &header(now).replace("v1=", "v0=")] {
        assert_eq!(hook.call(&app, &[("Stripe-Signature", wrong)], raw.as_bytes()).await.status, 401, "{wrong}");
    }
}
