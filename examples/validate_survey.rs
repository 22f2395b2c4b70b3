//! Checks survey definitions and prints every problem with its place.
//!
//! ```sh
//! cargo run -p survey-core --example validate_survey -- examples/surveys/visit.json
//! ```
//!
//! Without a file it lists the ready-made surveys; with `--template NAME` it prints one of them to start from. Exit
//! status: 0 all sound, 1 problems, 2 a file that cannot be read.
#![expect(clippy::disallowed_macros, clippy::disallowed_methods, reason = "an example program reads and prints")]

use std::process::ExitCode;

use survey_core::survey::{Survey, TEMPLATES, template};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            println!("ready-made surveys: {}", TEMPLATES.join(", "));
            ExitCode::SUCCESS
        }
        ["--template", name] => print_template(name),
        files => files
            .iter()
            .map(|file| check(file))
            .max_by_key(|(status, _)| *status)
            .map_or(ExitCode::SUCCESS, |worst| worst.1),
    }
}

fn print_template(name: &str) -> ExitCode {
    let Some(json) = template(name).and_then(|survey| serde_json::to_string_pretty(&survey).ok()) else {
        eprintln!("there is no ready-made survey `{name}`; there are {}", TEMPLATES.join(", "));
        return ExitCode::from(2);
    };
    println!("{json}");
    ExitCode::SUCCESS
}

fn check(file: &str) -> (u8, ExitCode) {
    let status = match std::fs::read_to_string(file) {
        Err(error) => {
            eprintln!("{file}: {error}");
            2
        }
        Ok(json) => match Survey::parse(&json) {
            Ok(survey) => {
                let (questions, languages) = (survey.questions().len(), survey.languages().join(", "));
                println!("{file}: sound, {questions} questions, languages {languages}");
                0
            }
            Err(invalid) => {
                for problem in &invalid.problems {
                    println!("{file}: {problem}");
                }
                1
            }
        },
    };
    (status, ExitCode::from(status))
}
