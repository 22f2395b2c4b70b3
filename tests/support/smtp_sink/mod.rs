//! A real mail server on loopback: it speaks SMTP, keeps what it was given, and fails where a test tells it to.

mod fault;
mod mail;
mod session;
mod tls;
mod wire;

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tempfile::NamedTempFile;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

use super::patience::Collected;
use fault::Plan;
pub use fault::{Fault, Stage};
pub use mail::Mail;

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
    plan: Plan,
    connections: Collected<SocketAddr>,
    stalled: Collected<Stage>,
    stalls: Semaphore,
    out_of_turn: Collected<String>,
    /// Whom the greylist knows; none: there is no greylist.
    greylist: Mutex<Option<BTreeSet<String>>>,
    pipelining: AtomicBool,
    verbose: AtomicBool,
    acceptor: TlsAcceptor,
    tls: Tls,
}

impl Shared {
    /// Whether this recipient is refused for now: once, at the first time.
    fn is_greylisted(&self, recipient: &str) -> bool {
        let mut known = self.greylist.lock().expect("no panic holds it");
        known.as_mut().is_some_and(|known| known.insert(recipient.to_owned()))
    }

    fn offers_pipelining(&self) -> bool {
        self.pipelining.load(Ordering::Relaxed)
    }

    fn is_verbose(&self) -> bool {
        self.verbose.load(Ordering::Relaxed)
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
            plan: Plan::default(),
            connections: Collected::default(),
            stalled: Collected::default(),
            stalls: Semaphore::new(0),
            out_of_turn: Collected::default(),
            greylist: Mutex::default(),
            pipelining: AtomicBool::new(false),
            verbose: AtomicBool::new(false),
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
        self.shared.plan.add(stage, fault, None, 0, times);
    }

    /// Fails so at that stage, once, for this recipient.
    pub fn fail_for(&self, recipient: &str, stage: Stage, fault: Fault) {
        self.shared.plan.add(stage, fault, Some(recipient), 0, 1);
    }

    /// Fails so at that stage, once, after it went well `skip` times.
    pub fn fail_after(&self, skip: usize, stage: Stage, fault: Fault) {
        self.shared.plan.add(stage, fault, None, skip, 1);
    }

    /// From now on nothing goes wrong.
    pub fn recover(&self) {
        self.shared.plan.clear();
    }

    /// Refuses every recipient for now when it is named first, and takes it from the second time on.
    pub fn greylist(&self) {
        *self.shared.greylist.lock().expect("no panic holds it") = Some(BTreeSet::new());
    }

    /// Offers PIPELINING. Without it, a client that does not wait for a reply is told off and hung up on.
    pub fn offer_pipelining(&self) {
        self.shared.pipelining.store(true, Ordering::Relaxed);
    }

    /// Says every good reply in many lines.
    pub fn be_verbose(&self) {
        self.shared.verbose.store(true, Ordering::Relaxed);
    }

    /// What clients said without waiting for their turn.
    pub fn out_of_turn(&self) -> Vec<String> {
        self.shared.out_of_turn.all()
    }

    /// Waits until `count` conversations in all have stalled.
    pub async fn wait_for_stalls(&self, count: usize) {
        self.shared.stalled.wait_until(&format!("{count} stalls"), |stalls| stalls.len() >= count).await;
    }

    /// Ends so many stalled conversations with their usual reply.
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
        // Each write is a packet: a reply that drips arrives so.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let secured: wire::Wire = if shared.tls == Tls::Implicit {
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
