//! One sender: at most one connection, one mail at a time.

use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::config::{Login, SmtpConfig, Tls};
use super::connection::{Connection, Reply, Timeouts, Wire, lost, within};
use super::outcome::{Outcome, Stage, Trouble};
use super::tls::{self, TlsError};
use crate::mail::Parcel;

/// After so many mails a connection is closed: some servers count them.
pub(super) const MAILS_PER_CONNECTION: u32 = 100;

/// A sender with its own connection, which it opens when needed and keeps for the next mail.
///
/// Dropping a `send` before it is done drops the connection with it, so a half-spoken conversation is never continued
/// with the next mail. Still do not do it: after the body began, only the reply tells whether the mail was taken.
pub struct SmtpSender {
    config: SmtpConfig,
    timeouts: Timeouts,
    tls: TlsConnector,
    session: Option<Session>,
}

pub(super) struct Session {
    pub(super) connection: Connection<Box<dyn Wire>>,
    /// Whether the server takes several commands in one write (RFC 2920).
    pub(super) pipelining: bool,
    pub(super) sent: u32,
    used: Instant,
}

/// What the server offers, from its answer to EHLO.
#[derive(Debug, Default, PartialEq, Eq)]
struct Offers {
    starttls: bool,
    plain: bool,
    login: bool,
    pipelining: bool,
}

impl SmtpSender {
    /// A sender that has not connected yet. Reads the file of the additional authority, if the address names one.
    pub fn new(config: SmtpConfig, timeouts: Timeouts) -> Result<Self, TlsError> {
        let tls = tls::connector(config.ca.as_deref())?;
        Ok(Self { config, timeouts, tls, session: None })
    }

    /// Another sender to the same server, without a connection.
    pub(crate) fn sibling(&self) -> Self {
        Self { config: self.config.clone(), timeouts: self.timeouts, tls: self.tls.clone(), session: None }
    }

    /// Hands one mail to the server.
    ///
    /// `before_body` is awaited when the server has agreed to take the mail and before its first byte goes out: it
    /// commits that the mail may be on its way. If it fails, nothing was sent and its error comes back.
    pub async fn send<E, F>(&mut self, parcel: &Parcel, before_body: impl FnOnce() -> F) -> Result<Outcome, E>
    where
        F: Future<Output = Result<(), E>>,
    {
        let mut session = match self.announce(parcel).await {
            Ok(session) => session,
            Err(trouble) => return Ok(trouble.outcome()),
        };
        // The server waits for the mail now: where this fails, only hanging up takes that back.
        before_body().await?;
        match session.connection.body(&parcel.bytes).await {
            Ok(reply) => {
                session.sent += 1;
                self.keep(session).await;
                Ok(Outcome::Sent { reply: reply.text() })
            }
            Err(trouble) => {
                if trouble.code.is_some() {
                    session.connection.quit().await;
                }
                Ok(trouble.outcome())
            }
        }
    }

    /// Connects, encrypts and signs in, and says goodbye: whether the settings work. `domain` is our own, as in our
    /// addresses.
    pub async fn check(&self, domain: &str) -> Result<(), Trouble> {
        let session = self.connect(domain).await?;
        session.connection.quit().await;
        Ok(())
    }

    /// Whether a connection is open that the next mail can use.
    pub fn is_connected(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.used.elapsed() < self.timeouts.idle)
    }

    /// Closes the connection, if one is open.
    pub async fn close(&mut self) {
        if let Some(session) = self.session.take() {
            session.connection.quit().await;
        }
    }

    /// Everything up to the server's "go ahead".
    async fn announce(&mut self, parcel: &Parcel) -> Result<Session, Trouble> {
        let from = format!("MAIL FROM:<{}>", parcel.from.ascii());
        let session = match self.kept().await {
            Some(mut session) => match session.connection.command(Stage::MailFrom, &from, 250).await {
                Ok(_) => Some(session),
                // The server had closed the connection that we kept: that says nothing about this mail.
                Err(Trouble { code: None | Some(421), .. }) => None,
                Err(trouble) => return Err(leave(session, trouble).await),
            },
            None => None,
        };
        let mut session = match session {
            Some(session) => session,
            None => self.begin(parcel, &from).await?,
        };
        let to = format!("RCPT TO:<{}>", parcel.to.ascii());
        let connection = &mut session.connection;
        let said = match connection.command(Stage::Recipient, &to, 250).await {
            // 251: not here, but it will be forwarded.
            Ok(_) | Err(Trouble { code: Some(251), .. }) => connection.command(Stage::Data, "DATA", 354).await,
            refused => refused,
        };
        if let Err(trouble) = said {
            return Err(leave(session, trouble).await);
        }
        Ok(session)
    }

    async fn begin(&self, parcel: &Parcel, from: &str) -> Result<Session, Trouble> {
        let mut session = self.connect(parcel.from.domain()).await?;
        match session.connection.command(Stage::MailFrom, from, 250).await {
            Ok(_) => Ok(session),
            Err(trouble) => Err(leave(session, trouble).await),
        }
    }

    /// The connection that is open, if one is and may still be used.
    pub(super) async fn kept(&mut self) -> Option<Session> {
        if !self.is_connected() {
            self.close().await;
        }
        self.session.take()
    }

    /// Keeps it for the next mail, unless it had its share.
    pub(super) async fn keep(&mut self, session: Session) {
        if session.sent < MAILS_PER_CONNECTION {
            self.session = Some(Session { used: Instant::now(), ..session });
        } else {
            session.connection.quit().await;
        }
    }

    pub(super) async fn connect(&self, hello: &str) -> Result<Session, Trouble> {
        let stream = Connection::open(&self.config.host, self.config.port, self.timeouts).await?;
        let hello = format!("EHLO {hello}");
        let (connection, pipelining) = if self.config.tls == Tls::Implicit {
            let mut connection = Connection::new(self.encrypt(stream).await?, self.timeouts);
            connection.expect(Stage::Hello, 220).await?;
            let offers = offers(&connection.command(Stage::Hello, &hello, 250).await?);
            self.sign_in(&mut connection, &offers, true).await?;
            (connection.boxed(), offers.pipelining)
        } else {
            let mut connection = Connection::new(stream, self.timeouts);
            connection.expect(Stage::Hello, 220).await?;
            let in_the_clear = offers(&connection.command(Stage::Hello, &hello, 250).await?);
            if in_the_clear.starttls && self.config.tls != Tls::Never {
                connection.command(Stage::Encrypt, "STARTTLS", 220).await?;
                let stream = self.encrypt(connection.into_stream()?).await?;
                let mut connection = Connection::new(stream, self.timeouts);
                // What was said in the clear may have come from anybody, so it is asked again.
                let offers = offers(&connection.command(Stage::Hello, &hello, 250).await?);
                self.sign_in(&mut connection, &offers, true).await?;
                (connection.boxed(), offers.pipelining)
            } else if self.config.tls == Tls::Required {
                let reply = "the server does not offer STARTTLS, which tls=required insists on".into();
                return Err(Trouble { stage: Stage::Encrypt, code: None, reply, settings: false });
            } else {
                self.sign_in(&mut connection, &in_the_clear, false).await?;
                (connection.boxed(), in_the_clear.pipelining)
            }
        };
        Ok(Session { connection, pipelining, sent: 0, used: Instant::now() })
    }

    async fn encrypt(&self, stream: TcpStream) -> Result<TlsStream<TcpStream>, Trouble> {
        let name = tls::server_name(&self.config.host)
            .map_err(|fault| lost(Stage::Encrypt, &io::Error::new(io::ErrorKind::InvalidInput, fault)))?;
        within(self.timeouts.connect, self.tls.connect(name, stream))
            .await
            .map_err(|error| lost(Stage::Encrypt, &error))
    }

    async fn sign_in<S: Wire>(
        &self,
        connection: &mut Connection<S>,
        offers: &Offers,
        encrypted: bool,
    ) -> Result<(), Trouble> {
        let Some(Login { user, password }) = &self.config.login else { return Ok(()) };
        let refuse =
            |reply: &str| Err(Trouble { stage: Stage::SignIn, code: None, reply: reply.into(), settings: true });
        if !encrypted {
            return refuse(
                "the server does not offer STARTTLS, and a password is only sent over TLS; use smtps:// or another port",
            );
        }
        if offers.plain {
            let secret = BASE64.encode(format!("\0{user}\0{password}"));
            connection.command(Stage::SignIn, &format!("AUTH PLAIN {secret}"), 235).await?;
        } else if offers.login {
            connection.command(Stage::SignIn, "AUTH LOGIN", 334).await?;
            connection.command(Stage::SignIn, &BASE64.encode(user), 334).await?;
            connection.command(Stage::SignIn, &BASE64.encode(password), 235).await?;
        } else {
            return refuse(
                "the server offers no way to sign in that we know (PLAIN or LOGIN); take the user out of the SMTP address if it needs none",
            );
        }
        Ok(())
    }
}

/// Ends a conversation that went wrong: politely, if the server is still talking.
pub(super) async fn leave(session: Session, trouble: Trouble) -> Trouble {
    if trouble.code.is_some() {
        session.connection.quit().await;
    }
    trouble
}

fn offers(hello: &Reply) -> Offers {
    let mut offers = Offers::default();
    for line in &hello.lines {
        let line = line.to_ascii_uppercase();
        let mut words = line.split([' ', '=']);
        match words.next() {
            Some("STARTTLS") => offers.starttls = true,
            Some("PIPELINING") => offers.pipelining = true,
            Some("AUTH") => {
                for word in words {
                    offers.plain |= word == "PLAIN";
                    offers.login |= word == "LOGIN";
                }
            }
            _ => {}
        }
    }
    offers
}
