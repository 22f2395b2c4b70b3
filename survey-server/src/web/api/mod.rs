//! The JSON API below `/v1`: the dialect of Delighted, and our own resources beside it.
//!
//! A handler reads the request, runs one use case and writes the answer. Which paths there are stands with the
//! handlers, in their `#[utoipa::path]`: it registers them and documents them at once ([`table()`]).

pub mod answer;
pub mod autopilot;
pub mod bounces;
pub mod cases;
pub mod channels;
pub mod decisions;
pub mod document;
pub mod events;
pub mod exports;
pub mod held;
pub mod improvements;
pub mod links;
pub mod listing;
pub mod metrics;
pub mod people;
pub mod problems;
pub mod reasons;
pub mod recovery;
pub mod reports;
pub mod rules;
pub mod segments;
pub mod settings;
pub mod shape;
pub mod survey_responses;
pub mod surveys;
pub mod table;
pub mod texts;
pub mod unsubscribes;
pub mod viewed;
pub mod views;
pub mod webhooks;

use actix_web::web;

use self::table::Table;

/// Everything below `/v1`.
pub fn table() -> Table {
    let mut table = Table::default();
    people::routes(&mut table);
    survey_responses::routes(&mut table);
    held::routes(&mut table);
    metrics::routes(&mut table);
    unsubscribes::routes(&mut table);
    bounces::routes(&mut table);
    autopilot::routes(&mut table);
    surveys::routes(&mut table);
    texts::routes(&mut table);
    events::routes(&mut table);
    webhooks::routes(&mut table);
    channels::routes(&mut table);
    cases::routes(&mut table);
    problems::routes(&mut table);
    rules::routes(&mut table);
    settings::routes(&mut table);
    reports::routes(&mut table);
    exports::routes(&mut table);
    recovery::routes(&mut table);
    segments::routes(&mut table);
    reasons::routes(&mut table);
    improvements::routes(&mut table);
    views::routes(&mut table);
    decisions::routes(&mut table);
    document::routes(&mut table);
    table
}

/// Registers everything below `/v1`, with and without `.json`, HEAD wherever GET is.
pub fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(table().into_scope());
}

#[cfg(test)]
mod tests;
