//! Conversations with scripted servers: what each answer, and each silence, means for the mail.

mod group;
mod script;

use std::cell::Cell;
use std::convert::Infallible;
use std::time::Duration;

use self::script::Step::{Encrypt, Hear, HearMail, Say, Stall, Tell};
use self::script::{Server, Step, greeting, one_mail, timeouts, to_data};
use super::*;
use crate::mail::{Mailer, Parcel};

fn parcel() -> Parcel {
    Parcel {
        from: "feedback@acme.example".parse().unwrap(),
        to: "ann@example.com".parse().unwrap(),
        message_id: "<1.invite.1@acme.example>".into(),
        bytes: b"Subject: Hello\r\n\r\nHow was it?\r\n.\r\n..two\r\n".to_vec(),
    }
}

/// Sends one mail; says whether the body was announced.
async fn send(sender: &mut SmtpSender) -> (Outcome, bool) {
    let announced = Cell::new(false);
    let outcome = sender
        .send(&parcel(), || async {
            announced.set(true);
            Ok::<_, Infallible>(())
        })
        .await;
    match outcome {
        Ok(outcome) => (outcome, announced.get()),
        Err(never) => match never {},
    }
}

/// The scripts one after the other.
fn script(parts: &[&[Step]]) -> Vec<Step> {
    parts.concat()
}

fn is_sent(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Sent { .. })
}

#[tokio::test]
async fn a_mail_arrives_whole_and_the_reply_is_kept() {
    let server = Server::play(vec![script(&[&greeting(), &one_mail(), &[Hear("QUIT")]])]).await;
    let mut sender = server.sender("smtp://");
    let (outcome, announced) = send(&mut sender).await;
    assert_eq!(outcome, Outcome::Sent { reply: "2.0.0 queued as 1".into() });
    assert!(announced);
    sender.close().await;
    let heard = &server.heard.await.unwrap()[0];
    assert_eq!(heard[4], "Subject: Hello\n\nHow was it?\n..\n...two\n");
    assert_eq!(heard.last().unwrap(), "QUIT");
}

#[tokio::test]
async fn one_connection_carries_several_mails_and_then_a_new_one_is_opened() {
    let hundred = script(&[&greeting(), &one_mail().repeat(100), &[Hear("QUIT")]]);
    let server = Server::play(vec![hundred, script(&[&greeting(), &one_mail()])]).await;
    let mut sender = server.sender("smtp://");
    for _ in 0..101 {
        assert!(is_sent(&send(&mut sender).await.0));
    }
    let heard = server.heard.await.unwrap();
    assert_eq!(heard.iter().flatten().filter(|line| *line == "DATA").count(), 101);
}

#[tokio::test]
async fn a_kept_connection_that_the_server_closed_costs_no_attempt() {
    let closing = script(&[&greeting(), &one_mail(), &[Hear("MAIL"), Say("421 4.4.2 idle too long")]]);
    let silent = script(&[&greeting(), &one_mail()]);
    let server = Server::play(vec![closing, silent.clone(), silent]).await;
    let mut sender = server.sender("smtp://");
    for _ in 0..3 {
        assert!(is_sent(&send(&mut sender).await.0));
    }
    assert_eq!(server.heard.await.unwrap().len(), 3);
}

#[tokio::test]
async fn an_idle_connection_is_left_and_not_used_again() {
    let server =
        Server::play(vec![script(&[&greeting(), &one_mail(), &[Hear("QUIT")]]), script(&[&greeting(), &one_mail()])])
            .await;
    let mut sender = server.sender_within("smtp://", Timeouts { idle: Duration::ZERO, ..timeouts() });
    for _ in 0..2 {
        assert!(is_sent(&send(&mut sender).await.0));
        assert!(!sender.is_connected());
    }
    assert_eq!(server.heard.await.unwrap()[0].last().unwrap(), "QUIT");
}

#[tokio::test]
async fn a_refusal_at_each_stage_names_stage_code_and_words() {
    let mail = Hear("MAIL");
    let rcpt = Hear("RCPT");
    let ok = Say("250 ok");
    let to_recipient = [mail, ok, rcpt];
    let to_data_refused = [mail, ok, rcpt, ok, Hear("DATA")];
    let to_body = script(&[&to_data(), &[HearMail]]);
    let hello = greeting();
    let cases: Vec<(Vec<Step>, &'static str, Stage, bool)> = vec![
        (vec![], "450 4.3.2 not now", Stage::Hello, false),
        (vec![], "554 5.7.1 go away", Stage::Hello, false),
        (hello[..2].to_vec(), "421 4.3.2 closing", Stage::Hello, false),
        (hello[..2].to_vec(), "502 5.5.1 what", Stage::Hello, false),
        (script(&[&hello, &[mail]]), "451 4.3.0 later", Stage::MailFrom, false),
        (script(&[&hello, &[Hear("MAIL")]]), "550 5.7.1 not you", Stage::MailFrom, false),
        (script(&[&hello, &to_recipient]), "450 4.2.0 greylisted", Stage::Recipient, false),
        (script(&[&hello, &to_recipient]), "550-5.1.1 no such\r\n550 5.1.1 user", Stage::Recipient, false),
        (script(&[&hello, &to_data_refused]), "452 4.3.1 disk full", Stage::Data, false),
        (script(&[&hello, &to_data_refused]), "554 5.5.1 no", Stage::Data, false),
        (script(&[&hello, &to_body]), "451 4.7.1 try later", Stage::Body, true),
        (script(&[&hello, &to_body]), "554 5.7.1 looks like spam", Stage::Body, true),
    ];
    for (before, reply, stage, announced) in cases {
        let server = Server::play(vec![script(&[&before, &[Say(reply), Hear("QUIT")]])]).await;
        let mut sender = server.sender("smtp://");
        let (outcome, was_announced) = send(&mut sender).await;
        assert_eq!(was_announced, announced, "{reply}");
        assert!(!sender.is_connected());
        let code: u16 = reply[..3].parse().unwrap();
        match outcome {
            Outcome::Retry { stage: at, code: Some(got), reply: words } if code < 500 => {
                assert_eq!((at, got), (stage, code));
                assert!(reply.contains(&words), "{words}");
            }
            Outcome::Fail { fault, stage: at, code: Some(got), reply: words } if code >= 500 => {
                assert_eq!((at, got), (stage, code));
                let bounced = reply.contains("5.1.1");
                assert_eq!(fault, if bounced { Fault::Recipient } else { Fault::Sender });
                assert_eq!(words, if bounced { "5.1.1 no such 5.1.1 user" } else { &reply[4..] });
            }
            other => panic!("{reply}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_connection_lost_before_the_body_is_tried_again_and_after_it_is_unknown() {
    let whole = script(&[&greeting(), &one_mail()]);
    let last = whole.len() - 1;
    for length in 0..=last {
        let server = Server::play(vec![whole[..length].to_vec()]).await;
        let (outcome, announced) = send(&mut server.sender("smtp://")).await;
        let begun = length > last - 2; // the server has said 354
        assert_eq!(announced, begun, "{length}");
        match outcome {
            Outcome::Unknown { .. } => assert!(begun, "{length}"),
            Outcome::Retry { code: None, .. } => assert!(!begun, "{length}"),
            other => panic!("{length}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_is_left_and_the_mail_judged_by_how_far_it_came() {
    let whole = script(&[&greeting(), &one_mail()]);
    let silences = [
        (0, Some(Stage::Hello)),
        (2, Some(Stage::Hello)),
        (4, Some(Stage::MailFrom)),
        (8, Some(Stage::Data)),
        (10, None),
    ];
    'silences: for (length, expected) in silences {
        let mut outcomes = Vec::new();
        // On a busy machine a short limit may pass before the silence begins; then a longer one is tried.
        for limit in [100, 1_000, 10_000].map(Duration::from_millis) {
            let server = Server::play(vec![script(&[&whole[..length], &[Stall]])]).await;
            let limits = match expected {
                Some(_) => Timeouts { command: limit, ..timeouts() },
                None => Timeouts { final_reply: limit, ..timeouts() },
            };
            let mut sender = server.sender_within("smtp://", limits);
            let (outcome, _) = send(&mut sender).await;
            assert!(!sender.is_connected());
            server.heard.await.unwrap(); // it has seen us go
            match (&outcome, expected) {
                (Outcome::Unknown { reply }, None) if reply.contains("no answer within") => continue 'silences,
                (Outcome::Retry { stage, code: None, .. }, Some(expected)) if *stage == expected => continue 'silences,
                _ => outcomes.push(outcome),
            }
        }
        panic!("silent after {length} steps: {outcomes:?}");
    }
}

#[tokio::test]
async fn a_reply_to_an_abandoned_mail_is_never_taken_for_the_next_ones() {
    let thinking = script(&[&greeting(), &to_data(), &[HearMail, Tell, Stall]]);
    let refusing = script(&[&greeting(), &to_data(), &[HearMail, Say("550 5.7.1 no")]]);
    let server = Server::play(vec![thinking, refusing]).await;
    let mut sender = server.sender("smtp://");
    tokio::select! {
        outcome = send(&mut sender) => panic!("{outcome:?}"),
        () = server.reached.notified() => {}
    }
    assert!(!sender.is_connected());
    let (outcome, _) = send(&mut sender).await;
    assert!(matches!(outcome, Outcome::Fail { stage: Stage::Body, .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_positive_answer_that_is_not_250_is_no_success() {
    let server = Server::play(vec![script(&[&greeting(), &to_data(), &[HearMail, Say("354 go on")]])]).await;
    let (outcome, _) = send(&mut server.sender("smtp://")).await;
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
}

#[tokio::test]
async fn when_the_stage_cannot_be_stored_nothing_is_sent() {
    let server = Server::play(vec![script(&[&greeting(), &to_data(), &[HearMail]])]).await;
    let mut sender = server.sender("smtp://");
    let result = sender.send(&parcel(), || async { Err("the database is full") }).await;
    assert_eq!(result, Err("the database is full"));
    assert!(!sender.is_connected());
    assert_eq!(server.heard.await.unwrap()[0].last().unwrap(), "broken: the client went");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let server = Server::play(vec![]).await;
    let mut sender = server.sender("smtp://");
    server.heard.await.unwrap(); // nobody listens any more
    let (outcome, _) = send(&mut sender).await;
    assert!(matches!(outcome, Outcome::Retry { stage: Stage::Connect, code: None, .. }), "{outcome:?}");
}

#[tokio::test]
async fn starttls_is_used_where_offered_and_what_was_said_before_is_asked_again() {
    let hello = [
        Say("220 hi"),
        Hear("EHLO"),
        Say("250-mail.test\r\n250-STARTTLS\r\n250 AUTH PLAIN"),
        Hear("STARTTLS"),
        Say("220 go"),
    ];
    let inside =
        [Encrypt, Hear("EHLO"), Say("250-mail.test\r\n250 AUTH LOGIN"), Hear("AUTH LOGIN"), Say("334 VXNlcm5hbWU6")];
    let login = [Hear("dXNlcg=="), Say("334 UGFzc3dvcmQ6"), Hear("cMOkc3M="), Say("235 welcome")];
    let server = Server::play(vec![script(&[&hello, &inside, &login, &one_mail()])]).await;
    let (outcome, _) = send(&mut server.sender("smtp://user:p%C3%A4ss@?tls=required")).await;
    assert!(is_sent(&outcome), "{outcome:?} {:?}", server.heard.await);
}

#[tokio::test]
async fn implicit_tls_signs_in_with_plain() {
    let hello = [
        Say("220 hi"),
        Hear("EHLO"),
        Say("250-mail.test\r\n250 AUTH LOGIN PLAIN"),
        Hear("AUTH PLAIN AHVzZXIAcGFzcw=="),
        Say("235 ok"),
    ];
    let server = Server::play_encrypted(vec![script(&[&hello, &one_mail(), &one_mail(), &[Hear("QUIT")]])]).await;
    let mut sender = server.sender("smtps://user:pass@");
    assert!(is_sent(&send(&mut sender).await.0));
    assert!(is_sent(&send(&mut sender).await.0));
    sender.close().await;
    assert_eq!(server.heard.await.unwrap()[0].last().unwrap(), "QUIT");
}

#[tokio::test]
async fn a_certificate_by_an_unknown_authority_is_refused_and_no_password_goes_out() {
    let hello = [
        Say("220 hi"),
        Hear("EHLO"),
        Say("250-mail.test\r\n250 STARTTLS"),
        Hear("STARTTLS"),
        Say("220 go"),
        Encrypt,
        Hear("EHLO"),
    ];
    for (server, url) in [
        (Server::play(vec![hello.to_vec()]).await, "smtp://u:p@"),
        (Server::play_encrypted(vec![vec![Say("220 hi")]]).await, "smtps://u:p@"),
    ] {
        let mut sender = SmtpSender::new(server.config(url, false), timeouts()).unwrap();
        let (outcome, _) = send(&mut sender).await;
        match outcome {
            Outcome::Retry { stage: Stage::Encrypt, code: None, reply } => {
                assert!(reply.contains("certificate"), "{reply}");
            }
            other => panic!("{other:?}"),
        }
        assert!(server.heard.await.unwrap()[0].iter().all(|line| !line.starts_with("AUTH")));
    }
}

#[tokio::test]
async fn a_password_never_goes_over_a_plain_connection() {
    let hello = [Say("220 hi"), Hear("EHLO"), Say("250-mail.test\r\n250 AUTH PLAIN LOGIN"), Hear("nothing")];
    let server = Server::play(vec![hello.to_vec()]).await;
    let (outcome, _) = send(&mut server.sender("smtp://user:secret@")).await;
    match outcome {
        Outcome::Fail { fault: Fault::Sender, stage: Stage::SignIn, code: None, reply } => {
            assert!(reply.contains("only sent over TLS"), "{reply}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.heard.await.unwrap()[0].last().unwrap(), "broken: the client went");
}

#[tokio::test]
async fn tls_required_waits_when_the_server_does_not_offer_it() {
    let server = Server::play(vec![script(&[&greeting(), &[Hear("nothing")]])]).await;
    let (outcome, _) = send(&mut server.sender("smtp://?tls=required")).await;
    assert!(matches!(outcome, Outcome::Retry { stage: Stage::Encrypt, code: None, .. }), "{outcome:?}");
}

#[tokio::test]
async fn words_smuggled_in_before_the_encryption_are_noticed() {
    let hello = [
        Say("220 hi"),
        Hear("EHLO"),
        Say("250-mail.test\r\n250 STARTTLS"),
        Hear("STARTTLS"),
        Say("220 go\r\n250 AUTH PLAIN"),
        Stall,
    ];
    let server = Server::play(vec![hello.to_vec()]).await;
    let (outcome, _) = send(&mut server.sender("smtp://u:p@")).await;
    match outcome {
        Outcome::Retry { stage: Stage::Encrypt, reply, .. } => assert!(reply.contains("in the clear"), "{reply}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_refused_password_is_the_senders_fault() {
    let hello = [
        Say("220 hi"),
        Hear("EHLO"),
        Say("250-mail.test\r\n250 AUTH PLAIN"),
        Hear("AUTH PLAIN"),
        Say("535 5.7.8 bad credentials"),
    ];
    let server = Server::play_encrypted(vec![hello.to_vec()]).await;
    let (outcome, _) = send(&mut server.sender("smtps://user:pass@")).await;
    assert!(
        matches!(outcome, Outcome::Fail { fault: Fault::Sender, stage: Stage::SignIn, code: Some(535), .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn checking_the_settings_signs_in_and_sends_nothing() {
    let server = Server::play(vec![script(&[&greeting(), &[Hear("QUIT")]]), vec![Say("554 5.7.1 no")]]).await;
    let sender = server.sender("smtp://");
    assert_eq!(sender.check("acme.example").await, Ok(()));
    assert_eq!(sender.check("acme.example").await.unwrap_err().to_string(), "hello: 5.7.1 no");
}

#[tokio::test]
async fn a_mailer_keeps_a_connection_for_the_next_mail_and_closes_it_in_the_end() {
    let server = Server::play(vec![script(&[&greeting(), &one_mail(), &one_mail(), &[Hear("QUIT")]])]).await;
    let mailer = Mailer::smtp(server.config("smtp://", true), timeouts()).unwrap();
    for _ in 0..2 {
        let outcome = mailer.send(&parcel(), || async { Ok::<_, Infallible>(()) }).await;
        assert!(outcome.is_ok_and(|outcome| is_sent(&outcome)));
    }
    mailer.close(false).await;
    mailer.close(true).await;
    assert_eq!(server.heard.await.unwrap()[0].last().unwrap(), "QUIT");
}
