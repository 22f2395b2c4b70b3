//! Promised times: kept, renewed before they passed, broken.

use serde::Serialize;

use super::figure::Share;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::care::{self, Span};
use crate::store::{Conn, Time};

/// Times of one kind that were promised and have passed, or were settled before.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Promised {
    /// `contact` or `solution`.
    pub what: String,
    /// Kept.
    pub kept: u64,
    /// A new time was given before the old one passed.
    pub renewed: u64,
    /// A new time was given, but after the old one had passed.
    pub renewed_late: u64,
    /// Broken, and nothing was said.
    pub broken: u64,
    /// Kept or renewed in time, of all.
    pub honoured: Share,
}

/// Of the promises whose time lay in the span and is over.
pub fn promised(conn: &mut Conn, cx: &Cx, span: &Span) -> Result<Vec<Promised>, Error> {
    let until = Time(span.until.0.min(cx.now.0));
    let span = Span { until, ..span.clone() };
    let mut found: Vec<Promised> = Vec::new();
    for (what, state, in_time, count) in care::promises_kept(conn, cx.workspace, &span)? {
        if state == "withdrawn" {
            continue;
        }
        let count = count.unsigned_abs();
        let place = found.iter().position(|one| one.what == what).unwrap_or_else(|| {
            found.push(Promised { what: what.clone(), ..Promised::default() });
            found.len() - 1
        });
        let Some(one) = found.get_mut(place) else { continue };
        match (state.as_str(), in_time) {
            ("kept", _) => one.kept += count,
            ("renewed", true) => one.renewed += count,
            ("renewed", false) => one.renewed_late += count,
            // One that is still open although its time has passed is broken, whether a job has said so or not.
            _ => one.broken += count,
        }
    }
    for one in &mut found {
        let good = one.kept + one.renewed;
        one.honoured = Share::new(good, good + one.renewed_late + one.broken);
    }
    found.sort_by(|a, b| a.what.cmp(&b.what));
    Ok(found)
}
