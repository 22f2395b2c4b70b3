//! The only place that speaks SMTP: messages built, sent stage by stage, or written to the outbox.

mod address;
mod message;
mod retry;

pub use self::address::{EmailAddress, InvalidEmailAddress};
pub use self::message::{
    Customer, DetractorAlert, Invitation, Message, PasswordLink, PasswordPurpose, Property, ScoreLink, TestMail,
};
pub use self::retry::{SEND_WITHIN, next_attempt};
