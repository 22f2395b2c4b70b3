//! The API over real requests: a migrated database in a temporary folder, a clock that stands still, no network.

mod access;
mod autopilot;
mod cases;
mod decisions;
mod document;
mod events;
mod people;
mod settings;
mod survey_responses;
mod surveys;
mod texts;
mod webhooks;
mod wrong_input;

use std::sync::Arc;

use actix_web::http::{Method, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::{Data, ServiceConfig};
use serde_json::{Value, json};

use crate::account::{api_key, workspace};
use crate::app::App;
use crate::clock::ManualClock;
use crate::config::{Config, Words};
use crate::store::api_keys::Scope;
use crate::store::{Db, Time, WorkspaceId, migrate};
use crate::web::{docs, error};

/// Two workspaces, each with a key, in a database of their own.
struct House {
    app: App,
    clock: Arc<ManualClock>,
    key: String,
    reader: String,
    other_key: String,
    _folder: tempfile::TempDir,
}

/// An answer: status, headers that matter, body.
#[derive(Debug)]
struct Answer {
    status: u16,
    link: Option<String>,
    replayed: bool,
    body: Value,
}

impl Answer {
    /// The paths of what was wrong.
    fn problems(&self) -> Vec<&str> {
        let list = self.body["error"]["problems"].as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(|problem| problem["path"].as_str()).collect()
    }

    fn id(&self) -> String {
        self.body["id"].as_str().expect("an id").to_owned()
    }

    #[track_caller]
    fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl House {
    /// 2026-11-20T10:00:00Z, a Friday.
    const NOON: Time = Time(1_795_168_800_000);

    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut words = Words::read(None).unwrap();
        words.set("database_url", &format!("sqlite://{}", folder.path().join("survey.db").display()));
        words.set("outbox_dir", &folder.path().join("outbox").display().to_string());
        words.set("secret_key", "a key that is long enough for the tests");
        words.set("public_url", "https://surveys.example");
        let config = Config::from_words(&words).unwrap();
        let db = Db::open(&config.database_url, 4).unwrap();
        db.read_now(migrate::migrate).unwrap();
        let clock = ManualClock::at(Self::NOON);
        let (app, _writer) = App::new(config, clock.clone(), db).unwrap();
        let (first, second) = app
            .db
            .write_now(|conn| {
                let cx = app.cx(0);
                let first = workspace::create(conn, &cx, "shop", "Shop")?.id;
                let second = workspace::create(conn, &cx, "rival", "Rival")?.id;
                Ok((first, second))
            })
            .unwrap();
        let key = |workspace: WorkspaceId, scope: Scope| {
            let cx = app.cx(workspace);
            app.db.write_now(|conn| api_key::create(conn, &cx, "test", scope, "test")).unwrap().1
        };
        let (key, reader, other_key) = (key(first, Scope::Full), key(first, Scope::Read), key(second, Scope::Full));
        House { app, clock, key, reader, other_key, _folder: folder }
    }

    /// Sends a request as it is.
    async fn send(&self, request: TestRequest) -> Answer {
        let routes = |cfg: &mut ServiceConfig| {
            super::configure(cfg);
            docs::configure(cfg);
        };
        let service = init_service(
            actix_web::App::new()
                .app_data(Data::new(self.app.clone()))
                .configure(routes)
                .default_service(actix_web::web::to(error::nothing_here)),
        )
        .await;
        let response = call_service(&service, request.to_request()).await;
        let text = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (status, link) = (response.status().as_u16(), text("link"));
        let replayed = text("idempotent-replayed").is_some();
        let bytes = read_body(response).await;
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_not_json| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Answer { status, link, replayed, body }
    }

    fn request(&self, method: &Method, path: &str) -> TestRequest {
        TestRequest::default()
            .method(method.clone())
            .uri(path)
            .insert_header((header::AUTHORIZATION, format!("Bearer {}", self.key)))
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(self.request(&Method::GET, path)).await
    }

    async fn delete(&self, path: &str) -> Answer {
        // The Python client sends a body with every DELETE.
        self.send(self.request(&Method::DELETE, path).set_json(json!({}))).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(&Method::POST, path).set_json(body)).await
    }

    async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(&Method::PUT, path).set_json(body)).await
    }

    async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(&Method::PATCH, path).set_json(body)).await
    }

    /// A person who is not asked.
    async fn person(&self, email: &str) -> String {
        self.post("/v1/people", json!({"email": email, "send": false})).await.expect(200).id()
    }

    /// An answer of a new person.
    async fn answered(&self, email: &str, score: i64) -> Answer {
        let person = self.person(email).await;
        self.post("/v1/survey_responses", json!({"person": person, "score": score})).await.expect(201)
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}
