//! The shipped program as a process of its own: for what must survive `kill -9`, and for several on one database.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use survey_server::store::Db;
use survey_server::store::conn::DatabaseUrl;

use super::patience::patiently;
use super::postgres::free_port;

/// An installation: a folder, a database, settings. Processes come and go in it.
#[derive(Debug)]
pub struct Installation {
    folder: tempfile::TempDir,
    settings: Vec<(&'static str, String)>,
}

impl Installation {
    /// One in a fresh folder, on the database of that address; None: an SQLite file in the folder.
    pub fn new(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database_url = database_url.unwrap_or_else(|| format!("sqlite://{}/survey.db", folder.path().display()));
        let settings = vec![
            ("SURVEY_DATABASE_URL", database_url),
            ("SURVEY_SECRET_KEY", "the-secret-key-of-an-installation-for-tests".to_owned()),
            ("SURVEY_OUTBOUND_ALLOW_CIDRS", "127.0.0.0/8".to_owned()),
            ("SURVEY_RATE_LIMIT", "off".to_owned()),
            ("SURVEY_LOG", "warn".to_owned()),
        ];
        Self { folder, settings }
    }

    /// Sets one more variable for the processes started from now on.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.settings.push((name, value.into()));
    }

    /// Where the processes run.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command to its end and returns what it printed; fails the test when it fails.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} ended with {}: {said}", output.status);
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    /// Runs a command to its end.
    pub fn try_run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the server's binary")
    }

    /// Runs a command to its end with this on its standard input.
    pub fn pipe(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server's binary");
        // A command that ends before it has read everything is no fault of the test.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        child.wait_with_output().expect("its end")
    }

    /// Starts `serve` on a free port and waits until it is ready.
    pub async fn serve(&self) -> Process {
        let port = free_port();
        let base = format!("http://127.0.0.1:{port}");
        let log = self.folder().join(format!("serve-{port}.log"));
        let file = std::fs::File::create(&log).expect("a log file");
        let child = self
            .command(&["serve"])
            .env("SURVEY_BIND", format!("127.0.0.1:{port}"))
            .env("SURVEY_PUBLIC_URL", &base)
            .stdout(file.try_clone().expect("the log file"))
            .stderr(file)
            .spawn()
            .expect("the server's binary");
        let mut process = Process { child, base, log };
        patiently("the server to be ready", process.ready(port)).await;
        process
    }

    /// Starts `work`, a worker without HTTP.
    pub fn work(&self) -> Process {
        let log = self.folder().join("work.log");
        let file = std::fs::File::create(&log).expect("a log file");
        let child = self
            .command(&["work"])
            .stdout(file.try_clone().expect("the log file"))
            .stderr(file)
            .spawn()
            .expect("the server's binary");
        Process { child, base: String::new(), log }
    }

    /// The database, for what no interface shows.
    pub fn database(&self) -> Db {
        let url = self.settings.iter().rev().find(|(name, _)| *name == "SURVEY_DATABASE_URL").expect("it is set");
        Db::open(&DatabaseUrl::parse(&url.1).expect("an address"), 2).expect("a database")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_survey-server"));
        command.args(arguments).current_dir(self.folder()).stdin(Stdio::null());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// A running server; killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    base: String,
    log: PathBuf,
}

impl Process {
    /// Its address, without a slash at the end; empty for a worker.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("its end");
    }

    /// Asks it to end, waits until it has, and returns whether it ended well.
    pub fn terminate(mut self) -> bool {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        asked.success() && self.child.wait().expect("its end").success()
    }

    /// Whether a worker has come up: it listens to signals and takes jobs.
    pub fn is_working(&self) -> bool {
        self.log().contains("working on ")
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Another process cannot notify us: it is asked again and again.
    async fn ready(&mut self, port: u16) {
        while !answers(port) {
            if let Some(status) = self.child.try_wait().expect("its state") {
                panic!("the server ended with {status} before it was ready:\n{}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a server is ready on that port.
fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let mut reply = String::new();
    let asked = stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    asked.and_then(|()| stream.read_to_string(&mut reply)).is_ok() && reply.starts_with("HTTP/1.1 200")
}
