//! Charts and pooling kept only to check others, and to compare with other programs.

use super::{Alarm, Baseline};
use crate::score::{Confidence, Interval, Tally};

/// The plain moving average `E = λ x + (1 - λ) E` of a series.
pub fn plain_ewma(series: &[f64], weight: f64, start: f64) -> Vec<f64> {
    let mut level = start;
    let levels = series.iter().map(|value| {
        level = weight * value + (1.0 - weight) * level;
        level
    });
    levels.collect()
}

/// One bucket of a cumulative-sum chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CusumPoint {
    /// Sum of falls beyond the allowance.
    pub down: f64,
    /// Sum of rises beyond the allowance.
    pub up: f64,
    /// A sum above the threshold in a bucket with answers.
    pub alarm: Option<Alarm>,
}

/// Page's cumulative sums of standardised scores with allowance `k` and threshold `h`: no better here than the average,
/// and it has to be tuned to the size of the fall.
pub fn cusum(usual: &Baseline, buckets: &[Tally], k: f64, h: f64) -> Vec<CusumPoint> {
    let (mut down, mut up) = (0.0f64, 0.0f64);
    let points = buckets.iter().map(|bucket| {
        if let Some(mean) = bucket.mean() {
            let variance = usual.answer_variance / bucket.n() as f64 + usual.drift_variance;
            let z = (mean - usual.mean) / variance.sqrt();
            if z.is_finite() {
                (down, up) = ((down - z - k).max(0.0), (up + z - k).max(0.0));
            }
        }
        let alarm = match bucket.n() {
            0 => None,
            _ if down > h => Some(Alarm::Fall),
            _ if up > h => Some(Alarm::Rise),
            _ => None,
        };
        CusumPoint { down, up, alarm }
    });
    points.collect()
}

/// Estimates of several studies, pooled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// The pooled estimate.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval.
    pub interval: Interval,
    /// Cochran's Q.
    pub q: f64,
    /// Variance between studies.
    pub tau_squared: f64,
    /// Share of the spread that is real, 0..=1.
    pub i_squared: f64,
    /// Q over its degrees of freedom, at least 1.
    pub h_squared: f64,
}

/// Random-effects pooling of `DerSimonian` and Laird 1986 from (estimate, variance above 0); None below two studies.
pub fn pool(studies: &[(f64, f64)], confidence: Confidence) -> Option<Pooled> {
    if studies.len() < 2 || studies.iter().any(|&(y, v)| !(y.is_finite() && v.is_finite() && v > 0.0)) {
        return None;
    }
    let weigh = |between: f64| {
        let weights = studies.iter().map(|&(y, v)| (y, 1.0 / (v + between)));
        weights.fold((0.0, 0.0, 0.0), |(sum, mean, squares), (y, w)| (sum + w, mean + w * y, squares + w * w))
    };
    let (sum, weighted, squares) = weigh(0.0);
    let fixed = weighted / sum;
    let q: f64 = studies.iter().map(|&(y, v)| (y - fixed).powi(2) / v).sum();
    let freedom = studies.len() as f64 - 1.0;
    let tau_squared = ((q - freedom) / (sum - squares / sum)).max(0.0);
    let (sum, weighted, _) = weigh(tau_squared);
    let (mean, standard_error) = (weighted / sum, (1.0 / sum).sqrt());
    Some(Pooled {
        mean,
        standard_error,
        interval: Interval::around(mean, confidence.z() * standard_error),
        q,
        tau_squared,
        i_squared: if q > freedom { (q - freedom) / q } else { 0.0 },
        h_squared: (q / freedom).max(1.0),
    })
}
