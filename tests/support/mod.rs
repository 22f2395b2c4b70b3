//! What the integration tests stand on: real databases, the shipped program, a mail server, a receiver of callbacks.

pub mod api;
pub mod app;
pub mod browser;
pub mod business;
pub mod database;
pub mod hook;
pub mod ledger;
pub mod patience;
pub mod postgres;
pub mod receiver;
pub mod server;
pub mod shop;
pub mod small_disk;
pub mod smtp_sink;
