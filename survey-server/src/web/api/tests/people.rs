//! People: upsert, conflicts, decisions, lists, erasure.

use actix_web::http::Method;
use serde_json::json;

use super::House;

#[actix_web::test]
async fn a_person_is_asked_once_and_the_second_time_told_why_not() {
    let house = House::new();
    let first =
        house.post("/v1/people", json!({"email": "Ann@Example.com", "name": "Ann", "delay": 60})).await.expect(200);
    assert_eq!(first.body["survey_scheduled_at"], House::NOON.secs() + 60);
    assert_eq!(first.body["survey_decision"]["outcome"], "scheduled");
    assert_eq!(first.body["survey_decision"]["send_at"], "2026-11-20T10:01:00.000Z");

    let second = house.post("/v1/people", json!({"email": "ann@example.com"})).await.expect(200);
    assert_eq!(second.body["id"], first.body["id"]);
    assert_eq!(second.body["name"], "Ann", "what is not named stays");
    assert!(second.body["survey_scheduled_at"].is_null());
    let decision = &second.body["survey_decision"];
    assert_eq!((decision["outcome"].as_str(), decision["reason"].as_str()), (Some("refused"), Some("cool_down")));
    assert_eq!(decision["next_eligible_at"], "2026-12-20T10:01:00.000Z");
}

#[actix_web::test]
async fn forms_and_bodies_without_a_type_are_read_as_json_is() {
    let house = House::new();
    let form = "email=ann%40example.com&send=false&properties[branch]=Kazan&properties[order]=7";
    for content_type in [Some("application/x-www-form-urlencoded"), None] {
        let mut request = house.request(&Method::POST, "/v1/people.json").set_payload(form);
        if let Some(content_type) = content_type {
            request = request.insert_header(("content-type", content_type));
        }
        let answer = house.send(request).await.expect(200);
        assert_eq!(answer.body["properties"], json!({"branch": "Kazan", "order": "7"}));
    }
    let bare = house.request(&Method::POST, "/v1/people").set_payload(r#"{"email": "bob@example.com", "send": false}"#);
    house.send(bare).await.expect(200);
    assert_eq!(house.get("/v1/people.json").await.expect(200).body.as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn identifiers_of_two_people_are_refused_and_both_are_named() {
    let house = House::new();
    let ann = house.person("ann@example.com").await;
    let phone = json!({"phone_number": "+7 701 000-00-00", "send": false});
    let bob = house.post("/v1/people", phone).await.expect(200).id();

    let both = json!({"email": "ann@example.com", "phone_number": "+77010000000", "send": false});
    let refused = house.post("/v1/people", both).await.expect(422);
    assert_eq!(refused.problems(), ["phone_number"]);
    let message = refused.body["error"]["message"].as_str().unwrap();
    assert!(message.contains(&ann) && message.contains(&bob), "{message}");

    let taken = house.patch(&format!("/v1/people/{bob}"), json!({"email": "ann@example.com"})).await.expect(422);
    assert_eq!(taken.problems(), ["email"]);
    let update = json!({"phone_number": "+77010000000", "email_update": "ann@example.com", "send": false});
    assert_eq!(house.post("/v1/people", update).await.expect(422).problems(), ["email_update"]);
}

#[actix_web::test]
async fn an_address_is_changed_by_email_update_and_by_patch() {
    let house = House::new();
    let ann = house.person("ann@example.com").await;
    let moved = json!({"email": "ann@example.com", "email_update": "ann@new.example", "send": false});
    let moved = house.post("/v1/people", moved).await.expect(200);
    assert_eq!((moved.id(), moved.body["email"].as_str()), (ann.clone(), Some("ann@new.example")));

    let change = json!({"name": "Ann", "external_id": "c9", "timezone": "Asia/Almaty", "properties": {"vip": true}});
    let changed = house.patch("/v1/people/email:ann%40new.example", change).await.expect(200);
    assert_eq!(changed.id(), ann);
    assert_eq!(changed.body["timezone"], "Asia/Almaty");
    assert_eq!(house.get("/v1/people/external_id:c9").await.expect(200).body, changed.body);
}

#[actix_web::test]
async fn a_person_without_an_email_is_recorded_and_the_answer_says_that_they_are_not_asked() {
    let house = House::new();
    let phone = house.post("/v1/people", json!({"phone_number": "+77010000000"})).await.expect(200);
    assert!(phone.body["survey_scheduled_at"].is_null());
    assert_eq!(phone.body["survey_decision"]["reason"], "no_channel");
    let by_text = house.post("/v1/people", json!({"email": "ann@example.com", "channel": "sms"})).await.expect(200);
    assert_eq!(by_text.body["survey_decision"]["reason"], "no_channel");
    assert_eq!(house.get("/v1/people/phone_number:%2B77010000000").await.expect(200).id(), phone.id());
}

#[actix_web::test]
async fn a_list_is_paged_by_an_absolute_link_that_new_people_do_not_shift() {
    let house = House::new();
    for n in 0..5 {
        house.person(&format!("p{n}@example.com")).await;
        house.clock.advance_ms(1000);
    }
    let mut path = "/v1/people?per_page=2".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = house.get(&path).await.expect(200);
        seen.extend(page.body.as_array().unwrap().iter().map(|person| person["email"].as_str().unwrap().to_owned()));
        let Some(link) = page.link else { break };
        let target = link.strip_prefix("<https://surveys.example").expect("an absolute address");
        target.split_once(">; rel=\"next\"").expect("the relation").0.clone_into(&mut path);
    }
    assert_eq!(seen, ["p0", "p1", "p2", "p3", "p4"].map(|name| format!("{name}@example.com")));
    let one = house.get("/v1/people?email=p3%40example.com").await.expect(200);
    assert_eq!(one.body[0]["email"], "p3@example.com");
    assert_eq!(one.body.as_array().unwrap().len(), 1);
    assert_eq!(house.get("/v1/people?cursor=nonsense").await.expect(422).problems(), ["cursor"]);
}

#[actix_web::test]
async fn a_planned_survey_is_taken_back_and_the_person_may_be_asked_again() {
    let house = House::new();
    house.post("/v1/people", json!({"email": "ann@example.com", "delay": 3600})).await.expect(200);
    let planned = House::NOON.secs() + 3600;
    assert_eq!(house.get("/v1/people").await.body[0]["next_survey_scheduled_at"], planned);
    let gone = house.delete("/v1/people/ann%40example.com/survey_requests/pending").await.expect(200);
    assert_eq!(gone.body, json!({"ok": true}));
    assert!(house.get("/v1/people").await.body[0]["next_survey_scheduled_at"].is_null());
    let again = house.post("/v1/people", json!({"email": "ann@example.com"})).await.expect(200);
    assert_eq!(again.body["survey_decision"]["outcome"], "scheduled");
}

#[actix_web::test]
async fn an_erased_person_is_gone_with_answers_and_stays_unsubscribed() {
    let house = House::new();
    house.answered("ann@example.com", 9).await;
    house.answered("bob@example.com", 2).await;
    house.post("/v1/unsubscribes", json!({"person_email": "ann@example.com"})).await.expect(200);
    let gone = house.delete("/v1/people/email%3Aann%40example.com").await.expect(202);
    assert_eq!(gone.body, json!({"ok": true}));
    house.delete("/v1/people/email%3Aann%40example.com").await.expect(404);
    assert_eq!(house.get("/v1/metrics").await.body["response_count"], 1);
    assert_eq!(house.get("/v1/unsubscribes").await.body, json!([]), "whose address it was is forgotten");
    let back = house.post("/v1/people", json!({"email": "ann@example.com"})).await.expect(200);
    assert_eq!(back.body["survey_decision"]["reason"], "unsubscribed");
}

#[actix_web::test]
async fn an_unsubscribed_address_is_listed_even_if_nobody_had_it() {
    let house = House::new();
    house.post("/v1/unsubscribes", json!({"person_email": "new@example.com"})).await.expect(200);
    house.post("/v1/unsubscribes", json!({"person_email": "new@example.com"})).await.expect(200);
    let listed = house.get("/v1/unsubscribes").await.expect(200);
    assert_eq!(listed.body.as_array().unwrap().len(), 1);
    assert_eq!(listed.body[0]["unsubscribed_at"], House::NOON.secs());
    assert_eq!(house.get("/v1/bounces").await.expect(200).body, json!([]));
    let wrong = house.post("/v1/unsubscribes", json!({"person_email": "nobody at all"})).await.expect(422);
    assert_eq!(wrong.problems(), ["person_email"]);
}
