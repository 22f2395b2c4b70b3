//! What somebody should do today, the most pressing first.

use serde::Serialize;
use serde_json::Value;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{self, Filter};
use crate::store::{Conn, Time};
use crate::web::admin::evidence;
use crate::web::admin::reader::Reader;

/// A thing to do and where it is done.
#[derive(Debug, Serialize)]
pub struct Line {
    text: String,
    href: String,
    /// A deadline has passed.
    late: bool,
}

/// Deadlines so soon are today's work.
const SOON_MINUTES: i64 = 120;

/// Reads them.
pub fn today(conn: &mut Conn, cx: &Cx, reader: &Reader) -> Result<Vec<Line>, Error> {
    let soon = Time(cx.now.0 + SOON_MINUTES * 60_000);
    let overdue = cases::count_where(conn, cx.workspace, &Filter::overdue(cx.now))?;
    let contact_late = Filter { due_before: Some(cx.now), ..Filter::open() };
    let contact_soon = Filter { due_before: Some(soon), ..Filter::open() };
    let due =
        cases::count_where(conn, cx.workspace, &contact_soon)? - cases::count_where(conn, cx.workspace, &contact_late)?;
    let unclaimed = cases::count_where(conn, cx.workspace, &Filter { unclaimed: true, ..Filter::open() })?;
    let (held, held_page) = evidence::held_back(conn, cx)?;
    let all = [
        ("overdue", overdue, "/admin/cases?view=overdue"),
        ("due", due, "/admin/cases"),
        ("unclaimed", unclaimed, "/admin/cases?view=unclaimed"),
        ("held", held, held_page.as_str()),
    ];
    let mut lines = Vec::new();
    for (what, count, href) in all.into_iter().filter(|(_, count, _)| *count > 0) {
        let text = reader.text("report-today", &[("what", what.into()), ("count", Value::from(count))])?;
        lines.push(Line { text, href: href.to_owned(), late: what == "overdue" });
    }
    Ok(lines)
}
