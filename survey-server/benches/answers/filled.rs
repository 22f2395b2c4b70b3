//! A database with people who were asked and, if wanted, millions of answers from before: made by the database itself.

use std::path::Path;
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use survey_server::clock::{Clock, Cx, Ids, Site, SystemClock};
use survey_server::secret::{Keys, Purpose};
use survey_server::store::conn::DatabaseUrl;
use survey_server::store::{Db, Id, migrate};

use super::options::{Backend, Options};
use super::postgres;
use super::program::SECRET;

const DAY_MS: usize = 86_400_000;
/// Invitations and older answers lie within so many days.
const DAYS: usize = 60;
/// So many rows are written by one statement.
const SLICE: usize = 500_000;

/// What an id belongs to; part of it.
#[derive(Clone, Copy)]
enum Kind {
    Invitation = 1,
    Person = 2,
    Delivery = 3,
    Case = 4,
    Stored = 5,
}

/// The database, and the invitations that nobody has answered yet.
pub struct Filled {
    pub url: String,
    /// When the oldest of it was made, in milliseconds.
    since: usize,
    invitations: usize,
    used: usize,
}

impl Filled {
    pub fn make(backend: Backend, folder: &Path, options: &Options) -> Self {
        let url = match backend {
            Backend::Sqlite => format!("sqlite://{}", folder.join("answers.db").display()),
            Backend::Postgres => {
                let url = postgres::cluster().create(&format!("answers_{}", options.stored));
                // What only tests may do without.
                let settings = ["full_page_writes = on", "autovacuum = on", "checkpoint_timeout = '5min'"];
                let mut server = PgConnection::establish(&url).expect("our own cluster");
                for setting in settings {
                    server.batch_execute(&format!("ALTER SYSTEM SET {setting}")).expect("a setting");
                }
                server.batch_execute("SELECT pg_reload_conf()").expect("our own cluster");
                url
            }
        };
        let now = SystemClock.now();
        let db = Db::open(&DatabaseUrl::parse(&url).expect("an address"), 2).expect("a database");
        db.read_now(migrate::migrate).expect("migrations");
        let site = Site::new("http://localhost", Keys::new(SECRET, &[]));
        let cx = Cx { now, ids: Ids::default(), workspace: 1, site: Arc::new(site) };
        db.write_now(|conn| survey_server::account::workspace::furnish(conn, &cx, 1)).expect("a survey");
        let since = usize::try_from(now.0).expect("after 1970") - DAYS * DAY_MS;
        let filled = Filled { url, since, invitations: options.invitations, used: 0 };
        filled.fill(backend, options);
        filled
    }

    fn fill(&self, backend: Backend, options: &Options) {
        let mut run: Box<dyn FnMut(&str)> = match backend {
            Backend::Sqlite => {
                let mut conn = SqliteConnection::establish(self.url.trim_start_matches("sqlite://")).expect("the file");
                conn.batch_execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000").expect("settings");
                Box::new(move |sql| conn.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}")))
            }
            Backend::Postgres => {
                let mut conn = PgConnection::establish(&self.url).expect("the database");
                Box::new(move |sql| conn.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}")))
            }
        };
        let since = self.since;
        let place = |n: &str, all: usize| format!("({since} + {n} * {} / {all})", DAYS * DAY_MS);
        for (from, until) in slices(options.invitations) {
            let at = place("i", options.invitations);
            let id = |kind| id_sql(backend, kind, &at, "i");
            let rows = numbers(backend, from, until);
            let soon = since + 2 * DAYS * DAY_MS;
            run(&format!(
                "INSERT INTO people (workspace_id, id, email, email_key, phone, properties, created_at, updated_at)
                 SELECT 1, {}, 'person' || i || '@example.com', 'person' || i || '@example.com',
                 CASE WHEN i % 2 = 0 THEN '+49' || (15000000000 + i) END, '{{}}', {at}, {at} FROM {rows}",
                id(Kind::Person)
            ));
            run(&format!(
                "INSERT INTO invitations (workspace_id, id, survey_id, survey_version, person_id, channel, locale,
                 properties, state, generation, send_at, sent_at, expires_at, created_at)
                 SELECT 1, {}, 1, 1, {}, 'email', 'en', {}, 'sent', 0, {at}, {at}, {soon}, {at} FROM {rows}",
                id(Kind::Invitation),
                id(Kind::Person),
                PROPERTIES,
            ));
            run(&format!(
                "INSERT INTO deliveries (workspace_id, id, about_id, kind, n, recipient, params, stage, message_id,
                 attempts, created_at, updated_at, sent_at)
                 SELECT 1, {}, {}, 'invitation', 0, 'person' || i || '@example.com', '{{}}', 'sent',
                 '<' || i || '@shop.example>', 1, {at}, {at}, {at} FROM {rows}",
                id(Kind::Delivery),
                id(Kind::Invitation),
            ));
        }
        for (from, until) in slices(options.stored) {
            let at = place("i", options.stored);
            let id = |kind| id_sql(backend, kind, &at, "i");
            let rows = numbers(backend, from, until);
            run(&format!(
                "INSERT INTO responses (workspace_id, id, survey_id, survey_version, person_id, invited, channel, evidence,
                 score, answers, properties, locale, imported, answered_at, updated_at, day, version, tags, notes)
                 SELECT 1, {}, 1, 1, {}, TRUE, 'email', 0, {SCORE}, '{{\"score\":' || {SCORE} || '}}', {PROPERTIES}, 'en',
                 FALSE, {at}, {at}, {at} / {DAY_MS}, 1, '[]', '[]' FROM {rows}",
                id(Kind::Stored),
                id(Kind::Person),
            ));
            run(&format!(
                "INSERT INTO cases (workspace_id, id, number, origin, survey_id, response_id, person_id, rule, priority,
                 state, do_not_contact, tapped_at, opened_at, due_at, resolve_due_at, resolved_at, version, updated_at)
                 SELECT 1, {}, i + 1, 'answer', 1, {}, {}, 'unhappy', 'normal', 'resolved', FALSE, {at}, {at}, {at}, {at},
                 {at}, 2, {at} FROM {rows} WHERE i % 10 < 4",
                id(Kind::Case),
                id(Kind::Stored),
                id(Kind::Person),
            ));
        }
        if options.stored > 0 {
            for (dimension, column) in [("", "''"), ("channel", "channel"), ("language", "locale")] {
                run(&format!(
                    "INSERT INTO rollups (workspace_id, survey_id, question, dimension, dimension_value, day, evidence,
                     value, count) SELECT 1, 1, 'score', '{dimension}', {column}, day, 0, score, count(*) FROM responses
                     GROUP BY {column}, day, score"
                ));
            }
        }
        if backend == Backend::Sqlite {
            run("PRAGMA wal_checkpoint(TRUNCATE)");
        } else {
            run("ANALYZE");
            run("CHECKPOINT");
        }
    }

    /// The forms of the invitations that are left.
    pub fn forms(&self) -> Forms {
        Forms {
            keys: Keys::new(SECRET, &[]),
            since: self.since,
            invitations: self.invitations,
            first: self.used,
            next: self.used,
            version: 1,
        }
    }

    /// So many invitations more were answered.
    pub fn use_up(&mut self, used: usize) {
        self.used += used;
    }
}

/// Two dimensions of five and seven values.
const PROPERTIES: &str = "('{\"branch\":\"Branch ' || (i % 5) || '\",\"product\":\"Product ' || (i % 7) || '\"}')";
/// Four of ten are unhappy.
const SCORE: &str = "(CASE WHEN i % 10 < 4 THEN i % 7 ELSE 7 + i % 4 END)";

fn slices(all: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..all).step_by(SLICE).map(move |from| (from, (from + SLICE).min(all)))
}

/// The numbers of a slice as a table with the column i.
fn numbers(backend: Backend, from: usize, until: usize) -> String {
    match backend {
        Backend::Sqlite => format!(
            "(WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {until}) SELECT i FROM n)"
        ),
        Backend::Postgres => format!("generate_series({from}::bigint, {until}::bigint - 1) AS n(i)"),
    }
}

/// The low digits of an id.
fn low(kind: Kind) -> usize {
    (kind as usize) << 48
}

fn id_sql(backend: Backend, kind: Kind, at: &str, n: &str) -> String {
    let low = low(kind);
    match backend {
        Backend::Sqlite => format!("unhex(printf('%012x7%03x8%015x', {at}, {n} % 4096, {low} + {n}))"),
        Backend::Postgres => format!(
            "(lpad(to_hex({at}), 12, '0') || '7' || lpad(to_hex({n} % 4096), 3, '0') || '8' \
             || lpad(to_hex({low} + {n}), 15, '0'))::uuid"
        ),
    }
}

/// Forms one after the other, in an order that jumps through the invitations.
pub struct Forms {
    keys: Keys,
    since: usize,
    invitations: usize,
    first: usize,
    next: usize,
    version: usize,
}

impl Forms {
    /// Writes the next request; false when the invitations are used up.
    pub fn next(&mut self, request: &mut Vec<u8>) -> bool {
        if self.next >= self.invitations {
            return false;
        }
        // A prime that no sensible number of invitations is a multiple of: every invitation once.
        let n = self.next * 611_953 % self.invitations;
        self.next += 1;
        let at = self.since + n * (DAYS * DAY_MS) / self.invitations;
        let id = format!("{at:012x}7{:03x}8{:015x}", n % 4096, low(Kind::Invitation) + n);
        let id = Id(uuid::Uuid::parse_str(&id).expect("an id"));
        let token = self.keys.link(Purpose::Survey, 1, id, 0);
        let score = if n % 10 < 4 { n % 7 } else { 7 + n % 4 };
        let comment =
            if n.is_multiple_of(3) { "&comment=The+parcel+came+two+days+late%2C+and+nobody+told+me." } else { "" };
        let form = format!("_version={}&score={score}{comment}", self.version);
        request.clear();
        std::io::Write::write_fmt(
            request,
            format_args!(
                "POST /s/{token} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
                form.len()
            ),
        )
        .expect("memory");
        true
    }

    /// How many were handed out.
    pub fn used(&self) -> usize {
        self.next - self.first
    }
}
