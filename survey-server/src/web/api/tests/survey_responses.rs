//! Answers: recorded, listed, put back whole; the metrics they make.

use serde_json::{Value, json};

use super::House;

const CSAT: &str = r#"{"name": "Visit", "language": "en", "questions": [
    {"key": "satisfaction", "type": "csat", "text": "How was it?"}, {"key": "why", "type": "text", "text": "Why?"}]}"#;

#[actix_web::test]
async fn an_answer_is_recorded_read_and_put_back_whole_with_another_score() {
    let house = House::new();
    let ann = house.person("ann@example.com").await;
    let given = json!({"person": ann, "score": 9, "comment": "Fine", "person_properties": {"branch": "Kazan"}});
    let made = house.post("/v1/survey_responses", given).await.expect(201);
    assert_eq!(made.body["person"], ann.as_str());
    assert_eq!((&made.body["survey_type"], &made.body["survey"]), (&json!("nps"), &json!("default")));
    assert_eq!(made.body["created_at"], House::NOON.secs());
    assert!(made.body["updated_at"].is_null());

    let path = format!("/v1/survey_responses/{}", made.id());
    let mut whole = house.get(&format!("{path}?expand[]=person")).await.expect(200).body;
    assert_eq!(whole["person"]["email"], "ann@example.com");
    whole["score"] = json!(10);
    whole["person_properties"] = json!({"branch": "Omsk"});
    whole["tags"] = json!(["fan"]);
    let saved = house.put(&path, whole).await.expect(200);
    assert_eq!((&saved.body["score"], &saved.body["comment"]), (&json!(10), &json!("Fine")));
    assert_eq!(saved.body["person_properties"], json!({"branch": "Omsk"}));
    assert_eq!((&saved.body["tags"], &saved.body["updated_at"]), (&json!(["fan"]), &json!(House::NOON.secs())));
    assert_eq!(house.get(&path).await.body, saved.body);

    let bob = house.person("bob@example.com").await;
    assert_eq!(house.put(&path, json!({"person": bob})).await.expect(422).problems(), ["person"]);
}

#[actix_web::test]
async fn a_score_that_falls_opens_a_case_and_one_that_rises_does_not_close_it() {
    let house = House::new();
    let made = house.answered("ann@example.com", 9).await;
    assert_eq!(house.get("/v1/cases").await.body["data"], json!([]));
    let path = format!("/v1/survey_responses/{}", made.id());
    house.put(&path, json!({"score": 2})).await.expect(200);
    assert_eq!(house.get("/v1/cases").await.body["data"][0]["response_id"], made.body["id"]);
    house.put(&path, json!({"score": 10})).await.expect(200);
    assert_eq!(house.get("/v1/cases").await.body["data"][0]["state"], "open");
}

#[actix_web::test]
async fn an_answer_of_long_ago_is_counted_and_alerts_nobody() {
    let house = House::new();
    let ann = house.person("ann@example.com").await;
    let old = json!({"person": ann, "score": 0, "created_at": House::NOON.secs() - 25 * 3600});
    house.post("/v1/survey_responses", old).await.expect(201);
    assert_eq!(house.get("/v1/cases").await.body["data"], json!([]));
    assert_eq!(house.get("/v1/metrics").await.body["detractor_count"], 1);
}

#[actix_web::test]
async fn lists_are_ordered_paged_and_filtered() {
    let house = House::new();
    let mut ids = Vec::new();
    for (n, email) in ["a@example.com", "b@example.com", "c@example.com"].into_iter().enumerate() {
        ids.push(house.answered(email, n as i64 * 4).await.id());
        house.clock.advance_ms(60_000);
    }
    let listed = |answer: &Value| -> Vec<String> {
        answer.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let newest_first: Vec<String> = ids.iter().rev().cloned().collect();
    assert_eq!(listed(&house.get("/v1/survey_responses").await.body), ids);
    assert_eq!(listed(&house.get("/v1/survey_responses?order=desc").await.body), newest_first);
    assert_eq!(listed(&house.get("/v1/survey_responses?per_page=1&page=2").await.body), ids[1..2]);
    let since = House::NOON.secs() + 60;
    assert_eq!(listed(&house.get(&format!("/v1/survey_responses?since={since}")).await.body), ids[1..]);
    assert_eq!(listed(&house.get("/v1/survey_responses?person_email=b%40example.com").await.body), ids[1..2]);
    assert_eq!(house.get("/v1/survey_responses?person_email=no%40example.com").await.body, json!([]));

    house.put(&format!("/v1/survey_responses/{}", ids[0]), json!({"score": 1})).await.expect(200);
    let by_change = house.get("/v1/survey_responses?order=desc:updated_at&per_page=1").await;
    assert_eq!(listed(&by_change.body), ids[..1]);
    let wrong = house.get("/v1/survey_responses?order=up&expand[]=everything").await.expect(422);
    assert_eq!(wrong.problems(), ["expand", "order"]);
}

#[actix_web::test]
async fn metrics_are_whole_numbers_of_the_thirty_days_before_the_newest_answer() {
    let house = House::new();
    assert!(house.get("/v1/metrics").await.expect(200).body["nps"].is_null(), "no answers are not a score of 0");
    let ann = house.person("ann@example.com").await;
    let days = |days: i64| House::NOON.secs() - days * 86_400;
    for (score, at) in [(10, days(1)), (9, days(2)), (8, days(20)), (3, days(30)), (0, days(40))] {
        let given = json!({"person": ann, "score": score, "created_at": at});
        house.post("/v1/survey_responses", given).await.expect(201);
    }
    // The newest answer is of yesterday: its window holds what was given 1 to 31 days ago.
    let recent = json!({"nps": 25, "promoter_count": 2, "promoter_percent": 50, "passive_count": 1, "passive_percent": 25,
        "detractor_count": 1, "detractor_percent": 25, "response_count": 4});
    assert_eq!(house.get("/v1/metrics").await.body, recent);
    let all = house.get("/v1/metrics?since=0").await.body;
    assert_eq!((&all["response_count"], &all["nps"]), (&json!(5), &json!(0)));
    assert_eq!(house.get(&format!("/v1/metrics?since={}", days(-1))).await.body["response_count"], 0);
    assert_eq!(house.get("/v1/metrics?groups[]=email").await.body["response_count"], 0);
    assert_eq!(house.get("/v1/metrics?groups[]=fax").await.expect(422).problems(), ["groups"]);
}

#[actix_web::test]
async fn a_survey_of_another_kind_keeps_its_own_numbers() {
    let house = House::new();
    house.put("/v1/surveys/visit", serde_json::from_str(CSAT).unwrap()).await.expect(201);
    let ann = house.person("ann@example.com").await;
    for score in [5, 4, 3, 1] {
        let given = json!({"person": ann, "score": score, "comment": "So", "survey": "visit"});
        let made = house.post("/v1/survey_responses", given).await.expect(201);
        assert_eq!(made.body["survey_type"], "csat");
    }
    house.answered("bob@example.com", 10).await;
    let visit = house.get("/v1/metrics?survey=visit").await.expect(200).body;
    let expected = json!({"survey_type": "csat", "satisfied_count": 2, "satisfied_percent": 50, "neutral_count": 1,
        "neutral_percent": 25, "dissatisfied_count": 1, "dissatisfied_percent": 25, "mean": 3.25, "response_count": 4});
    assert_eq!(visit, expected);
    assert_eq!(house.get("/v1/metrics").await.body["response_count"], 1, "types of question are never pooled");
    assert_eq!(house.get("/v1/survey_responses").await.body.as_array().unwrap().len(), 1);
    assert_eq!(house.get("/v1/survey_responses?survey=all").await.body.as_array().unwrap().len(), 5);
    let wrong = json!({"person": ann, "score": 6, "survey": "visit"});
    assert_eq!(house.post("/v1/survey_responses", wrong).await.expect(422).problems(), ["score"]);
}

#[actix_web::test]
async fn reports_give_the_number_its_count_its_interval_and_the_question() {
    let house = House::new();
    for n in 0..6 {
        house.answered(&format!("p{n}@example.com"), if n < 4 { 10 } else { 3 }).await;
    }
    let report = house.get("/v1/reports/score").await.expect(200).body;
    assert_eq!((&report["n"], &report["score"], &report["base"]), (&json!(6), &json!(33), &json!("low")));
    assert!(report["interval"]["low"].as_i64() < Some(33) && report["interval"]["high"].as_i64() > Some(33));
    assert_eq!((&report["query"]["survey"], &report["query"]["question"]), (&json!("default"), &json!("score")));
    let trend = house.get("/v1/reports/trend?bucket=week").await.expect(200).body;
    let points = trend["points"].as_array().unwrap();
    assert_eq!((points.len(), &points[11]["n"], &points[11]["score"]), (12, &json!(6), &json!(33)));
    assert_eq!((&points[11]["start"], &points[0]["score"]), (&json!("2026-11-16"), &Value::Null));
    let wrong = house.get("/v1/reports/trend?bucket=hour&since=yesterday").await.expect(422);
    assert_eq!(wrong.problems(), ["since", "bucket"]);
}
