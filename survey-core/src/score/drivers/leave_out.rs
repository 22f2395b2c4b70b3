//! How much the score would change if the answers with a tag were left out.

use crate::score::{Confidence, Interval, Tally};
use serde::Serialize;

/// The leave-out impact of one tag, in fractions.
///
/// ```
/// use survey_core::score::{Confidence, Tally, drivers::leave_out_impact};
///
/// let tagged = Tally { promoters: 0, passives: 0, detractors: 10 };
/// let others = Tally { promoters: 10, passives: 0, detractors: 0 };
/// let found = leave_out_impact(&tagged, &others, Confidence::default()).expect("both have answers");
/// assert_eq!((found.impact, found.tagged, found.others), (-1.0, -1.0, 1.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LeaveOutImpact {
    /// Score of all answers minus score without the tagged ones, a fraction; below 0 where the tag pulls down.
    pub impact: f64,
    /// Standard error of the impact.
    pub standard_error: f64,
    /// Where the true impact lies.
    pub interval: Interval,
    /// Score of the tagged answers.
    pub tagged: f64,
    /// Score of the others.
    pub others: f64,
}

/// What the tagged answers do to the score; None where there are no tagged ones or no others.
///
/// Simple and from two tallies alone, but a tag that comes together with a bad one gets its blame: prefer
/// [`adjusted_impact`](super::adjusted_impact). The same number as "n (NPS of tag - NPS) / (n - n of tag)".
///
/// ```
/// use survey_core::score::{Confidence, Tally, drivers::leave_out_impact};
///
/// let late = Tally { promoters: 1, passives: 3, detractors: 16 };
/// let others = Tally { promoters: 60, passives: 15, detractors: 5 };
/// let impact = leave_out_impact(&late, &others, Confidence::default()).expect("both have answers");
/// assert_eq!((impact.impact * 100.0).round(), -29.0);
/// ```
pub fn leave_out_impact(tagged: &Tally, others: &Tally, confidence: Confidence) -> Option<LeaveOutImpact> {
    let (with, without) = (tagged.weighted()?, others.weighted()?);
    let n = with.n() + without.n();
    let share = with.n() / n;
    let gap = with.nps() - without.nps();
    let means = with.variance() / with.n() + without.variance() / without.n();
    // The last term: how many are tagged is itself a matter of chance.
    let variance = share * share * means + gap * gap * share * (1.0 - share) / n;
    let (impact, standard_error) = (share * gap, variance.sqrt());
    Some(LeaveOutImpact {
        impact,
        standard_error,
        interval: Interval::around(impact, confidence.z() * standard_error),
        tagged: with.nps(),
        others: without.nps(),
    })
}
