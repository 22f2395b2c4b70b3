//! The only place that speaks SMTP: messages built, sent stage by stage, or written to the outbox.
//!
//! The way of a mail: a [`Message`] is rendered, a [`Letter`] packs it into a [`Parcel`] (kept with the delivery, so that
//! it is sent again unchanged), and the [`Mailer`] hands the parcel over and says what became of it: an [`Outcome`].

mod address;
mod customer_letter;
mod dkim;
mod health;
mod improvement_letter;
mod letter;
mod mailer;
mod message;
mod news;
mod outbox;
pub mod report;
mod report_letter;
mod retry;
pub mod sample;
mod smtp;
mod watch_letter;
pub mod written;

pub use self::address::{EmailAddress, InvalidEmailAddress};
pub use self::customer_letter::{CustomerKind, CustomerLetter};
pub use self::dkim::{Dkim, DkimError};
pub use self::health::Health;
pub use self::improvement_letter::ImprovementLetter;
pub use self::letter::{Correspondent, Letter, LetterError, MailingList, Parcel, Picture, Thread, message_id};
pub use self::mailer::{Line, Mailer};
pub use self::message::{
    Again, CaseDigest, Customer, DetractorAlert, DigestLine, EndpointDisabled, Invitation, Logo, Message, PasswordLink,
    PasswordPurpose, Property, RoomDisabled, ScoreLink, TestMail,
};
pub use self::news::CaseNews;
pub use self::outbox::{Outbox, OutboxEntry, OutboxMail};
pub use self::report_letter::{MovedLine, ReportCase, ReportLetter, ReportPart, ReportScore, Todo};
pub use self::retry::{SEND_WITHIN, next_attempt};
pub use self::smtp::{
    Fault, GroupSent, InvalidSmtpUrl, Outcome, SmtpConfig, SmtpSender, Stage, Timeouts, TlsError, Trouble,
};
pub use self::watch_letter::{WatchLetter, WatchLine};
