//! What the machine spent, read from /proc.

use std::fs;

/// The clock ticks of Linux's accounting, a second.
const TICKS: f64 = 100.0;

/// Processor time so far, in microseconds.
pub struct Cpu(f64);

impl Cpu {
    /// Of one process, all threads.
    pub fn of(process: u32) -> Self {
        Cpu(micros(&process.to_string()).unwrap_or_default())
    }

    /// Of all processes of the cluster that this program has started.
    pub fn of_database() -> Self {
        let own = format!("survey-test-postgres-{}-", std::process::id());
        let Some(server) = processes()
            .find(|id| command_line(id).is_some_and(|line| line.contains("postgres\0") && line.contains(&own)))
        else {
            return Cpu(0.0);
        };
        let children = processes().filter(|id| parent(id).as_deref() == Some(server.as_str()));
        Cpu(children.chain([server.clone()]).filter_map(|id| micros(&id)).sum())
    }

    /// What was spent since.
    pub fn since(&self, before: &Cpu) -> f64 {
        self.0 - before.0
    }
}

/// The most memory that a process held, in megabytes.
pub fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1024
}

fn processes() -> impl Iterator<Item = String> {
    let entries = fs::read_dir("/proc").expect("/proc").flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| name.parse::<u32>().is_ok())
}

fn command_line(process: &str) -> Option<String> {
    fs::read_to_string(format!("/proc/{process}/cmdline"))
        .ok()
        .filter(|line| line.split('\0').next().is_some_and(|program| program.ends_with("postgres")))
}

/// The fields of `stat` after the name, which may hold anything.
fn stat(process: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(text.rsplit_once(')')?.1.split_whitespace().map(str::to_owned).collect())
}

fn parent(process: &str) -> Option<String> {
    stat(process)?.get(1).cloned()
}

fn micros(process: &str) -> Option<f64> {
    let fields = stat(process)?;
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    Some((ticks(11) + ticks(12)) * 1e6 / TICKS)
}
