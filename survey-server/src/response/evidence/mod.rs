//! Whether a click is a person: what touched an invitation is noted, waits, and is judged by survey-core's rules.
//!
//! A GET leaves a touch and nothing else. What the page's script reports is provisional: after its quarantine a job
//! judges it, and only then it is an answer like any other, with its rules, case and callbacks.

pub mod held;
pub mod history;
pub mod promote;
pub mod report;
pub mod touches;
pub mod trial;
