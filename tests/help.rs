//! "I need help", in one tap, at any score: from the mail, the page, the thanks and the open link.

use serde_json::{Value, json};

use crate::support::api::Reply;
use crate::support::app::TestApp;

/// The address of the call for help in a page or a mail.
fn help_link(text: &str) -> String {
    let (before, rest) = text.split_once("/h/").unwrap_or_else(|| panic!("no link to help in {text}"));
    let base = before.rsplit(['"', ' ', '\n', '(']).next().unwrap_or_default();
    let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    format!("{base}/h/{token}")
}

async fn cases(app: &TestApp) -> Vec<Value> {
    app.api.get("/v1/cases").await.expect(200)["data"].as_array().expect("a list").clone()
}

async fn timeline(app: &TestApp, case: &Value) -> Vec<Value> {
    let path = format!("/v1/cases/{}", case["id"].as_str().expect("an id"));
    app.api.get(&path).await.expect(200)["timeline"].as_array().expect("a timeline").clone()
}

async fn email_of(app: &TestApp, case: &Value) -> Value {
    let path = format!("/v1/people/{}", case["person_id"].as_str().expect("a person"));
    app.api.get(&path).await.expect(200)["email"].clone()
}

async fn survey_link(app: &TestApp) -> String {
    app.ask("ann@example.com").await;
    app.mail.mails().last().expect("the invitation").score_link(9).trim_end_matches("/9").to_owned()
}

fn page(reply: Reply) -> String {
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

#[tokio::test]
async fn help_tapped_beside_a_9_opens_a_case_and_alerts_and_the_9_still_counts() {
    let app = TestApp::start().await;
    let _owner = app.sign_in().await;
    app.call_back_on(&["case.opened", "response.detractor"]).await;
    let link = survey_link(&app).await;
    let thanks = page(app.api.submit(&link, &[("score", "9"), ("_version", "1")]).await);
    assert!(cases(&app).await.is_empty());

    let help = help_link(&thanks);
    let asked = page(app.api.submit(&help, &[]).await);
    assert!(asked.contains("will write to you by 11:00"), "an hour, as the priority says: {asked}");
    app.drain_jobs().await;

    let cases = cases(&app).await;
    assert_eq!(cases.len(), 1);
    let case = &cases[0];
    assert_eq!((&case["origin"], &case["kind"], &case["priority"]), (&json!("help"), &json!("help"), &json!("high")));
    assert_eq!(email_of(&app, case).await, "ann@example.com");
    let called: Vec<Value> = app.program.received().iter().map(|one| one.json()["type"].clone()).collect();
    assert_eq!(called, ["case.opened"]);
    assert_eq!(app.program.received()[0].json()["data"]["response"]["score"], 9);
    assert!(app.mail.mails().iter().any(|mail| mail.recipient().starts_with("owner-")), "the team is told");
    let metrics = app.api.get("/v1/metrics").await.expect(200);
    assert_eq!((&metrics["nps"], &metrics["promoter_count"]), (&json!(100), &json!(1)));
    let status = asked.split("/c/").nth(1).and_then(|rest| rest.split('"').next()).expect("the case's own page");
    page(app.api.visit(&format!("/c/{status}")).await);
}

#[tokio::test]
async fn looking_at_the_page_opens_nothing_and_the_mail_leads_to_it() {
    let app = TestApp::start().await;
    app.ask("ann@example.com").await;
    let mail = app.mail.mails().pop().expect("the invitation");
    let link = help_link(&mail.html());
    assert!(mail.text().contains(&link), "in both parts");
    for method in [reqwest::Method::GET, reqwest::Method::HEAD] {
        let shown = app.api.send(app.api.request(method, &link)).await;
        assert_eq!(shown.status, 200);
    }
    let shown = page(app.api.visit(&link).await);
    assert!(
        shown.contains("<form method=\"post\"") && !shown.contains("ann@example.com"),
        "forwarded links give nothing away"
    );
    assert!(cases(&app).await.is_empty());
    let survey = page(app.api.visit(&mail.score_link(3)).await);
    assert!(survey.contains(&help_link(&survey)), "on the survey page too");
}

#[tokio::test]
async fn a_double_tap_is_one_and_more_words_join_the_open_case() {
    let app = TestApp::start().await;
    let link = help_link(&page(app.api.visit(&survey_link(&app).await).await));
    let (one, two) = tokio::join!(app.api.submit(&link, &[]), app.api.submit(&link, &[]));
    assert_eq!((one.status, two.status), (200, 200));
    let opened = cases(&app).await;
    assert_eq!(opened.len(), 1);
    let lines = |all: &[Value]| all.iter().filter(|one| one["kind"] == "asked_for_help").count();
    assert_eq!(lines(&timeline(&app, &opened[0]).await), 1);

    page(app.api.submit(&link, &[("words", "The box is wet\nand open"), ("phone", "+7 701 000 00 00")]).await);
    let all = timeline(&app, &opened[0]).await;
    assert_eq!((cases(&app).await.len(), lines(&all)), (1, 2));
    let said = all.iter().rev().find(|one| one["kind"] == "asked_for_help").expect("the second");
    assert_eq!(said["detail"]["comment"], "The box is wet\nand open");
    let shown = app.page(&format!("/admin/cases/{}", opened[0]["id"].as_str().expect("an id"))).await;
    assert!(shown.contains("The customer asked for help") && shown.contains("+7 701 000 00 00"), "{shown}");
}

#[tokio::test]
async fn an_unhappy_customer_who_asks_for_help_has_one_case() {
    let app = TestApp::start().await;
    let link = survey_link(&app).await;
    let thanks = page(app.api.submit(&link, &[("score", "2"), ("_version", "1")]).await);
    page(app.api.submit(&help_link(&thanks), &[("words", "please call")]).await);
    let cases = cases(&app).await;
    assert_eq!((cases.len(), &cases[0]["origin"]), (1, &json!("answer")));
}

#[tokio::test]
async fn by_an_open_link_one_says_where_one_can_be_reached() {
    let app = TestApp::start().await;
    let survey = app.api.get("/v1/surveys/default").await.expect(200);
    let form = page(app.api.visit(survey["link"].as_str().expect("the open link")).await);
    let link = help_link(&form);
    let nowhere = app.api.submit(&link, &[("words", "help")]).await;
    assert_eq!(nowhere.status, 422);
    assert!(
        nowhere.body.contains("leave an e-mail address or a phone number") && nowhere.body.contains("help</textarea>")
    );
    for wrong in [("email", "not an address"), ("phone", "12")] {
        assert_eq!(app.api.submit(&link, &[wrong]).await.status, 422);
    }
    assert!(cases(&app).await.is_empty());

    let sent =
        page(app.api.submit(&link, &[("name", "Ann"), ("phone", "+7 701 000 00 00"), ("words", "a leak")]).await);
    assert!(!sent.contains("/c/"), "whoever types an address is not shown its owner's case");
    let opened = cases(&app).await;
    assert_eq!((opened.len(), &opened[0]["origin"]), (1, &json!("help")));
    let people = app.api.get("/v1/people").await.expect(200);
    assert_eq!((&people[0]["phone_number"], &people[0]["name"]), (&json!("+77010000000"), &json!("Ann")));

    // Somebody else types the same number and another name: the person stays as it is, the words are kept.
    page(app.api.submit(&link, &[("name", "Eve"), ("phone", "+77010000000")]).await);
    let people = app.api.get("/v1/people").await.expect(200);
    assert_eq!((people.as_array().map(Vec::len), &people[0]["name"]), (Some(1), &json!("Ann")));
    assert_eq!(cases(&app).await.len(), 1);
}

#[tokio::test]
async fn beside_an_anonymous_survey_the_page_says_that_help_is_not_anonymous() {
    let app = TestApp::start().await;
    let mut survey = app.api.get("/v1/surveys/default").await.expect(200)["definition"].clone();
    survey["anonymous"] = json!(true);
    app.api.put("/v1/surveys/pulse", &survey).await.expect(201);
    app.api.post("/v1/people", &json!({"email": "ann@example.com", "survey": "pulse"})).await.expect(200);
    app.drain_jobs().await;
    let link = help_link(&app.mail.mails().pop().expect("the invitation").text());
    let shown = page(app.api.visit(&link).await);
    assert!(shown.contains("Asking for help is not anonymous"), "{shown}");
    page(app.api.submit(&link, &[]).await);
    let opened = cases(&app).await;
    assert_eq!((opened.len(), &opened[0]["response_id"]), (1, &Value::Null));
    assert_eq!(email_of(&app, &opened[0]).await, "ann@example.com");
}

#[tokio::test]
async fn a_link_of_another_purpose_calls_nobody() {
    let app = TestApp::start().await;
    let survey = survey_link(&app).await;
    let token = survey.rsplit('/').next().expect("a token");
    for token in [token, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "x", "%00"] {
        let path = format!("/h/{token}");
        assert_eq!(app.api.visit(&path).await.status, 404, "{token}");
        assert_eq!(app.api.submit(&path, &[]).await.status, 404, "{token}");
    }
    assert!(cases(&app).await.is_empty());
}

#[tokio::test]
async fn help_is_limited_per_link_and_visitor() {
    let app = TestApp::start_with(&[("rate_limit", "on")]).await;
    let link = help_link(&page(app.api.visit(&survey_link(&app).await).await));
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(app.api.submit(&link, &[]).await.status);
    }
    assert_eq!((statuses[0], statuses[7]), (200, 429), "{statuses:?}");
    assert_eq!(app.api.visit(&link).await.status, 200, "looking is never refused");
}

#[tokio::test]
async fn a_program_says_where_a_case_comes_from_and_of_what_kind_it_is() {
    let app = TestApp::start().await;
    let case = json!({
        "person": {"phone_number": "+77010000000", "name": "Ann"}, "note": "no heating", "origin": "phone", "kind": "remark",
    });
    let key =
        |path: &str| app.api.signed(app.api.request(reqwest::Method::POST, path)).header("Idempotency-Key", "k-1");
    let made = app.api.send(key("/v1/cases").json(&case)).await.expect(201);
    assert_eq!((&made["origin"], &made["kind"]), (&json!("phone"), &json!("remark")));
    assert_eq!(app.api.send(key("/v1/cases").json(&case)).await.expect(201)["id"], made["id"]);
    assert_eq!(app.api.get("/v1/people").await.expect(200).as_array().map(Vec::len), Some(1), "made, and once");
    let plain = json!({"person": {"email": "bob@example.com"}, "note": "late"});
    let made = app.api.post("/v1/cases", &plain).await.expect(201);
    assert_eq!((&made["origin"], &made["kind"]), (&json!("api"), &json!("complaint")));
    for wrong in [("origin", "Mars"), ("kind", "unheard of"), ("kind", "")] {
        let mut case = plain.clone();
        case[wrong.0] = json!(wrong.1);
        assert_eq!(app.api.post("/v1/cases", &case).await.status, 422, "{wrong:?}");
    }
}
