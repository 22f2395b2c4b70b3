//! The `survey-server` command.

fn main() -> std::process::ExitCode {
    survey_server::cli::run()
}
