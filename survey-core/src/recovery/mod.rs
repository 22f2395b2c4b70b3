//! Follow-up rules, case life cycle, business calendar, clocks.

mod calendar;
mod calendar_json;
#[cfg(test)]
mod calendar_tests;
mod case;
mod escalation;
mod sla_clock;
mod within;

pub use calendar::Calendar;
pub use calendar_json::InvalidCalendar;
pub(crate) use calendar_json::{weekday_name, weekday_named};
pub use case::{CaseState, CaseStep, IllegalStep, Outcome};
pub use escalation::{DueStep, Escalation, EscalationStep, Tell};
pub use sla_clock::{Pause, SlaClock, Standing};
pub use within::{Clock, Within};
