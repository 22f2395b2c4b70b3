//! The reports of reasons, in the API and on their page.

use serde_json::json;

use super::says;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};

/// Sixty answers: those that name the courier are unhappy.
async fn filled() -> TestApp {
    let app = TestApp::start().await;
    app.api
        .put(
            "/v1/settings",
            &json!({"tag_rules": [{"tag": "courier", "any": ["courier"]}, {"tag": "price", "any": ["price"]}]}),
        )
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
    assert_eq!(
        (&first["dimension"], &first["value"], &first["mentions"]),
        (&json!("tag"), &json!("courier"), &json!(20))
    );
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

#[tokio::test]
async fn the_page_says_what_stands_out_and_leads_to_the_answers_and_the_comments() {
    let app = filled().await;
    let page = app.page("/admin/reasons").await;
    assert!(page.contains("“courier” goes with a score that is"), "{page}");
    assert!(page.contains("Association, not proof"));
    assert!(page.replace("&#x3D;", "=").contains("reason=tag%3Acourier"), "{page}");
    assert!(page.contains("courier was late"));

    let marked = app.page("/admin/reasons?q=couriers").await;
    assert!(marked.contains("The <mark>courier</mark> was late again"));
    assert!(!marked.contains("friendly staff</p>"), "others are not found");
    assert!(app.page("/admin/reasons?q=%22*").await.contains("There is no word to look for."));
    assert!(app.page("/admin/reasons?q=zebra").await.contains("No comment has all of these words."));
    let empty = app.page("/admin/reasons?from=2020-01-01&until=2020-02-01").await;
    assert!(empty.contains("No reasons in this time and segment yet"), "{empty}");
    assert!(app.page("/admin/reasons?segment=nonsense&range=w99").await.contains("cannot be read"));
}

#[tokio::test]
async fn what_customers_write_is_never_read_as_a_page() {
    let app = TestApp::start().await;
    says(&app, "ann", "en", 1, "<script>alert(1)</script> courier <b>late</b>").await;
    app.after_minutes(1).await;
    let page = app.page("/admin/reasons?q=script%20courier").await;
    assert!(page.contains("&lt;<mark>script</mark>&gt;alert(1)") && !page.contains("<b>late</b>"), "{page}");
    let tagged = app.api.put("/v1/settings", &json!({"tag_rules": [{"tag": "<i>late</i>", "any": ["late"]}]})).await;
    tagged.expect(200);
    app.after_minutes(1).await;
    assert!(!app.page("/admin/reasons").await.contains("<i>late</i>"));
    assert!(!app.page("/admin/settings/tags").await.contains("<i>late</i>"));
}

#[tokio::test]
async fn the_pages_read_well_at_a_desk_and_on_a_phone() {
    let app = filled().await;
    let cookie = app.sign_in().await;
    let answers = app.api.get("/v1/comments?q=courier").await.expect(200);
    let answer = format!("/admin/responses/{}", answers["data"][0]["id"].as_str().expect("an id"));
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let base = app.app.config.public_url.clone();
        browser.visit(&format!("{base}/admin/sign-in")).await;
        let sid = cookie.trim_start_matches("sid=");
        browser.run(&format!("document.cookie = 'sid={sid}; path=/'")).await;
        for page in ["/admin/reasons?range=w4", "/admin/reasons?q=courier", "/admin/settings/tags", &answer] {
            browser.visit(&format!("{base}{page}")).await;
            browser.inspect(page).await;
        }
    }
}
