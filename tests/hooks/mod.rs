//! Other programs call us: what is let in, what is kept, and what comes of it.

mod cancelled;
mod mail;
mod privacy;
mod shops;

use serde_json::{Value, json};
use survey_server::store::connections::Source;

use crate::support::app::TestApp;
use crate::support::hook::{Hook, sign_base64};

/// An order of a Shopify shop that was just fulfilled.
pub fn shopify_order(id: i64, email: &str) -> Value {
    json!({
        "id": id, "name": format!("#{id}"), "email": email, "contact_email": email, "phone": null,
        "created_at": "2026-11-18T09:00:00Z", "updated_at": "2026-11-20T09:30:00Z", "cancelled_at": null,
        "test": false, "financial_status": "paid", "currency": "EUR", "total_price": "49.90", "customer_locale": "de-DE",
        "customer": {"id": id * 7, "first_name": "Ana", "last_name": "Lima", "email": email},
        "shipping_address": {"country_code": "DE"},
        "line_items": [{"title": "Green tea", "quantity": 2}],
        "fulfillments": [{"created_at": "2026-11-20T11:00:00+02:00", "tracking_company": "DHL"}]
    })
}

#[tokio::test]
async fn a_wrong_signature_is_refused_and_nothing_but_a_count_is_kept() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;
    let body = shopify_order(1001, "ana@example.com").to_string();

    let forged = sign_base64("guess", body.as_bytes());
    for mac in [forged.as_str(), "", "no base64 at all"] {
        let headers = [("X-Shopify-Topic", "orders/fulfilled"), ("X-Shopify-Hmac-Sha256", mac)];
        let refused = hook.call(&app, &headers, body.as_bytes()).await.expect(401);
        assert_eq!(refused["error"]["code"], "wrong_signature");
    }
    let genuine = sign_base64("hush", body.as_bytes());
    let changed = body.replace("ana@", "eve@");
    hook.call(&app, &[("X-Shopify-Hmac-Sha256", &genuine)], changed.as_bytes()).await.expect(401);

    assert!(hook.messages(&app).await.is_empty());
    let row = hook.row(&app).await;
    assert_eq!((row.received, row.refused), (0, 1), "one write a second, however many calls");
    app.after_minutes(1).await;
    hook.call(&app, &[], b"{}").await.expect(401);
    assert_eq!(hook.row(&app).await.refused, 5);
}

#[tokio::test]
async fn an_address_that_we_did_not_make_is_not_there() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;

    let (body, last) = hook.url.split_at(hook.url.len() - 1);
    let forged = format!("{body}{}", if last == "A" { "B" } else { "A" });
    let elsewhere = hook.url.replace("/hooks/shopify/", "/hooks/stripe/");
    for url in [forged, elsewhere, "/hooks/shopify/x".to_owned()] {
        let request = app.api.request(reqwest::Method::POST, &url).body("{}");
        assert_eq!(app.api.send(request).await.status, 404, "{url}");
    }
    assert_eq!(app.api.visit(&hook.url).await.status, 405);
}

#[tokio::test]
async fn the_same_message_again_is_kept_once_and_asks_once() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;
    let order = shopify_order(1001, "ana@example.com");

    for _ in 0..3 {
        assert_eq!(hook.say(&app, "orders/fulfilled", "m1", &order).await.status, 200);
    }
    app.drain_jobs().await;
    // A new delivery of the same order is another message about the same thing.
    let mut later = order.clone();
    later["updated_at"] = json!("2026-11-20T09:59:00Z");
    hook.say(&app, "orders/fulfilled", "m2", &order).await;
    hook.say(&app, "orders/fulfilled", "m3", &later).await;
    app.drain_jobs().await;

    let known = "known_already".to_owned();
    assert_eq!(hook.fates(&app).await, [("done", String::new()), ("ignored", known.clone()), ("ignored", known)]);
    assert_eq!(app.mail.wait_for(1).await.len(), 1);
    assert_eq!(hook.row(&app).await.received, 3);
}

#[tokio::test]
async fn what_cannot_be_read_is_taken_and_fails_where_people_see_it() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;

    for (id, raw) in
        [("m1", "{\"id\": 1001, \"email\": \"ana@exam"), ("m2", "[]"), ("m3", "{\"email\": \"a@example.com\"}")]
    {
        let mac = sign_base64("hush", raw.as_bytes());
        let headers = [
            ("X-Shopify-Topic", "orders/fulfilled"),
            ("X-Shopify-Webhook-Id", id),
            ("X-Shopify-Hmac-Sha256", mac.as_str()),
        ];
        assert_eq!(hook.call(&app, &headers, raw.as_bytes()).await.status, 200);
    }
    let bad_address = shopify_order(1002, "ana@nowhere@example");
    hook.say(&app, "orders/fulfilled", "m4", &bad_address).await;
    app.drain_jobs().await;

    let fates = hook.fates(&app).await;
    assert!(fates.iter().all(|(state, _)| *state == "failed"), "{fates:?}");
    assert_eq!(fates[0].1, "the message is not JSON (line 1, column 31)");
    assert_eq!(fates[1].1, "the message has no id");
    assert!(fates[3].1.contains("person.email"), "{fates:?}");
    // It is not tried again by itself.
    assert_eq!(app.drain_jobs().await, 0);
    app.after_days(1).await;
    assert_eq!(hook.fates(&app).await, fates);
}

#[tokio::test]
async fn a_body_beyond_two_mebibytes_is_refused() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;
    let fill = |bytes: usize| format!("{{\"note\": \"{}\"}}", "x".repeat(bytes));

    let huge = fill(2 * 1024 * 1024);
    let mac = sign_base64("hush", huge.as_bytes());
    assert_eq!(hook.call(&app, &[("X-Shopify-Hmac-Sha256", &mac)], huge.as_bytes()).await.status, 413);
    assert!(hook.messages(&app).await.is_empty());
    let large = fill(2 * 1024 * 1024 - 100);
    let mac = sign_base64("hush", large.as_bytes());
    assert_eq!(hook.call(&app, &[("X-Shopify-Hmac-Sha256", &mac)], large.as_bytes()).await.status, 200);
}

#[tokio::test]
async fn a_replaced_secret_counts_for_another_day() {
    let app = TestApp::start().await;
    let old = Hook::connect(&app, Source::Shopify, "old secret").await;
    let id = old.id;
    app.app
        .write(1, move |conn, cx| survey_server::outreach::connection::set_secret(conn, cx, id, "new secret", "test"))
        .await
        .unwrap();
    let new = Hook {
        id,
        url: old.url.clone(),
        secret: "new secret".to_owned(),
        ..Hook::connect(&app, Source::Shopify, "x").await
    };
    let order = shopify_order(1001, "ana@example.com");

    assert_eq!(old.say(&app, "orders/fulfilled", "m1", &order).await.status, 200);
    assert_eq!(new.say(&app, "orders/fulfilled", "m2", &order).await.status, 200);
    app.after_days(2).await;
    assert_eq!(old.say(&app, "orders/fulfilled", "m3", &order).await.status, 401);
    assert_eq!(new.say(&app, "orders/fulfilled", "m4", &order).await.status, 200);
}

#[tokio::test]
async fn without_a_secret_nothing_is_let_in() {
    let app = TestApp::start().await;
    let input = survey_server::outreach::connection::ConnectionInput {
        source: Source::Shopify,
        name: "Not ready".to_owned(),
        config: serde_json::Map::new(),
    };
    let url = app
        .app
        .write(1, move |conn, cx| {
            let (made, shown) = survey_server::outreach::connection::create(conn, cx, &input, "test")?;
            assert_eq!(shown, None);
            Ok(survey_server::outreach::connection::url(cx, &made))
        })
        .await
        .unwrap();
    let mac = sign_base64("", b"{}");
    let request = app.api.request(reqwest::Method::POST, &url).header("X-Shopify-Hmac-Sha256", mac).body("{}");
    assert_eq!(app.api.send(request).await.status, 401);
}

#[tokio::test]
async fn what_came_is_kept_for_a_week() {
    let app = TestApp::start().await;
    let hook = Hook::connect(&app, Source::Shopify, "hush").await;
    hook.say(&app, "orders/paid", "m1", &shopify_order(1001, "ana@example.com")).await;
    app.drain_jobs().await;
    assert_eq!(hook.fates(&app).await, [("ignored", "other_topic".to_owned())]);

    app.after_days(6).await;
    assert_eq!(hook.messages(&app).await.len(), 1);
    app.after_days(2).await;
    assert!(hook.messages(&app).await.is_empty());
}
