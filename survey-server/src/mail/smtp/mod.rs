//! SMTP, stage by stage.

mod config;
mod connection;
mod group;
mod outcome;
mod sender;
#[cfg(test)]
mod tests;
mod tls;

pub use self::config::{InvalidSmtpUrl, SmtpConfig};
pub use self::connection::Timeouts;
pub use self::group::GroupSent;
pub use self::outcome::{Fault, Outcome, Stage, Trouble};
pub use self::sender::SmtpSender;
pub use self::tls::TlsError;
