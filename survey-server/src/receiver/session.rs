//! One conversation with a server that brings mail.

use std::io;
use std::time::Duration;

use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver, RequestReceiver};
use smtp_proto::{Error as Fault, Request};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::app::App;
use crate::error::Error;
use crate::mail::report;
use crate::outreach::intake;

/// A client that says nothing for so long is let go.
const IDLE: Duration = Duration::from_secs(60);
/// More recipients of one mail have to come with a second one.
const RECIPIENTS: usize = 20;
/// So many commands that are refused, or mails, and the client has to connect again.
const REFUSALS: u32 = 10;
const MAILS: u32 = 100;

/// The line end of DATA itself: the library wants to have seen it, or a dot that comes at once ends nothing.
const BEFORE: &[u8] = b"\r\n";

/// What the bytes that come next are.
enum Expect {
    Commands,
    Mail(DataReceiver, Vec<u8>),
    /// The rest of a mail that is too long.
    Rest(DummyDataReceiver),
}

/// The mail that is being handed over.
#[derive(Default)]
struct Mail {
    from: bool,
    recipients: Vec<String>,
}

/// One line back, and what it means for the conversation.
enum Answer {
    Go(String),
    Refuse(&'static str),
    TakeMail,
    Quit,
}

/// Talks until the client quits, hangs up, or is let go.
pub(super) async fn talk(app: App, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    let name = app.config.bounce_domain.clone().unwrap_or_else(|| app.config.mail_from.address.domain().to_owned());
    let mut commands = RequestReceiver::default();
    let (mut expect, mut mail) = (Expect::Commands, Mail::default());
    let (mut refusals, mut mails) = (0, 0);
    let mut buffer = vec![0; 16 * 1024];
    say(&mut stream, &format!("220 {name} ESMTP")).await?;
    loop {
        let read = timeout(IDLE, stream.read(&mut buffer)).await.map_err(io::Error::other)??;
        if read == 0 {
            return Ok(());
        }
        let mut bytes = buffer.get(..read).unwrap_or_default().iter();
        loop {
            let answer = match &mut expect {
                Expect::Commands => match commands.ingest(&mut bytes) {
                    Ok(request) => answer(&app, &name, &mut mail, request),
                    Err(Fault::NeedsMoreData { .. }) => break,
                    Err(fault) => Answer::Refuse(misunderstood(&fault)),
                },
                Expect::Mail(receiver, message) => {
                    if !receiver.ingest(&mut bytes, message) {
                        if message.len() > report::LIMIT {
                            expect = Expect::Rest(DummyDataReceiver::new_data(receiver));
                        }
                        break;
                    }
                    let message = message.split_off(BEFORE.len().min(message.len()));
                    expect = Expect::Commands;
                    mails += 1;
                    take(&app, std::mem::take(&mut mail), message).await
                }
                Expect::Rest(receiver) => {
                    if !receiver.ingest(&mut bytes) {
                        break;
                    }
                    expect = Expect::Commands;
                    mail = Mail::default();
                    Answer::Refuse("552 5.3.4 the message is longer than 1 MiB")
                }
            };
            match answer {
                Answer::Go(line) => say(&mut stream, &line).await?,
                Answer::Refuse(line) => {
                    refusals += 1;
                    say(&mut stream, line).await?;
                }
                Answer::TakeMail => {
                    let (mut receiver, mut message) = (DataReceiver::new(), Vec::new());
                    receiver.ingest(&mut BEFORE.iter(), &mut message);
                    expect = Expect::Mail(receiver, message);
                    say(&mut stream, "354 end with a dot on a line of its own").await?;
                }
                Answer::Quit => return say(&mut stream, "221 2.0.0 bye").await,
            }
            if refusals >= REFUSALS || mails >= MAILS {
                return say(&mut stream, "421 4.7.0 enough for one connection").await;
            }
        }
    }
}

fn answer(app: &App, name: &str, mail: &mut Mail, request: Request<std::borrow::Cow<'_, str>>) -> Answer {
    let ok = |line: &str| Answer::Go(line.to_owned());
    match request {
        Request::Helo { .. } => Answer::Go(format!("250 {name}")),
        Request::Ehlo { .. } => Answer::Go(format!(
            "250-{name}\r\n250-SIZE {}\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES",
            report::LIMIT
        )),
        Request::Mail { from } if from.size > report::LIMIT => {
            Answer::Refuse("552 5.3.4 the message is longer than 1 MiB")
        }
        Request::Mail { .. } => {
            *mail = Mail { from: true, recipients: Vec::new() };
            ok("250 2.1.0 go on")
        }
        Request::Rcpt { .. } if !mail.from => Answer::Refuse("503 5.5.1 MAIL FROM comes first"),
        Request::Rcpt { .. } if mail.recipients.len() >= RECIPIENTS => {
            Answer::Refuse("452 4.5.3 too many recipients for one message")
        }
        Request::Rcpt { to } if app.site.keys.open_mailbox(&to.address).is_none() => {
            Answer::Refuse("550 5.1.1 there is no such address here")
        }
        Request::Rcpt { to } => {
            mail.recipients.push(to.address.into_owned());
            ok("250 2.1.5 go on")
        }
        Request::Data if mail.recipients.is_empty() => Answer::Refuse("503 5.5.1 RCPT TO comes first"),
        Request::Data => Answer::TakeMail,
        Request::Rset => {
            *mail = Mail::default();
            ok("250 2.0.0 forgotten")
        }
        Request::Noop { .. } => ok("250 2.0.0 still here"),
        Request::Quit => Answer::Quit,
        Request::Vrfy { .. } => Answer::Refuse("252 2.5.0 send it and see"),
        _ => Answer::Refuse("502 5.5.1 not offered"),
    }
}

fn misunderstood(fault: &Fault) -> &'static str {
    match fault {
        Fault::UnknownCommand => "500 5.5.1 unknown command",
        Fault::InvalidSenderAddress => "501 5.1.7 this is no sender address",
        Fault::InvalidRecipientAddress => "501 5.1.3 this is no recipient address",
        Fault::UnsupportedParameter { .. } | Fault::InvalidParameter { .. } => "555 5.5.4 unknown parameter",
        Fault::ResponseTooLong => "500 5.5.6 the line is too long",
        _ => "501 5.5.2 not understood",
    }
}

/// 250 means: what the mail says is committed.
async fn take(app: &App, mail: Mail, message: Vec<u8>) -> Answer {
    if message.len() > report::LIMIT {
        return Answer::Refuse("552 5.3.4 the message is longer than 1 MiB");
    }
    let taken = app.write(0, move |conn, cx| {
        for recipient in &mail.recipients {
            intake::take(conn, cx, Some(recipient), &message)?;
        }
        Ok(())
    });
    match taken.await {
        Ok(()) => Answer::Go("250 2.0.0 taken".to_owned()),
        Err(Error::Malformed(_)) => Answer::Refuse("554 5.6.0 the message cannot be read"),
        Err(error) => {
            tracing::error!(%error, "a mail that came in could not be taken");
            Answer::Refuse("451 4.3.0 try again later")
        }
    }
}

async fn say(stream: &mut (impl AsyncWrite + Unpin), line: &str) -> io::Result<()> {
    timeout(IDLE, stream.write_all(format!("{line}\r\n").as_bytes())).await.map_err(io::Error::other)?
}
