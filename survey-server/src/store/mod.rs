//! The only place that knows diesel: connections, the schema, one file per table.
//!
//! Finders take `&mut Conn` and the workspace first; they return core values or plain rows, never queries.
//! A real `match` on the backend stands only in [`conn`], [`migrate`], [`jobs`] (the claim), [`bulk`] (many rows at once)
//! and where one of them locks a row.

pub mod alerts;
pub mod anonymous_answers;
pub mod api_keys;
pub mod audit;
pub mod autopilot_members;
pub mod backup;
pub mod brands;
pub mod breakers;
pub mod bulk;
pub mod callbacks;
pub mod campaign_people;
pub mod campaigns;
pub mod cancellations;
pub mod case_clocks;
pub mod case_filter;
pub mod case_merge;
pub mod case_tasks;
pub mod case_wishes;
pub mod cases;
pub mod channels;
pub mod clicks;
pub mod conn;
pub mod connections;
pub mod data_requests;
pub mod db;
pub mod decision_days;
pub mod decisions;
pub mod deliveries;
pub mod desk;
pub mod endpoints;
pub mod events;
pub(crate) mod failure;
pub mod grouped;
pub mod idempotency;
pub mod inbound;
pub mod invitations;
pub mod jobs;
pub mod kept;
pub mod kiosks;
pub mod known_problems;
pub mod listen;
pub mod logos;
pub mod mentions;
pub mod messages;
pub mod migrate;
pub mod people;
pub mod personal;
pub mod probe;
pub mod promise_settings;
pub mod promises;
pub mod provisional;
pub mod responses;
pub mod retention;
pub mod rollups;
pub mod rooms;
pub mod rules;
pub mod schema;
pub mod sessions;
pub mod shifts;
pub mod silent;
pub mod soft_bounces;
pub mod suppressions;
pub mod surveys;
pub mod take;
pub mod teams;
pub mod templates;
pub mod types;
pub mod users;
pub mod workspaces;

pub use conn::Conn;
pub use db::Db;
pub use types::{Id, Json, Time, WorkspaceId};
