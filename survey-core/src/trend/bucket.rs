//! Which days belong together: day, week, month, quarter.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use serde::{Deserialize, Serialize};

/// A calendar period, written `day`, `week` (Monday to Sunday), `month` or `quarter`.
///
/// ```
/// use jiff::civil::date;
/// use survey_core::trend::Bucket;
///
/// let sunday = date(2026, 11, 22);
/// assert_eq!(Bucket::Week.start(sunday), date(2026, 11, 16));
/// assert_eq!(Bucket::Quarter.start(sunday), date(2026, 10, 1));
/// assert_eq!(Bucket::Month.next(date(2026, 11, 1)), Some(date(2026, 12, 1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// One calendar day.
    Day,
    /// Seven days from a Monday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months from January, April, July or October.
    Quarter,
}

impl Bucket {
    /// All of them, shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Quarter];

    /// Its word in JSON and in addresses.
    ///
    /// ```
    /// use survey_core::trend::Bucket;
    ///
    /// assert_eq!(Bucket::ALL.map(Bucket::word), ["day", "week", "month", "quarter"]);
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }

    /// The first day of the bucket that `day` is in.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::Bucket;
    ///
    /// assert_eq!(Bucket::Month.start(date(2026, 11, 22)), date(2026, 11, 1));
    /// ```
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            // The very first week a calendar can hold may begin before it does.
            Self::Week => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(Date::MIN),
            Self::Month => day.first_of_month(),
            Self::Quarter => date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1),
        }
    }

    /// The first day of the bucket after the one that starts at `start`; None at the end of the calendar (year 9999).
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::Bucket;
    ///
    /// assert_eq!(Bucket::Quarter.next(date(2026, 10, 1)), Some(date(2027, 1, 1)));
    /// ```
    pub fn next(self, start: Date) -> Option<Date> {
        let length = match self {
            Self::Day => 1.day(),
            Self::Week => 7.days(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
        };
        start.checked_add(length).ok().map(|next| self.start(next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_inside_the_bucket_that_starts_before_it() {
        let mut day = date(2023, 12, 25);
        while day < date(2025, 1, 10) {
            for bucket in [Bucket::Day, Bucket::Week, Bucket::Month, Bucket::Quarter] {
                let start = bucket.start(day);
                assert!(start <= day && day < bucket.next(start).unwrap());
                assert_eq!(bucket.start(start), start);
            }
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for bucket in [Bucket::Day, Bucket::Week, Bucket::Month, Bucket::Quarter] {
            assert!(bucket.start(Date::MIN) <= Date::MIN);
            let last = bucket.start(Date::MAX);
            assert!(bucket.next(last).is_none_or(|next| next > last));
        }
    }
}
