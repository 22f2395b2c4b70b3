//! Mail servers that misbehave: nothing is lost, nobody is written to twice, and the business sees what happened.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use survey_server::mail::Timeouts;
use survey_server::store::deliveries::Stage as Got;

use crate::support::app::TestApp;
use crate::support::smtp_sink::{Fault, Mail, SmtpSink, Stage, Tls};

/// Enough people that their mails share connections, at several domains.
fn people() -> Vec<String> {
    (0..12).map(|n| format!("person{n}@shop{}.example", n % 3)).collect()
}

/// Who waits this long for a server that says nothing has waited in vain: tests do not wait minutes.
fn impatient() -> Timeouts {
    let soon = Duration::from_secs(3);
    Timeouts { command: soon, final_reply: soon, ..Timeouts::default() }
}

/// How often each person was written to, as far as anybody can know: accepted mails, and whole ones without an answer.
fn copies(mail: &SmtpSink) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for mail in mail.mails().iter().chain(&mail.unanswered()) {
        *copies.entry(mail.recipient().to_owned()).or_insert(0) += 1;
    }
    copies
}

/// How many deliveries are at each stage.
async fn stages(app: &TestApp) -> BTreeMap<&'static str, usize> {
    let mut stages = BTreeMap::new();
    for delivery in app.deliveries().await {
        *stages.entry(delivery.stage.word()).or_insert(0) += 1;
    }
    stages
}

/// The numbers of the admin's page: waiting, sent, unknown, failed.
async fn page_counts(app: &TestApp) -> [usize; 4] {
    let page = app.sending_page().await;
    let facts = page.split("<dl class=\"facts\">").nth(1).expect("the numbers");
    let mut numbers = facts.split("<dd>").skip(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    });
    [(); 4].map(|()| numbers.next().expect("four numbers"))
}

/// Lets so much time pass that whatever can still be sent is.
async fn let_days_pass(app: &TestApp) {
    for _ in 0..24 {
        app.after_minutes(60).await;
    }
    for _ in 0..5 {
        app.after_days(1).await;
    }
}

async fn bounces(app: &TestApp) -> Vec<Value> {
    app.api.get("/v1/bounces").await.expect(200).as_array().expect("a list").clone()
}

/// Everybody got one mail, and the server knows it.
#[track_caller]
fn assert_each_once(mails: &[Mail], people: &[String]) {
    let mut got: Vec<&str> = mails.iter().map(Mail::recipient).collect();
    let mut wanted: Vec<&str> = people.iter().map(String::as_str).collect();
    got.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(got, wanted);
}

/// The fault keeps some mails back for now; later everybody has one mail, and nobody is taken for unreachable.
async fn is_overcome(app: &TestApp, people: &[String]) {
    let before = app.mail.mails().len();
    let kept_back = people.len() - before;
    assert!(kept_back > 0, "the fault did nothing");
    let [waiting, sent, unknown, failed] = page_counts(app).await;
    assert_eq!((waiting, sent, unknown, failed), (kept_back, before, 0, 0));

    app.mail.recover();
    let_days_pass(app).await;

    assert_each_once(&app.mail.mails(), people);
    assert!(app.mail.unanswered().is_empty());
    assert_eq!(stages(app).await, BTreeMap::from([("sent", people.len())]));
    assert_eq!(bounces(app).await, Vec::<Value>::new(), "the fault is not the people's");
}

/// After the fault nobody can know whether this many mails arrived: they are held, and the others go out.
async fn is_unknown(app: &TestApp, people: &[String], unknown: usize) {
    assert_eq!(page_counts(app).await[2], unknown, "the page tells of them");
    app.mail.recover();
    let_days_pass(app).await;

    assert!(copies(&app.mail).values().all(|copies| *copies == 1), "{:?}", copies(&app.mail));
    let held: Vec<String> =
        app.deliveries().await.into_iter().filter(|d| d.stage == Got::Unknown).map(|d| d.recipient).collect();
    assert_eq!(held.len(), unknown, "{:?}", stages(app).await);
    let others: Vec<String> = people.iter().filter(|person| !held.contains(person)).cloned().collect();
    assert_each_once(&app.mail.mails(), &others);
    assert_eq!(bounces(app).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_stall_after_the_dot_leaves_one_mail_unknown_and_holds_up_nobody_else() {
    let app = TestApp::start_facing(SmtpSink::start().await, impatient()).await;
    app.mail.fail_for("person4@shop1.example", Stage::Body, Fault::Stall);

    app.ask_all(&people()).await;

    assert_eq!(app.mail.unanswered().len(), 1);
    is_unknown(&app, &people(), 1).await;
}

#[tokio::test]
async fn a_reset_amid_the_data_leaves_one_mail_unknown() {
    let app = TestApp::start().await;
    app.mail.fail_for("person4@shop1.example", Stage::Message, Fault::Reset);

    app.ask_all(&people()).await;

    is_unknown(&app, &people(), 1).await;
}

#[tokio::test]
async fn a_reset_before_the_data_costs_nothing_but_time() {
    for stage in [Stage::Greeting, Stage::Hello, Stage::MailFrom, Stage::RcptTo, Stage::Data] {
        let app = TestApp::start().await;
        app.mail.fail(stage, Fault::Reset, 100);

        app.ask_all(&people()).await;

        is_overcome(&app, &people()).await;
    }
}

#[tokio::test]
async fn a_server_that_drips_its_replies_is_understood() {
    let app = TestApp::start().await;
    for stage in [Stage::Greeting, Stage::Hello, Stage::MailFrom, Stage::RcptTo, Stage::Data, Stage::Body] {
        app.mail.fail(stage, Fault::Drip, 100);
    }

    app.ask_all(&people()).await;

    assert_each_once(&app.mail.mails(), &people());
    assert_eq!(stages(&app).await, BTreeMap::from([("sent", people().len())]));
}

#[tokio::test]
async fn half_a_reply_is_none() {
    for stage in [Stage::Greeting, Stage::MailFrom, Stage::RcptTo, Stage::Data] {
        let app = TestApp::start_facing(SmtpSink::start().await, impatient()).await;
        app.mail.fail(stage, Fault::Half, 100);

        app.ask_all(&people()[..3]).await;

        is_overcome(&app, &people()[..3]).await;
    }
    let app = TestApp::start_facing(SmtpSink::start().await, impatient()).await;
    app.mail.fail_for("person4@shop1.example", Stage::Body, Fault::Half);

    app.ask_all(&people()).await;

    is_unknown(&app, &people(), 1).await;
}

#[tokio::test]
async fn a_greylist_is_met_with_patience() {
    let app = TestApp::start().await;
    app.mail.greylist();

    app.ask_all(&people()).await;
    assert!(app.mail.mails().is_empty());
    assert_eq!(stages(&app).await, BTreeMap::from([("retry", people().len())]));
    assert!(app.deliveries().await.iter().all(|delivery| delivery.code == Some(451)));

    // The first wait is five minutes, a fifth more at most: a survey does not wait for tomorrow.
    app.after_minutes(6).await;
    assert_each_once(&app.mail.mails(), &people());
    let_days_pass(&app).await;
    assert_each_once(&app.mail.mails(), &people());
}

#[tokio::test]
async fn a_server_that_is_busy_is_asked_again_later() {
    for (stage, fault) in [
        (Stage::Greeting, Fault::Reply(421, "4.3.2 too many connections")),
        (Stage::MailFrom, Fault::Reply(421, "4.3.2 shutting down")),
        (Stage::RcptTo, Fault::Reply(452, "4.5.3 too many recipients")),
        (Stage::Data, Fault::Reply(451, "4.3.0 try later")),
        (Stage::Greeting, Fault::Drop),
        (Stage::Data, Fault::Drop),
    ] {
        let app = TestApp::start().await;
        app.mail.fail(stage, fault, 100);

        app.ask_all(&people()).await;

        is_overcome(&app, &people()).await;
    }
}

#[tokio::test]
async fn a_temporary_refusal_of_the_whole_mail_is_no_acceptance() {
    let app = TestApp::start().await;
    app.mail.fail_for("person4@shop1.example", Stage::Body, Fault::Reply(451, "4.3.0 disk full"));

    app.ask_all(&people()).await;
    assert_eq!(page_counts(&app).await, [1, people().len() - 1, 0, 0]);
    let_days_pass(&app).await;

    assert_each_once(&app.mail.mails(), &people());
}

#[tokio::test]
async fn a_refused_sender_loses_no_mail_and_blames_nobody() {
    for fault in [
        Fault::Reply(550, "5.7.1 you may not send from here"),
        Fault::Reply(550, "5.1.1 strange words"),
        Fault::Reply(553, "not your address"),
    ] {
        let app = TestApp::start().await;
        app.mail.fail(Stage::MailFrom, fault, 1_000);

        app.ask_all(&people()).await;
        assert!(app.mail.mails().is_empty());
        app.after_minutes(30).await;

        is_overcome(&app, &people()).await;
    }
}

#[tokio::test]
async fn a_refused_password_loses_no_mail_and_blames_nobody() {
    let app = TestApp::start_facing(SmtpSink::start_with(Tls::Upgrade).await, Timeouts::default()).await;
    app.mail.fail(Stage::Auth, Fault::Reply(535, "5.7.8 wrong password"), 1_000);

    app.ask_all(&people()).await;
    let page = app.sending_page().await;
    assert!(page.contains("5.7.8 wrong password"), "{page}");

    is_overcome(&app, &people()).await;
    assert!(app.mail.mails().iter().all(|mail| mail.login.is_some()));
}

#[tokio::test]
async fn an_address_that_does_not_exist_stops_nobody_elses_mail() {
    for fault in [
        Fault::Reply(550, "5.1.1 no such user"),
        Fault::Words(
            "550-5.1.1 The address you tried to reach does\r\n550-5.1.1 not exist. Check for typing errors.\r\n550 5.1.1 gone",
        ),
    ] {
        let app = TestApp::start().await;
        app.mail.fail_for("person4@shop1.example", Stage::RcptTo, fault);

        app.ask_all(&people()).await;
        assert_eq!(page_counts(&app).await, [0, people().len() - 1, 0, 1]);
        let_days_pass(&app).await;

        let mut others = people();
        others.retain(|person| person != "person4@shop1.example");
        assert_each_once(&app.mail.mails(), &others);
        let bounced = bounces(&app).await;
        assert_eq!(bounced.len(), 1);
        assert_eq!(bounced[0]["email"], "person4@shop1.example");
    }
}

#[tokio::test]
async fn a_full_mailbox_is_tried_again_and_not_taken_for_gone() {
    let app = TestApp::start().await;
    app.mail.fail_for("person4@shop1.example", Stage::RcptTo, Fault::Reply(552, "5.2.2 mailbox full"));

    app.ask_all(&people()).await;

    is_overcome(&app, &people()).await;
}

#[tokio::test]
async fn a_senseless_answer_to_the_mail_is_not_taken_for_success() {
    for fault in [
        Fault::Reply(354, "go ahead"),
        Fault::Reply(251, "forwarded"),
        Fault::Words("HTTP/1.1 200 OK"),
        Fault::Words("250-accepted\r\n451 or not"),
        Fault::Words("25O accepted"),
    ] {
        let app = TestApp::start().await;
        app.mail.fail_for("person4@shop1.example", Stage::Body, fault);

        app.ask_all(&people()).await;

        is_unknown(&app, &people(), 1).await;
    }
}

#[tokio::test]
async fn a_senseless_answer_before_the_mail_is_a_reason_to_come_again() {
    for (stage, words) in [
        (Stage::Greeting, "HTTP/1.1 400 Bad Request"),
        (Stage::Hello, "354 go ahead"),
        (Stage::MailFrom, "354 go ahead"),
        (Stage::RcptTo, "250-yes\r\n550 no"),
        (Stage::Data, "250 what data?"),
    ] {
        let app = TestApp::start().await;
        app.mail.fail(stage, Fault::Words(words), 1_000);

        app.ask_all(&people()).await;
        assert!(app.mail.mails().is_empty() && app.mail.unanswered().is_empty(), "{stage:?} {words}");

        is_overcome(&app, &people()).await;
    }
}

#[tokio::test]
async fn a_connection_that_ends_right_after_250_costs_nothing() {
    for fault in [Fault::Drop, Fault::Reset, Fault::Reply(421, "4.3.2 goodbye")] {
        let app = TestApp::start().await;
        app.mail.fail(Stage::Accepted, fault.clone(), 1_000);

        app.ask_all(&people()).await;
        for _ in 0..6 {
            app.after_minutes(30).await;
        }

        assert_each_once(&app.mail.mails(), &people());
        let stages = stages(&app).await;
        // A reset may overtake the 250 that it follows: then nobody can know, and nobody is written to again.
        let unknown = stages.get("unknown").copied().unwrap_or(0);
        assert!(unknown == 0 || fault == Fault::Reset, "{fault:?} {stages:?}");
        assert_eq!(stages.get("sent").copied().unwrap_or(0) + unknown, people().len(), "{fault:?} {stages:?}");
    }
}

#[tokio::test]
async fn who_does_not_offer_pipelining_is_spoken_to_line_by_line() {
    for offered in [false, true] {
        let app = TestApp::start().await;
        if offered {
            app.mail.offer_pipelining();
        }
        app.mail.fail_for("person4@shop1.example", Stage::RcptTo, Fault::Reply(450, "4.2.1 busy"));

        app.ask_all(&people()).await;
        assert_eq!(page_counts(&app).await, [1, people().len() - 1, 0, 0], "one refusal is one mail's");

        is_overcome(&app, &people()).await;
        assert_eq!(app.mail.out_of_turn(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn replies_of_many_lines_are_read_to_their_end() {
    let app = TestApp::start().await;
    app.mail.be_verbose();

    app.ask_all(&people()).await;

    assert_each_once(&app.mail.mails(), &people());
    assert_eq!(app.mail.out_of_turn(), Vec::<String>::new());
}

#[tokio::test]
async fn a_mail_taken_for_spam_blames_nobody() {
    let app = TestApp::start().await;
    app.mail.fail(Stage::Body, Fault::Reply(554, "5.7.1 this looks like spam"), 1_000);

    app.ask_all(&people()).await;
    assert!(app.mail.mails().is_empty());
    app.mail.recover();
    let_days_pass(&app).await;

    assert_each_once(&app.mail.mails(), &people());
    assert_eq!(bounces(&app).await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_cannot_be_sent_in_three_days_is_given_up_and_shown() {
    let app = TestApp::start().await;
    app.mail.fail(Stage::RcptTo, Fault::Reply(450, "4.2.0 come again"), 100_000);

    app.ask_all(&people()[..2]).await;
    let_days_pass(&app).await;

    assert_eq!(page_counts(&app).await, [0, 0, 0, 2]);
    app.mail.recover();
    let_days_pass(&app).await;
    assert!(app.mail.mails().is_empty(), "a survey after a week is noise");
}
