//! The report about recovery over HTTP, its numbers worked out by hand; improvements and who is told of them. The clock is the
//! test's.

use serde_json::{Value, json};
use survey_server::store::{Id, cases};

use crate::support::app::TestApp;
use crate::support::smtp_sink::Mail;

/// The mails that ask a customer, oldest first.
fn mails(app: &TestApp, email: &str) -> Vec<Mail> {
    let asks = |mail: &Mail| mail.recipient() == email && mail.header("List-Unsubscribe").is_some();
    app.mail.mails().into_iter().filter(asks).collect()
}

/// Somebody complains now: asked before, a program hands the answer in. Returns the case's id.
async fn complain(app: &TestApp, email: &str, score: i64, properties: Value) -> String {
    let person = app.api.post("/v1/people", &json!({"email": email, "send": false})).await.expect(200);
    let answer = json!({"person": person["id"], "score": score, "person_properties": properties});
    let answered = app.api.post("/v1/survey_responses", &answer).await;
    assert!(answered.status < 300, "{}", answered.body);
    let all = app.api.get("/v1/cases?per_page=100").await.expect(200);
    let all = all["data"].as_array().expect("a list").clone();
    let own = all.iter().filter(|case| case["person_id"] == person["id"]);
    let newest = own.max_by_key(|case| case["number"].as_i64());
    newest.map(|case| case["id"].as_str().expect("an id").to_owned()).unwrap_or_default()
}

async fn step(app: &TestApp, case: &str, step: &str, body: Value) {
    let done = app.api.post(&format!("/v1/cases/{case}/{step}"), &body).await;
    assert_eq!(done.status, 200, "{}", done.body);
}

async fn report(app: &TestApp, query: &str) -> Value {
    app.api.get(&format!("/v1/reports/recovery{query}")).await.expect(200)
}

/// Changes a stored case, as pages of the desk do.
async fn change(app: &TestApp, case: &str, change: impl FnOnce(&mut cases::Case) + Send + 'static) {
    let id: Id = case.parse().expect("an id");
    let done = app.app.write(1, move |conn, _| {
        let mut case = cases::load(conn, 1, id)?;
        let read = case.version;
        change(&mut case);
        case.version += 1;
        cases::update(conn, &case, read)
    });
    assert!(done.await.expect("a database"));
}

/// Answers the newest mail of a customer.
async fn answer(app: &TestApp, email: &str, score: u8) {
    let link = mails(app, email).last().expect("a mail").score_link(score);
    let (form, _) = link.rsplit_once('/').expect("a score");
    assert!(app.api.submit(form, &[("score", &score.to_string())]).await.status < 400);
    app.drain_jobs().await;
}

#[tokio::test]
async fn open_cases_count_for_what_is_known_and_deadlines_only_where_they_have_passed() {
    let app = TestApp::start().await;
    let mut all = Vec::new();
    for n in 0..6 {
        all.push(complain(&app, &format!("c{n}@example.com"), 3, json!({})).await);
    }
    // Contacted after 10, 20 and 30 minutes; three are not.
    for case in &all[..3] {
        app.after_minutes(10).await;
        step(&app, case, "contact", json!({})).await;
    }

    let early = report(&app, "").await;
    assert_eq!((&early["speed"]["contact"]["n"], &early["speed"]["contact"]["done"]), (&json!(6), &json!(3)));
    assert_eq!(early["speed"]["contact"]["median"], 30.0, "half of six, not the middle of the three that are done");
    assert_eq!(early["speed"]["contact"]["p90"], Value::Null);
    assert_eq!(early["speed"]["contact_in_time"]["n"], 0, "no deadline has passed, so nothing is said");

    // An hour is promised. One is contacted too late, one is closed without contact, one still waits.
    app.after_minutes(60).await;
    step(&app, &all[3], "contact", json!({})).await;
    step(&app, &all[4], "resolve", json!({"outcome": "unreachable"})).await;
    let late = report(&app, "").await;
    let in_time = &late["speed"]["contact_in_time"];
    assert_eq!((&in_time["part"], &in_time["n"], &in_time["share"]), (&json!(3), &json!(6), &json!(0.5)));
    // Wilson, 3 of 6, worked out by hand: 0.1876 to 0.8124.
    assert!((in_time["low"].as_f64().unwrap() - 0.1876).abs() < 1e-4, "{in_time}");
    assert!((in_time["high"].as_f64().unwrap() - 0.8124).abs() < 1e-4, "{in_time}");
    assert_eq!(late["speed"]["contact"]["done"], 4, "closing is not contacting");
    assert_eq!(late["backlog"][0]["open"], 5);
    assert_eq!(late["backlog"][0]["overdue"], 1, "{late}");

    change(&app, &all[5], |case| case.state = "dismissed".to_owned()).await;
    assert_eq!(report(&app, "").await["speed"]["cases"], 5, "nothing to solve is no case of theirs");
}

#[tokio::test]
async fn second_answers_are_counted_with_the_silent_as_unhappy_and_by_how_it_went() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.policy.cool_down_days = 0).await;
    let emails: Vec<String> = (0..8).map(|n| format!("c{n}@example.com")).collect();
    for email in &emails {
        let case = complain(&app, email, 2, json!({})).await;
        step(&app, &case, "contact", json!({})).await;
        step(&app, &case, "resolve", json!({"outcome": "solved"})).await;
    }
    complain(&app, "happy@example.com", 10, json!({})).await;
    app.after_days(3).await;
    for (email, score) in emails.iter().zip([10, 9, 9, 8, 7, 2]) {
        answer(&app, email, score).await;
    }

    let young = report(&app, "").await;
    let again = &young["again"];
    assert_eq!((&again["asked"], &again["pending"]), (&json!(8), &json!(2)));
    let satisfied = &again["satisfied"];
    assert_eq!((&satisfied["part"], &satisfied["n"]), (&json!(5), &json!(6)));
    // Wilson, 5 of 6, worked out by hand: 0.4365 to 0.9699.
    assert!((satisfied["low"].as_f64().unwrap() - 0.4365).abs() < 1e-4, "{satisfied}");
    assert!((satisfied["high"].as_f64().unwrap() - 0.9699).abs() < 1e-4, "{satisfied}");
    assert_eq!(again["at_least"]["n"], 0, "a week to answer is not over");
    assert_eq!((&again["score"]["score"], &again["score"]["n"]), (&json!(33), &json!(6)), "3 promoters, 1 detractor");
    assert_eq!(young["effect"], Value::Null, "nobody waited, so nothing says that help was the reason");
    let group = |report: &Value, name: &str| {
        report["groups"].as_array().unwrap().iter().find(|group| group["group"] == name).unwrap()["score"].clone()
    };
    assert_eq!(group(&young, "solved_fast")["n"], 6);
    assert_eq!((&group(&young, "no_problem")["n"], &group(&young, "no_problem")["score"]), (&json!(1), &Value::Null));
    assert_eq!(young["bands"][0]["score"]["n"], 6, "all were contacted within a quarter of an hour");

    app.after_days(7).await;
    let old = report(&app, "").await;
    assert_eq!((&old["again"]["at_least"]["part"], &old["again"]["at_least"]["n"]), (&json!(5), &json!(8)));
    assert_eq!((&old["again"]["answered"]["part"], &old["again"]["answered"]["n"]), (&json!(6), &json!(8)));
    let page = app.page("/admin/recovery").await;
    assert!(page.contains("are satisfied now (5 of 6)"), "{page}");
    assert!(!page.to_lowercase().contains("won back"), "nobody says why they are satisfied");
    let csv = app.page("/admin/recovery.csv?by=priority").await;
    assert!(csv.contains("all,,now_satisfied,0.8333,0.4365,0.9699,5,6"), "{csv}");
}

#[tokio::test]
async fn a_hold_out_shows_what_contact_changes_with_its_interval() {
    let app = TestApp::start().await;
    app.configure(|settings| {
        settings.ask_again.hold_out_percent = 50;
        settings.policy.cool_down_days = 0;
    })
    .await;
    let emails: Vec<String> = (0..40).map(|n| format!("c{n}@example.com")).collect();
    let mut held = Vec::new();
    for email in &emails {
        let case = complain(&app, email, 3, json!({})).await;
        let shown = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
        let at = |field: &str| shown[field].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        held.push(at("due_at").duration_since(at("opened_at")).as_hours() > 24);
    }
    app.after_days(3).await;
    for (email, waits) in emails.iter().zip(&held) {
        answer(&app, email, if *waits { 4 } else { 9 }).await;
    }

    let waited = held.iter().filter(|waits| **waits).count();
    let effect = report(&app, "").await["effect"].clone();
    assert_eq!((&effect["waited"]["part"], &effect["waited"]["n"]), (&json!(0), &json!(waited)));
    assert_eq!((&effect["contacted"]["part"], &effect["contacted"]["n"]), (&json!(40 - waited), &json!(40 - waited)));
    assert_eq!((&effect["points"], &effect["is_clear"]), (&json!(100), &json!(true)));
    // Newcombe with both shares at their ends: the lower end is 1 - sqrt((1 - l1)² + u2²), Wilson's l1 = n/(n + z²).
    let z2 = 1.959_963_984_540_054_f64.powi(2);
    let missing = |n: f64| z2 / (n + z2);
    let (a, b) = ((40 - waited) as f64, waited as f64);
    let low = (100.0 * (1.0 - missing(a).hypot(missing(b)))).round() as i64;
    assert_eq!((&effect["low"], &effect["high"]), (&json!(low), &json!(100)), "{effect}");
    assert!(app.page("/admin/recovery").await.contains("Contact changes it"));
}

#[tokio::test]
async fn it_is_cut_by_team_branch_hour_and_cause_and_refuses_what_it_does_not_know() {
    let app = TestApp::start().await;
    for n in 0..3 {
        let case = complain(&app, &format!("k{n}@example.com"), 3, json!({"branch": "Kazan"})).await;
        change(&app, &case, |case| (case.cause, case.cost) = (Some("courier".to_owned()), Some(1250))).await;
    }
    complain(&app, "o@example.com", 3, json!({"branch": "Omsk"})).await;
    let parts = async |by: &str| {
        let report = report(&app, &format!("?by={by}")).await;
        let parts = report["parts"].as_array().unwrap().clone();
        parts.iter().map(|part| (part["part"].clone(), part["speed"]["cases"].as_i64().unwrap())).collect::<Vec<_>>()
    };

    assert_eq!(parts("branch").await, [(json!("Kazan"), 3), (json!("Omsk"), 1)]);
    assert_eq!(parts("hour").await, [(json!("10"), 4)]);
    assert_eq!(parts("cause").await, [(json!("courier"), 3), (Value::Null, 1)]);
    assert_eq!(parts("origin").await, [(json!("answer"), 4)]);
    let causes = report(&app, "").await["causes"].clone();
    assert_eq!(
        (&causes[0]["cause"], &causes[0]["cost"], &causes[0]["share"]["n"]),
        (&json!("courier"), &json!(3750), &json!(4))
    );
    assert_eq!(causes[0]["share"]["share"], Value::Null, "four cases are no share");

    let refused = app.api.get("/v1/reports/recovery?by=moon").await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("branch"), "it says what would be right: {}", refused.body);
    let backwards = "/v1/reports/recovery?since=2026-11-20T00:00:00Z&until=2026-11-10T00:00:00Z";
    assert_eq!(app.api.get(backwards).await.status, 422);
}

#[tokio::test]
async fn a_change_after_which_complaints_fell_is_said_to_have_worked_and_told_once_to_each() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.ask_again.active = false).await;
    // Ten days with two complaints among four answers each, then ten with none.
    for day in 0..10 {
        for n in 0..4 {
            let (email, score) = (format!("d{day}n{n}@example.com"), if n < 2 { 3 } else { 9 });
            let case = complain(&app, &email, score, json!({})).await;
            if score == 3 {
                change(&app, &case, |case| case.cause = Some("courier".to_owned())).await;
                step(&app, &case, "resolve", json!({"outcome": "solved"})).await;
            }
        }
        app.after_days(1).await;
    }
    let words = json!({"en": "A new courier delivers in Leith now."});
    let change = json!({"cause": "courier", "title": "New courier in Leith", "words": words});
    let made = app.api.post("/v1/improvements", &change).await.expect(201);
    assert_eq!(made["complaints"]["change"], "early");
    for _ in 0..10 {
        for _ in 0..4 {
            complain(&app, "regular@example.com", 9, json!({})).await;
        }
        app.after_days(1).await;
    }

    let listed = app.api.get("/v1/improvements").await.expect(200);
    let verdict = &listed["data"][0]["complaints"];
    assert_eq!(verdict["days"], 10);
    assert_eq!((&verdict["before"]["complaints"], &verdict["before"]["answers"]), (&json!(20), &json!(40)));
    assert_eq!((&verdict["after"]["complaints"], &verdict["after"]["answers"]), (&json!(0), &json!(40)));
    assert_eq!(verdict["change"], "fell");
    // Of 20 complaints none came later: Wilson's upper end z²/(20 + z²) = 0.16113 as odds is 0.19208.
    assert!((verdict["high"].as_f64().unwrap() - 0.192_07).abs() < 1e-4, "{verdict}");
    assert!(app.page("/admin/recovery/improvements").await.contains("fell, by more than chance explains"));

    app.api.post("/v1/unsubscribes", &json!({"person_email": "d0n0@example.com"})).await.expect(200);
    let id = made["id"].as_str().unwrap();
    app.api.post(&format!("/v1/improvements/{id}/tell"), &json!({})).await.expect(200);
    app.drain_jobs().await;
    let told: Vec<Mail> =
        app.mail.mails().into_iter().filter(|mail| mail.text().contains("A new courier delivers")).collect();
    assert_eq!(told.len(), 19, "everybody who complained but the one who unsubscribed");
    assert!(told.iter().all(|mail| mail.recipient().contains("n0@") || mail.recipient().contains("n1@")));
    assert!(told[0].header("List-Unsubscribe").is_some());
    let again = app.api.post(&format!("/v1/improvements/{id}/tell"), &json!({})).await;
    assert_eq!(again.status, 409, "{}", again.body);
    assert_eq!(app.api.get("/v1/improvements").await.expect(200)["data"][0]["told"], 19);
}

#[tokio::test]
async fn a_change_without_words_or_in_the_future_is_refused() {
    let app = TestApp::start().await;
    let future = json!({"cause": "courier", "title": "New courier", "made_at": "2027-01-01T00:00:00Z"});
    assert_eq!(app.api.post("/v1/improvements", &future).await.status, 422);
    assert_eq!(app.api.post("/v1/improvements", &json!({"title": "x"})).await.status, 422);
    let silent = json!({"cause": "courier", "title": "New courier"});
    let made = app.api.post("/v1/improvements", &silent).await.expect(201);
    let id = made["id"].as_str().unwrap();
    assert_eq!(app.api.post(&format!("/v1/improvements/{id}/tell"), &json!({})).await.status, 422);

    let cookie = app.sign_in().await;
    let page = "/admin/recovery/improvements";
    let fields =
        [("cause", "courier"), ("title", "Calls before"), ("made_on", "2026-11-20"), ("words", "We call now.")];
    assert_eq!(app.send_form(&cookie, page, page, &fields).await.status, 303);
    assert!(app.page_as(&cookie, page).await.contains("Calls before"));
    let asking = "/admin/recovery/asking";
    let wrong = [("active", "on"), ("after_days", "soon"), ("hold_out_percent", "60")];
    assert_eq!(app.send_form(&cookie, asking, asking, &wrong).await.status, 422);
    let right = [("active", "on"), ("after_days", "5"), ("hold_out_percent", "20")];
    assert_eq!(app.send_form(&cookie, asking, asking, &right).await.status, 303);
    let settings = app.api.get("/v1/settings").await.expect(200);
    assert_eq!(
        (&settings["ask_again"]["after_days"], &settings["ask_again"]["hold_out_percent"]),
        (&json!(5), &json!(20))
    );
}
