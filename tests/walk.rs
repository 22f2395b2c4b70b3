//! The walk of one purchase: reported, asked, answered, called back, counted. Real HTTP, real mail, on each database.

use serde_json::{Value, json};

use crate::support::api::Reply;
use crate::support::business::{Business, verify_signature};
use crate::support::smtp_sink::Mail;

fn purchase(id: &str) -> Value {
    let now = jiff_now();
    json!({
        "id": id,
        "type": "order.delivered",
        "occurred_at": now,
        "person": {"email": "ann@example.com", "external_id": "c9", "name": "Ann", "locale": "en"},
        "properties": {"order": "1001", "branch": "Kazan"},
    })
}

#[expect(clippy::disallowed_methods, reason = "the server that is tested runs by the machine's clock")]
fn jiff_now() -> String {
    jiff::Timestamp::now().to_string()
}

fn check_invitation(mail: &Mail) {
    assert_eq!(mail.recipient(), "ann@example.com");
    let html = mail.html();
    for score in 0..=10 {
        assert!(html.contains(&mail.score_link(score)), "the HTML part lacks the link for {score}");
    }
    let unsubscribe = mail.header("List-Unsubscribe").expect("one-click unsubscribe");
    assert!(unsubscribe.starts_with('<') && unsubscribe.contains("/u/"), "{unsubscribe}");
    assert_eq!(mail.header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    assert!(mail.text().contains("/u/"), "the text part has an unsubscribe link too");
}

fn check_callback(business: &Business, secret: &str, callback: &crate::support::receiver::Received) -> String {
    verify_signature(secret, callback);
    let said = callback.json();
    assert_eq!(said["type"], "response.detractor");
    let data = &said["data"];
    assert_eq!(data["person"]["email"], "ann@example.com");
    assert_eq!(data["person"]["external_id"], "c9");
    assert_eq!((&data["response"]["score"], &data["response"]["comment"]), (&json!(3), &json!("It came late")));
    assert_eq!(data["event"]["id"], "order-1001");
    assert_eq!(data["event"]["properties"]["branch"], "Kazan");
    let link = data["links"]["case"].as_str().expect("a link to the case");
    assert!(link.starts_with(business.server.base()), "{link}");
    data["case"]["id"].as_str().expect("a case").to_owned()
}

#[tokio::test]
async fn an_unhappy_customer_becomes_a_case_and_a_callback_and_a_number() {
    let business = Business::open().await;
    let api = &business.api;
    let secret = business.call_back_on(&["response.detractor"]).await;

    let told = api.post("/v1/events", &purchase("order-1001")).await.expect(202);
    assert_eq!(told["status"], "accepted");
    assert_eq!(told["survey_decision"]["outcome"], "scheduled");

    let mail = business.mail.wait_for(1).await.remove(0);
    check_invitation(&mail);
    let link = mail.score_link(3);
    let page = api.visit(&link).await;
    assert_eq!(page.status, 200);
    assert!(business.responses().await.is_empty(), "a GET records nothing");

    let form = link.trim_end_matches("/3");
    let thanks = api.submit(form, &[("score", "3"), ("comment", "It came late")]).await;
    assert!(is_success(&thanks), "{} {}", thanks.status, thanks.body);

    let callback = business.program.wait_for(1).await.remove(0);
    let case = check_callback(&business, &secret, &callback);
    let cases = business.cases().await;
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["id"], case.as_str());
    let metrics = api.get("/v1/metrics").await.expect(200);
    assert_eq!((&metrics["detractor_count"], &metrics["nps"]), (&json!(1), &json!(-100)));
}

/// A page, or the way to one.
fn is_success(reply: &Reply) -> bool {
    (200..400).contains(&reply.status)
}

#[tokio::test]
async fn the_same_purchase_reported_twice_asks_once() {
    let business = Business::open().await;

    let event = purchase("order-1");
    let first = business.api.post("/v1/events", &event).await.expect(202);
    let second = business.api.post("/v1/events", &event).await.expect(202);

    assert_eq!((&first["status"], &second["status"]), (&json!("accepted"), &json!("duplicate")));
    assert_eq!(first["survey_decision"], second["survey_decision"]);
    business.mail.wait_for(1).await;
    // Another person's mail goes out after it, and still there is only one to the first.
    business.api.post("/v1/people", &json!({"email": "bob@example.com"})).await.expect(200);
    let mails = business.mail.wait_for(2).await;
    assert_eq!(mails.iter().filter(|mail| mail.recipient() == "ann@example.com").count(), 1);
}

#[tokio::test]
async fn who_unsubscribes_with_one_click_is_listed_and_not_asked_again() {
    let business = Business::open().await;
    let api = &business.api;
    api.post("/v1/people", &json!({"email": "ann@example.com"})).await.expect(200);
    let mail = business.mail.wait_for(1).await.remove(0);
    let header = mail.header("List-Unsubscribe").unwrap();
    let link = header.trim_start_matches('<').split('>').next().unwrap().to_owned();

    let page = api.visit(&link).await;
    assert_eq!(page.status, 200);
    assert_eq!(api.get("/v1/unsubscribes").await.expect(200), json!([]), "a GET unsubscribes nobody");
    let request = api.request(reqwest::Method::POST, &link);
    let form = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    let clicked = api.send(request.header("Content-Type", "multipart/form-data; boundary=b").body(form)).await;

    assert_eq!(clicked.status, 200);
    let gone = api.get("/v1/unsubscribes").await.expect(200);
    assert_eq!(gone[0]["email"], "ann@example.com");
    let asked = api.post("/v1/people", &json!({"email": "ann@example.com"})).await.expect(200);
    assert_eq!(asked["survey_scheduled_at"], Value::Null);
    assert_eq!(asked["survey_decision"]["reason"], "unsubscribed");
}
