//! A problem that many have: everybody it affects hears of it once, complainers or not, and of its end.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::smtp_sink::Mail;

/// Reports an order.
async fn order(app: &TestApp, id: &str, email: &str, courier: &str) {
    let event = json!({
        "id": id, "type": "order.shipped", "occurred_at": app.now().to_string(),
        "person": {"email": email}, "properties": {"courier": courier},
    });
    app.api.post("/v1/events", &event).await.expect(202);
}

fn told(app: &TestApp, subject: &str) -> Vec<String> {
    let mails = app.mail.mails();
    let mut to: Vec<String> =
        mails.iter().filter(|mail| mail.subject().ends_with(subject)).map(|mail| mail.recipient().to_owned()).collect();
    to.sort();
    to
}

fn problem(app: &TestApp) -> Value {
    json!({
        "title": "Depot without power",
        "words": {
            "en": {"problem": "The depot has no power, and parcels are late.", "over": "The parcels are on their way."},
            "ru": {"problem": "На складе нет света, и посылки опаздывают.", "over": "Посылки снова в пути."},
        },
        "types": ["order.shipped"], "property": "courier", "values": ["North"],
        "from": app.now().to_string(),
    })
}

#[tokio::test]
async fn everybody_whom_it_affects_is_told_once_and_of_its_end_too() {
    let app = TestApp::start().await;
    let asked = problem(&app);
    order(&app, "1", "ann@example.com", "North").await;
    order(&app, "2", "ann@example.com", "north").await;
    order(&app, "3", "bob@example.com", "South").await;
    app.after_minutes(2).await;

    let made = app.api.post("/v1/problems", &asked).await.expect(201);
    app.drain_jobs().await;
    assert_eq!(told(&app, "a problem that we know of"), ["ann@example.com"]);
    let mail: Mail = app.mail.mails().into_iter().find(|mail| mail.subject().contains("problem")).unwrap();
    assert!(mail.text().contains("The depot has no power"), "{}", mail.text());
    assert_eq!(mail.header("List-Unsubscribe"), None, "it is no survey");

    order(&app, "4", "eve@example.com", "North").await;
    app.after_minutes(15).await;
    assert_eq!(told(&app, "a problem that we know of"), ["ann@example.com", "eve@example.com"]);

    let path = format!("/v1/problems/{}/over", made["id"].as_str().unwrap());
    for _twice in 0..2 {
        app.api.post(&path, &json!({})).await.expect(200);
        app.drain_jobs().await;
    }
    assert_eq!(told(&app, "the problem is over"), ["ann@example.com", "eve@example.com"]);
    order(&app, "5", "joe@example.com", "North").await;
    app.after_minutes(30).await;
    assert_eq!(told(&app, "a problem that we know of").len(), 2, "what comes after its end is not of it");
    let listed = app.api.get("/v1/problems").await.expect(200)["data"].clone();
    assert_eq!(
        (&listed[0]["affected"], &listed[0]["told"], &listed[0]["told_over"]),
        (&json!(2), &json!(2), &json!(2))
    );
}

#[tokio::test]
async fn each_reads_it_in_their_own_language() {
    let app = TestApp::start().await;
    let mut asked = problem(&app);
    let event = json!({
        "id": "1", "type": "order.shipped", "occurred_at": app.now().to_string(),
        "person": {"email": "ann@example.com", "locale": "ru"}, "properties": {"courier": "North"},
    });
    app.api.post("/v1/events", &event).await.expect(202);
    app.after_minutes(2).await;
    asked["expected_at"] = json!("2026-11-21T12:00:00Z");
    app.api.post("/v1/problems", &asked).await.expect(201);
    app.drain_jobs().await;
    let mail = app.mail.mails().pop().unwrap();
    assert!(mail.text().contains("На складе нет света"), "{}", mail.text());
    assert!(mail.text().contains("завтра до 12:00"), "{}", mail.text());
}

#[tokio::test]
async fn what_cannot_be_told_is_refused_field_by_field() {
    let app = TestApp::start().await;
    let wrong = json!({"title": " ", "words": {"xx": "?"}, "property": "courier", "until": "2020-01-01T00:00:00Z"});
    let refused = app.api.post("/v1/problems", &wrong).await.expect(422);
    let paths: Vec<&str> =
        refused["error"]["problems"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["title", "words.xx", "types", "values", "until"]);
}

#[tokio::test]
async fn the_team_declares_it_on_a_page_and_says_that_it_is_over() {
    let app = TestApp::start().await;
    let owner = app.sign_in().await;
    order(&app, "1", "ann@example.com", "North").await;
    app.after_minutes(2).await;
    let from = "2026-11-20T09:00";
    let form = [
        ("title", "Depot without power"),
        ("words.en.problem", "The depot has no power."),
        ("words.en.over", ""),
        ("types", "order.shipped, order.delivered"),
        ("from", from),
    ];
    let sent = app.send_form(&owner, "/admin/problems", "/admin/problems", &form).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    app.drain_jobs().await;
    assert_eq!(told(&app, "a problem that we know of"), ["ann@example.com"]);
    let page = app.page_as(&owner, "/admin/problems").await;
    assert!(page.contains("<h2>Depot without power</h2>") && page.contains("1 affected, 1 told"), "{page}");
    let (_, end) = page.split_once("action=\"/admin/problems/").unwrap();
    let end = format!("/admin/problems/{}", end.split_once('"').unwrap().0);
    assert_eq!(app.send_form(&owner, "/admin/problems", &end, &[]).await.status, 303);
    app.drain_jobs().await;
    assert_eq!(told(&app, "the problem is over"), ["ann@example.com"]);

    let empty = app.send_form(&owner, "/admin/problems", "/admin/problems", &[("title", "x")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("say in at least one language"), "{}", empty.body);
    assert!(empty.body.contains("name=\"title\" value=\"x\""), "nothing typed is lost: {}", empty.body);
}
