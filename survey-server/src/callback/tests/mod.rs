//! The client against real sockets: receivers that behave, misbehave, and lie about where they are.

use super::client::Timeouts;
use super::resolver::{Lookup, Names};
use super::*;
use jiff::Timestamp;
use receiver::{Receiver, Reply};
use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::Duration;

mod documentation;
mod receiver;
mod tls;

const BODY: &[u8] = br#"{"type":"response.detractor","data":{"score":2}}"#;
const AT: Timestamp = Timestamp::constant(1_700_000_000, 0);

/// Long enough for a slow machine to connect, short enough to wait for.
const SHORT: Timeouts = Timeouts { connect: Duration::from_secs(5), total: Duration::from_secs(2) };

/// Names that mean first one address, then the next; the last one stays.
struct Rebinding(Mutex<VecDeque<IpAddr>>);

impl Rebinding {
    fn to(addresses: &[&str]) -> Self {
        Self(Mutex::new(addresses.iter().map(|ip| ip.parse().unwrap()).collect()))
    }
}

impl Names for Rebinding {
    fn lookup(&self, _: String) -> Lookup {
        let mut addresses = self.0.lock().unwrap();
        let ip = if addresses.len() > 1 { addresses.pop_front() } else { addresses.front().copied() };
        Box::pin(std::future::ready(Ok(Vec::from_iter(ip))))
    }
}

fn policy(networks: &str) -> OutboundPolicy {
    OutboundPolicy::new(OutboundPolicy::parse_networks(networks).unwrap(), Vec::new())
}

fn open_client() -> CallbackClient {
    CallbackClient::new(policy("127.0.0.0/8")).unwrap()
}

fn impatient_client() -> CallbackClient {
    CallbackClient::with(policy("127.0.0.0/8"), SHORT, SystemNames).unwrap()
}

fn client_with_names(networks: &str, names: impl Names + 'static) -> CallbackClient {
    CallbackClient::with(policy(networks), Timeouts::default(), names).unwrap()
}

async fn post(client: &CallbackClient, url: &str) -> Attempt {
    let signing = Signing::Delighted { api_key: "key" };
    client.post(Request { url, body: BODY, at: AT, signing }).await
}

fn failure(attempt: Attempt) -> Failure {
    match attempt.outcome {
        Outcome::Failed { why } => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_receiver_gets_the_stored_bytes_with_a_signature_it_can_verify() {
    let receiver = Receiver::start(Reply::text("200 OK", "", "thank you")).await;
    let (new, old) = (Secret::generate([1; 32]), Secret::generate([2; 32]));
    let signing = Signing::Standard { id: "msg_1", secrets: &[&new, &old] };
    let attempt = open_client().post(Request { url: &receiver.url("/hook?a=1"), body: BODY, at: AT, signing }).await;

    assert_eq!(attempt.outcome, Outcome::Delivered);
    assert_eq!(attempt.status, Some(200));
    assert_eq!(attempt.answer_excerpt, "thank you");
    let seen = receiver.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].line, "POST /hook?a=1 HTTP/1.1");
    assert_eq!(seen[0].body, BODY);
    assert_eq!(seen[0].header("content-type"), "application/json");
    assert_eq!(seen[0].header("webhook-id"), "msg_1");
    assert_eq!(seen[0].header("webhook-timestamp"), "1700000000");
    assert!(seen[0].header("user-agent").starts_with("survey-server/"));
    for secret in [&new, &old] {
        assert!(sign::verify(&[secret], "msg_1", 1_700_000_000, BODY, seen[0].header("webhook-signature")));
    }
}

#[tokio::test]
async fn an_answer_of_500_is_a_failure_with_status_and_excerpt() {
    let receiver = Receiver::start(Reply::text("500 Oops", "Retry-After: 7\r\n", "stack trace")).await;
    let attempt = post(&open_client(), &receiver.url("/")).await;
    assert_eq!(attempt.status, Some(500));
    assert_eq!(attempt.answer_excerpt, "stack trace");
    assert_eq!(attempt.retry_after, None);
    assert_eq!(failure(attempt).to_string(), "answered 500, and only 2xx counts as received");
}

#[tokio::test]
async fn an_answer_of_410_means_that_the_receiver_wants_no_more() {
    let receiver = Receiver::start(Reply::text("410 Gone", "", "")).await;
    let attempt = post(&open_client(), &receiver.url("/")).await;
    assert_eq!((attempt.outcome, attempt.status), (Outcome::Gone, Some(410)));
}

#[tokio::test]
async fn an_overloaded_receiver_says_when_to_come_back() {
    let receiver = Receiver::start(Reply::text("429 Slow Down", "Retry-After: 120\r\n", "")).await;
    let attempt = post(&open_client(), &receiver.url("/")).await;
    assert_eq!(attempt.retry_after, Some(Duration::from_secs(120)));
    assert_eq!(failure(attempt), Failure::Status(429));
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let inner = Receiver::start(Reply::text("200 OK", "", "secret")).await;
    for to in ["http://169.254.169.254/latest/meta-data/".to_owned(), inner.url("/")] {
        for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
            let receiver = Receiver::start(Reply::text(status, &format!("Location: {to}\r\n"), "")).await;
            let why = failure(post(&open_client(), &receiver.url("/")).await);
            assert!(matches!(why, Failure::Redirect(301..=308)), "{why}");
            assert_eq!(receiver.seen().len(), 1);
        }
    }
    assert_eq!(inner.connections(), 0);
}

#[tokio::test]
async fn an_endless_answer_is_cut_at_4_kib_and_the_connection_closed() {
    // Patient enough that only the limit can end the reading.
    let patient = Timeouts { total: Duration::from_secs(3600), ..Timeouts::default() };
    let client = CallbackClient::with(policy("127.0.0.0/8"), patient, SystemNames).unwrap();
    let receiver = Receiver::start(Reply::Endless).await;
    let attempt = post(&client, &receiver.url("/")).await;
    assert_eq!(attempt.outcome, Outcome::Delivered);
    assert_eq!(attempt.answer_excerpt.len(), 4096);
    receiver.hung_up().await;
}

#[tokio::test]
async fn a_receiver_that_never_answers_is_a_failure_when_time_is_up() {
    let receiver = Receiver::start(Reply::Bytes(Vec::new())).await;
    let attempt = post(&impatient_client(), &receiver.url("/")).await;
    assert_eq!(attempt.status, None);
    assert_eq!(failure(attempt), Failure::TimedOut);
    receiver.hung_up().await;
}

#[tokio::test]
async fn headers_that_never_end_are_a_failure_when_time_is_up() {
    let receiver = Receiver::start(Reply::Bytes(b"HTTP/1.1 200 OK\r\nX-Slow: ".to_vec())).await;
    assert_eq!(failure(post(&impatient_client(), &receiver.url("/")).await), Failure::TimedOut);
}

#[tokio::test]
async fn a_verdict_counts_even_when_its_body_never_ends() {
    let head = b"HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nqueued".to_vec();
    let receiver = Receiver::start(Reply::Bytes(head)).await;
    let attempt = post(&impatient_client(), &receiver.url("/")).await;
    assert_eq!((attempt.outcome, attempt.status), (Outcome::Delivered, Some(202)));
    assert_eq!(attempt.answer_excerpt, "queued");
    receiver.hung_up().await;
}

#[tokio::test]
async fn an_answer_that_is_no_http_is_a_failure() {
    let receiver = Receiver::start(Reply::Bytes(b"220 mail.example ESMTP\r\n\r\n".to_vec())).await;
    let why = failure(post(&open_client(), &receiver.url("/")).await);
    assert!(matches!(why, Failure::Broken(_)), "{why:?}");
}

#[tokio::test]
async fn a_closed_port_is_a_failure_that_says_so_without_the_url() {
    let url = Receiver::start(Reply::Endless).await.stopped_url("/?token=abc").await;
    let why = failure(post(&open_client(), &url).await);
    assert!(matches!(why, Failure::Unreachable(_)), "{why:?}");
    assert!(!why.to_string().contains("abc"), "{why}");
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_a_failure_that_says_so() {
    let nowhere = client_with_names("", Nowhere);
    let why = failure(post(&nowhere, "http://shop.example/").await);
    assert_eq!(why.to_string(), "the host name could not be resolved: no such host");
}

struct Nowhere;

impl Names for Nowhere {
    fn lookup(&self, _: String) -> Lookup {
        Box::pin(std::future::ready(Err(std::io::Error::other("no such host"))))
    }
}

#[tokio::test]
async fn a_second_callback_uses_the_open_connection() {
    let receiver = Receiver::start(Reply::text("200 OK", "", "ok")).await;
    let client = open_client();
    for _ in 0..3 {
        assert_eq!(post(&client, &receiver.url("/")).await.outcome, Outcome::Delivered);
    }
    assert_eq!((receiver.seen().len(), receiver.connections()), (3, 1));
}

#[tokio::test]
async fn an_inner_receiver_is_not_reached_by_address_unless_allowed() {
    let receiver = Receiver::start(Reply::text("200 OK", "", "ok")).await;
    let client = CallbackClient::new(OutboundPolicy::default()).unwrap();
    for host in ["127.0.0.1", "2130706433", "0x7f.1", "017700000001", "[::ffff:127.0.0.1]", "0", "127.0.0.1."] {
        let why = failure(post(&client, &format!("http://{host}:{}/", receiver.port())).await);
        assert!(matches!(why, Failure::Url(UrlRefused::PrivateAddress(_))), "{host}: {why:?}");
    }
    assert_eq!(receiver.connections(), 0);
}

#[tokio::test]
async fn an_inner_receiver_is_not_reached_by_name_unless_allowed() {
    let receiver = Receiver::start(Reply::text("200 OK", "", "ok")).await;
    let local = format!("http://localhost:{}/", receiver.port());
    let closed = CallbackClient::new(OutboundPolicy::default()).unwrap();
    assert!(matches!(failure(post(&closed, &local).await), Failure::Url(UrlRefused::PrivateName(_))));

    // Where only the IPv6 loopback is excepted, the name passes and its IPv4 address does not.
    let other_loopback = CallbackClient::new(policy("::1")).unwrap();
    failure(post(&other_loopback, &local).await);

    for inner in ["127.0.0.1", "::ffff:127.0.0.1", "0.0.0.0"] {
        let client = client_with_names("", Rebinding::to(&[inner]));
        let why = failure(post(&client, &format!("http://shop.example:{}/", receiver.port())).await);
        let refused = NameRefused { host: "shop.example".into(), ip: inner.parse().unwrap() };
        assert_eq!(why, Failure::Name(refused));
    }
    assert_eq!(receiver.connections(), 0);

    assert_eq!(post(&open_client(), &local).await.outcome, Outcome::Delivered);
}

#[tokio::test]
async fn a_name_that_moves_inside_between_two_callbacks_is_not_followed_there() {
    let outer = Receiver::at("127.0.0.2:0", Reply::text("200 OK", "Connection: close\r\n", "ok")).await;
    let inner = Receiver::at(&format!("127.0.0.1:{}", outer.port()), Reply::text("200 OK", "", "secret")).await;
    let client = client_with_names("127.0.0.2/32", Rebinding::to(&["127.0.0.2", "127.0.0.1"]));
    let url = format!("http://shop.example:{}/", outer.port());
    assert_eq!(post(&client, &url).await.outcome, Outcome::Delivered);
    assert!(matches!(failure(post(&client, &url).await), Failure::Name(_)));
    assert_eq!((outer.seen().len(), inner.connections()), (1, 0));
}

#[tokio::test]
async fn this_server_is_not_called_by_any_name_and_its_neighbour_port_is() {
    let own = Receiver::start(Reply::text("200 OK", "", "ok")).await;
    let neighbour = Receiver::start(Reply::text("200 OK", "", "ok")).await;
    let allow = OutboundPolicy::parse_networks("127.0.0.0/8").unwrap();
    let policy = OutboundPolicy::new(allow, vec![format!("0.0.0.0:{}", own.port()).parse().unwrap()]);
    let client = CallbackClient::with(policy, Timeouts::default(), Rebinding::to(&["127.0.0.1"])).unwrap();

    let why = failure(post(&client, &format!("http://shop.example:{}/", own.port())).await);
    assert!(matches!(why, Failure::Name(_)), "{why:?}");
    assert!(matches!(failure(post(&client, &own.url("/")).await), Failure::Url(UrlRefused::OwnAddress(_))));
    assert_eq!(own.connections(), 0);
    let delivered = post(&client, &format!("http://shop.example:{}/", neighbour.port())).await;
    assert_eq!(delivered.outcome, Outcome::Delivered);
}
