//! Who is asked, when, and why not: people, events, invitations, the unsubscribed.

pub mod ask;
pub mod autopilot;
pub mod campaign;
pub mod cancel;
pub mod channel;
pub mod connection;
pub mod erase;
pub mod event;
pub mod inbound;
pub mod intake;
pub mod letter;
pub mod link;
pub mod person;
pub mod plan;
pub mod sample;
pub mod send;
pub mod suppress;
pub mod why;
pub mod withdraw;
pub mod wording;
