//! Counts as real numbers, and the intervals of an NPS computed from them.

use super::Interval;

/// Promoters, passives and detractors as real numbers above or equal to 0, their sum above 0: counts, or weighted counts.
///
/// The closed-form interval of a spreadsheet is [`adjusted_wald`](Self::adjusted_wald); the library's own is
/// [`score_interval`](Self::score_interval).
///
/// ```
/// use survey_core::score::{Confidence, WeightedTally};
///
/// let weighted = WeightedTally::new(31.25, 20.5, 11.75)?;
/// let interval = weighted.score_interval(Confidence::default());
/// assert!((interval.low - 0.108_102_266_630_294).abs() < 1e-12);
/// # Ok::<(), survey_core::score::InvalidWeights>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedTally {
    promoters: f64,
    passives: f64,
    detractors: f64,
}

/// Weights that are negative, not numbers, or all 0.
///
/// ```
/// use survey_core::score::WeightedTally;
///
/// let error = WeightedTally::new(0.0, 0.0, 0.0).unwrap_err();
/// assert_eq!(error.to_string(), "weights must be finite numbers of at least 0, and one of them above 0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("weights must be finite numbers of at least 0, and one of them above 0")]
#[non_exhaustive]
pub struct InvalidWeights;

impl WeightedTally {
    /// From weighted counts; refuses negative or infinite ones and a sum of 0.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// assert!(WeightedTally::new(0.5, 0.0, 0.0).is_ok() && WeightedTally::new(f64::NAN, 0.0, 0.0).is_err());
    /// ```
    pub fn new(promoters: f64, passives: f64, detractors: f64) -> Result<Self, InvalidWeights> {
        let sum = promoters + passives + detractors;
        let fits = [promoters, passives, detractors].iter().all(|&weight| weight >= 0.0);
        if fits && sum > 0.0 && sum.is_finite() {
            Ok(Self { promoters, passives, detractors })
        } else {
            Err(InvalidWeights)
        }
    }

    /// Weighted promoters.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// let counts = WeightedTally::new(31.25, 20.5, 11.75)?;
    /// assert_eq!(counts.promoters(), 31.25);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn promoters(&self) -> f64 {
        self.promoters
    }

    /// Weighted passives.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// let counts = WeightedTally::new(31.25, 20.5, 11.75)?;
    /// assert_eq!(counts.passives(), 20.5);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn passives(&self) -> f64 {
        self.passives
    }

    /// Weighted detractors.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// let counts = WeightedTally::new(31.25, 20.5, 11.75)?;
    /// assert_eq!(counts.detractors(), 11.75);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn detractors(&self) -> f64 {
        self.detractors
    }

    /// The sum of the weights.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// let counts = WeightedTally::new(31.25, 20.5, 11.75)?;
    /// assert_eq!(counts.n(), 63.5);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn n(&self) -> f64 {
        self.promoters + self.passives + self.detractors
    }

    /// The score, a fraction -1..=1.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// let counts = WeightedTally::new(31.25, 20.5, 11.75)?;
    /// assert_eq!(counts.nps(), 19.5 / 63.5);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn nps(&self) -> f64 {
        (self.promoters - self.detractors) / self.n()
    }

    /// The variance of one answer (+1, 0, -1), 0..=1; 1 where half are promoters and half detractors.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// assert_eq!(WeightedTally::new(1.0, 0.0, 1.0)?.variance(), 1.0);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn variance(&self) -> f64 {
        let mean = self.nps();
        ((self.promoters + self.detractors) / self.n() - mean * mean).max(0.0)
    }

    /// The standard error of the score, a fraction.
    ///
    /// ```
    /// use survey_core::score::WeightedTally;
    ///
    /// assert_eq!(WeightedTally::new(2.0, 0.0, 2.0)?.standard_error(), 0.5);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn standard_error(&self) -> f64 {
        (self.variance() / self.n()).sqrt()
    }

    /// These counts with pseudo-answers added (promoters, passives, detractors), each at least 0.
    pub(crate) fn plus(&self, [promoters, passives, detractors]: [f64; 3]) -> Self {
        Self {
            promoters: self.promoters + promoters,
            passives: self.passives + passives,
            detractors: self.detractors + detractors,
        }
    }

    /// The score ± `z` standard errors, not clipped.
    pub(crate) fn wald(&self, z: f64) -> Interval {
        Interval::around(self.nps(), z * self.standard_error())
    }
}
