//! When the business is open, and what time it will be after so many open minutes.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::within::{Clock, Within};
use crate::local_time::{MINUTES_A_DAY, first_instant_of_minute};

/// After this many days without an end in sight the calendar stops counting; parsing refuses calendars that could get there
/// with any deadline that rules accept.
const LONGEST_WALK_DAYS: u32 = 400 * 366;

/// Opening hours per weekday, holidays and the zone they are meant in.
///
/// A deadline in business minutes counts only the minutes in which the clock on the wall of the business reads an opening
/// hour. When the clocks change, a skipped hour does not count, a repeated hour counts twice if the business is open
/// throughout it, and an opening or closing time that occurs twice means its first occurrence.
///
/// ```
/// use survey_core::recovery::{Calendar, Within};
///
/// let calendar: Calendar = serde_json::from_str(r#"{
///     "zone": "Europe/Berlin",
///     "hours": {
///         "monday": ["09:00-13:00", "14:00-18:00"], "tuesday": ["09:00-18:00"], "wednesday": ["09:00-18:00"],
///         "thursday": ["09:00-18:00"], "friday": ["09:00-17:00"]
///     },
///     "holidays": ["2026-04-06", "12-25"]
/// }"#)?;
///
/// // Friday 16:30 in Berlin: half an hour is left, the other half is counted on Monday.
/// let friday = "2026-11-20T15:30:00Z".parse()?;
/// assert_eq!(calendar.add(friday, Within::business(60)).to_string(), "2026-11-23T08:30:00Z");
/// assert_eq!(calendar.add(friday, Within::wall(60)).to_string(), "2026-11-20T16:30:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Value")]
pub struct Calendar {
    pub(super) zone: TimeZone,
    /// Per weekday, Monday first: ordered spans in minutes since midnight that do not overlap.
    pub(super) week: [Vec<(u16, u16)>; 7],
    pub(super) holidays: BTreeSet<Holiday>,
}

/// A day on which the business is closed whatever its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holiday {
    /// This one day.
    On(Date),
    /// The same month and day every year.
    Yearly { month: i8, day: i8 },
}

impl Default for Calendar {
    /// Open around the clock, in UTC.
    fn default() -> Self {
        Self::always()
    }
}

impl Calendar {
    /// Open around the clock, every day: business minutes are wall minutes.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, Within};
    ///
    /// let sunday = "2026-11-22T03:00:00Z".parse()?;
    /// assert_eq!(Calendar::always().add(sunday, Within::business(30)).to_string(), "2026-11-22T03:30:00Z");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn always() -> Self {
        Self { zone: TimeZone::UTC, week: std::array::from_fn(|_| vec![(0, MINUTES_A_DAY)]), holidays: BTreeSet::new() }
    }

    /// The zone the opening hours are meant in.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::Calendar::always().zone().iana_name(), Some("UTC"));
    /// ```
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The deadline: the instant at which `within` has passed since `from`.
    ///
    /// Later `from` and more minutes never give an earlier deadline. On the business clock the deadline lies inside opening
    /// hours or at their end; zero minutes give the next open instant.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, Within};
    ///
    /// let from = "2026-11-22T03:00:00Z".parse()?;
    /// assert_eq!(Calendar::always().add(from, Within::wall(90)).to_string(), "2026-11-22T04:30:00Z");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn add(&self, from: Timestamp, within: Within) -> Timestamp {
        self.add_duration(from, SignedDuration::from_mins(i64::from(within.minutes)), within.clock)
    }

    /// The instant at which `duration` of `clock` has passed since `from`; a negative duration counts as zero.
    ///
    /// ```
    /// use jiff::SignedDuration;
    /// use survey_core::recovery::{Calendar, Clock};
    ///
    /// let from = "2026-11-22T03:00:00Z".parse()?;
    /// let until = Calendar::always().add_duration(from, SignedDuration::from_secs(5), Clock::Business);
    /// assert_eq!(until.to_string(), "2026-11-22T03:00:05Z");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn add_duration(&self, from: Timestamp, duration: SignedDuration, clock: Clock) -> Timestamp {
        let mut left = duration.max(SignedDuration::ZERO);
        if clock == Clock::Wall {
            return from.checked_add(left).unwrap_or(Timestamp::MAX);
        }
        for (start, end) in self.open_spans(from) {
            let start = start.max(from);
            let span = start.duration_until(end);
            if left <= span {
                return start.checked_add(left).unwrap_or(Timestamp::MAX);
            }
            left -= span;
        }
        Timestamp::MAX
    }

    /// How much of `clock` passes from `from` to `to`; zero if `to` is not later.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, Clock};
    ///
    /// let shop = Calendar::parse(r#"{"zone": "UTC", "hours": {"monday": ["09:00-17:00"], "tuesday": ["09:00-17:00"]}}"#)?;
    /// let monday_noon = "2026-11-23T12:00:00Z".parse()?;
    /// let tuesday_noon = "2026-11-24T12:00:00Z".parse()?;
    /// assert_eq!(shop.elapsed(monday_noon, tuesday_noon, Clock::Business).as_hours(), 8);
    /// assert_eq!(shop.elapsed(monday_noon, tuesday_noon, Clock::Wall).as_hours(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn elapsed(&self, from: Timestamp, to: Timestamp, clock: Clock) -> SignedDuration {
        if to <= from {
            return SignedDuration::ZERO;
        }
        if clock == Clock::Wall {
            return from.duration_until(to);
        }
        self.open_spans(from)
            .take_while(|(start, _)| *start < to)
            .map(|(start, end)| start.max(from).duration_until(end.min(to)))
            .sum()
    }

    /// Whether the business is open at this instant.
    ///
    /// ```
    /// assert!(survey_core::recovery::Calendar::always().is_open("2026-11-22T03:00:00Z".parse()?));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.next_open(at) == at
    }

    /// The first instant at or after `at` at which the business is open.
    ///
    /// ```
    /// use survey_core::recovery::Calendar;
    ///
    /// let shop = Calendar::parse(r#"{"zone": "Asia/Almaty", "hours": {"monday": ["09:00-17:00"]}}"#)?;
    /// assert_eq!(shop.next_open("2026-11-22T03:00:00Z".parse()?).to_string(), "2026-11-23T04:00:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        self.add_duration(at, SignedDuration::ZERO, Clock::Business)
    }

    /// Spans of opening, in order and never overlapping, that end after `from`.
    fn open_spans(&self, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        // The days before today are over: what they end with is not after today's first instant, even if clocks go back.
        let today = self.zone.to_datetime(from).date();
        let days = std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(LONGEST_WALK_DAYS as usize);
        days.flat_map(move |day| {
            self.hours_on(day).iter().map(move |&(opens, closes)| {
                (first_instant_of_minute(&self.zone, day, opens), first_instant_of_minute(&self.zone, day, closes))
            })
        })
        .filter(move |(start, end)| *end > from && start < end)
    }

    fn hours_on(&self, day: Date) -> &[(u16, u16)] {
        let yearly = Holiday::Yearly { month: day.month(), day: day.day() };
        if self.holidays.contains(&Holiday::On(day)) || self.holidays.contains(&yearly) {
            return &[];
        }
        &self.week[weekday_index(day.weekday())]
    }
}

/// Position of a weekday in a week that begins on Monday.
pub(super) fn weekday_index(weekday: Weekday) -> usize {
    weekday.to_monday_zero_offset() as usize
}
