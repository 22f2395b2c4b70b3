//! A view by branch, two segments side by side, and views under a name: over HTTP and in a browser, with answers whose numbers
//! were worked out by hand.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::admin::sign_in;
use crate::support::api::Api;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::business::Business;

/// A month, and as many days before it.
const MARCH: &str = "from=2025-03-01&until=2025-03-31";
/// A name that somebody might break a page with.
const ODD: &str = "A: \"B\" <b>'c'</b> & 😀";

/// Promoters, passives and detractors of each branch, in February and in March.
const BRANCHES: [(&str, [u32; 3], [u32; 3]); 7] = [
    ("Kazan", [40, 10, 10], [10, 10, 40]),
    ("Omsk", [30, 20, 10], [30, 20, 10]),
    ("Perm", [31, 19, 10], [31, 19, 10]),
    ("Tomsk", [28, 20, 12], [28, 20, 12]),
    ("Ufa", [45, 10, 5], [45, 10, 5]),
    ("Tiny", [0, 0, 0], [3, 0, 0]),
    (ODD, [0, 0, 0], [8, 0, 0]),
];

/// The answers of both months as a file, every second of a branch by the courier 7.
fn answers() -> String {
    let mut csv = "id,email,answered_at,score,properties.branch,properties.courier\n".to_owned();
    let mut row = 0;
    for (branch, february, march) in BRANCHES {
        for (month, counts) in [("02", february), ("03", march)] {
            let mut of_branch = 0;
            for (score, count) in [10, 8, 3].into_iter().zip(counts) {
                for _ in 0..count {
                    let (day, courier) = (1 + of_branch % 28, 7 + of_branch % 2);
                    let name = branch.replace('"', "\"\"");
                    writeln!(
                        csv,
                        "r{row},c{row}@example.com,2025-{month}-{day:02}T10:00:00Z,{score},\"{name}\",{courier}"
                    )
                    .expect("a text");
                    (row, of_branch) = (row + 1, of_branch + 1);
                }
            }
        }
    }
    csv
}

async fn with_answers() -> Business {
    let business = Business::open().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("answers.csv");
    std::fs::write(&file, answers()).expect("a file");
    business.installation.run(&["import", "responses", file.to_str().expect("a plain path")]);
    business
}

async fn by(api: &Api, query: &str) -> Value {
    api.get(&format!("/v1/reports/segments?{MARCH}&{query}")).await.expect(200)
}

fn row<'a>(report: &'a Value, value: &str) -> &'a Value {
    let rows = report["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["value"] == value).unwrap_or_else(|| panic!("no row {value} in {report}"))
}

fn word(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn every_branch_has_its_score_its_change_and_a_fair_place() {
    let business = with_answers().await;
    let report = by(&business.api, "by=branch").await;

    assert_eq!(report["rows"].as_array().expect("rows").len(), 7);
    assert_eq!(report["total"]["n"], 311);
    let kazan = row(&report, "Kazan");
    assert_eq!((&kazan["n"], &kazan["score"], &kazan["change"]["points"]), (&json!(60), &json!(-50), &json!(-100)));
    assert_eq!((&kazan["before"]["n"], &kazan["before"]["score"]), (&json!(60), &json!(50)));
    assert_eq!(kazan["is_flagged"], true);
    assert!((kazan["share"].as_f64().expect("a share") - 60.0 / 311.0).abs() < 1e-12);
    for calm in ["Omsk", "Perm", "Tomsk", "Ufa"] {
        let found = row(&report, calm);
        assert_eq!((&found["change"]["points"], &found["is_flagged"]), (&json!(0), &json!(false)), "{calm}");
    }

    // Three answers have no score; eight have one, with a wide interval, and neither has a place.
    let tiny = row(&report, "Tiny");
    assert_eq!(
        (&tiny["n"], &tiny["score"], &tiny["change"], &tiny["q"]),
        (&json!(3), &Value::Null, &Value::Null, &Value::Null)
    );
    let odd = row(&report, ODD);
    assert_eq!((&odd["score"], &odd["place"]), (&json!(100), &Value::Null));
    assert!(odd["fair"].as_f64().expect("a value") < 90.0, "pulled towards the mean: {odd}");
    assert_eq!((&row(&report, "Ufa")["place"], &kazan["place"]), (&json!(1), &json!(5)));
    assert_eq!((&report["spread"]["verdict"], &report["spread"]["groups"]), (&json!("uneven"), &json!(7)));
    assert_eq!(report["over_time"].as_array().expect("parts").len(), 6, "the weeks of the month");

    // Compared with nothing, nothing changed; with the year before there was nobody.
    let alone = by(&business.api, "by=branch&against=none").await;
    assert_eq!((&row(&alone, "Kazan")["before"], &row(&alone, "Kazan")["q"]), (&Value::Null, &Value::Null));
    let year = by(&business.api, "by=branch&against=year").await;
    assert_eq!((&row(&year, "Kazan")["before"]["n"], &row(&year, "Kazan")["change"]), (&json!(0), &Value::Null));
}

#[tokio::test]
async fn two_dimensions_at_once_are_counted_from_the_answers_and_say_the_same() {
    let business = with_answers().await;
    let api = &business.api;
    let seven = by(api, "by=branch&segment=courier:7").await;
    let eight = by(api, "by=branch&segment=courier:8").await;
    let all = by(api, "by=branch").await;
    for (branch, ..) in BRANCHES {
        let n = |report: &Value| row(report, branch)["n"].as_i64().expect("a count");
        assert_eq!(n(&seven) + n(&eight), n(&all), "{branch}");
    }
    let [kazan, whole] = [row(&seven, "Kazan"), row(&all, "Kazan")];
    assert_eq!((&kazan["before"]["n"], &kazan["promoters"]), (&json!(30), &json!(5)), "{kazan} {whole}");
    assert_eq!(seven["not_before"], Value::Null);
    let courier = by(api, "by=courier&segment=branch:Kazan").await;
    assert_eq!(row(&courier, "7")["n"], 30);

    // Nobody is in a segment that there is not any more; a name with a colon in it is a name.
    let gone = by(api, "by=branch&segment=branch:Nowhere").await;
    assert_eq!((&gone["rows"], &gone["total"]["n"]), (&json!([]), &json!(0)));
    let odd = by(api, &format!("by=courier&segment={}", word(&format!("branch:{ODD}")))).await;
    assert_eq!(odd["total"]["n"], 8);
}

#[tokio::test]
async fn what_is_wrong_with_a_report_is_said_by_its_name_and_others_see_nothing() {
    let business = with_answers().await;
    for (query, path) in [
        ("segments?by=", "by"),
        ("segments?by=colour", "by"),
        ("segments?by=branch&range=w5", "range"),
        ("segments?by=branch&survey=none", "survey"),
        ("segments?by=branch&question=none", "question"),
        ("compare?a=branch:Kazan", "b"),
        ("compare?a=Kazan&b=branch:Ufa", "a"),
        ("compare?a=branch:Kazan&b=view:0190b5a0-0000-7000-8000-000000000000", "b"),
        ("loyalty?against=never", "against"),
    ] {
        let refused = business.api.get(&format!("/v1/reports/{query}")).await.expect(422);
        assert_eq!(refused["error"]["problems"][0]["path"], path, "{query}: {refused}");
    }
    let rival = business.neighbour("rival");
    assert_eq!(by(&rival, "by=branch").await["rows"], json!([]));
}

#[tokio::test]
async fn two_segments_or_two_saved_views_are_compared_and_chance_is_called_chance() {
    let business = with_answers().await;
    let api = &business.api;
    let of = |query: &str| format!("/v1/reports/compare?{MARCH}&{query}");
    let apart = api.get(&of("a=branch:Kazan&b=branch:Ufa")).await.expect(200);
    assert_eq!((&apart["a"]["score"], &apart["b"]["score"]), (&json!(-50), &json!(67)));
    assert_eq!((&apart["difference"]["points"], &apart["difference"]["is_real"]), (&json!(-117), &json!(true)));
    assert_eq!(apart["may_overlap"], false);
    let points = apart["a"]["points"].as_array().expect("a trend");
    assert_eq!(points.iter().map(|point| point["n"].as_i64().expect("a count")).sum::<i64>(), 60);
    let alike = api.get(&of("a=branch:Omsk&b=branch:Perm")).await.expect(200);
    assert_eq!(alike["difference"]["is_real"], false);
    assert_eq!(api.get(&of("a=branch:Omsk&b=courier:7")).await.expect(200)["may_overlap"], true);
    assert_eq!(api.get(&of("a=branch:Tiny&b=branch:Ufa")).await.expect(200)["difference"], Value::Null);

    let made = json!({"name": "Kazan in February", "query": "from=2025-02-01&until=2025-02-28&segment=branch:Kazan"});
    let view = api.post("/v1/views", &made).await.expect(201);
    let id = view["id"].as_str().expect("an id");
    let times = api.get(&of(&format!("a=branch:Kazan&b=view:{id}"))).await.expect(200);
    assert_eq!((&times["b"]["name"], &times["difference"]["points"]), (&json!("Kazan in February"), &json!(-100)));
}

#[tokio::test]
async fn a_view_is_kept_under_a_name_in_the_words_that_it_means() {
    let app = TestApp::start().await;
    let api = &app.api;
    let made = json!({"name": "  Everything  ", "query": "?range=w13&segment=b:2&segment=a:1&other=x"});
    let view = api.post("/v1/views", &made).await.expect(201);
    assert_eq!((&view["name"], &view["query"]), (&json!("Everything"), &json!("segment=a%3A1&segment=b%3A2")));
    let path = format!("/v1/views/{}", view["id"].as_str().expect("an id"));

    for (body, field) in [
        (json!({"name": ""}), "name"),
        (json!({"name": "x".repeat(81)}), "name"),
        (json!({"name": "two\nlines"}), "name"),
        (json!({"name": "everything"}), "name"),
        (json!({"name": "Wrong", "query": "range=w5"}), "query"),
        (json!({"name": "Gone", "query": "survey=gone"}), "survey"),
    ] {
        let refused = api.post("/v1/views", &body).await.expect(422);
        assert_eq!(refused["error"]["problems"][0]["path"], field, "{body}: {refused}");
    }
    let changed = api.patch(&path, &json!({"name": "All"})).await.expect(200);
    assert_eq!((&changed["name"], &changed["query"]), (&json!("All"), &view["query"]));
    let changed = api.patch(&path, &json!({"query": "segment=a:1", "alarm": true})).await.expect(200);
    assert_eq!((&changed["query"], &changed["alarm"]), (&json!("segment=a%3A1"), &json!(true)));
    assert_eq!(api.get("/v1/views").await.expect(200)["data"], json!([changed]));
    api.patch("/v1/views/none", &json!({"name": "x"})).await.expect(404);

    assert_eq!(api.delete(&path).await.status, 204);
    api.get(&path).await.expect(404);
    assert_eq!(api.delete(&path).await.status, 404);
}

#[tokio::test]
async fn views_are_few_and_of_one_workspace() {
    let business = Business::open().await;
    let view = business.api.post("/v1/views", &json!({"name": "Ours"})).await.expect(201);
    let rival = business.neighbour("rival");
    let path = format!("/v1/views/{}", view["id"].as_str().expect("an id"));
    rival.get(&path).await.expect(404);
    rival.patch(&path, &json!({"name": "Theirs"})).await.expect(404);
    assert_eq!(rival.delete(&path).await.status, 404);
    rival.get(&format!("/v1/reports/compare?a={}&b=branch:x", word(&format!("view:{}", view["id"])))).await.expect(422);
    for n in 1..200 {
        business.api.post("/v1/views", &json!({"name": format!("View {n}")})).await.expect(201);
    }
    business.api.post("/v1/views", &json!({"name": "One too many"})).await.expect(422);
}

#[tokio::test]
async fn a_dimension_that_is_not_counted_is_explained_and_no_answers_are_not_a_zero() {
    let app = TestApp::start().await;
    let owner = app.sign_in().await;
    let page = app.page_as(&owner, "/admin/segments?by=%3Cb%3Ecolour").await;
    assert!(page.contains("Answers are not counted by “&lt;b&gt;colour”"), "{page}");
    assert!(page.contains("href=\"/admin/settings/workspace\""));
    assert!(app.page_as(&owner, "/admin/segments?by=branch").await.contains("No answers"));
    assert!(app.page_as(&owner, "/admin/compare?a=branch:x&b=view:none").await.contains("cannot be compared"));
}

#[tokio::test]
async fn a_manager_sorts_filters_follows_and_compares_and_keeps_the_view() {
    let business = with_answers().await;
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let email = format!("manager-{dark}@example.com");
        sign_in(&business, &browser, (email.as_str(), "manager"), false).await;
        let base = business.server.base();
        browser.visit(&format!("{base}/admin/segments?{MARCH}&by=branch")).await;
        browser.inspect("segments").await;
        assert!(browser.text("h1").await.contains("very uneven"));
        let page = browser.text("main").await;
        assert!(page.contains("Kazan \u{2212}100") && page.contains(ODD) && page.contains("fewer than 5"), "{page}");
        let first = "return document.querySelector('.segments-table tbody a').textContent";
        assert_eq!(browser.run(first).await, "Ufa", "the fair order begins with the best");
        browser.follow(".segments-table th a[href*='sort=change']").await;
        browser.follow(".segments-table th a[href*='sort=-change']").await;
        assert_eq!(browser.run(first).await, "Kazan");
        assert_eq!(browser.run("return document.querySelectorAll('th[aria-sort]').length").await, 1);

        browser.type_into(".filters input[type=search]", "om").await;
        browser.follow(".filters button").await;
        assert_eq!(browser.run("return document.querySelectorAll('.segments-table tbody tr').length").await, 2);
        browser.follow(".segments-table tbody a").await;
        assert!(browser.url().await.contains("/admin?") && browser.url().await.contains("segment=branch%3A"));

        browser.visit(&format!("{base}/admin/compare?{MARCH}&a=branch:Kazan&b=branch:Ufa")).await;
        assert!(browser.text("h1").await.contains("Kazan is 117 points below Ufa"));
        browser.inspect("two side by side").await;

        browser.visit(&format!("{base}/admin/segments?{MARCH}&by=branch")).await;
        let name = format!("March {dark}");
        browser.run("document.querySelector('.saved-views').open = true").await;
        if dark {
            assert!(browser.text(".saved-views").await.contains("March false"));
        } else {
            browser.type_into("#view-name", &name).await;
            browser.follow(".saved-views form[action='/admin/views'] button").await;
            assert!(browser.text(".notice").await.contains("The view is saved"));
        }
    }
    let views = business.api.get("/v1/views").await.expect(200);
    assert_eq!(views["data"][0]["query"], format!("{MARCH}&by=branch"), "it is opened as it was saved");
}
