//! The reports of reasons, in the API and on their page.

use serde_json::json;

use super::says;
use crate::support::app::TestApp;

/// Sixty answers: those that name the courier are unhappy.
async fn filled() -> TestApp {
    let app = TestApp::start().await;
    app.api
        .put("/v1/settings", &json!({"tag_rules": [{"tag": "courier", "any": ["courier"]}, {"tag": "price", "any": ["price"]}]}))
        .await
        .expect(200);
    for number in 0..60 {
        let (score, words) = match number % 3 {
            0 => (2, "The courier was late again"),
            1 => (9, "Good price and friendly staff"),
            _ => (8, "All went well"),
        };
        says(&app, &format!("p{number}"), "en", score, words).await;
    }
    app.after_minutes(1).await;
    app
}

#[tokio::test]
async fn reasons_are_weighed_and_words_counted_by_category() {
    let app = filled().await;
    let drivers = app.api.get("/v1/reports/drivers").await.expect(200);
    let first = &drivers["drivers"][0];
    assert_eq!((&first["dimension"], &first["value"], &first["mentions"]), (&json!("tag"), &json!("courier"), &json!(20)));
    assert_eq!((&drivers["n"], &first["real"], &drivers["not_before"]), (&json!(60), &json!(true), &json!(null)));
    assert!(first["points"].as_i64().expect("points") < -20, "{first}");
    let last = drivers["drivers"].as_array().expect("a list").last().expect("a driver");
    assert_eq!(last["value"], "price");
    assert!(last["points"].as_i64().expect("points") > 10, "{last}");

    let terms = app.api.get("/v1/reports/terms").await.expect(200);
    let unhappy = &terms["categories"][0];
    assert_eq!((&unhappy["category"], &unhappy["comments"]), (&json!("detractor"), &json!(20)));
    let words: Vec<_> = unhappy["terms"].as_array().expect("a list").iter().map(|term| &term["words"]).collect();
    assert!(words.contains(&&json!("courier was late")), "{words:?}");
    assert_eq!(terms["new_this_week"]["terms"], json!([]), "there is nothing to compare it with");

    for path in ["/v1/reports/drivers", "/v1/reports/terms"] {
        app.api.get(&format!("{path}?segment=nonsense")).await.expect(422);
        app.api.get(&format!("{path}?survey=none")).await.expect(422);
        let empty = app.api.get(&format!("{path}?from=2020-01-01&until=2020-02-01")).await.expect(200);
        assert!(empty["n"] == 0 || empty["comments"] == 0, "{empty}");
    }
}
