//! Dates, times and durations as the reader writes them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde_json::Value;

use super::number::NBSP;
use super::{Language, month};

/// `20 Nov 2026` and `20 ноября 2026`; long, for sentences, `20 November 2026` and `20 ноября 2026 года`.
pub(super) fn date(language: Language, day: Date, long: bool) -> String {
    let (number, month, year) = (day.day(), month::name(language, day.month(), long), day.year());
    match (language, long) {
        (Language::German, _) => format!("{number}.{NBSP}{month} {year}"),
        (Language::Spanish, true) | (Language::Portuguese, _) => format!("{number}{NBSP}de{NBSP}{month} de {year}"),
        (Language::French, _) if number == 1 => format!("1er{NBSP}{month} {year}"),
        (Language::Russian, true) => format!("{number}{NBSP}{month} {year} года"),
        (Language::Ukrainian, true) => format!("{number}{NBSP}{month} {year} року"),
        (Language::Kazakh, true) => format!("{year} жылғы {number}{NBSP}{month}"),
        (Language::Kazakh, false) => format!("{year}{NBSP}ж. {number}{NBSP}{month}"),
        _ => format!("{number}{NBSP}{month} {year}"),
    }
}

/// `3 Aug – 9 Aug`; in Russian the month of both is said once, `3–9 августа`. With the year where it is not this one.
pub(super) fn days(language: Language, (from, until): (Date, Date), this_year: i16) -> String {
    let one = |day: Date| {
        if day.year() == this_year {
            format!("{}{NBSP}{}", day.day(), month::name(language, day.month(), false))
        } else {
            date(language, day, false)
        }
    };
    if from == until {
        one(from)
    } else if language == Language::Russian && (from.year(), from.month()) == (until.year(), until.month()) {
        format!("{}–{}", from.day(), one(until))
    } else {
        format!("{}{NBSP}– {}", one(from), one(until))
    }
}

/// `20 Nov 2026, 14:05`
pub(super) fn datetime(language: Language, moment: &Zoned, long: bool) -> String {
    let between = match language {
        Language::Arabic => "، ",
        Language::Turkish => " ",
        _ => ", ",
    };
    format!("{}{between}{}", date(language, moment.date(), long), time(language, moment))
}

/// `14:05`: the clock of 24 hours, which nobody can take for another time; in Arabic the clock of twelve, `2:05 م`, as it
/// is read there.
pub(super) fn time(language: Language, moment: &Zoned) -> String {
    let (hour, minute) = (moment.hour(), moment.minute());
    match language {
        Language::Arabic => {
            let half = if hour < 12 { "ص" } else { "م" };
            format!("{}:{minute:02}{NBSP}{half}", (hour + 11) % 12 + 1)
        }
        _ => format!("{hour:02}:{minute:02}"),
    }
}

/// A length of time in whole minutes, without its sign: `2 h 5 min`, `3 d 4 h`; minutes are left out from a day on.
pub(super) fn duration(language: Language, minutes: i64) -> String {
    let (days, hours, rest) = split(minutes);
    let (day, hour, minute) = match language {
        Language::English | Language::German | Language::Spanish | Language::Portuguese => ("d", "h", "min"),
        Language::French => ("j", "h", "min"),
        Language::Turkish => ("g", "sa", "dk"),
        Language::Russian => ("д", "ч", "мин"),
        Language::Ukrainian => ("д", "год", "хв"),
        Language::Kazakh => ("күн", "сағ", "мин"),
        Language::Arabic => ("يوم", "س", "د"),
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
    fn spans_of_days_are_said_as_each_language_says_them() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let said = |language, from, until| days(language, (day(from), day(until)), 2026).replace(NBSP, " ");
        assert_eq!(said(Language::English, "2026-08-03", "2026-08-09"), "3 Aug – 9 Aug");
        assert_eq!(said(Language::English, "2025-12-29", "2026-01-04"), "29 Dec 2025 – 4 Jan");
        assert_eq!(said(Language::Russian, "2026-08-03", "2026-08-09"), "3–9 августа");
        assert_eq!(said(Language::Russian, "2025-08-03", "2025-08-09"), "3–9 августа 2025");
        assert_eq!(said(Language::Russian, "2026-07-27", "2026-08-02"), "27 июля – 2 августа");
        assert_eq!(said(Language::Russian, "2026-08-03", "2026-08-03"), "3 августа");
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
    fn every_language_writes_a_date_and_a_time_its_own_way() {
        let moment = moment(&json!("2026-11-20T09:05:00Z"), almaty()).unwrap();
        for (language, short, long) in [
            (Language::English, "20 Nov 2026, 14:05", "20 November 2026"),
            (Language::Russian, "20 ноября 2026, 14:05", "20 ноября 2026 года"),
            (Language::German, "20. Nov. 2026, 14:05", "20. November 2026"),
            (Language::Spanish, "20 nov 2026, 14:05", "20 de noviembre de 2026"),
            (Language::French, "20 nov. 2026, 14:05", "20 novembre 2026"),
            (Language::Portuguese, "20 de nov. de 2026, 14:05", "20 de novembro de 2026"),
            (Language::Turkish, "20 Kas 2026 14:05", "20 Kasım 2026"),
            (Language::Kazakh, "2026 ж. 20 қараша, 14:05", "2026 жылғы 20 қараша"),
            (Language::Ukrainian, "20 листопада 2026, 14:05", "20 листопада 2026 року"),
            (Language::Arabic, "20 نوفمبر 2026، 2:05 م", "20 نوفمبر 2026"),
        ] {
            assert_eq!(datetime(language, &moment, false).replace(NBSP, " "), short);
            assert_eq!(date(language, moment.date(), true).replace(NBSP, " "), long);
        }
        assert_eq!(date(Language::French, jiff::civil::date(2026, 3, 1), true).replace(NBSP, " "), "1er mars 2026");
    }

    #[test]
    fn the_arabic_clock_has_twelve_hours() {
        for (hour, text) in [(0, "12:30 ص"), (1, "1:30 ص"), (11, "11:30 ص"), (12, "12:30 م"), (23, "11:30 م")] {
            let moment = jiff::civil::date(2026, 11, 20).at(hour, 30, 0, 0).to_zoned(TimeZone::UTC).unwrap();
            assert_eq!(time(Language::Arabic, &moment).replace(NBSP, " "), text);
        }
    }

    #[test]
    fn a_day_and_rfc_3339_are_understood_and_nonsense_is_not() {
        assert_eq!(day(&json!("2026-02-03"), almaty()), Some(jiff::civil::date(2026, 2, 3)));
        assert_eq!(
            moment(&json!("2026-11-20T10:00:00Z"), almaty()).map(|at| time(Language::English, &at)).as_deref(),
            Some("15:00")
        );
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
