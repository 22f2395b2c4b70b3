//! Anonymous surveys: nothing that is kept leads from an answer to the person who gave it.

use reqwest::Method;
use serde_json::{Value, json};
use survey_server::store::invitations;

use crate::support::api::Reply;
use crate::support::app::TestApp;

/// Makes the anonymous survey `team`.
async fn survey(app: &TestApp) {
    let definition = json!({"name": "Team", "language": "en", "anonymous": true, "questions": [
        {"key": "score", "type": "nps", "text": "Would you recommend working here?", "required": true},
        {"key": "why", "type": "text", "text": "Why?", "show_if": {"answer": "score", "at_most": 6}},
    ]});
    app.api.put("/v1/surveys/team", &definition).await.expect(201);
}

/// Asks somebody; returns the link and the person's id.
async fn ask(app: &TestApp, email: &str) -> (String, String) {
    let properties = json!({"branch": "Omsk", "order": "A-77"});
    let asked = json!({"email": email, "survey": "team", "channel": "link", "properties": properties});
    let asked = app.api.post("/v1/people", &asked).await.expect(200);
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    (text(&asked["links"]["survey"]), text(&asked["id"]))
}

async fn post(app: &TestApp, link: &str, fields: &[(&str, &str)]) -> Reply {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = app.api.request(Method::POST, link).header("Content-Type", "application/x-www-form-urlencoded");
    app.api.send(request.body(body)).await
}

async fn responses(app: &TestApp) -> Vec<Value> {
    let listed = app.api.get("/v1/survey_responses?survey=team&per_page=100").await.expect(200);
    listed.as_array().expect("a list").clone()
}

#[tokio::test]
async fn an_anonymous_answer_waits_for_others_and_keeps_nothing_of_the_person() {
    let app = TestApp::start().await;
    survey(&app).await;
    let mut links = Vec::new();
    for n in 0..5 {
        links.push(ask(&app, &format!("p{n}@example.com")).await);
    }
    for (link, _) in &links[..4] {
        let page = post(&app, link, &[("score", "9")]).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.header("set-cookie").is_none(), "nothing knows the browser again");
        assert!(!page.body.contains(link.as_str()), "no way to change it is offered");
    }
    app.after_minutes(61).await;
    assert!(responses(&app).await.is_empty(), "fewer than five would show who said what");

    post(&app, &links[4].0, &[("score", "2"), ("_page", "2"), ("why", "The cold")]).await;
    app.after_minutes(61).await;

    let found = responses(&app).await;
    assert_eq!(found.len(), 5);
    let day = "2026-11-20T00:00:00Z".parse::<jiff::Timestamp>().expect("a time").as_second();
    for one in &found {
        assert_eq!(one["created_at"], day, "the day and no time: {one}");
        assert!(one["person"].is_null(), "{one}");
        assert_eq!(one["person_properties"]["branch"], "Omsk");
        assert!(one["person_properties"].get("order").is_none(), "nothing of one order");
    }
    assert_eq!(app.api.get("/v1/metrics?survey=team").await.expect(200)["response_count"], 5);
}

#[tokio::test]
async fn an_anonymous_answer_is_given_once_and_cannot_be_seen_or_changed_by_its_link() {
    let app = TestApp::start().await;
    survey(&app).await;
    let (link, person) = ask(&app, "ann@example.com").await;
    assert!(app.api.visit(&link).await.body.contains("This survey is anonymous"));

    // A question that the score brings up comes before anything is taken.
    let second = post(&app, &link, &[("score", "3"), ("_page", "1"), ("_shown", "score")]).await;
    assert!(second.body.contains("name=\"why\""), "{}", second.body);
    assert_eq!(app.api.visit(&link).await.status, 200);
    let taken = post(&app, &link, &[("score", "3"), ("why", "draughty"), ("_page", "2")]).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    let again = post(&app, &link, &[("score", "10")]).await;
    assert_eq!(again.status, 409);
    assert!(again.body.contains("You have already answered"), "{}", again.body);
    assert!(!app.api.visit(&link).await.body.contains("draughty"));

    // The day is over: it leaves alone, and without the branch that it could be known by.
    app.after_days(1).await;
    let found = responses(&app).await;
    assert!(found[0]["person_properties"].is_null(), "{}", found[0]);
    assert_eq!((found.len(), &found[0]["score"]), (1, &json!(3)));
    let id = person.parse().expect("an id");
    let asked = app.app.db.read(move |conn| invitations::list_by_person(conn, 1, id, 9)).await.expect("a database");
    assert!(
        asked.len() == 1
            && asked[0].answered
            && asked[0].id != found[0]["id"].as_str().unwrap_or_default().parse().expect("an id")
    );
}

#[tokio::test]
async fn a_case_of_an_anonymous_answer_has_no_person_and_programs_hear_of_it_with_the_others() {
    let app = TestApp::start().await;
    app.call_back_on(&["response.created", "case.opened"]).await;
    survey(&app).await;
    let (link, _) = ask(&app, "ann@example.com").await;

    post(&app, &link, &[("score", "0"), ("why", "draughty"), ("_page", "2")]).await;
    app.drain_jobs().await;
    assert!(app.program.received().is_empty());
    app.after_days(1).await;

    let told = app.program.received();
    assert!(!told.is_empty());
    for callback in &told {
        assert!(!String::from_utf8_lossy(&callback.body).contains("ann@example.com"));
        assert!(callback.json()["data"]["person"].is_null());
    }
    let cases = app.api.get("/v1/cases").await.expect(200);
    assert!(cases[0]["person_id"].is_null(), "{cases}");
}

#[tokio::test]
async fn an_answer_to_an_anonymous_survey_cannot_name_a_person() {
    let app = TestApp::start().await;
    survey(&app).await;
    let ann = app.api.post("/v1/people", &json!({"email": "ann@example.com", "send": false})).await.expect(200);
    let named = json!({"person": ann["id"], "score": 9, "survey": "team"});
    let refused = app.api.post("/v1/survey_responses", &named).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "person", "{refused}");
}
