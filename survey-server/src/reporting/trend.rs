//! The trend: counts by bucket of time, read from the roll-ups.

use survey_core::trend::{Bucket, Trend};

use super::score::{Counts, Measure};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;
use crate::store::rollups::{self, Query};
use crate::store::workspaces::day_date;

/// Counts from the bucket of the first day to that of the last, without gaps.
pub fn trend(
    conn: &mut Conn,
    cx: &Cx,
    measure: &Measure,
    bucket: Bucket,
    (from, until): (i32, i32),
) -> Result<Trend<Counts>, Error> {
    let query = Query { survey_id: measure.row.id, question: &measure.question, segment: None, from, until };
    let rows = rollups::by_day(conn, cx.workspace, &query)?;
    let rows = rows.into_iter().map(|(day, value, count)| (day_date(day), Counts::of(value.into(), count)));
    Trend::between(day_date(from), day_date(until), rows, bucket)
        .map_err(|wrong| Error::invalid("range", wrong.to_string()))
}
