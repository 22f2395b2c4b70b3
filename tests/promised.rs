//! What happens when something does not: a promised time passes, a customer falls silent. And what an event sets off by
//! itself. The clock is the test's.

use serde_json::{Value, json};

use crate::support::app::TestApp;

const ORDER: &str = "order-1001";

/// A rule that looks half an hour after the promised time.
fn promise_rule() -> Value {
    json!({
        "id": "overdue", "name": "Late delivery",
        "when": {"all": [{"fact": "event", "is": "order.placed"}, {"promise": "promised_at", "at_least": 30}]},
        "then": [
            {"do": "open_case", "priority": "high", "team": "Delivery", "contact_within": {"minutes": 60}},
            {"do": "notify", "to": "team"},
            {"do": "tag", "tag": "late"},
        ],
    })
}

async fn set_rules(app: &TestApp, rules: &[Value]) {
    app.api.put("/v1/rules", &json!({ "rules": rules })).await.expect(200);
    app.drain_jobs().await;
}

async fn report(app: &TestApp, id: &str, kind: &str, properties: Value) {
    let event = json!({
        "id": id, "type": kind, "occurred_at": app.now().to_string(),
        "person": {"email": "ann@example.com", "name": "Ann"}, "properties": properties,
    });
    app.api.post("/v1/events", &event).await.expect(202);
    app.drain_jobs().await;
}

/// An order of today 10:00 that is promised for 18:00.
async fn place(app: &TestApp) {
    report(app, ORDER, "order.placed", json!({"order": "1001", "promised_at": "2026-11-20T18:00:00Z"})).await;
}

async fn cases(app: &TestApp) -> Vec<Value> {
    app.api.get("/v1/cases").await.expect(200)["data"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_promised_delivery_time_passes_and_a_case_opens_before_the_customer_complains() {
    let app = TestApp::start().await;
    app.call_back_on(&["case.opened"]).await;
    app.sign_in().await;
    set_rules(&app, &[promise_rule()]).await;
    place(&app).await;

    app.after_minutes(8 * 60 + 29).await;
    assert!(cases(&app).await.is_empty(), "a minute before it is time");
    app.after_minutes(1).await;

    let cases = cases(&app).await;
    assert_eq!(cases.len(), 1);
    assert_eq!((&cases[0]["origin"], &cases[0]["rule"]), (&json!("time"), &json!("overdue")));
    assert_eq!((&cases[0]["priority"], &cases[0]["team"]), (&json!("high"), &json!("Delivery")));
    assert_eq!(cases[0]["due_at"], "2026-11-20T19:30:00.000Z", "an hour from now, and not from the order");
    let stored = app.app.read(1, |conn, cx| {
        survey_server::store::cases::list(conn, cx.workspace, &survey_server::store::cases::Filter::open(), 0, 9)
    });
    assert_eq!(stored.await.expect("a database")[0].tags.0, ["late"], "the tag is the case's");
    let told = app.program.received();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].json()["data"]["event"]["id"], ORDER);
    assert!(app.mail.mails().iter().any(|mail| mail.recipient() != "ann@example.com"), "the team is told");

    app.after_days(3).await;
    assert_eq!(self::cases(&app).await.len(), 1, "once");
}

#[tokio::test]
async fn an_order_that_was_delivered_in_time_or_cancelled_opens_nothing() {
    for end in ["order.delivered", "order.cancelled"] {
        let app = TestApp::start().await;
        app.configure(|settings| settings.cancels = vec!["order.cancelled".to_owned()]).await;
        set_rules(&app, &[promise_rule()]).await;
        place(&app).await;
        app.after_minutes(60).await;
        report(&app, "packed", "order.packed", json!({"order": "1001"})).await;
        report(&app, "the-end", end, json!({"order": "1001"})).await;

        app.after_days(2).await;

        assert!(cases(&app).await.is_empty(), "{end}");
    }
}

#[tokio::test]
async fn an_event_of_another_order_or_one_on_the_way_keeps_no_promise() {
    let app = TestApp::start().await;
    set_rules(&app, &[promise_rule()]).await;
    place(&app).await;
    app.after_minutes(60).await;
    report(&app, "packed", "order.packed", json!({"order": "1001"})).await;
    report(&app, "other", "order.delivered", json!({"order": "1002"})).await;

    app.after_days(1).await;

    assert_eq!(cases(&app).await.len(), 1);
}

#[tokio::test]
async fn a_promise_that_was_renewed_is_looked_at_by_its_new_time() {
    let app = TestApp::start().await;
    let mut rule = promise_rule();
    rule["when"] = json!({"promise": "promised_at", "at_least": 30});
    set_rules(&app, &[rule]).await;
    place(&app).await;
    app.after_minutes(60).await;
    let renewed = json!({"order": "1001", "promised_at": "2026-11-21T18:00:00Z"});
    report(&app, "renewed", "order.delayed", renewed).await;

    app.after_minutes(24 * 60).await;
    assert!(cases(&app).await.is_empty(), "the first promise is replaced");
    app.after_minutes(8 * 60).await;
    assert_eq!(cases(&app).await.len(), 1);
}

#[tokio::test]
async fn an_event_opens_a_case_at_once_and_one_that_follows_joins_it() {
    let app = TestApp::start().await;
    let late = json!({"id": "late", "when": {"fact": "event", "is": "order.late"},
        "then": [{"do": "open_case"}, {"do": "callback", "event": "response.detractor"}]});
    set_rules(&app, &[late, promise_rule()]).await;
    place(&app).await;
    app.after_minutes(60).await;
    report(&app, "late", "order.late", json!({"order": "1001"})).await;
    let opened = cases(&app).await;
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0]["origin"], "event");

    app.after_days(1).await;

    assert_eq!(cases(&app).await.len(), 1, "somebody has this order in hand already");
    let page = app.page(&format!("/admin/cases/{}", opened[0]["id"].as_str().unwrap())).await;
    assert!(page.contains("It did not come in time"), "the timeline says that the promise passed too");
}

#[tokio::test]
async fn silence_opens_a_case_unless_something_was_heard() {
    let app = TestApp::start().await;
    let silent = json!({"id": "silent", "when": {"fact": "silence_days", "at_least": 14},
        "then": [{"do": "open_case", "priority": "low"}]});
    set_rules(&app, &[silent]).await;
    place(&app).await;
    app.after_days(10).await;
    report(&app, "visit", "shop.visited", json!({})).await;
    report(&app, "search", "shop.searched", json!({})).await;

    app.after_days(13).await;
    assert!(cases(&app).await.is_empty(), "the visit broke the silence");
    app.after_days(1).await;

    let cases = cases(&app).await;
    assert_eq!(cases.len(), 1);
    assert!(cases[0]["due_at"].is_string(), "low priority has a deadline too");
}

#[tokio::test]
async fn rules_that_are_changed_look_at_the_orders_of_the_last_weeks() {
    let app = TestApp::start().await;
    place(&app).await;
    report(&app, "passed", "order.placed", json!({"order": "999", "promised_at": "2026-11-19T18:00:00Z"})).await;

    app.after_minutes(60).await;
    set_rules(&app, &[promise_rule()]).await;
    assert!(cases(&app).await.is_empty(), "what had passed before the rule was made is history");
    app.after_minutes(8 * 60).await;

    assert_eq!(cases(&app).await.len(), 1);
}

#[tokio::test]
async fn a_rule_that_is_switched_off_meanwhile_does_nothing() {
    let app = TestApp::start().await;
    set_rules(&app, &[promise_rule()]).await;
    place(&app).await;
    set_rules(&app, &[]).await;

    app.after_days(1).await;

    assert!(cases(&app).await.is_empty());
}

#[tokio::test]
async fn a_score_that_fell_is_seen_against_the_one_before() {
    let app = TestApp::start().await;
    let fell = json!({"id": "fell", "when": {"fact": "change", "at_most": -3},
        "then": [{"do": "open_case"}, {"do": "tag", "tag": "fell"}]});
    set_rules(&app, &[fell]).await;
    let ann = app.api.post("/v1/people", &json!({"email": "ann@example.com", "send": false})).await.expect(200);
    let answer = async |score: i64| {
        app.api.post("/v1/survey_responses", &json!({"person": ann["id"], "score": score})).await.expect(201)
    };
    answer(10).await;
    app.after_days(40).await;
    answer(8).await;
    assert!(cases(&app).await.is_empty(), "two points are no fall");
    app.after_days(40).await;
    answer(5).await;

    assert_eq!(cases(&app).await.len(), 1, "three points are, though five were enough for nobody before");
}

#[tokio::test]
async fn a_rule_tells_those_who_decide_once_and_nobody_else() {
    let app = TestApp::start().await;
    app.sign_in().await;
    let agent = app.app.write(1, |conn, cx| {
        use survey_server::store::users::Role;
        survey_server::account::user::invite(conn, cx, "agent@shop.example", "Alex", Role::Agent, "test")
    });
    agent.await.expect("a member");
    app.drain_jobs().await;
    let before = app.mail.mails().len();
    let late = json!({"id": "late", "when": {"fact": "event", "is": "order.late"},
        "then": [{"do": "open_case"}, {"do": "notify", "to": "manager"}]});
    set_rules(&app, &[late]).await;
    report(&app, "late", "order.late", json!({"order": "1001"})).await;
    app.after_minutes(2).await;

    let mails = app.mail.mails();
    let told: Vec<String> =
        mails.iter().skip(before).map(|mail| mail.recipient().to_owned()).filter(|to| !to.contains("ann@")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("owner-"), "{told:?}");
}
