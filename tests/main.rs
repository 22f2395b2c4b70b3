//! The integration tests: one binary, real HTTP, real mail conversations, real databases.
//!
//! The suite runs on SQLite by default and on a private PostgreSQL cluster with `SURVEY_TEST_DATABASE=postgres`.

#[cfg(test)]
mod admin;
#[cfg(test)]
mod agree;
#[cfg(test)]
mod agree_by_mail;
#[cfg(test)]
mod answers;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod badge;
#[cfg(test)]
mod callbacks;
#[cfg(test)]
mod campaigns;
#[cfg(test)]
mod channels;
#[cfg(test)]
mod claim;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod conversation;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod dashboard;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod digests;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod embed;
#[cfg(test)]
mod escalation;
#[cfg(test)]
mod events;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod help;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod hostile_mail;
#[cfg(test)]
mod ingest;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod kiosk;
#[cfg(test)]
mod known_problems;
#[cfg(test)]
mod later;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod loyalty;
#[cfg(test)]
mod odd_views;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod promised;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod reask;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod recount;
#[cfg(test)]
mod recovery_report;
#[cfg(test)]
mod rollups;
#[cfg(test)]
mod rooms;
#[cfg(test)]
mod rota;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod saved_views;
#[cfg(test)]
mod scanners;
#[cfg(test)]
mod segments;
#[cfg(test)]
mod share;
#[cfg(test)]
mod silence;
#[cfg(test)]
mod story;
#[cfg(test)]
mod support;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod upgrade;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod watch;
