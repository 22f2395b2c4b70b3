//! HTTP out: signed callbacks to programs, never to private networks.
//!
//! [`CallbackClient`] makes one attempt and says what came of it; [`schedule`] says when to try again and when to give
//! an endpoint up. Both know nothing of the database: the job that runs a delivery loads, calls and stores.

mod address;
mod attempt;
mod certificates;
mod client;
mod request;
mod resolver;
pub mod schedule;
pub mod sign;
mod slow;
#[cfg(test)]
mod tests;
mod tls;
mod vet;

pub use address::{InvalidNetwork, OutboundPolicy};
pub use attempt::{Attempt, Failure, Outcome};
pub use certificates::Certificates;
pub use client::{CallbackClient, ClientError, Timeouts};
pub use request::{Plain, Request, Signing, message_id};
pub use resolver::{Lookup, NameRefused, Names, SystemNames};
pub use sign::{InvalidSecret, Secret};
pub use slow::SlowReceivers;
pub use vet::UrlRefused;

/// Runs the Rust code of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/callbacks.md")]
struct Documentation;
