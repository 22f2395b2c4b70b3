//! NPS and post-service surveys as pure functions.

pub mod outreach;
pub mod recovery;
pub mod response;
pub mod score;
pub mod survey;
pub mod trend;
