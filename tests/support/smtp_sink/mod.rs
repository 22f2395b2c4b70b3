//! A real mail server on loopback: it speaks SMTP, keeps what it was given, and fails where a test tells it to.

mod mail;
mod session;
mod tls;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tempfile::NamedTempFile;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

use super::patience::Collected;
pub use mail::Mail;

/// Where in the conversation something goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The greeting, before the client said anything.
    Greeting,
    /// EHLO or HELO.
    Hello,
    /// STARTTLS.
    StartTls,
    /// AUTH.
    Auth,
    /// MAIL FROM.
    MailFrom,
    /// RCPT TO.
    RcptTo,
    /// DATA, before the message.
    Data,
    /// The reply to the whole message: what comes here is neither sent nor unsent for certain.
    Body,
}

/// What goes wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// This reply instead of the good one: a code of 4xx or 5xx and a text.
    Reply(u16, &'static str),
    /// The connection closes without a reply.
    Drop,
    /// No reply comes until [`SmtpSink::end_stalls`], or until the client leaves.
    Stall,
}

/// How the connection is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// In the clear.
    None,
    /// In the clear at first; STARTTLS is offered.
    Upgrade,
    /// From the first byte.
    Implicit,
}

struct Shared {
    mails: Collected<Mail>,
    unanswered: Collected<Mail>,
    faults: Mutex<Vec<(Stage, Fault, usize)>>,
    connections: Collected<SocketAddr>,
    stalls: Semaphore,
    acceptor: TlsAcceptor,
    tls: Tls,
}

impl Shared {
    /// The fault that a test planned for this stage, if any is left.
    fn fault(&self, stage: Stage) -> Option<Fault> {
        let mut faults = self.faults.lock().expect("no panic holds it");
        let planned = faults.iter_mut().find(|(at, _, times)| *at == stage && *times > 0)?;
        planned.2 -= 1;
        Some(planned.1.clone())
    }
}

/// A mail server that listens on a free loopback port until it is dropped.
pub struct SmtpSink {
    address: SocketAddr,
    /// What its clients must trust, in PEM.
    certificate: NamedTempFile,
    shared: Arc<Shared>,
    listening: tokio::task::AbortHandle,
}

impl SmtpSink {
    /// Starts one in the clear that takes everything.
    pub async fn start() -> Self {
        Self::start_with(Tls::None).await
    }

    /// Starts one that takes everything.
    pub async fn start_with(tls: Tls) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let (acceptor, pem) = tls::self_signed();
        let certificate = NamedTempFile::new().expect("a file");
        std::fs::write(certificate.path(), pem).expect("a file of our own");
        let shared = Arc::new(Shared {
            mails: Collected::default(),
            unanswered: Collected::default(),
            faults: Mutex::default(),
            connections: Collected::default(),
            stalls: Semaphore::new(0),
            acceptor,
            tls,
        });
        let listening = tokio::spawn(listen(listener, Arc::clone(&shared))).abort_handle();
        Self { address, certificate, shared, listening }
    }

    /// What to set as the server's SMTP address. With TLS it names the certificate, and a login to give.
    pub fn url(&self) -> String {
        let (address, certificate) = (self.address, self.certificate.path().display());
        match self.shared.tls {
            Tls::None => format!("smtp://{address}"),
            Tls::Upgrade => format!("smtp://shop:se%20cret@{address}?tls=required&ca={certificate}"),
            Tls::Implicit => format!("smtps://shop:se%20cret@{address}?ca={certificate}"),
        }
    }

    /// Fails so at that stage, the next `times` times.
    pub fn fail(&self, stage: Stage, fault: Fault, times: usize) {
        self.shared.faults.lock().expect("no panic holds it").push((stage, fault, times));
    }

    /// Ends one stalled conversation with its usual reply.
    pub fn end_stalls(&self, count: usize) {
        self.shared.stalls.add_permits(count);
    }

    /// Every mail that was accepted with 250, in order.
    pub fn mails(&self) -> Vec<Mail> {
        self.shared.mails.all()
    }

    /// Every mail that arrived whole and got another answer than 250, or none.
    pub fn unanswered(&self) -> Vec<Mail> {
        self.shared.unanswered.all()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.shared.connections.all().len()
    }

    /// Waits until `count` mails were accepted and returns all that were.
    pub async fn wait_for(&self, count: usize) -> Vec<Mail> {
        self.wait_until(&format!("{count} mails"), |mails| mails.len() >= count).await
    }

    /// Waits until `enough` holds of the mails that were accepted and returns all of them.
    pub async fn wait_until(&self, what: &str, enough: impl Fn(&[Mail]) -> bool) -> Vec<Mail> {
        self.shared.mails.wait_until(what, enough).await
    }

    /// Waits until `count` mails arrived whole without being accepted and returns all that did.
    pub async fn wait_for_unanswered(&self, count: usize) -> Vec<Mail> {
        self.shared.unanswered.wait_until(&format!("{count} unanswered mails"), |mails| mails.len() >= count).await
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, client)) = listener.accept().await {
        shared.connections.push(client);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let secured: session::Wire = if shared.tls == Tls::Implicit {
                match shared.acceptor.accept(stream).await {
                    Ok(secured) => Box::new(secured),
                    // The client did not like our certificate; its own error says so.
                    Err(_) => return,
                }
            } else {
                Box::new(stream)
            };
            // A client that leaves in the middle is the client's matter.
            let _ = session::converse(secured, &shared).await;
        });
    }
}
