//! The server: sends surveys, takes answers, calls the business back, shows what is real in the trend.
//!
//! One arrow: `web, cli, jobs → outreach, response, recovery, reporting, account → store, survey-core`.
//! `mail`, `callback` and `render` are called by `jobs`, never inside a database transaction. Only `store`
//! imports diesel, only `mail` lettre, only `callback` the HTTP client, only `web` and `app` actix.

pub mod callback;
pub mod mail;
pub mod render;
