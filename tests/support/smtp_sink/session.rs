//! One SMTP conversation, strict about what a client may say when.

use std::io::{Error, ErrorKind, Result};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream};

use super::mail::Mail;
use super::{Fault, Shared, Stage, Tls};

/// A connection, encrypted or not.
pub type Wire = Box<dyn Duplex>;

/// Both directions of a connection.
pub trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

struct Session<'a> {
    wire: BufStream<Wire>,
    shared: &'a Shared,
    encrypted: bool,
    login: Option<(String, String)>,
    sender: Option<String>,
    recipients: Vec<String>,
}

/// Talks until the client leaves.
pub async fn converse(wire: Wire, shared: &Shared) -> Result<()> {
    let mut session = Session {
        wire: BufStream::new(wire),
        shared,
        encrypted: shared.tls == Tls::Implicit,
        login: None,
        sender: None,
        recipients: Vec::new(),
    };
    session.answer(Stage::Greeting, "220 sink.test ESMTP").await?;
    while let Some(line) = session.line().await? {
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => session.hello().await?,
            "STARTTLS" => session = session.start_tls().await?,
            "AUTH" => session.auth(rest).await?,
            "MAIL" => session.mail_from(rest).await?,
            "RCPT" => session.rcpt_to(rest).await?,
            "DATA" => session.data().await?,
            "RSET" => session.reset().await?,
            "NOOP" => session.say("250 2.0.0 still here").await?,
            "QUIT" => return session.say("221 2.0.0 bye").await,
            _ => session.say("500 5.5.1 unknown command").await?,
        }
    }
    Ok(())
}

impl<'a> Session<'a> {
    async fn hello(&mut self) -> Result<()> {
        let mut reply = String::from("250-sink.test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-AUTH PLAIN LOGIN\r\n");
        if self.shared.tls == Tls::Upgrade && !self.encrypted {
            reply.push_str("250-STARTTLS\r\n");
        }
        reply.push_str("250 SIZE 10485760");
        self.forget();
        self.answer(Stage::Hello, &reply).await.map(drop)
    }

    async fn start_tls(mut self) -> Result<Session<'a>> {
        if self.shared.tls != Tls::Upgrade || self.encrypted {
            self.say("503 5.5.1 not offered").await?;
            return Ok(self);
        }
        if !self.answer(Stage::StartTls, "220 2.0.0 go ahead").await? {
            return Ok(self);
        }
        let secured = self.shared.acceptor.accept(self.wire.into_inner()).await?;
        // Nothing said in the clear counts afterwards.
        Ok(Self {
            wire: BufStream::new(Box::new(secured)),
            shared: self.shared,
            encrypted: true,
            login: None,
            sender: None,
            recipients: Vec::new(),
        })
    }

    async fn auth(&mut self, rest: &str) -> Result<()> {
        let (mechanism, initial) = rest.split_once(' ').unwrap_or((rest, ""));
        let login = match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => {
                let given = if initial.is_empty() { self.prompt("").await? } else { decoded(initial)? };
                let mut parts = given.split('\0').skip(1).map(str::to_owned);
                parts.next().zip(parts.next())
            }
            "LOGIN" => Some((self.prompt("Username:").await?, self.prompt("Password:").await?)),
            _ => None,
        };
        let Some(login) = login else { return self.say("504 5.5.4 unknown mechanism").await };
        if self.answer(Stage::Auth, "235 2.7.0 welcome").await? {
            self.login = Some(login);
        }
        Ok(())
    }

    async fn mail_from(&mut self, rest: &str) -> Result<()> {
        let Some(sender) = bracketed(rest, "FROM:") else { return self.say("501 5.5.4 MAIL FROM:<address>").await };
        if self.sender.is_some() {
            return self.say("503 5.5.1 a mail is under way").await;
        }
        if self.answer(Stage::MailFrom, "250 2.1.0 sender ok").await? {
            self.sender = Some(sender);
        }
        Ok(())
    }

    async fn rcpt_to(&mut self, rest: &str) -> Result<()> {
        let Some(recipient) = bracketed(rest, "TO:") else { return self.say("501 5.5.4 RCPT TO:<address>").await };
        if self.sender.is_none() {
            return self.say("503 5.5.1 MAIL first").await;
        }
        if self.answer(Stage::RcptTo, "250 2.1.5 recipient ok").await? {
            self.recipients.push(recipient);
        }
        Ok(())
    }

    async fn data(&mut self) -> Result<()> {
        if self.recipients.is_empty() {
            return self.say("503 5.5.1 RCPT first").await;
        }
        if !self.answer(Stage::Data, "354 go ahead, end with a dot").await? {
            return Ok(());
        }
        let Some(raw) = self.message().await? else { return self.say("554 5.6.0 a line ends in LF alone").await };
        let mail = Mail {
            sender: self.sender.take().unwrap_or_default(),
            recipients: std::mem::take(&mut self.recipients),
            raw,
            encrypted: self.encrypted,
            login: self.login.clone(),
        };
        match self.shared.fault(Stage::Body) {
            None => {
                // Kept before the reply: whoever saw the 250 finds the mail here.
                self.shared.mails.push(mail);
                self.say("250 2.0.0 accepted").await
            }
            Some(fault) => {
                self.shared.unanswered.push(mail);
                self.go_wrong(fault, "250 2.0.0 accepted").await.map(drop)
            }
        }
    }

    async fn reset(&mut self) -> Result<()> {
        self.forget();
        self.say("250 2.0.0 forgotten").await
    }

    fn forget(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }

    /// The lines up to the lone dot. None: one of them ended in a bare LF.
    async fn message(&mut self) -> Result<Option<Vec<u8>>> {
        let mut raw = Vec::new();
        let mut clean = true;
        loop {
            let mut line = Vec::new();
            if self.wire.read_until(b'\n', &mut line).await? == 0 {
                return Err(Error::from(ErrorKind::UnexpectedEof));
            }
            if line == b".\r\n" {
                return Ok(clean.then_some(raw));
            }
            clean &= line.ends_with(b"\r\n");
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }

    /// Says the good reply, or does what the test planned for this stage. Whether it was the good one.
    async fn answer(&mut self, stage: Stage, good: &str) -> Result<bool> {
        match self.shared.fault(stage) {
            None => self.say(good).await.map(|()| true),
            Some(fault) => self.go_wrong(fault, good).await,
        }
    }

    async fn go_wrong(&mut self, fault: Fault, good: &str) -> Result<bool> {
        match fault {
            Fault::Reply(code, text) => self.say(&format!("{code} {text}")).await.map(|()| false),
            Fault::Drop => Err(Error::from(ErrorKind::ConnectionAborted)),
            Fault::Stall => {
                let mut byte = [0];
                tokio::select! {
                    permit = self.shared.stalls.acquire() => permit.map_err(Error::other)?.forget(),
                    // The client left, or talks out of turn; either ends the conversation.
                    _ = self.wire.read(&mut byte) => return Err(Error::from(ErrorKind::ConnectionAborted)),
                }
                self.say(good).await.map(|()| true)
            }
        }
    }

    async fn prompt(&mut self, question: &str) -> Result<String> {
        self.say(&format!("334 {}", STANDARD.encode(question))).await?;
        let reply = self.line().await?.ok_or(Error::from(ErrorKind::UnexpectedEof))?;
        decoded(&reply)
    }

    async fn line(&mut self) -> Result<Option<String>> {
        let mut line = String::new();
        let read = self.wire.read_line(&mut line).await?;
        Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    async fn say(&mut self, reply: &str) -> Result<()> {
        self.wire.write_all(format!("{reply}\r\n").as_bytes()).await?;
        self.wire.flush().await
    }
}

/// The address of `FROM:<address> PARAMETERS`.
fn bracketed(rest: &str, keyword: &str) -> Option<String> {
    let (head, tail) = rest.split_at_checked(keyword.len())?;
    let address = tail.trim_start().strip_prefix('<')?.split_once('>')?.0;
    head.eq_ignore_ascii_case(keyword).then(|| address.to_owned())
}

fn decoded(text: &str) -> Result<String> {
    let bytes = STANDARD.decode(text.trim()).map_err(Error::other)?;
    String::from_utf8(bytes).map_err(Error::other)
}
