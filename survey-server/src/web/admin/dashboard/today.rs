//! What somebody should do today, the most pressing first.

use serde::Serialize;
use serde_json::Value;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{self, Filter};
use crate::store::provisional::{self, State};
use crate::store::{Conn, Time};
use crate::web::admin::reader::Reader;

/// A thing to do and where it is done.
#[derive(Debug, Serialize)]
pub struct Line {
    text: String,
    href: &'static str,
    /// A deadline has passed.
    late: bool,
}

/// Deadlines so soon are today's work.
const SOON_MINUTES: i64 = 120;
/// Looks that were held back so long ago are nobody's work any more.
const HELD_DAYS: i64 = 90;

/// Reads them.
pub fn today(conn: &mut Conn, cx: &Cx, reader: &Reader) -> Result<Vec<Line>, Error> {
    let soon = Time(cx.now.0 + SOON_MINUTES * 60_000);
    let overdue = cases::count_where(conn, cx.workspace, &Filter::overdue(cx.now))?;
    let contact_late = Filter { due_before: Some(cx.now), ..Filter::open() };
    let contact_soon = Filter { due_before: Some(soon), ..Filter::open() };
    let due =
        cases::count_where(conn, cx.workspace, &contact_soon)? - cases::count_where(conn, cx.workspace, &contact_late)?;
    let unclaimed = cases::count_where(conn, cx.workspace, &Filter { unclaimed: true, ..Filter::open() })?;
    let looks = provisional::count(conn, cx.workspace, (cx.now.plus_days(-HELD_DAYS), cx.now))?;
    let held: i64 = looks.into_iter().filter(|(_, state, _)| *state == State::Held).map(|(.., count)| count).sum();
    let all = [
        ("overdue", overdue, "/admin/cases?view=overdue"),
        ("due", due, "/admin/cases"),
        ("unclaimed", unclaimed, "/admin/cases?view=unclaimed"),
        ("held", held, "/admin/responses/evidence?range=d90&state=held"),
    ];
    let mut lines = Vec::new();
    for (what, count, href) in all.into_iter().filter(|(_, count, _)| *count > 0) {
        let text = reader.text("report-today", &[("what", what.into()), ("count", Value::from(count))])?;
        lines.push(Line { text, href, late: what == "overdue" });
    }
    Ok(lines)
}
