//! Why people answer as they do: comments that are searched and tagged, reasons that are weighed.

mod bounded;
mod moment;
mod pages;
mod search;
mod tags;

use serde_json::{Value, json};

use crate::support::app::TestApp;

/// Records an answer of a new person who speaks a language; its id.
async fn says(app: &TestApp, name: &str, language: &str, score: i64, comment: &str) -> String {
    let person = json!({"email": format!("{name}@example.com"), "name": name, "locale": language, "send": false});
    let person = app.api.post("/v1/people", &person).await.expect(200);
    let answer = json!({"person": person["id"], "score": score, "comment": comment});
    let answer = app.api.post("/v1/survey_responses", &answer).await.expect(201);
    answer["id"].as_str().expect("an id").to_owned()
}

/// The ids of the answers that a search finds, page by page.
async fn found(app: &TestApp, typed: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let words: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
    let mut next = format!("/v1/comments?per_page=7&range=all&q={words}");
    loop {
        let page = app.api.get(&next).await.expect(200);
        ids.extend(page["data"].as_array().expect("a list").iter().map(|row| id(&row["id"])));
        match page["next"].as_str() {
            Some(cursor) => next = format!("/v1/comments?per_page=7&range=all&q={words}&cursor={cursor}"),
            None => return ids,
        }
    }
}

fn id(value: &Value) -> String {
    value.as_str().expect("an id").to_owned()
}

/// The tags of an answer.
async fn tags_of(app: &TestApp, id: &str) -> Vec<String> {
    let answer = app.api.get(&format!("/v1/survey_responses/{id}")).await.expect(200);
    answer["tags"].as_array().expect("tags").iter().map(id_of_tag).collect()
}

fn id_of_tag(tag: &Value) -> String {
    tag.as_str().expect("a tag").to_owned()
}
