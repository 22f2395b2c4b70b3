//! Spans of days in the reader's words.

use jiff::civil::Date;

use crate::error::Error;
use crate::render;
use crate::web::admin::reader::Reader;
use crate::web::admin::words::day;

/// `3 Aug – 9 Aug`, with the year where it is not the present one.
pub fn days(reader: &Reader, (from, until): (Date, Date), today: Date) -> Result<String, Error> {
    let one = |date: Date| {
        if date.year() == today.year() { day(reader, date) } else { Ok(render::day(reader.language(), date)) }
    };
    if from == until { one(from) } else { Ok(format!("{}\u{a0}– {}", one(from)?, one(until)?)) }
}
