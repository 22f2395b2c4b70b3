//! What is open now, by age.

use serde::Serialize;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, care};

/// Open cases of an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Age {
    /// From so many hours after the customer's tap.
    pub from_hours: i64,
    /// To so many; none: without an end.
    pub until_hours: Option<i64>,
    /// How many.
    pub open: u64,
    /// Of them past their next deadline.
    pub overdue: u64,
}

/// Where the ages begin, in hours.
const BEGIN: [i64; 5] = [0, 4, 24, 72, 168];

/// Counts them.
pub fn ages(conn: &mut Conn, cx: &Cx, survey: Option<i32>) -> Result<Vec<Age>, Error> {
    let ends = BEGIN.iter().skip(1).map(|hours| Some(*hours)).chain([None]);
    let empty = |(from_hours, until_hours): (&i64, Option<i64>)| Age {
        from_hours: *from_hours,
        until_hours,
        open: 0,
        overdue: 0,
    };
    let mut ages: Vec<Age> = BEGIN.iter().zip(ends).map(empty).collect();
    for (tapped, late) in care::backlog(conn, cx.workspace, survey, cx.now)? {
        let hours = (cx.now.0 - tapped.0).max(0) / 3_600_000;
        if let Some(age) = ages.iter_mut().rev().find(|age| age.from_hours <= hours) {
            age.open += 1;
            age.overdue += u64::from(late);
        }
    }
    Ok(ages)
}
