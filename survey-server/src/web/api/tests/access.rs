//! Who may ask: the ways to send a key, and what a key does not reach.

use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{House, keys};

/// What changes nothing although it is posted.
const COMPUTES: [&str; 1] = ["/v1/rules/backtest"];

#[actix_web::test]
async fn a_key_is_taken_as_basic_user_with_or_without_a_colon_and_as_a_bearer_token() {
    let house = House::new();
    let basic = |text: String| format!("Basic {}", STANDARD.encode(text));
    let good = [
        basic(format!("{}:", house.key)),
        basic(house.key.clone()),
        basic(format!("{}:-", house.key)),
        format!("Bearer {}", house.key),
        format!("bearer {}", house.key),
    ];
    for value in good {
        let request = TestRequest::get().uri("/v1/people").insert_header((header::AUTHORIZATION, value.clone()));
        assert_eq!(house.send(request).await.status, 200, "{value}");
    }
}

#[actix_web::test]
async fn no_key_and_a_wrong_key_are_401_before_anything_else_is_looked_at() {
    let house = House::new();
    let wrong = format!("Bearer {}x", house.key);
    for value in ["", "Bearer ", "Basic !!!", "Digest x", &wrong] {
        let request = TestRequest::post()
            .uri("/v1/people")
            .insert_header((header::AUTHORIZATION, value))
            .set_payload("{ this is not JSON");
        let answer = house.send(request).await;
        assert_eq!(answer.status, 401, "{value}");
        assert_eq!(answer.body["error"]["code"], "unauthorized");
    }
    assert_eq!(house.send(TestRequest::get().uri("/v1/metrics")).await.status, 401);
}

#[actix_web::test]
async fn a_reading_key_may_get_and_not_change() {
    let house = House::new();
    let as_reader = |method: Method| {
        TestRequest::default()
            .method(method)
            .uri("/v1/people")
            .insert_header((header::AUTHORIZATION, format!("Bearer {}", house.reader)))
    };
    house.send(as_reader(Method::GET)).await.expect(200);
    house.send(as_reader(Method::HEAD)).await.expect(200);
    let refused = house.send(as_reader(Method::POST).set_json(json!({"email": "ann@example.com"}))).await.expect(403);
    assert_eq!(refused.body["error"]["code"], "forbidden");
}

#[actix_web::test]
async fn no_documented_way_of_writing_passes_with_a_reading_key_and_every_way_of_reading_does() {
    let house = House::new();
    let document = house.send(TestRequest::get().uri("/v1/openapi.json")).await.expect(200).body;
    let mut refused = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let filled: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
        for method in keys(item) {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            for address in [filled.join("/"), format!("{}.json", filled.join("/").trim_end_matches(".json"))] {
                let request = |key: &str| {
                    let bearer = (header::AUTHORIZATION, format!("Bearer {key}"));
                    let request = TestRequest::default().method(method.clone()).uri(&address).insert_header(bearer);
                    if method == Method::GET { request } else { request.set_json(json!({})) }
                };
                let answer = house.send(request(&house.reader)).await;
                if method == Method::GET || COMPUTES.contains(&path.as_str()) {
                    let full = house.send(request(&house.key)).await;
                    assert_eq!(answer.status, full.status, "{method} {address}: {}", answer.body);
                    assert!(![401, 403].contains(&answer.status), "{method} {address}: {}", answer.body);
                } else {
                    assert_eq!(answer.status, 403, "{method} {address}: {}", answer.body);
                    let message = answer.body["error"]["message"].as_str().unwrap();
                    assert!(message.contains("may only read"), "{message}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 80, "{refused}");
}

#[actix_web::test]
async fn another_workspaces_ids_are_not_found_whatever_is_asked_of_them() {
    let mut house = House::new();
    let response = house.answered("ann@example.com", 2).await;
    let person = response.body["person"].as_str().unwrap().to_owned();
    let case = house.get("/v1/cases").await.expect(200).body["data"][0]["id"].as_str().unwrap().to_owned();
    let hook = json!({"url": "https://shop.example/hook", "events": ["response.created"]});
    let webhook = house.post("/v1/webhooks", hook).await.expect(201).id();
    let test = house.post(&format!("/v1/webhooks/{webhook}/test"), json!({})).await.expect(202);
    let delivery = test.body["delivery"].as_str().unwrap().to_owned();
    let survey = json!({"name": "Ours", "language": "en", "questions": [{"key": "q", "type": "nps", "text": "?"}]});
    house.put("/v1/surveys/ours", survey).await.expect(201);
    let response = response.id();

    let own = house.key.clone();
    let mut requests = vec![
        ("GET", format!("/v1/people/{person}")),
        ("PATCH", format!("/v1/people/{person}")),
        ("DELETE", format!("/v1/people/{person}")),
        ("DELETE", "/v1/people/ann%40example.com/survey_requests/pending".to_owned()),
        ("GET", format!("/v1/survey_responses/{response}")),
        ("PUT", format!("/v1/survey_responses/{response}")),
        ("GET", "/v1/surveys/ours".to_owned()),
        ("DELETE", format!("/v1/webhooks/{webhook}")),
        ("POST", format!("/v1/webhooks/{webhook}/test")),
        ("GET", format!("/v1/webhooks/{webhook}/deliveries")),
        ("POST", format!("/v1/webhooks/{webhook}/deliveries/{delivery}/retry")),
        ("GET", format!("/v1/cases/{case}")),
    ];
    for step in ["claim", "note", "contact", "resolve", "reopen", "assign"] {
        requests.push(("POST", format!("/v1/cases/{case}/{step}")));
    }
    let body = json!({"note": "x", "outcome": "solved", "score": 5, "name": "X"});
    house.key = house.other_key.clone();
    for (method, path) in &requests {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut body = body.clone();
        if path.ends_with("/assign") {
            // The member must be one of the workspace, so that it is the case that is not found.
            continue;
        }
        if path.ends_with("/claim") {
            body = json!({});
        }
        let answer = house.send(house.request(&method, path).set_json(body)).await;
        assert_eq!((answer.status, answer.body["error"]["code"].as_str()), (404, Some("not_found")), "{method} {path}");
    }
    for list in ["people", "survey_responses"] {
        assert_eq!(house.get(&format!("/v1/{list}")).await.body, json!([]), "{list}");
    }
    assert_eq!(house.get("/v1/cases?state=all").await.body["data"], json!([]));
    assert_eq!(house.get("/v1/webhooks").await.body["data"], json!([]));

    house.key = own;
    assert_eq!(house.get(&format!("/v1/cases/{case}")).await.expect(200).body["state"], "open");
    house.get(&format!("/v1/people/{person}")).await.expect(200);
}
