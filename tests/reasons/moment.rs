//! What came in a moment ago: found before the index has it, and indexed by a job that is not there where nobody writes.

use serde_json::json;
use survey_server::store::{comments, cursors, responses};

use super::{found, says};
use crate::support::app::TestApp;

/// How many answers the list of the admin shows for what is typed.
async fn listed(app: &TestApp, typed: &str) -> usize {
    let page = app.page(&format!("/admin/responses?q={typed}")).await;
    page.matches("href=\"/admin/responses/01").count()
}

#[tokio::test]
async fn a_comment_is_found_before_the_index_has_it_and_once() {
    let app = TestApp::start().await;
    let ann = says(&app, "ann", "en", 2, "The zebra was late").await;
    assert_eq!((found(&app, "zebras").await, listed(&app, "zebras").await), (vec![ann.clone()], 1));
    app.after_minutes(1).await;
    assert_eq!((found(&app, "zebras").await, listed(&app, "zebras").await), (vec![ann.clone()], 1));

    // Amended: found as it is, and no more as it was, though the index does not know it yet.
    app.api.put(&format!("/v1/survey_responses/{ann}"), &json!({"comment": "The lion was late"})).await.expect(200);
    assert_eq!((found(&app, "zebra").await.len(), found(&app, "lion").await), (0, vec![ann]));
    assert_eq!((listed(&app, "zebra").await, listed(&app, "lion").await), (0, 1));
    let all = app.api.get("/v1/comments?range=all").await.expect(200);
    assert_eq!((all["data"].as_array().map(Vec::len), &all["incomplete"]), (Some(1), &json!(false)));
}

#[tokio::test]
async fn the_list_of_answers_is_searched_by_the_forms_of_words_with_the_other_filters() {
    let app = TestApp::start().await;
    for number in 0..60 {
        says(&app, &format!("p{number}"), "ru", if number % 2 == 0 { 2 } else { 10 }, "Курьеры опоздали").await;
    }
    says(&app, "kurier", "ru", 9, "Всё хорошо").await;
    let person = app.api.post("/v1/people", &json!({"email": "bob@example.com", "send": false})).await.expect(200);
    let order = json!({"person": person["id"], "score": 7, "person_properties": {"order": "A-1001-77"}});
    app.api.post("/v1/survey_responses", &order).await.expect(201);
    app.after_minutes(1).await;
    // Every form of a word; by category; page by page.
    assert_eq!(listed(&app, "курьера").await, 50);
    assert_eq!(listed(&app, "курьера&category=detractor").await, 30);
    let first = app.page("/admin/responses?q=курьера").await;
    let older =
        first.split("href=\"").filter(|part| part.contains("before&#x3D;")).last().expect("a way to older ones");
    let older = older.split('"').next().expect("an address").replace("&amp;", "&").replace("&#x3D;", "=");
    let second = app.page(&older).await;
    assert_eq!(second.matches("href=\"/admin/responses/01").count(), 10);
    // Names, orders, and nothing.
    assert_eq!((listed(&app, "kurier").await, listed(&app, "1001-77").await), (1, 1));
    assert_eq!(
        (listed(&app, "курьер зебра").await, listed(&app, "order").await),
        (0, 0),
        "what a property is called says nothing"
    );
    assert_eq!(listed(&app, "курьер&range=w4&segment=language:ru").await, 50);
}

#[tokio::test]
async fn where_nobody_answers_no_job_runs_and_nothing_is_written() {
    let app = TestApp::start().await;
    says(&app, "ann", "en", 2, "The zebra was late").await;
    app.after_minutes(1).await;
    app.after_minutes(2).await;
    let cursor = |conn: &mut survey_server::store::Conn| cursors::find(conn, 1, "comments");
    let before = app.app.db.read(cursor).await.expect("a database");
    for _ in 0..5 {
        app.after_minutes(1).await;
        assert_eq!(app.drain_jobs().await, 0);
    }
    assert_eq!(app.app.db.read(cursor).await.expect("a database"), before, "nothing moved");
    says(&app, "bob", "en", 3, "A giraffe").await;
    app.after_minutes(1).await;
    assert_eq!(found(&app, "giraffes").await.len(), 1);
}

#[tokio::test]
async fn only_days_that_begin_elsewhere_let_the_index_look_at_everything_again() {
    let app = TestApp::start().await;
    says(&app, "ann", "en", 2, "The zebra was late").await;
    app.after_minutes(1).await;
    app.after_minutes(2).await;
    let cursor = || app.app.db.read(|conn| cursors::find(conn, 1, "comments"));
    let before = cursor().await.expect("a database");
    assert!(before.is_some());
    app.api.put("/v1/settings", &json!({"dimensions": ["branch"]})).await.expect(200);
    assert_eq!(cursor().await.expect("a database"), before, "another dimension is nothing to comments");
    app.api.put("/v1/settings", &json!({"zone": "Asia/Tokyo"})).await.expect(200);
    assert_eq!(cursor().await.expect("a database"), None, "another zone is");
    app.after_minutes(1).await;
    assert_eq!(found(&app, "zebra").await.len(), 1);
}

#[tokio::test]
async fn comments_of_an_anonymous_survey_are_indexed_when_they_become_answers() {
    let app = TestApp::start().await;
    let definition = json!({"name": "Team", "language": "en", "anonymous": true, "questions": [
        {"key": "score", "type": "nps", "text": "Would you recommend working here?", "required": true},
        {"key": "why", "type": "text", "text": "Why?"}]});
    app.api.put("/v1/surveys/team", &definition).await.expect(201);
    for number in 0..5 {
        let asked = json!({"email": format!("p{number}@example.com"), "survey": "team", "channel": "link"});
        let asked = app.api.post("/v1/people", &asked).await.expect(200);
        let link = asked["links"]["survey"].as_str().expect("a link").to_owned();
        let sent = app.api.submit(&link, &[("score", "3"), ("why", "A quiet giraffe"), ("_version", "1")]).await;
        assert!(sent.status < 400, "{}", sent.body);
    }
    // The index was at later answers already when they become answers of their day.
    says(&app, "ann", "en", 2, "The zebra was late").await;
    app.after_minutes(58).await;
    app.after_minutes(3).await;
    app.after_minutes(1).await;
    let of_team = app.api.get("/v1/comments?survey=team&range=all&q=giraffes").await.expect(200);
    assert_eq!(of_team["data"].as_array().map(Vec::len), Some(5), "{of_team}");
    let indexed = app.app.db.read(|conn| {
        let ids: Vec<_> = responses::page_by_id(conn, 1, None, 99)?.iter().map(|row| row.id).collect();
        comments::of_answers(conn, 1, &ids)
    });
    assert_eq!(indexed.await.expect("a database").len(), 6);
}
