//! Groups of mails on one connection.

use super::script::Step::{Hear, HearMail, Say};
use super::script::{Server, Step, greeting, one_mail, to_data};
use super::{is_sent, parcel, script};
use crate::mail::{Fault, GroupSent, Outcome, SmtpSender, Stage};

async fn send(sender: &mut SmtpSender, count: usize) -> GroupSent {
    let parcel = parcel();
    sender.send_group(&vec![&parcel; count]).await
}

fn announced() -> Vec<Step> {
    vec![Hear("MAIL FROM:<feedback@acme.example>"), Hear("RCPT TO:<ann@example.com>"), Hear("DATA")]
}

fn welcome() -> Vec<Step> {
    vec![Say("250 ok"), Say("250 ok"), Say("354 go ahead")]
}

#[tokio::test]
async fn each_mail_of_a_group_costs_one_round_trip() {
    // The server answers nothing before it has heard all that may come at once.
    let between = script(&[&[HearMail], &announced(), &[Say("250 2.0.0 queued")], &welcome()]);
    let whole =
        script(&[&greeting(), &announced(), &welcome(), &between, &between, &[HearMail, Say("250 2.0.0 last")]]);
    let server = Server::play(vec![whole]).await;
    let sent = send(&mut server.sender("smtp://"), 3).await;
    assert!(sent.trouble.is_none() && sent.outcomes.iter().all(is_sent), "{sent:?}");
    assert_eq!(sent.outcomes[2], Outcome::Sent { reply: "2.0.0 last".into() });
}

#[tokio::test]
async fn a_server_without_pipelining_gets_one_command_at_a_time() {
    let hello = vec![Say("220 hi"), Hear("EHLO"), Say("250 mail.test")];
    let server = Server::play(vec![script(&[&hello, &one_mail(), &one_mail(), &[Hear("QUIT")]])]).await;
    let mut sender = server.sender("smtp://");
    let sent = send(&mut sender, 2).await;
    assert!(sent.outcomes.iter().all(is_sent) && sent.outcomes.len() == 2, "{sent:?}");
    sender.close().await;
    assert_eq!(server.heard.await.unwrap()[0].last().unwrap(), "QUIT");
}

#[tokio::test]
async fn a_refused_recipient_costs_only_its_own_mail() {
    let refused = [Say("250 ok"), Say("550 5.1.1 no such user"), Say("503 5.5.1 no recipient")];
    let again = [Hear("RSET"), Hear("MAIL"), Hear("RCPT"), Hear("DATA"), Say("250 forgotten")];
    let play = script(&[
        &greeting(),
        &announced(),
        &welcome(),
        &[HearMail],
        &announced(),
        &[Say("250 2.0.0 queued")],
        &refused,
        &again,
        &welcome(),
        &[HearMail, Say("250 2.0.0 queued")],
    ]);
    let server = Server::play(vec![play]).await;
    let sent = send(&mut server.sender("smtp://"), 3).await;
    assert!(sent.trouble.is_none(), "{sent:?}");
    assert!(is_sent(&sent.outcomes[0]) && is_sent(&sent.outcomes[2]), "{sent:?}");
    assert!(
        matches!(sent.outcomes[1], Outcome::Fail { fault: Fault::Recipient, stage: Stage::Recipient, .. }),
        "{sent:?}"
    );
}

#[tokio::test]
async fn a_refusal_at_the_end_of_a_group_is_forgotten_before_the_next_group() {
    let play = script(&[
        &greeting(),
        &announced(),
        &[Say("250 ok"), Say("550 5.1.1 no such user"), Say("503 5.5.1 no recipient")],
        &[Hear("RSET"), Say("250 forgotten")],
        &announced(),
        &welcome(),
        &[HearMail, Say("250 2.0.0 queued")],
    ]);
    let server = Server::play(vec![play]).await;
    let mut sender = server.sender("smtp://");
    let refused = send(&mut sender, 1).await;
    assert!(matches!(refused.outcomes[0], Outcome::Fail { fault: Fault::Recipient, .. }), "{refused:?}");
    let sent = send(&mut sender, 1).await;
    assert!(sent.trouble.is_none() && is_sent(&sent.outcomes[0]), "{sent:?}");
}

#[tokio::test]
async fn a_server_that_waits_for_a_mail_to_nobody_is_left_and_the_next_mail_goes_elsewhere() {
    let to_nobody = [Say("250 ok"), Say("450 4.2.0 greylisted"), Say("354 go ahead"), HearMail];
    let first = script(&[&greeting(), &announced(), &to_nobody]);
    let server = Server::play(vec![first, script(&[&greeting(), &one_mail()])]).await;
    let sent = send(&mut server.sender("smtp://"), 2).await;
    assert!(matches!(sent.outcomes[0], Outcome::Retry { stage: Stage::Recipient, code: Some(450), .. }), "{sent:?}");
    assert!(is_sent(&sent.outcomes[1]), "{sent:?}");
    assert_eq!(server.heard.await.unwrap()[0].last().unwrap(), "broken: the client went");
}

#[tokio::test]
async fn a_connection_that_is_lost_leaves_one_mail_in_doubt_and_the_others_go_on_a_new_one() {
    let first = script(&[&greeting(), &to_data(), &[HearMail, Say("250 2.0.0 queued")], &welcome(), &[HearMail]]);
    let server = Server::play(vec![first, script(&[&greeting(), &one_mail()])]).await;
    let sent = send(&mut server.sender("smtp://"), 3).await;
    assert!(sent.trouble.is_none(), "{sent:?}");
    assert!(is_sent(&sent.outcomes[0]), "{sent:?}");
    assert!(matches!(sent.outcomes[1], Outcome::Unknown { .. }), "{sent:?}");
    assert!(is_sent(&sent.outcomes[2]), "{sent:?}");
}

#[tokio::test]
async fn a_refused_sender_stops_the_group_before_any_mail_is_tried() {
    let refused = [Say("550 5.7.1 not you"), Say("503 5.5.1 no"), Say("503 5.5.1 no"), Hear("QUIT")];
    let server = Server::play(vec![script(&[&greeting(), &announced(), &refused])]).await;
    let sent = send(&mut server.sender("smtp://"), 3).await;
    assert!(sent.outcomes.is_empty(), "{sent:?}");
    let trouble = sent.trouble.unwrap();
    assert_eq!((trouble.stage, trouble.code), (Stage::MailFrom, Some(550)));
}

#[tokio::test]
async fn a_server_that_has_had_enough_mails_on_one_connection_gets_a_new_one() {
    let first = script(&[
        &greeting(),
        &announced(),
        &welcome(),
        &[HearMail],
        &announced(),
        &[Say("250 2.0.0 queued"), Say("421 4.7.0 too many mails on this connection")],
    ]);
    let server = Server::play(vec![first, script(&[&greeting(), &one_mail()])]).await;
    let sent = send(&mut server.sender("smtp://"), 2).await;
    assert!(sent.trouble.is_none() && sent.outcomes.iter().all(is_sent), "{sent:?}");
}
