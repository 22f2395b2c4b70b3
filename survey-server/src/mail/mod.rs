//! The only place that speaks SMTP: messages built, sent stage by stage, or written to the outbox.

mod address;
mod retry;

pub use self::address::{EmailAddress, InvalidEmailAddress};
pub use self::retry::{SEND_WITHIN, next_attempt};
