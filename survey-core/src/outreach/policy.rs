//! The contact policy of a business: how often, at what hours and on what grounds people are asked.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::quiet::{QuietHours, Weekdays};
use crate::Problem;

/// The longest wait a policy may set, in days: ten years.
const MAX_DAYS: u32 = 3_660;

/// How often, at what hours and on what grounds people are asked.
///
/// In JSON every field may be left out; the defaults ask whoever was not asked in the last 30 days, at any hour, about events
/// at most 30 days old.
///
/// ```
/// use survey_core::outreach::Policy;
///
/// let policy: Policy = serde_json::from_str(r#"{
///     "cool_down_days": 30,
///     "cool_down_days_by_kind": {"relationship": 90},
///     "quiet_hours": {"from": "21:00", "until": "09:00"},
///     "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"],
///     "zone": "Asia/Almaty"
/// }"#)?;
/// assert_eq!(policy.check(), []);
/// assert_eq!(policy.too_late_days, 30);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Days of 24 hours after a person was asked by any survey before they are asked again; 0 for no such wait.
    pub cool_down_days: u32,
    /// Days of 24 hours after a person was asked by a survey of this kind before that kind asks them again; the kinds are
    /// the business's own words (`relationship`, `delivery`). Applies beside `cool_down_days`, the later end counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cool_down_days_by_kind: BTreeMap<String, u32>,
    /// Days after the planned moment (the event and its delay) from which asking is pointless.
    pub too_late_days: u32,
    /// Hours of the person's day in which nothing is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<QuietHours>,
    /// Days of the person's week on which something may be sent.
    pub weekdays: Weekdays,
    /// Whether a legal basis has to be recorded before a person is asked.
    pub require_basis: bool,
    /// The share of people and events that is asked, 0 to 1.
    pub sample: f64,
    /// The zone of people whose own is not known.
    #[serde(with = "jiff::fmt::serde::tz::required")]
    pub zone: TimeZone,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            cool_down_days: 30,
            cool_down_days_by_kind: BTreeMap::new(),
            too_late_days: 30,
            quiet_hours: None,
            weekdays: Weekdays::ALL,
            require_basis: false,
            sample: 1.0,
            zone: TimeZone::UTC,
        }
    }
}

impl Policy {
    /// What is wrong with the policy, each with its path; empty if nothing.
    ///
    /// Decisions are made (and never fail) with a wrong policy too: quiet hours of the whole day and a week without days are
    /// then ignored, and a share is brought into 0 to 1.
    ///
    /// ```
    /// use survey_core::outreach::Policy;
    ///
    /// let policy = Policy { sample: 1.5, ..Policy::default() };
    /// assert_eq!(policy.check()[0].to_string(), "sample: is 1.5; a share from 0 to 1 is expected");
    /// ```
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let waits =
            [("cool_down_days".to_owned(), self.cool_down_days), ("too_late_days".to_owned(), self.too_late_days)];
        let by_kind = self.cool_down_days_by_kind.iter();
        for (path, days) in
            waits.into_iter().chain(by_kind.map(|(kind, &days)| (format!("cool_down_days_by_kind.{kind}"), days)))
        {
            if days > MAX_DAYS {
                problems.push(Problem::new(path, format!("is {days} days; at most {MAX_DAYS} are allowed")));
            }
        }
        if !(0.0..=1.0).contains(&self.sample) {
            problems.push(Problem::new("sample", format!("is {}; a share from 0 to 1 is expected", self.sample)));
        }
        if self.quiet_hours.is_some_and(QuietHours::is_all_day) {
            let message = "begin and end at the same time; give hours that leave a part of the day, or leave them out";
            problems.push(Problem::new("quiet_hours", message));
        }
        if self.weekdays.is_empty() {
            problems.push(Problem::new("weekdays", "lists no day; name at least one, or leave it out for all"));
        }
        problems
    }
}
