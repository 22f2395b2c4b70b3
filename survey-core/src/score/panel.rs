//! The same people before and after: has anything changed for them?

use super::{
    Confidence, Interval,
    distribution::{binomial_cdf, binomial_pmf, chi_squared_sf, two_sided_p},
};
use serde::Serialize;

/// `McNemar`'s test on people who were asked twice and were *not* chosen by their first answer.
///
/// On people chosen because they were detractors it means nothing: they can only improve, and would without any help.
///
/// ```
/// use survey_core::score::McNemar;
///
/// // 12 were detractors before and are not now; 3 the other way round.
/// let test = McNemar::of(12, 3);
/// assert!((test.p - 0.021_270_751_953_125).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct McNemar {
    /// The mid-p value, 0..=1: the one to use.
    pub p: f64,
    /// The exact binomial p-value, 0..=1: too careful for small panels.
    pub exact: f64,
    /// Chi-squared and its p-value, for comparison with other programs.
    #[doc(hidden)]
    pub plain: (f64, f64),
    /// The same with Edwards' continuity correction.
    #[doc(hidden)]
    pub corrected: (f64, f64),
}

impl McNemar {
    /// From those who changed one way and those who changed the other way.
    ///
    /// ```
    /// use survey_core::score::McNemar;
    ///
    /// assert!(McNemar::of(1, 20).p < 0.001);
    /// assert_eq!(McNemar::of(0, 0).p, 1.0);
    /// ```
    pub fn of(one_way: u64, other_way: u64) -> Self {
        let changed = one_way.saturating_add(other_way);
        if changed == 0 {
            return Self { p: 1.0, exact: 1.0, plain: (0.0, 1.0), corrected: (0.0, 1.0) };
        }
        let fewer = one_way.min(other_way);
        let both_tails = 2.0 * binomial_cdf(fewer, changed, 0.5);
        let gap = one_way.abs_diff(other_way) as f64;
        let chi = |gap: f64| {
            let square = gap * gap / changed as f64;
            (square, chi_squared_sf(square, 1.0))
        };
        Self {
            p: (both_tails - binomial_pmf(fewer, changed, 0.5)).clamp(0.0, 1.0),
            exact: both_tails.min(1.0),
            plain: chi(gap),
            corrected: chi((gap - 1.0).max(0.0)),
        }
    }
}

/// How the score of the same people changed, in fractions -2..=2.
///
/// Bonett and Price 2012 (their adjusted interval for paired differences, one pair added on each side).
///
/// ```
/// use survey_core::score::{Confidence, PairedChange};
///
/// // By how many steps each person changed (from detractor to promoter is two): -2, -1, 0, +1, +2.
/// let change = PairedChange::of([0, 2, 20, 9, 4], Confidence::default()).expect("there are pairs");
/// assert_eq!(change.interval.display(), (15, 66));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PairedChange {
    /// Score after minus score before, a fraction: the number to show.
    pub change: f64,
    /// Where the true change lies, fractions.
    pub interval: Interval,
    /// The chance of such a change where there is none, 0..=1.
    pub p: f64,
    /// Pairs.
    pub n: u64,
    /// The middle of the interval, pulled towards 0 by the two added pairs.
    #[doc(hidden)]
    pub centre: f64,
    /// Standard error of the centre.
    #[doc(hidden)]
    pub standard_error: f64,
    /// Centre over standard error.
    #[doc(hidden)]
    pub z: f64,
}

impl PairedChange {
    /// From the number of people by steps changed: -2, -1, 0, +1, +2; None without pairs.
    ///
    /// ```
    /// use survey_core::score::{Confidence, PairedChange};
    ///
    /// assert_eq!(PairedChange::of([0; 5], Confidence::default()), None);
    /// assert_eq!(PairedChange::of([0, 0, 4, 4, 0], Confidence::default()).map(|change| change.change), Some(0.5));
    /// ```
    pub fn of(pairs: [u64; 5], confidence: Confidence) -> Option<Self> {
        let n = pairs.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
        if n == 0 {
            return None;
        }
        let steps = || [-2.0, -1.0, 0.0, 1.0, 2.0].into_iter().zip(pairs).map(|(step, count)| (step, count as f64));
        let sum: f64 = steps().map(|(step, count)| step * count).sum();
        let squares: f64 = steps().map(|(step, count)| step * step * count).sum();
        let padded = n as f64 + 2.0;
        let centre = sum / padded;
        let variance = (squares + 2.0) / padded - centre * centre;
        let standard_error = (variance.max(0.0) / padded).sqrt();
        let z = if standard_error > 0.0 { centre / standard_error } else { 0.0 };
        Some(Self {
            change: sum / n as f64,
            interval: Interval::around(centre, confidence.z() * standard_error).clipped(-2.0, 2.0),
            p: two_sided_p(z),
            n,
            centre,
            standard_error,
            z,
        })
    }
}
