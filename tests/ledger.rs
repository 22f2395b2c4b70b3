//! Why somebody is asked or not: the ledger, the API's answer and the page say the same, for every reason; reminders and
//! the autopilot by the same policy. The clock is the test's.

use serde_json::{Value, json};
use survey_server::outreach::{plan, suppress};
use survey_server::store::jobs::Class;
use survey_server::store::suppressions::Reason as Suppressed;
use survey_server::store::{events, people, workspaces};

use crate::support::app::TestApp;
use crate::support::smtp_sink::{Fault, Mail, Stage};

/// Reports an order; returns what the server says of it.
async fn delivered(app: &TestApp, order: &str, email: &str) -> Value {
    happened(app, "order.delivered", order, email, app.now()).await
}

async fn happened(app: &TestApp, kind: &str, order: &str, email: &str, at: jiff::Timestamp) -> Value {
    let event = json!({"id": format!("{order}-{kind}"), "type": kind, "occurred_at": at.to_string(),
        "person": {"email": email}, "properties": {"order": order}});
    app.api.post("/v1/events", &event).await.expect(202)["survey_decision"].clone()
}

/// The newest line of the ledger about a person.
async fn newest(app: &TestApp, email: &str) -> Value {
    ledger(app, email).await.first().cloned().unwrap_or_default()
}

async fn ledger(app: &TestApp, email: &str) -> Vec<Value> {
    let path = format!("/v1/people/email:{email}/decisions?per_page=100");
    app.api.get(&path).await.expect(200)["data"].as_array().expect("a list").clone()
}

/// The ledger's newest line refuses for this reason, at this stage, and the person's page in the admin says so in the
/// ledger's words.
async fn refused(app: &TestApp, email: &str, stage: &str, reason: &str) -> Value {
    let line = newest(app, email).await;
    assert_eq!((&line["stage"], &line["outcome"], &line["reason"]), (&json!(stage), &json!("refused"), &json!(reason)));
    let person = line["person"]["id"].as_str().expect("an id");
    let page = app.page(&format!("/admin/people/{person}")).await.replace("&#x3D;", "=");
    let sentence = line["sentence"].as_str().expect("a sentence");
    let rule = line["rule"].as_str().expect("a rule");
    assert!(sentence.contains(rule), "{sentence} does not name {rule}");
    assert!(page.contains(sentence), "{sentence} is not on the page");
    line
}

/// What the API answered and what was kept are one and the same.
#[track_caller]
fn same(answered: &Value, kept: &Value) {
    for field in ["outcome", "survey", "reason", "rule", "next_eligible_at"] {
        assert_eq!(answered[field], kept[field], "{field}: {answered} {kept}");
    }
}

async fn complain(app: &TestApp, email: &str) {
    let case = json!({"person": format!("email:{email}"), "note": "The cup is broken"});
    app.api.post("/v1/cases", &case).await.expect(201);
}

async fn unsubscribe(app: &TestApp, email: &str) {
    app.api.post("/v1/unsubscribes", &json!({ "person_email": email })).await.expect(200);
}

#[tokio::test]
async fn on_arrival_each_reason_is_the_same_in_the_answer_the_ledger_and_on_the_page() {
    let app = TestApp::start().await;
    let email = |reason: &str| format!("{}@example.com", reason.replace('_', "-"));
    for reason in ["unsubscribed", "open_case", "cool_down"] {
        app.ask(&email(reason)).await;
    }
    unsubscribe(&app, &email("unsubscribed")).await;
    complain(&app, &email("open_case")).await;
    app.mail.fail_for(&email("bounced"), Stage::RcptTo, Fault::Reply(550, "5.1.1 no such user"));
    app.ask(&email("bounced")).await;
    app.mail.recover();
    happened(&app, "order.cancelled", "cancelled", &email("cancelled"), app.now()).await;

    for reason in ["unsubscribed", "bounced", "cancelled", "open_case", "cool_down"] {
        let answered = delivered(&app, reason, &email(reason)).await;
        assert_eq!(answered["reason"], reason);
        same(&answered, &refused(&app, &email(reason), "arrival", reason).await);
    }
    assert_eq!(newest(&app, &email("cool_down")).await["next_eligible_at"], "2026-12-20T10:00:00.000Z");

    let long_ago = app.now() - jiff::SignedDuration::from_hours(31 * 24);
    let answered = happened(&app, "order.delivered", "old", &email("too_late"), long_ago).await;
    same(&answered, &refused(&app, &email("too_late"), "arrival", "too_late").await);

    app.configure(|settings| settings.policy.sample = 0.0).await;
    let answered = delivered(&app, "sampled", &email("sampled_out")).await;
    same(&answered, &refused(&app, &email("sampled_out"), "arrival", "sampled_out").await);

    app.configure(|settings| settings.policy.require_basis = true).await;
    let answered = delivered(&app, "baseless", &email("no_basis")).await;
    same(&answered, &refused(&app, &email("no_basis"), "arrival", "no_basis").await);
}

#[tokio::test]
async fn an_event_that_is_planned_again_is_refused_as_a_duplicate_and_said_to_be_one() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.policy.cool_down_days = 0).await;
    delivered(&app, "o1", "ann@example.com").await;
    // The door never plans an event twice; this is what would happen if anything did.
    let planned = app.app.write(1, |conn, cx| {
        let event = events::find_by_external_id(conn, 1, "o1-order.delivered")?.expect("the event");
        let person = people::load(conn, 1, event.person_id)?;
        let workspace = workspaces::load(conn, 1)?;
        plan::on_event(conn, cx, &workspace, &person, &event, None, Class::Single)
    });
    assert!(planned.await.unwrap().is_some_and(|planned| planned.invitation.is_none()));

    let line = refused(&app, "ann@example.com", "arrival", "duplicate").await;
    assert_eq!(line["rule"], "event.asked_already");
}

#[tokio::test]
async fn what_arises_until_the_mail_is_due_takes_it_back_and_is_kept_at_that_stage() {
    let app = TestApp::start().await;
    app.configure(|settings| {
        settings.plan[0].delay_minutes = 120;
        settings.policy.cool_down_days = 0;
    })
    .await;
    let reasons = ["open_case", "unsubscribed", "bounced", "cancelled", "cool_down", "answered"];
    let email = |reason: &str| format!("{}@example.com", reason.replace('_', "-"));
    for reason in reasons {
        assert_eq!(delivered(&app, reason, &email(reason)).await["outcome"], "scheduled");
    }
    app.after_minutes(60).await;
    complain(&app, &email("open_case")).await;
    unsubscribe(&app, &email("unsubscribed")).await;
    let bounced = email("bounced");
    let note = app.app.write(1, move |conn, cx| {
        let person = people::find_by_email(conn, 1, &bounced)?.expect("a person");
        suppress::suppress(conn, cx, &person, Suppressed::HardBounce, "550 no such user")
    });
    note.await.unwrap();
    happened(&app, "order.cancelled", "cancelled", &email("cancelled"), app.now()).await;
    app.ask(&email("cool_down")).await;
    app.configure(|settings| settings.policy.cool_down_days = 30).await;
    app.after_minutes(61).await;

    for reason in &reasons[..5] {
        refused(&app, &email(reason), "due", reason).await;
    }
    // Nobody but the one asked by hand got a mail, and the one against whom nothing speaks.
    let asking = app.mail.mails().into_iter().filter(|mail| mail.header("List-Unsubscribe").is_some());
    let mut recipients: Vec<_> = asking.map(|mail| mail.recipient().to_owned()).collect();
    recipients.sort();
    assert_eq!(recipients, [email("answered"), email("cool_down")]);
    let line = newest(&app, &email("answered")).await;
    assert_eq!((&line["stage"], &line["outcome"]), (&json!("due"), &json!("scheduled")), "the yes is kept too");
    let report = app.api.get("/v1/reports/outreach").await.expect(200);
    assert_eq!(report["stages"]["due"]["refused"], 5);
}

/// Switches reminders on.
async fn with_reminders(at_most: u8) -> TestApp {
    let app = TestApp::start().await;
    app.configure(move |settings| settings.reminders.at_most = at_most).await;
    app
}

/// How many survey mails somebody got.
fn mails_to(app: &TestApp, email: &str) -> usize {
    let asks = |mail: &&Mail| mail.recipient() == email && mail.header("List-Unsubscribe").is_some();
    app.mail.mails().iter().filter(asks).count()
}

#[tokio::test]
async fn the_silent_are_reminded_so_often_by_the_same_link_in_the_same_thread() {
    let app = with_reminders(2).await;
    app.ask("ann@example.com").await;
    app.after_days(3).await;
    assert_eq!(mails_to(&app, "ann@example.com"), 1);
    for _ in 0..30 {
        app.after_days(1).await;
    }

    let mails = app.mail.mails();
    assert_eq!(mails.len(), 3, "one invitation and two reminders");
    let first = mails[0].header("Message-ID").unwrap();
    for reminder in &mails[1..] {
        assert_eq!(reminder.subject(), format!("Re: {}", mails[0].subject()));
        assert_eq!(reminder.header("In-Reply-To").as_deref(), Some(first.as_str()));
        assert_eq!(reminder.header("References").as_deref(), Some(first.as_str()));
        assert_ne!(reminder.header("Message-ID").unwrap(), first);
        assert_eq!(reminder.score_link(9), mails[0].score_link(9));
        assert!(reminder.header("List-Unsubscribe").is_some());
    }
    let stages: Vec<_> = ledger(&app, "ann@example.com").await.iter().map(|line| line["stage"].clone()).collect();
    assert_eq!(stages, ["reminder", "reminder", "due", "arrival"]);
}

#[tokio::test]
async fn nobody_is_reminded_who_answered_in_any_way_or_must_not_be_asked() {
    let app = with_reminders(1).await;
    let who = ["by-link", "by-api", "unsubscribed", "open-case", "silent"].map(|name| format!("{name}@example.com"));
    for email in &who {
        app.ask(email).await;
    }
    let link = app.mail.mails()[0].score_link(9);
    app.api.submit(link.trim_end_matches("/9"), &[("score", "9")]).await;
    let by_api = app.api.get("/v1/people/email:by-api@example.com").await.expect(200)["id"].clone();
    app.api.post("/v1/survey_responses", &json!({"person": by_api, "score": 8})).await.expect(201);
    unsubscribe(&app, &who[2]).await;
    complain(&app, &who[3]).await;
    for _ in 0..10 {
        app.after_days(1).await;
    }

    assert_eq!(who.each_ref().map(|email| mails_to(&app, email)), [1, 1, 1, 1, 2]);
    refused(&app, &who[1], "reminder", "answered").await;
    refused(&app, &who[2], "reminder", "unsubscribed").await;
    refused(&app, &who[3], "reminder", "open_case").await;
    assert_eq!(newest(&app, &who[0]).await["stage"], "due", "who answered by the link is not even looked at");
}

#[tokio::test]
async fn a_reminder_keeps_out_of_quiet_hours_where_the_person_lives() {
    let app = with_reminders(1).await;
    app.configure(|settings| {
        settings.policy.quiet_hours =
            serde_json::from_value(json!({"from": "21:00", "until": "09:00"})).expect("quiet hours");
    })
    .await;
    let person = json!({"email": "ann@example.com", "timezone": "America/Los_Angeles", "send": true});
    app.api.post("/v1/people", &person).await.expect(200);
    app.drain_jobs().await;
    // 10:00 UTC is 2 in the morning there; 9 o'clock is 17:00 UTC.
    app.after_days(4).await;
    app.after_minutes(6 * 60).await;
    assert_eq!(mails_to(&app, "ann@example.com"), 1);
    app.after_minutes(61).await;
    assert_eq!(mails_to(&app, "ann@example.com"), 2);
}

#[tokio::test]
async fn whoever_was_asked_long_before_reminders_were_switched_on_is_left_in_peace() {
    let app = TestApp::start().await;
    app.ask("long-ago@example.com").await;
    app.after_days(20).await;
    app.ask("lately@example.com").await;
    app.configure(|settings| settings.reminders.at_most = 1).await;
    for _ in 0..20 {
        app.after_days(1).await;
    }
    assert_eq!((mails_to(&app, "long-ago@example.com"), mails_to(&app, "lately@example.com")), (1, 2));
}

const MEMBERS: &str = "/v1/autopilot/email/memberships";

async fn join(app: &TestApp, email: &str) {
    app.api.post(MEMBERS, &json!({ "person_email": email })).await.expect(200);
}

/// When the autopilot decided to ask a person, oldest first.
async fn turns(app: &TestApp, email: &str) -> Vec<jiff::Timestamp> {
    let lines = ledger(app, email).await;
    let asked = lines.iter().rev().filter(|line| line["stage"] == "arrival" && line["outcome"] == "scheduled");
    asked.map(|line| line["send_at"].as_str().expect("a time").parse().expect("a time")).collect()
}

#[tokio::test]
async fn everybody_is_asked_once_per_cadence_on_working_days_in_the_hours_of_their_zone() {
    let app = TestApp::start().await;
    let zones = ["UTC", "Asia/Almaty", "America/New_York", "Europe/Berlin"];
    let people: Vec<_> = (0..24).map(|n| (format!("person{n}@example.com"), zones[n % zones.len()])).collect();
    for (email, zone) in &people {
        let person = json!({"email": email, "timezone": zone, "send": false});
        app.api.post("/v1/people", &person).await.expect(200);
        join(&app, email).await;
    }
    app.api.put("/v1/autopilot/email", &json!({"active": true})).await.expect(200);
    for _ in 0..2 * 7 * 28 {
        app.after_minutes(12 * 60).await;
    }

    for (email, zone) in &people {
        let turns = turns(&app, email).await;
        assert!((2..=3).contains(&turns.len()), "{email}: {turns:?}");
        let zone = jiff::tz::TimeZone::get(zone).unwrap();
        for turn in &turns {
            let local = zone.to_datetime(*turn);
            assert!(local.weekday().to_monday_zero_offset() < 5 && (9..12).contains(&local.hour()), "{email} {local}");
        }
        for pair in turns.windows(2) {
            let days = (zone.to_datetime(pair[1]).date() - zone.to_datetime(pair[0]).date()).get_days();
            assert_eq!(days, 91, "{email}: {turns:?}");
        }
        assert!(mails_to(&app, email) >= turns.len() - 1);
    }
}

#[tokio::test]
async fn who_is_asked_otherwise_waits_a_whole_cadence_and_who_was_asked_lately_is_moved_not_dropped() {
    let app = TestApp::start().await;
    app.api.put("/v1/autopilot/email", &json!({"active": true, "frequency": 14 * 86_400})).await.expect(200);
    app.ask("ann@example.com").await;
    join(&app, "ann@example.com").await;
    for _ in 0..80 {
        app.after_minutes(12 * 60).await;
    }

    // The cadence is a fortnight, the cool-down thirty days: the turn after a fortnight is refused and given anew.
    let lines = ledger(&app, "ann@example.com").await;
    assert!(lines.iter().any(|line| line["stage"] == "arrival" && line["reason"] == "cool_down"), "{lines:?}");
    let turns = turns(&app, "ann@example.com").await;
    assert_eq!(turns.len(), 2, "{turns:?}");
    let days = turns[0].duration_until(turns[1]).as_hours() / 24;
    assert!((30..38).contains(&days), "{days}");
}

#[tokio::test]
async fn leaving_takes_back_what_was_planned_and_races_leave_nobody_behind() {
    let app = TestApp::start().await;
    app.api.put("/v1/autopilot/email", &json!({"active": true, "frequency": 7 * 86_400})).await.expect(200);
    let emails: Vec<_> = (0..10).map(|n| format!("person{n}@example.com")).collect();
    for email in &emails {
        join(&app, email).await;
    }
    // Until somebody's mail is planned and not sent.
    let planned = loop {
        app.after_minutes(6 * 60).await;
        let listed = app.api.get("/v1/people?per_page=100").await.expect(200);
        let waiting = listed.as_array().unwrap().iter().find(|person| !person["next_survey_scheduled_at"].is_null());
        if let Some(person) = waiting {
            break person["email"].as_str().unwrap().to_owned();
        }
    };
    let sent = mails_to(&app, &planned);
    let leave = |email: &str| {
        let request = app.api.signed(app.api.request(reqwest::Method::DELETE, MEMBERS));
        app.api.send(request.json(&json!({ "person_email": email })))
    };
    assert_eq!(leave(&planned).await.status, 200);
    for email in emails.iter().filter(|email| **email != planned) {
        let (_, left) = tokio::join!(app.drain_jobs(), leave(email));
        assert_eq!(left.status, 200);
    }
    for _ in 0..30 {
        app.after_days(1).await;
    }

    assert_eq!(mails_to(&app, &planned), sent);
    assert_eq!(app.api.get(MEMBERS).await.expect(200), json!([]));
    let listed = app.api.get("/v1/people?per_page=100").await.expect(200);
    assert!(listed.as_array().unwrap().iter().all(|person| person["next_survey_scheduled_at"].is_null()));
}

#[tokio::test]
async fn months_without_the_autopilot_do_not_end_in_one_day_of_mails() {
    let app = TestApp::start().await;
    app.api.put("/v1/autopilot/email", &json!({"active": true})).await.expect(200);
    for n in 0..30 {
        join(&app, &format!("person{n}@example.com")).await;
    }
    app.api.put("/v1/autopilot/email", &json!({"active": false})).await.expect(200);
    app.after_days(200).await;
    assert!(app.mail.mails().is_empty());
    app.api.put("/v1/autopilot/email", &json!({"active": true})).await.expect(200);
    for _ in 0..14 {
        app.after_days(1).await;
    }
    assert!(app.mail.mails().len() < 15, "{}", app.mail.mails().len());
}
