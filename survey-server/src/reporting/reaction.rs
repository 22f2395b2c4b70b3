//! How fast unhappy customers were contacted.

use survey_core::score::wait::Waits;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, Time, cases};

/// Reaction times of the cases of one survey opened in a span.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reaction {
    /// Cases that were contacted, or whose deadline has passed: the matured ones.
    pub matured: u64,
    /// Of those, contacted by the deadline.
    pub in_time: u64,
    /// Minutes from the customer's tap to the first contact, of the contacted ones: the median.
    pub median_minutes: Option<f64>,
    /// How many were contacted.
    pub contacted: u64,
}

/// Reads those of a survey.
pub fn reaction(conn: &mut Conn, cx: &Cx, survey: i32, span: (Time, Time)) -> Result<Reaction, Error> {
    let mut reaction = Reaction::default();
    let mut minutes: Vec<f64> = Vec::new();
    for (tapped_at, due_at, contacted_at) in cases::reactions(conn, cx.workspace, survey, span)? {
        let in_time = contacted_at.is_some_and(|at| at <= due_at);
        // Only what can no longer change: done in time, or the deadline has passed.
        if in_time || due_at <= cx.now {
            reaction.matured += 1;
            reaction.in_time += u64::from(in_time);
        }
        if let Some(at) = contacted_at {
            minutes.push((at.0 - tapped_at.0) as f64 / 60_000.0);
        }
    }
    reaction.contacted = minutes.len() as u64;
    let waits = Waits::new(minutes).map_err(Error::internal)?;
    reaction.median_minutes = waits.percentile(0.5).map_err(Error::internal)?;
    Ok(reaction)
}
