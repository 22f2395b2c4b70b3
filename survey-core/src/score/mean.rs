//! The mean answer on a scale, with Student's interval.

use super::{Confidence, Histogram, Interval, distribution::student_quantile};
use serde::Serialize;

/// The mean of a histogram, in the unit of its scale. A different metric than the satisfied share: always say which.
///
/// ```
/// use survey_core::score::Histogram;
///
/// let mean = Histogram::from_counts(1, vec![3, 5, 12, 40, 60])?.mean().expect("there are answers");
/// assert_eq!(mean.to_string(), "4.24 (4.07 to 4.42), n=120");
/// # Ok::<(), survey_core::score::InvalidScale>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mean {
    /// The mean, in the unit of the scale.
    pub value: f64,
    /// The standard deviation of one answer (divided by n - 1); None below two answers.
    pub deviation: Option<f64>,
    /// Answers it rests on.
    pub n: u64,
    /// Where the true mean lies, clipped to the scale; None below two answers.
    pub interval: Option<Interval>,
    /// How sure `interval` is, a fraction.
    pub confidence: Confidence,
}

impl Mean {
    pub(super) fn of(histogram: &Histogram, confidence: Confidence) -> Option<Self> {
        let (lowest, highest) = histogram.scale().into_inner();
        let answers = histogram.n();
        if answers == 0 {
            return None;
        }
        let n = answers as f64;
        // Steps above the lowest value, so that a far-away scale loses no digits.
        let steps = || histogram.counts().iter().enumerate().map(|(step, &count)| (step as f64, count as f64));
        let mean = steps().map(|(step, count)| step * count).sum::<f64>() / n;
        let value = lowest as f64 + mean;
        let (mut deviation, mut interval) = (None, None);
        if answers > 1 {
            let squares = steps().map(|(step, count)| count * (step - mean) * (step - mean)).sum::<f64>();
            let sd = (squares / (n - 1.0)).sqrt();
            let t = student_quantile(confidence.upper_tail_start(), n - 1.0)?;
            deviation = Some(sd);
            interval = Some(Interval::around(value, t * sd / n.sqrt()).clipped(lowest as f64, highest as f64));
        }
        Some(Self { value, deviation, n: answers, interval, confidence })
    }
}

impl std::fmt::Display for Mean {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.interval {
            Some(Interval { low, high }) => write!(f, "{:.2} ({low:.2} to {high:.2}), n={}", self.value, self.n),
            None => write!(f, "{:.2}, n={}", self.value, self.n),
        }
    }
}
