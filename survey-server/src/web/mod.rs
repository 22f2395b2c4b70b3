//! HTTP in. `routes` is the one table of routes; `api` speaks JSON to programs, `survey` shows pages to customers,
//! `admin` to the people of the business.

pub mod admin;
pub mod api;
pub mod auth;
pub mod badge;
pub mod body;
mod claim;
mod digest;
pub mod docs;
mod download;
pub mod error;
pub mod health;
pub mod hooks;
pub mod idempotent;
pub mod limit;
pub mod link_header;
pub mod log;
pub mod page;
pub mod routes;
pub mod serve;
pub mod survey;
