//! What customers are promised: told at once, kept, or renewed before it passes; and the page on which they follow it.

use serde_json::{Value, json};
use survey_core::recovery::CaseStep;
use survey_server::recovery::case::{self, Act};
use survey_server::recovery::roster::{self, Planned};
use survey_server::store::{Id, cases, users};

use crate::support::api::Reply;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::shop::{Shop, bring, shop};
use crate::support::smtp_sink::Mail;

/// Somebody whom we can call or write to answers 3.
async fn unhappy(app: &TestApp, email: &str) {
    let person = json!({"email": email, "name": "Ann Lee", "phone_number": "+77010000000"});
    app.api.post("/v1/people", &person).await.expect(200);
    app.drain_jobs().await;
    let link = newest(app, email).score_link(3);
    let form = link.rsplit_once('/').unwrap().0;
    let thanks = app.api.submit(form, &[("score", "3"), ("comment", "The brake squeaks")]).await;
    assert!((200..400).contains(&thanks.status), "{}", thanks.body);
    app.drain_jobs().await;
}

fn newest(app: &TestApp, email: &str) -> Mail {
    app.mail.mails().into_iter().rfind(|mail| mail.recipient() == email).expect("a mail")
}

/// How many mails somebody got.
fn count(app: &TestApp, email: &str) -> usize {
    app.mail.mails().iter().filter(|mail| mail.recipient() == email).count()
}

async fn the_case(app: &TestApp) -> Value {
    let cases = app.api.get("/v1/cases?state[]=all").await.expect(200)["data"].clone();
    assert_eq!(cases.as_array().unwrap().len(), 1, "{cases}");
    let id = cases[0]["id"].as_str().unwrap();
    app.api.get(&format!("/v1/cases/{id}")).await.expect(200)
}

fn path(case: &Value, step: &str) -> String {
    format!("/v1/cases/{}/{step}", case["id"].as_str().unwrap())
}

/// The kinds of a case's timeline, but for what the team was told.
fn kinds(case: &Value) -> Vec<&str> {
    let lines = case["timeline"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap());
    lines.filter(|kind| !["told", "escalate", "warned", "solution_warned"].contains(kind)).collect()
}

/// The customer's page, as the mail leads there.
fn page_of(case: &Value) -> String {
    case["links"]["customer"].as_str().unwrap().to_owned()
}

/// A time as mails say it.
fn clock(case: &Value, field: &str) -> String {
    let at: jiff::Timestamp = case[field].as_str().unwrap().parse().unwrap();
    at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%H:%M").to_string()
}

async fn submit(app: &TestApp, case: &Value, what: &str, fields: &[(&str, &str)]) -> Reply {
    let reply = app.api.submit(&format!("{}/{what}", page_of(case)), fields).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    app.drain_jobs().await;
    reply
}

#[tokio::test]
async fn the_customer_hears_at_once_who_gets_in_touch_and_by_when_and_once_only() {
    let app = shop().await;
    unhappy(&app, "ann@example.com").await;
    assert_eq!(count(&app, "ann@example.com"), 1, "the comment is waited for");

    app.after_minutes(1).await;
    let case = the_case(&app).await;
    let mail = newest(&app, "ann@example.com");
    let promise = format!("will call you by {} today", clock(&case, "due_at"));
    assert!(mail.text().contains(&promise) && mail.html().contains("/c/"), "{}", mail.text());
    assert!(mail.text().contains(&page_of(&case)), "{}", mail.text());
    assert!(mail.header("Reply-To").unwrap().contains("c+"), "{:?}", mail.header("Reply-To"));
    assert!(kinds(&case).ends_with(&["promised", "acknowledged"]), "{:?}", kinds(&case));

    let reply = "From: ann@example.com\r\nTo: x\r\nSubject: Re: it\r\nMessage-ID: <1@mx>\r\n\r\nAfter four, please.";
    let address = mail.parsed().reply_to().unwrap().first().unwrap().address().unwrap().to_owned();
    assert_eq!(bring(&app, &address, reply).await, (250, 250));
    assert!(kinds(&the_case(&app).await).contains(&"customer_wrote"));
    app.after_minutes(5).await;
    assert_eq!(count(&app, "ann@example.com"), 2, "nothing is said twice");
}

#[tokio::test]
async fn who_is_called_within_the_minute_or_does_not_wish_to_be_or_is_not_to_be_told_gets_no_mail() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.promises.acknowledge = false).await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    assert_eq!(count(&app, "ann@example.com"), 1);
    let case = the_case(&app).await;
    assert!(kinds(&case).ends_with(&["promised"]), "the page has promised it all the same: {:?}", kinds(&case));

    let app = TestApp::start().await;
    unhappy(&app, "bob@example.com").await;
    let case = the_case(&app).await;
    app.api.post(&path(&case, "contact"), &json!({})).await.expect(200);
    app.after_minutes(1).await;
    assert_eq!(count(&app, "bob@example.com"), 1);
}

#[tokio::test]
async fn a_promise_that_will_not_be_kept_is_renewed_before_it_passes_and_broken_at_last() {
    let app = TestApp::start().await;
    app.sign_in().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    let due: jiff::Timestamp = case["due_at"].as_str().unwrap().parse().unwrap();

    let mut told = count(&app, "ann@example.com");
    let mut renewed = 0;
    let mut last = due;
    for _minute in 0..600 {
        app.after_minutes(1).await;
        if count(&app, "ann@example.com") > told {
            told += 1;
            renewed += 1;
            let mail = newest(&app, "ann@example.com");
            assert!(app.now() < last, "the customer hears of it before the time has passed");
            assert!(mail.text().contains("Nobody has been free"), "{}", mail.text());
            let shown = the_case(&app).await;
            let line = shown["timeline"].as_array().unwrap().iter().rfind(|line| line["kind"] == "promise_renewed");
            let by = line.expect("a line")["detail"]["by"].as_i64().unwrap();
            last = jiff::Timestamp::from_millisecond(by).unwrap();
            let named = last.to_zoned(jiff::tz::TimeZone::UTC).strftime("%H:%M").to_string();
            assert!(mail.text().contains(&named), "{named}: {}", mail.text());
            assert!(app.api.visit(&page_of(&case)).await.body.contains(&named), "the page says the same");
        }
        if kinds(&the_case(&app).await).contains(&"promise_broken") {
            break;
        }
    }
    assert_eq!(renewed, 3, "three times, and then it is broken");
    assert!(app.now() > last);
    let news: Vec<String> = app.mail.mails().iter().map(Mail::subject).collect();
    assert_eq!(news.iter().filter(|subject| subject.contains("New time promised to Ann Lee")).count(), 3, "{news:?}");
    assert!(news.iter().any(|subject| subject == "A promise to Ann Lee was broken"), "{news:?}");
}

#[tokio::test]
async fn contact_keeps_the_promise_and_a_solution_is_promised_on_the_page() {
    let app = TestApp::start().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    app.api.post(&path(&case, "contact"), &json!({})).await.expect(200);

    let page = app.api.visit(&page_of(&case)).await.body;
    assert!(page.contains("class=\"state kept\"") && page.contains("It will be solved by"), "{page}");
    app.after_minutes(120).await;
    assert_eq!(count(&app, "ann@example.com"), 2, "nothing is renewed that was kept");

    app.api.post(&path(&case, "resolve"), &json!({"outcome": "solved"})).await.expect(200);
    let page = app.api.visit(&page_of(&case)).await.body;
    assert_eq!(page.matches("class=\"state kept\"").count(), 2, "{page}");
    assert!(page.contains("Is it solved?"), "{page}");
}

#[tokio::test]
async fn a_no_opens_the_case_again_with_a_new_promise_and_a_second_click_does_nothing() {
    let app = TestApp::start().await;
    app.sign_in().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    app.api.post(&path(&case, "contact"), &json!({})).await.expect(200);
    app.api.post(&path(&case, "resolve"), &json!({"outcome": "solved"})).await.expect(200);

    for _looked in 0..2 {
        app.api.visit(&page_of(&case)).await;
        let head = app.api.send(app.api.request(reqwest::Method::HEAD, &page_of(&case))).await;
        assert_eq!(head.status, 200);
    }
    assert_eq!(the_case(&app).await["state"], "resolved", "looking changes nothing");
    let before = app.mail.mails().len();
    for _twice in 0..2 {
        submit(&app, &case, "solved", &[("solved", "no")]).await;
    }

    let case = the_case(&app).await;
    assert_eq!(case["state"], "open");
    let lines = kinds(&case);
    assert_eq!(lines.iter().filter(|kind| **kind == "customer_unsolved").count(), 1, "{lines:?}");
    assert_eq!(lines.iter().filter(|kind| **kind == "reopen").count(), 1, "{lines:?}");
    let subjects: Vec<String> = app.mail.mails()[before..].iter().map(Mail::subject).collect();
    assert!(subjects.iter().any(|subject| subject == "Not solved, says Ann Lee"), "{subjects:?}");
    let told = newest(&app, "ann@example.com");
    assert!(told.text().contains("You told us that it is not solved."), "{}", told.text());

    app.api.post(&path(&case, "resolve"), &json!({"outcome": "solved"})).await.expect(200);
    for _twice in 0..2 {
        submit(&app, &case, "solved", &[("solved", "yes")]).await;
    }
    let case = the_case(&app).await;
    assert_eq!(
        (&case["state"], kinds(&case).iter().filter(|kind| **kind == "customer_solved").count()),
        (&json!("resolved"), 1)
    );
}

#[tokio::test]
async fn the_customer_chooses_a_time_and_that_is_the_promise() {
    let app = TestApp::start().await;
    app.sign_in().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    let page = app.api.visit(&page_of(&case)).await.body;
    let slots: Vec<&str> = page.split("<option value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(slots.len() > 4, "{page}");
    let later = slots[4];

    for _twice in 0..2 {
        submit(&app, &case, "call", &[("at", later)]).await;
    }
    let moved = the_case(&app).await;
    let due: jiff::Timestamp = moved["due_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(due.as_millisecond().to_string(), later);
    assert_eq!(kinds(&moved).iter().filter(|kind| **kind == "call_chosen").count(), 1);
    let page = app.api.visit(&page_of(&case)).await.body;
    assert!(page.contains("This is the time that you chose."), "{page}");
    let before = count(&app, "ann@example.com");
    app.after_minutes(70).await;
    assert_eq!(count(&app, "ann@example.com"), before, "the time that was named first counts no more");

    let gone = submit(&app, &case, "call", &[("at", "1795168800000")]).await;
    assert!(gone.header("location").unwrap().ends_with("said=gone"));
    let forged = app.api.submit(&format!("{}x/call", page_of(&case)), &[("at", later)]).await;
    assert_eq!(forged.status, 404);
}

#[tokio::test]
async fn a_line_reaches_the_manager_once() {
    let app = TestApp::start().await;
    let owner = app.sign_in().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;

    for _twice in 0..2 {
        submit(&app, &case, "line", &[("line", "Please call me yourself.")]).await;
    }
    let said = app.api.get(&path(&case, "messages")).await.expect(200)["data"].clone();
    assert_eq!((said.as_array().unwrap().len(), &said[0]["channel"]), (1, &json!("page")));
    let subjects: Vec<String> = app.mail.mails().iter().map(Mail::subject).collect();
    assert_eq!(subjects.iter().filter(|subject| *subject == "Ann Lee has a word for the manager").count(), 1);
    let page = app.page_as(&owner, &format!("/admin/cases/{}", case["id"].as_str().unwrap())).await;
    assert!(page.contains("Please call me yourself."));
    let shown = app.api.visit(&page_of(&case)).await.body;
    assert!(!shown.contains("Please call me yourself.") && !shown.contains("brake squeaks"), "{shown}");
}

#[tokio::test]
async fn an_erased_customer_leaves_no_promise_and_no_word() {
    let app: Shop = shop().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    submit(&app, &case, "line", &[("line", "Please call me yourself.")]).await;

    let person = app.api.get("/v1/people").await.expect(200)[0]["id"].as_str().unwrap().to_owned();
    assert!((200..300).contains(&app.api.delete(&format!("/v1/people/{person}")).await.status));
    app.drain_jobs().await;
    assert_eq!(app.api.visit(&page_of(&case)).await.status, 404);
    let answered = app.api.submit(&format!("{}/line", page_of(&case)), &[("line", "Hello")]).await;
    assert_eq!(answered.status, 404);
}

#[tokio::test]
async fn the_page_works_on_a_phone_without_javascript_and_for_everybody() {
    let app = TestApp::start().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    let Some(phone) = Browser::open_as(Window { phone: true, no_script: true, dark: false }).await else { return };
    phone.visit(&page_of(&case)).await;
    phone.type_into("textarea[name=line]", "Please call me yourself.").await;
    phone.follow("form[action$='/line'] button").await;
    assert!(phone.text("main").await.contains("Your message has arrived"));
    phone.follow("form[action$='/call'] button").await;
    assert!(phone.text("main").await.contains("You chose"));

    for dark in [false, true] {
        let Some(phone) = Browser::open_as(Window { phone: true, dark, no_script: false }).await else { return };
        phone.visit(&page_of(&case)).await;
        phone.inspect("the page of an open case").await;
    }
    app.api.post(&path(&case, "contact"), &json!({})).await.expect(200);
    app.api.post(&path(&case, "resolve"), &json!({"outcome": "solved"})).await.expect(200);
    phone.visit(&page_of(&case)).await;
    phone.follow("input[value=yes] + button").await;
    assert!(phone.text("main").await.contains("Good to know"));
    let Some(dark) = Browser::open_as(Window { phone: true, dark: true, no_script: false }).await else { return };
    dark.visit(&page_of(&case)).await;
    dark.inspect("the page of a resolved case").await;
}

#[tokio::test]
async fn every_language_says_what_was_promised() {
    let app = TestApp::start().await;
    for language in ["en", "ru", "de", "es", "fr", "pt", "tr", "kk", "uk", "ar"] {
        let email = format!("{language}@example.com");
        let person = json!({"email": email, "locale": language});
        app.api.post("/v1/people", &person).await.expect(200);
        app.drain_jobs().await;
        let link = newest(&app, &email).score_link(3);
        app.api.submit(link.rsplit_once('/').unwrap().0, &[("score", "3")]).await;
        app.after_minutes(1).await;
        let mail = newest(&app, &email);
        let url = mail.links().into_iter().find(|link| link.contains("/c/")).expect("the page");
        let page = app.api.visit(&url).await;
        assert_eq!(page.status, 200, "{language}: {}", page.body);
        assert!(page.body.contains(&format!("lang=\"{language}\"")), "{language}");
    }
}

#[tokio::test]
async fn a_rule_tells_the_customer_in_its_own_words_where_nobody_else_is_told() {
    let app = TestApp::start().await;
    app.configure(|settings| settings.promises.acknowledge = false).await;
    let rules = json!({"rules": [{
        "id": "unhappy", "name": "Unhappy",
        "when": {"answer": "score", "at_most": 6},
        "then": [
            {"do": "open_case", "priority": "high"},
            {"do": "acknowledge", "message": "We are sorry about the brake."},
        ],
    }]});
    let saved = app.api.put("/v1/rules", &rules).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let mail = newest(&app, "ann@example.com");
    assert!(mail.text().contains("We are sorry about the brake."), "{}", mail.text());
    app.after_minutes(1).await;
    assert_eq!(count(&app, "ann@example.com"), 2);
}

#[tokio::test]
async fn who_puts_a_case_back_hands_it_over_and_the_customer_hears_the_new_time_at_once() {
    let app = TestApp::start().await;
    app.sign_in().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    app.api.post(&path(&case, "claim"), &json!({})).await.expect(200);
    app.after_minutes(30).await;
    let id = case["id"].as_str().unwrap().parse().unwrap();
    step(&app, id, CaseStep::Release).await;

    let mail = newest(&app, "ann@example.com");
    assert!(mail.text().contains("has handed it on to the team"), "{}", mail.text());
    let page = app.api.visit(&page_of(&case)).await.body;
    assert!(page.contains("has handed it on to the team") && page.contains("class=\"state renewed\""), "{page}");
}

/// Does a step as the system does.
async fn step(app: &TestApp, id: Id, step: CaseStep) {
    let act = Act { step, assignee: None, actor: "api".to_owned(), outcome: None, note: None, version: None };
    let done = app.app.write(1, move |conn, cx| case::act(conn, cx, id, &act).map(drop));
    done.await.unwrap();
    app.drain_jobs().await;
}

#[tokio::test]
async fn the_link_of_a_case_that_was_joined_leads_to_the_one_that_goes_on() {
    let app = TestApp::start().await;
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let first = the_case(&app).await;
    let again = json!({"person": {"email": "ann@example.com"}, "note": "Called again"});
    let second = app.api.post("/v1/cases", &again).await.expect(201);
    let [gone, goes_on] = [&second, &first].map(|case| case["id"].as_str().unwrap().parse::<Id>().unwrap());
    let merged = app.app.write(1, move |conn, _| {
        let row = cases::load(conn, 1, gone)?;
        let read = row.version;
        let row = cases::Case { merged_into: Some(goes_on), state: "merged".to_owned(), version: read + 1, ..row };
        cases::update(conn, &row, read)
    });
    assert!(merged.await.unwrap());

    let led = app.api.visit(&page_of(&second)).await;
    assert_eq!(led.status, 303);
    assert!(page_of(&first).ends_with(led.header("location").unwrap()), "{:?}", led.header("location"));
    submit(&app, &second, "line", &[("line", "And the bell.")]).await;
    let said = app.api.get(&path(&first, "messages")).await.expect(200)["data"].clone();
    assert_eq!(said[0]["body"], "And the bell.");
}

#[tokio::test]
async fn an_owners_absence_hands_the_case_over_and_the_customer_hears_why() {
    let app = TestApp::start().await;
    app.sign_in().await;
    let olga = app.app.write(1, |conn, _| Ok(users::members(conn, 1)?.remove(0).0)).await.unwrap();
    unhappy(&app, "ann@example.com").await;
    app.after_minutes(1).await;
    let case = the_case(&app).await;
    app.api.post(&path(&case, "claim"), &json!({ "assignee": olga.id })).await.expect(200);
    let user = olga.id;
    let planned = app.app.write(1, move |conn, cx| {
        let (from, until) = ("2026-11-20T10:30:00".parse().unwrap(), "2026-11-27T10:30:00".parse().unwrap());
        let away = Planned { user, team: None, away: true, from, until, weeks: 1 };
        roster::plan(conn, cx, &away, "test")
    });
    planned.await.unwrap();
    app.after_minutes(10).await;
    assert_eq!(the_case(&app).await["assignee_id"], json!(olga.id), "not yet");
    app.after_minutes(25).await;

    let handed = the_case(&app).await;
    assert_eq!((&handed["state"], &handed["assignee_id"]), (&json!("open"), &Value::Null), "{handed}");
    let mail = newest(&app, "ann@example.com");
    assert!(mail.text().contains("is away. A colleague takes over."), "{}", mail.text());
}
