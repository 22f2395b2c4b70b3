//! The overview as a manager uses it: numbers that agree with the answers behind them, addresses that hold the whole view,
//! and a page that works with and without its script, on a phone, on paper and by the keyboard.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::patience::patiently;

/// Two answers a day for half a year, in Kazan and in Omsk; for the last two weeks Omsk disappoints.
async fn filled() -> TestApp {
    let app = TestApp::start().await;
    app.configure(|settings| settings.dimensions = vec!["branch".to_owned()]).await;
    let person = app.api.post("/v1/people", &json!({"email": "ann@example.com", "send": false})).await.expect(200);
    for day in 2..182_i64 {
        for (n, branch) in [(0, "Kazan"), (1, "Omsk")] {
            let usual = [10, 9, 8, 10, 3, 9, 7][((day * 2 + n) % 7) as usize];
            let score = if branch == "Omsk" && day < 16 { 2 } else { usual };
            answer(&app, &person["id"], score, branch, app.now().as_second() - day * 86_400).await;
        }
    }
    app
}

async fn answer(app: &TestApp, person: &Value, score: i64, branch: &str, at: i64) {
    let body = json!({"person": person, "score": score, "created_at": at, "person_properties": {"branch": branch}});
    let answered = app.api.post("/v1/survey_responses", &body).await;
    assert!(answered.status < 300, "{}", answered.body);
}

fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&").replace("&#x3D;", "=").replace("&#x27;", "'").replace("&quot;", "\"")
}

/// The rows of a page's charts: how many answers each counts, and where it leads.
fn rows(page: &str) -> Vec<(u64, String)> {
    page.split("<tr data-label=")
        .skip(1)
        .filter_map(|row| {
            let row = row.split("</tr>").next()?;
            let count = row.split("data-count=\"").nth(1)?.split('"').next()?.parse().ok()?;
            let href = row.split("<a href=\"").nth(1)?.split('"').next()?;
            Some((count, unescaped(href)))
        })
        .collect()
}

/// How many answers a page of the list says that there are.
fn heading(page: &str) -> String {
    let heading = page.split("<h1>").nth(1).expect("a heading").split("</h1>").next().unwrap_or_default();
    heading.chars().filter(char::is_ascii_digit).collect()
}

#[tokio::test]
async fn every_bar_leads_to_just_the_answers_that_it_counts() {
    let app = filled().await;
    let cookie = app.sign_in().await;
    for view in ["/admin", "/admin?segment=branch:Omsk&from=2026-10-01&until=2026-11-18&bucket=week"] {
        let page = app.page_as(&cookie, view).await;
        let bars = rows(&page);
        assert!(bars.len() > 10, "{view}: {bars:?}");
        for (count, href) in bars.iter().take(16) {
            let list = app.page_as(&cookie, href).await;
            assert_eq!(heading(&list), count.to_string(), "{view} leads to {href}");
            let shown = list.matches("href=\"/admin/responses/0").count() as u64;
            assert_eq!(shown, (*count).min(50), "{href}");
        }
    }
    let two = app.page_as(&cookie, "/admin/responses?segment=branch:Omsk&segment=channel:api&category=detractor").await;
    assert!(two.contains("branch: Omsk") && two.contains("Back to the report"), "{two}");
    assert!(two.matches("href=\"/admin/responses/0").count() >= 14, "{two}");
}

#[tokio::test]
async fn the_page_and_the_api_say_the_same_of_one_view_and_what_it_is_compared_with() {
    let app = filled().await;
    let cookie = app.sign_in().await;
    let view = "segment=branch:Omsk&from=2026-11-05&until=2026-11-18";
    let score = app.api.get(&format!("/v1/reports/score?{view}")).await.expect(200);
    assert_eq!((&score["n"], &score["score"]), (&json!(14), &json!(-100)), "{score}");
    assert_eq!(score["before"]["n"], 14);
    assert_eq!((&score["before"]["from"], &score["before"]["until"]), (&json!("2026-10-22"), &json!("2026-11-04")));
    assert_eq!(score["change"]["is_real"], true);
    let points = score["change"]["points"].as_i64().expect("points");
    let page = app.page_as(&cookie, &format!("/admin?{view}")).await;
    assert!(page.contains(&format!("Down by {} points compared with", -points)), "{page}");
    assert!(page.contains("\u{2212}100") && page.contains("14 answers"), "{page}");

    let year = app.api.get(&format!("/v1/reports/score?{view}&against=year")).await.expect(200);
    assert_eq!((&year["before"]["n"], &year["before"]["from"]), (&json!(0), &json!("2025-11-06")));
    assert_eq!(year["change"], Value::Null, "of nobody nothing is said");
    assert!(app.page_as(&cookie, &format!("/admin?{view}&against=year")).await.contains("Nothing earlier to compare"));
    let alone = app.api.get(&format!("/v1/reports/score?{view}&against=none")).await.expect(200);
    assert_eq!(alone["before"], Value::Null);

    let trend = app.api.get("/v1/reports/trend?range=w13&against=none").await.expect(200);
    let points = trend["points"].as_array().expect("a list");
    assert_eq!(points.len(), 13, "{trend}");
    assert!(points.iter().any(|point| point["alarm"] == "fall"), "the fall of Omsk is seen: {trend}");
    assert!(app.page_as(&cookie, "/admin?against=none").await.contains("is usual. That is more than chance explains"));
}

#[tokio::test]
async fn what_an_address_says_wrongly_is_explained_in_words_and_never_shown_as_zero() {
    let app = filled().await;
    let cookie = app.sign_in().await;
    for (words, says) in [
        ("range=w5", "names a time range that there is not"),
        ("from=2026-11-20", "needs a first and a last day"),
        ("from=2026-11-20&until=2026-11-01", "not a first and a last one"),
        ("from=0001-01-01&until=9999-12-31", "at most fifty years apart"),
        ("against=moon", "comparison that there is not"),
        ("segment=Kazan", "segment that cannot be read"),
        ("bucket=hour", "steps that there are not"),
        ("bucket=day&from=2024-01-01&until=2026-11-20", "Larger ones are shown"),
        ("evidence=contradicted", "evidence that there is not"),
        ("survey=neighbour", "There is no survey"),
        ("question=ease", "does not ask"),
        ("segment=branch:Atlantis", "Nobody has ever answered with branch"),
        ("segment=courier:7", "Reports are not cut by"),
        ("from=2020-01-01&until=2020-01-07", "That is not a zero"),
    ] {
        let page = app.page_as(&cookie, &format!("/admin?{words}")).await;
        assert!(page.contains(says), "{words}: {says} is not in {page}");
        assert_eq!(page.matches("<h1").count(), 1, "{words}");
    }
    let nobody = app.page_as(&cookie, "/admin?segment=branch:Atlantis").await;
    assert!(nobody.contains("That is not a zero") && !nobody.contains("class=\"score"), "{nobody}");

    for (words, path) in [
        ("range=w5", "range"),
        ("range=w4&since=2026-11-01T00:00:00Z", "since"),
        ("segment=branch:Kazan&channel=api", "channel"),
        ("question=ease", "question"),
        ("survey=neighbour&range=w4", "survey"),
    ] {
        let refused = app.api.get(&format!("/v1/reports/score?{words}")).await.expect(422);
        assert_eq!(refused["error"]["problems"][0]["path"], path, "{refused}");
    }
}

#[tokio::test]
async fn a_day_of_23_hours_has_the_answers_of_23_hours() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.zone = "Europe/Berlin".to_owned()).await;
    let person = app.api.post("/v1/people", &json!({"email": "ann@example.com", "send": false})).await.expect(200);
    // The clocks went forward on 2026-03-29: the day began at 23:00 UTC and ended at 22:00 UTC.
    for at in ["2026-03-28T22:59:00Z", "2026-03-28T23:01:00Z", "2026-03-29T21:59:00Z", "2026-03-29T22:01:00Z"] {
        let at = at.parse::<jiff::Timestamp>().expect("a time").as_second();
        answer(&app, &person["id"], 9, "Berlin", at).await;
    }
    let day = "from=2026-03-29&until=2026-03-29";
    let score = app.api.get(&format!("/v1/reports/score?{day}")).await.expect(200);
    assert_eq!(score["n"], 2, "{score}");
    let trend = app.api.get("/v1/reports/trend?from=2026-03-28&until=2026-03-30&bucket=day").await.expect(200);
    let counts: Vec<i64> =
        trend["points"].as_array().expect("a list").iter().filter_map(|one| one["n"].as_i64()).collect();
    assert_eq!(counts, [1, 2, 1]);
    assert_eq!(heading(&app.page(&format!("/admin/responses?{day}")).await), "2");
}

/// A browser that is signed in, at a page of the admin.
async fn at(app: &TestApp, window: Window, path: &str) -> Option<Browser> {
    let browser = Browser::open_as(window).await?;
    let cookie = app.sign_in().await;
    let (name, value) = cookie.split_once('=').expect("a cookie");
    let base = app.app.config.public_url.as_str().trim_end_matches('/').to_owned();
    browser.chromium("Network.setCookie", &json!({"name": name, "value": value, "url": base})).await;
    browser.visit(&format!("{base}{path}")).await;
    Some(browser)
}

/// A text as the browser says what is visible: with plain spaces.
fn plain(text: &Value) -> String {
    text.as_str().expect("a text").replace('\u{a0}', " ")
}

/// Waits until the page's part has been exchanged and the address has this word in it.
async fn arrived(browser: &Browser, word: &str) {
    let waiting = async {
        let busy = "return document.querySelector('[data-report]')?.hasAttribute('aria-busy') ?? true";
        while !browser.url().await.contains(word) || browser.run(busy).await != false {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    patiently(word, waiting).await;
}

async fn choose(browser: &Browser, field: &str, value: &str) {
    let script = format!(
        "const field = document.getElementById('{field}'); field.focus(); field.value = '{value}'; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    );
    browser.run(&script).await;
}

#[tokio::test]
async fn every_control_changes_the_address_and_the_figures_and_the_way_back_works() {
    let app = filled().await;
    let Some(browser) = at(&app, Window::default(), "/admin").await else { return };
    browser.run("window.stays = true").await;
    // In one go: the part may be exchanged between two looks.
    let figures = async || {
        let both = "return document.querySelector('a.base')?.textContent + document.querySelector('h1')?.textContent";
        browser.run(both).await.as_str().unwrap_or_default().to_owned()
    };
    let first = figures().await;

    choose(&browser, "view-segment-1", "branch:Omsk").await;
    arrived(&browser, "segment=branch%3AOmsk").await;
    let omsk = figures().await;
    assert_ne!(first, omsk);
    assert_eq!(browser.run("return document.activeElement.id").await, "view-segment-1", "the focus stays");

    browser.click(".controls .segments a").await;
    arrived(&browser, "range=w4").await;
    let weeks = figures().await;
    assert_ne!(weeks, omsk);
    choose(&browser, "view-against", "year").await;
    arrived(&browser, "against=year").await;
    assert_ne!(figures().await, weeks);
    choose(&browser, "view-bucket", "month").await;
    arrived(&browser, "bucket=month").await;
    assert_eq!(browser.run("return document.querySelectorAll('[data-chart=trend] tbody tr').length").await, 2);
    choose(&browser, "view-from", "2026-11-01").await;
    choose(&browser, "view-until", "2026-11-18").await;
    arrived(&browser, "until=2026-11-18").await;
    let days = browser.text("h1").await;

    browser.run("history.back()").await;
    arrived(&browser, "bucket=month").await;
    assert!(!browser.url().await.contains("until="), "back before the days");
    browser.run("history.go(-4)").await;
    let waiting = async {
        while browser.url().await.contains('?') || figures().await != first {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    patiently("the first view", waiting).await;
    assert_eq!(browser.run("return window.stays").await, true, "no page was loaded anew");
    assert_ne!(days, browser.text("h1").await);
}

#[tokio::test]
async fn the_chart_is_read_by_the_keyboard_copied_as_csv_and_leads_to_its_answers() {
    let app = filled().await;
    let Some(browser) = at(&app, Window::default(), "/admin").await else { return };
    let shown = "return getComputedStyle(document.querySelector('[data-chart=trend] .table')).display";
    browser.text(".plot").await;
    assert_eq!(browser.run(shown).await, "none", "the chart stands for its table");

    let plot = "[data-chart=trend] .plot";
    browser.type_into(plot, "\u{E011}").await;
    let first = "return document.querySelector('[data-chart=trend] tbody tr').dataset.reading";
    assert_eq!(browser.text("[data-chart=trend] .tip").await, plain(&browser.run(first).await));
    browser.type_into(plot, "\u{E014}").await;
    let second = "return document.querySelectorAll('[data-chart=trend] tbody tr')[1].dataset.reading";
    assert_eq!(browser.text("[data-chart=trend] .tip").await, plain(&browser.run(second).await));

    let stub = "navigator.clipboard.write = async ([item]) => { window.copied = await (await item.getType(item.types[0])).text() }";
    browser.run(stub).await;
    browser.click("[data-chart=trend] [data-tool=csv]").await;
    let copied = async {
        loop {
            if let Some(text) = browser.run("return window.copied ?? null").await.as_str() {
                return text.to_owned();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let csv = patiently("the copy", copied).await;
    assert!(csv.starts_with("Week of,Answers,Score,Interval\r\n2026-"), "{csv}");
    assert_eq!(csv.lines().count(), 14, "{csv}");
    assert_eq!(browser.text("[data-chart=trend] [data-tool=csv]").await, "Copied");

    browser.click("[data-chart=trend] [data-tool=table]").await;
    assert_eq!(browser.run(shown).await, "block");
    browser.inspect("the overview with its table open").await;
    browser.type_into(plot, "\u{E011}\u{E007}").await;
    let answers = async {
        while !browser.url().await.contains("/admin/responses?") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    patiently("the answers", answers).await;
    browser.inspect("the answers of a week").await;
}

#[tokio::test]
async fn the_overview_is_sound_in_the_dark_on_a_phone_in_russian_on_paper_and_without_a_script() {
    let app = filled().await;
    for (phone, dark) in [(false, false), (false, true), (true, false), (true, true)] {
        let Some(browser) = at(&app, Window { phone, dark, no_script: false }, "/admin").await else { return };
        browser.text(".plot").await;
        browser.inspect(&format!("the overview, phone {phone}, dark {dark}")).await;
        browser.click(".user summary").await;
        browser.follow("button[value=ru]").await;
        browser.text(".plot").await;
        browser.inspect(&format!("the Russian overview, phone {phone}, dark {dark}")).await;

        browser.chromium("Emulation.setEmulatedMedia", &json!({"media": "print"})).await;
        let display = async |css: &str| {
            let script = format!("return getComputedStyle(document.querySelector('{css}')).display");
            browser.run(&script).await
        };
        assert_eq!(display(".controls").await, "none");
        assert_eq!(display("[data-chart=trend] .tools").await, "none");
        assert_eq!(display("[data-chart=trend] .table").await, "block", "paper has the numbers");
    }
    let plain = Window { no_script: true, ..Window::default() };
    let Some(browser) = at(&app, plain, "/admin?segment=branch:Omsk").await else { return };
    assert!(browser.text("[data-chart=trend] .table").await.contains("Interval"), "the table stands open");
    browser.type_into("#view-from", "11012026").await;
    browser.type_into("#view-until", "11182026").await;
    browser.click("[data-view-form] button").await;
    let sent = async {
        while !browser.url().await.contains("until=2026-11-18") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    patiently("the form", sent).await;
    assert!(browser.text("a.base").await.contains("18 answers"), "one a day in Omsk");
}
