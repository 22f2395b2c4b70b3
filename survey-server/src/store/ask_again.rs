//! What a business decides about asking again after a case was resolved.

use serde::{Deserialize, Serialize};

/// Asking again, and by how many of the unhappy it is measured what being contacted changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskAgain {
    /// Whether it is done.
    pub active: bool,
    /// Days from the solution to the question.
    pub after_days: u32,
    /// The key of the survey that asks; none: the one that the case came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survey: Option<String>,
    /// So many in a hundred wait for their first contact until they were asked again, by lot.
    pub hold_out_percent: u32,
}

impl AskAgain {
    /// The least and the most days.
    pub const DAYS: (u32, u32) = (1, 90);
    /// The most that may wait: with more the business would be measuring instead of helping.
    pub const MOST_HELD_OUT: u32 = 50;

    /// What is wrong with it: field and sentence.
    pub fn check(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        let (least, most) = Self::DAYS;
        if !(least..=most).contains(&self.after_days) {
            problems.push(("after_days", format!("must be {least} to {most} days")));
        }
        if self.hold_out_percent > Self::MOST_HELD_OUT {
            problems.push(("hold_out_percent", format!("must be 0 to {} per cent", Self::MOST_HELD_OUT)));
        }
        problems
    }
}

impl Default for AskAgain {
    /// After three days; nobody waits.
    fn default() -> Self {
        AskAgain { active: true, after_days: 3, survey: None, hold_out_percent: 0 }
    }
}
