//! Dates, times and durations as the reader writes them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde_json::Value;

use super::Language;
use super::number::NBSP;

const ENGLISH_SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// In the genitive, as a day of the month needs it.
const RUSSIAN: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// `20 Nov 2026` and `20 ноября 2026`; long, for sentences, `20 November 2026` and `20 ноября 2026 года`.
pub(super) fn date(language: Language, day: Date, long: bool) -> String {
    let names = match (language, long) {
        (Language::English, false) => ENGLISH_SHORT,
        (Language::English, true) => ENGLISH,
        (Language::Russian, _) => RUSSIAN,
    };
    let month = names.get(usize::from(day.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default();
    let of_the_year = if long && language == Language::Russian { " года" } else { "" };
    format!("{}{NBSP}{month} {}{of_the_year}", day.day(), day.year())
}

/// `20 Nov 2026, 14:05`
pub(super) fn datetime(language: Language, moment: &Zoned, long: bool) -> String {
    format!("{}, {}", date(language, moment.date(), long), time(moment))
}

/// `14:05`
pub(super) fn time(moment: &Zoned) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}

/// A length of time in whole minutes, without its sign: `2 h 5 min`, `3 d 4 h`; minutes are left out from a day on.
pub(super) fn duration(language: Language, minutes: i64) -> String {
    let (days, hours, rest) = split(minutes);
    let (day, hour, minute) = match language {
        Language::English => ("d", "h", "min"),
        Language::Russian => ("д", "ч", "мин"),
    };
    let mut parts = Vec::with_capacity(2);
    if days > 0 {
        parts.push(format!("{days}{NBSP}{day}"));
    }
    if hours > 0 {
        parts.push(format!("{hours}{NBSP}{hour}"));
    }
    if days == 0 && (rest > 0 || hours == 0) {
        parts.push(format!("{rest}{NBSP}{minute}"));
    }
    parts.join(" ")
}

/// Whole days, hours and minutes of a length of time, without its sign.
pub(super) fn split(minutes: i64) -> (u64, u64, u64) {
    let minutes = minutes.unsigned_abs();
    (minutes / 1440, minutes % 1440 / 60, minutes % 60)
}

/// A moment given as Unix milliseconds or RFC 3339, seen in `zone`.
pub(super) fn moment(value: &Value, zone: TimeZone) -> Option<Zoned> {
    let timestamp = match value {
        Value::Number(number) => Timestamp::from_millisecond(number.as_i64()?).ok()?,
        Value::String(text) => text.parse().ok()?,
        _ => return None,
    };
    Some(timestamp.to_zoned(zone))
}

/// A day given as `2026-11-20`, or the day of a moment in `zone`.
pub(super) fn day(value: &Value, zone: TimeZone) -> Option<Date> {
    if let Value::String(text) = value
        && text.len() == 10
    {
        return text.parse().ok();
    }
    moment(value, zone).map(|moment| moment.date())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn almaty() -> TimeZone {
        TimeZone::get("Asia/Almaty").unwrap()
    }

    #[test]
    fn a_date_is_written_in_the_readers_words_and_zone() {
        let late = json!(1_795_460_400_000_i64); // 2026-11-23T23:00:00+04:00, the next day in Almaty
        let day = day(&late, almaty()).unwrap();
        assert_eq!(date(Language::English, day, false), "24\u{a0}Nov 2026");
        assert_eq!(date(Language::English, day, true), "24\u{a0}November 2026");
        assert_eq!(date(Language::Russian, day, false), "24\u{a0}ноября 2026");
        assert_eq!(date(Language::Russian, day, true), "24\u{a0}ноября 2026 года");
        let moment = moment(&late, almaty()).unwrap();
        assert_eq!(datetime(Language::Russian, &moment, false), "24\u{a0}ноября 2026, 00:00");
    }

    #[test]
    fn a_day_and_rfc_3339_are_understood_and_nonsense_is_not() {
        assert_eq!(day(&json!("2026-02-03"), almaty()), Some(jiff::civil::date(2026, 2, 3)));
        assert_eq!(moment(&json!("2026-11-20T10:00:00Z"), almaty()).map(|at| time(&at)).as_deref(), Some("15:00"));
        for nonsense in [json!("2026-13-03"), json!("soon"), json!(null), json!(1.5), json!(i64::MAX)] {
            assert_eq!(day(&nonsense, almaty()), None, "{nonsense}");
            assert_eq!(moment(&nonsense, almaty()), None, "{nonsense}");
        }
    }

    #[test]
    fn a_duration_names_at_most_two_units() {
        for (minutes, english, russian) in [
            (0, "0 min", "0 мин"),
            (5, "5 min", "5 мин"),
            (-5, "5 min", "5 мин"),
            (60, "1 h", "1 ч"),
            (125, "2 h 5 min", "2 ч 5 мин"),
            (1440, "1 d", "1 д"),
            (4567, "3 d 4 h", "3 д 4 ч"),
        ] {
            assert_eq!(duration(Language::English, minutes).replace(NBSP, " "), english);
            assert_eq!(duration(Language::Russian, minutes).replace(NBSP, " "), russian);
        }
        assert!(duration(Language::English, i64::MIN).ends_with('h'));
    }
}
