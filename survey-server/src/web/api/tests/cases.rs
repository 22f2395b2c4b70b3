//! Cases: opened by answers and by hand, worked on, listed.

use serde_json::json;

use super::House;

#[actix_web::test]
async fn a_case_goes_through_its_life_and_keeps_its_timeline() {
    let house = House::new();
    house.answered("ann@example.com", 2).await;
    let open = house.get("/v1/cases").await.expect(200);
    let case = open.body["data"][0].clone();
    assert_eq!(
        (&case["state"], &case["survey"], &case["origin"]),
        (&json!("open"), &json!("default"), &json!("answer"))
    );
    let path = format!("/v1/cases/{}", case["id"].as_str().unwrap());

    let claimed = house.post(&format!("{path}/claim"), json!({"version": case["version"]})).await.expect(200);
    assert_eq!(claimed.body["state"], "claimed");
    let late = house.post(&format!("{path}/contact"), json!({"version": case["version"]})).await.expect(409);
    assert_eq!(late.body["error"]["code"], "case_changed");
    let twice = house.post(&format!("{path}/claim"), json!({})).await.expect(409);
    assert_eq!(twice.body["error"]["code"], "illegal_step");

    house.post(&format!("{path}/note"), json!({"note": "Called, busy"})).await.expect(200);
    house.post(&format!("{path}/contact"), json!({"note": "Reached"})).await.expect(200);
    assert_eq!(house.post(&format!("{path}/resolve"), json!({})).await.expect(422).problems(), ["outcome"]);
    assert_eq!(
        house.post(&format!("{path}/resolve"), json!({"outcome": "great"})).await.expect(422).problems(),
        ["outcome"]
    );
    let resolved = house.post(&format!("{path}/resolve"), json!({"outcome": "solved"})).await.expect(200);
    assert_eq!((&resolved.body["state"], &resolved.body["outcome"]), (&json!("resolved"), &json!("solved")));
    let kinds: Vec<&str> =
        resolved.body["timeline"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["opened", "answered", "claim", "note", "contact", "resolve"]);

    assert_eq!(house.get("/v1/cases").await.body["data"], json!([]), "what is settled is not in the inbox");
    assert_eq!(house.get("/v1/cases?state=resolved").await.body["data"].as_array().unwrap().len(), 1);
    house.post(&format!("{path}/reopen"), json!({})).await.expect(200);
    assert_eq!(house.get("/v1/cases?unclaimed=true").await.body["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_case_is_opened_by_hand_with_the_deadline_of_its_priority() {
    let house = House::new();
    let told =
        json!({"person": {"email": "ann@example.com", "name": "Ann"}, "note": "Broken cup", "priority": "urgent"});
    let made = house.post("/v1/cases", told).await.expect(201);
    assert_eq!(made.body["due_at"], "2026-11-20T10:15:00.000Z");
    assert_eq!(
        (&made.body["origin"], &made.body["timeline"][1]["detail"]["note"]),
        (&json!("api"), &json!("Broken cup"))
    );
    let ann = made.body["person_id"].as_str().unwrap().to_owned();
    let asked = house.post("/v1/people", json!({"email": "ann@example.com"})).await.expect(200);
    assert_eq!(asked.body["survey_decision"]["reason"], "open_case");

    house.post("/v1/cases", json!({"person": ann, "note": "Again", "priority": "high"})).await.expect(201);
    assert_eq!(house.get(&format!("/v1/cases?person={ann}")).await.body["data"].as_array().unwrap().len(), 2);
    assert_eq!(house.get("/v1/cases?overdue=true").await.body["data"], json!([]));
    house.clock.advance_ms(16 * 60_000);
    assert_eq!(house.get("/v1/cases?overdue=true").await.body["data"].as_array().unwrap().len(), 1);

    let page = house.get("/v1/cases?per_page=1").await;
    assert_eq!(page.body["data"][0]["id"], made.body["id"], "the most urgent deadline first");
    assert!(page.link.is_some() && page.body["next"].is_string());
}

#[actix_web::test]
async fn what_is_wrong_with_a_case_is_named() {
    let house = House::new();
    let wrong = json!({"person": 7, "note": " ", "priority": "now", "team": "a\nb"});
    assert_eq!(house.post("/v1/cases", wrong).await.expect(422).problems(), ["person", "note", "priority", "team"]);
    let unknown = json!({"person": "email:no@example.com", "note": "x"});
    assert_eq!(house.post("/v1/cases", unknown).await.expect(422).problems(), ["person"]);
    let nobody = json!({"person": {"email": "no"}, "note": "x"});
    assert_eq!(house.post("/v1/cases", nobody).await.expect(422).problems(), ["person.email"]);
    assert_eq!(house.get("/v1/cases?state=new&order=up").await.expect(422).problems(), ["state", "order"]);
    let made = house.post("/v1/cases", json!({"person": {"email": "a@example.com"}, "note": "x"})).await.expect(201);
    let stranger = json!({"assignee": "stranger@example.com"});
    let assign = format!("/v1/cases/{}/assign", made.id());
    assert_eq!(house.post(&assign, stranger).await.expect(422).problems(), ["assignee"]);
    assert_eq!(house.post(&assign, json!({})).await.expect(422).problems(), ["assignee"]);
    house.post("/v1/cases/none/claim", json!({})).await.expect(404);
}
