//! What is usual, estimated from a quiet past.

use super::Spread;
use crate::score::{Confidence, Tally};
use serde::Serialize;

/// The usual score and how much a bucket strays from it by chance.
///
/// ```
/// use survey_core::score::Tally;
/// use survey_core::trend::Baseline;
///
/// let past: Vec<_> = (0..90).map(|day| Tally { promoters: 5 + day % 3, passives: 3, detractors: 2 }).collect();
/// let usual = Baseline::estimate(&past).expect("there are answers");
/// assert!(usual.is_reliable() && (usual.mean - 0.36).abs() < 0.01);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Baseline {
    /// The usual score μ₀, a fraction -1..=1.
    pub mean: f64,
    /// The variance of one answer, σ₀² (0..=1).
    pub answer_variance: f64,
    /// The variance of the true score from bucket to bucket, τ² (fraction squared).
    pub drift_variance: f64,
    /// Buckets with answers that this rests on.
    pub buckets: u64,
}

impl Baseline {
    /// From buckets in which nothing unusual happened, 60 at least, better 90; None without answers.
    ///
    /// Below 60 the limits are so uncertain that false alarms come several times as often.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Baseline};
    ///
    /// let quiet = vec![Tally { promoters: 50, passives: 30, detractors: 20 }; 60];
    /// let usual = Baseline::estimate(&quiet).expect("there are answers");
    /// assert!((usual.mean - 0.3).abs() < 1e-12 && usual.drift_variance == 0.0);
    /// assert_eq!(Baseline::estimate(&[Tally::default()]), None);
    /// ```
    pub fn estimate(buckets: &[Tally]) -> Option<Self> {
        let all: Tally = buckets.iter().sum();
        let mean = all.nps()?.value;
        let filled = buckets.iter().filter(|bucket| bucket.n() > 0).count() as u64;
        let spread = Spread::of(buckets).filter(|spread| spread.within > 0.0);
        let (answer_variance, drift_variance) = match spread {
            Some(spread) => (spread.within, spread.tau_squared()),
            None => (cautious_variance(&all)?, 0.0),
        };
        Some(Self { mean, answer_variance, drift_variance, buckets: filled })
    }

    /// Does this rest on 60 buckets or more?
    ///
    /// ```
    /// use survey_core::trend::Baseline;
    ///
    /// let usual = Baseline { mean: 0.3, answer_variance: 0.61, drift_variance: 0.0, buckets: 28 };
    /// assert!(!usual.is_reliable());
    /// ```
    pub fn is_reliable(&self) -> bool {
        self.buckets >= 60
    }
}

/// Where all answers are alike, pseudo-answers keep the variance above 0.
fn cautious_variance(all: &Tally) -> Option<f64> {
    let adjusted = all.weighted()?.adjusted_wald(Confidence::default());
    Some(adjusted.standard_error.powi(2) * (all.n() as f64 + 3.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_of_promoters_alone_still_has_a_variance() {
        let past = vec![Tally { promoters: 10, passives: 0, detractors: 0 }; 70];
        let usual = Baseline::estimate(&past).unwrap();
        assert!(usual.answer_variance > 0.0 && usual.drift_variance.abs() < 1e-15);
        assert_eq!(Baseline::estimate(&[Tally::default(); 70]), None);
    }

    #[test]
    fn empty_buckets_do_not_make_a_baseline_reliable() {
        let mut past = vec![Tally { promoters: 5, passives: 3, detractors: 2 }; 59];
        past.extend([Tally::default(); 30]);
        assert!(!Baseline::estimate(&past).unwrap().is_reliable());
    }
}
