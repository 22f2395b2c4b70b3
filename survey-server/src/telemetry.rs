//! The log: text on a terminal, JSON otherwise. Ids and counts; never addresses, comments or tokens.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error.
pub fn start(filter: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("SURVEY_LOG: {error}"))?;
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if std::io::stderr().is_terminal() { subscriber.try_init() } else { subscriber.json().try_init() };
    // A test process starts it once for all its servers.
    let _ = started;
    Ok(())
}
