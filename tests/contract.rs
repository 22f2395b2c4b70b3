//! The contract with programs: what the document of the API promises is what the server does.

use reqwest::Method;
use serde_json::Value;

use crate::support::api::Api;
use crate::support::browser::Browser;
use crate::support::business::Business;

/// What programs written for the dialect, and our own documentation, rely on.
const PROMISED: [(&str, &[&str]); 21] = [
    ("/v1/people", &["get", "post"]),
    ("/v1/people/{id}", &["get", "delete"]),
    ("/v1/people/{email}/survey_requests/pending", &["delete"]),
    ("/v1/survey_responses", &["get", "post"]),
    ("/v1/survey_responses/{id}", &["get", "put"]),
    ("/v1/metrics", &["get"]),
    ("/v1/unsubscribes", &["get", "post"]),
    ("/v1/bounces", &["get"]),
    ("/v1/surveys", &["get"]),
    ("/v1/surveys/{key}", &["get", "put"]),
    ("/v1/events", &["post"]),
    ("/v1/events/batch", &["post"]),
    ("/v1/webhooks", &["get", "post"]),
    ("/v1/webhooks/{id}", &["delete"]),
    ("/v1/webhooks/{id}/deliveries", &["get"]),
    ("/v1/cases", &["get", "post"]),
    ("/v1/cases/{id}", &["get"]),
    ("/v1/cases/{id}/claim", &["post"]),
    ("/v1/cases/{id}/resolve", &["post"]),
    ("/v1/rules", &["get", "put"]),
    ("/v1/rules/backtest", &["post"]),
];

async fn document(api: &Api) -> Value {
    api.visit("/v1/openapi.json").await.expect(200)
}

/// `/v1/people/{id}` and `/v1/people/{person}` are one path.
fn shape(path: &str) -> Vec<&str> {
    path.trim_end_matches(".json").split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect()
}

#[tokio::test]
async fn the_document_names_everything_that_programs_rely_on() {
    let business = Business::open().await;
    let document = document(&business.api).await;
    let paths = document["paths"].as_object().expect("paths");

    let mut missing = Vec::new();
    for (path, methods) in PROMISED {
        let found: Vec<&Value> =
            paths.iter().filter(|(documented, _)| shape(documented) == shape(path)).map(|(_, item)| item).collect();
        missing.extend(
            methods
                .iter()
                .filter(|method| found.iter().all(|item| item[**method].is_null()))
                .map(|method| (path, *method)),
        );
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn every_documented_path_asks_for_a_key_and_answers_with_and_without_json() {
    let business = Business::open().await;
    let document = document(&business.api).await;

    for (path, item) in document["paths"].as_object().expect("paths") {
        if path.contains("openapi") {
            continue;
        }
        let made_up = shape(path).join("/").replace("{}", "1");
        for method in ["get", "post", "put", "patch", "delete"] {
            if item[method].is_null() {
                continue;
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            for address in [made_up.clone(), format!("{made_up}.json")] {
                let reply = business.api.send(business.api.request(method.clone(), &address)).await;
                assert_eq!(reply.status, 401, "{method} {address}: {}", reply.body);
            }
        }
        if !item["get"].is_null() {
            let api = &business.api;
            let shown = api.get(&made_up).await;
            let head = api.send(api.signed(api.request(Method::HEAD, &made_up))).await;
            assert_eq!((head.status, head.body.as_str()), (shown.status, ""), "HEAD {made_up}");
            assert!(shown.status < 500, "{made_up}: {}", shown.body);
        }
    }
}

#[tokio::test]
async fn the_viewer_of_the_api_works_offline() {
    let business = Business::open().await;
    let Some(browser) = Browser::open().await else { return };

    browser.visit(&format!("{}/docs/", business.server.base())).await;

    // It puts the page together after it was loaded.
    browser.until("the list of paths", "return document.body.innerText.includes('/v1/people')").await;
    let foreign = "return performance.getEntriesByType('resource').map(one => one.name)
        .filter(name => !name.startsWith(location.origin) && !name.startsWith('data:'))";
    assert_eq!(browser.run(foreign).await, serde_json::json!([]));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
