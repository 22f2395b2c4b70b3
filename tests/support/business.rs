//! A business that uses the product: an installation that serves, a key, a mail server, and a program that is called back.

use serde_json::{Value, json};

use super::api::Api;
use super::database::Backend;
use super::receiver::{Received, Receiver};
use super::server::{Installation, Process};
use super::smtp_sink::SmtpSink;

/// The business. Everything of it ends with the test.
pub struct Business {
    /// The folder, the database, the settings.
    pub installation: Installation,
    /// The running server.
    pub server: Process,
    /// A client with a key of the workspace `default`.
    pub api: Api,
    /// Where the server's mails go.
    pub mail: SmtpSink,
    /// Where callbacks go, once an endpoint is registered.
    pub program: Receiver,
}

impl Business {
    /// Opens one on a fresh database of the backend that this run was asked to use.
    pub async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// Opens one with more settings.
    pub async fn open_with(settings: &[(&'static str, &str)]) -> Self {
        let mail = SmtpSink::start().await;
        let mut installation = Installation::new(Backend::chosen().fresh_database());
        installation.set("SURVEY_SMTP_URL", mail.url());
        installation.set("SURVEY_MAIL_FROM", "Shop <survey@shop.example>");
        for (name, value) in settings {
            installation.set(name, *value);
        }
        let server = installation.serve().await;
        let key = installation.run(&["api-key", "create", "--name", "tests"]);
        let api = Api::new(server.base(), &key);
        Self { installation, server, api, mail, program: Receiver::start() }
    }

    /// Ends the server as a power cut does, and starts it again.
    pub async fn survive_a_power_cut(&mut self) {
        self.server.kill();
        self.server = self.installation.serve().await;
        self.api = self.api.at(self.server.base());
    }

    /// A client with the key of another workspace, made now.
    pub fn neighbour(&self, workspace: &str) -> Api {
        self.installation.run(&["workspace", "create", workspace]);
        self.api.with_key(&self.installation.run(&["api-key", "create", "--workspace", workspace]))
    }

    /// Registers the program for these types of callback; returns the secret that they are signed with.
    pub async fn call_back_on(&self, types: &[&str]) -> String {
        let endpoint = json!({"url": self.program.url(), "events": types});
        let made = self.api.post("/v1/webhooks", &endpoint).await.expect(201);
        made["secret"].as_str().expect("a secret").to_owned()
    }

    /// Adds a person who is not asked anything yet; returns the id.
    pub async fn person(&self, email: &str) -> String {
        let made = self.api.post("/v1/people", &json!({"email": email, "send": false})).await;
        assert_eq!(made.status, 200, "{}", made.body);
        made.json()["id"].as_str().expect("ids are text").to_owned()
    }

    /// All answers that are kept, oldest first.
    pub async fn responses(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for page in 1.. {
            let list = self.api.get(&format!("/v1/survey_responses?per_page=100&page={page}")).await.expect(200);
            let list = list.as_array().expect("a list").clone();
            let last = list.len() < 100;
            all.extend(list);
            if last {
                break;
            }
        }
        all
    }

    /// All cases, along the cursor.
    pub async fn cases(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut path = "/v1/cases?per_page=100".to_owned();
        loop {
            let page = self.api.get(&path).await.expect(200);
            all.extend(page["data"].as_array().expect("a list").clone());
            let Some(next) = page["next"].as_str() else { return all };
            path = format!("/v1/cases?per_page=100&cursor={next}");
        }
    }
}

/// Fails the test unless the callback carries a signature of this secret, made over its very bytes. Checked by the
/// standard's own library, so that a receiver who uses it is served.
pub fn verify_signature(secret: &str, callback: &Received) {
    let mut headers = reqwest::header::HeaderMap::new();
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let value = callback.header(name).unwrap_or_else(|| panic!("the header {name} is missing"));
        headers.insert(name, value.parse().expect("a header's value"));
    }
    let webhook = standardwebhooks::Webhook::new(secret).expect("a secret");
    webhook.verify(&callback.body, &headers).expect("a valid signature");
}
