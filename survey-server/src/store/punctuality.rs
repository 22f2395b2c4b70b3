//! Where the business writes by when it promised a delivery, and when that was made.

use serde::{Deserialize, Serialize};

/// Names of properties and types of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Punctuality {
    /// The property with the promised time: a moment, or a day, which is kept until it ends.
    pub promised: String,
    /// The property with the actual time.
    pub actual: String,
    /// Events that happen when the promise is fulfilled: where an answer has no actual time, its event's time is taken.
    pub events: Vec<String>,
}

impl Default for Punctuality {
    fn default() -> Self {
        Punctuality {
            promised: "promised_at".to_owned(),
            actual: "delivered_at".to_owned(),
            events: ["order.delivered", "service.completed"].map(str::to_owned).to_vec(),
        }
    }
}

/// Longest name, in bytes.
const MAX_NAME: usize = 200;
/// Most types of event.
const MAX_EVENTS: usize = 50;

impl Punctuality {
    /// What is wrong, each with the field's name.
    pub fn check(&self) -> Vec<(&'static str, String)> {
        let is_name = |name: &str| {
            !name.trim().is_empty()
                && name.len() <= MAX_NAME
                && name.trim() == name
                && !name.chars().any(char::is_control)
        };
        let mut wrong = Vec::new();
        for (field, name) in [("promised", &self.promised), ("actual", &self.actual)] {
            if !is_name(name) {
                wrong.push((field, format!("must be the name of a property, 1 to {MAX_NAME} bytes, not {name:?}")));
            }
        }
        if self.events.len() > MAX_EVENTS || !self.events.iter().all(|kind| is_name(kind)) {
            wrong.push(("events", format!("must be at most {MAX_EVENTS} types of event, such as order.delivered")));
        }
        wrong
    }
}
