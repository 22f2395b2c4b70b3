//! The document and the viewer: what is documented is there, and looks as documented.

use std::collections::BTreeSet;

use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::{House, keys};

async fn document(house: &House) -> Value {
    house.send(TestRequest::get().uri("/v1/openapi.json")).await.expect(200).body
}

#[actix_web::test]
async fn every_documented_path_is_registered_for_its_methods_with_and_without_the_extension() {
    let house = House::new();
    let document = document(&house).await;
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 25, "{}", paths.len());
    for (path, item) in paths {
        let filled = path.replace("{id}", "none").replace("{email}", "none").replace("{key}", "none");
        let filled = filled.replace("{delivery}", "none").replace("{platform}", "email");
        for method in keys(item) {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            for path in [filled.clone(), format!("{}.json", filled.trim_end_matches(".json"))] {
                // Without a key a handler answers 401; what is not there answers 404 or 405.
                let expected = if filled.contains("openapi") { 200 } else { 401 };
                let answer = house.send(TestRequest::default().method(method.clone()).uri(&path)).await;
                assert_eq!(answer.status, expected, "{method} {path}");
                if method == Method::GET {
                    let head = TestRequest::default().method(Method::HEAD).uri(&path);
                    assert_eq!(house.send(head).await.status, expected, "HEAD {path}");
                }
            }
        }
    }
}

#[actix_web::test]
async fn every_shape_that_is_named_is_in_the_document() {
    let house = House::new();
    let document = document(&house).await;
    let text = document.to_string();
    let schemas: BTreeSet<&str> = keys(&document["components"]["schemas"]).into_iter().collect();
    let mut named = BTreeSet::new();
    for piece in text.split("\"#/components/schemas/").skip(1) {
        named.insert(piece.split('"').next().unwrap());
    }
    assert_eq!(named.difference(&schemas).collect::<Vec<_>>(), Vec::<&&str>::new());
    let operations: Vec<&Value> =
        document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values()).collect();
    assert!(operations.iter().all(|one| one["summary"].is_string() && one["operationId"].is_string()));
}

/// The fields of a schema, those of what it is made of included.
fn fields(document: &Value, schema: &Value) -> BTreeSet<String> {
    let named = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    let schema = named.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema);
    let own = schema["properties"].as_object().into_iter().flat_map(|map| map.keys().cloned());
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(|part| fields(document, part));
    own.chain(parts).collect()
}

#[actix_web::test]
async fn answers_have_the_fields_that_are_documented() {
    let house = House::new();
    let document = document(&house).await;
    let response = house.answered("ann@example.com", 2).await;
    let hook = json!({"url": "https://shop.example/hook", "events": ["case.opened"]});
    let webhook = house.post("/v1/webhooks", hook).await;
    house.post(&format!("/v1/webhooks/{}/test", webhook.id()), json!({})).await;
    house.post("/v1/unsubscribes", json!({"person_email": "bob@example.com"})).await;
    let event = json!({"id": "o1", "type": "order.delivered", "occurred_at": "2026-11-20T09:00:00Z",
        "person": {"email": "eve@example.com"}});
    let case = house.get("/v1/cases").await.body["data"][0].clone();
    let case_path = format!("/v1/cases/{}", case["id"].as_str().unwrap());
    let event = house.post("/v1/events", event).await.body;
    let whole_case = house.get(&case_path).await.body;
    let person = format!("/v1/people/{}", response.body["person"].as_str().unwrap());
    let table = [
        ("PersonAsked", house.post("/v1/people", json!({"email": "ann@example.com"})).await.body),
        ("PersonListed", house.get("/v1/people").await.body[0].clone()),
        ("PersonWhole", house.get(&person).await.body),
        ("Response", response.body),
        ("Metrics", house.get("/v1/metrics").await.body),
        ("Unsubscribed", house.get("/v1/unsubscribes").await.body[0].clone()),
        ("Surveys", house.get("/v1/surveys").await.body),
        ("SurveyBrief", house.get("/v1/surveys").await.body["data"][0].clone()),
        ("Survey", house.get("/v1/surveys/default").await.body),
        ("Decision", event["survey_decision"].clone()),
        ("EventTaken", event),
        ("WebhookMade", webhook.body.clone()),
        ("Webhook", house.get("/v1/webhooks").await.body["data"][0].clone()),
        ("Delivery", house.get(&format!("/v1/webhooks/{}/deliveries", webhook.id())).await.body["data"][0].clone()),
        ("CaseBrief", case),
        ("CaseLine", whole_case["timeline"][0].clone()),
        ("CaseWhole", whole_case),
        ("Rules", house.get("/v1/rules").await.body),
        ("Backtested", house.post("/v1/rules/backtest", json!({})).await.body),
        ("TrendReport", house.get("/v1/reports/trend").await.body),
        ("OutreachReport", house.get("/v1/reports/outreach").await.body),
        ("Decided", house.get("/v1/decisions").await.body["data"][0].clone()),
        ("DecisionsOfPerson", house.get("/v1/people/email:eve@example.com/decisions").await.body),
        ("Refused", house.get("/v1/cases/none").await.body),
    ];
    for (name, body) in table {
        let shown: BTreeSet<String> = keys(&body).into_iter().map(str::to_owned).collect();
        assert_eq!(shown, fields(&document, &document["components"]["schemas"][name]), "{name}");
    }
}

#[actix_web::test]
async fn the_viewer_works_offline_and_runs_no_script_from_elsewhere() {
    let house = House::new();
    let index = house.send(TestRequest::get().uri("/docs")).await;
    assert_eq!(index.status, 303);
    let page = house.send(TestRequest::get().uri("/docs/")).await.expect(200);
    let html = page.body.as_str().unwrap();
    assert!(html.contains("swagger-ui"));
    assert!(!html.contains("src=\"http") && !html.contains("<script>"), "{html}");
    house.send(TestRequest::get().uri("/docs/swagger-ui-bundle.js")).await.expect(200);
    let setup = house.send(TestRequest::get().uri("/docs/swagger-initializer.js")).await.expect(200);
    assert!(setup.body.as_str().unwrap().contains("/v1/openapi.json"));
    let accept = TestRequest::get().uri("/docs/none.js").insert_header((header::ACCEPT, "*/*"));
    house.send(accept).await.expect(404);
}
