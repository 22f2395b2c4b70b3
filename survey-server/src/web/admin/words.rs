//! Numbers and days of the trend as the reader writes them.

use jiff::civil::Date;
use serde_json::Value;

use super::reader::Reader;
use crate::error::Error;
use crate::reporting::overview::Step;
use crate::reporting::score::Measure;
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

/// `Week of 2 Nov: +48 (+22 to +75), 31 answers`
pub fn reading(reader: &Reader, measure: &Measure, step: &Step) -> Result<String, Error> {
    let start = reader.text("chart-week", &[("day", step.start.day().into()), ("month", step.start.month().into())])?;
    let count = reader.text("answers", &[("count", Value::from(step.counts.n()))])?;
    let Some(shown) = value::shown(measure, &step.counts)? else { return Ok(format!("{start}: {count}")) };
    let interval = reader.text(
        "interval",
        &[("low", value(reader, measure, shown.low)?.into()), ("high", value(reader, measure, shown.high)?.into())],
    )?;
    Ok(format!("{start}: {} {interval}, {count}", value(reader, measure, shown.value)?))
}
