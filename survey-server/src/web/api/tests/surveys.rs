//! Surveys and rules: versions, and every problem of a definition with its path.

use serde_json::{Value, json};

use super::House;

fn visit(questions: &Value) -> Value {
    json!({"name": "Visit", "language": "en", "questions": questions})
}

#[actix_web::test]
async fn a_definition_is_new_then_changed_then_the_same() {
    let house = House::new();
    let first = visit(&json!([{"key": "q", "type": "csat", "text": "How was it?"}]));
    let made = house.put("/v1/surveys/visit", first.clone()).await.expect(201);
    assert_eq!((&made.body["version"], &made.body["definition"]), (&json!(1), &first));
    assert!(made.body["link"].as_str().unwrap().starts_with("https://surveys.example/l/"));
    assert_eq!(house.put("/v1/surveys/visit", first).await.expect(200).body["version"], 1);
    let second = visit(&json!([{"key": "q", "type": "csat", "text": "How was your visit?"}]));
    assert_eq!(house.put("/v1/surveys/visit.json", second.clone()).await.expect(200).body["version"], 2);
    assert_eq!(house.get("/v1/surveys/visit").await.expect(200).body["definition"], second);
    let keys: Vec<Value> =
        house.get("/v1/surveys").await.body["data"].as_array().unwrap().iter().map(|one| one["key"].clone()).collect();
    assert_eq!(keys, ["default", "visit"]);
    let page = house.get("/v1/surveys?per_page=1").await;
    let next = format!("/v1/surveys?per_page=1&cursor={}", page.body["next"].as_str().unwrap());
    assert_eq!(house.get(&next).await.body["data"][0]["key"], "visit");
}

#[actix_web::test]
async fn what_breaks_earlier_answers_is_refused_in_any_later_version() {
    let house = House::new();
    house.put("/v1/surveys/visit", visit(&json!([{"key": "q", "type": "nps", "text": "?"}]))).await.expect(201);
    house.put("/v1/surveys/visit", visit(&json!([{"key": "r", "type": "csat", "text": "?"}]))).await.expect(200);
    // The newest version has no `q`, but answers to the first one do.
    let back = visit(&json!([{"key": "q", "type": "csat", "text": "?"}, {"key": "r", "type": "stars", "text": "?"}]));
    let refused = house.put("/v1/surveys/visit", back).await.expect(422);
    let mut paths = refused.problems();
    paths.sort_unstable();
    assert_eq!(paths, ["questions[0].type", "questions[1].type"]);
    assert_eq!(house.get("/v1/surveys/visit").await.body["version"], 2);
}

#[actix_web::test]
async fn every_problem_of_a_definition_is_listed_with_its_path() {
    let house = House::new();
    let wrong = json!({"name": "", "language": "en", "colour": 1, "questions": [{"type": "nsp"}, {"key": "q"}]});
    let refused = house.put("/v1/surveys/visit", wrong).await.expect(422);
    for path in ["name", "colour", "questions[0].type"] {
        assert!(refused.problems().contains(&path), "{path} in {:?}", refused.problems());
    }
    assert_eq!(house.put("/v1/surveys/Visit!", json!({})).await.expect(422).problems(), ["key"]);
    house.get("/v1/surveys/none").await.expect(404);
}

#[actix_web::test]
async fn rules_are_put_back_as_they_were_read_and_checked_against_the_surveys() {
    let house = House::new();
    let read = house.get("/v1/rules").await.expect(200).body;
    assert_eq!(house.put("/v1/rules", read.clone()).await.expect(200).body, read);
    let wrong = json!({"rules": [{"id": "a", "when": {"answer": "nope", "at_most": 6},
        "then": [{"do": "open_case", "priority": "now"}]}]});
    let refused = house.put("/v1/rules", wrong).await.expect(422);
    assert!(refused.problems().contains(&"rules[0].then[0].priority"), "{:?}", refused.problems());
    assert_eq!(house.get("/v1/rules").await.body, read);
}
