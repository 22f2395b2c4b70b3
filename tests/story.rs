//! The whole story: somebody is unhappy, nobody has time, the next one is told, somebody calls, it is solved, and the
//! customer says so. Real HTTP, real mail, a browser on a phone where there is one; the clock is the test's.

use serde_json::{Value, json};
use survey_server::store::teams;
use survey_server::store::users::Role;

use crate::escalation::{member, shift, timeline};
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::smtp_sink::Mail;

const ANN: &str = "ann@example.com";

const PHONE: Window = Window { dark: false, phone: true, no_script: false };

fn newest(app: &TestApp, recipient: &str) -> Mail {
    app.mail.mails().into_iter().rfind(|mail| mail.recipient() == recipient).expect("a mail")
}

/// The newest mail that asks the customer.
fn question(app: &TestApp) -> Mail {
    let asks = |mail: &Mail| mail.recipient() == ANN && mail.header("List-Unsubscribe").is_some();
    app.mail.mails().into_iter().rfind(asks).expect("a mail that asks")
}

fn link(mail: &Mail, part: &str) -> String {
    mail.links().into_iter().find(|link| link.contains(part)).expect("a link")
}

/// To whom mails went since the last look.
struct Inbox<'a>(&'a TestApp, usize);

impl Inbox<'_> {
    fn whom(&mut self) -> Vec<String> {
        let mails = self.0.mail.mails();
        let name = |mail: &Mail| mail.recipient().split('@').next().unwrap_or_default().to_owned();
        let mut whom: Vec<String> = mails.iter().skip(self.1).map(name).collect();
        self.1 = mails.len();
        whom.sort();
        whom
    }
}

/// The customer answers on a phone; without a browser, as a browser would.
async fn answer(app: &TestApp, score: u8, comment: &str) {
    let link = question(app).score_link(score);
    match Browser::open_as(PHONE).await {
        Some(browser) => {
            browser.visit(&link).await;
            if !comment.is_empty() {
                browser.type_into("textarea[name=comment]", comment).await;
            }
            browser.follow("form#survey button[type=submit]").await;
        }
        None => {
            let (form, _) = link.rsplit_once('/').expect("a score");
            let score = score.to_string();
            app.api.submit(form, &[("score", score.as_str()), ("comment", comment)]).await;
        }
    }
    app.drain_jobs().await;
}

/// Somebody of the team opens the link of their mail on a phone and takes the case.
async fn claim(app: &TestApp, recipient: &str) {
    let link = link(&newest(app, recipient), "/claim/");
    match Browser::open_as(PHONE).await {
        Some(browser) => {
            browser.visit(&link).await;
            browser.inspect("the page that takes the case").await;
            browser.follow("button[type=submit]").await;
            assert!(browser.text("h1").await.contains("is yours"));
        }
        None => assert_eq!(app.api.submit(&link, &[]).await.status, 200),
    }
    app.drain_jobs().await;
}

async fn only_case(app: &TestApp) -> Value {
    let cases = app.api.get("/v1/cases?state[]=all").await.expect(200)["data"].clone();
    assert_eq!(cases.as_array().expect("a list").len(), 1, "{cases}");
    cases[0].clone()
}

/// Whether these kinds stand on the timeline in this order, whatever stands between.
fn in_order(lines: &[(String, Value)], kinds: &[&str]) -> bool {
    let mut lines = lines.iter();
    kinds.iter().all(|kind| lines.any(|(found, _)| found == kind))
}

#[tokio::test]
async fn an_unhappy_customer_is_taken_care_of_and_says_so() {
    let app = TestApp::start().await;
    app.call_back_on(&["response.detractor", "case.opened", "case.claimed", "case.contacted", "case.resolved"]).await;
    let (clara, boris) = (member(&app, "Clara", Role::Agent).await, member(&app, "Boris", Role::Agent).await);
    member(&app, "Max", Role::Manager).await;
    app.app.write(1, move |conn, _| teams::set(conn, 1, "Care", &[clara, boris])).await.expect("a team");
    shift(&app, clara, false, 600).await;
    let rule = json!({"rules": [{"id": "unhappy", "name": "Unhappy", "when": {"fact": "category", "is": "detractor"}, "then": [
        {"do": "open_case", "team": "Care", "contact_within": {"minutes": 120}},
        {"do": "callback", "event": "response.detractor"}, {"do": "notify", "to": "team"}]}]});
    app.api.put("/v1/rules", &rule).await.expect(200);
    let person = json!({"email": ANN, "name": "Ann Lee", "phone_number": "+77010000000"});
    app.api.post("/v1/people", &person).await.expect(200);
    app.drain_jobs().await;

    answer(&app, 3, "It came late").await;
    let mut inbox = Inbox(&app, app.mail.mails().len());
    app.after_minutes(1).await;
    assert_eq!(inbox.whom(), ["ann", "clara"], "the customer hears who calls, and the team of the customer");
    let promised = newest(&app, ANN);
    assert!(promised.text().contains("12:00"), "the real time: {}", promised.text());

    // Nobody has time.
    app.after_minutes(14).await;
    assert_eq!(inbox.whom(), ["clara"]);
    app.after_minutes(15).await;
    assert_eq!(inbox.whom(), ["boris"], "the next one");
    app.after_minutes(15).await;
    assert_eq!(inbox.whom(), ["max"], "who decides");

    claim(&app, "boris@shop.example").await;
    let case = only_case(&app).await;
    let id = case["id"].as_str().expect("an id").to_owned();
    let followed = app.api.visit(&link(&promised, "/c/")).await;
    assert!(followed.status == 200 && followed.body.contains("Boris"), "{}", followed.body);
    app.after_minutes(15).await;
    assert!(inbox.whom().is_empty(), "somebody has it");

    let contact = json!({"note": "She was glad that somebody called", "assignee": "boris@shop.example"});
    app.api.post(&format!("/v1/cases/{id}/contact"), &contact).await.expect(200);
    app.after_minutes(60).await;
    app.api
        .post(&format!("/v1/cases/{id}/resolve"), &json!({"outcome": "solved", "note": "Sent anew"}))
        .await
        .expect(200);
    app.after_days(3).await;
    assert!(question(&app).text().contains("You told us on"), "asked again");
    answer(&app, 9, "").await;

    let lines = timeline(&app, &id).await;
    let told = ["opened", "answered", "acknowledged", "claim", "contact", "resolve", "asked_again", "answered_after"];
    assert!(in_order(&lines, &told), "{lines:?}");
    let escalations = lines.iter().filter(|(kind, _)| kind == "escalate").count();
    assert_eq!(escalations, 3, "{lines:?}");
    let report = app.api.get("/v1/reports/recovery").await.expect(200);
    assert_eq!(report["again"]["asked"], 1, "{report}");
    // The first two are sent side by side.
    let mut called: Vec<String> = app.program.received().iter().map(|one| one.json()["type"].to_string()).collect();
    called.sort();
    let expected = ["case.claimed", "case.contacted", "case.opened", "case.resolved", "response.detractor"];
    assert_eq!(called, expected.map(|kind| format!("\"{kind}\"")));
}

#[tokio::test]
async fn a_promised_time_passes_and_the_customer_hears_of_it_before_complaining() {
    let app = TestApp::start().await;
    member(&app, "Clara", Role::Agent).await;
    let rule = json!({"rules": [{"id": "late", "name": "Late", "when": {"promise": "promised_at", "at_least": 30}, "then": [
        {"do": "open_case", "priority": "high"}, {"do": "notify", "to": "team"}, {"do": "acknowledge"}]}]});
    app.api.put("/v1/rules", &rule).await.expect(200);
    let event = json!({"id": "order-1", "type": "order.placed", "occurred_at": app.now().to_string(),
        "person": {"email": ANN, "name": "Ann"}, "properties": {"promised_at": "2026-11-20T18:00:00Z"}});
    app.api.post("/v1/events", &event).await.expect(202);
    app.after_minutes(8 * 60 + 30).await;
    app.after_minutes(1).await;

    let case = only_case(&app).await;
    assert_eq!((&case["origin"], &case["rule"]), (&json!("time"), &json!("late")));
    let mail = newest(&app, ANN);
    assert!(mail.text().contains("19:30"), "by when we get in touch: {}", mail.text());
    let followed = app.api.visit(&link(&mail, "/c/")).await;
    assert_eq!(followed.status, 200, "{}", followed.body);
}
