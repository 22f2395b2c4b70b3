//! Times as files write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::store::Time;

/// Reads RFC 3339, `2026-11-20 10:00:00` (in `zone`, or in UTC where that is written behind it), a date alone
/// (midnight), or Unix seconds.
pub fn parse(text: &str, zone: &TimeZone) -> Result<Time, String> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        // Thirteen digits are milliseconds: as seconds they would be the year 33,000 and later.
        let ms = if number.abs() >= 1_000_000_000_000 { number } else { number.saturating_mul(1000) };
        return Timestamp::from_millisecond(ms).map(Time::from).map_err(|_out_of_range| unreadable(text));
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.into());
    }
    let (civil, zone) = match text.strip_suffix(" UTC") {
        Some(civil) => (civil, &TimeZone::UTC),
        None => (text, zone),
    };
    let civil: DateTime = civil.parse().map_err(|_not_a_time| unreadable(text))?;
    civil.to_zoned(zone.clone()).map(|zoned| zoned.timestamp().into()).map_err(|_out_of_range| unreadable(text))
}

fn unreadable(text: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    format!("the time '{shown}' cannot be read; write 2026-11-20T10:00:00Z, 2026-11-20 10:00:00 or Unix seconds")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_same_in_every_spelling() {
        let almaty = TimeZone::get("Asia/Almaty").unwrap();
        let noon = Time::from_secs(1_795_158_000);

        for text in [
            "2026-11-20T07:00:00Z",
            "2026-11-20T12:00:00+05:00",
            "2026-11-20 12:00:00",
            " 2026-11-20 12:00 ",
            "2026-11-20 07:00:00 UTC",
            "1795158000",
            "1795158000000",
        ] {
            assert_eq!(parse(text, &almaty), Ok(noon), "{text}");
        }
    }

    #[test]
    fn a_date_alone_is_its_first_moment() {
        assert_eq!(parse("2026-11-20", &TimeZone::UTC), Ok(Time::from_secs(1_795_132_800)));
    }

    #[test]
    fn what_cannot_be_read_says_what_can() {
        for text in ["20.11.2026", "yesterday", "2026-13-01", "99999999999999999"] {
            let says = parse(text, &TimeZone::UTC).unwrap_err();
            assert!(says.contains(text) && says.contains("2026-11-20T10:00:00Z"), "{says}");
        }
    }
}
