//! One SMTP conversation, strict about what a client may say when.

use std::io::{Error, ErrorKind, Result};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::mail::Mail;
use super::wire::{Lines, Wire};
use super::{Fault, Shared, Stage, Tls};

struct Session<'a> {
    lines: Lines,
    shared: &'a Shared,
    encrypted: bool,
    login: Option<(String, String)>,
    sender: Option<String>,
    recipients: Vec<String>,
}

/// Talks until the client leaves.
pub async fn converse(wire: Wire, shared: &Shared) -> Result<()> {
    let mut session = Session {
        lines: Lines::new(wire),
        shared,
        encrypted: shared.tls == Tls::Implicit,
        login: None,
        sender: None,
        recipients: Vec::new(),
    };
    session.answer(Stage::Greeting, "220 sink.test ESMTP").await?;
    while let Some(line) = session.line().await? {
        if session.lines.has_more() && !shared.offers_pipelining() {
            shared.out_of_turn.push(line);
            return session.say("503 5.5.1 wait for the reply: pipelining is not offered").await;
        }
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
        if self.shared.offers_pipelining() {
            reply.push_str("250-PIPELINING\r\n");
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
        let secured = self.shared.acceptor.accept(self.lines.into_wire()).await?;
        // Nothing said in the clear counts afterwards.
        Ok(Self {
            lines: Lines::new(Box::new(secured)),
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
        if self.shared.is_greylisted(&recipient) {
            return self.say("451 4.7.1 greylisted, come again").await;
        }
        self.recipients.push(recipient);
        if !self.answer(Stage::RcptTo, "250 2.1.5 recipient ok").await? {
            self.recipients.pop();
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
        let recipient = mail.recipients.last().cloned();
        if let Some(fault) = self.shared.plan.next(Stage::Body, recipient.as_deref()) {
            // A good reply that comes slowly is a good reply.
            if fault == Fault::Drip {
                self.shared.mails.push(mail);
            } else {
                self.shared.unanswered.push(mail);
            }
            return self.go_wrong(Stage::Body, fault, "250 2.0.0 accepted").await.map(drop);
        }
        // Kept before the reply: whoever saw the 250 finds the mail here.
        self.shared.mails.push(mail);
        self.say_well("250 2.0.0 accepted").await?;
        match self.shared.plan.next(Stage::Accepted, recipient.as_deref()) {
            None => Ok(()),
            Some(fault) => self.go_wrong(Stage::Accepted, fault, "").await.map(drop),
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
        let mut fault = self.shared.plan.next(Stage::Message, self.recipients.last().map(String::as_str));
        loop {
            let line = self.lines.next().await?.ok_or(Error::from(ErrorKind::UnexpectedEof))?;
            if let Some(fault) = fault.take() {
                self.go_wrong(Stage::Message, fault, "").await?;
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
        match self.shared.plan.next(stage, self.recipients.last().map(String::as_str)) {
            None => self.say_well(good).await.map(|()| true),
            Some(fault) => self.go_wrong(stage, fault, good).await,
        }
    }

    async fn go_wrong(&mut self, stage: Stage, fault: Fault, good: &str) -> Result<bool> {
        match fault {
            Fault::Reply(code, text) => {
                self.say(&format!("{code} {text}")).await?;
                if code == 421 { Err(Error::from(ErrorKind::ConnectionAborted)) } else { Ok(false) }
            }
            Fault::Words(words) => self.say(words).await.map(|()| false),
            Fault::Drop => Err(Error::from(ErrorKind::ConnectionAborted)),
            Fault::Reset => {
                self.lines.end_with_reset()?;
                Err(Error::from(ErrorKind::ConnectionReset))
            }
            Fault::Drip => self.lines.drip(good).await.map(|()| true),
            Fault::Half => {
                self.lines.send(good.get(..2).unwrap_or_default().as_bytes()).await?;
                self.stall(stage).await.map(|()| false)
            }
            Fault::Stall => {
                self.stall(stage).await?;
                if !good.is_empty() {
                    self.say(good).await?;
                }
                Ok(true)
            }
        }
    }

    /// Says nothing until the test ends it. An error: the client left, or talked out of turn.
    async fn stall(&mut self, stage: Stage) -> Result<()> {
        self.shared.stalled.push(stage);
        let its_turn = matches!(stage, Stage::Message | Stage::Accepted) || self.shared.offers_pipelining();
        loop {
            tokio::select! {
                permit = self.shared.stalls.acquire() => {
                    permit.map_err(Error::other)?.forget();
                    return Ok(());
                }
                heard = self.lines.hear() => {
                    if heard? == 0 || !its_turn {
                        return Err(Error::from(ErrorKind::ConnectionAborted));
                    }
                }
            }
        }
    }

    async fn prompt(&mut self, question: &str) -> Result<String> {
        self.say(&format!("334 {}", STANDARD.encode(question))).await?;
        let reply = self.line().await?.ok_or(Error::from(ErrorKind::UnexpectedEof))?;
        decoded(&reply)
    }

    async fn line(&mut self) -> Result<Option<String>> {
        let Some(line) = self.lines.next().await? else { return Ok(None) };
        let line = String::from_utf8(line).map_err(Error::other)?;
        Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// Says a good reply, in many lines where the test wants that.
    async fn say_well(&mut self, reply: &str) -> Result<()> {
        match reply.split_once(' ') {
            Some((code, text)) if self.shared.is_verbose() && !reply.contains('\n') => {
                self.say(&format!("{code}-{text}\r\n{code}-\r\n{code}-250 and not the end\r\n{code} {text}")).await
            }
            _ => self.say(reply).await,
        }
    }

    async fn say(&mut self, reply: &str) -> Result<()> {
        self.lines.say(reply).await
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
