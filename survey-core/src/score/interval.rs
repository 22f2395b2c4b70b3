//! Where the true value may lie.

use super::points::whole_points;
use serde::Serialize;

/// A range, in the unit of the value it belongs to (fractions: -1..=1 for NPS, 0..=1 for shares).
///
/// ```
/// use survey_core::score::Interval;
///
/// let interval = Interval { low: -0.074, high: 0.591 };
/// assert!(interval.contains(0.3));
/// assert_eq!(interval.display(), (-7, 59));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Is `value` inside, ends included?
    ///
    /// ```
    /// use survey_core::score::Interval;
    ///
    /// let interval = Interval { low: -0.1, high: 0.4 };
    /// assert!(interval.contains(0.0) && !interval.contains(0.5));
    /// ```
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Upper end minus lower end, in the unit of the value.
    ///
    /// ```
    /// use survey_core::score::Interval;
    ///
    /// let interval = Interval { low: -0.1, high: 0.4 };
    /// assert_eq!(interval.width(), 0.5);
    /// ```
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Both ends in whole points (fractions times 100), rounded half away from zero.
    ///
    /// ```
    /// use survey_core::score::Interval;
    ///
    /// let interval = Interval { low: -0.1, high: 0.4 };
    /// assert_eq!(interval.display(), (-10, 40));
    /// ```
    pub fn display(&self) -> (i32, i32) {
        (whole_points(self.low), whole_points(self.high))
    }

    pub(crate) fn around(centre: f64, half: f64) -> Self {
        Self { low: centre - half, high: centre + half }
    }

    pub(crate) fn clipped(self, low: f64, high: f64) -> Self {
        Self { low: self.low.clamp(low, high), high: self.high.clamp(low, high) }
    }
}
