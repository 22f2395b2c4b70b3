//! A private PostgreSQL cluster for this test process, started from the installed binaries.
//!
//! It listens on a free loopback port, asks for a generated password, and cannot outlive the tests: a small shell
//! supervisor holds the other end of a pipe, and when this process ends, in whatever way, the pipe closes, the
//! supervisor stops the cluster and removes its folder. What a killed supervisor left is cleaned by the next run.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

/// How the folders of our clusters begin; the id of the owning test process follows.
const FOLDER_PREFIX: &str = "survey-test-postgres-";

/// Durability stays on (it is the product's promise); what only costs time in a cluster that lives for minutes is off.
const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = 64MB
fsync = on
full_page_writes = off
checkpoint_timeout = 1h
max_wal_size = 4GB
autovacuum = off
jit = off
";

/// `$1` the folder, `$2` the binaries, `$3` the port. Standard input is the pipe that closes with the test process,
/// which may happen while the cluster is still being made. A line on it crashes the cluster and starts it again.
const SUPERVISOR: &str = r#"
trap '' INT HUP TERM PIPE
set -e
"$2/initdb" --pgdata="$1/data" --username=survey --pwfile="$1/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$1/log" 2>&1
cat "$1/settings" >>"$1/data/postgresql.conf"
"$2/pg_ctl" start --pgdata="$1/data" --log="$1/log" --wait --timeout=120 --options="-p $3" >>"$1/log" 2>&1
echo ready || true
while read -r _; do
    "$2/pg_ctl" stop --pgdata="$1/data" --mode=immediate >>"$1/log" 2>&1
    "$2/pg_ctl" start --pgdata="$1/data" --log="$1/log" --wait --timeout=120 --options="-p $3" >>"$1/log" 2>&1
    echo ready || true
done
"$2/pg_ctl" stop --pgdata="$1/data" --mode=immediate >>"$1/log" 2>&1
rm -rf "$1"
"#;

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    password: String,
    databases: AtomicU32,
    /// Dropping it (or ending the process) closes the pipe, which stops the cluster.
    supervisor: Child,
    /// What the supervisor says.
    answers: BufReader<ChildStdout>,
}

/// The cluster of this test process, started by the first test that asks.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        remove_stale_clusters();
        Cluster::alone()
    })
}

impl Cluster {
    /// One more, for a test that does to it what others would notice.
    pub fn alone() -> Self {
        let Some(binaries) = binaries() else { end_run_for_want_of_postgres() };
        Self::start(&binaries)
    }

    /// Ends every connection and process of it as a power cut does, and starts it again.
    pub fn crash_and_restart(&mut self) {
        let input = self.supervisor.stdin.as_mut().expect("a pipe");
        input.write_all(b"restart\n").expect("the supervisor lives");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("its answer");
        assert_eq!(answer.trim(), "ready", "the cluster did not start again");
    }

    fn start(binaries: &Path) -> Self {
        let mut logs = Vec::new();
        // Another program may take the port between our look and the server's bind: look again.
        for _ in 0..5 {
            match Self::start_on(free_port(), binaries) {
                Ok(cluster) => return cluster,
                Err(log) => logs.push(log),
            }
        }
        panic!("the private PostgreSQL cluster did not start:\n{}", logs.join("\n---\n"))
    }

    /// Starts a cluster in a new folder; the error is its log.
    fn start_on(port: u16, binaries: &Path) -> Result<Self, String> {
        static FOLDERS: AtomicU32 = AtomicU32::new(0);
        let nth = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("{FOLDER_PREFIX}{}-{nth}", std::process::id()));
        let password = random_hex();
        fs::create_dir(&folder).expect("a folder for the cluster");
        fs::write(folder.join("password"), &password).expect("the password file");
        fs::write(folder.join("settings"), SETTINGS).expect("the settings file");

        let mut supervisor = Command::new("sh");
        supervisor.args(["-c", SUPERVISOR, "postgres-supervisor"]);
        supervisor.arg(&folder).arg(binaries).arg(port.to_string());
        supervisor.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/bin:/bin")));
        supervisor.current_dir(&folder).process_group(0);
        supervisor.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        if let Some(owner) = unprivileged_user(&folder) {
            for path in [folder.clone(), folder.join("password"), folder.join("settings")] {
                std::os::unix::fs::chown(path, Some(owner.uid), Some(owner.gid)).expect("root may give a file away");
            }
            supervisor.uid(owner.uid).gid(owner.gid);
        }

        let mut child = supervisor.spawn().expect("sh");
        let mut answer = String::new();
        let mut answers = BufReader::new(child.stdout.take().expect("a piped output"));
        answers.read_line(&mut answer).expect("its answer");
        if answer.trim() == "ready" {
            return Ok(Self { port, password, databases: AtomicU32::new(0), supervisor: child, answers });
        }
        let status = child.wait().expect("its status");
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        fs::remove_dir_all(&folder).expect("a folder of our own");
        Err(format!("{status}\n{log}"))
    }

    /// The address of the database of that name.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://survey:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// Makes an empty database of that name and returns its address.
    pub fn create(&self, database: &str) -> String {
        self.execute(&format!("CREATE DATABASE {database}"));
        self.url(database)
    }

    /// Makes a database that is a copy of `template` (which nobody may be connected to) and returns its address.
    pub fn copy_of(&self, template: &str) -> String {
        let copy = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("CREATE DATABASE {copy} TEMPLATE {template}"));
        self.url(&copy)
    }

    fn execute(&self, sql: &str) {
        let mut connection = PgConnection::establish(&self.url("postgres")).expect("a connection to our own cluster");
        connection.batch_execute(sql).expect("a statement of our own");
    }
}

/// Where `initdb`, `pg_ctl` and `postgres` are: the newest of Debian's versions, else the folder that the search path
/// leads to. None: PostgreSQL is not installed.
pub fn binaries() -> Option<PathBuf> {
    let mut debian: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version: u32 = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .collect();
    debian.sort();
    let searched = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&searched)
        .filter_map(|folder| Some(folder.join("initdb").canonicalize().ok()?.parent()?.to_path_buf()));
    debian
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .chain(on_path)
        .find(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file()))
}

/// Ends the run: the tests that were asked for cannot be had. Written past the capture of the test harness.
pub fn end_run_for_want_of_postgres() -> ! {
    let on_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    let outcome = if on_ci { "FAILED" } else { "SKIPPED, NO TEST WAS RUN" };
    let message = format!(
        "\n{outcome}: SURVEY_TEST_DATABASE=postgres, but PostgreSQL is not installed: neither \
         /usr/lib/postgresql/*/bin nor the search path has initdb, pg_ctl and postgres. \
         On Debian: apt-get install postgresql.\n\n"
    );
    let mut direct = std::io::stderr();
    direct.write_all(message.as_bytes()).and_then(|()| direct.flush()).expect("standard error");
    std::process::exit(i32::from(on_ci))
}

/// Removes what a test process left whose supervisor was killed too: stops its server, deletes its folder.
fn remove_stale_clusters() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX)?.split('-').next()?.parse().ok());
        let Some(owner): Option<u32> = owner else { continue };
        if Path::new("/proc").join(owner.to_string()).exists() {
            continue;
        }
        stop_orphan(&entry.path());
        // Its supervisor may be removing it at this moment, or it is another user's: either is fine.
        let _ = fs::remove_dir_all(entry.path());
    }
}

/// Stops the server whose data is in `folder`, if one still runs. The process is ours for certain only when its
/// command line names that folder: ids are used again.
fn stop_orphan(folder: &Path) {
    let Ok(lock) = fs::read_to_string(folder.join("data/postmaster.pid")) else { return };
    let Some(server) = lock.lines().next() else { return };
    let Ok(command_line) = fs::read_to_string(Path::new("/proc").join(server).join("cmdline")) else { return };
    if folder.to_str().is_some_and(|folder| command_line.contains(folder)) {
        // Immediate shutdown; another user's server refuses, and stays.
        let _ = Command::new("kill").args(["-QUIT", server]).status();
    }
}

struct User {
    uid: u32,
    gid: u32,
}

/// PostgreSQL refuses to run as root. Who it runs as when we are: `postgres`, else `nobody`. None: we are not root.
fn unprivileged_user(made_by_us: &Path) -> Option<User> {
    if fs::metadata(made_by_us).expect("a folder of our own").uid() != 0 {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").expect("the list of accounts");
    let account = |name: &str| {
        let mut fields =
            accounts.lines().map(|line| line.split(':')).find(|fields| fields.clone().next() == Some(name))?;
        Some(User { uid: fields.nth(2)?.parse().ok()?, gid: fields.next()?.parse().ok()? })
    };
    let user = account("postgres").or_else(|| account("nobody"));
    Some(user.expect("an account that is not root: /etc/passwd has neither postgres nor nobody"))
}

/// A loopback port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn random_hex() -> String {
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes)).expect("random bytes");
    format!("{:032x}", u128::from_be_bytes(bytes))
}
