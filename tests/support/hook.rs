//! A program out there that calls us: its connection, and its calls, signed as it signs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use ring::hmac;
use serde_json::Value;
use survey_server::outreach::connection::{self, ConnectionInput};
use survey_server::store::connections::{self, Connection, Source};
use survey_server::store::inbound::{self, Heading};
use survey_server::store::{Id, WorkspaceId};

use super::api::Reply;
use super::app::TestApp;

/// The first workspace of a fresh database.
pub const WORKSPACE: WorkspaceId = 1;

/// A connection, as the program at its other end sees it.
pub struct Hook {
    /// The connection.
    pub id: Id,
    /// The address that is called.
    pub url: String,
    /// What calls are signed with.
    pub secret: String,
    /// What kind it is.
    pub source: Source,
}

/// The base64 of HMAC-SHA256.
pub fn sign_base64(secret: &str, message: &[u8]) -> String {
    STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), message))
}

/// The hexadecimal digits of HMAC-SHA256.
pub fn sign_hex(secret: &str, message: &[u8]) -> String {
    let mac = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), message);
    survey_server::secret::hex(mac.as_ref())
}

impl Hook {
    /// Connects a program of this kind, with a secret of the test's.
    pub async fn connect(app: &TestApp, source: Source, secret: &str) -> Self {
        let given = secret.to_owned();
        let made = app.app.write(WORKSPACE, move |conn, cx| {
            let input = ConnectionInput { source, name: "A shop".to_owned(), config: serde_json::Map::new() };
            let (made, _) = connection::create(conn, cx, &input, "test")?;
            connection::set_secret(conn, cx, made.id, &given, "test")?;
            Ok((made.id, connection::url(cx, &made)))
        });
        let (id, url) = made.await.expect("a connection");
        Self { id, url, secret: secret.to_owned(), source }
    }

    /// Calls with these headers and bytes.
    pub async fn call(&self, app: &TestApp, headers: &[(&str, &str)], raw: &[u8]) -> Reply {
        let request = app.api.request(Method::POST, &self.url).body(raw.to_vec());
        app.api.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
    }

    /// Calls as the program does: signed, with a message id of its own.
    pub async fn say(&self, app: &TestApp, topic: &str, message_id: &str, body: &Value) -> Reply {
        let raw = body.to_string().into_bytes();
        let mac = sign_base64(&self.secret, &raw);
        let headers: Vec<(&str, &str)> = match self.source {
            Source::Shopify => vec![
                ("X-Shopify-Topic", topic),
                ("X-Shopify-Webhook-Id", message_id),
                ("X-Shopify-Shop-Domain", "tea.myshopify.com"),
                ("X-Shopify-Hmac-Sha256", &mac),
            ],
            Source::WooCommerce => vec![
                ("X-WC-Webhook-Topic", topic),
                ("X-WC-Webhook-Delivery-ID", message_id),
                ("X-WC-Webhook-Source", "https://tea.example/"),
                ("X-WC-Webhook-Signature", &mac),
            ],
            Source::Stripe => {
                let at = app.now().as_second();
                let signed = [format!("{at}.").into_bytes(), raw.clone()].concat();
                let header = format!("t={at},v1={}", sign_hex(&self.secret, &signed));
                return self.call(app, &[("Stripe-Signature", &header)], &raw).await;
            }
            other => panic!("{other:?} signs in ways of its own, see the tests of mail providers"),
        };
        self.call(app, &headers, &raw).await
    }

    /// The connection's row.
    pub async fn row(&self, app: &TestApp) -> Connection {
        let id = self.id;
        app.app.read(WORKSPACE, move |conn, cx| connections::find(conn, cx.workspace, id)).await.unwrap().unwrap()
    }

    /// What came, the newest first.
    pub async fn messages(&self, app: &TestApp) -> Vec<Heading> {
        let id = self.id;
        app.app.read(WORKSPACE, move |conn, cx| inbound::list(conn, cx.workspace, id, 100)).await.unwrap()
    }

    /// What came of the messages, the oldest first: state, and why.
    pub async fn fates(&self, app: &TestApp) -> Vec<(&'static str, String)> {
        let messages = self.messages(app).await;
        messages.into_iter().rev().map(|message| (message.state.word(), message.detail)).collect()
    }
}
