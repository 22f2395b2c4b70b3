//! What everybody may see: the badge, and the words of customers who agreed. Off until it is switched on, computed, taken back at
//! once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::admin::sign_in;
use crate::support::api::Reply;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::business::Business;

const BADGE: &str = "/badge/default.svg";
const WORDS: &str = "/badge/default/testimonials.json";

async fn answer(app: &TestApp, email: &str, answers: Value) -> String {
    let person = json!({"email": email, "name": "Ann Smith", "send": false});
    let person = app.api.post("/v1/people", &person).await.expect(200)["id"].clone();
    let body = json!({"person": person, "answers": answers});
    app.api.post("/v1/survey_responses", &body).await.expect(201)["id"].as_str().unwrap().to_owned()
}

async fn switch(app: &TestApp, badge: Value) {
    app.api.put("/v1/settings", &json!({ "badge": badge })).await.expect(200);
}

#[tokio::test]
async fn a_workspace_that_shows_nothing_is_not_there() {
    let app = TestApp::start().await;
    for page in [".svg", "/testimonials", "/testimonials.json"] {
        let off = app.api.visit(&format!("/badge/default{page}")).await;
        let unknown = app.api.visit(&format!("/badge/no-such{page}")).await;
        assert_eq!((off.status, unknown.status), (404, 404), "{page}");
        let names = |reply: &Reply| {
            let mut names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(names(&off), names(&unknown), "{page}");
        assert_eq!(off.header("content-length"), unknown.header("content-length"), "{page}");
    }
    switch(&app, json!({"active": true})).await;
    assert_eq!(app.api.visit(BADGE).await.status, 200);
    switch(&app, json!({"active": false})).await;
    assert_eq!(app.api.visit(BADGE).await.status, 404);
    let wrong = app.api.put("/v1/settings", &json!({"badge": {"survey": "none", "language": "xx"}})).await.expect(422);
    assert_eq!(wrong["error"]["problems"][0]["path"], "badge.survey");
    assert_eq!(wrong["error"]["problems"][1]["path"], "badge.language");
}

#[tokio::test]
async fn the_badge_says_what_the_overview_says_computed_once_a_minute() {
    let app = TestApp::start().await;
    switch(&app, json!({"active": true})).await;
    for number in 0..29 {
        let score = [10, 9, 3][number % 3];
        answer(&app, &format!("c{number}@example.com"), json!({ "score": score })).await;
    }
    let few = app.api.visit(BADGE).await;
    assert!(few.body.contains("too few answers yet") && few.body.contains("29 answers"), "{}", few.body);

    answer(&app, "c29@example.com", json!({"score": 8})).await;
    assert_eq!(app.api.visit(BADGE).await.body, few.body, "a minute has not passed");
    app.after_minutes(1).await;
    let badge = app.api.visit(BADGE).await;
    // 20 promoters, 9 detractors, 1 passive.
    assert!(badge.body.contains("+37 NPS") && badge.body.contains("30 answers"), "{}", badge.body);
    assert!(app.page("/admin?range=m12").await.contains("+37"));
    assert_eq!(badge.header("content-type"), Some("image/svg+xml; charset=utf-8"));
    assert_eq!(badge.header("cache-control"), Some("public, max-age=60"));
    let policy = badge.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    let tag = badge.header("etag").unwrap().to_owned();
    let again = app.api.send(app.api.request(Method::GET, BADGE).header("If-None-Match", &tag)).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    // Nine unhappy answers have cases; nobody was contacted within the hour.
    app.after_minutes(24 * 60 * 5).await;
    let late = app.api.visit(BADGE).await;
    assert!(late.body.contains(": 0% of 9</text>"), "{}", late.body);
}

#[tokio::test]
async fn it_speaks_ten_languages_and_a_hostile_name_stays_a_name() {
    let app = TestApp::start().await;
    app.api.put("/v1/settings", &json!({"company": "<script>alert(1)</script>\" onload=\"x"})).await.expect(200);
    switch(&app, json!({"active": true, "language": "ru"})).await;

    assert!(app.api.visit(BADGE).await.body.contains("пока мало ответов"));
    for (tag, words) in [("en", "too few"), ("de", "zu wenige"), ("ar", "direction=\"rtl\""), ("xx", "пока мало")]
    {
        let badge = app.api.visit(&format!("{BADGE}?lang={tag}&theme=dark")).await.body;
        assert!(badge.contains(words) && badge.contains("class=\"dark\""), "{tag}: {badge}");
        assert!(!badge.contains("<script") && !badge.contains("onload=\"x"), "{badge}");
    }
    let page = app.api.visit("/badge/default/testimonials?lang=de").await;
    assert!(page.status == 200 && !page.body.contains("<script>alert"), "{}", page.body);
}

/// A survey that asks for the consent, by default, with an answer that gives it.
async fn consenting(app: &TestApp) -> String {
    let survey = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": "How likely?"},
        {"key": "comment", "type": "text", "text": "Why?"},
        {"key": "show", "type": "consent", "publish": "first_name", "text": "You may publish my words with my first name."},
        {"key": "call", "type": "consent", "text": "You may call me."},
    ]});
    app.api.put("/v1/surveys/visit", &survey).await.expect(201);
    app.api.put("/v1/settings", &json!({"default_survey": "visit"})).await.expect(200);
    switch(app, json!({"active": true})).await;
    let words = "I was unhappy at first. Then Ann called, and all was well.";
    answer(app, "ann@example.com", json!({"score": 9, "comment": words, "show": true})).await
}

async fn publish(app: &TestApp, id: &str, words: &str) -> Reply {
    let cookie = app.sign_in().await;
    let path = format!("/admin/settings/badge/testimonials/{id}");
    app.send_form(&cookie, "/admin/settings/badge", &path, &[("words", words)]).await
}

async fn shown(app: &TestApp) -> Vec<String> {
    let document = app.api.visit(WORDS).await.expect(200);
    let all = document["testimonials"].as_array().unwrap();
    all.iter().map(|one| format!("{}: {}", one["author"], one["words"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn words_are_shown_as_they_were_chosen_and_never_others() {
    let app = TestApp::start().await;
    let id = consenting(&app).await;
    let silent = answer(&app, "bob@example.com", json!({"score": 9, "comment": "Fine", "call": true})).await;

    let page = app.page("/admin/settings/badge").await;
    assert!(page.contains("Then Ann called") && !page.contains("Fine"), "only who agreed can be chosen");
    assert_eq!(publish(&app, &id, "I was happy at first.").await.status, 422);
    assert_eq!(publish(&app, &silent, "Fine").await.status, 409);
    assert_eq!(shown(&app).await, Vec::<String>::new());
    assert_eq!(publish(&app, &id, "Then Ann called, and all was well.").await.status, 303);
    assert_eq!(shown(&app).await, ["\"Ann\": … Then Ann called, and all was well."]);

    let document = app.api.visit(WORDS).await;
    assert_eq!(document.header("access-control-allow-origin"), Some("*"));
    assert_eq!(document.header("cache-control"), Some("no-cache"));
    let document = document.json();
    assert_eq!((&document["count"], &document["score"]), (&json!(2), &json!("too few answers yet")));
    assert!(document["how"].as_str().unwrap().contains("all answers"));
    let page = app.api.visit("/badge/default/testimonials").await;
    assert!(page.body.contains("Then Ann called") && page.body.contains("2 answers"), "{}", page.body);
    assert!(!document.to_string().contains(&id) && !page.body.contains(&id), "nothing leads to the answer");
    let public = document["testimonials"][0]["id"].as_str().unwrap();
    assert_eq!(public.len(), 16, "{public}");
    let wrong = app.api.visit(&format!("{WORDS}?after=x")).await;
    assert_eq!(wrong.expect(422)["error"]["problems"][0]["path"], "after");

    let cookie = app.sign_in().await;
    let hide = format!("/admin/settings/badge/testimonials/{id}/hide");
    assert_eq!(app.send_form(&cookie, "/admin/settings/badge", &hide, &[]).await.status, 303);
    assert_eq!(shown(&app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_consent_that_is_taken_back_takes_the_words_away_at_once() {
    for way in ["consent", "words", "erased", "old"] {
        let app = TestApp::start().await;
        let id = consenting(&app).await;
        assert_eq!(publish(&app, &id, "all was well.").await.status, 303);
        assert_eq!(shown(&app).await.len(), 1);
        let path = format!("/v1/survey_responses/{id}");
        match way {
            "consent" => drop(app.api.put(&path, &json!({"answers": {"show": false}})).await.expect(200)),
            "words" => drop(app.api.put(&path, &json!({"comment": "All was bad."})).await.expect(200)),
            "erased" => {
                let person = app.api.get(&format!("{path}?expand[]=person")).await.expect(200)["person"]["id"].clone();
                app.api.delete(&format!("/v1/people/{}", person.as_str().unwrap())).await.expect(202);
                app.drain_jobs().await;
            }
            _ => app.after_days(800).await,
        }
        assert_eq!(shown(&app).await, Vec::<String>::new(), "{way}");
        if way == "erased" || way == "old" {
            let id = id.parse().unwrap();
            let kept = app.app.db.read(move |conn| survey_server::store::testimonials::find(conn, 1, id)).await;
            assert!(kept.unwrap().is_none(), "{way}: the words are kept nowhere");
        } else {
            // What remains is that they were taken back, and when.
            app.after_minutes(1).await;
            let (id, now) = (id.parse().unwrap(), app.now());
            let kept = app.app.db.read(move |conn| survey_server::store::testimonials::find(conn, 1, id)).await;
            let kept = kept.unwrap().expect("the fact");
            assert_eq!((kept.state.word(), kept.words.as_str(), kept.author.as_str()), ("withdrawn", "", ""), "{way}");
            assert_eq!(kept.updated_at.timestamp(), now, "{way}");
        }
    }
}

#[tokio::test]
async fn testimonials_come_in_pages_the_newest_first() {
    let app = TestApp::start().await;
    consenting(&app).await;
    let mut ids = Vec::new();
    for number in 0..23 {
        let said = json!({"score": 9, "comment": format!("Number {number}"), "show": true});
        ids.push(answer(&app, &format!("c{number}@example.com"), said).await);
        app.after_minutes(1).await;
    }
    let (cookie, path) = (app.sign_in().await, "/admin/settings/badge");
    for (number, id) in ids.iter().enumerate() {
        let words = format!("Number {number}");
        let form = format!("{path}/testimonials/{id}");
        assert_eq!(app.send_form(&cookie, path, &form, &[("words", &words)]).await.status, 303);
        app.after_minutes(1).await;
    }

    let first = app.api.visit(WORDS).await.expect(200);
    let words = |page: &Value| -> Vec<String> {
        page["testimonials"].as_array().unwrap().iter().map(|one| one["words"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((words(&first).len(), words(&first)[0].as_str()), (20, "Number 22"));
    let cursor = first["next"].as_str().unwrap();
    assert!(ids.iter().all(|id| !cursor.contains(id.as_str())), "{cursor}");
    let second = app.api.visit(&format!("{WORDS}?after={}", first["next"].as_str().unwrap())).await.expect(200);
    assert_eq!(words(&second), ["Number 2", "Number 1", "Number 0"]);
    assert_eq!(second["next"], Value::Null);
    assert!(app.page(path).await.contains("badge?before"), "the candidates go on");
}

#[tokio::test]
async fn an_owner_switches_it_on_chooses_words_and_everybody_can_read_them() {
    let business = Business::open().await;
    let survey = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": "How likely?"},
        {"key": "comment", "type": "text", "text": "Why?"},
        {"key": "show", "type": "consent", "publish": "words", "text": "You may publish my words."},
    ]});
    business.api.put("/v1/surveys/visit", &survey).await.expect(201);
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let person = business.person(&format!("ann{dark}@example.com")).await;
        let answers = json!({"score": 9, "comment": format!("Quick and kind, {dark}"), "show": true});
        let answer = json!({"person": person, "survey": "visit", "answers": answers});
        business.api.post("/v1/survey_responses", &answer).await.expect(201);
        sign_in(&business, &browser, (&format!("owner{dark}@example.com"), "owner"), false).await;
        let base = business.server.base();

        browser.visit(&format!("{base}/admin/settings/badge")).await;
        browser.inspect("the settings of the badge").await;
        browser.run("document.querySelector('input[name=active]').checked = true").await;
        browser.follow("form[action='/admin/settings/badge'] button[type=submit]").await;
        browser.inspect("the badge, switched on").await;
        let drawn = "const image = document.querySelector('img[src^=\"/badge/\"]'); return image.complete && image.naturalWidth > 200";
        browser.until("the picture", drawn).await;
        browser.run("document.querySelector('#testimonials details').open = true").await;
        browser.inspect("words to choose").await;
        browser.follow("#testimonials form button[type=submit]").await;
        browser.inspect("words that are published").await;
        browser.visit(&format!("{base}/badge/default/testimonials")).await;
        browser.inspect("the testimonials").await;
        assert!(browser.text("main").await.contains(&format!("Quick and kind, {dark}")));
        browser.visit(&format!("{base}/admin?range=m12&survey=visit")).await;
        browser.run("document.querySelector('details.exports').open = true").await;
        browser.inspect("the exports").await;
    }
}
