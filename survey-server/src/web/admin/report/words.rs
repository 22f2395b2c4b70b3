//! Spans of days in the reader's words.

use jiff::civil::Date;

use crate::error::Error;
use crate::render;
use crate::web::admin::reader::Reader;

/// `3 Aug – 9 Aug`, with the year where it is not the present one.
pub fn days(reader: &Reader, span: (Date, Date), today: Date) -> Result<String, Error> {
    Ok(render::days(reader.language(), span, today.year()))
}
