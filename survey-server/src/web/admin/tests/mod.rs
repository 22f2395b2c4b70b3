//! The admin over real requests: a migrated database in a temporary folder, a clock that stands still, no network.

mod access;
mod asking;
mod campaigns;
mod case_steps;
mod connections;
mod doors;
mod inbox;
mod outreach;
mod pages;
mod people;
mod settings;
mod texts;

use std::sync::Arc;

use actix_web::http::{Method, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use serde_json::json;

use super::cookie;
use crate::account::{session, user, workspace};
use crate::app::App;
use crate::clock::{Clock, Cx, ManualClock};
use crate::config::{Config, Words};
use crate::outreach::person::{self, PersonInput};
use crate::response::answer::Answer;
use crate::response::record::{self, RecordInput};
use crate::store::take::Command;
use crate::store::users::{self, Role, User};
use crate::store::{Db, Id, Time, WorkspaceId, cases, migrate, surveys};

/// 2026-11-20T10:00:00Z, a Friday.
const NOON: Time = Time(1_795_168_800_000);
const PASSWORD: &str = "correct horse battery";

/// An installation with one workspace.
struct House {
    app: App,
    clock: Arc<ManualClock>,
    workspace: WorkspaceId,
    folder: tempfile::TempDir,
}

/// A browser: its session, if it has one.
#[derive(Clone)]
struct Browser {
    cookie: String,
    csrf: String,
    user: Id,
}

/// An answer: status, headers that matter, body.
#[derive(Debug)]
struct Page {
    status: u16,
    location: String,
    cookies: Vec<String>,
    csp: String,
    body: String,
}

impl Page {
    #[track_caller]
    fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    #[track_caller]
    fn says(self, words: &str) -> Self {
        assert!(self.body.contains(words), "{words:?} is not in {}", self.body);
        self
    }

    /// The value of a cookie that was set, with its name.
    fn cookie(&self, name: &str) -> String {
        let set = self.cookies.iter().find(|cookie| cookie.starts_with(&format!("{name}="))).expect("the cookie");
        set.split(';').next().unwrap_or_default().to_owned()
    }

    /// The token of the form on the page.
    fn token(&self) -> String {
        let at = self.body.find("name=\"_csrf\" value=\"").expect("a form") + 20;
        self.body[at..].split('"').next().unwrap_or_default().to_owned()
    }
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut words = Words::read(None).unwrap();
        words.set("database_url", &format!("sqlite://{}", folder.path().join("survey.db").display()));
        words.set("outbox_dir", &folder.path().join("outbox").display().to_string());
        words.set("secret_key", "a key that is long enough for the tests");
        words.set("public_url", "https://nps.example");
        let config = Config::from_words(&words).unwrap();
        let db = Db::open(&config.database_url, 4).unwrap();
        db.read_now(migrate::migrate).unwrap();
        let clock = ManualClock::at(NOON);
        let (app, _writer) = App::new(config, clock.clone(), db).unwrap();
        let workspace = app
            .db
            .write_now(|conn| {
                let cx = app.cx(0);
                let made = crate::store::workspaces::find_by_key(conn, workspace::DEFAULT)?;
                let id = match made {
                    Some(made) => made.id,
                    None => workspace::create(conn, &cx, workspace::DEFAULT, "Shop")?.id,
                };
                workspace::furnish(conn, &cx, id)?;
                Ok(id)
            })
            .unwrap();
        House { app, clock, workspace, folder }
    }

    fn cx(&self) -> Cx {
        self.app.cx(self.workspace)
    }

    /// A member with a password and a session.
    fn member(&self, email: &str, role: Role) -> Browser {
        let hash = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$Z2FyYmFnZQ";
        let (user, token) = self
            .app
            .db
            .write_now(|conn| {
                let user: User = user::invite(conn, &self.cx(), email, "Ann", role, "test")?;
                user::set_password(conn, &self.cx(), &user, Some("Ann Lee"), hash)?;
                users::set_locale(conn, user.id, "en")?;
                let token = session::open(conn, &self.cx(), user.id, "test")?;
                Ok((user.id, token))
            })
            .unwrap();
        Browser { csrf: cookie::session_csrf(&self.cx(), &token), cookie: format!("__Host-sid={token}"), user }
    }

    /// Sends answers of the default survey by one person, so many days ago; fresh ones open cases.
    fn answer(&self, who: &str, days_ago: i64, score: i64, comment: &str) -> Id {
        self.app
            .db
            .write_now(|conn| {
                let cx = self.cx();
                let input = PersonInput {
                    email: Some(format!("{who}@example.com")),
                    name: Some(who.to_owned()),
                    ..PersonInput::default()
                };
                let person = person::upsert(conn, &cx, &input)?;
                let survey = surveys::find_by_key(conn, cx.workspace, "default")?.expect("the default survey");
                let mut answers = json!({ "score": score });
                if !comment.is_empty() {
                    answers["comment"] = comment.into();
                }
                let input = RecordInput {
                    answers: answers.as_object().cloned().unwrap_or_default(),
                    properties: json!({"branch": "Kazan", "order": {"number": 1001}})
                        .as_object()
                        .cloned()
                        .unwrap_or_default(),
                    answered_at: self.clock.now().plus_days(-days_ago),
                    channel: "api".to_owned(),
                    external_id: None,
                    imported: false,
                };
                let answer = record::answer(conn, &cx, &survey, Some(&person), input)?;
                let id = answer.row.id;
                for taken in Answer::apply(conn, &[answer])? {
                    taken?;
                }
                Ok(id)
            })
            .unwrap()
    }

    /// The newest case.
    fn case(&self) -> cases::Case {
        let filter = cases::Filter { newest_first: true, ..cases::Filter::default() };
        self.app.db.read_now(|conn| cases::list(conn, self.workspace, &filter, 0, 1)).unwrap().remove(0)
    }

    async fn send(&self, request: TestRequest) -> Page {
        let service = actix_web::App::new().app_data(Data::new(self.app.clone())).configure(super::configure);
        let service = init_service(service).await;
        let answer = call_service(&service, request.to_request()).await;
        let header = |name: header::HeaderName| {
            answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let cookies = answer.headers().get_all(header::SET_COOKIE);
        Page {
            status: answer.status().as_u16(),
            location: header(header::LOCATION),
            csp: header(header::CONTENT_SECURITY_POLICY),
            cookies: cookies.filter_map(|value| value.to_str().ok()).map(str::to_owned).collect(),
            body: String::from_utf8_lossy(&read_body(answer).await).into_owned(),
        }
    }

    async fn get(&self, browser: &Browser, path: &str) -> Page {
        self.send(TestRequest::get().uri(path).insert_header((header::COOKIE, browser.cookie.clone()))).await
    }

    async fn post(&self, browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut fields = fields.to_vec();
        fields.push(("_csrf", &browser.csrf));
        self.post_as(&browser.cookie, path, &fields).await
    }

    async fn post_as(&self, cookies: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = TestRequest::default()
            .method(Method::POST)
            .uri(path)
            .insert_header((header::COOKIE, cookies))
            .insert_header(("Sec-Fetch-Site", "same-origin"))
            .set_form(fields);
        self.send(request).await
    }

    fn role(&self, user: Id) -> Option<Role> {
        self.app.db.read_now(|conn| users::role(conn, self.workspace, user)).unwrap()
    }
}
