//! The HTTP client of callbacks: to allowed addresses only, never following redirects, never waiting for long.

use super::address::OutboundPolicy;
use super::attempt::{Attempt, Failure, Outcome, excerpt, retry_after};
use super::request::{Plain, Request};
use super::resolver::{Filter, Names, SystemNames};
use super::tls;
use super::vet::UrlRefused;
use jiff::Timestamp;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Method, Response};
use rustls::ClientConfig;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// How much of an answer is read, in bytes, before the connection is closed.
const LONGEST_ANSWER: usize = 4096;

/// How long a connection waits for the next callback: within, an alert needs no handshake.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// Connections kept waiting per endpoint. With thousands of endpoints more would be a hoard of sockets.
const IDLE_CONNECTIONS: usize = 2;

/// How long a receiver may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For DNS, connecting and TLS.
    pub connect: Duration,
    /// For everything, the answer's body included.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), total: Duration::from_secs(15) }
    }
}

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// TLS could not be set up.
    #[error("TLS for callbacks could not be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// The HTTP client could not be set up.
    #[error("the HTTP client for callbacks could not be set up: {0}")]
    Http(#[from] reqwest::Error),
}

/// Sends callbacks. Cheap to clone; keep one for the life of the process, it holds the open connections.
///
/// A waiting connection goes to an address that this same policy let through, so reuse does not pass by the filter.
#[derive(Debug, Clone)]
pub struct CallbackClient {
    policy: Arc<OutboundPolicy>,
    ordinary: reqwest::Client,
    to_own_ports: reqwest::Client,
}

impl CallbackClient {
    /// A client with the timeouts of the product and the system's DNS.
    pub fn new(policy: OutboundPolicy) -> Result<Self, ClientError> {
        Self::with(policy, Timeouts::default(), SystemNames)
    }

    /// A client with other timeouts and another source of names.
    pub fn with(policy: OutboundPolicy, timeouts: Timeouts, names: impl Names + 'static) -> Result<Self, ClientError> {
        Self::build(policy, timeouts, names, &tls::client_config()?)
    }

    pub(super) fn build(
        policy: OutboundPolicy,
        timeouts: Timeouts,
        names: impl Names + 'static,
        tls: &ClientConfig,
    ) -> Result<Self, ClientError> {
        let policy = Arc::new(policy);
        let names: Arc<dyn Names> = Arc::new(names);
        let http = |to_own_port| {
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .dns_resolver(Filter { names: Arc::clone(&names), policy: Arc::clone(&policy), to_own_port })
                .redirect(Policy::none())
                .no_proxy()
                .connect_timeout(timeouts.connect)
                .timeout(timeouts.total)
                .pool_idle_timeout(KEEP_ALIVE)
                .pool_max_idle_per_host(IDLE_CONNECTIONS)
                .user_agent(concat!("survey-server/", env!("CARGO_PKG_VERSION")))
                .build()
        };
        Ok(Self { ordinary: http(false)?, to_own_ports: http(true)?, policy })
    }

    /// Reads a callback URL to be saved; see [`OutboundPolicy::vet`].
    pub fn vet(&self, url: &str) -> Result<Url, UrlRefused> {
        self.policy.vet(url)
    }

    /// Makes one attempt. Never fails as a call: whatever happens is an [`Attempt`] for the log.
    pub async fn post(&self, request: Request<'_>) -> Attempt {
        let headers = request.headers().map_err(|error| Failure::Unsendable(error.to_string()));
        self.attempt(Method::POST, request.url, headers, request.body, request.at).await
    }

    /// Makes one attempt at a request that is not signed: to the provider of a channel.
    pub async fn call(&self, request: Plain<'_>) -> Attempt {
        let headers = request.headers().map_err(Failure::Unsendable);
        let method = Method::from_bytes(request.method.as_bytes()).unwrap_or(Method::POST);
        self.attempt(method, request.url, headers, request.body, request.at).await
    }

    async fn attempt(
        &self,
        method: Method,
        url: &str,
        headers: Result<HeaderMap, Failure>,
        body: &[u8],
        at: Timestamp,
    ) -> Attempt {
        // Tokio's clock, which tests can hold still; it measures our own work and decides nothing.
        let began = Instant::now();
        let answer = match headers {
            Ok(headers) => self.answer_to(method, url, headers, body, at).await,
            Err(failure) => Err(failure),
        };
        let latency_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match answer {
            Ok(answer) => Attempt {
                outcome: Outcome::of_status(answer.status),
                status: Some(answer.status),
                latency_ms,
                answer_excerpt: answer.excerpt,
                retry_after: answer.retry_after,
            },
            Err(why) => Attempt {
                outcome: Outcome::Failed { why },
                status: None,
                latency_ms,
                answer_excerpt: String::new(),
                retry_after: None,
            },
        }
    }

    /// Fetches a small document that a job needs: by the same rules, up to `limit` bytes.
    pub async fn get(&self, url: &str, limit: usize) -> Result<Vec<u8>, Failure> {
        let url = self.policy.vet(url)?;
        let to_own_port = url.port_or_known_default().is_some_and(|port| self.policy.is_own_port(port));
        let http = if to_own_port { &self.to_own_ports } else { &self.ordinary };
        let mut response = http.get(url).send().await?;
        match Outcome::of_status(response.status().as_u16()) {
            Outcome::Delivered => {}
            Outcome::Gone => return Err(Failure::Status(410)),
            Outcome::Failed { why } => return Err(why),
        }
        let mut document = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            document.extend_from_slice(&chunk);
            if document.len() > limit {
                return Err(Failure::Broken(format!("the answer is longer than {limit} bytes")));
            }
        }
        Ok(document)
    }

    async fn answer_to(
        &self,
        method: Method,
        url: &str,
        headers: HeaderMap,
        body: &[u8],
        at: Timestamp,
    ) -> Result<Answer, Failure> {
        let url = self.policy.vet(url)?;
        let to_own_port = url.port_or_known_default().is_some_and(|port| self.policy.is_own_port(port));
        let http = if to_own_port { &self.to_own_ports } else { &self.ordinary };
        let mut response = http.request(method, url).headers(headers).body(body.to_vec()).send().await?;

        let status = response.status().as_u16();
        let retry_header = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let retry_after = retry_after(status, retry_header, at);
        let excerpt = excerpt(&beginning_of(&mut response).await, LONGEST_ANSWER);
        Ok(Answer { status, excerpt, retry_after })
    }
}

struct Answer {
    status: u16,
    excerpt: String,
    retry_after: Option<Duration>,
}

/// Reads up to the limit; what is left unread closes the connection when the response is dropped. The status is the
/// receiver's verdict, so a body that breaks off or comes too slowly changes nothing.
async fn beginning_of(response: &mut Response) -> Vec<u8> {
    let mut beginning = Vec::new();
    while beginning.len() < LONGEST_ANSWER
        && let Ok(Some(chunk)) = response.chunk().await
    {
        let room = LONGEST_ANSWER - beginning.len();
        beginning.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    beginning
}
