//! Webhooks: the secret once, the test, the deliveries.

use serde_json::json;

use super::House;

#[actix_web::test]
async fn a_secret_is_shown_once_and_messages_can_be_looked_at_and_sent_again() {
    let house = House::new();
    let hook = json!({"url": "https://shop.example/hook", "events": ["response.created", "case.opened"]});
    let made = house.post("/v1/webhooks", hook).await.expect(201);
    assert!(made.body["secret"].as_str().unwrap().starts_with("whsec_"));
    assert!(house.get("/v1/webhooks").await.expect(200).body["data"][0]["secret"].is_null());

    house.answered("ann@example.com", 2).await;
    house.clock.advance_ms(1000);
    let path = format!("/v1/webhooks/{}", made.id());
    let test = house.post(&format!("{path}/test"), json!({})).await.expect(202);
    let sent = house.get(&format!("{path}/deliveries")).await.expect(200);
    let mut types: Vec<&str> =
        sent.body["data"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap()).collect();
    types.sort_unstable();
    assert_eq!(types, ["case.opened", "response.created", "test"]);
    assert_eq!(sent.body["data"][0]["id"], test.body["delivery"]);

    let retry = format!("{path}/deliveries/{}/retry", test.body["delivery"].as_str().unwrap());
    house.post(&retry, json!({})).await.expect(202);
    house.post(&format!("{path}/deliveries/{}/retry", made.id()), json!({})).await.expect(404);

    let first = house.get(&format!("{path}/deliveries?per_page=2")).await.expect(200);
    let next = format!("{path}/deliveries?per_page=2&cursor={}", first.body["next"].as_str().unwrap());
    let rest = house.get(&next).await.expect(200);
    assert_eq!((rest.body["data"].as_array().unwrap().len(), rest.body["next"].is_null()), (1, true));

    house.delete(&path).await.expect(204);
    house.delete(&path).await.expect(404);
}

#[actix_web::test]
async fn in_the_dialect_the_key_signs_where_no_secret_is_given() {
    let house = House::new();
    let hook = json!({"url": "https://shop.example/hook", "events": ["response.created"], "dialect": "delighted"});
    assert_eq!(house.post("/v1/webhooks", hook).await.expect(201).body["secret"], house.key.as_str());
}

#[actix_web::test]
async fn what_is_wrong_with_an_endpoint_is_named() {
    let house = House::new();
    let wrong = json!({"url": "ftp://shop.example", "events": ["everything"], "secret": "x"});
    let refused = house.post("/v1/webhooks", wrong).await.expect(422);
    assert_eq!(refused.problems(), ["url", "events[0]", "secret"]);
    let inward = json!({"url": "http://127.0.0.1/hook", "events": ["response.created"]});
    assert_eq!(house.post("/v1/webhooks", inward).await.expect(422).problems(), ["url"]);
    let dialect = json!({"url": "https://shop.example", "events": ["response.created"], "dialect": "klingon"});
    assert_eq!(house.post("/v1/webhooks", dialect).await.expect(422).problems(), ["dialect"]);
}
