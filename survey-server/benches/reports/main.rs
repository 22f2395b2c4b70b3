//! What the pages of the reports take at the server, over HTTP, on a database that `survey-server load` filled.
//!
//! `cargo bench -p survey-server --bench reports -- --database sqlite:///big/reports.db` starts the shipped program on it, signs
//! an owner in, and asks for each page so many times on one connection that is kept open. It prints medians and 95th percentiles.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark measures time, and stops where it cannot"
)]

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../../../tests/support/postgres.rs"]
mod postgres;
#[expect(dead_code, reason = "answers are measured beside a bare handler")]
#[path = "../answers/program.rs"]
mod program;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Instant;

use survey_server::account::{session, user};
use survey_server::clock::{Clock, Cx, Ids, Site, SystemClock};
use survey_server::secret::Keys;
use survey_server::store::conn::DatabaseUrl;
use survey_server::store::users::Role;
use survey_server::store::{Db, migrate};

use self::program::{Program, SECRET};

/// The pages that a manager opens, as a range and cuts change them.
const PAGES: [&str; 12] = [
    "/admin",
    "/admin?range=w4",
    "/admin?range=m12",
    "/admin?range=all",
    "/admin?segment=branch:branch+3",
    "/admin?segment=branch:branch+3&segment=channel:email",
    "/admin/segments?by=branch",
    "/admin/compare?a=branch:branch+3&b=branch:branch+5",
    "/admin/reasons",
    "/admin/responses",
    "/admin/cases",
    "/admin/recovery",
];

const HELP: &str = "\
--database URL   a database that `survey-server load` filled
--rounds 100     how often each page is asked for";

fn main() {
    let (url, rounds) = options();
    let cookie = sign_in(&url);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = Program::serve(&url, folder.path(), None, 512);
    let mut client = Client::connect(program.port, cookie);
    for page in PAGES {
        client.get(page);
        let mut times: Vec<f64> = Vec::with_capacity(rounds);
        let mut length = 0;
        for _ in 0..rounds {
            let begun = Instant::now();
            length = client.get(page);
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let (p50, p95) = (times[rounds / 2], times[rounds * 95 / 100]);
        println!("{page}: p50 {p50:.1} ms, p95 {p95:.1} ms, {} kB", length / 1000);
    }
    program.end();
}

fn options() -> (String, usize) {
    let (mut url, mut rounds) = (None, 100);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value\n{HELP}"));
        match word.as_str() {
            "--bench" => {}
            "--database" => url = Some(value()),
            "--rounds" => rounds = value().parse().expect("a whole number"),
            _ => panic!("{HELP}"),
        }
    }
    (url.expect(HELP), rounds)
}

/// The cookie of a new owner of the workspace.
fn sign_in(url: &str) -> String {
    let db = Db::open(&DatabaseUrl::parse(url).expect("an address"), 1).expect("a database");
    db.read_now(migrate::migrate).expect("migrations");
    let site = Site::new("http://localhost", Keys::new(SECRET, &[]));
    let cx = Cx { now: SystemClock.now(), ids: Ids::default(), workspace: 1, site: Arc::new(site) };
    let opened = db.write_now(|conn| {
        let email = format!("owner-{}@shop.example", cx.id());
        let owner = user::invite(conn, &cx, &email, "Olga", Role::Owner, "bench")?;
        user::set_password(conn, &cx, &owner, None, "not needed: the session is opened here")?;
        session::open(conn, &cx, owner.id, "bench")
    });
    format!("sid={}", opened.expect("a session"))
}

/// One connection that is kept open.
struct Client {
    reader: BufReader<TcpStream>,
    cookie: String,
}

impl Client {
    fn connect(port: u16, cookie: String) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the program");
        stream.set_nodelay(true).expect("a setting");
        Client { reader: BufReader::new(stream), cookie }
    }

    /// Reads a page to its end; so many bytes.
    fn get(&mut self, path: &str) -> usize {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\r\n", self.cookie);
        self.reader.get_mut().write_all(request.as_bytes()).expect("a request");
        let status = self.line();
        assert!(status.starts_with("HTTP/1.1 200"), "{path}: {status}");
        let mut length: Option<usize> = None;
        loop {
            let header = self.line().to_ascii_lowercase();
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().ok();
            }
            if header.is_empty() {
                break;
            }
        }
        match length {
            Some(length) => self.skip(length),
            None => self.chunks(),
        }
    }

    /// A body in chunks.
    fn chunks(&mut self) -> usize {
        let mut all = 0;
        loop {
            let length = usize::from_str_radix(&self.line(), 16).expect("the length of a chunk");
            all += self.skip(length);
            self.line();
            if length == 0 {
                return all;
            }
        }
    }

    fn skip(&mut self, length: usize) -> usize {
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).expect("a body");
        length
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.reader.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}
