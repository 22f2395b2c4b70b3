//! How fast: first contact and solution, by the customer's clock and by the promised times.

use serde::Serialize;
use survey_core::score::wait::Wait;

use super::figure::{Share, Times};
use crate::store::Time;
use crate::store::care::Row;

/// How fast some cases were cared for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Speed {
    /// Cases, those left out that were nothing to solve or went on in another.
    pub cases: u64,
    /// From the customer's tap to the first contact. Without those who wished no contact, and those who wait by lot.
    pub contact: Times,
    /// From the tap to the solution, whatever the outcome.
    pub resolution: Times,
    /// First contact by its deadline, of the cases whose deadline has passed.
    pub contact_in_time: Share,
    /// Solution by its deadline, of the cases whose deadline has passed.
    pub resolution_in_time: Share,
}

/// Of these cases, as things are now.
pub fn speed(rows: &[&Row], now: Time) -> Speed {
    let called = || rows.iter().filter(|row| !row.do_not_contact);
    // Who was closed without being contacted still waits: closing must not make a team look fast.
    let contacts = called().filter(|row| !row.held_out).filter_map(|row| wait(row.tapped_at, row.contacted_at, now));
    let resolutions = rows.iter().filter_map(|row| wait(row.tapped_at, row.resolved_at, now));
    let contact = in_time(called().map(|row| (row.due_at, row.contacted_at)), now);
    // The clock of a case that waits for the customer stands still.
    let settled = rows.iter().filter(|row| row.state != "waiting");
    let resolution = in_time(settled.map(|row| (row.resolve_due_at, row.resolved_at)), now);
    Speed {
        cases: rows.len() as u64,
        contact: Times::of(&contacts.collect::<Vec<_>>()),
        resolution: Times::of(&resolutions.collect::<Vec<_>>()),
        contact_in_time: contact,
        resolution_in_time: resolution,
    }
}

/// Minutes from the tap; a row whose times lie the wrong way round is left out.
fn wait(from: i64, done: Option<i64>, now: Time) -> Option<Wait> {
    let minutes = |until: i64| (until - from).max(0) as f64 / 60_000.0;
    match done.filter(|done| *done <= now.0) {
        Some(done) => Wait::done(minutes(done)).ok(),
        None => Wait::open(minutes(now.0)).ok(),
    }
}

/// Done by the deadline, of those whose deadline has passed: among younger ones only the quick are known.
fn in_time(cases: impl Iterator<Item = (i64, Option<i64>)>, now: Time) -> Share {
    let (mut met, mut n) = (0, 0);
    for (due, done) in cases.filter(|(due, _)| *due <= now.0) {
        n += 1;
        met += u64::from(done.is_some_and(|done| done <= due));
    }
    Share::new(met, n)
}
