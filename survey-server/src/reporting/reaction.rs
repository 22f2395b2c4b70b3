//! How fast unhappy customers were contacted.

use survey_core::score::wait::{Survival, Wait};

use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, Time, cases};

/// Reaction times of the cases of one survey opened in a span.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reaction {
    /// Cases whose deadline has passed: the matured ones.
    pub matured: u64,
    /// Of those, contacted by the deadline.
    pub in_time: u64,
    /// Minutes from the customer's tap to the first contact until which half were contacted; who still waits counts for what is
    /// known. None: fewer than half were.
    pub median_minutes: Option<f64>,
    /// How many were contacted.
    pub contacted: u64,
    /// There were more cases than are looked at.
    pub only_newest: bool,
}

/// So many cases are looked at, the newest: what half of them waited is known from far fewer.
pub const MOST_CASES: i64 = 5_000;

/// Reads those of a survey: of the newest [`MOST_CASES`] cases.
pub fn reaction(conn: &mut Conn, cx: &Cx, survey: i32, span: (Time, Time)) -> Result<Reaction, Error> {
    let mut reaction = Reaction::default();
    let mut waits: Vec<Wait> = Vec::new();
    let newest = cases::reactions(conn, cx.workspace, survey, span, MOST_CASES)?;
    reaction.only_newest = i64::try_from(newest.len()) == Ok(MOST_CASES);
    for (tapped_at, due_at, contacted_at) in newest {
        // Only what can no longer change: among younger ones only the quick are known.
        if due_at <= cx.now {
            reaction.matured += 1;
            reaction.in_time += u64::from(contacted_at.is_some_and(|at| at <= due_at));
        }
        let minutes = |until: Time| (until.0 - tapped_at.0).max(0) as f64 / 60_000.0;
        let wait = match contacted_at {
            Some(at) => Wait::done(minutes(at)),
            None => Wait::open(minutes(cx.now)),
        };
        waits.push(wait.map_err(Error::internal)?);
        reaction.contacted += u64::from(contacted_at.is_some());
    }
    reaction.median_minutes = Survival::of(&waits).median();
    Ok(reaction)
}
