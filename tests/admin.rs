//! What the people of the business see: the admin in a real browser, at a desk and on a phone.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::browser::{Browser, Window};
use crate::support::business::Business;

const PASSWORD: &str = "a long enough password";

/// Sets the password by the one-time link of the command and signs in. `inspects`: looks at the pages on the way, which
/// takes a browser with scripts.
pub async fn sign_in(business: &Business, browser: &Browser, (email, role): (&str, &str), inspects: bool) {
    let link = business.installation.run(&["user", "create", "--email", email, "--role", role]);
    let link = link.split_whitespace().find(|word| word.contains("://")).expect("a link").to_owned();
    // The command does not know on which port this server listens.
    let path = link.splitn(4, '/').nth(3).expect("a path");
    browser.visit(&format!("{}/{path}", business.server.base())).await;
    if inspects {
        browser.inspect("the password page").await;
    }
    browser.type_into("input[name=password]", PASSWORD).await;
    browser.follow("button[type=submit]").await;
    browser.visit(&format!("{}/admin/sign-in", business.server.base())).await;
    if browser.url().await.ends_with("/admin/sign-in") {
        if inspects {
            browser.inspect("the sign-in page").await;
        }
        browser.type_into("input[name=email]", email).await;
        browser.type_into("input[name=password]", PASSWORD).await;
        browser.follow("button[type=submit]").await;
    }
    assert!(!browser.url().await.contains("sign-in"), "signed in");
}

/// Follows every link of the admin, inspects each page once, and returns their paths.
async fn walk_through(browser: &Browser, admin: &str) -> BTreeSet<String> {
    let base = admin.trim_end_matches("/admin");
    let links = "return [...document.querySelectorAll('a[href^=\"/admin\"]')].map(link => link.pathname)";
    let mut seen = BTreeSet::from(["/admin".to_owned()]);
    let mut waiting = vec!["/admin".to_owned()];
    while let Some(path) = waiting.pop() {
        browser.visit(&format!("{base}{path}")).await;
        browser.inspect(&path).await;
        let found = browser.run(links).await;
        for link in found.as_array().expect("a list").iter().filter_map(|link| link.as_str()) {
            if seen.insert(link.to_owned()) {
                waiting.push(link.to_owned());
            }
        }
    }
    seen
}

#[tokio::test]
async fn a_manager_finds_the_unhappy_customer_and_takes_the_case() {
    let business = Business::open().await;
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let customer = format!("customer{dark}@example.com");
        let ann = business.person(&customer).await;
        let answer = json!({"person": ann, "score": 1, "comment": "Nobody came"});
        assert!(business.api.post("/v1/survey_responses", &answer).await.status < 300);
        let case = business.cases().await.into_iter().find(|case| case["person_id"] == ann.as_str()).unwrap();

        sign_in(&business, &browser, (&format!("manager{dark}@example.com"), "owner"), true).await;
        let admin = format!("{}/admin", business.server.base());
        let rooms = walk_through(&browser, &admin).await;
        assert!(rooms.len() > 5, "{rooms:?}");
        browser.visit(&format!("{admin}/cases/{}", case["id"].as_str().unwrap())).await;
        browser.inspect("the case").await;
        assert!(browser.text("main").await.contains("Nobody came"));
        browser.follow("[data-claim]").await;

        assert_ne!(browser.text("h1").await, "");
        let claimed = business.api.get(&format!("/v1/cases/{}", case["id"].as_str().unwrap())).await.expect(200);
        assert_ne!(claimed["claimed_at"], json!(null));
    }
}

#[tokio::test]
async fn the_admin_shows_nothing_to_who_is_not_signed_in() {
    let business = Business::open().await;
    let ann = business.person("ann@example.com").await;
    business.api.post("/v1/survey_responses", &json!({"person": ann, "score": 1})).await;

    for path in ["/admin", "/admin/cases", "/admin/people", "/admin/responses"] {
        let reply = business.api.visit(path).await;
        assert!([302, 303, 401].contains(&reply.status), "{path}: {}", reply.status);
        assert!(!reply.body.contains("ann@example.com"));
        let with_key = business.api.get(path).await;
        assert_ne!(with_key.status, 200, "{path}: a key is not a session");
    }
}
