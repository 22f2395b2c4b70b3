//! What Shopify says about privacy: customers who ask, customers and shops that are to be forgotten.

use serde_json::{Value, json};
use survey_server::store::connections::Source;
use survey_server::store::data_requests;

use super::shopify_order;
use crate::support::app::TestApp;
use crate::support::hook::{Hook, WORKSPACE};

async fn emails(app: &TestApp) -> Vec<Value> {
    let people = app.api.get("/v1/people").await.expect(200);
    let mut emails: Vec<Value> = people.as_array().unwrap().iter().map(|person| person["email"].clone()).collect();
    emails.sort_by_key(ToString::to_string);
    emails
}

async fn shop_with_two_customers(app: &TestApp) -> Hook {
    let hook = Hook::connect(app, Source::Shopify, "hush").await;
    hook.say(app, "orders/fulfilled", "m1", &shopify_order(1, "ana@example.com")).await;
    hook.say(app, "orders/fulfilled", "m2", &shopify_order(2, "tom@example.com")).await;
    app.drain_jobs().await;
    hook
}

fn about(email: &str) -> Value {
    json!({"shop_id": 1, "shop_domain": "tea.myshopify.com", "customer": {"id": 7, "email": email, "phone": null}})
}

#[tokio::test]
async fn a_customer_who_asks_for_their_data_is_a_task_for_the_owner() {
    let app = TestApp::start().await;
    let hook = shop_with_two_customers(&app).await;

    hook.say(&app, "customers/data_request", "m3", &about("ana@example.com")).await;
    app.drain_jobs().await;
    hook.say(&app, "customers/data_request", "m4", &about("nobody@example.com")).await;
    app.drain_jobs().await;

    let open = app.app.read(WORKSPACE, |conn, cx| data_requests::open(conn, cx.workspace)).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].due_at, open[0].asked_at.plus_days(30));
    assert_eq!(hook.fates(&app).await[2..], [("done", String::new()), ("ignored", "unknown_person".to_owned())]);
}

#[tokio::test]
async fn a_customer_to_be_forgotten_is_erased_with_everything_that_was_said() {
    let app = TestApp::start().await;
    let hook = shop_with_two_customers(&app).await;
    hook.say(&app, "customers/data_request", "m3", &about("ana@example.com")).await;
    app.drain_jobs().await;

    hook.say(&app, "customers/redact", "m4", &about("ana@example.com")).await;
    app.drain_jobs().await;

    assert_eq!(emails(&app).await, ["tom@example.com"]);
    let id = hook.id;
    let kept = app
        .app
        .read(WORKSPACE, move |conn, cx| {
            let list = survey_server::store::inbound::list(conn, cx.workspace, id, 10)?;
            let rows: Result<Vec<_>, _> = list
                .iter()
                .map(|message| survey_server::store::inbound::find(conn, cx.workspace, message.id))
                .collect();
            Ok(rows?.into_iter().flatten().collect::<Vec<_>>())
        })
        .await
        .unwrap();
    assert_eq!(kept.len(), 4, "that something came stays");
    let said: Vec<String> = kept.iter().map(|message| String::from_utf8_lossy(&message.raw).into_owned()).collect();
    assert!(said.iter().all(|raw| !raw.contains("ana@example.com")), "{said:?}");
    assert!(app.app.read(WORKSPACE, |conn, cx| data_requests::open(conn, cx.workspace)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_shop_to_be_forgotten_takes_its_customers_along_and_leaves_those_of_others() {
    let app = TestApp::start().await;
    let hook = shop_with_two_customers(&app).await;
    let visit = json!({"id": "v1", "type": "visit", "occurred_at": "2026-11-20T09:00:00Z",
        "person": {"email": "tom@example.com"}});
    app.api.post("/v1/events", &visit).await.expect(202);

    let other = json!({"shop_id": 2, "shop_domain": "coffee.myshopify.com"});
    hook.say(&app, "shop/redact", "m3", &other).await;
    app.drain_jobs().await;
    assert_eq!(emails(&app).await, ["ana@example.com", "tom@example.com"]);

    hook.say(&app, "shop/redact", "m4", &json!({"shop_id": 1, "shop_domain": "tea.myshopify.com"})).await;
    app.drain_jobs().await;
    assert_eq!(emails(&app).await, ["tom@example.com"]);
}
