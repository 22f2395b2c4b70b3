//! The server inside the test's own process: real HTTP and mail, but a clock that the test moves and jobs that run when
//! the test says so. For everything that happens later.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use serde_json::{Value, json};
use survey_server::account::{api_key, session, user, workspace};
use survey_server::app::App;
use survey_server::callback::{CallbackClient, Names, SlowReceivers};
use survey_server::clock::{Clock, ManualClock};
use survey_server::config::{Config, Words};
use survey_server::jobs::worker::Worker;
use survey_server::mail::{Mailer, Timeouts};
use survey_server::outreach::remind;
use survey_server::store::api_keys::Scope;
use survey_server::store::deliveries::{self, Delivery, Kind, Stage};
use survey_server::store::users::Role;
use survey_server::store::workspaces::Settings;
use survey_server::store::{Db, migrate, workspaces};
use survey_server::web::health::Recorded;
use survey_server::web::serve;

use super::api::{Api, Reply};
use super::database::Backend;
use super::receiver::Receiver;
use super::smtp_sink::SmtpSink;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The server, and those it talks to. Everything ends with the test.
pub struct TestApp {
    /// A client with a key of the workspace `default`.
    pub api: Api,
    /// Where the server's mails go.
    pub mail: SmtpSink,
    /// Where callbacks go, once an endpoint is registered.
    pub program: Receiver,
    /// The process itself, for what no address shows.
    pub app: App,
    clock: Arc<ManualClock>,
    worker: Worker,
    server: ServerHandle,
    _folder: tempfile::TempDir,
}

/// The stages of a delivery.
const STAGES: [Stage; 7] =
    [Stage::Queued, Stage::Body, Stage::Sent, Stage::Retry, Stage::Failed, Stage::Unknown, Stage::Withdrawn];

impl TestApp {
    /// Starts one on a fresh database of the backend that this run was asked to use, at 10:00 UTC of a Friday.
    pub async fn start() -> Self {
        Self::start_facing(SmtpSink::start().await, Timeouts::default()).await
    }

    /// Starts one with these settings over the usual ones.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        Self::build(SmtpSink::start().await, Timeouts::default(), settings).await
    }

    /// Starts one whose mails go to this server, which it waits for so long.
    pub async fn start_facing(mail: SmtpSink, timeouts: Timeouts) -> Self {
        Self::build(mail, timeouts, &[]).await
    }

    async fn build(mail: SmtpSink, timeouts: Timeouts, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let config = config(&folder, &listener, &mail, settings);
        let clock = ManualClock::at("2026-11-20T10:00:00Z".parse::<jiff::Timestamp>().expect("a time").into());
        let db = Db::open(&config.database_url, 4).expect("a database");
        db.read_now(migrate::migrate).expect("migrations");
        let smtp = config.smtp.clone().expect("a mail server");
        let (mut app, _writer) = App::new(config, clock.clone(), db).expect("an app");
        app.mailer = Arc::new(Mailer::smtp(smtp, timeouts).expect("a mailer"));
        // How long a receiver of ours takes says how busy this machine is, and decides nothing.
        app.slow = Arc::new(SlowReceivers::failing_in(std::time::Duration::MAX));
        let worker = Worker::new(app.clone()).expect("a worker");
        let (server, address) = serve::start(app.clone(), listener, Recorded(None)).expect("a server");
        let handle = server.handle();
        tokio::spawn(server);
        let key = furnish(&app).await;
        let api = Api::new(&format!("http://{address}"), &key);
        Self { api, mail, program: Receiver::start(), app, clock, worker, server: handle, _folder: folder }
    }

    /// Calls programs back by a client of this patience, which believes these names.
    pub fn calling_by(&mut self, timeouts: survey_server::callback::Timeouts, names: impl Names + 'static) {
        let policy = self.app.config.outbound.clone();
        self.calling_through(CallbackClient::with(policy, timeouts, names).expect("a client"));
    }

    /// Calls programs back by this client.
    pub fn calling_through(&mut self, client: CallbackClient) {
        self.app.callbacks = client;
        self.worker = Worker::new(self.app.clone()).expect("a worker");
    }

    /// Lets the worker work by itself until the test ends it.
    pub fn work(&self) -> tokio::task::JoinHandle<()> {
        tokio::spawn(self.worker.clone().work())
    }

    /// Runs the jobs that are due now, and those they make due, until none is. Returns how many were run.
    pub async fn drain_jobs(&self) -> usize {
        self.worker.drain().await
    }

    /// Moves the clock, and runs nothing.
    pub fn wait_minutes(&self, minutes: i64) {
        self.clock.advance_ms(minutes * MINUTE_MS);
    }

    /// Moves the clock and runs what has become due.
    pub async fn after_minutes(&self, minutes: i64) {
        self.clock.advance_ms(minutes * MINUTE_MS);
        self.drain_jobs().await;
    }

    /// Moves the clock and runs what has become due.
    pub async fn after_days(&self, days: i64) {
        self.clock.advance_ms(days * DAY_MS);
        self.drain_jobs().await;
    }

    /// Now, as this server's clock shows it.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now().timestamp()
    }

    /// Asks a person by the default survey, as a program does; returns the answer.
    pub async fn ask(&self, email: &str) -> Value {
        let asked = self.api.post("/v1/people", &json!({ "email": email })).await.expect(200);
        self.drain_jobs().await;
        asked
    }

    /// Asks several people at once: their mails go out together. Returns their ids.
    pub async fn ask_all(&self, emails: &[String]) -> Vec<String> {
        let mut ids = Vec::new();
        for email in emails {
            let asked = self.api.post("/v1/people", &json!({ "email": email })).await.expect(200);
            ids.push(asked["id"].as_str().expect("ids are text").to_owned());
        }
        self.drain_jobs().await;
        ids
    }

    /// Every mail that asks somebody, as the server keeps it.
    pub async fn deliveries(&self) -> Vec<Delivery> {
        let all = self.app.db.read(|conn| deliveries::newest(conn, 1, &STAGES, i64::MAX)).await.expect("a database");
        all.into_iter().filter(|delivery| delivery.kind == Kind::Invitation).collect()
    }

    /// The admin's page about sending, as an owner sees it who has just signed in.
    pub async fn sending_page(&self) -> String {
        self.page("/admin/settings/sending").await
    }

    /// A page of the admin, as an owner sees it who has just signed in.
    pub async fn page(&self, path: &str) -> String {
        self.page_as(&self.sign_in().await, path).await
    }

    /// The cookie of an owner who has just signed in.
    pub async fn sign_in(&self) -> String {
        let opened = self.app.write(1, |conn, cx| {
            let email = format!("owner-{}@shop.example", cx.id());
            let owner = user::invite(conn, cx, &email, "Olga", Role::Owner, "test")?;
            user::set_password(conn, cx, &owner, None, "not needed: the session is opened here")?;
            session::open(conn, cx, owner.id, "tests")
        });
        format!("sid={}", opened.await.expect("a session"))
    }

    /// A page of the admin, as it is shown to whom the cookie is.
    pub async fn page_as(&self, cookie: &str, path: &str) -> String {
        let request = self.api.request(reqwest::Method::GET, path).header("Cookie", cookie);
        let page = self.api.send(request).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        page.body
    }

    /// Sends a form of a page of the admin.
    pub async fn send_form(&self, cookie: &str, page: &str, path: &str, fields: &[(&str, &str)]) -> Reply {
        let shown = self.page_as(cookie, page).await;
        let (_, token) = shown.split_once("name=\"_csrf\" value=\"").expect("a form");
        let token = token.split_once('"').expect("its token").0;
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let body = body.append_pair("_csrf", token).extend_pairs(fields).finish();
        let request = self.api.request(reqwest::Method::POST, path);
        let request = request.header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin");
        self.api.send(request.header("Content-Type", "application/x-www-form-urlencoded").body(body)).await
    }

    /// Changes the settings of the workspace `default`.
    pub async fn configure(&self, change: impl FnOnce(&mut Settings) + Send + 'static) {
        let changed = self.app.write(1, move |conn, cx| {
            let mut workspace = workspaces::load(conn, 1)?;
            change(&mut workspace.settings.0);
            workspaces::save(conn, &workspace, cx.now)?;
            remind::wake(conn, cx, &workspace)
        });
        changed.await.expect("a database");
    }

    /// Registers the program for these types of callback.
    pub async fn call_back_on(&self, types: &[&str]) {
        let endpoint = json!({"url": self.program.url(), "events": types});
        self.api.post("/v1/webhooks", &endpoint).await.expect(201);
    }
}

impl TestApp {
    /// The connection is lost: nobody answers at the server's address.
    pub async fn go_away(&self) {
        self.server.stop(false).await;
    }

    /// The server is there again, at the same address.
    pub fn come_back(&mut self) {
        let address = self.app.config.public_url.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind(address).expect("its port is free again");
        let (server, _) = serve::start(self.app.clone(), listener, Recorded(None)).expect("a server");
        self.server = server.handle();
        tokio::spawn(server);
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Sent at once; the future only waits for the end.
        drop(self.server.stop(false));
    }
}

fn config(folder: &tempfile::TempDir, listener: &TcpListener, mail: &SmtpSink, more: &[(&str, &str)]) -> Config {
    let address = listener.local_addr().expect("its address").to_string();
    let sqlite = format!("sqlite://{}/survey.db", folder.path().display());
    let mut words = Words::read(None).expect("the defaults");
    for (name, value) in [
        ("database_url", Backend::chosen().fresh_database().unwrap_or(sqlite)),
        ("bind", address.clone()),
        ("public_url", format!("http://{address}")),
        ("smtp_url", mail.url()),
        ("mail_from", "Shop <survey@shop.example>".to_owned()),
        ("secret_key", "the-secret-key-of-an-installation-for-tests".to_owned()),
        ("outbound_allow_cidrs", "127.0.0.0/8".to_owned()),
        ("rate_limit", "off".to_owned()),
        ("http_workers", "1".to_owned()),
    ] {
        words.set(name, &value);
    }
    for (name, value) in more {
        words.set(name, value);
    }
    Config::from_words(&words).expect("sound settings")
}

/// Gives the workspace `default` its survey and rules, and makes a key of it.
async fn furnish(app: &App) -> String {
    let found = app.db.read(|conn| workspaces::find_by_key(conn, workspace::DEFAULT)).await.expect("a database");
    let id = found.expect("the default workspace").id;
    let made = app.write(id, move |conn, cx| {
        workspace::furnish(conn, cx, id)?;
        api_key::create(conn, cx, "tests", Scope::Full, "test")
    });
    made.await.expect("a key").1
}
