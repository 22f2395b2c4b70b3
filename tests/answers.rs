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
    assert_eq!(stranger.expect(200), json!({"outcome": "kept", "version": 2}));
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
