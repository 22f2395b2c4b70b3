//! The business whose customers answer: its server, its endpoint, its invitations.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use survey_server::app::App;
use survey_server::clock::SystemClock;
use survey_server::config::{Config, Words};
use survey_server::error::Error;
use survey_server::outreach::person::{self, PersonInput};
use survey_server::outreach::plan::{self, Wish};
use survey_server::recovery::endpoint::{self, EndpointInput};
use survey_server::secret::Purpose;
use survey_server::store::jobs::Class;
use survey_server::store::{Db, migrate, surveys, workspaces};

/// So many people are asked in one transaction.
const AT_ONCE: usize = 1000;
/// An answer a day later: nobody is mailed while something else is measured.
const LATER_SECS: i64 = 86_400;

/// A server on a fresh database in a folder.
pub fn started(folder: &Path, mail_port: u16) -> Result<App, Error> {
    let mut words = Words::read(None).map_err(Error::internal)?;
    for (name, value) in [
        ("database_url", format!("sqlite://{}", folder.join("bench.db").display())),
        ("smtp_url", format!("smtp://127.0.0.1:{mail_port}")),
        ("mail_from", "Shop <survey@shop.example>".to_owned()),
        ("public_url", "https://surveys.shop.example".to_owned()),
        ("secret_key", "the-secret-key-of-an-installation-for-the-benchmark".to_owned()),
        ("outbound_allow_cidrs", "127.0.0.0/8".to_owned()),
        ("rate_limit", "off".to_owned()),
    ] {
        words.set(name, &value);
    }
    let config = Config::from_words(&words).map_err(Error::internal)?;
    let db = Db::open(&config.database_url, 4)?;
    db.read_now(migrate::migrate)?;
    Ok(App::new(config, Arc::new(SystemClock), db)?.0)
}

/// The tokens of so many invitations that are not mailed yet; with the address of the program that hears of detractors.
pub async fn prepared(app: &App, receiver: Option<&str>, count: usize, first: usize) -> Result<Vec<String>, Error> {
    if let Some(url) = receiver {
        let policy = app.config.outbound.clone();
        let types = vec!["response.detractor".to_owned()];
        let input = EndpointInput { url: url.to_owned(), types, ..EndpointInput::default() };
        app.write(1, move |conn, cx| {
            survey_server::account::workspace::furnish(conn, cx, 1)?;
            endpoint::create(conn, cx, &policy, &input, "bench").map(drop)
        })
        .await?;
    }
    let mut tokens = Vec::with_capacity(count);
    for from in (first..first + count).step_by(AT_ONCE) {
        tokens.extend(asked(app, from, (first + count).min(from + AT_ONCE), LATER_SECS, Class::Single).await?);
    }
    Ok(tokens)
}

/// Mails that are due now.
pub async fn campaign(app: &App, mails: usize, first: usize) -> Result<(), Error> {
    for from in (first..first + mails).step_by(AT_ONCE) {
        asked(app, from, (first + mails).min(from + AT_ONCE), 0, Class::Campaign).await?;
    }
    Ok(())
}

async fn asked(app: &App, from: usize, to: usize, delay_secs: i64, class: Class) -> Result<Vec<String>, Error> {
    app.write(1, move |conn, cx| {
        let workspace = workspaces::load(conn, 1)?;
        let survey = surveys::find_by_key(conn, 1, "default")?.ok_or(Error::NotFound("survey"))?;
        let mut tokens = Vec::with_capacity(to - from);
        for n in from..to {
            let input = PersonInput { email: Some(format!("p{n}@example.com")), ..PersonInput::default() };
            let person = person::upsert(conn, cx, &input)?;
            let wish = Wish {
                survey: &survey,
                event: None,
                properties: json!({"order": n}).as_object().cloned().unwrap_or_default(),
                occurred_at: cx.now,
                delay_secs,
                at_once: true,
                basis: None,
                class,
                after_case: None,
                channel: None,
            };
            let planned = plan::ask_person(conn, cx, &workspace, &person, &wish)?;
            tokens.extend(planned.invitation.map(|id| cx.keys().link(Purpose::Survey, 1, id, 0)));
        }
        Ok(tokens)
    })
    .await
}
