//! How many answers are needed, before anybody is asked.

use super::{Confidence, InvalidProbability, distribution::normal_quantile};
use serde::Serialize;

/// Answers needed.
///
/// ```
/// use survey_core::score::{Confidence, answers_for_margin};
///
/// let size = answers_for_margin(0.05, 0.61, Confidence::default())?;
/// assert!(size.answers == 938 && size.exact < 938.0);
/// # Ok::<(), survey_core::score::InvalidPlan>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SampleSize {
    /// Answers, rounded up (a group, where two groups are compared).
    pub answers: u64,
    /// Before rounding.
    pub exact: f64,
}

impl SampleSize {
    fn of(exact: f64) -> Self {
        Self { answers: exact.ceil() as u64, exact }
    }

    /// Answers needed with the adjusted Wald interval, which brings three of its own.
    ///
    /// ```
    /// use survey_core::score::{Confidence, answers_for_margin};
    ///
    /// let size = answers_for_margin(0.05, 0.61, Confidence::default())?;
    /// assert_eq!(size.for_adjusted_wald(), 935);
    /// # Ok::<(), survey_core::score::InvalidPlan>(())
    /// ```
    pub fn for_adjusted_wald(&self) -> u64 {
        self.answers.saturating_sub(3)
    }
}

/// A plan that no number of answers fulfils.
///
/// ```
/// use survey_core::score::{Confidence, answers_for_margin};
///
/// let error = answers_for_margin(0.0, 0.61, Confidence::default()).unwrap_err();
/// assert_eq!(error.to_string(), "a margin of 0 cannot be reached: give a fraction above 0, such as 0.05 for 5 points");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidPlan {
    /// A margin or a difference that is not above 0 and at most 2.
    #[error("a margin of {given} cannot be reached: give a fraction above 0, such as 0.05 for 5 points")]
    Margin {
        /// What was given.
        given: f64,
    },
    /// A variance outside 0..=1.
    #[error("{given} is not the variance of an answer: it lies between 0 and 1, and 0.61 is typical")]
    Variance {
        /// What was given.
        given: f64,
    },
    /// A power that is not a fraction between 0 and 1.
    #[error(transparent)]
    Power(#[from] InvalidProbability),
}

/// Answers needed for a score that is within `margin` (a fraction: 0.05 for 5 points) of the truth.
///
/// `variance` of one answer: 0.61 is typical (50/30/20), 1 the worst case.
///
/// ```
/// use survey_core::score::{Confidence, answers_for_margin};
///
/// assert_eq!(answers_for_margin(0.1, 0.61, Confidence::default())?.answers, 235);
/// assert_eq!(answers_for_margin(0.1, 1.0, Confidence::default())?.answers, 385);
/// # Ok::<(), survey_core::score::InvalidPlan>(())
/// ```
pub fn answers_for_margin(margin: f64, variance: f64, confidence: Confidence) -> Result<SampleSize, InvalidPlan> {
    let (margin, variance) = (checked_margin(margin)?, checked_variance(variance)?);
    Ok(SampleSize::of(confidence.z().powi(2) * variance / (margin * margin)))
}

/// Answers needed in each of two groups to find a `difference` (a fraction) with probability `power` (0.8 is usual).
///
/// ```
/// use survey_core::score::{Confidence, answers_for_difference};
///
/// let size = answers_for_difference(0.1, [0.61, 0.61], 0.8, Confidence::default())?;
/// assert_eq!(size.answers, 958);
/// # Ok::<(), survey_core::score::InvalidPlan>(())
/// ```
pub fn answers_for_difference(
    difference: f64,
    variances: [f64; 2],
    power: f64,
    confidence: Confidence,
) -> Result<SampleSize, InvalidPlan> {
    let difference = checked_margin(difference.abs())?;
    let variance = checked_variance(variances[0])? + checked_variance(variances[1])?;
    let reach = confidence.z() + normal_quantile(power).ok_or(InvalidProbability { given: power })?;
    Ok(SampleSize::of(reach * reach * variance / (difference * difference)))
}

fn checked_margin(given: f64) -> Result<f64, InvalidPlan> {
    if given > 1e-6 && given <= 2.0 { Ok(given) } else { Err(InvalidPlan::Margin { given }) }
}

fn checked_variance(given: f64) -> Result<f64, InvalidPlan> {
    if (0.0..=1.0).contains(&given) { Ok(given) } else { Err(InvalidPlan::Variance { given }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_plans_say_what_would_be_possible() {
        let level = Confidence::default();
        assert!(matches!(answers_for_margin(0.0, 0.61, level), Err(InvalidPlan::Margin { .. })));
        assert!(matches!(answers_for_margin(f64::NAN, 0.61, level), Err(InvalidPlan::Margin { .. })));
        assert!(matches!(answers_for_margin(0.1, 1.5, level), Err(InvalidPlan::Variance { .. })));
        assert!(matches!(answers_for_difference(0.1, [0.6, 0.6], 1.0, level), Err(InvalidPlan::Power(_))));
    }
}
