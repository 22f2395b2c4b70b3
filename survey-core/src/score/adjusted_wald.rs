//! The closed-form interval: pseudo-answers are added, then the textbook formula is used.

use super::{Confidence, Interval, WeightedTally};
use serde::Serialize;

/// Pseudo-answers added before the textbook formula: promoters, passives, detractors (¾, 1½, ¾).
pub(crate) const PSEUDO_ANSWERS: [f64; 3] = [0.75, 1.5, 0.75];

/// A centre, its standard error and the interval around it, fractions.
///
/// ```
/// use survey_core::score::{AdjustedWald, Confidence, Tally};
///
/// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
/// let AdjustedWald { centre, interval, .. } = counts.adjusted_wald(Confidence::default());
/// assert!(centre < 0.3 && interval.contains(0.3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AdjustedWald {
    /// The score with the pseudo-answers: pulled towards 0, so show the raw score instead.
    pub centre: f64,
    /// Standard error of the centre.
    pub standard_error: f64,
    /// The interval, clipped to -1..=1.
    pub interval: Interval,
}

impl WeightedTally {
    /// The interval for SQL and spreadsheets: 3 pseudo-answers (¾, 1½, ¾) at every confidence level.
    ///
    /// Rocks 2016 (Am. Stat. 70:365), recipe confirmed by `MeasuringU`. A little less reliable below 20 answers than
    /// [`score_interval`](Self::score_interval), but one line of arithmetic.
    ///
    /// ```
    /// use survey_core::score::{Confidence, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let adjusted = counts.adjusted_wald(Confidence::default());
    /// assert!((adjusted.interval.low - 0.140_511_307_727_616).abs() < 1e-8);
    /// ```
    pub fn adjusted_wald(&self, confidence: Confidence) -> AdjustedWald {
        let mut adjusted = self.adjusted_wald_unclipped(confidence, PSEUDO_ANSWERS);
        adjusted.interval = adjusted.interval.clipped(-1.0, 1.0);
        adjusted
    }

    /// With other pseudo-answers (each at least 0), and not clipped: to compare with other programs.
    #[doc(hidden)]
    pub fn adjusted_wald_unclipped(&self, confidence: Confidence, pseudo: [f64; 3]) -> AdjustedWald {
        let padded = self.plus(pseudo);
        let interval = padded.wald(confidence.z());
        AdjustedWald { centre: padded.nps(), standard_error: padded.standard_error(), interval }
    }

    /// The textbook interval, not clipped: it has no width at all promoters, so nothing in the library uses it.
    #[doc(hidden)]
    pub fn textbook_interval(&self, confidence: Confidence) -> Interval {
        self.wald(confidence.z())
    }
}
