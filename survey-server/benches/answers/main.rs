//! Answers a second, each durable with everything that it sets off, beside a handler that reads the same form and stores
//! nothing.
//!
//! `cargo bench -p survey-server --bench answers` fills a database, starts the shipped program on it, and posts forms of
//! invitations over so many connections that are kept open; then the same to the bare handler, in turn, several rounds.
//! It prints medians. `-- --help` tells of the options.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark measures time, and stops where it cannot"
)]

mod bare;
mod filled;
mod load;
mod machine;
mod options;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../../../tests/support/postgres.rs"]
mod postgres;
mod program;

use std::time::Duration;

use self::filled::Filled;
use self::load::{Load, Measured};
use self::machine::Cpu;
use self::options::{Backend, Options};
use self::program::Program;

/// What is measured in one round, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Bare,
    Full,
    OneByOne,
}

/// One measurement.
struct Sample {
    subject: Subject,
    connections: usize,
    rate: f64,
    measured: Measured,
    /// Microseconds of processor time an answer, of the program and of the database's processes.
    cpu: (f64, f64),
    /// Megabytes.
    memory: u64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(port) = arguments.iter().position(|word| word == "--bare").and_then(|at| arguments.get(at + 1)) {
        return bare::serve(port.parse().expect("a port"));
    }
    let options = Options::read(&arguments);
    for backend in &options.databases {
        if *backend == Backend::Postgres && postgres::binaries().is_none() {
            println!("PostgreSQL is not installed and is left out");
            continue;
        }
        measure(*backend, &options);
    }
}

fn measure(backend: Backend, options: &Options) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut filled = Filled::make(backend, folder.path(), options);
    println!("{}: {} answers stored, {} s a measurement", backend.name(), options.stored, options.seconds);
    let mut samples = Vec::new();
    for _ in 0..options.rounds {
        for connections in &options.connections {
            for subject in [Subject::Bare, Subject::Full, Subject::OneByOne] {
                if subject != Subject::OneByOne || options.one_by_one {
                    let sample = one(subject, *connections, &mut filled, folder.path(), options);
                    sample.print("  ");
                    samples.push(sample);
                }
            }
        }
    }
    println!("{}, medians of {}:", backend.name(), options.rounds);
    for connections in &options.connections {
        let bare = median(&samples, Subject::Bare, *connections).map_or(f64::NAN, |sample| sample.rate);
        for subject in [Subject::Bare, Subject::Full, Subject::OneByOne] {
            if let Some(sample) = median(&samples, subject, *connections) {
                sample.print(&format!("  {:>3.0} % of bare: ", 100.0 * sample.rate / bare));
            }
        }
    }
}

/// The sample whose rate is the median.
fn median(samples: &[Sample], subject: Subject, connections: usize) -> Option<&Sample> {
    let mut own: Vec<&Sample> =
        samples.iter().filter(|sample| sample.subject == subject && sample.connections == connections).collect();
    own.sort_by(|one, other| one.rate.total_cmp(&other.rate));
    own.get(own.len() / 2).copied()
}

fn one(
    subject: Subject,
    connections: usize,
    filled: &mut Filled,
    folder: &std::path::Path,
    options: &Options,
) -> Sample {
    let program = match subject {
        Subject::Bare => Program::bare(),
        Subject::Full => Program::serve(&filled.url, folder, options.log_dir.as_deref(), 512),
        Subject::OneByOne => Program::serve(&filled.url, folder, options.log_dir.as_deref(), 1),
    };
    let load = Load { port: program.port, connections, uses_up: subject != Subject::Bare };
    let lasting = Duration::from_secs_f64(options.seconds);
    load.run(filled, lasting / 4);
    let (before, database) = (Cpu::of(program.id()), Cpu::of_database());
    let measured = load.run(filled, lasting);
    let answers = measured.taken().max(1) as f64;
    let cpu = (Cpu::of(program.id()).since(&before) / answers, Cpu::of_database().since(&database) / answers);
    let memory = machine::peak_memory(program.id());
    program.end();
    Sample { subject, connections, rate: measured.rate(), measured, cpu, memory }
}

impl Sample {
    fn print(&self, head: &str) {
        let (p50, p99) = (self.measured.percentile(50), self.measured.percentile(99));
        println!(
            "{head}{:?} {} connections: {:.0}/s, p50 {:.1} ms, p99 {:.1} ms, CPU {:.1} + {:.1} us, {} MB, {} refused",
            self.subject,
            self.connections,
            self.rate,
            p50,
            p99,
            self.cpu.0,
            self.cpu.1,
            self.memory,
            self.measured.refused,
        );
    }
}
