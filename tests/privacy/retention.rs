//! What is old goes by itself, at the times that the business chose, and reports stay as they were.

use serde_json::json;
use survey_server::response::retention;
use survey_server::store::retention::What;

use super::database::{self, rollups_are_right};
use super::filled::{self, WORDS};
use crate::support::app::TestApp;

#[tokio::test]
async fn what_is_old_loses_person_and_words_and_the_numbers_stay() {
    let app = TestApp::start().await;
    filled::fill(&app).await;
    app.api.put("/v1/settings", &json!({"retention": {"answers": 60, "audit": 90}})).await.expect(200);
    let before = app.app.db.read(|conn| Ok(database::rollups(conn))).await.expect("a database");

    app.after_days(1).await;
    app.after_days(61).await;
    let left = app.app.read(1, retention::preview).await.expect("a preview");
    let answers = left.iter().find(|(what, _)| *what == What::Answers).map(|(_, count)| *count);
    assert_eq!(answers, Some(0), "the run went through all of them");

    let (words, rollups, mails) = app
        .app
        .db
        .read(|conn| {
            let words = database::find(conn, &["zebrafink", "kolibrilied"]);
            Ok((words, database::rollups(conn), database::count(conn, "clicks")))
        })
        .await
        .expect("a database");
    // The case is still open: its words are needed.
    let kept = ["case_entries", "promises", "messages", "provisional"];
    let words: Vec<_> = words.iter().filter(|place| !kept.iter().any(|table| place.starts_with(table))).collect();
    assert!(words.is_empty(), "{words:?}");
    let without_tags =
        |lines: Vec<String>| lines.into_iter().filter(|line| !line.contains("/tag/")).collect::<Vec<_>>();
    assert_eq!(rollups, without_tags(before), "tags go with the words, and out of the reports");
    assert_eq!(mails, 0);
    rollups_are_right(&app).await;
    let listed = app.api.get("/v1/survey_responses").await.expect(200);
    assert!(listed[0]["person"].is_null() && listed[0]["comment"].is_null(), "{listed}");
    assert_eq!(listed[0]["person_properties"]["branch"], "Goldregen", "what reports are cut by stays");
    assert!(WORDS.contains(&"goldregen"));
}

#[tokio::test]
async fn retention_and_privacy_are_settings_with_bounds() {
    let app = TestApp::start().await;
    let wrong = json!({"retention": {"inbound": 400, "answers": 1}, "privacy_url": "http://shop.example/privacy",
        "privacy_text": {"xx": "?"}, "anonymous_min_group": 1});
    let refused = app.api.put("/v1/settings", &wrong).await.expect(422);
    let paths: Vec<_> =
        refused["error"]["problems"].as_array().expect("problems").iter().map(|one| &one["path"]).collect();
    for path in ["retention.inbound", "retention.answers", "privacy_url", "privacy_text.xx", "anonymous_min_group"] {
        assert!(paths.iter().any(|found| **found == json!(path)), "{path}: {paths:?}");
    }
    let right = json!({"retention": {"inbound": 3}, "privacy_url": "https://shop.example/privacy",
        "privacy_text": {"en": "We keep answers for two years."}});
    let saved = app.api.put("/v1/settings", &right).await.expect(200);
    assert_eq!(saved["retention"]["clicks"], 90, "what is not named stays: {saved}");
    let asked = app.api.post("/v1/people", &json!({"email": "ann@example.com", "channel": "link"})).await.expect(200);
    let page = app.api.visit(asked["links"]["survey"].as_str().expect("a link")).await;
    assert!(page.body.contains("We keep answers for two years.") && page.body.contains("https://shop.example/privacy"));
}
