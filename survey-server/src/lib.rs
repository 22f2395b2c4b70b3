//! The server: sends surveys, takes answers, calls the business back, shows what is real in the trend.
//!
//! One arrow: `web, cli, jobs, receiver → outreach, response, recovery, reporting, account → store, survey-core`.
//! `mail`, `callback` and `render` are called by `jobs`, never inside a database transaction. Only `store`
//! imports diesel, only `mail` lettre, only `callback` the HTTP client, only `web` and `app` actix.

pub mod account;
pub mod app;
pub mod brand;
pub mod callback;
pub mod cli;
pub mod clock;
pub mod config;
pub mod dialect;
pub mod error;
pub mod jobs;
pub mod mail;
pub mod outreach;
pub mod receiver;
pub mod recovery;
pub mod render;
pub mod reporting;
pub mod response;
pub mod secret;
pub mod shelf;
pub mod store;
pub mod table;
pub mod telemetry;
pub mod web;
pub mod wording;
