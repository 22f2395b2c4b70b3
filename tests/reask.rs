//! Asking again after a case: the whole way over HTTP and mail, and every reason not to. The clock is the test's.

use serde_json::{Value, json};
use survey_server::store::reasks::{self, Reask, State};

use crate::support::app::TestApp;
use crate::support::smtp_sink::{Fault, Mail, Stage};

const ANN: &str = "ann@example.com";

/// The mails that ask a customer, oldest first.
fn mails(app: &TestApp, email: &str) -> Vec<Mail> {
    let asks = |mail: &Mail| mail.recipient() == email && mail.header("List-Unsubscribe").is_some();
    app.mail.mails().into_iter().filter(asks).collect()
}

/// Answers the newest mail of a customer.
async fn answer(app: &TestApp, email: &str, score: u8) {
    let link = mails(app, email).last().expect("a mail").score_link(score);
    let (form, _) = link.rsplit_once('/').expect("a score");
    let taken = app.api.submit(form, &[("score", &score.to_string())]).await;
    assert!(taken.status < 400, "{}", taken.body);
    app.drain_jobs().await;
}

/// The newest case of a customer.
async fn case(app: &TestApp, email: &str) -> Value {
    let known = app.api.get(&format!("/v1/people?email={email}")).await.expect(200);
    let all = app.api.get("/v1/cases?per_page=100").await.expect(200);
    let all = all["data"].as_array().expect("a list");
    let own = all.iter().filter(|case| case["person_id"] == known[0]["id"]);
    own.max_by_key(|case| case["number"].as_i64()).expect("a case").clone()
}

async fn resolve(app: &TestApp, case: &Value, outcome: &str) {
    let id = case["id"].as_str().expect("an id");
    let done = app.api.post(&format!("/v1/cases/{id}/resolve"), &json!({"outcome": outcome})).await;
    assert_eq!(done.status, 200, "{}", done.body);
}

/// A customer who was asked, answered 3, and whose case was solved an hour later.
async fn solved(app: &TestApp, email: &str) -> Value {
    app.ask(email).await;
    answer(app, email, 3).await;
    app.after_minutes(60).await;
    let case = case(app, email).await;
    resolve(app, &case, "solved").await;
    case
}

async fn reask(app: &TestApp, case: &Value) -> Option<Reask> {
    let id = case["id"].as_str().expect("an id").parse().expect("an id");
    app.app.db.read(move |conn| reasks::find(conn, 1, id)).await.expect("a database")
}

/// The state of a case's second question, and why it was not asked.
async fn state(app: &TestApp, case: &Value) -> (State, Option<String>) {
    let row = reask(app, case).await.expect("a plan");
    (row.state, row.reason)
}

#[tokio::test]
async fn who_was_helped_is_asked_again_after_three_days_and_the_answer_lands_in_the_case() {
    let app = TestApp::start().await;
    let case = solved(&app, ANN).await;
    app.after_days(2).await;
    assert_eq!(mails(&app, ANN).len(), 1, "three days are not over");

    app.after_days(1).await;
    let again = mails(&app, ANN);
    assert_eq!(again.len(), 2, "whatever the cool-down of thirty days says");
    let text = again[1].text().replace('\u{a0}', " ");
    assert!(text.contains("You told us on 20 November 2026 that something was not right."), "{text}");
    assert!(text.contains("We hope that it is solved."), "{text}");

    answer(&app, ANN, 9).await;
    let row = reask(&app, &case).await.expect("a plan");
    assert_eq!((row.state, row.first_score, row.score), (State::Answered, Some(3), Some(9)));
    let page = app.page(&format!("/admin/cases/{}", case["id"].as_str().unwrap())).await;
    assert!(page.contains("Asked again") && page.contains("Answered after being asked again"), "{page}");
    let ledger = app.api.get(&format!("/v1/people/email:{ANN}/decisions")).await.expect(200);
    let exempt = ledger["data"].as_array().unwrap().iter().filter(|line| line["rule"] == "ask_again.after_days");
    let sentences: Vec<&str> = exempt.map(|line| line["sentence"].as_str().unwrap()).collect();
    assert!(!sentences.is_empty() && sentences.iter().all(|line| line.contains("without a cool-down")), "{ledger}");
}

#[tokio::test]
async fn an_answer_that_is_unhappy_again_opens_a_case_by_the_rules() {
    let app = TestApp::start().await;
    let first = solved(&app, ANN).await;
    app.after_days(3).await;

    answer(&app, ANN, 2).await;

    let second = case(&app, ANN).await;
    assert_ne!(second["id"], first["id"]);
    assert_eq!(second["state"], "open", "{second}");
    assert_eq!(reask(&app, &first).await.unwrap().score, Some(2));
}

#[tokio::test]
async fn a_case_asks_once_however_often_it_is_resolved() {
    let app = TestApp::start().await;
    let case = solved(&app, ANN).await;
    let id = case["id"].as_str().unwrap();
    app.after_days(1).await;
    app.api.post(&format!("/v1/cases/{id}/reopen"), &json!({})).await.expect(200);
    app.after_days(1).await;
    resolve(&app, &case, "explained").await;
    app.after_days(2).await;
    assert_eq!(mails(&app, ANN).len(), 1, "three days count from the last solution");

    app.after_days(1).await;
    let again = mails(&app, ANN);
    assert_eq!(again.len(), 2);
    assert!(again[1].text().contains("How do you see it now?"), "nobody claims that it was solved");

    app.api.post(&format!("/v1/cases/{id}/reopen"), &json!({})).await.expect(200);
    resolve(&app, &case, "solved").await;
    app.after_days(10).await;
    assert_eq!(mails(&app, ANN).len(), 2);
}

#[tokio::test]
async fn what_stands_against_it_by_then_is_the_reason_and_is_kept() {
    let app = TestApp::start().await;
    let mut all = Vec::new();
    for name in ["reopened", "unsubscribed", "bounced", "open_case", "noted"] {
        let email = format!("{}@example.com", name.replace('_', "-"));
        app.ask(&email).await;
        answer(&app, &email, 3).await;
        let case = case(&app, &email).await;
        resolve(&app, &case, if name == "noted" { "noted" } else { "solved" }).await;
        all.push((name, email, case));
    }
    let of = |name: &str| all.iter().find(|(one, ..)| *one == name).expect("one of them");
    let id = of("reopened").2["id"].as_str().unwrap();
    app.api.post(&format!("/v1/cases/{id}/reopen"), &json!({})).await.expect(200);
    let gone = &of("unsubscribed").1;
    app.api.post("/v1/unsubscribes", &json!({ "person_email": gone })).await.expect(200);
    let broken = json!({"person": format!("email:{}", of("open_case").1), "note": "The cup is broken"});
    app.api.post("/v1/cases", &broken).await.expect(201);
    app.mail.fail_for(&of("bounced").1, Stage::RcptTo, Fault::Reply(550, "5.1.1 no such user"));

    app.after_days(3).await;

    for name in ["reopened", "unsubscribed", "open_case"] {
        let (_, email, case) = of(name);
        assert_eq!(state(&app, case).await, (State::Refused, Some(name.to_owned())), "{name}");
        assert_eq!(mails(&app, email).len(), 1, "{name}");
    }
    assert_eq!(reask(&app, &of("noted").2).await, None, "who wished to be left alone is left alone");
    let page = app.page(&format!("/admin/cases/{id}")).await;
    assert!(page.contains("Not asked again"), "{page}");
}

#[tokio::test]
async fn a_dismissed_case_asks_nothing_and_an_erased_person_leaves_nothing_to_ask() {
    let app = TestApp::start().await;
    let erased = solved(&app, ANN).await;
    let id = erased["person_id"].as_str().unwrap();
    assert!(app.api.delete(&format!("/v1/people/{id}")).await.status < 300);

    app.after_days(4).await;

    assert_eq!(mails(&app, ANN).len(), 1);
    assert_eq!(reask(&app, &erased).await, None);
}

#[tokio::test]
async fn it_can_be_switched_off_put_off_and_given_to_another_survey() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.ask_again.active = false).await;
    let never = solved(&app, "never@example.com").await;
    assert_eq!(reask(&app, &never).await, None);

    let wish = json!({"ask_again": {"active": true, "after_days": 10}});
    let changed = app.api.request(reqwest::Method::PUT, "/v1/settings").json(&wish);
    let changed = app.api.send(app.api.signed(changed)).await.expect(200);
    assert_eq!(changed["ask_again"]["after_days"], 10, "{changed}");
    solved(&app, ANN).await;
    app.after_days(9).await;
    assert_eq!(mails(&app, ANN).len(), 1);
    app.after_days(1).await;
    assert_eq!(mails(&app, ANN).len(), 2);

    for (field, value) in [("after_days", json!(0)), ("hold_out_percent", json!(51)), ("survey", json!("moon"))] {
        let wrong = json!({"ask_again": {field: value}});
        let request = app.api.request(reqwest::Method::PUT, "/v1/settings").json(&wrong);
        let refused = app.api.send(app.api.signed(request)).await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.body);
        assert!(refused.body.contains(&format!("ask_again.{field}")), "{}", refused.body);
    }
}

#[tokio::test]
async fn the_lot_lets_some_wait_tells_them_a_later_time_and_asks_both_groups_at_the_same_distance() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.ask_again.hold_out_percent = 50).await;
    let emails: Vec<String> = (0..24).map(|n| format!("c{n}@example.com")).collect();
    app.ask_all(&emails).await;
    let tapped = app.now();
    for email in &emails {
        answer(&app, email, 3).await;
    }

    let mut waiting = Vec::new();
    for email in &emails {
        let case = case(&app, email).await;
        let row = reask(&app, &case).await.expect("all of them are compared");
        let due: jiff::Timestamp = case["due_at"].as_str().expect("a deadline").parse().expect("a time");
        let hours = due.duration_since(tapped).as_hours();
        assert_eq!(hours, if row.held_out { 73 } else { 1 }, "nobody is without a deadline");
        assert!(row.trial && row.state == State::Planned);
        waiting.push(row.held_out);
    }
    let held = waiting.iter().filter(|held| **held).count();
    assert!((4..=20).contains(&held), "{held} of 24");

    app.after_days(3).await;
    for email in &emails {
        assert_eq!(mails(&app, email).len(), 2, "asked although the case is still open");
    }
}

#[tokio::test]
async fn calls_for_help_and_important_cases_never_wait() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.ask_again.hold_out_percent = 50).await;
    for n in 0..12 {
        let email = format!("h{n}@example.com");
        app.api.post("/v1/people", &json!({"email": email, "send": false})).await.expect(200);
        let case = json!({"person": format!("email:{email}"), "note": "Please call"});
        let case = app.api.post("/v1/cases", &case).await.expect(201);
        assert_eq!(reask(&app, &case).await, None);
    }
}
