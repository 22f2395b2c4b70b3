//! Who is asked, when, and why not: people, events, invitations, the unsubscribed.

pub mod again;
pub mod ask;
pub mod autopilot;
pub mod campaign;
pub mod cancel;
pub mod channel;
pub mod connection;
mod due_facts;
pub mod erase;
pub mod event;
pub mod held;
pub mod inbound;
pub mod intake;
pub mod letter;
pub mod link;
pub mod person;
pub mod person_data;
pub mod plan;
pub mod remind;
pub mod route;
pub mod sample;
pub mod send;
pub mod suppress;
pub mod why;
pub mod withdraw;
pub mod wording;
