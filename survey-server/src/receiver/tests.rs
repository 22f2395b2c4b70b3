use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

use super::session::talk;
use crate::app::App;
use crate::clock::SystemClock;
use crate::config::{Config, Words};
use crate::secret::Mailbox;
use crate::store::{Db, Id, migrate};

/// The receiver on a fresh database, and a client that is connected to it.
struct Call {
    app: App,
    client: DuplexStream,
    _folder: tempfile::TempDir,
}

impl Call {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut words = Words::read(None).unwrap();
        words.set("database_url", &format!("sqlite://{}", folder.path().join("survey.db").display()));
        words.set("bounce_domain", "b.shop.example");
        let config = Config::from_words(&words).unwrap();
        let db = Db::open(&config.database_url, 2).unwrap();
        db.read_now(migrate::migrate).unwrap();
        let (app, _writer) = App::new(config, Arc::new(SystemClock), db).unwrap();
        let (client, server) = duplex(64 * 1024);
        tokio::spawn(talk(app.clone(), server));
        let mut call = Call { app, client, _folder: folder };
        assert_eq!(call.hear().await, "220 b.shop.example ESMTP\r\n");
        call
    }

    /// What the server says until it waits again: a line without a dash after its code.
    async fn hear(&mut self) -> String {
        let mut heard = Vec::new();
        loop {
            let mut byte = [0];
            if self.client.read(&mut byte).await.unwrap() == 0 {
                return String::from_utf8(heard).unwrap();
            }
            heard.push(byte[0]);
            let text = String::from_utf8_lossy(&heard);
            if text.ends_with("\r\n") && text.lines().last().is_some_and(|line| line.as_bytes().get(3) == Some(&b' ')) {
                return text.into_owned();
            }
        }
    }

    async fn say(&mut self, line: &str) -> String {
        self.client.write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
        self.hear().await
    }

    fn own_address(&self) -> String {
        format!("{}@b.shop.example", self.app.site.keys.mailbox(Mailbox::Bounce, 1, Id::default()))
    }
}

fn code(line: &str) -> &str {
    line.get(..3).unwrap_or_default()
}

#[tokio::test]
async fn only_addresses_that_prove_themselves_are_taken() {
    let mut call = Call::begin().await;
    let own = call.own_address();

    assert!(call.say("EHLO mx.example").await.contains("250-SIZE 1048576\r\n"));
    assert_eq!(code(&call.say(&format!("RCPT TO:<{own}>")).await), "503");
    assert_eq!(code(&call.say("MAIL FROM:<>").await), "250");
    for stranger in ["ann@gmail.com", "postmaster@b.shop.example", "b+x.y@b.shop.example", "unsub+@b.shop.example"] {
        assert_eq!(code(&call.say(&format!("RCPT TO:<{stranger}>")).await), "550", "{stranger}");
    }
    assert_eq!(code(&call.say("DATA").await), "503");
    assert_eq!(code(&call.say(&format!("RCPT TO:<{}>", own.to_uppercase())).await), "250");
    assert_eq!(code(&call.say("DATA").await), "354");
    assert_eq!(code(&call.say("From: <>\r\nSubject: hello\r\n\r\n..two dots\r\n.").await), "250");
    assert_eq!(code(&call.say("DATA").await), "503", "a mail ends with its recipients");
    assert_eq!(code(&call.say("QUIT").await), "221");
    assert_eq!(call.hear().await, "");
}

#[tokio::test]
async fn a_mail_that_is_too_long_is_refused_and_the_conversation_goes_on() {
    let mut call = Call::begin().await;
    let own = call.own_address();
    call.say("HELO mx.example").await;

    assert_eq!(code(&call.say("MAIL FROM:<a@mx.example> SIZE=1048577").await), "552");
    call.say("MAIL FROM:<a@mx.example>").await;
    call.say(&format!("RCPT TO:<{own}>")).await;
    call.say("DATA").await;
    let line = "x".repeat(998);
    let long = format!("Subject: long\r\n\r\n{}.", format!("{line}\r\n").repeat(1100));
    assert_eq!(code(&call.say(&long).await), "552");
    assert_eq!(code(&call.say("NOOP").await), "250");
    assert_eq!(code(&call.say("RSET").await), "250");
}

#[tokio::test]
async fn commands_may_come_together_and_a_dot_after_a_bare_line_feed_ends_nothing() {
    let mut call = Call::begin().await;
    let own = call.own_address();

    let together = format!("EHLO mx.example\r\nMAIL FROM:<>\r\nRCPT TO:<{own}>\r\nDATA\r\n");
    call.client.write_all(together.as_bytes()).await.unwrap();
    let answers = [call.hear().await, call.hear().await, call.hear().await, call.hear().await];
    assert_eq!(answers.map(|answer| code(&answer).to_owned()), ["250", "250", "250", "354"]);

    call.client.write_all(b"Subject: one\r\n\r\nbody\n.\nMAIL FROM:<eve@evil.example>\r\n").await.unwrap();
    assert_eq!(code(&call.say(".").await), "250");
    assert_eq!(code(&call.say("DATA").await), "503");
}

#[tokio::test]
async fn a_client_that_talks_nonsense_is_sent_away() {
    let mut call = Call::begin().await;

    let mut last = String::new();
    for line in ["HELP", "AUTH PLAIN", "STARTTLS", "BDAT 1", "ÄÖÜ", "MAIL FROM:nobody", "GET / HTTP/1.1", "", "X", "Y"]
    {
        last = call.say(line).await;
        assert!(last.starts_with(['4', '5']), "{line}: {last}");
    }
    assert!(last.contains("421") || code(&call.hear().await) == "421", "{last}");
    assert_eq!(call.hear().await, "");
}

#[tokio::test]
async fn what_is_no_message_is_refused_for_good() {
    let mut call = Call::begin().await;
    let own = call.own_address();
    for line in ["HELO mx", "MAIL FROM:<>", &format!("RCPT TO:<{own}>"), "DATA"] {
        call.say(line).await;
    }
    assert_eq!(code(&call.say(".").await), "554");
}
