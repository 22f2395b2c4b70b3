//! From the time on a wall clock to an instant, without gaps and without surprises.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

/// Minutes in a calendar day of a clock that nobody moved.
pub(crate) const MINUTES_A_DAY: u16 = 24 * 60;

/// The first instant at which a clock in `zone` has reached `local`.
///
/// The mapping never goes backwards: of a repeated hour it takes the first pass, and every time inside a skipped hour is
/// the instant of the change. So spans that do not overlap on the clock do not overlap in time either.
pub(crate) fn first_instant(zone: &TimeZone, local: DateTime) -> Timestamp {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    match ambiguous.offset() {
        AmbiguousOffset::Gap { after, .. } => {
            // Read with the later offset, a skipped time lies just before the change.
            let before_change = after.to_timestamp(local).unwrap_or(Timestamp::MAX);
            let change = zone.following(before_change).next();
            change.map_or(before_change, |transition| transition.timestamp())
        }
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
            offset.to_timestamp(local).unwrap_or(if local.year() > 0 { Timestamp::MAX } else { Timestamp::MIN })
        }
    }
}

/// The first instant at which a clock in `zone` shows `minute` (0 to 1440, the last being the next midnight) of `date`.
pub(crate) fn first_instant_of_minute(zone: &TimeZone, date: Date, minute: u16) -> Timestamp {
    if minute >= MINUTES_A_DAY {
        return date.tomorrow().map_or(Timestamp::MAX, |next| first_instant(zone, next.to_datetime(Time::midnight())));
    }
    let time = Time::constant((minute / 60) as i8, (minute % 60) as i8, 0, 0);
    first_instant(zone, date.to_datetime(time))
}

/// The zone of an IANA name such as `Asia/Almaty`, from the tables compiled into the program.
pub(crate) fn parse_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

/// Reads `09:30` as minutes since midnight; `24:00` is the midnight that ends the day.
pub(crate) fn parse_minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two_digits = |part: &str| (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse());
    let hours: u16 = two_digits(hours)?.ok()?;
    let minutes: u16 = two_digits(minutes)?.ok()?;
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= MINUTES_A_DAY).then_some(total)
}

/// Writes minutes since midnight the way [`parse_minute`] reads them.
pub(crate) fn format_minute(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(zone: &str, day: Date, minute: u16) -> String {
        first_instant_of_minute(&TimeZone::get(zone).unwrap(), day, minute).to_string()
    }

    #[test]
    fn a_skipped_time_is_the_instant_of_the_change() {
        let day = date(2026, 3, 29);
        assert_eq!(at("Europe/Berlin", day, 119), "2026-03-29T00:59:00Z");
        for skipped in [120, 135, 179, 180] {
            assert_eq!(at("Europe/Berlin", day, skipped), "2026-03-29T01:00:00Z");
        }
        assert_eq!(at("Europe/Berlin", day, 181), "2026-03-29T01:01:00Z");
    }

    #[test]
    fn a_repeated_time_is_its_first_pass() {
        let day = date(2026, 10, 25);
        assert_eq!(at("Europe/Berlin", day, 150), "2026-10-25T00:30:00Z");
        assert_eq!(at("Europe/Berlin", day, 180), "2026-10-25T02:00:00Z");
    }

    #[test]
    fn a_day_that_starts_late_starts_at_the_change() {
        assert_eq!(at("Africa/Cairo", date(2026, 4, 24), 0), "2026-04-23T22:00:00Z");
        assert_eq!(at("Africa/Cairo", date(2026, 4, 23), 1440), "2026-04-23T22:00:00Z");
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        let last = Date::MAX;
        assert_eq!(first_instant_of_minute(&TimeZone::UTC, last, 1440), Timestamp::MAX);
        let _ = first_instant_of_minute(&TimeZone::UTC, Date::MIN, 0);
    }

    #[test]
    fn clock_times_are_read_strictly() {
        assert_eq!(parse_minute("09:30"), Some(570));
        assert_eq!(parse_minute("24:00"), Some(1440));
        for wrong in ["9:30", "24:01", "12:60", "", "noon", "12", "-1:00", "+1:00", "１２:00"] {
            assert_eq!(parse_minute(wrong), None, "{wrong}");
        }
        assert_eq!(format_minute(570), "09:30");
    }
}
