//! A mail server that follows a script, one script a connection, and keeps what it heard.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::mail::smtp::connection::Wire;
use crate::mail::smtp::{SmtpConfig, SmtpSender, Timeouts};

/// One step of a script.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Says this line (CR LF is added).
    Say(&'static str),
    /// Hears a line that begins so.
    Hear(&'static str),
    /// Hears a mail up to its final dot.
    HearMail,
    /// Lets the test know that the script has come here ([`Server::reached`]).
    Tell,
    /// Goes on encrypted.
    Encrypt,
    /// Says nothing more, but keeps the connection until the client goes.
    Stall,
}

use Step::{Encrypt, Hear, HearMail, Say};

/// The usual conversation up to the answer to EHLO.
pub(super) fn greeting() -> Vec<Step> {
    vec![
        Say("220-mail.test\r\n220 ready"),
        Hear("EHLO acme.example"),
        Say("250-mail.test\r\n250-PIPELINING\r\n250 8BITMIME"),
    ]
}

/// One mail, from its sender to its acceptance.
pub(super) fn one_mail() -> Vec<Step> {
    [to_data(), vec![HearMail, Say("250 2.0.0 queued as 1")]].concat()
}

/// One mail up to the server's "go ahead".
pub(super) fn to_data() -> Vec<Step> {
    vec![
        Hear("MAIL FROM:<feedback@acme.example>"),
        Say("250 ok"),
        Hear("RCPT TO:<ann@example.com>"),
        Say("250 ok"),
        Hear("DATA"),
        Say("354 go ahead"),
    ]
}

/// A server at work.
pub(super) struct Server {
    pub(super) port: u16,
    /// Ends when all scripts are played; gives the lines heard on each connection.
    pub(super) heard: JoinHandle<Vec<Vec<String>>>,
    pub(super) reached: Arc<Notify>,
    ca: PathBuf,
    _folder: tempfile::TempDir,
}

impl Server {
    /// Plays one script a connection.
    pub(super) async fn play(scripts: Vec<Vec<Step>>) -> Self {
        Self::start(scripts, false).await
    }

    /// The same, encrypted from the first byte.
    pub(super) async fn play_encrypted(scripts: Vec<Vec<Step>>) -> Self {
        Self::start(scripts, true).await
    }

    async fn start(scripts: Vec<Vec<Step>>, implicit: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ca = folder.path().join("ca.pem");
        let acceptor = certificate(&ca);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let reached = Arc::new(Notify::new());
        let told = Arc::clone(&reached);
        let heard = tokio::spawn(async move {
            let mut heard = Vec::new();
            for script in scripts {
                let (stream, _) = listener.accept().await.unwrap();
                let mut lines = Vec::new();
                let result = if implicit {
                    match acceptor.accept(stream).await {
                        Ok(stream) => converse(&mut BufReader::new(stream), &script, &mut lines, &told).await,
                        Err(error) => Err(error),
                    }
                } else {
                    let at = script.iter().position(|step| matches!(step, Encrypt)).unwrap_or(script.len());
                    let mut stream = BufReader::new(stream);
                    let begun = converse(&mut stream, &script[..at], &mut lines, &told).await;
                    match (begun, script.get(at + 1..)) {
                        (Ok(()), Some(rest)) => match acceptor.accept(stream.into_inner()).await {
                            Ok(stream) => converse(&mut BufReader::new(stream), rest, &mut lines, &told).await,
                            Err(error) => Err(error),
                        },
                        (begun, _) => begun,
                    }
                };
                if let Err(error) = result {
                    lines.push(format!("broken: {error}"));
                }
                heard.push(lines);
            }
            heard
        });
        Self { port, heard, reached, ca, _folder: folder }
    }

    /// A sender to this server; `url` without host, such as `smtp://user:password@?tls=required`.
    pub(super) fn sender(&self, url: &str) -> SmtpSender {
        self.sender_within(url, timeouts())
    }

    pub(super) fn sender_within(&self, url: &str, timeouts: Timeouts) -> SmtpSender {
        SmtpSender::new(self.config(url, true), timeouts).unwrap()
    }

    pub(super) fn config(&self, url: &str, trusted: bool) -> SmtpConfig {
        let (start, options) = url.split_once('?').unwrap_or((url, ""));
        let ca = if trusted { format!("&ca={}", self.ca.display()) } else { String::new() };
        SmtpConfig::parse(&format!(
            "{start}127.0.0.1:{}?{}",
            self.port,
            format!("{options}{ca}").trim_start_matches('&')
        ))
        .unwrap()
    }
}

/// Long enough never to pass by accident.
pub(super) fn timeouts() -> Timeouts {
    let long = Duration::from_secs(120);
    Timeouts { connect: long, command: long, final_reply: long, idle: long }
}

async fn converse<S: Wire>(
    stream: &mut BufReader<S>,
    script: &[Step],
    heard: &mut Vec<String>,
    told: &Notify,
) -> io::Result<()> {
    for step in script {
        match step {
            Say(line) => {
                stream.write_all(format!("{line}\r\n").as_bytes()).await?;
                stream.flush().await?;
            }
            Hear(start) => {
                let line = hear(stream).await?;
                let as_expected = line.starts_with(start);
                heard.push(line);
                if !as_expected {
                    return Err(io::Error::other(format!("expected {start}")));
                }
            }
            HearMail => {
                let mut mail = String::new();
                loop {
                    match hear(stream).await?.as_str() {
                        "." => break,
                        line => mail.extend([line, "\n"]),
                    }
                }
                heard.push(mail);
            }
            Step::Tell => told.notify_one(),
            Encrypt => {}
            Step::Stall => {
                let mut rest = String::new();
                while stream.read_line(&mut rest).await? > 0 {}
            }
        }
    }
    Ok(())
}

async fn hear<S: Wire>(stream: &mut BufReader<S>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Err(io::Error::other("the client went"));
    }
    line.strip_suffix("\r\n")
        .map(str::to_owned)
        .ok_or_else(|| io::Error::other(format!("a line without CR LF: {line:?}")))
}

/// A certificate for 127.0.0.1 by an authority of its own, which is written to `ca`.
fn certificate(ca: &std::path::Path) -> TlsAcceptor {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    std::fs::write(ca, authority.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
