//! What comes back: bounces, complaints and mails that unsubscribe, brought by SMTP as mail servers do.

use std::sync::mpsc::channel;

use diesel::prelude::*;
use serde_json::{Value, json};
use survey_server::outreach::intake::{self, About, News};
use survey_server::store::deliveries::Stage;
use survey_server::store::{Conn, invitations, people};

use crate::support::app::TestApp;
use crate::support::database::Backend;
use crate::support::receiver::Answer;
use crate::support::shop::{bring, shop};
use crate::support::smtp_sink::{self, Fault, Mail};

/// How far the mails got.
async fn stages(app: &TestApp) -> Vec<Stage> {
    app.deliveries().await.iter().map(|delivery| delivery.stage).collect()
}

/// What a mail server reports of a mail.
fn report(mail: &Mail, action: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: {}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_r\"\r\n\r\n\
         --=_r\r\nContent-Type: text/plain\r\n\r\nSorry: eve@example.com 550 5.1.1 unknown.\r\n\
         --=_r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n\
         --=_r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {}\r\n\r\n--=_r--\r\n",
        mail.sender,
        mail.recipient(),
        mail.header("Message-ID").unwrap(),
    )
}

/// Asks somebody and returns the mail as it went out.
async fn asked(app: &TestApp, email: &str) -> Mail {
    app.ask(email).await;
    app.mail.mails().into_iter().rfind(|mail| mail.recipient() == email).expect("a mail")
}

async fn bounces(app: &TestApp) -> Vec<Value> {
    app.api.get("/v1/bounces").await.expect(200).as_array().unwrap().clone()
}

async fn reason(app: &TestApp, email: &str) -> Value {
    app.ask(email).await["survey_decision"]["reason"].clone()
}

#[tokio::test]
async fn a_mail_comes_back_to_an_address_of_its_own_and_the_person_is_not_asked_again() {
    let app = shop().await;
    app.program.always(Answer::status(200));
    app.call_back_on(&["invitation.bounced"]).await;
    let mail = asked(&app, "gone@example.com").await;
    assert!(mail.sender.starts_with("b+") && mail.sender.ends_with("@b.shop.example"), "{}", mail.sender);
    assert_eq!(mail.parsed().from().unwrap().first().unwrap().address(), Some("survey@shop.example"));

    let bounce = report(&mail, "failed", "5.1.1");
    assert_eq!(bring(&app, &mail.sender, &bounce).await, (250, 250));
    assert_eq!(bring(&app, &mail.sender, &bounce).await, (250, 250), "the same once more changes nothing");
    app.drain_jobs().await;

    assert_eq!(bounces(&app).await[0]["email"], "gone@example.com");
    let told: Vec<_> = app.program.received().iter().map(|one| one.json()["type"].clone()).collect();
    assert_eq!(told, [json!("invitation.bounced")]);
    app.after_days(60).await;
    assert_eq!(reason(&app, "gone@example.com").await, "bounced");
}

#[tokio::test]
async fn a_report_without_a_proof_suppresses_nobody() {
    let app = shop().await;
    let mail = asked(&app, "ann@example.com").await;
    let other = asked(&app, "bob@example.com").await;

    let (local, domain) = mail.sender.split_once('@').unwrap();
    let last = if local.ends_with('a') { "b" } else { "a" };
    let forged = format!("{}{last}@{domain}", &local[..local.len() - 1]);
    for stranger in [forged.as_str(), "ann@example.com", "survey@shop.example", "b+@b.shop.example"] {
        assert_eq!(bring(&app, stranger, &report(&mail, "failed", "5.1.1")).await.0, 550, "{stranger}");
    }
    // Bob's own address proves that it is about Bob's mail, whatever the report says of Ann.
    let about_ann = report(&other, "failed", "5.1.1").replace("bob@example.com", "ann@example.com");
    let words = "From: bob@example.com\r\nSubject: Undelivered\r\n\r\nann@example.com: 550 5.1.1 unknown\r\n";
    let away =
        "From: bob@example.com\r\nAuto-Submitted: auto-replied\r\nSubject: Out of office\r\n\r\nStatus: 5.1.1\r\n";
    for message in [words, away] {
        assert_eq!(bring(&app, &other.sender, message).await, (250, 250));
    }
    assert!(bounces(&app).await.is_empty());

    bring(&app, &other.sender, &about_ann).await;
    let listed = bounces(&app).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["email"], "bob@example.com", "a forwarded mail bounces for whom it was sent to");
}

#[tokio::test]
async fn three_soft_bounces_in_thirty_days_let_an_address_rest_for_thirty() {
    let app = shop().await;
    let mut reasons = Vec::new();
    for day in 0..3 {
        let email = "full@example.com";
        app.ask(email).await;
        let mail = app.mail.mails().pop().expect("a mail");
        for _twice in 0..2 {
            bring(&app, &mail.sender, &report(&mail, "failed", "5.2.2")).await;
            bring(&app, &mail.sender, &report(&mail, "delayed", "4.4.1")).await;
        }
        app.after_days(1).await;
        reasons.push((day, app.mail.mails().len()));
    }
    assert_eq!(reasons, [(0, 1), (1, 2), (2, 3)], "two of them stop nothing");

    assert_eq!(reason(&app, "full@example.com").await, "bounced");
    assert!(bounces(&app).await.is_empty(), "an address that rests is not gone");
    app.after_days(31).await;
    assert_eq!(reason(&app, "full@example.com").await, Value::Null);
}

#[tokio::test]
async fn a_complaint_counts_as_unsubscribed() {
    let app = shop().await;
    app.program.always(Answer::status(200));
    app.call_back_on(&["unsubscribe.created"]).await;
    let mail = asked(&app, "ann@example.com").await;

    let complaint = format!(
        "From: fbl@isp.example\r\nTo: fbl@shop.example\r\nSubject: abuse\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=feedback-report; boundary=x\r\n\r\n--x\r\n\
         Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: isp/1\r\nVersion: 1\r\n\r\n\
         --x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {}\r\nSubject: One question\r\n\r\nHello\r\n--x--\r\n",
        mail.header("Message-ID").unwrap(),
    );
    assert_eq!(bring(&app, &mail.sender, &complaint).await, (250, 250));
    app.drain_jobs().await;

    assert_eq!(app.api.get("/v1/unsubscribes").await.expect(200)[0]["email"], "ann@example.com");
    assert_eq!(app.program.received()[0].json()["type"], "unsubscribe.created");
    app.after_days(60).await;
    assert_eq!(reason(&app, "ann@example.com").await, "unsubscribed");
}

#[tokio::test]
async fn a_mail_to_the_address_in_the_header_unsubscribes() {
    let app = shop().await;
    let mail = asked(&app, "ann@example.com").await;
    let header = mail.header("List-Unsubscribe").unwrap();
    let (url, address) = header.split_once(", <mailto:").expect("both ways");
    assert!(url.starts_with("<http") && !header.contains("=?"), "{header}");
    let address = address.split_once('?').unwrap().0;
    assert!(address.starts_with("unsub+") && address.ends_with("@b.shop.example"), "{address}");

    assert_eq!(bring(&app, address, "From: ann@example.com\r\nSubject: unsubscribe\r\n\r\n").await, (250, 250));

    assert_eq!(app.api.get("/v1/unsubscribes").await.expect(200)[0]["email"], "ann@example.com");
}

#[tokio::test]
async fn a_mail_of_which_nobody_knew_is_settled_by_a_report() {
    for (action, status, stage) in [("failed", "5.1.1", Stage::Failed), ("relayed", "2.0.0", Stage::Sent)] {
        let app = shop().await;
        app.mail.fail(smtp_sink::Stage::Body, Fault::Drop, 1);
        app.ask("ann@example.com").await;
        let lost = app.mail.unanswered().remove(0);
        assert_eq!(stages(&app).await, [Stage::Unknown]);

        assert_eq!(bring(&app, &lost.sender, &report(&lost, action, status)).await, (250, 250));

        assert_eq!(stages(&app).await, [stage]);
        assert!(app.mail.mails().is_empty());
    }
}

#[tokio::test]
async fn unsubscribing_takes_any_body_wants_no_cookie_and_redirects_nowhere() {
    let app = TestApp::start().await;
    for (n, kind) in
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", ""]
            .into_iter()
            .enumerate()
    {
        let email = format!("ann{n}@example.com");
        let mail = asked(&app, &email).await;
        assert_eq!(mail.header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
        let header = mail.header("List-Unsubscribe").unwrap();
        let link = header.trim_matches(['<', '>']);

        let mut request = app.api.request(reqwest::Method::POST, link).body("List-Unsubscribe=One-Click");
        if !kind.is_empty() {
            request = request.header("Content-Type", kind);
        }
        let reply = app.api.send(request).await;

        assert_eq!(reply.status, 200, "{kind}");
        assert_eq!((reply.header("location"), reply.header("set-cookie")), (None, None), "{kind}");
        let listed = app.api.get("/v1/unsubscribes?per_page=100").await.expect(200);
        assert!(listed.as_array().unwrap().iter().any(|one| one["email"] == email), "{kind}");
    }
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    waiting: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn news_of_a_mail_holds_the_person_before_the_invitation_as_everybody_does() {
    // SQLite lets one writer in at a time.
    if Backend::chosen() == Backend::Sqlite {
        return;
    }
    let app = TestApp::start().await;
    app.ask("eve@example.com").await;
    let delivery = app.deliveries().await.pop().expect("a mail");
    let found = app.app.db.read(move |conn| {
        let invitation = invitations::find(conn, 1, delivery.about_id)?.expect("its invitation");
        Ok((delivery, people::load(conn, 1, invitation.person_id)?))
    });
    let (delivery, person) = found.await.expect("a database");

    // One holds the person, and wants the invitation when the news is waiting.
    let ((held, is_held), (waits, is_waiting)) = (channel(), channel());
    let (db, id, invitation) = (app.app.db.clone(), person.id, delivery.about_id);
    let first = std::thread::spawn(move || {
        db.write_now(|conn| {
            people::lock(conn, 1, id)?;
            held.send(()).expect("somebody waits");
            is_waiting.recv().expect("the news waits");
            invitations::hold(conn, 1, &[invitation]).map(drop)
        })
    });
    is_held.recv().expect("the person is held");
    let (db, cx) = (app.app.db.clone(), app.app.cx(1));
    let about = About { address: "eve@example.com".to_owned(), person: Some(person), delivery: Some(delivery) };
    let news = std::thread::spawn(move || db.write_now(|conn| intake::apply(conn, &cx, &about, News::Hard, "gone")));
    let waiting = |conn: &mut Conn| {
        let sql = "SELECT count(*) AS waiting FROM pg_stat_activity \
            WHERE datname = current_database() AND wait_event_type = 'Lock'";
        Ok(diesel::sql_query(sql).get_result::<Waiting>(conn)?.waiting)
    };
    while app.app.db.read_now(waiting).expect("a database") == 0 {
        std::thread::yield_now();
    }
    waits.send(()).expect("the first one waits");
    first.join().expect("no panic").expect("they wait for each other in no circle");
    assert_eq!(news.join().expect("no panic").expect("news"), intake::Taken::Bounced);
}
