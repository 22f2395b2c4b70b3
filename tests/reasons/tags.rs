//! Tags: by rules, by hand, by programs; the roll-ups move with them.

use serde_json::json;

use super::{says, tags_of};
use crate::privacy::database::rollups_are_right;
use crate::support::app::TestApp;

async fn rules(app: &TestApp, rules: serde_json::Value) {
    app.api.put("/v1/settings", &json!({"tag_rules": rules})).await.expect(200);
    app.after_minutes(1).await;
}

#[tokio::test]
async fn rules_tag_new_comments_and_those_that_were_there_and_take_off_what_holds_no_more() {
    let app = TestApp::start().await;
    let old = says(&app, "ann", "ru", 2, "Курьеры опоздали").await;
    app.after_minutes(1).await;
    rules(&app, json!([{"tag": "late", "any": ["late", "опоздал"]}, {"tag": "courier", "any": ["courier", "курьер"], "categories": ["detractor"]}])).await;
    assert_eq!(tags_of(&app, &old).await, ["courier", "late"]);

    let new = says(&app, "bob", "en", 10, "The couriers were never late").await;
    app.after_minutes(1).await;
    assert_eq!(tags_of(&app, &new).await, ["late"], "a promoter");
    rollups_are_right(&app).await;

    rules(&app, json!([{"tag": "late", "any": ["late"], "none": ["never"]}])).await;
    assert_eq!((tags_of(&app, &old).await, tags_of(&app, &new).await), (Vec::new(), Vec::new()));
    rollups_are_right(&app).await;

    // An amended comment is looked at again.
    app.api.put(&format!("/v1/survey_responses/{old}"), &json!({"comment": "Two hours late"})).await.expect(200);
    app.after_minutes(1).await;
    assert_eq!(tags_of(&app, &old).await, ["late"]);
    rollups_are_right(&app).await;
}

#[tokio::test]
async fn a_tag_that_was_taken_off_by_hand_is_not_put_back_and_one_put_on_stays() {
    let app = TestApp::start().await;
    let id = says(&app, "ann", "en", 2, "The courier was late").await;
    rules(&app, json!([{"tag": "late", "any": ["late"]}])).await;
    assert_eq!(tags_of(&app, &id).await, ["late"]);
    let (page, path) = (format!("/admin/responses/{id}"), format!("/admin/responses/{id}/tags"));
    let cookie = app.sign_in().await;
    assert!(app.page_as(&cookie, &page).await.contains("Take off late"));

    assert_eq!(app.send_form(&cookie, &page, &path, &[("off", "late")]).await.status, 303);
    assert_eq!(app.send_form(&cookie, &page, &path, &[("tag", " rude ")]).await.status, 303);
    assert_eq!(app.send_form(&cookie, &page, &path, &[("tag", &"x".repeat(65))]).await.status, 303);
    assert_eq!(tags_of(&app, &id).await, ["rude"]);
    rollups_are_right(&app).await;

    rules(&app, json!([{"tag": "late", "any": ["late", "courier"]}, {"tag": "rude", "any": ["nothing"]}])).await;
    app.api
        .put(&format!("/v1/survey_responses/{id}"), &json!({"comment": "The courier was late, again"}))
        .await
        .expect(200);
    app.after_minutes(1).await;
    assert_eq!(tags_of(&app, &id).await, ["rude"], "taken off by hand; put on by hand");

    // A program's word counts as a hand's.
    app.api.put(&format!("/v1/survey_responses/{id}"), &json!({"tags": ["late"]})).await.expect(200);
    app.after_minutes(1).await;
    assert_eq!(tags_of(&app, &id).await, ["late"]);
    rollups_are_right(&app).await;
}

#[tokio::test]
async fn rules_that_cannot_work_are_refused_with_their_place() {
    let app = TestApp::start().await;
    let refused = app.api.put("/v1/settings", &json!({"tag_rules": [{"tag": "", "any": ["*"]}]})).await.expect(422);
    let text = refused.to_string();
    assert!(text.contains("tag_rules[0].tag") && text.contains("tag_rules[0].any"), "{text}");
    let nothing = app.api.get("/v1/settings").await.expect(200);
    assert_eq!(nothing["tag_rules"], json!([]));
}

#[tokio::test]
async fn a_rule_is_tried_before_it_is_saved() {
    let app = TestApp::start().await;
    let id = says(&app, "ann", "en", 2, "The courier was late").await;
    says(&app, "bob", "en", 9, "All fine").await;
    app.after_minutes(1).await;
    let cookie = app.sign_in().await;
    let path = "/admin/settings/tags";
    let fields = [("place", "0"), ("tag_0", "late"), ("any_0", "late, opoznil"), ("do", "preview")];
    let tried = app.send_form(&cookie, path, path, &fields).await;
    assert!(tried.body.contains("Would tag 1 of the newest 2 comments."), "{}", tried.body);
    assert_eq!(tags_of(&app, &id).await, Vec::<String>::new());

    let fields = [("place", "0"), ("tag_0", "late"), ("any_0", "late"), ("categories_0", "detractor"), ("do", "save")];
    assert_eq!(app.send_form(&cookie, path, path, &fields).await.status, 303);
    app.after_minutes(1).await;
    assert_eq!(tags_of(&app, &id).await, ["late"]);
    let wrong = [("place", "0"), ("tag_0", "late"), ("any_0", "*"), ("do", "save")];
    assert_eq!(app.send_form(&cookie, path, path, &wrong).await.status, 422);
}
