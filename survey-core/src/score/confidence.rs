//! How sure an interval is to contain the true value.

use super::distribution::normal_quantile;
use serde::Serialize;

/// A two-sided confidence level, a fraction between 0 and 1 (0.95 is the default).
///
/// ```
/// use survey_core::score::Confidence;
///
/// assert_eq!(Confidence::default().level(), 0.95);
/// assert!((Confidence::new(0.9)?.z() - 1.6448536269514722).abs() < 1e-12);
/// # Ok::<(), survey_core::score::InvalidConfidence>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Confidence(f64);

/// A confidence level that is not a fraction strictly between 0 and 1.
///
/// ```
/// use survey_core::score::Confidence;
///
/// let error = Confidence::new(95.0).unwrap_err();
/// assert_eq!(error.to_string(), "95 is not a confidence level: give a fraction between 0 and 1, such as 0.95");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{given} is not a confidence level: give a fraction between 0 and 1, such as 0.95")]
#[non_exhaustive]
pub struct InvalidConfidence {
    /// What was given.
    pub given: f64,
}

impl Confidence {
    /// 90 %.
    ///
    /// ```
    /// use survey_core::score::Confidence;
    ///
    /// assert_eq!(Confidence::NINETY.level(), 0.9);
    /// ```
    pub const NINETY: Self = Self(0.90);
    /// 95 %, the default everywhere.
    ///
    /// ```
    /// use survey_core::score::Confidence;
    ///
    /// assert_eq!(Confidence::NINETY_FIVE.level(), 0.95);
    /// ```
    pub const NINETY_FIVE: Self = Self(0.95);
    /// 99 %.
    ///
    /// ```
    /// use survey_core::score::Confidence;
    ///
    /// assert_eq!(Confidence::NINETY_NINE.level(), 0.99);
    /// ```
    pub const NINETY_NINE: Self = Self(0.99);

    /// A level strictly between 0 and 1.
    ///
    /// ```
    /// use survey_core::score::Confidence;
    ///
    /// assert!(Confidence::new(0.8).is_ok() && Confidence::new(1.0).is_err());
    /// ```
    pub fn new(level: f64) -> Result<Self, InvalidConfidence> {
        // Closer to 1 than this, the tails round to nothing.
        if level > 0.0 && level <= 1.0 - 1e-15 { Ok(Self(level)) } else { Err(InvalidConfidence { given: level }) }
    }

    /// The level as a fraction, 0.95 for 95 %.
    ///
    /// ```
    /// use survey_core::score::Confidence;
    ///
    /// assert_eq!(Confidence::new(0.8)?.level(), 0.8);
    /// # Ok::<(), survey_core::score::InvalidConfidence>(())
    /// ```
    pub fn level(self) -> f64 {
        self.0
    }

    /// The standard normal deviate of this level: 1.959963984540054 for 95 %, not 1.96.
    ///
    /// ```
    /// use survey_core::score::Confidence;
    ///
    /// assert!((Confidence::default().z() - 1.959_963_984_540_054).abs() < 1e-14);
    /// ```
    pub fn z(self) -> f64 {
        normal_quantile(self.upper_tail_start()).unwrap_or(0.0)
    }

    /// `1 - α/2`, where the upper tail begins.
    pub(crate) fn upper_tail_start(self) -> f64 {
        1.0 - (1.0 - self.0) / 2.0
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::NINETY_FIVE
    }
}
