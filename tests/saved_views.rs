//! Views under a name on the pages of the reports: kept, opened again as they were, renamed, and deleted with a warning.

use serde_json::json;

use crate::support::app::TestApp;

async fn filled() -> TestApp {
    let app = TestApp::start().await;
    app.configure(|settings| settings.dimensions = vec!["branch".to_owned(), "courier".to_owned()]).await;
    let person = app.api.post("/v1/people", &json!({"email": "ann@example.com", "send": false})).await.expect(200);
    for n in 0..6_i64 {
        let body = json!({"person": person["id"], "score": 9, "created_at": app.now().as_second() - n * 86_400,
            "person_properties": {"branch": "Kazan", "courier": format!("{}", n % 2)}});
        app.api.post("/v1/survey_responses", &body).await.expect(201);
    }
    app
}

fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&").replace("&#x3D;", "=")
}

/// Where the saved view of this name leads.
fn link(page: &str, name: &str) -> String {
    let (before, _) = page.split_once(&format!("\">{name}</a>")).expect("a link");
    unescaped(before.rsplit("href=\"").next().expect("an address").split('"').next().expect("an address"))
}

#[tokio::test]
async fn a_view_of_segments_is_opened_by_the_dimension_that_it_was_saved_with() {
    let app = filled().await;
    let cookie = app.sign_in().await;
    let page = app.page_as(&cookie, "/admin/segments?range=w4&by=courier").await;
    let query = page.split("name=\"query\" value=\"").nth(1).expect("a form").split('"').next().expect("a query");
    assert_eq!(unescaped(query), "range=w4&by=courier");
    let fields = [("name", "Couriers"), ("query", &unescaped(query)), ("back", "/admin/segments")];
    app.send_form(&cookie, "/admin/segments", "/admin/views", &fields).await;
    app.api.post("/v1/views", &json!({"name": "Year", "query": "range=m12&other=x"})).await.expect(201);
    let views = app.api.get("/v1/views").await.expect(200);
    assert_eq!(views["data"][0]["query"], "range=w4&by=courier");

    let page = app.page_as(&cookie, "/admin/segments?by=branch").await;
    assert_eq!(link(&page, "Couriers"), "/admin/segments?range=w4&by=courier");
    assert_eq!(link(&page, "Year"), "/admin/segments?range=m12&by=branch", "the page stays cut as it is");
    let opened = app.page_as(&cookie, &link(&page, "Couriers")).await;
    assert!(opened.contains("View: Couriers") && opened.contains("<option value=\"courier\" selected>"), "{opened}");
    let overview = app.page_as(&cookie, &link(&app.page_as(&cookie, "/admin").await, "Couriers")).await;
    assert!(overview.contains("View: Couriers") && overview.contains("6 answers"), "other pages leave it alone");
    let odd = json!({"name": "Odd", "query": format!("by={}", "x".repeat(300))});
    assert_eq!(app.api.post("/v1/views", &odd).await.expect(201)["query"], "");
}

#[tokio::test]
async fn a_view_is_renamed_on_the_page_and_deleting_says_what_else_ends() {
    let app = filled().await;
    let cookie = app.sign_in().await;
    let made = app.api.post("/v1/views", &json!({"name": "Old", "query": "range=w4"})).await.expect(201);
    app.api.post("/v1/views", &json!({"name": "Other"})).await.expect(201);
    let path = format!("/admin/views/{}", made["id"].as_str().expect("an id"));
    let page = app.page_as(&cookie, "/admin").await;
    assert!(page.contains("Nobody gets it by mail. It is not watched for changes."), "{page}");

    let renamed = app.send_form(&cookie, "/admin", &path, &[("name", " New "), ("back", "/admin?range=w4")]).await;
    assert_eq!((renamed.status, renamed.header("location")), (303, Some("/admin?range=w4")));
    for wrong in ["", "other", "two\nlines"] {
        app.send_form(&cookie, "/admin", &path, &[("name", wrong), ("back", "/admin")]).await;
    }
    let view = app.api.get(&format!("/v1{}", path.trim_start_matches("/admin"))).await.expect(200);
    assert_eq!((&view["name"], &view["query"]), (&json!("New"), &json!("range=w4")));

    let of_view = [("view", made["id"].as_str().expect("an id")), ("every", "week"), ("watch", "on")];
    app.send_form(&cookie, "/admin/settings/digests", "/admin/settings/digests", &of_view).await;
    app.send_form(&cookie, "/admin/settings/digests", "/admin/settings/digests/watch", &of_view).await;
    let page = app.page_as(&cookie, "/admin").await;
    assert!(page.contains("One person gets it by mail and will not any more. It is watched"), "{page}");
    app.send_form(&cookie, "/admin", &format!("{path}/remove"), &[("back", "/admin")]).await;
    assert!(!app.page_as(&cookie, "/admin").await.contains(">New</a>"));
    assert_eq!(app.send_form(&cookie, "/admin", &path, &[("name", "x")]).await.status, 404);
}
