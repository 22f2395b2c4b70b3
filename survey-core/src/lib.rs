//! NPS and post-service surveys as pure functions.

pub mod condition;
mod fields;
mod local_time;
pub mod outreach;
mod problem;
mod properties;
pub mod recovery;
pub mod response;
pub mod score;
pub mod survey;
pub mod trend;

pub use problem::{Path, Problem, Problems};
pub use properties::{Properties, property};
