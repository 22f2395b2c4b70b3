//! The answers of a view themselves, newest first: what roll-ups cannot say, up to a bound.

use super::score::{day_end, day_start};
use super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::cuts::Cuts;
use crate::store::responses::{self, Filter, Order, Response};
use crate::store::{Conn, Id};

/// So many answers are looked at for one report: about a second's work.
pub const MOST: usize = 50_000;
/// So many are read at once.
const PAGE: i64 = 2_000;

/// Answers that were looked for, newest first, and the day before which none was looked at.
pub type Found = (Vec<Id>, Option<i32>);

/// Shows the answers of a view on these days, newest first, to `each`; looks at no more than `most`, whether they belong
/// to its segments or not. Returns the day at which it stopped before the end, if it did.
pub fn newest(
    conn: &mut Conn,
    cx: &Cx,
    view: &Resolved,
    (from, until): (i32, i32),
    most: usize,
    mut each: impl FnMut(&Response) -> Result<(), Error>,
) -> Result<Option<i32>, Error> {
    let mut filter = Filter {
        survey_id: Some(view.measure.row.id),
        since: Some(day_start(&view.workspace, from)),
        until: Some(day_end(&view.workspace, until)),
        counted_only: true,
        evidence: view.evidence,
        order: Order::Newest,
        ..Filter::default()
    };
    let mut left = most;
    loop {
        let page = responses::list(conn, cx.workspace, &filter, 0, PAGE)?;
        let Some(last) = page.last() else { return Ok(None) };
        filter.older_than = Some((last.answered_at, last.id));
        // The index begins where the page ended, and not at the newest answer again.
        filter.until = Some(last.answered_at);
        for response in &page {
            if left == 0 {
                return Ok(Some(response.day));
            }
            left -= 1;
            if belongs(view, response) {
                each(response)?;
            }
        }
    }
}

/// Whether an answer belongs to all segments of a view.
pub fn belongs(view: &Resolved, response: &Response) -> bool {
    let cuts = Cuts::present(&view.workspace);
    view.segments.iter().all(|segment| cuts.values(response, &segment.dimension).contains(&segment.value))
}
