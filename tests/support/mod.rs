//! What the integration tests stand on: a private database, a mail server, a receiver of callbacks.

pub mod browser;
pub mod database;
pub mod patience;
pub mod postgres;
pub mod receiver;
pub mod smtp_sink;
