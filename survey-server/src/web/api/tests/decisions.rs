//! The ledger: its numbers, the decisions behind them, and why not now.

use serde_json::{Value, json};

use super::{Answer, House};
use crate::reporting::outreach;

impl House {
    async fn ask(&self, email: &str) -> Value {
        self.post("/v1/people", json!({"email": email})).await.expect(200).body
    }
}

fn data(answer: &Answer) -> &Vec<Value> {
    answer.body["data"].as_array().expect("a list")
}

#[actix_web::test]
async fn the_report_counts_what_was_decided_and_every_number_leads_to_its_decisions() {
    let house = House::new();
    for email in ["ann@example.com", "bob@example.com", "ann@example.com"] {
        house.ask(email).await;
    }
    house.post("/v1/unsubscribes", json!({"person_email": "bob@example.com"})).await.expect(200);
    house.ask("bob@example.com").await;
    house.clock.advance_ms(86_400_000);
    house.ask("eve@example.com").await;

    let report = house.get("/v1/reports/outreach").await.expect(200).body;
    let arrival = &report["stages"]["arrival"];
    assert_eq!((&arrival["asked"], &arrival["refused"]), (&json!(3), &json!(2)));
    assert_eq!(arrival["reasons"], json!({"cool_down": 1, "unsubscribed": 1}));
    assert_eq!(report["surveys"].as_array().unwrap().len(), 1);
    let days = report["days"].as_array().unwrap();
    assert_eq!(days.len(), 30);
    assert_eq!((days[28]["day"].as_str(), &days[28]["stages"]["arrival"]["asked"]), (Some("2026-11-20"), &json!(2)));
    assert_eq!(days[29]["stages"]["arrival"], json!({"asked": 1, "refused": 0, "reasons": {}}));

    let refused = house.get("/v1/decisions?outcome=refused&reason=cool_down&stage=arrival").await.expect(200);
    assert_eq!(data(&refused).len(), 1);
    assert_eq!(data(&refused)[0]["person"]["email"], "ann@example.com");
    let sentence = data(&refused)[0]["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("Not asked: they were asked not long ago (cool_down_days = 30)."), "{sentence}");
    assert_eq!(data(&house.get("/v1/decisions?outcome=scheduled").await.expect(200)).len(), 3);
    let today = house.get("/v1/decisions?since=2026-11-21T00:00:00Z").await.expect(200);
    assert_eq!(data(&today).len(), 1);
}

#[actix_web::test]
async fn a_day_that_is_over_is_counted_once_and_the_report_stays_the_same() {
    let house = House::new();
    for (n, email) in ["ann@example.com", "bob@example.com", "ann@example.com"].into_iter().enumerate() {
        house.ask(email).await;
        house.clock.advance_ms(if n == 2 { 3 } else { 1 } * 86_400_000);
    }
    let before = house.get("/v1/reports/outreach").await.expect(200).body;
    let settle = || house.app.db.write_now(|conn| outreach::settle_day(conn, &house.app.cx(2))).unwrap();
    let mut days = 0;
    while settle() {
        days += 1;
    }
    assert_eq!(days, 5, "from the first decision to yesterday, days without decisions included");
    assert_eq!(house.get("/v1/reports/outreach").await.expect(200).body, before);
    house.ask("eve@example.com").await;
    let after = house.get("/v1/reports/outreach?survey=default").await.expect(200).body;
    assert_eq!(after["stages"]["arrival"]["asked"], 3);
    assert_eq!(after["stages"]["arrival"]["reasons"], json!({"cool_down": 1}));
}

#[actix_web::test]
async fn decisions_come_page_by_page_newest_first() {
    let house = House::new();
    for n in 0..5 {
        house.ask(&format!("person{n}@example.com")).await;
        house.clock.advance_ms(1000);
    }
    let first = house.get("/v1/decisions?per_page=3").await.expect(200);
    assert_eq!(data(&first)[0]["person"]["email"], "person4@example.com");
    let cursor = first.body["next"].as_str().unwrap();
    let second = house.get(&format!("/v1/decisions?per_page=3&cursor={cursor}")).await.expect(200);
    assert_eq!((data(&first).len(), data(&second).len()), (3, 2));
    assert!(second.body["next"].is_null());
}

#[actix_web::test]
async fn a_person_shows_their_history_and_why_they_would_not_be_asked_now() {
    let house = House::new();
    house.ask("ann@example.com").await;
    house.clock.advance_ms(3 * 86_400_000);

    let path = "/v1/people/email:ann@example.com/decisions";
    let answer = house.get(path).await.expect(200);
    let now = &answer.body["now"][0];
    assert_eq!((now["outcome"].as_str(), now["reason"].as_str()), (Some("refused"), Some("cool_down")));
    assert_eq!(now["next_eligible_at"], "2026-12-20T10:00:00.000Z");
    assert_eq!(
        now["sentence"],
        "Not asked: they were asked not long ago (cool_down_days = 30). They may be asked from 20 December 2026, \
         10:00 UTC."
    );
    assert_eq!(data(&answer).len(), 1);
    let russian = house.get(&format!("{path}?language=ru")).await.expect(200);
    assert!(russian.body["now"][0]["sentence"].as_str().unwrap().starts_with("Не спрашиваем"));
    assert_eq!(data(&house.get(path).await).len(), 1, "looking is no decision");
    house.get("/v1/people/none/decisions").await.expect(404);
}

#[actix_web::test]
async fn a_wrong_word_or_an_endless_range_is_named() {
    let house = House::new();
    let wrong = house.get("/v1/decisions?stage=noon&outcome=maybe").await.expect(422);
    assert_eq!(wrong.problems(), ["stage", "outcome"]);
    let long = house.get("/v1/reports/outreach?since=2020-01-01T00:00:00Z").await.expect(422);
    assert_eq!(long.problems(), ["since"]);
    house.get("/v1/reports/outreach?survey=none").await.expect(422);
}

#[actix_web::test]
async fn the_ledger_of_another_workspace_is_not_seen() {
    let house = House::new();
    house.ask("ann@example.com").await;
    let other = actix_web::test::TestRequest::get()
        .uri("/v1/decisions")
        .insert_header(("Authorization", format!("Bearer {}", house.other_key)));
    assert_eq!(data(&house.send(other).await.expect(200)).len(), 0);
}
