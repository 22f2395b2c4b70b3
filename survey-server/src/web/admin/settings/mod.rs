//! Settings: the workspace, when we ask, rules, connections, who has access, sending, channels, keys, webhooks.

pub mod asking;
pub mod autopilot;
pub mod badge;
pub mod channels;
pub mod chat;
pub mod connections;
pub mod desk;
pub mod digests;
pub mod evidence;
pub mod keys;
pub mod outbox;
pub mod privacy;
pub mod promises;
pub mod rules;
pub mod sending;
pub mod tags;
pub mod team;
pub mod users;
pub mod webhook_delivery;
pub mod webhooks;
pub mod workspace;

use serde::Serialize;

use super::error::AdminResult;
use super::member::Member;
use crate::error::{Error, Problem};
use crate::store::Id;
use crate::web::page::see_other;

/// A field of a form: what was typed, and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    /// As it was typed.
    pub value: String,
    /// What would be right.
    pub problem: Option<String>,
}

/// GET /admin/settings
pub async fn show(_member: Member) -> AdminResult {
    Ok(see_other("/admin/settings/workspace"))
}

/// The id in an address; anything else is not there.
fn id_of(text: &str, what: &'static str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound(what))
}

/// The sentences of problems, for a form with one field.
fn sentences(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("; ")
}
