//! Asking everyone once per cadence, spread evenly over the working days.

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::quiet::Weekdays;
use super::sample::stable_hash;
use crate::Problem;
use crate::local_time::first_instant_of_minute;

/// The Monday from which cycles are counted.
const FIRST_MONDAY: Date = date(2024, 1, 1);
/// The longest cadence: two years.
const MAX_WEEKS: u32 = 104;
/// The hour that ends a day.
const MAX_HOURS: u8 = 24;

/// A plan that asks everyone once every so many weeks (an autopilot).
///
/// Each person has a place of their own in the cycle, which depends on nothing but their id: one of its working days and
/// a minute inside the sending hours, on the clock of their zone. So the load is even, nobody's turn moves because somebody
/// else joins, and between two turns of one person lie exactly `every_weeks` weeks. The cool-down still decides whether a
/// turn is taken.
///
/// ```
/// use jiff::tz::TimeZone;
/// use survey_core::outreach::Spread;
///
/// let quarterly = Spread::default();
/// let first = quarterly.next_turn("ann", &TimeZone::UTC, "2026-11-20T10:00:00Z".parse()?).unwrap();
/// let second = quarterly.next_turn("ann", &TimeZone::UTC, first).unwrap();
/// assert_eq!(first.duration_until(second).as_hours(), 13 * 7 * 24);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Spread {
    /// Weeks from one turn of a person to the next.
    pub every_weeks: u32,
    /// Days on which people are asked.
    pub weekdays: Weekdays,
    /// The hour of the day from which people are asked, 0 to 23.
    pub from_hour: u8,
    /// The hour before which they are asked, 1 to 24.
    pub until_hour: u8,
}

impl Default for Spread {
    /// Once a quarter, on working days from 9 to 12.
    fn default() -> Self {
        Self { every_weeks: 13, weekdays: Weekdays::WORKING, from_hour: 9, until_hour: 12 }
    }
}

impl Spread {
    /// What is wrong with the plan, each with its path; empty if nothing.
    ///
    /// ```
    /// use survey_core::outreach::Spread;
    ///
    /// assert_eq!(Spread::default().check(), []);
    /// assert_eq!(Spread { every_weeks: 0, ..Spread::default() }.check()[0].path, "every_weeks");
    /// ```
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !(1..=MAX_WEEKS).contains(&self.every_weeks) {
            problems.push(Problem::new(
                "every_weeks",
                format!("is {}; 1 to {MAX_WEEKS} weeks are allowed", self.every_weeks),
            ));
        }
        if self.weekdays.is_empty() {
            problems.push(Problem::new(
                "weekdays",
                "lists no day; name at least one, or leave it out for Monday to Friday",
            ));
        }
        if self.from_hour >= self.until_hour || self.until_hour > MAX_HOURS {
            problems.push(Problem::new("until_hour", "has to be after `from_hour` and at most 24"));
        }
        problems
    }

    /// The person's next turn after an instant, on the clock of their zone; none for a plan that [`check`](Self::check)
    /// refuses and beyond the end of the calendar.
    ///
    /// ```
    /// use jiff::tz::TimeZone;
    /// use survey_core::outreach::Spread;
    ///
    /// let after = "2026-11-20T10:00:00Z".parse()?;
    /// let turn = Spread::default().next_turn("ann", &TimeZone::get("Asia/Almaty")?, after).unwrap();
    /// assert!(turn > after);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn next_turn(&self, person: &str, zone: &TimeZone, after: Timestamp) -> Option<Timestamp> {
        if !self.check().is_empty() {
            return None;
        }
        let place = self.place(person);
        let cycle_days = i64::from(self.every_weeks) * 7;
        let local = zone.to_datetime(after).date();
        let days_since = i64::from(FIRST_MONDAY.until(local).ok()?.get_days());
        let this_cycle = days_since.div_euclid(cycle_days);
        [this_cycle, this_cycle + 1].into_iter().find_map(|cycle| {
            let span = Span::new().try_days(cycle * cycle_days + place.day).ok()?;
            let turn = first_instant_of_minute(zone, FIRST_MONDAY.checked_add(span).ok()?, place.minute);
            (turn > after).then_some(turn)
        })
    }

    fn place(self, person: &str) -> Place {
        let days: Vec<Weekday> = self.weekdays.iter().collect();
        let slot = scaled(stable_hash(&["spread day", person]), u64::from(self.every_weeks) * days.len() as u64);
        let weekday = days[slot as usize % days.len()];
        let minutes = u64::from(self.until_hour - self.from_hour) * 60;
        let minute = scaled(stable_hash(&["spread minute", person]), minutes);
        Place {
            day: (slot / days.len() as u64) as i64 * 7 + i64::from(weekday.to_monday_zero_offset()),
            minute: u16::from(self.from_hour) * 60 + minute as u16,
        }
    }
}

/// A person's place in the cycle.
struct Place {
    /// Days since the cycle's first Monday.
    day: i64,
    /// Minutes since midnight.
    minute: u16,
}

/// A hash as a number below `limit`, each equally likely.
fn scaled(hash: u64, limit: u64) -> u64 {
    ((u128::from(hash) * u128::from(limit)) >> 64) as u64
}
