//! The trend: counts by bucket of time, read from the roll-ups.

use survey_core::trend::{Bucket, Trend};

use super::reading::Wanted;
use super::score::{self, Counts, Measure};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::survey;
use crate::store::rollups::{self, Query};
use crate::store::workspaces::{day_date, day_number};
use crate::store::{Conn, responses, workspaces};

/// Counts from the bucket of the first day to that of the last, without gaps.
pub fn trend(
    conn: &mut Conn,
    cx: &Cx,
    measure: &Measure,
    bucket: Bucket,
    (from, until): (i32, i32),
    evidence: Option<i32>,
) -> Result<Trend<Counts>, Error> {
    let query = Query { survey_id: measure.row.id, question: &measure.question, segment: None, from, until, evidence };
    let rows = rollups::by_day(conn, cx.workspace, &query)?;
    let rows = rows.into_iter().map(|(day, value, count)| (day_date(day), Counts::of(value.into(), count)));
    Trend::between(day_date(from), day_date(until), rows, bucket)
        .map_err(|wrong| Error::invalid("range", wrong.to_string()))
}

/// A trend and what it is of.
#[derive(Clone, Debug)]
pub struct Found {
    /// The question.
    pub measure: Measure,
    /// The first day.
    pub first: jiff::civil::Date,
    /// The last day.
    pub last: jiff::civil::Date,
    /// The counts.
    pub trend: Trend<Counts>,
}

/// Buckets of a trend where no time is named.
const BUCKETS: usize = 12;

/// The trend that somebody asks for, in whole days of the workspace's zone. Without a time it ends with the bucket of
/// the newest answer.
pub fn wanted(conn: &mut Conn, cx: &Cx, wanted: &Wanted, bucket: Bucket) -> Result<Found, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let row = survey::chosen(conn, &workspace, wanted.survey.as_deref())?;
    let measure = score::measure(conn, row)?;
    let until = match wanted.until {
        Some(until) => until,
        None => responses::newest_at(conn, cx.workspace, measure.row.id)?.unwrap_or(cx.now),
    };
    let last = workspace.day(until);
    let first = match wanted.since {
        Some(since) => workspace.day(since),
        None => (1..BUCKETS).fold(bucket_start(bucket, last), |day, _| bucket_start(bucket, day - 1)),
    };
    if first > last {
        return Err(Error::invalid("since", "is after until"));
    }
    let trend = trend(conn, cx, &measure, bucket, (first, last), wanted.evidence)?;
    Ok(Found { measure, first: day_date(first), last: day_date(last), trend })
}

fn bucket_start(bucket: Bucket, day: i32) -> i32 {
    day_number(bucket.start(day_date(day)))
}
