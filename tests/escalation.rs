//! While nobody takes a case, somebody else is told, until somebody does; and deadlines are warned of, and told.

use serde_json::{Value, json};
use survey_core::recovery::CaseStep;
use survey_server::account::user;
use survey_server::recovery::case::{self, Act};
use survey_server::store::alerts::Quiet;
use survey_server::store::shifts::{self, Shift};
use survey_server::store::users::Role;
use survey_server::store::{Id, Time, teams};

use crate::support::app::TestApp;
use crate::support::smtp_sink::Mail;

/// A member of the workspace; the id.
pub async fn member(app: &TestApp, name: &str, role: Role) -> Id {
    let (name, email) = (name.to_owned(), format!("{}@shop.example", name.to_lowercase()));
    let made = app.app.write(1, move |conn, cx| Ok(user::invite(conn, cx, &email, &name, role, "test")?.id));
    made.await.expect("a member")
}

/// A case of a customer with a telephone, opened by a program; its id.
pub async fn open_case(app: &TestApp, more: Value) -> String {
    let person = json!({"email": "ann@example.com", "name": "Ann", "phone_number": "+77010000000"});
    let mut wanted = json!({"person": person, "note": "The box was empty", "priority": "high"});
    wanted.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    let opened = app.api.post("/v1/cases", &wanted).await.expect(201);
    app.drain_jobs().await;
    opened["id"].as_str().expect("an id").to_owned()
}

/// To whom mails went since the last look, in order.
pub struct Inbox<'a>(&'a TestApp, usize);

impl<'a> Inbox<'a> {
    /// From now on.
    pub fn new(app: &'a TestApp) -> Self {
        Inbox(app, alerts(app).len())
    }

    /// Name and subject of each new mail.
    pub fn news(&mut self) -> Vec<(String, String)> {
        let mails = alerts(self.0);
        let new = mails[self.1..].iter().map(|mail| {
            let to = mail.recipient().split('@').next().unwrap_or_default().to_owned();
            (to, mail.subject())
        });
        let mut new: Vec<_> = new.collect();
        self.1 = mails.len();
        new.sort();
        new
    }

    /// Names only.
    pub fn whom(&mut self) -> Vec<String> {
        self.news().into_iter().map(|(name, _)| name).collect()
    }
}

/// The mails to people of the business.
pub fn to_team(app: &TestApp) -> Vec<Mail> {
    app.mail.mails().into_iter().filter(|mail| mail.recipient().ends_with("@shop.example")).collect()
}

/// Those of them that tell of cases; what became of promises is told by mails of its own.
fn alerts(app: &TestApp) -> Vec<Mail> {
    let tells = |mail: &Mail| ["needs help", "need somebody"].iter().any(|words| mail.subject().contains(words));
    to_team(app).into_iter().filter(tells).collect()
}

/// The kinds of the lines of a case's timeline.
pub async fn timeline(app: &TestApp, case: &str) -> Vec<(String, Value)> {
    let shown = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    let lines = shown["timeline"].as_array().expect("a timeline").iter();
    lines.map(|line| (line["kind"].as_str().expect("a word").to_owned(), line["detail"].clone())).collect()
}

/// Olga is an owner, Max a manager; Ann, Boris and Clara are agents, and the last two the team Delivery.
async fn staffed(app: &TestApp) -> [Id; 5] {
    let people = [
        member(app, "Olga", Role::Owner).await,
        member(app, "Max", Role::Manager).await,
        member(app, "Ann", Role::Agent).await,
        member(app, "Boris", Role::Agent).await,
        member(app, "Clara", Role::Agent).await,
    ];
    member(app, "Vera", Role::Viewer).await;
    let team = [people[4], people[3]];
    app.app.write(1, move |conn, _| teams::set(conn, 1, "Delivery", &team)).await.expect("a team");
    people
}

/// Somebody is on call from now on, or away.
pub async fn shift(app: &TestApp, user_id: Id, away: bool, minutes: i64) {
    let now = Time::from(app.now());
    let made = app.app.write(1, move |conn, cx| {
        let until_at = now.plus_secs(minutes * 60);
        let row = Shift { workspace_id: 1, id: cx.id(), user_id, team: None, away, from_at: now, until_at };
        shifts::insert(conn, &[row])
    });
    made.await.expect("a shift");
}

#[tokio::test]
async fn a_case_is_told_further_until_somebody_takes_it() {
    let app = TestApp::start().await;
    let people = staffed(&app).await;
    shift(&app, people[2], false, 600).await;
    let mut inbox = Inbox::new(&app);

    // Low: first contact within 16 hours, so that only the chain speaks.
    let case = open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;
    assert_eq!(inbox.whom(), ["ann"], "who is on call");
    app.after_minutes(14).await;
    assert!(inbox.whom().is_empty());
    app.after_minutes(1).await;
    assert_eq!(inbox.whom(), ["ann"], "once more");
    app.after_minutes(15).await;
    assert_eq!(inbox.whom(), ["clara"], "the first of the team");
    app.after_minutes(15).await;
    assert_eq!(inbox.whom(), ["max", "olga"], "those who decide");
    app.after_minutes(60).await;
    assert_eq!(inbox.whom(), ["max", "olga"], "and every hour again");

    let act = json!({"assignee": "boris@shop.example"});
    app.api.post(&format!("/v1/cases/{case}/claim"), &act).await.expect(200);
    app.after_minutes(180).await;
    assert!(inbox.whom().is_empty(), "somebody has it");

    let lines = timeline(&app, &case).await;
    let told: Vec<_> = lines.iter().filter(|(kind, _)| kind == "escalate").map(|(_, detail)| &detail["to"]).collect();
    assert_eq!(told, ["Ann", "Clara", "Olga, Max", "Olga, Max"]);
}

#[tokio::test]
async fn a_case_that_is_put_back_is_told_from_the_beginning() {
    let app = TestApp::start().await;
    staffed(&app).await;
    let case = open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;
    let mut inbox = Inbox::new(&app);
    let claim = json!({"assignee": "boris@shop.example"});
    app.api.post(&format!("/v1/cases/{case}/claim"), &claim).await.expect(200);
    app.after_minutes(60).await;
    assert!(inbox.whom().is_empty());

    release(&app, &case).await;
    app.after_minutes(14).await;
    assert!(inbox.whom().is_empty());
    app.after_minutes(1).await;
    assert_eq!(inbox.whom(), ["boris", "clara"], "the team, as there is no shift");
}

/// Puts a case back, as whoever has it does on its page.
async fn release(app: &TestApp, case: &str) {
    let cookie = app.sign_in().await;
    let page = format!("/admin/cases/{case}");
    let reply = app.send_form(&cookie, &page, &format!("{page}/assign"), &[("user", "")]).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
}

#[tokio::test]
async fn who_is_given_a_case_learns_of_it_and_who_takes_one_needs_no_mail() {
    let app = TestApp::start().await;
    staffed(&app).await;
    let case = open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;
    let mut inbox = Inbox::new(&app);
    let path = format!("/v1/cases/{case}");
    app.api.post(&format!("{path}/claim"), &json!({"assignee": "boris@shop.example"})).await.expect(200);
    app.drain_jobs().await;
    assert!(inbox.whom().is_empty(), "who takes a case knows it");
    app.api.post(&format!("{path}/assign"), &json!({"assignee": "clara@shop.example"})).await.expect(200);
    app.drain_jobs().await;
    let told = inbox.news();
    assert!(told.len() == 1 && told[0].0 == "clara" && told[0].1.starts_with("Yours: "), "{told:?}");
    app.api.post(&format!("{path}/assign"), &json!({"assignee": "clara@shop.example"})).await.expect(200);
    app.drain_jobs().await;
    assert!(inbox.whom().is_empty(), "she has it already");
}

#[tokio::test]
async fn a_worker_that_was_away_tells_the_last_step_alone() {
    let app = TestApp::start().await;
    staffed(&app).await;
    let case = open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;
    let mut inbox = Inbox::new(&app);

    app.after_minutes(130).await;

    assert_eq!(inbox.whom(), ["max", "olga"]);
    let lines = timeline(&app, &case).await;
    let steps: Vec<_> = lines.iter().filter(|(kind, _)| kind == "escalate").collect();
    assert_eq!((steps.len(), &steps[0].1["step"]), (1, &json!(3)));
    app.after_minutes(34).await;
    assert!(inbox.whom().is_empty());
    app.after_minutes(1).await;
    assert_eq!(inbox.whom(), ["max", "olga"], "the chain goes on as it was planned");
}

#[tokio::test]
async fn who_is_away_is_passed_over() {
    let app = TestApp::start().await;
    let people = staffed(&app).await;
    shift(&app, people[4], true, 600).await;
    let mut inbox = Inbox::new(&app);
    open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;
    assert_eq!(inbox.whom(), ["boris"]);
}

#[tokio::test]
async fn nobody_is_woken_in_the_quiet_hours_but_who_is_on_call_and_for_what_is_urgent() {
    let app = TestApp::start().await;
    let people = staffed(&app).await;
    // It is 10:00.
    app.configure(|settings| {
        let at = |text: &str| text.parse().expect("a time of day");
        settings.alerts.quiet = Some(Quiet { from: at("09:00"), until: at("12:00") });
        settings.alerts.escalation.steps.clear();
    })
    .await;
    let mut inbox = Inbox::new(&app);
    open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;
    assert!(inbox.whom().is_empty());
    open_case(&app, json!({"priority": "urgent", "person": {"email": "eve@example.com"}})).await;
    assert_eq!(inbox.whom(), ["ann", "boris", "clara", "max", "olga"]);
    app.after_minutes(5).await;
    inbox.news();
    shift(&app, people[2], false, 60).await;
    open_case(&app, json!({"priority": "low", "person": {"email": "bob@example.com"}})).await;
    assert_eq!(inbox.whom(), ["ann"], "who is on call is not left alone");

    app.after_minutes(114).await;
    inbox.news();
    app.after_minutes(1).await;
    let news = inbox.news();
    let of = |name: &str| news.iter().filter(|(to, _)| to == name).count();
    assert_eq!((of("boris"), of("clara")), (1, 1), "when the quiet ends: {news:?}");
}

#[tokio::test]
async fn a_deadline_is_warned_of_and_told_when_it_has_passed() {
    let app = TestApp::start().await;
    staffed(&app).await;
    app.call_back_on(&["case.overdue"]).await;
    // High: first contact within an hour, the solution within 8 business hours, and business is always open here.
    let case = open_case(&app, json!({"team": "Delivery"})).await;
    let shown = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    let claim = json!({"assignee": "ann@shop.example"});
    app.api.post(&format!("/v1/cases/{case}/claim"), &claim).await.expect(200);
    let mut inbox = Inbox::new(&app);
    app.after_minutes(44).await;
    assert!(inbox.whom().is_empty());
    app.after_minutes(1).await;
    assert_eq!(inbox.news(), [("ann".to_owned(), "Due soon: Ann needs help".to_owned())], "three quarters are over");
    app.after_minutes(14).await;
    assert!(app.program.received().is_empty());
    app.after_minutes(1).await;
    let late: Vec<_> = inbox.news();
    assert_eq!(late.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["ann", "max", "olga"]);
    assert_eq!(late[0].1, "Late: Ann needs help");
    assert_eq!(app.program.received().len(), 1);

    app.api.post(&format!("/v1/cases/{case}/contact"), &json!({})).await.expect(200);
    let due: jiff::Timestamp = shown["resolve_due_at"].as_str().expect("a time").parse().expect("a time");
    let minutes = app.now().duration_until(due).as_mins();
    app.after_minutes(minutes - 1).await;
    assert_eq!(inbox.whom(), ["ann"], "warned of the solution");
    app.after_minutes(1).await;
    assert_eq!(inbox.whom(), ["ann", "max", "olga"]);
    let kinds: Vec<String> = timeline(&app, &case).await.into_iter().map(|(kind, _)| kind).collect();
    let expected = ["warned", "overdue", "solution_warned", "solution_overdue"];
    let found: Vec<&str> = kinds.iter().map(String::as_str).filter(|kind| expected.contains(kind)).collect();
    assert_eq!(found, expected);
    app.after_days(3).await;
    assert!(inbox.whom().is_empty(), "each is told once");
}

/// Does a step as a member's page does it.
async fn act(app: &TestApp, case: &str, step: CaseStep) -> Value {
    let id: Id = case.parse().expect("an id");
    let act = Act { step, assignee: None, actor: "system".to_owned(), outcome: None, note: None, version: None };
    app.app.write(1, move |conn, cx| case::act(conn, cx, id, &act).map(|_| ())).await.expect("a step");
    app.drain_jobs().await;
    app.api.get(&format!("/v1/cases/{case}")).await.expect(200)
}

#[tokio::test]
async fn the_clock_of_the_solution_stands_still_while_the_customer_has_to_answer() {
    let app = TestApp::start().await;
    staffed(&app).await;
    // It is Friday, 10:00.
    app.configure(|settings| {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday"].map(|day| (day, ["09:00-17:00"]));
        let hours: std::collections::BTreeMap<_, _> = days.into_iter().collect();
        let calendar = json!({"zone": "UTC", "hours": hours});
        settings.calendar = serde_json::from_value(calendar).expect("a calendar");
    })
    .await;
    let case = open_case(&app, json!({"priority": "urgent"})).await;
    app.after_minutes(60).await;
    let before = act(&app, &case, CaseStep::Contact).await;
    let due = |shown: &Value| shown["resolve_due_at"].as_str().expect("a time").parse::<jiff::Timestamp>().expect("it");
    let waiting = act(&app, &case, CaseStep::Wait).await;
    assert_eq!(due(&before), due(&waiting));
    let mut inbox = Inbox::new(&app);

    // Until Monday, 10:00: seven hours of business.
    app.after_minutes(71 * 60).await;
    assert!(inbox.whom().is_empty(), "nobody is warned of a clock that stands still");
    let resumed = act(&app, &case, CaseStep::Resume).await;

    let calendar: survey_core::recovery::Calendar = {
        let found = app.app.read(1, |conn, _| survey_server::store::workspaces::load(conn, 1)).await;
        found.expect("a workspace").settings.0.calendar
    };
    let seven_hours = survey_core::recovery::Within::business(7 * 60);
    assert_eq!(due(&resumed), calendar.add(due(&before), seven_hours));
    let minutes = app.now().duration_until(due(&resumed)).as_mins();
    app.after_minutes(minutes - 1).await;
    inbox.news();
    app.after_minutes(1).await;
    assert!(!inbox.whom().is_empty(), "it is late by the deadline that was moved");
}

#[tokio::test]
async fn a_case_that_comes_again_is_told_to_those_who_know_it_and_to_those_on_duty() {
    let app = TestApp::start().await;
    staffed(&app).await;
    let case = open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;
    let claim = json!({"assignee": "ann@shop.example"});
    app.api.post(&format!("/v1/cases/{case}/claim"), &claim).await.expect(200);
    app.api.post(&format!("/v1/cases/{case}/resolve"), &json!({"outcome": "solved"})).await.expect(200);
    let before = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    let mut inbox = Inbox::new(&app);
    app.after_minutes(24 * 60).await;

    app.api.post(&format!("/v1/cases/{case}/reopen"), &json!({})).await.expect(200);
    app.drain_jobs().await;
    let news = inbox.news();
    let whom: Vec<&str> = news.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(whom, ["ann", "boris", "clara"]);
    assert_eq!(news[0].1, "Open again: Ann needs help");
    app.after_minutes(15).await;
    assert_eq!(inbox.whom(), ["boris", "clara"], "the chain begins anew");
    let after = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    assert_ne!(before["resolve_due_at"], after["resolve_due_at"], "the time that was left is left");
}

#[tokio::test]
async fn a_note_of_somebody_who_wants_no_contact_has_a_deadline_and_no_chain() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Agent).await;
    let id = app.app.write(1, |conn, cx| {
        let calendar = survey_core::recovery::Calendar::always();
        let within = survey_core::recovery::Within::wall(600);
        let wanted = survey_core::recovery::NewCase {
            rules: Vec::new(),
            priority: survey_core::recovery::Priority::Normal,
            team: None,
            contact_within: None,
            contact_due_at: None,
            resolve_within: within,
            resolve_due_at: calendar.add(cx.now.timestamp(), within),
            do_not_contact: true,
        };
        let origin = case::Origin {
            word: "answer",
            kind: case::COMPLAINT.to_owned(),
            event_id: None,
            survey_id: None,
            response_id: None,
            person_id: None,
            tapped_at: cx.now,
        };
        let mut outbox = survey_server::recovery::callback::Outbox::default();
        let opened = case::open(conn, cx, &mut outbox, &origin, &wanted)?;
        outbox.finish(conn)?;
        Ok(opened.id)
    });
    let case = id.await.expect("a case").to_string();
    let mut inbox = Inbox::new(&app);
    app.after_minutes(449).await;
    assert!(inbox.whom().is_empty(), "nobody waits for a call");
    app.after_minutes(1).await;
    assert_eq!(inbox.whom(), ["ann"], "warned");
    app.after_minutes(150).await;
    assert_eq!(inbox.whom(), ["ann"], "late");
    let kinds: Vec<String> = timeline(&app, &case).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["opened", "solution_warned", "solution_overdue"]);
}
