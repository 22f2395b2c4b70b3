//! What a business decides about telling its own people.

use jiff::civil::Time as TimeOfDay;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use survey_core::recovery::Escalation;

use super::Time;

/// Who is told when, and when nobody is disturbed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Alerts {
    /// Who is told next while nobody takes a case.
    pub escalation: Escalation,
    /// How much of a deadline's time is used up, in percent, when somebody is warned.
    pub warn_percent: u8,
    /// When people are left alone; none: never.
    pub quiet: Option<Quiet>,
    /// More alerts than this a minute come to one person or one room as one message.
    pub digest_above: u32,
}

impl Default for Alerts {
    fn default() -> Self {
        Alerts { escalation: Escalation::default(), warn_percent: 75, quiet: None, digest_above: 20 }
    }
}

/// The hours in which people are left alone, in the workspace's zone; over midnight where `until` is before `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// When it begins: `22:00`.
    pub from: TimeOfDay,
    /// When it ends: `08:00`.
    pub until: TimeOfDay,
}

impl Quiet {
    /// When the quiet ends that `at` lies in; none outside of it.
    pub fn ends_after(self, zone: &TimeZone, at: Time) -> Option<Time> {
        let local = at.timestamp().to_zoned(zone.clone());
        let (now, today) = (local.time(), local.date());
        let over_midnight = self.until < self.from;
        let (is_quiet, day) = if over_midnight && now >= self.from {
            (true, today.tomorrow().ok()?)
        } else {
            (now < self.until && (over_midnight || self.from <= now), today)
        };
        let ends = day.to_datetime(self.until).to_zoned(zone.clone()).ok()?;
        is_quiet.then(|| Time::from(ends.timestamp()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(from: &str, until: &str, at: &str) -> Option<String> {
        let quiet = Quiet { from: from.parse().unwrap(), until: until.parse().unwrap() };
        let zone = TimeZone::get("Asia/Almaty").unwrap();
        let at: jiff::Timestamp = at.parse().unwrap();
        quiet.ends_after(&zone, at.into()).map(|ends| ends.timestamp().to_string())
    }

    #[test]
    fn the_quiet_ends_in_the_morning_of_the_business() {
        // Almaty is five hours ahead.
        assert_eq!(ends("22:00", "08:00", "2026-11-20T17:00:00Z").as_deref(), Some("2026-11-21T03:00:00Z"));
        assert_eq!(ends("22:00", "08:00", "2026-11-20T02:59:00Z").as_deref(), Some("2026-11-20T03:00:00Z"));
        assert_eq!(ends("22:00", "08:00", "2026-11-20T03:00:00Z"), None);
        assert_eq!(ends("22:00", "08:00", "2026-11-20T16:59:00Z"), None);
        assert_eq!(ends("12:00", "13:00", "2026-11-20T07:30:00Z").as_deref(), Some("2026-11-20T08:00:00Z"));
        assert_eq!(ends("12:00", "13:00", "2026-11-20T08:00:00Z"), None);
        assert_eq!(ends("12:00", "12:00", "2026-11-20T08:00:00Z"), None, "no time at all");
    }

    #[test]
    fn settings_of_before_are_the_defaults() {
        assert_eq!(serde_json::from_str::<Alerts>("{}").unwrap(), Alerts::default());
        let json = r#"{"quiet": {"from": "22:00", "until": "08:00"}}"#;
        assert!(serde_json::from_str::<Alerts>(json).unwrap().quiet.is_some());
    }
}
