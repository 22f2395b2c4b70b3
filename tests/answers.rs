//! Answers of a program in the browser: the same forms, posted with `Accept: application/json`.

use reqwest::Method;
use serde_json::json;

use crate::support::api::{Api, Reply};
use crate::support::app::TestApp;

/// Asks a person and returns the link without a score.
async fn link(app: &TestApp, email: &str) -> String {
    let person = json!({"email": email, "channel": "link"});
    let asked = app.api.post("/v1/people", &person).await.expect(200);
    asked["links"]["survey"].as_str().expect("the link").to_owned()
}

/// Posts a form as a script does; `cookie` as its browser has it.
async fn post(api: &Api, link: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> Reply {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut request = api.request(Method::POST, link).header("Accept", "application/json");
    request = request.header("Content-Type", "application/x-www-form-urlencoded");
    if let Some(cookie) = cookie {
        request = request.header("Cookie", cookie);
    }
    api.send(request.body(body)).await
}

/// The cookie that came, as it is sent back.
fn cookie(reply: &Reply) -> String {
    let set = reply.header("set-cookie").expect("a cookie");
    set.split(';').next().expect("its value").to_owned()
}

#[tokio::test]
async fn a_script_learns_what_became_of_its_answer() {
    let app = TestApp::start().await;
    let link = link(&app, "ann@example.com").await;

    let first = post(&app.api, &link, &[("score", "3"), ("_version", "1"), ("_tap", "1")], None).await;
    assert_eq!(first.expect(200), json!({"outcome": "recorded", "version": 1}));
    let cookie = cookie(&first);
    let again = post(&app.api, &link, &[("score", "3")], Some(&cookie)).await;
    assert_eq!(again.expect(200), json!({"outcome": "same", "version": 1}));
    let comment = [("score", "3"), ("comment", "It came late")];
    let amended = post(&app.api, &link, &comment, Some(&cookie)).await;
    assert_eq!(amended.expect(200), json!({"outcome": "amended", "version": 2}));
    let stranger = post(&app.api, &link, &[("score", "9")], None).await;
    assert_eq!(stranger.expect(200), json!({"outcome": "kept", "version": null}));
    let third = post(&app.api, &link, &[("score", "5")], Some(&cookie)).await;
    assert_eq!(third.expect(200)["outcome"], "contradicted");
}

#[tokio::test]
async fn a_script_is_told_what_is_wrong_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let link = link(&app, "ann@example.com").await;

    let range = post(&app.api, &link, &[("score", "11")], None).await.expect(422);
    assert_eq!(range["error"]["problems"][0]["path"], "score");
    let missing = post(&app.api, &link, &[("comment", "late")], None).await.expect(422);
    assert_eq!(missing["error"]["problems"][0]["message"], "needs an answer");
    let large = "x".repeat(300 * 1024);
    let large = post(&app.api, &link, &[("score", "3"), ("comment", large.as_str())], None).await;
    assert_eq!(large.expect(413)["error"]["code"], "too_large");
    let unknown = post(&app.api, "/s/unknown", &[("score", "3")], None).await;
    assert_eq!(unknown.expect(404)["error"]["code"], "not_found");
    assert_eq!(app.api.get("/v1/metrics").await.expect(200)["response_count"], 0);

    let survey = app.api.get("/v1/surveys/default").await.expect(200);
    let open = survey["link"].as_str().expect("the open link");
    let taken = post(&app.api, open, &[("score", "9"), ("_version", "1")], None).await;
    assert_eq!(taken.expect(200), json!({"outcome": "recorded", "version": 1}));
}

#[tokio::test]
async fn who_did_not_answer_first_cannot_find_the_answer_by_trying() {
    let app = TestApp::start().await;
    let link = link(&app, "ann@example.com").await;
    app.api.submit(&link, &[("score", "3"), ("comment", "late"), ("_version", "1")]).await;

    let said = async |score: &str| {
        let json = post(&app.api, &link, &[("score", score)], None).await.expect(200);
        let page = app.api.submit(&link, &[("score", score), ("_version", "1")]).await.body;
        let words: String = page.replace(score, "?").split("_browser").next().expect("a page").to_owned();
        (json, words)
    };
    let (right, wrong) = (said("3").await, said("9").await);
    assert_eq!(right.0, wrong.0);
    assert!(right.1.contains("Somebody has answered"), "{}", right.1);
    assert!(wrong.1.contains("Somebody has answered"), "{}", wrong.1);
}

#[tokio::test]
async fn a_browser_without_cookies_is_known_by_its_page() {
    let app = TestApp::start().await;
    let link = link(&app, "ann@example.com").await;
    let page = app.api.visit(&link).await.body;
    let carried = page.split("name=\"_browser\" value=\"").nth(1).expect("the field").split('"').next().unwrap();

    let tap = [("score", "3"), ("_tap", "1"), ("_browser", carried), ("_version", "1")];
    assert_eq!(post(&app.api, &link, &tap, None).await.expect(200)["outcome"], "recorded");
    let sent = [("score", "8"), ("comment", "Better now"), ("_browser", carried), ("_version", "1")];
    assert_eq!(post(&app.api, &link, &sent, None).await.expect(200)["outcome"], "amended");
    let metrics = app.api.get("/v1/metrics").await.expect(200);
    assert_eq!((&metrics["response_count"], &metrics["passive_count"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn a_program_that_sends_an_answer_again_under_its_key_sends_one_answer() {
    let app = TestApp::start().await;
    let survey = app.api.get("/v1/surveys/default").await.expect(200);
    let open = survey["link"].as_str().expect("the open link").to_owned();
    let send = async |key: &str, score: &str| {
        let request = app.api.request(Method::POST, &open).header("Accept", "application/json");
        let request =
            request.header("Idempotency-Key", key).header("Content-Type", "application/x-www-form-urlencoded");
        app.api.send(request.body(format!("score={score}&_version=1"))).await.expect(200)["outcome"].clone()
    };
    assert_eq!(send("visitor-1", "9").await, "recorded");
    assert_eq!(send("visitor-1", "9").await, "same");
    assert_eq!(send("visitor-2", "9").await, "recorded");
    assert_eq!(app.api.get("/v1/metrics").await.expect(200)["response_count"], 2);
}
