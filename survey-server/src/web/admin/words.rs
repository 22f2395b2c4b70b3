//! Numbers and days of the trend as the reader writes them.

use jiff::civil::Date;
use serde_json::Value;
use survey_core::trend::Bucket;

use super::reader::Reader;
use crate::error::Error;
use crate::render;
use crate::reporting::overview::Step;
use crate::reporting::score::{Counts, Measure};
use crate::reporting::value;

/// A value of the scale: `+42` for a net promoter score, `80%` for a share.
pub fn value(reader: &Reader, measure: &Measure, value: i32) -> Result<String, Error> {
    if measure.is_nps() {
        return Ok(signed(value));
    }
    reader.text("chart-percent", &[("n", Value::from(value))])
}

/// `+42`, `0`, `−7`
pub fn signed(value: i32) -> String {
    match value {
        0 => "0".to_owned(),
        1.. => format!("+{value}"),
        _ => format!("\u{2212}{}", value.unsigned_abs()),
    }
}

/// `2 Nov`
pub fn day(reader: &Reader, day: Date) -> Result<String, Error> {
    reader.text("chart-day", &[("day", Value::from(day.day())), ("month", Value::from(day.month()))])
}

/// A step of a trend: `Week of 2 Nov`, `2 Nov`, `1 Nov – 30 Nov`.
pub fn step(reader: &Reader, bucket: Bucket, (start, end): (Date, Date)) -> Result<String, Error> {
    match bucket {
        Bucket::Day => day(reader, start),
        Bucket::Week => reader.text("chart-week", &[("day", start.day().into()), ("month", start.month().into())]),
        _ => Ok(format!("{} – {}", day(reader, start)?, render::day(reader.language(), end))),
    }
}

/// `+48 (+22 to +75), 31 answers`; below five answers only their count.
pub fn number(reader: &Reader, measure: &Measure, counts: &Counts) -> Result<String, Error> {
    let count = reader.text("answers", &[("count", Value::from(counts.n()))])?;
    let Some(shown) = value::shown(measure, counts)? else { return Ok(count) };
    let ends =
        [("low", value(reader, measure, shown.low)?.into()), ("high", value(reader, measure, shown.high)?.into())];
    Ok(format!("{} {}, {count}", value(reader, measure, shown.value)?, reader.text("interval", &ends)?))
}

/// `Week of 2 Nov: +48 (+22 to +75), 31 answers`
pub fn reading(reader: &Reader, measure: &Measure, bucket: Bucket, step: &Step) -> Result<String, Error> {
    let name = self::step(reader, bucket, (step.start, step.end))?;
    Ok(format!("{name}: {}", number(reader, measure, &step.counts)?))
}
