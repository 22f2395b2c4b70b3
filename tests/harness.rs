//! The harness can be trusted: each stand-in behaves like what it stands for.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use survey_server::mail::{Outcome, Parcel, SmtpConfig, SmtpSender, Timeouts};

use crate::support::browser::{Browser, Window};
use crate::support::database::Backend;
use crate::support::postgres;
use crate::support::receiver::{Answer, Receiver};
use crate::support::smtp_sink::{Fault, SmtpSink, Stage, Tls};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[test]
fn a_copied_database_has_the_rows_of_its_template_and_keeps_its_own() {
    if Backend::chosen() != Backend::Postgres {
        return;
    }
    let cluster = postgres::cluster();
    let mut template = PgConnection::establish(&cluster.create("harness_template")).unwrap();
    diesel::sql_query("CREATE TABLE t AS SELECT 1 AS id").execute(&mut template).unwrap();
    drop(template);

    let mut one = PgConnection::establish(&cluster.copy_of("harness_template")).unwrap();
    let mut other = PgConnection::establish(&cluster.copy_of("harness_template")).unwrap();
    diesel::sql_query("INSERT INTO t VALUES (2)").execute(&mut one).unwrap();

    let count = |connection: &mut PgConnection| {
        diesel::sql_query("SELECT count(*) AS n FROM t").get_result::<Count>(connection).unwrap().n
    };
    assert_eq!((count(&mut one), count(&mut other)), (2, 1));
}

const MESSAGE: &[u8] =
    b"Subject: =?utf-8?q?Caf=C3=A9?=\r\nX-Long: one\r\n two\r\n\r\n.dot http://shop.test/s/abc/9\r\n";

async fn send(sink: &SmtpSink) -> Outcome {
    let config = SmtpConfig::parse(&sink.url()).unwrap();
    let parcel = Parcel {
        from: "shop@example.com".parse().unwrap(),
        to: "ann@example.com".parse().unwrap(),
        message_id: "<1@example.com>".to_owned(),
        bytes: MESSAGE.to_vec(),
    };
    let mut sender = SmtpSender::new(config, Timeouts::default()).unwrap();
    let Ok(outcome) = sender.send(&parcel, || std::future::ready(Ok::<_, std::convert::Infallible>(()))).await;
    sender.close().await;
    outcome
}

#[tokio::test]
async fn the_mail_server_keeps_what_it_accepted_word_for_word() {
    let sink = SmtpSink::start().await;

    send(&sink).await;

    let mail = sink.wait_for(1).await.remove(0);
    assert_eq!((mail.sender.as_str(), mail.recipient()), ("shop@example.com", "ann@example.com"));
    assert_eq!(mail.raw, MESSAGE);
    assert_eq!(mail.subject(), "Café");
    assert_eq!(mail.header("X-Long").as_deref(), Some("one two"));
    assert_eq!(mail.header("X-Missing"), None);
    assert_eq!(mail.score_link(9), "http://shop.test/s/abc/9");
    assert!(mail.html().contains(".dot"));
    assert!(!mail.encrypted);
    assert_eq!(sink.connections(), 1);
}

#[tokio::test]
async fn the_mail_server_fails_where_it_was_told_to_and_only_so_often() {
    let sink = SmtpSink::start().await;
    sink.fail(Stage::RcptTo, Fault::Reply(450, "4.2.1 later"), 1);
    sink.fail(Stage::Body, Fault::Drop, 1);

    let outcomes = [send(&sink).await, send(&sink).await, send(&sink).await];

    assert!(matches!(outcomes[0], Outcome::Retry { code: Some(450), .. }), "{outcomes:?}");
    assert!(matches!(outcomes[1], Outcome::Unknown { .. }), "{outcomes:?}");
    assert!(matches!(outcomes[2], Outcome::Sent { .. }), "{outcomes:?}");
    assert_eq!((sink.mails().len(), sink.unanswered().len()), (1, 1));
}

/// What the mail server answers to these bytes, said at once after its greeting, up to its goodbye.
async fn dialogue(sink: &SmtpSink, said: &str) -> String {
    let (_, address) = sink.url().split_once("//").map(|(scheme, rest)| (scheme.to_owned(), rest.to_owned())).unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let mut heard = [0; 64];
    let greeting = stream.read(&mut heard).await.unwrap();
    assert!(heard[..greeting].starts_with(b"220 "));
    stream.write_all(said.as_bytes()).await.unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    answers
}

const AT_ONCE: &str = "EHLO a.test\r\nMAIL FROM:<a@a.test>\r\nRCPT TO:<b@b.test>\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n";

#[tokio::test]
async fn the_mail_server_hangs_up_on_who_does_not_wait_for_replies_unless_it_offers_that() {
    let sink = SmtpSink::start().await;

    let told_off = dialogue(&sink, AT_ONCE).await;
    assert!(told_off.starts_with("503 ") && told_off.lines().count() == 1, "{told_off}");
    assert_eq!(sink.out_of_turn(), ["EHLO a.test"]);
    sink.offer_pipelining();
    let served = dialogue(&sink, AT_ONCE).await;

    assert!(served.contains("250-PIPELINING") && served.ends_with("221 2.0.0 bye\r\n"), "{served}");
    assert_eq!(sink.mails()[0].raw, b"hello\r\n");
}

#[tokio::test]
async fn the_mail_server_refuses_whom_its_greylist_does_not_know_once() {
    let sink = SmtpSink::start().await;
    sink.greylist();

    let outcomes = [send(&sink).await, send(&sink).await];

    assert!(matches!(outcomes[0], Outcome::Retry { code: Some(451), .. }), "{outcomes:?}");
    assert!(matches!(outcomes[1], Outcome::Sent { .. }), "{outcomes:?}");
}

#[tokio::test]
async fn the_mail_server_fails_for_one_recipient_or_after_a_while_and_then_recovers() {
    let sink = SmtpSink::start().await;
    sink.fail_for("bob@example.com", Stage::RcptTo, Fault::Reply(450, "4.2.1 not you"));
    sink.fail_after(1, Stage::Data, Fault::Reply(450, "4.3.0 the second"));
    sink.fail(Stage::Hello, Fault::Drop, 0);

    let outcomes = [send(&sink).await, send(&sink).await, send(&sink).await];
    sink.fail(Stage::Greeting, Fault::Reset, 100);
    let reset = send(&sink).await;
    sink.recover();
    let recovered = send(&sink).await;

    let sent = outcomes.map(|outcome| matches!(outcome, Outcome::Sent { .. }));
    assert_eq!(sent, [true, false, true]);
    assert!(matches!(reset, Outcome::Retry { code: None, .. }), "{reset:?}");
    assert!(matches!(recovered, Outcome::Sent { .. }), "{recovered:?}");
}

#[tokio::test]
async fn a_stalled_mail_server_answers_when_the_stall_ends() {
    let sink = SmtpSink::start().await;
    sink.fail(Stage::Body, Fault::Stall, 1);

    let sending = async { send(&sink).await };
    let ending = async {
        let unanswered = sink.wait_for_unanswered(1).await;
        sink.end_stalls(1);
        unanswered
    };
    let (outcome, unanswered) = tokio::join!(sending, ending);

    assert!(matches!(outcome, Outcome::Sent { .. }), "{outcome:?}");
    assert_eq!(unanswered[0].recipient(), "ann@example.com");
}

#[tokio::test]
async fn the_mail_server_speaks_both_kinds_of_tls_and_takes_a_login() {
    for tls in [Tls::Upgrade, Tls::Implicit] {
        let sink = SmtpSink::start_with(tls).await;

        let outcome = send(&sink).await;

        assert!(matches!(outcome, Outcome::Sent { .. }), "{tls:?}: {outcome:?}");
        let mail = sink.wait_for(1).await.remove(0);
        assert!(mail.encrypted, "{tls:?}");
        assert_eq!(mail.login, Some(("shop".to_owned(), "se cret".to_owned())));
    }
}

#[tokio::test]
async fn the_receiver_keeps_each_request_and_answers_by_its_script() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let receiver = Receiver::start();
    receiver.then([Answer::Status(503, vec![("Retry-After", "1".to_owned())])]);
    let client = reqwest::Client::new();

    let mut statuses = Vec::new();
    for body in ["{\"n\":1}", "{\"n\":2}", "{\"n\":3}"] {
        let sent = client.post(receiver.url()).header("Webhook-Id", body).body(body).send().await.unwrap();
        statuses.push(sent.status().as_u16());
        receiver.always(Answer::status(410));
    }

    let received = receiver.wait_for(3).await;
    assert_eq!(statuses, [503, 410, 410]);
    assert_eq!(received[1].header("webhook-id"), Some("{\"n\":2}"));
    assert_eq!(received[2].json()["n"], 3);
    assert_eq!((received[0].method.as_str(), received[0].path.as_str()), ("POST", "/hook"));
    assert!(received[0].arrived <= received[2].arrived);
    assert_eq!(receiver.received().len(), 3);
}

#[tokio::test]
async fn a_silent_receiver_has_the_request_and_gives_no_answer() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let receiver = Receiver::start();
    receiver.always(Answer::Silence);
    let address = receiver.url().to_owned();

    let waiting = tokio::spawn(async move { reqwest::Client::new().post(address).send().await });
    receiver.wait_for(1).await;

    assert!(!waiting.is_finished());
}

#[tokio::test]
async fn the_browser_shows_a_page_and_finds_what_is_wrong_with_it() {
    let page = "data:text/html,<title>Hello</title><h1>Hi</h1><img src='data:,'><input id=a>\
        <button onclick=\"document.title=document.querySelector('input').value\">Go</button>\
        <script>console.error('oh')</script>";
    for no_script in [false, true] {
        let window = Window { phone: true, dark: true, no_script };
        let Some(browser) = Browser::open_as(window).await else { return };

        browser.visit(page).await;
        browser.type_into("input", "typed").await;
        browser.click("button").await;

        assert_eq!(browser.text("h1").await, "Hi");
        assert_eq!(browser.title().await, if no_script { "Hello" } else { "typed" });
        assert!(browser.url().await.starts_with("data:"));
        assert!(browser.screenshot().await.starts_with(b"\x89PNG"));
        assert_eq!(browser.run("return matchMedia('(prefers-color-scheme: dark)').matches").await, true);
        assert_eq!(browser.overflow().await, 0);
        if !no_script {
            let problems = browser.accessibility_problems().await;
            assert!(problems.iter().any(|problem| problem.starts_with("image-alt: ")), "{problems:?}");
            assert!(browser.complaints().await.iter().any(|complaint| complaint.contains("oh")));
        }
    }
}

#[tokio::test]
async fn windows_do_not_share_their_cookies() {
    let receiver = Receiver::start();
    receiver.always(Answer::Status(200, vec![("Content-Type", "text/html".to_owned())]));
    let (Some(one), Some(other)) = (Browser::open().await, Browser::open().await) else { return };

    for browser in [&one, &other] {
        browser.visit(receiver.url()).await;
    }
    one.run("document.cookie = 'seen=1'").await;

    assert_eq!(one.run("return document.cookie").await, "seen=1");
    assert_eq!(other.run("return document.cookie").await, "");
}
