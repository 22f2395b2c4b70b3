//! A database that the first version of the program made and filled goes on with this one: no row is lost, every page
//! opens, links in old mails work, and what waited is done.
//!
//! The rows are what the first version left after a day of a small business: mails sent, waiting and in doubt, answers,
//! a case, callbacks, jobs. They are never changed: what reads them must go on reading them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde_json::json;
use survey_server::each;
use survey_server::store::conn::DatabaseUrl;
use survey_server::store::deliveries::Stage;
use survey_server::store::{Conn, Db};

use crate::support::app::TestApp;
use crate::support::database::Backend;
use crate::support::postgres;

/// The first migration, as the first version applied it.
const SCHEMA: [&str; 2] = [
    include_str!("../migrations/sqlite/2026-11-22-000001_first/up.sql"),
    include_str!("../migrations/postgres/2026-11-22-000001_first/up.sql"),
];
/// What the first version left.
const ROWS: [&str; 2] =
    [include_str!("data/first-version.sqlite.sql"), include_str!("data/first-version.postgres.sql")];
/// How the migrations' own table begins.
const APPLIED: &str = "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, \
    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP); \
    INSERT INTO __diesel_schema_migrations (version) VALUES ('20261122000001');";
/// A key of the first version, and the token of a mail that it sent and nobody has answered.
const KEY: &str = "nps_live_l2lilc6k_ZQZk1FWcbq6h3ZV0IcWCky3Abjpi7CZuFwR4Fso4iqg";
const TOKEN: &str = "mgAAAAEBogJJ5-ZwAbrGmUWiwhWpxqA7SBqMMXmgNfjc";

/// A database of the first version. The folder holds it on SQLite.
fn first_version(folder: &tempfile::TempDir) -> (String, Db) {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let url = match Backend::chosen() {
        Backend::Sqlite => format!("sqlite://{}/survey.db", folder.path().display()),
        Backend::Postgres => {
            let nth = MADE.fetch_add(1, Ordering::Relaxed);
            postgres::cluster().create(&format!("first_version_{nth}"))
        }
    };
    let db = Db::open(&DatabaseUrl::parse(&url).expect("an address"), 2).expect("a database");
    let which = usize::from(Backend::chosen() == Backend::Postgres);
    let fill = |conn: &mut Conn| {
        conn.batch_execute(APPLIED)?;
        conn.batch_execute(SCHEMA[which])?;
        conn.batch_execute("DELETE FROM workspaces")?;
        Ok(conn.batch_execute(ROWS[which])?)
    };
    db.read_now(fill).expect("the first version's rows");
    (url, db)
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many rows the first version's tables have.
fn rows(db: &Db) -> BTreeMap<&'static str, i64> {
    let tables = SCHEMA[0].lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split(' ').next());
    let count = |conn: &mut Conn, table: &str| {
        let query = format!("SELECT count(*) AS n FROM {table}");
        Ok(each!(conn, c => diesel::sql_query(query.as_str()).get_result::<Count>(c))?.n)
    };
    tables.map(|table| (table, db.read_now(|conn| count(conn, table)).expect("a count"))).collect()
}

#[tokio::test]
async fn a_database_of_the_first_version_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let (url, db) = first_version(&folder);
    let before = rows(&db);
    let empty: Vec<_> = before.iter().filter(|(_, count)| **count == 0).collect();
    assert!(empty.is_empty(), "the first version filled every table: {empty:?}");

    // It migrates on the way up, as `serve` does on SQLite and `migrate` on PostgreSQL.
    let app = TestApp::start_with(&[("database_url", &url)]).await;

    let after = rows(&db);
    let lost: Vec<_> = before.iter().filter(|(table, count)| after[*table] < **count).collect();
    assert!(lost.is_empty(), "{lost:?}");
    println!("{} tables, {} rows, none lost", before.len(), before.values().sum::<i64>());

    let old = app.api.with_key(KEY);
    for path in ["people", "survey_responses", "unsubscribes", "bounces", "webhooks", "cases", "rules", "metrics"] {
        assert_eq!(old.get(&format!("/v1/{path}")).await.status, 200, "{path}");
    }
    let answers = old.get("/v1/survey_responses").await.expect(200);
    let comments: Vec<_> = answers.as_array().unwrap().iter().map(|answer| answer["comment"].clone()).collect();
    assert!(comments.contains(&json!("Nobody came")), "{comments:?}");

    let mut pages = vec!["/admin".to_owned()];
    for room in ["responses", "cases", "people", "surveys", "settings/workspace", "settings/users"] {
        pages.push(format!("/admin/{room}"));
    }
    for room in ["settings/keys", "settings/webhooks", "settings/sending", "surveys/default"] {
        pages.push(format!("/admin/{room}"));
    }
    for page in pages {
        app.page(&page).await;
    }
}

#[tokio::test]
async fn what_waited_when_the_program_was_upgraded_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let (url, _db) = first_version(&folder);
    let app = TestApp::start_with(&[("database_url", &url)]).await;

    // On the third day the mail that was refused for now, the one that was planned and an alert are due.
    for _ in 0..4 {
        app.after_days(1).await;
    }

    let mails = app.mail.mails();
    let mut sent: Vec<&str> = mails.iter().map(crate::support::smtp_sink::Mail::recipient).collect();
    sent.sort_unstable();
    // Olga is told of the unhappy customer by the alert that waited, and of the deadline that has passed.
    assert_eq!(sent, ["cid@example.com", "fay@example.com", "olga@shop.example", "olga@shop.example"]);
    let unknown: Vec<String> = app
        .deliveries()
        .await
        .into_iter()
        .filter(|delivery| delivery.stage == Stage::Unknown)
        .map(|delivery| delivery.recipient)
        .collect();
    assert_eq!(unknown, ["eve@example.com"], "what was in doubt is not sent again");

    let form = format!("/s/{TOKEN}");
    assert_eq!(app.api.visit(&format!("{form}/9")).await.status, 200, "a link in an old mail opens");
    assert!(app.api.submit(&form, &[("score", "9")]).await.status < 400);
    let answered = app.api.get("/v1/survey_responses?per_page=100").await.expect(200);
    assert!(answered.as_array().unwrap().iter().any(|answer| answer["score"] == 9));
}
