//! What a message means for us.

use survey_core::Properties;

use super::super::event::EventInput;
use super::super::intake::News;
use super::super::person::PersonInput;
use crate::store::Time;
use crate::text_enum;

/// A kept message, to be read.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// What it is about, in the program's words.
    pub topic: &'a str,
    /// Which of the program's shops or accounts.
    pub origin: &'a str,
    /// The body.
    pub raw: &'a [u8],
    /// What the connection says.
    pub config: &'a Properties,
    /// When it came.
    pub received_at: Time,
}

/// One thing that a message means.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Something happened to a person.
    Event(Box<EventInput>),
    /// An order or an event does not stand any more. It may come before what it takes back.
    Cancel {
        /// What is taken back: see [`crate::outreach::cancel`].
        keys: Vec<String>,
        /// The type of event that this is.
        kind: String,
        /// When.
        at: Time,
    },
    /// Something became of a mail, or of an address.
    Mail {
        /// What.
        news: News,
        /// The address, as the provider writes it.
        address: String,
        /// Our own id of the mail, where the provider tells it.
        message_id: Option<String>,
        /// The provider's words, for people.
        detail: String,
    },
    /// A person wants to know what is kept about them.
    DataRequest(Box<PersonInput>),
    /// A person is to be erased.
    Erase(Box<PersonInput>),
    /// Everybody who is known only from this shop is to be erased, and what this shop said of the others.
    EraseShop(String),
    /// There is nothing to do.
    Ignore(Why),
}

text_enum! {
    /// Why there is nothing to do.
    Why {
        /// Messages on this topic are not needed.
        OtherTopic => "other_topic",
        /// The order is not that far, or already farther.
        OtherStatus => "other_status",
        /// The order was made to try things out.
        TestOrder => "test_order",
        /// The payment has not arrived.
        Unpaid => "unpaid",
        /// A part was paid back; the order stands.
        PartialRefund => "partial_refund",
        /// It does not say whose order it is.
        NobodyNamed => "nobody_named",
        /// Nothing is kept about this person.
        UnknownPerson => "unknown_person",
        /// The program asked whether its messages arrive, and was told so.
        Confirmed => "confirmed",
        /// The same was reported before.
        KnownAlready => "known_already",
    }
}

/// A message that could not be understood. Says what is wrong, for a person who looks after the connection; it never
/// repeats the message.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct Unreadable(pub String);

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        // serde's sentence may quote a value of the message: a name, an address. Where it is says enough.
        let (line, column) = (error.line(), error.column());
        Unreadable(match error.classify() {
            serde_json::error::Category::Data => {
                format!("the message lacks a field or has one of another kind (line {line}, column {column})")
            }
            _ => format!("the message is not JSON (line {line}, column {column})"),
        })
    }
}
