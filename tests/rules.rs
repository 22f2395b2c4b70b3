//! Rules as data: tried on the past before they go live, edited as sentences, and flagged when a survey leaves them behind.

use serde_json::{Value, json};

use crate::admin::sign_in;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::business::Business;

const PAGE: &str = "/admin/settings/rules";

fn unhappy(at_most: i64) -> Value {
    json!({"id": "unhappy", "name": "Unhappy", "when": {"fact": "score", "at_most": at_most},
        "then": [{"do": "open_case", "contact_within": {"minutes": 60}}, {"do": "notify", "to": "team"}]})
}

async fn answer(app: &TestApp, email: &str, score: i64) {
    let made = app.api.post("/v1/people", &json!({"email": email, "send": false})).await.expect(200);
    app.api.post("/v1/survey_responses", &json!({"person": made["id"], "score": score})).await.expect(201);
}

async fn set_rules(app: &TestApp, rules: &[Value]) {
    app.api.put("/v1/rules", &json!({ "rules": rules })).await.expect(200);
    app.drain_jobs().await;
}

async fn rules(app: &TestApp) -> Value {
    app.api.get("/v1/rules").await.expect(200)
}

#[tokio::test]
async fn a_changed_set_is_tried_on_the_past_beside_the_present_one() {
    let app = TestApp::start().await;
    set_rules(&app, &[unhappy(6)]).await;
    for (at, score) in [0, 3, 5, 6, 9, 10].into_iter().enumerate() {
        answer(&app, &format!("p{at}@example.com"), score).await;
    }
    app.after_minutes(5).await;

    let changed = json!({"rules": [unhappy(3), {"id": "quiet", "when": {"fact": "score", "between": [4, 6]},
        "then": [{"do": "tag", "tag": "quiet"}]}], "staffing": {"people": 0, "handling_minutes": 20}});
    let found = app.api.post("/v1/rules/backtest", &changed).await.expect(200);

    assert_eq!((&found["present"]["cases"], &found["changed"]["cases"]), (&json!(4), &json!(2)));
    assert_eq!(found["difference"]["cases"], -2);
    assert_eq!(found["changed"]["predicted_breaches"], 2, "nobody is at work");
    assert_eq!(found["changed"]["situations"], 6);
    assert_eq!(found["present"]["cases_by_priority"], json!({"normal": 4}));
    assert_eq!(found["present"]["busiest_hour"], json!({"weekday": "friday", "hour": 10, "cases": 4}));
    let quiet = &found["difference"]["rules"][1];
    assert_eq!((&quiet["rule"], &quiet["acted"], &quiet["opened"]), (&json!("quiet"), &json!(2), &json!(0)));
    assert_eq!(rules(&app).await["rules"].as_array().unwrap().len(), 1, "nothing was saved");
    let none = app.api.post("/v1/rules/backtest", &json!({"until": "2026-11-01T00:00:00Z"})).await.expect(200);
    assert_eq!(none["changed"]["situations"], 0);
}

#[tokio::test]
async fn the_past_is_seen_against_what_was_answered_before_it() {
    let app = TestApp::start().await;
    set_rules(&app, &[]).await;
    answer(&app, "ann@example.com", 10).await;
    app.after_days(100).await;
    for (email, score) in [("ann@example.com", 6), ("bob@example.com", 6)] {
        answer(&app, email, score).await;
    }
    app.after_days(1).await;
    answer(&app, "bob@example.com", 2).await;
    app.after_minutes(1).await;

    let fell = json!({"rules": [{"id": "fell", "when": {"fact": "change", "at_most": -3},
        "then": [{"do": "tag", "tag": "fell"}]}]});
    let found = app.api.post("/v1/rules/backtest", &fell).await.expect(200);

    let (situations, acted) = (&found["changed"]["situations"], &found["changed"]["rules"][0]["acted"]);
    assert_eq!((situations, acted), (&json!(3), &json!(2)), "Ann against the answer of before the span: {found}");
}

#[tokio::test]
async fn the_past_is_woken_when_promises_passed_and_not_when_they_were_kept() {
    let app = TestApp::start().await;
    let report = async |id: &str, kind: &str, order: &str, promised: Option<&str>| {
        let email = format!("{order}@example.com");
        let event = json!({"id": id, "type": kind, "occurred_at": app.now().to_string(),
            "person": {"email": email}, "properties": {"order": order, "promised_at": promised}});
        app.api.post("/v1/events", &event).await.expect(202);
    };
    report("a", "order.placed", "1", Some("2026-11-20T18:00:00Z")).await;
    report("b", "order.placed", "2", Some("2026-11-20T18:00:00Z")).await;
    app.after_minutes(60).await;
    report("c", "order.delivered", "1", None).await;
    app.after_days(2).await;

    let late = json!({"rules": [{"id": "late", "when": {"promise": "promised_at", "at_least": 30},
        "then": [{"do": "open_case"}]}]});
    let found = app.api.post("/v1/rules/backtest", &late).await.expect(200);

    assert_eq!(found["changed"]["cases"], 1, "{found}");
    assert_eq!(found["changed"]["busiest_hour"], json!({"weekday": "friday", "hour": 18, "cases": 1}));
    assert_eq!(found["present"]["cases"], 0);
}

#[tokio::test]
async fn a_backtest_refuses_what_saving_refuses_and_a_span_that_is_none() {
    let app = TestApp::start().await;
    let wrong = json!({"rules": [{"id": "a", "when": {"answer": "gone", "is": "x"}, "then": [{"do": "open_case"}]}]});
    let refused = app.api.post("/v1/rules/backtest", &wrong).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "rules[0].when.answer");
    let turned = json!({"from": "2026-11-02T00:00:00Z", "until": "2026-11-01T00:00:00Z"});
    assert_eq!(app.api.post("/v1/rules/backtest", &turned).await.status, 422);
    let staffing = json!({"staffing": {"people": -1, "handling_minutes": 5}});
    let refused = app.api.post("/v1/rules/backtest", &staffing).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "staffing.people");
}

#[tokio::test]
async fn what_the_server_does_not_do_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let later =
        json!({"rules": [{"id": "a", "then": [{"do": "ask_later", "question": "comment", "after": {"minutes": 60}}]}]});
    let refused = app.api.put("/v1/rules", &later).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "rules[0].then[0].do");
    let whom = json!({"rules": [{"id": "a", "then": [{"do": "notify", "to": "everybody"}]}]});
    let refused = app.api.put("/v1/rules", &whom).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "rules[0].then[0].to");
}

#[tokio::test]
async fn everybody_is_offered_the_review_link_of_a_rule() {
    let app = TestApp::start().await;
    let link = "https://reviews.example/shop";
    let offer = json!({"id": "review", "name": "Tell others", "when": {"fact": "survey", "is": "default"},
        "then": [{"do": "offer_review", "url": link}]});
    set_rules(&app, &[offer]).await;
    for (email, score) in [("happy@example.com", "10"), ("sad@example.com", "1")] {
        app.ask(email).await;
        let mails = app.mail.mails();
        let mail = mails.iter().find(|mail| mail.recipient() == email).expect("the invitation");
        let form = mail.score_link(5).trim_end_matches("/5").to_owned();
        let thanks = app.api.submit(&form, &[("score", score), ("comment", "so")]).await;
        assert!(thanks.body.contains(link) && thanks.body.contains("Tell others"), "{score}: {}", thanks.body);
    }
}

#[tokio::test]
async fn rules_are_switched_moved_edited_and_put_back() {
    let app = TestApp::start().await;
    set_rules(&app, &[unhappy(6), json!({"id": "all", "name": "All", "then": [{"do": "tag", "tag": "seen"}]})]).await;
    let cookie = app.sign_in().await;
    let first = rules(&app).await["version"].clone();
    let page = app.page_as(&cookie, PAGE).await;
    assert!(page.contains("When the score is at most 6"), "each rule as its sentence: {page}");

    let act = async |rule: &str, what: &str| {
        let version = rules(&app).await["version"].to_string();
        app.send_form(&cookie, PAGE, PAGE, &[("version", &version), ("rule", rule), ("do", what)]).await
    };
    assert_eq!(act("unhappy", "off").await.status, 303);
    assert_eq!(act("all", "up").await.status, 303);
    let now = rules(&app).await;
    assert_eq!((&now["rules"][0]["id"], &now["rules"][1]["enabled"]), (&json!("all"), &json!(false)));
    let stale = [("version", first.to_string()), ("rule", "all".to_owned()), ("do", "off".to_owned())];
    let stale: Vec<(&str, &str)> = stale.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = app.send_form(&cookie, PAGE, PAGE, &stale).await;
    assert_eq!(refused.status, 422, "somebody else's newer rules are not overwritten");
    assert!(refused.body.contains("Somebody changed the rules meanwhile"));

    let version = now["version"].to_string();
    let wanted = first.to_string();
    let back = [("version", version.as_str()), ("restore", &wanted)];
    assert_eq!(app.send_form(&cookie, PAGE, "/admin/settings/rules/restore", &back).await.status, 303);
    let now = rules(&app).await;
    assert_eq!((&now["rules"][0]["id"], &now["rules"][0]["enabled"]), (&json!("unhappy"), &Value::Null));
    let page = app.page_as(&cookie, PAGE).await;
    assert!(page.contains("in force") && page.contains("Olga"), "who saved what");
}

#[tokio::test]
async fn a_rule_is_built_row_by_row_tried_and_saved_without_script() {
    let app = TestApp::start().await;
    set_rules(&app, &[unhappy(6)]).await;
    for (email, score) in [("a@example.com", 2), ("b@example.com", 6)] {
        answer(&app, email, score).await;
    }
    app.after_minutes(1).await;
    let cookie = app.sign_in().await;
    let version = rules(&app).await["version"].to_string();
    let new = "/admin/settings/rules/one/new";
    let one = "/admin/settings/rules/one";
    let fields = |step: &'static str, value: &'static str| {
        vec![
            ("version", version.clone()),
            ("rule", String::new()),
            ("title", "Very unhappy".into()),
            ("on", "yes".into()),
            ("join", "all".into()),
            ("subject-0", "fact:score".into()),
            ("word-0", "at_most".into()),
            ("value-0", value.into()),
            ("subject-1", "property".into()),
            ("name-1", "branch".into()),
            ("word-1", "missing".into()),
            ("do-0", "open_case".into()),
            ("priority-0", "urgent".into()),
            ("contact_within-0", "2".into()),
            ("contact_within-unit-0", "hours".into()),
            ("contact_within-clock-0", "business".into()),
            ("kind", "tag".into()),
            ("step", step.into()),
        ]
    };
    let send = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.send_form(&cookie, new, one, &fields).await
    };

    let more = send(fields("add-action", "3")).await;
    assert!(more.body.contains("name=\"do-1\" value=\"tag\""), "a second action: {}", more.body);
    let fewer = send(fields("remove-condition-1", "3")).await;
    assert!(!fewer.body.contains("value=\"branch\""), "{}", fewer.body);
    let off_scale = send(fields("save", "11")).await;
    assert_eq!(off_scale.status, 422);
    assert!(off_scale.body.contains("Condition 1: ") && off_scale.body.contains("Very unhappy"), "{}", off_scale.body);
    let tried = send(fields("try", "3")).await;
    assert!(tried.body.contains("What it would have done"), "{}", tried.body);
    assert!(tried.body.contains("How often each rule acted"));
    assert_eq!(rules(&app).await["version"].to_string(), version, "trying saves nothing");
    assert_eq!(send(fields("save", "3")).await.status, 303);

    let saved = rules(&app).await["rules"][1].clone();
    assert_eq!(saved["id"], "very-unhappy");
    assert_eq!(
        saved["when"],
        json!({"all": [{"fact": "score", "at_most": 3}, {"property": "branch", "exists": false}]})
    );
    assert_eq!(saved["then"][0]["contact_within"], json!({"minutes": 120, "clock": "business"}));
}

#[tokio::test]
async fn an_example_says_which_rules_would_act() {
    let app = TestApp::start().await;
    let kazan = json!({"id": "kazan", "name": "Kazan", "when": {"all": [{"fact": "category", "is": "detractor"},
        {"property": "branch", "is": "Kazan"}]}, "then": [{"do": "open_case", "priority": "urgent"}]});
    set_rules(&app, &[kazan]).await;
    let cookie = app.sign_in().await;
    let attempt = async |score: &str| {
        let fields = [("survey", "default"), ("score", score), ("properties", "branch = Kazan")];
        app.send_form(&cookie, PAGE, "/admin/settings/rules/example", &fields).await
    };
    let acts = attempt("2").await;
    assert!(acts.body.contains("These rules act") && acts.body.contains("First contact by"), "{}", acts.body);
    assert!(attempt("9").await.body.contains("No rule acts."));
    assert!(attempt("99").await.body.contains("score"), "what is off the scale is said");
    assert!(app.api.get("/v1/cases").await.expect(200)["data"].as_array().unwrap().is_empty(), "nothing happens");
}

#[tokio::test]
async fn a_rule_that_a_survey_left_behind_is_flagged_there_and_on_its_page() {
    let app = TestApp::start().await;
    let definition = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": {"en": "Would you recommend us?"}},
        {"key": "extra", "type": "text", "text": {"en": "What else?"}}]});
    let saved = app.api.put("/v1/surveys/visit", &definition).await;
    assert!(saved.status < 300, "{}", saved.body);
    let rule = json!({"id": "extra", "name": "Extra words", "when": {"all": [{"fact": "survey", "is": "visit"},
        {"answer": "extra", "exists": true}]}, "then": [{"do": "tag", "tag": "words"}]});
    set_rules(&app, &[rule]).await;
    assert_eq!(rules(&app).await["problems"], json!([]));
    let cookie = app.sign_in().await;

    let mut shorter = definition.clone();
    shorter["questions"].as_array_mut().unwrap().pop();
    let text = shorter.to_string();
    let page = "/admin/surveys/visit";
    let sent = app.send_form(&cookie, page, page, &[("version", "1"), ("definition", &text)]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(
        sent.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().contains("not-survey-rules"))
    );

    let problems = rules(&app).await["problems"].clone();
    assert_eq!(problems[0]["path"], "rules[0].when.all[1].answer");
    let page = app.page_as(&cookie, PAGE).await;
    assert!(page.contains("no longer fit the surveys") && page.contains("Extra words: "), "{page}");
}

#[tokio::test]
async fn a_promise_that_the_last_weeks_do_not_hold_is_warned_of() {
    let app = TestApp::start().await;
    set_rules(&app, &[unhappy(6)]).await;
    for at in 0..5 {
        answer(&app, &format!("p{at}@example.com"), 2).await;
    }
    assert!(!app.page(PAGE).await.contains("do not hold"), "who still waits and is not late says nothing");
    app.after_minutes(180).await;
    let cases = app.api.get("/v1/cases").await.expect(200)["data"].as_array().unwrap().clone();
    for case in &cases {
        let path = format!("/v1/cases/{}/contact", case["id"].as_str().unwrap());
        assert!(app.api.post(&path, &json!({"note": "called"})).await.status < 300);
    }
    let page = app.page(PAGE).await;
    assert!(page.contains("do not hold") && page.contains("0% of 5 customers"), "{page}");
    assert!(page.contains("within 180 minutes"), "{page}");
    set_rules(&app, &[]).await;
    assert!(!app.page(PAGE).await.contains("do not hold"));
}

#[tokio::test]
async fn what_a_rule_would_have_done_can_be_read_by_everybody_in_both_themes() {
    let business = Business::open().await;
    let ann = business.person("ann@example.com").await;
    assert!(business.api.post("/v1/survey_responses", &json!({"person": ann, "score": 1})).await.status < 300);
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        sign_in(&business, &browser, (&format!("m{dark}@example.com"), "owner"), false).await;
        browser.visit(&format!("{}{PAGE}/one/unhappy", business.server.base())).await;
        browser.follow("button[value=add-condition]").await;
        browser.inspect("a rule with one condition more").await;
        browser.follow("button[value=remove-condition-2]").await;
        browser.follow("button[value=try]").await;
        assert!(browser.text("#trial h2").await.contains("What it would have done"));
        browser.inspect("the trial").await;
        browser.visit(&format!("{}{PAGE}", business.server.base())).await;
        browser.type_into("#example-score", "1").await;
        browser.follow("#example button").await;
        assert!(browser.text("#example .notice").await.contains("These rules act"));
        browser.inspect("the example").await;
    }
}

#[tokio::test]
async fn a_manager_writes_a_rule_in_a_browser_without_javascript() {
    let business = Business::open().await;
    let Some(browser) = Browser::open_as(Window { no_script: true, ..Window::default() }).await else { return };
    sign_in(&business, &browser, ("m@example.com", "owner"), false).await;
    browser.visit(&format!("{}{PAGE}/one/new", business.server.base())).await;

    browser.type_into("input[name=title]", "Late twice").await;
    browser.follow("button[value=add-condition]").await;
    browser.type_into("input[name='value-1']", "4").await;
    browser.follow("button[value=add-action]").await;
    browser.follow("button[value=try]").await;
    assert!(browser.text("#trial h2").await.contains("What it would have done"));
    browser.follow("button[value=save]").await;

    assert!(browser.text("main").await.contains("Late twice"));
    let saved = business.api.get("/v1/rules").await.expect(200)["rules"][1].clone();
    assert_eq!(saved["when"]["all"][1], json!({"fact": "score", "at_most": 4}));
    assert_eq!(saved["then"].as_array().unwrap().len(), 3);
}
