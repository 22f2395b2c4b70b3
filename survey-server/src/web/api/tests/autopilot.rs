//! The autopilot's endpoints in the shapes of the dialect.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::{House, keys};

const EMAIL: &str = "/v1/autopilot/email/memberships";

async fn join(house: &House, email: &str) -> Value {
    house.post(EMAIL, json!({"person_email": email, "properties": {"branch": "Kazan"}})).await.expect(200).body
}

async fn members(house: &House) -> Vec<Value> {
    house.get(EMAIL).await.expect(200).body.as_array().expect("a list").clone()
}

#[actix_web::test]
async fn an_autopilot_is_off_until_it_is_switched_on_and_its_frequency_is_in_seconds() {
    let house = House::new();
    let email = house.get("/v1/autopilot/email").await.expect(200).body;
    assert_eq!(
        (&email["platform_id"], &email["active"], &email["frequency"]),
        (&json!("email"), &json!(false), &json!(7_862_400))
    );
    assert!(email["created_at"].is_i64() && email["updated_at"].is_i64());
    assert_eq!(house.get("/v1/autopilot/sms").await.expect(200).body["platform_id"], "sms");
    house.get("/v1/autopilot/fax").await.expect(404);

    let on =
        house.put("/v1/autopilot/email", json!({"active": true, "frequency": 182 * 86_400})).await.expect(200).body;
    assert_eq!((&on["active"], &on["frequency"]), (&json!(true), &json!(15_724_800)));
    assert_eq!(house.get("/v1/autopilot/email").await.body, on);
}

#[actix_web::test]
async fn wrong_settings_are_named_and_nothing_is_saved() {
    let house = House::new();
    for (body, path) in [
        (json!({"frequency": 90}), "frequency"),
        (json!({"frequency": 86_400}), "frequency"),
        (json!({"survey": "none"}), "survey"),
        (json!({"weekdays": []}), "weekdays"),
        (json!({"from_hour": 12, "until_hour": 9}), "until_hour"),
        (json!({"from_hour": 300}), "from_hour"),
    ] {
        assert_eq!(house.put("/v1/autopilot/email", body.clone()).await.expect(422).problems(), [path], "{body}");
    }
    assert_eq!(house.put("/v1/autopilot/sms", json!({"active": true})).await.expect(422).problems(), ["platform"]);
    assert_eq!(house.get("/v1/autopilot/email").await.body["active"], false);
}

#[actix_web::test]
async fn who_joins_gets_a_turn_and_joining_again_replaces_the_properties() {
    let house = House::new();
    let joined = join(&house, "ann@example.com").await;
    assert_eq!(keys(&joined), ["person", "properties"]);
    assert_eq!(keys(&joined["person"]), ["created_at", "email", "id", "last_sent_at", "name", "phone_number"]);
    assert_eq!(members(&house).await[0]["next_survey_request"], Value::Null, "nobody is asked while it is off");
    house.put("/v1/autopilot/email", json!({"active": true})).await.expect(200);
    join(&house, "bob@example.com").await;

    let again = json!({"person_email": "bob@example.com", "person_name": "Bob", "properties": {"order": 7}});
    let again = house.post(EMAIL, again).await.expect(200).body;
    assert_eq!((&again["person"]["name"], &again["properties"]), (&json!("Bob"), &json!({"order": 7})));
    let bob = members(&house).await[1].clone();
    assert_eq!(keys(&bob), ["created_at", "next_survey_request", "person", "updated_at"]);
    let next = &bob["next_survey_request"];
    assert_eq!(keys(next), ["created_at", "id", "properties", "survey_scheduled_at"]);
    assert_eq!(next["properties"], json!({"order": 7}));
    let wait = next["survey_scheduled_at"].as_i64().unwrap() - House::NOON.secs();
    assert!((0..98 * 86_400).contains(&wait), "{wait}");
}

#[actix_web::test]
async fn members_come_page_by_page_along_the_link_header_and_one_by_name() {
    let house = House::new();
    for n in 0..5 {
        join(&house, &format!("person{n}@example.com")).await;
    }
    let mut path = format!("{EMAIL}?per_page=2");
    let mut found = Vec::new();
    loop {
        let page = house.get(&path).await.expect(200);
        found.extend(
            page.body.as_array().unwrap().iter().map(|row| row["person"]["email"].as_str().unwrap().to_owned()),
        );
        let Some(link) = page.link else { break };
        path = link.split(['<', '>']).nth(1).unwrap().replace("https://surveys.example", "");
    }
    assert_eq!(found, (0..5).map(|n| format!("person{n}@example.com")).collect::<Vec<_>>());
    let one = house.get(&format!("{EMAIL}?person_email=person3%40example.com")).await.expect(200).body;
    assert_eq!((one.as_array().unwrap().len(), one[0]["person"]["email"].as_str()), (1, Some("person3@example.com")));
    assert_eq!(house.get(&format!("{EMAIL}?person_email=nobody%40example.com")).await.expect(200).body, json!([]));
}

#[actix_web::test]
async fn a_membership_ends_by_body_and_by_query_and_needs_exactly_one_name() {
    let house = House::new();
    for n in 0..2 {
        join(&house, &format!("person{n}@example.com")).await;
    }
    let delete = |path: String, body: Value| house.send(house.request(&Method::DELETE, &path).set_json(body));
    let left = delete(EMAIL.to_owned(), json!({"person_email": "person0@example.com"})).await.expect(200).body;
    assert_eq!((keys(&left), &left["person"]["email"]), (vec!["person"], &json!("person0@example.com")));
    delete(format!("{EMAIL}?person_email=person1%40example.com"), json!({})).await.expect(200);
    assert!(members(&house).await.is_empty());

    delete(EMAIL.to_owned(), json!({"person_email": "person1@example.com"})).await.expect(404);
    delete(EMAIL.to_owned(), json!({})).await.expect(422);
    let two = json!({"person_email": "person1@example.com", "person_id": "x"});
    assert_eq!(delete(EMAIL.to_owned(), two).await.expect(422).problems(), ["person_email"]);
}

#[actix_web::test]
async fn an_erased_person_is_no_member_any_more() {
    let house = House::new();
    join(&house, "ann@example.com").await;
    house.delete("/v1/people/email:ann@example.com").await.expect(202);
    assert!(members(&house).await.is_empty());
}

#[actix_web::test]
async fn a_member_without_a_name_or_with_a_wrong_one_is_refused() {
    let house = House::new();
    assert_eq!(house.post(EMAIL, json!({})).await.expect(422).problems(), ["person_email"]);
    assert_eq!(house.post(EMAIL, json!({"person_email": "ivan@"})).await.expect(422).problems(), ["person_email"]);
    assert_eq!(house.post(EMAIL, json!({"person_id": "none"})).await.expect(422).problems(), ["person_id"]);
}
