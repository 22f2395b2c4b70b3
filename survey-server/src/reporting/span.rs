//! How much time a view covers.

use jiff::civil::Date;
use survey_core::trend::Bucket;

use crate::store::workspaces::{day_date, day_number};

/// A range that moves on with the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Range {
    /// Four calendar weeks, the last one being the current one.
    W4,
    /// Thirteen.
    #[default]
    W13,
    /// Fifty-two.
    M12,
    /// Everything.
    All,
}

impl Range {
    /// All of them, shortest first.
    pub const ALL: [Self; 4] = [Self::W4, Self::W13, Self::M12, Self::All];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::W4 => "w4",
            Self::W13 => "w13",
            Self::M12 => "m12",
            Self::All => "all",
        }
    }

    /// The range of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.word() == word)
    }

    fn weeks(self) -> Option<i32> {
        match self {
            Self::W4 => Some(4),
            Self::W13 => Some(13),
            Self::M12 => Some(52),
            Self::All => None,
        }
    }
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// One that moves on with the calendar.
    Range(Range),
    /// These days, the last one included.
    Days(Date, Date),
}

impl Default for Span {
    fn default() -> Self {
        Span::Range(Range::default())
    }
}

/// Of up to so many days every day is a step of the trend.
const MOST_DAYS: i32 = 14;
/// Of up to so many days every week is a step of the trend.
const MOST_WEEKS: i32 = 4 * 366;

impl Span {
    /// First and last day, as days since 1970, and whether it ends with the newest answer because nobody answered lately.
    /// `answered` is the first and the last day with an answer.
    pub fn days(self, today: i32, answered: Option<(i32, i32)>) -> ((i32, i32), bool) {
        let range = match self {
            Span::Days(from, until) => return ((day_number(from), day_number(until)), false),
            Span::Range(range) => range,
        };
        let Some(weeks) = range.weeks() else {
            return (answered.unwrap_or((today, today)), false);
        };
        let start = |end: i32| monday(end) - (weeks - 1) * 7;
        match answered {
            Some((_, last)) if last < start(today) => ((start(last), last), true),
            _ => ((start(today), today), false),
        }
    }

    /// The steps that a trend over these days is best seen in.
    pub fn bucket(self, (from, until): (i32, i32)) -> Bucket {
        let length = until - from + 1;
        if length <= MOST_DAYS {
            Bucket::Day
        } else if length <= MOST_WEEKS {
            Bucket::Week
        } else {
            Bucket::Month
        }
    }
}

fn monday(day: i32) -> i32 {
    day_number(Bucket::Week.start(day_date(day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_whole_weeks_up_to_today_and_moves_back_when_nobody_answered_in_it() {
        // 2026-11-20 is a Friday.
        let today = day_number("2026-11-20".parse().unwrap());
        let days = |range, answered| Span::Range(range).days(today, answered);
        assert_eq!(days(Range::W4, Some((0, today - 1))), ((today - 4 - 21, today), false));
        assert_eq!(days(Range::W4, None), ((today - 4 - 21, today), false));
        assert_eq!(days(Range::W4, Some((0, today - 60))), ((today - 60 - 21, today - 60), true));
        assert_eq!(days(Range::All, Some((5, 9))), ((5, 9), false));
        assert_eq!(days(Range::All, None), ((today, today), false));
    }

    #[test]
    fn a_short_span_is_seen_by_days_and_a_long_one_by_months() {
        let bucket = |length| Span::default().bucket((1, length));
        assert_eq!(
            [14, 15, 364, 1464, 1465].map(bucket),
            [Bucket::Day, Bucket::Week, Bucket::Week, Bucket::Week, Bucket::Month]
        );
    }
}
