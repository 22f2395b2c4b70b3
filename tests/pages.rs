//! What customers see: the pages in a real browser, on a phone, with and without JavaScript.

use serde_json::json;

use crate::support::browser::{Browser, Window};
use crate::support::business::Business;

/// Asks a person by mail and returns the link that answers with this score.
async fn invited(business: &Business, email: &str, locale: &str, score: u8) -> String {
    business.api.post("/v1/people", &json!({"email": email, "name": "Ann", "locale": locale})).await.expect(200);
    let arrived =
        business.mail.wait_until("the invitation", |mails| mails.iter().any(|mail| mail.recipient() == email));
    arrived.await.iter().find(|mail| mail.recipient() == email).expect("it arrived").score_link(score)
}

#[tokio::test]
async fn a_customer_answers_on_a_phone_without_javascript() {
    let business = Business::open().await;
    let window = Window { phone: true, no_script: true, ..Window::default() };
    let Some(phone) = Browser::open_as(window).await else { return };

    phone.visit(&invited(&business, "ann@example.com", "en", 3).await).await;
    assert!(business.responses().await.is_empty());
    phone.type_into("textarea[name=comment]", "It came late").await;
    phone.follow("form#survey button[type=submit]").await;

    assert_ne!(phone.text("h1").await, "");
    let kept = business.responses().await;
    assert_eq!((&kept[0]["score"], &kept[0]["comment"]), (&json!(3), &json!("It came late")));
    assert_eq!(business.cases().await.len(), 1);
}

#[tokio::test]
async fn the_customers_pages_can_be_used_by_everybody() {
    let business = Business::open().await;
    for (locale, dark) in [("en", false), ("ru", true)] {
        let Some(phone) = Browser::open_as(Window { phone: true, dark, no_script: false }).await else { return };
        let email = format!("{locale}@example.com");

        phone.visit(&invited(&business, &email, locale, 2).await).await;
        assert_eq!(phone.run("return document.documentElement.lang").await, locale);
        phone.inspect("the survey").await;
        phone.follow("form#survey button[type=submit]").await;
        assert_ne!(phone.text("h1").await, "");
        phone.inspect("the thanks").await;

        let mails = business.mail.mails();
        let links = mails.iter().find(|mail| mail.recipient() == email).unwrap().links();
        phone.visit(links.iter().find(|link| link.contains("/u/")).unwrap()).await;
        phone.inspect("the unsubscribe page").await;
        phone.follow("form button[type=submit]").await;
        assert_ne!(phone.text("h1").await, "");
        phone.inspect("the unsubscribed page").await;
        phone.visit(&format!("{}/s/unknown", business.server.base())).await;
        let problems = phone.accessibility_problems().await;
        assert!(problems.is_empty(), "an unknown link:\n{}", problems.join("\n"));
        let expected_404 = phone.complaints().await;
        assert!(expected_404.iter().all(|complaint| complaint.contains("404")), "{expected_404:?}");
    }
}

#[tokio::test]
async fn every_page_forbids_foreign_scripts_and_framing() {
    let business = Business::open().await;
    let link = invited(&business, "ann@example.com", "en", 3).await;

    for path in [link.as_str(), "/s/unknown"] {
        let reply = business.api.visit(path).await;
        let policy = reply.header("content-security-policy").unwrap_or_else(|| panic!("{path} has no policy"));
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
    let survey = business.api.visit(&link).await;
    assert_eq!(survey.header("referrer-policy"), Some("no-referrer"), "the link is a secret");
    assert!(survey.header("cache-control").is_some_and(|value| value.contains("no-store")));
}
