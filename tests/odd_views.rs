//! Views of odd businesses: hundreds of branches, names as long as they may be, questions that changed, too many values.

use std::fmt::Write as _;

use serde_json::json;

use crate::admin::sign_in;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::business::Business;

/// As long as a value may be, without a place to break it.
fn long() -> String {
    format!("Branch-{}", "Ж".repeat(73))
}

/// Three hundred branches with six answers each, and one with a very long name.
async fn with_branches() -> Business {
    let business = Business::open().await;
    let mut csv = "id,email,answered_at,score,properties.branch\n".to_owned();
    for row in 0..1_806_u32 {
        let branch = if row % 301 == 300 { long() } else { format!("Branch {:03}", row % 301) };
        let (score, day) = ([10, 9, 3, 8, 0, 10, 7][(row / 301 + row % 5) as usize % 7], 1 + row % 28);
        writeln!(csv, "r{row},c{}@example.com,2025-03-{day:02}T10:00:00Z,{score},{branch}", row % 50).expect("a text");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("answers.csv");
    std::fs::write(&file, csv).expect("a file");
    business.installation.run(&["import", "responses", file.to_str().expect("a plain path")]);
    business
}

#[tokio::test]
async fn three_hundred_branches_are_searched_sorted_and_read_on_a_phone() {
    let business = with_branches().await;
    let words = "from=2025-03-01&until=2025-03-31&by=branch";
    let report = business.api.get(&format!("/v1/reports/segments?{words}")).await.expect(200);
    assert_eq!(report["rows"].as_array().expect("rows").len(), 301);
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let email = format!("manager-{dark}@example.com");
        sign_in(&business, &browser, (email.as_str(), "manager"), false).await;
        let base = business.server.base();
        browser.visit(&format!("{base}/admin/segments?{words}&sort=value")).await;
        browser.inspect("hundreds of branches").await;
        let rows = "return document.querySelectorAll('.segments-table tbody tr').length";
        assert_eq!(browser.run(rows).await, 100);
        browser.follow("a[rel=next]").await;
        browser.follow("a[rel=next]").await;
        assert_eq!(browser.run(rows).await, 100);
        browser.follow("a[rel=next]").await;
        assert_eq!(browser.run(rows).await, 1);
        browser.inspect("a very long name").await;
        let wide = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
        assert_eq!(browser.run(wide).await, true, "the page is no wider than the screen");
        browser.type_into(".filters input[type=search]", "branch 29").await;
        browser.follow(".filters button").await;
        assert_eq!(browser.run(rows).await, 10);
        assert_eq!(browser.run("return document.querySelectorAll('#a option').length").await, 301);
        // Its copies: numbers by row, and a picture.
        browser.run("Object.defineProperty(navigator, 'clipboard', {value: {write: async (items) => { window.copied = items[0]; }}})").await;
        browser.click("[data-chart=rows] [data-tool=csv]").await;
        let copied = "const done = arguments[arguments.length - 1];
            const look = async () => window.copied
                ? done(await (await window.copied.getType(window.copied.types[0])).text())
                : requestAnimationFrame(look);
            look();";
        let csv = browser.wait_for(copied).await;
        let csv = csv.as_str().expect("a text");
        assert!(csv.starts_with("branch,Answers,Score,From,To\r\nBranch 29"), "{csv}");
        assert_eq!(csv.lines().count(), 11, "{csv}");
        assert_eq!(browser.text("[data-chart=rows] [data-tool=csv]").await, "Copied");
        let returns = "const done = arguments[arguments.length - 1];
            const button = document.querySelector('[data-chart=rows] [data-tool=csv]');
            new MutationObserver(() => done(button.textContent)).observe(button, {childList: true});
            if (button.textContent !== 'Copied') done(button.textContent);";
        assert_eq!(browser.wait_for(returns).await, "Copy as CSV", "the button's own word returns");
        browser.run("window.copied = null").await;
        browser.click("[data-chart=rows] [data-tool=png]").await;
        let copied = "const done = arguments[arguments.length - 1];
            const look = async () => window.copied
                ? done((await window.copied.getType('image/png')).size)
                : requestAnimationFrame(look);
            look();";
        assert!(browser.wait_for(copied).await.as_u64().expect("a size") > 2_000);
    }
}

#[tokio::test]
async fn what_is_beyond_a_thousand_values_is_named_and_explained() {
    let app = TestApp::start().await;
    app.configure(|settings| {
        settings.dimensions = vec!["courier".to_owned()];
        let known = ["7", "8"].map(str::to_owned).into_iter().collect();
        settings.counting.known.insert("courier".to_owned(), known);
    })
    .await;
    let cookie = app.sign_in().await;
    let person = app.api.post("/v1/people", &json!({"email": "ann@example.com", "send": false})).await.expect(200);
    for (n, courier) in ["7", "8", "9", "10", "7"].into_iter().enumerate() {
        let body = json!({"person": person["id"], "score": 9, "created_at": app.now().as_second() - n as i64 * 60,
            "person_properties": {"courier": courier}, "tags": []});
        app.api.post("/v1/survey_responses", &body).await.expect(201);
    }
    let page = app.page_as(&cookie, "/admin/segments?by=courier").await;
    assert!(page.contains("all others") && page.contains("There are more than 1,000 values."), "{page}");
    // Within another segment the same values stand together.
    let within = app.page_as(&cookie, "/admin/segments?by=courier&segment=channel:api").await;
    assert!(within.contains("all others") && !within.contains("data-label=\"10\""), "{within}");
    let report = app.api.get("/v1/reports/segments?by=courier&segment=channel:api").await.expect(200);
    let whole = app.api.get("/v1/reports/segments?by=courier").await.expect(200);
    let counts = |report: &serde_json::Value| {
        let rows = report["rows"].as_array().expect("rows").clone();
        rows.into_iter().map(|row| (row["value"].clone(), row["n"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(counts(&report), counts(&whole));
}

#[tokio::test]
async fn a_list_of_more_than_ten_thousand_is_not_counted_to_its_end() {
    let business = Business::open().await;
    let mut csv = "id,email,answered_at,score\n".to_owned();
    for row in 0..10_003_u32 {
        writeln!(csv, "r{row},c{}@example.com,2025-03-{:02}T10:00:00Z,9", row % 20, 1 + row % 28).expect("a text");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("answers.csv");
    std::fs::write(&file, csv).expect("a file");
    business.installation.run(&["import", "responses", file.to_str().expect("a plain path")]);
    let Some(browser) = Browser::open().await else { return };
    sign_in(&business, &browser, ("manager@example.com", "manager"), false).await;
    let base = business.server.base();
    browser.visit(&format!("{base}/admin/responses")).await;
    assert_eq!(browser.text("h1").await, "More than 10,000 answers");
    browser.visit(&format!("{base}/admin/responses?range=all")).await;
    assert_eq!(browser.text("h1").await, "10,003 answers", "what the roll-ups count is known");
}
