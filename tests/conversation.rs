//! What a business and its customer write to each other: by mail that threads, and back into the case or the answer.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::shop::{Shop, bring, shop};
use crate::support::smtp_sink::{Fault, Mail, Stage};

/// Somebody answers; the mail that asked them.
async fn answers(app: &TestApp, email: &str, score: u8) -> Mail {
    app.ask(email).await;
    let mail = app.mail.mails().into_iter().rfind(|mail| mail.recipient() == email).expect("a mail");
    let link = mail.score_link(score);
    let form = link.rsplit_once('/').unwrap().0;
    let thanks = app.api.submit(form, &[("score", &score.to_string()), ("comment", "The brake squeaks")]).await;
    assert!((200..400).contains(&thanks.status), "{}", thanks.body);
    app.drain_jobs().await;
    mail
}

/// The only case.
async fn the_case(app: &TestApp) -> String {
    let cases = app.api.get("/v1/cases?state[]=all").await.expect(200)["data"].clone();
    assert_eq!(cases.as_array().unwrap().len(), 1, "{cases}");
    cases[0]["id"].as_str().unwrap().to_owned()
}

async fn messages(app: &TestApp, case: &str) -> Vec<Value> {
    app.api.get(&format!("/v1/cases/{case}/messages")).await.expect(200)["data"].as_array().unwrap().clone()
}

async fn kinds(app: &TestApp, case: &str) -> Vec<String> {
    let shown = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    let lines = shown["timeline"].as_array().unwrap();
    lines.iter().map(|line| line["kind"].as_str().unwrap().to_owned()).collect()
}

/// The newest mail to somebody.
fn newest(app: &TestApp, email: &str) -> Mail {
    app.mail.mails().into_iter().rfind(|mail| mail.recipient() == email).expect("a mail")
}

fn reply_to(mail: &Mail) -> String {
    mail.parsed().reply_to().unwrap().first().unwrap().address().unwrap().to_owned()
}

fn reply(mail: &Mail, id: &str, more: &str, text: &str) -> String {
    format!(
        "From: Ann <ann@example.com>\r\nTo: {}\r\nSubject: Re: {}\r\nMessage-ID: <{id}@mx.example>\r\n{more}\r\n{text}",
        reply_to(mail),
        mail.subject(),
    )
}

async fn say(app: &Shop, case: &str, text: &str) -> Mail {
    app.api.post(&format!("/v1/cases/{case}/messages"), &json!({ "body": text })).await.expect(201);
    app.drain_jobs().await;
    newest(app, "ann@example.com")
}

#[tokio::test]
async fn a_reply_goes_out_in_the_thread_and_its_answer_lands_in_the_case() {
    let app = shop().await;
    let owner = app.sign_in().await;
    let asked = answers(&app, "ann@example.com", 3).await;
    let case = the_case(&app).await;

    let page = format!("/admin/cases/{case}");
    let form = [("body", "We have the part here.\r\nCome whenever it suits you.")];
    let sent = app.send_form(&owner, &page, &format!("{page}/message"), &form).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    app.drain_jobs().await;

    let mail = newest(&app, "ann@example.com");
    let text = mail.text().replace("\r\n", "\n");
    assert!(text.contains("We have the part here.\nCome whenever it suits you.\n\nOlga\n"), "{text}");
    assert!(mail.text().contains("/c/"), "{}", mail.text());
    assert!(reply_to(&mail).starts_with("c+") && reply_to(&mail).ends_with("@b.shop.example"), "{}", reply_to(&mail));
    let references = mail.header("References").expect("a thread");
    assert!(references.contains(&asked.header("Message-ID").unwrap()), "{references}");
    assert_eq!(mail.header("Auto-Submitted"), None, "a person wrote it");
    let whole = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    assert_eq!(whole["state"], "contacted", "who writes to the customer has been in touch");

    let text =
        "On Monday then.\r\n\r\nOn Fri, 20 Nov 2026 at 12:00, Shop <x@b.shop.example> wrote:\r\n> We have the part\r\n";
    for _twice in 0..2 {
        assert_eq!(bring(&app, &reply_to(&mail), &reply(&mail, "1", "", text)).await, (250, 250));
    }
    app.drain_jobs().await;
    let said = messages(&app, &case).await;
    assert_eq!(said.len(), 2, "the same mail counts once: {said:?}");
    assert_eq!((&said[1]["direction"], &said[1]["body"]), (&json!("in"), &json!("On Monday then.")));
    assert!(kinds(&app, &case).await.ends_with(&["customer_wrote".to_owned()]));
    let news = app.mail.mails().pop().unwrap();
    assert!(news.recipient().starts_with("owner-") && news.text().contains("On Monday then."), "{}", news.text());
    assert!(app.page_as(&owner, &page).await.contains("On Monday then."));

    let second = say(&app, &case, "Monday it is.").await;
    assert_eq!(second.header("In-Reply-To").as_deref(), Some("<1@mx.example>"));
    assert_eq!(second.subject(), format!("Re: Re: {}", mail.subject()).replacen("Re: Re:", "Re:", 1));
}

#[tokio::test]
async fn programs_that_answer_by_themselves_and_forged_addresses_say_nothing() {
    let app = shop().await;
    answers(&app, "ann@example.com", 3).await;
    let case = the_case(&app).await;
    let mail = say(&app, &case, "We look into it.").await;

    for more in ["Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n"] {
        assert_eq!(bring(&app, &reply_to(&mail), &reply(&mail, "away", more, "I am away.")).await, (250, 250));
    }
    let address = reply_to(&mail);
    let forged = address.replacen("c+", "r+", 1);
    assert_eq!(bring(&app, &forged, &reply(&mail, "2", "", "Hello")).await.0, 550);
    assert_eq!(messages(&app, &case).await.len(), 1);

    let body = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n";
    let parts = "--x\r\nContent-Type: text/plain\r\n\r\nSee here.\r\n--x\r\nContent-Type: image/jpeg\r\n\
        Content-Disposition: attachment; filename=\"brake.jpg\"\r\n\r\nAAAA\r\n--x--\r\n";
    bring(&app, &address, &reply(&mail, "3", body, parts)).await;
    assert_eq!(messages(&app, &case).await[1]["body"], "See here.\n[brake.jpg]");
}

#[tokio::test]
async fn a_resolved_case_hears_the_customer_and_stays_resolved() {
    let app = shop().await;
    let owner = app.sign_in().await;
    answers(&app, "ann@example.com", 3).await;
    let case = the_case(&app).await;
    let mail = say(&app, &case, "It is done.").await;
    let done = json!({"outcome": "solved"});
    app.api.post(&format!("/v1/cases/{case}/resolve"), &done).await.expect(200);

    bring(&app, &reply_to(&mail), &reply(&mail, "1", "", "Thanks, but it squeaks again.")).await;
    app.drain_jobs().await;

    let whole = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    assert_eq!(whole["state"], "resolved");
    assert!(app.mail.mails().pop().unwrap().text().contains("squeaks again"), "the team is told all the same");
    assert!(app.page_as(&owner, &format!("/admin/cases/{case}")).await.contains("squeaks again"));
}

#[tokio::test]
async fn an_answer_is_replied_to_without_becoming_a_case() {
    let app = shop().await;
    let owner = app.sign_in().await;
    answers(&app, "ann@example.com", 10).await;
    let answer = app.api.get("/v1/survey_responses").await.expect(200)[0]["id"].as_str().unwrap().to_owned();

    let page = format!("/admin/responses/{answer}");
    let sent = app.send_form(&owner, &page, &format!("{page}/message"), &[("body", "Thank you, Ann.")]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    app.drain_jobs().await;
    let mail = newest(&app, "ann@example.com");
    assert!(reply_to(&mail).starts_with("r+") && !mail.text().contains("/c/"), "{}", mail.text());
    bring(&app, &reply_to(&mail), &reply(&mail, "1", "", "You are welcome.")).await;
    app.drain_jobs().await;

    assert!(app.page_as(&owner, &page).await.contains("You are welcome."));
    assert!(app.mail.mails().pop().unwrap().text().contains(&page));
    assert_eq!(app.api.get("/v1/cases?state[]=all").await.expect(200)["data"], json!([]));
}

#[tokio::test]
async fn who_cannot_be_reached_by_mail_is_not_written_to_and_the_reason_is_said() {
    let app = shop().await;
    let opened = json!({"person": {"phone_number": "+77010000000"}, "note": "Called: the brake"});
    let case = app.api.post("/v1/cases", &opened).await.expect(201)["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/cases/{case}/messages");
    let refused = app.api.post(&path, &json!({"body": "Hello"})).await.expect(409);
    assert_eq!(refused["error"]["code"], "no_email");
    let empty = app.api.post(&path, &json!({"body": "  "})).await.expect(422);
    assert_eq!(empty["error"]["problems"][0]["path"], "body");

    answers(&app, "ann@example.com", 3).await;
    let cases = app.api.get("/v1/cases").await.expect(200)["data"].clone();
    let other = cases.as_array().unwrap().iter().find(|one| one["id"] != case.as_str()).unwrap()["id"].clone();
    let mail = say(&app, other.as_str().unwrap(), "Hello").await;
    let bounce = format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: {}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; ann@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n",
        mail.sender,
    );
    assert_eq!(bring(&app, &mail.sender, &bounce).await, (250, 250));
    let path = format!("/v1/cases/{}/messages", other.as_str().unwrap());
    assert_eq!(app.api.post(&path, &json!({"body": "Hello"})).await.expect(409)["error"]["code"], "email_bounces");
}

#[tokio::test]
async fn a_mail_that_the_customers_server_refuses_is_told_to_who_looks_after_them() {
    let app = shop().await;
    app.sign_in().await;
    answers(&app, "ann@example.com", 3).await;
    let case = the_case(&app).await;
    app.mail.fail_for("ann@example.com", Stage::RcptTo, Fault::Reply(550, "5.1.1 no such mailbox"));
    let path = format!("/v1/cases/{case}/messages");
    app.api.post(&path, &json!({"body": "We have the part."})).await.expect(201);
    app.drain_jobs().await;

    let news = app.mail.mails().pop().unwrap();
    assert!(news.subject().contains("did not reach"), "{}", news.subject());
    assert!(kinds(&app, &case).await.contains(&"undelivered".to_owned()));
    let again = app.api.post(&path, &json!({"body": "Hello?"})).await.expect(409);
    assert_eq!(again["error"]["code"], "email_bounces");
}
