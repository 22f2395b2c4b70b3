//! Follow-up rules, the life of a case, business hours and clocks: from an unhappy answer to a person who takes care.
//!
//! [`Rules`] say what happens when somebody answers, when an event comes, and when a promise passes in silence.
//! [`Rules::plan`] turns a [`Situation`] into [`Planned`] actions, and [`NewCase::of`] makes one case of them, with its
//! deadlines on the business's [`Calendar`]. From then on [`CaseState`] knows which step may follow, [`SlaClock`] how the
//! promise stands, and [`Escalation`] who is told next while nobody takes the case.
//!
//! Three decisions are not left to whoever writes the rules: a case always has a deadline; a customer who answered "just
//! note it and don't contact me" is not contacted, whatever the rules say ([`Rules::plan`]); and a public review link is
//! offered to everyone or to no one ([`Rules::parse`]).

mod action;
mod backtest;
mod calendar;
mod calendar_json;
#[cfg(test)]
mod calendar_tests;
mod case;
mod clause;
mod contradiction;
mod escalation;
mod plan;
mod queue;
mod rules;
mod rules_check;
mod rules_json;
#[cfg(test)]
mod rules_tests;
mod sentence;
mod situation;
mod sla_clock;
mod trigger;
mod within;

pub use action::{Action, Priority};
pub use backtest::{Backtest, Backtesting, Past, RuleCount, Staffing, backtest};
pub use calendar::Calendar;
pub use calendar_json::InvalidCalendar;
pub(crate) use calendar_json::{weekday_name, weekday_named};
pub use case::{CaseState, CaseStep, IllegalStep, Outcome};
pub use clause::{Clause, Known, Subject, Trigger, When};
pub use escalation::{DueStep, Escalation, EscalationStep, Tell};
pub use plan::{NewCase, Planned};
pub use rules::{Rule, Rules};
pub use rules_json::InvalidRules;
pub use situation::{Situation, WISH_NO_CONTACT, WISH_QUESTION};
pub use sla_clock::{Pause, SlaClock, Standing};
pub use within::{Clock, Within};
