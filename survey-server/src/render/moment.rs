//! A moment as people say it: today or tomorrow at its time, or at its date and time.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

/// What the text `by` is chosen by, and the moment itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// `today`, `tomorrow` or `later`.
    pub day: &'static str,
    /// Unix milliseconds, to the minute as it is shown: whoever is promised the same minute gets the same words.
    pub at: i64,
}

impl Moment {
    /// The moment `at`, said at `now` to somebody in this zone.
    pub fn of(at: Timestamp, now: Timestamp, zone: &TimeZone) -> Self {
        let (then, today) = (at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date());
        let day = if then == today {
            "today"
        } else if today.tomorrow().is_ok_and(|tomorrow| then == tomorrow) {
            "tomorrow"
        } else {
            "later"
        };
        let ms = at.as_millisecond();
        Moment { day, at: ms - ms.rem_euclid(60_000) }
    }
}
