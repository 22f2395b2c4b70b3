//! Checks every statistic of the library against a file of known results.
//!
//! `cargo run --release --example verify_statistics -- FILE`
//!
//! The file holds `cases` of `{id, fn, inputs, expect, tol: {abs, rel}}`. A case passes if every field of `expect` is met
//! within `abs + rel·|expected|`; null means that there must be no value. Ends with `N passed, M failed`; exit status 1 if
//! any failed.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "an example is a program: it reads a file and prints"
)]

mod case;
mod check;

use case::Case;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("name the file with the cases: verify_statistics FILE");
        return ExitCode::from(2);
    };
    match read(&path) {
        Ok(cases) => report(&cases),
        Err(problem) => {
            eprintln!("{path}: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: &str) -> Result<Vec<Case>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    Case::parse_all(&text)
}

fn report(cases: &[Case]) -> ExitCode {
    let mut failed = 0;
    for case in cases {
        if let Err(problem) = case.check() {
            failed += 1;
            println!("FAILED {}: {problem}", case.id);
        }
    }
    println!("{} passed, {failed} failed", cases.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
