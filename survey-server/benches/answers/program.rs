//! What is measured, as a process of its own.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::postgres::free_port;

/// The installation's secret key.
pub const SECRET: &str = "the-secret-key-of-an-installation-for-the-benchmark";

pub struct Program {
    child: Child,
    pub port: u16,
}

impl Program {
    /// The bare handler.
    pub fn bare() -> Self {
        let port = free_port();
        let own = std::env::current_exe().expect("this program");
        Self::started(Command::new(own).args(["--bare", &port.to_string()]), port)
    }

    /// The shipped program, as it is by default; `batch` answers are written together at most.
    pub fn serve(database: &str, folder: &Path, log_dir: Option<&str>, batch: usize) -> Self {
        let port = free_port();
        let log = log_dir.map(|log| std::fs::File::create(Path::new(log).join(format!("serve-{port}.log"))));
        let log = log.map_or(Stdio::null(), |file| Stdio::from(file.expect("a log file")));
        let mut command = Command::new(env!("CARGO_BIN_EXE_survey-server"));
        command.arg("serve").current_dir(folder).env_clear().env("PATH", "/usr/bin:/bin");
        command.env("SURVEY_DATABASE_URL", database).env("SURVEY_SECRET_KEY", SECRET);
        command.env("SURVEY_BIND", format!("127.0.0.1:{port}")).env("SURVEY_ANSWER_BATCH", batch.to_string());
        Self::started(command.stderr(log), port)
    }

    fn started(command: &mut Command, port: u16) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("a process");
        let program = Program { child, port };
        while !program.answers() {
            std::thread::sleep(Duration::from_millis(20));
        }
        program
    }

    fn answers(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return false };
        let mut reply = String::new();
        let asked = stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        asked.and_then(|()| stream.read_to_string(&mut reply)).is_ok() && !reply.starts_with("HTTP/1.1 5")
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Lets it come to its end.
    pub fn end(mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.id().to_string()]).status();
        let _ = self.child.wait();
    }
}
