//! The alarm: an average of the recent past, weighted by how many answered, against what is usual.

use super::Baseline;
use crate::score::{Interval, Tally};
use serde::Serialize;

/// A control chart of a score: an exponentially weighted moving average of counts (Roberts 1959, with counts for means).
///
/// Buckets may be of any size, also empty. The defaults (weight 0.1, limit 3) give one false alarm in about two years of
/// days, and notice a fall of 20 points within 6 days at 50 answers a day. Below 5 answers a day use weekly buckets; with more
/// than 50 charts use [`Ewma::MANY_CHARTS`].
///
/// ```
/// use survey_core::score::Tally;
/// use survey_core::trend::{Alarm, Baseline, Ewma};
///
/// let usual = Baseline { mean: 0.3, answer_variance: 0.61, drift_variance: 0.0, buckets: 90 };
/// let bad_week = [Tally { promoters: 10, passives: 15, detractors: 25 }; 7];
/// let chart = Ewma::default().chart(&usual, &bad_week);
/// assert_eq!(chart[0].alarm, Some(Alarm::Fall));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ewma {
    /// The weight λ of the newest bucket, above 0 and at most 1.
    weight: f64,
    /// The distance L of the limits from the usual score, in standard errors, above 0.
    limit: f64,
}

/// Settings of a chart that cannot work.
///
/// ```
/// use survey_core::trend::Ewma;
///
/// assert_eq!(Ewma::new(0.0, 3.0).unwrap_err().to_string(), "a chart needs a weight above 0 and at most 1 and a limit above 0, not 0 and 3");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a chart needs a weight above 0 and at most 1 and a limit above 0, not {weight} and {limit}")]
#[non_exhaustive]
pub struct InvalidChart {
    /// The weight given.
    pub weight: f64,
    /// The limit given.
    pub limit: f64,
}

/// One bucket on the chart.
///
/// ```
/// use survey_core::{score::Tally, trend::{Baseline, Ewma}};
///
/// let usual = Baseline { mean: 0.3, answer_variance: 0.61, drift_variance: 0.0, buckets: 90 };
/// let days = [Tally { promoters: 25, passives: 15, detractors: 10 }, Tally::default()];
/// let chart = Ewma::default().chart(&usual, &days);
/// assert!(chart[1].level.is_some() && chart[1].alarm.is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChartPoint {
    /// Where the average stands; None before the first answer.
    pub level: Option<ChartLevel>,
    /// Outside the limits in a bucket with answers.
    pub alarm: Option<Alarm>,
}

/// The average and its limits, fractions.
///
/// ```
/// use survey_core::{score::Tally, trend::{Baseline, Ewma}};
///
/// let usual = Baseline { mean: 0.3, answer_variance: 0.61, drift_variance: 0.0, buckets: 90 };
/// let days = [Tally { promoters: 25, passives: 15, detractors: 10 }, Tally::default()];
/// let chart = Ewma::default().chart(&usual, &days);
/// let level = chart[0].level.expect("there are answers");
/// assert!(level.limits.contains(level.value));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChartLevel {
    /// The weighted average score.
    pub value: f64,
    /// Its standard error while nothing has changed.
    pub standard_error: f64,
    /// The control limits, clipped to -1..=1: inside is noise.
    pub limits: Interval,
    /// Distance from the usual score in standard errors; None where nothing varies.
    pub z: Option<f64>,
}

/// The direction of a change that is more than noise.
///
/// ```
/// use survey_core::trend::Alarm;
///
/// assert_ne!(Alarm::Fall, Alarm::Rise);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// Below the lower limit.
    Fall,
    /// Above the upper limit.
    Rise,
}

impl Default for Ewma {
    fn default() -> Self {
        Self { weight: 0.1, limit: 3.0 }
    }
}

impl Ewma {
    /// For a wall of 50 charts and more: about one false alarm in ten years each.
    ///
    /// ```
    /// use survey_core::trend::Ewma;
    ///
    /// assert_ne!(Ewma::MANY_CHARTS, Ewma::default());
    /// ```
    pub const MANY_CHARTS: Self = Self { weight: 0.1, limit: 3.47 };

    /// With another weight of the newest bucket and other limits.
    ///
    /// ```
    /// use survey_core::trend::Ewma;
    ///
    /// assert_eq!(Ewma::new(0.1, 3.0)?, Ewma::default());
    /// # Ok::<(), survey_core::trend::InvalidChart>(())
    /// ```
    pub fn new(weight: f64, limit: f64) -> Result<Self, InvalidChart> {
        if weight > 0.0 && weight <= 1.0 && limit > 0.0 && limit.is_finite() {
            Ok(Self { weight, limit })
        } else {
            Err(InvalidChart { weight, limit })
        }
    }

    /// Draws buckets, oldest first, against what is usual; one point a bucket.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::{Baseline, Ewma}};
    ///
    /// let usual = Baseline { mean: 0.3, answer_variance: 0.61, drift_variance: 0.0, buckets: 90 };
    /// let days = [Tally { promoters: 25, passives: 15, detractors: 10 }, Tally::default()];
    /// let chart = Ewma::default().chart(&usual, &days);
    /// assert_eq!(chart.len(), 2);
    /// ```
    pub fn chart(&self, usual: &Baseline, buckets: &[Tally]) -> Vec<ChartPoint> {
        let mut memory = Memory::default();
        let points = buckets.iter().map(|bucket| {
            memory.take(self.weight, usual, bucket);
            let level = memory.level(self.limit, usual);
            let alarm = level.and_then(|level| level.z).filter(|_| bucket.n() > 0).and_then(|z| self.alarm(z));
            ChartPoint { level, alarm }
        });
        points.collect()
    }

    fn alarm(&self, z: f64) -> Option<Alarm> {
        if z < -self.limit {
            Some(Alarm::Fall)
        } else if z > self.limit {
            Some(Alarm::Rise)
        } else {
            None
        }
    }
}

/// Fading sums of balances, of answers, and of the variance of the first.
#[derive(Default)]
struct Memory {
    balance: f64,
    answers: f64,
    variance: f64,
}

impl Memory {
    fn take(&mut self, weight: f64, usual: &Baseline, bucket: &Tally) {
        let n = bucket.n() as f64;
        let keep = 1.0 - weight;
        self.balance = keep * self.balance + weight * bucket.balance() as f64;
        self.answers = keep * self.answers + weight * n;
        let spread = n * usual.answer_variance + n * n * usual.drift_variance;
        self.variance = keep * keep * self.variance + weight * weight * spread;
    }

    fn level(&self, limit: f64, usual: &Baseline) -> Option<ChartLevel> {
        // A long silence fades to nothing; then there is no average to speak of.
        if self.answers <= f64::MIN_POSITIVE {
            return None;
        }
        let value = self.balance / self.answers;
        let standard_error = self.variance.max(0.0).sqrt() / self.answers;
        let z = (value - usual.mean) / standard_error;
        Some(ChartLevel {
            value,
            standard_error,
            limits: Interval::around(usual.mean, limit * standard_error).clipped(-1.0, 1.0),
            z: z.is_finite().then_some(z),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Baseline = Baseline { mean: 0.3, answer_variance: 0.61, drift_variance: 0.0, buckets: 90 };
    const GOOD_DAY: Tally = Tally { promoters: 25, passives: 15, detractors: 10 };

    #[test]
    fn a_usual_time_raises_no_alarm_and_a_fall_does_within_days() {
        let mut days = vec![GOOD_DAY; 40];
        assert!(Ewma::default().chart(&USUAL, &days).iter().all(|point| point.alarm.is_none()));
        days.extend([Tally { promoters: 20, passives: 15, detractors: 15 }; 10]);
        let chart = Ewma::default().chart(&USUAL, &days);
        let first = chart.iter().position(|point| point.alarm.is_some()).unwrap();
        assert!((41..48).contains(&first), "alarm on day {first}");
        assert_eq!(chart[first].alarm, Some(Alarm::Fall));
    }

    #[test]
    fn empty_days_keep_the_level_and_never_alarm() {
        let fallen = [Tally { promoters: 0, passives: 0, detractors: 50 }, Tally::default(), Tally::default()];
        let chart = Ewma::default().chart(&USUAL, &fallen);
        assert_eq!(chart.iter().map(|point| point.alarm).collect::<Vec<_>>(), [Some(Alarm::Fall), None, None]);
        assert!((chart[2].level.unwrap().value + 1.0).abs() < 1e-12);
    }

    #[test]
    fn ten_thousand_silent_days_end_in_no_level_rather_than_in_nonsense() {
        let mut days = vec![GOOD_DAY];
        days.extend(vec![Tally::default(); 10_000]);
        let last = *Ewma::default().chart(&USUAL, &days).last().unwrap();
        assert!(last.level.is_none_or(|level| level.value.is_finite() && level.standard_error.is_finite()));
    }

    #[test]
    fn nothing_that_varies_means_no_distance() {
        let flat = Baseline { mean: 1.0, answer_variance: 0.0, drift_variance: 0.0, buckets: 90 };
        let chart = Ewma::default().chart(&flat, &[Tally { promoters: 5, passives: 0, detractors: 0 }]);
        assert_eq!(chart[0].level.unwrap().z, None);
    }

    #[test]
    fn settings_that_cannot_work_are_refused() {
        for (weight, limit) in [(0.0, 3.0), (1.1, 3.0), (0.1, 0.0), (f64::NAN, 3.0), (0.1, f64::INFINITY)] {
            assert!(Ewma::new(weight, limit).is_err());
        }
    }
}
