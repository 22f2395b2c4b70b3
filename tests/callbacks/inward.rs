//! Where callbacks may not go: refused when an address is saved, and again when it is called, and shown in words.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Mutex;

use serde_json::{Value, json};
use survey_server::callback::{Lookup, Names, Timeouts};

use super::{count, deliveries, endpoint_of, open_case};
use crate::support::app::TestApp;
use crate::support::receiver::{Answer, Receiver};

/// Names that mean first these addresses, then the next; the last stay.
struct Rebinding(Mutex<VecDeque<Vec<IpAddr>>>);

impl Rebinding {
    fn to(answers: &[&[&str]]) -> Self {
        let parsed = answers.iter().map(|all| all.iter().map(|ip| ip.parse().expect("an address")).collect());
        Rebinding(Mutex::new(parsed.collect()))
    }
}

impl Names for Rebinding {
    fn lookup(&self, _host: String) -> Lookup {
        let mut answers = self.0.lock().expect("no panic holds it");
        let answer = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        Box::pin(std::future::ready(Ok(answer.unwrap_or_default())))
    }
}

/// One address of every network that is not for callbacks, and every way to write one of them.
const INWARD: &[&str] = &[
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://100.64.0.1/",
    "http://127.0.0.1/",
    "http://127.8.8.8/",
    "http://169.254.169.254/latest/meta-data/",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://192.0.0.8/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://192.168.0.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::1]/",
    "http://[100::1]/",
    "http://[2001::1]/",
    "http://[2001:db8::1]/",
    "http://[2002:7f00:1::]/",
    "http://[3fff::1]/",
    "http://[5f00::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://%31%32%37.0.0.1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://shop.localhost/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://user:password@shop.example/",
    "http://shop.example:22/",
    "http://shop.example:25/",
    "http://shop.example:0/",
    "file:///etc/passwd",
    "gopher://shop.example/",
    "//shop.example/",
];

async fn closed() -> TestApp {
    TestApp::start_with(&[("outbound_allow_cidrs", "")]).await
}

#[tokio::test]
async fn no_address_inside_can_be_saved_for_an_endpoint_or_a_channel() {
    let app = closed().await;
    for url in INWARD {
        let endpoint = json!({"url": url, "events": ["case.opened"]});
        let refused = app.api.post("/v1/webhooks", &endpoint).await;
        assert_eq!(refused.status, 422, "{url}: {}", refused.body);
        assert_eq!(refused.json()["error"]["problems"][0]["path"], "url", "{url}");
        let channel = json!({"request": {"url": url, "body": {"a": "{{to}} {{text}}"}}});
        let refused = app.api.put("/v1/channels/sms", &channel).await;
        assert_eq!(refused.status, 422, "{url}: {}", refused.body);
    }
    assert!(app.api.get("/v1/webhooks").await.expect(200)["data"].as_array().expect("a list").is_empty());
}

#[tokio::test]
async fn an_endpoint_cannot_be_changed_to_point_inside() {
    let app = closed().await;
    let made = endpoint_of(&app, "https://shop.example/hook", &["case.opened"]).await;
    let path = format!("/v1/webhooks/{}", made["id"].as_str().expect("an id"));
    for url in INWARD {
        let refused = app.api.patch(&path, &json!({"url": url})).await;
        assert_eq!(refused.status, 422, "{url}: {}", refused.body);
    }
    let kept = app.api.get("/v1/webhooks").await.expect(200);
    assert_eq!(kept["data"][0]["url"], "https://shop.example/hook");
}

#[tokio::test]
async fn what_was_saved_before_the_operator_closed_a_network_is_refused_when_it_is_called() {
    let app = TestApp::start().await;
    app.call_back_on(&["case.opened"]).await;
    // The same database under a policy that allows nothing.
    let mut closed = app;
    let policy = survey_server::callback::OutboundPolicy::default();
    let client = survey_server::callback::CallbackClient::new(policy).expect("a client");
    closed.calling_through(client);
    open_case(&closed, 1).await;
    closed.drain_jobs().await;
    let id = closed.api.get("/v1/webhooks").await.expect(200)["data"][0]["id"].as_str().expect("an id").to_owned();
    let log = deliveries(&closed, &id).await;
    assert_eq!(
        (&log[0]["state"], &log[0]["attempts"], &log[0]["status"]),
        (&json!("pending"), &json!(1), &json!(null))
    );
    let said = log[0]["error"].as_str().expect("words");
    assert!(said.contains("127.0.0.1 lies in a private or reserved network"), "{said}");
    assert!(closed.program.received().is_empty());
    let page = closed.page(&format!("/admin/settings/webhooks?endpoint={id}")).await;
    assert!(page.contains("lies in a private or reserved network"), "shown to the business");
}

#[tokio::test]
async fn a_name_that_moves_inside_is_not_followed_there_and_the_log_says_so() {
    let mut app = TestApp::start_with(&[("outbound_allow_cidrs", "127.0.0.1/32")]).await;
    // Public once, then the metadata service, then this machine by another address, then both at once.
    let names = Rebinding::to(&[
        &["127.0.0.1"],
        &["169.254.169.254"],
        &["::ffff:10.0.0.1", "0.0.0.0", "127.0.0.2"],
        &["169.254.169.254", "127.0.0.1"],
    ]);
    app.calling_by(Timeouts::default(), names);
    app.program.always(Answer::Status(200, vec![("Connection", "close".to_owned())]));
    let port = app.program.url().rsplit(':').next().expect("a port").to_owned();
    let made = endpoint_of(&app, &format!("http://shop.example:{port}"), &["case.opened"]).await;
    let id = made["id"].as_str().expect("an id");

    open_case(&app, 1).await;
    app.drain_jobs().await;
    assert_eq!((count(&app, id, "delivered").await, app.program.received().len()), (1, 1));

    for (n, refused) in [(2, "shop.example means 169.254.169.254"), (3, "shop.example means ::ffff:10.0.0.1")] {
        open_case(&app, n).await;
        app.drain_jobs().await;
        let log = deliveries(&app, id).await;
        let says = |one: &&Value| one["error"].as_str().is_some_and(|said| said.starts_with(refused));
        assert_eq!(log.iter().filter(says).count(), 1, "{log:?}");
        assert_eq!((count(&app, id, "pending").await, app.program.received().len()), (n - 1, 1), "nobody was called");
    }

    // Where some of several addresses may be called, only those are.
    open_case(&app, 4).await;
    app.drain_jobs().await;
    assert_eq!((count(&app, id, "delivered").await, app.program.received().len()), (2, 2));
}

#[tokio::test]
async fn a_redirect_inside_is_not_followed_and_the_log_says_so() {
    let app = TestApp::start().await;
    let inner = Receiver::start();
    app.call_back_on(&["case.opened"]).await;
    let id = app.api.get("/v1/webhooks").await.expect(200)["data"][0]["id"].as_str().expect("an id").to_owned();
    for (n, status) in [301, 302, 303, 307, 308].into_iter().enumerate() {
        app.program.then([Answer::Status(status, vec![("Location", inner.url().to_owned())])]);
        open_case(&app, n).await;
        app.drain_jobs().await;
        let log = deliveries(&app, &id).await;
        let one = log.iter().find(|one| one["status"] == status).expect("an attempt");
        let said = one["error"].as_str().expect("words");
        assert!(one["state"] == "pending" && said.contains("a redirect, which is not followed"), "{one}");
    }
    assert!(inner.received().is_empty());
}

#[tokio::test]
async fn this_server_never_calls_itself() {
    let app = TestApp::start().await;
    let own = format!("{}/v1/people", app.app.config.public_url);
    let refused = app.api.post("/v1/webhooks", &json!({"url": own, "events": ["case.opened"]})).await.expect(422);
    let said = refused["error"]["problems"][0]["message"].as_str().expect("words");
    assert!(said.contains("this server itself"), "{said}");

    let mut app = app;
    app.calling_by(Timeouts::default(), Rebinding::to(&[&["127.0.0.1"]]));
    let port = app.app.config.public_url.rsplit(':').next().expect("a port").to_owned();
    let made = endpoint_of(&app, &format!("http://shop.example:{port}/v1/people"), &["case.opened"]).await;
    open_case(&app, 1).await;
    app.drain_jobs().await;
    let said = deliveries(&app, made["id"].as_str().expect("an id")).await[0]["error"].clone();
    assert!(said.as_str().expect("words").contains("private, reserved or own address"), "{said}");
}
