//! A share of a whole, such as satisfied answers among all, with Wilson's interval.

use super::{Base, Confidence, Interval, points::rounded_ratio};
use serde::{Deserialize, Serialize};
use std::{
    iter::Sum,
    ops::{Add, AddAssign},
};

/// Two counts, a part and the whole it belongs to.
///
/// ```
/// use survey_core::score::Proportion;
///
/// let satisfied = Proportion::new(45, 50)?.share().expect("there are answers");
/// assert_eq!((satisfied.value, satisfied.display), (0.9, 90));
/// assert_eq!(satisfied.interval.display(), (79, 96));
/// assert_eq!(Proportion::new(0, 0)?.share(), None);
/// # Ok::<(), survey_core::score::InvalidProportion>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Counts")]
pub struct Proportion {
    part: u64,
    n: u64,
}

/// As it arrives, before the part is known to fit in the whole.
#[derive(Deserialize)]
struct Counts {
    part: u64,
    n: u64,
}

impl TryFrom<Counts> for Proportion {
    type Error = InvalidProportion;

    fn try_from(Counts { part, n }: Counts) -> Result<Self, InvalidProportion> {
        Self::new(part, n)
    }
}

/// A part larger than its whole.
///
/// ```
/// use survey_core::score::Proportion;
///
/// assert_eq!(Proportion::new(3, 2).unwrap_err().to_string(), "3 of 2 is not a share: the part must not exceed the whole");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part} of {n} is not a share: the part must not exceed the whole")]
#[non_exhaustive]
pub struct InvalidProportion {
    /// The part given.
    pub part: u64,
    /// The whole given.
    pub n: u64,
}

/// A share of a whole, a fraction 0..=1, with Wilson's interval.
///
/// ```
/// use survey_core::score::Proportion;
///
/// let satisfied = Proportion::new(45, 50)?;
/// assert_eq!(satisfied.share().expect("there are answers").to_string(), "90 % (79 to 96 %), n=50");
/// # Ok::<(), survey_core::score::InvalidProportion>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// The part over the whole, a fraction 0..=1.
    pub value: f64,
    /// Whole per cent, 0..=100, rounded half up from the counts in integers: the number to show.
    pub display: i32,
    /// The whole.
    pub n: u64,
    /// Where the true share lies, fractions.
    pub interval: Interval,
    /// How sure `interval` is, a fraction.
    pub confidence: Confidence,
}

impl Proportion {
    /// `part` out of `n`.
    ///
    /// ```
    /// use survey_core::score::Proportion;
    ///
    /// assert!(Proportion::new(0, 0).is_ok() && Proportion::new(1, 0).is_err());
    /// ```
    pub fn new(part: u64, n: u64) -> Result<Self, InvalidProportion> {
        if part <= n { Ok(Self { part, n }) } else { Err(InvalidProportion { part, n }) }
    }

    /// The part.
    ///
    /// ```
    /// use survey_core::score::Proportion;
    ///
    /// let satisfied = Proportion::new(45, 50)?;
    /// assert_eq!(satisfied.part(), 45);
    /// # Ok::<(), survey_core::score::InvalidProportion>(())
    /// ```
    pub fn part(&self) -> u64 {
        self.part
    }

    /// The whole.
    ///
    /// ```
    /// use survey_core::score::Proportion;
    ///
    /// let satisfied = Proportion::new(45, 50)?;
    /// assert_eq!(satisfied.n(), 50);
    /// # Ok::<(), survey_core::score::InvalidProportion>(())
    /// ```
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Is the whole large enough to show a share? See [`Base`].
    ///
    /// ```
    /// use survey_core::score::{Base, Proportion};
    ///
    /// let satisfied = Proportion::new(45, 50)?;
    /// assert_eq!(satisfied.base(), Base::Normal);
    /// # Ok::<(), survey_core::score::InvalidProportion>(())
    /// ```
    pub fn base(&self) -> Base {
        Base::of(self.n)
    }

    /// The share with its 95 % interval; None where the whole is 0.
    ///
    /// ```
    /// use survey_core::score::Proportion;
    ///
    /// let satisfied = Proportion::new(45, 50)?;
    /// assert_eq!(satisfied.share().map(|share| share.value), Some(0.9));
    /// # Ok::<(), survey_core::score::InvalidProportion>(())
    /// ```
    pub fn share(&self) -> Option<Share> {
        self.share_at(Confidence::default())
    }

    /// The share with an interval of the confidence wanted; None where the whole is 0.
    ///
    /// ```
    /// use survey_core::score::{Confidence, Proportion};
    ///
    /// let satisfied = Proportion::new(45, 50)?;
    /// let (narrow, wide) = (satisfied.share_at(Confidence::NINETY), satisfied.share_at(Confidence::NINETY_NINE));
    /// assert!(narrow.map(|share| share.interval.width()) < wide.map(|share| share.interval.width()));
    /// # Ok::<(), survey_core::score::InvalidProportion>(())
    /// ```
    pub fn share_at(&self, confidence: Confidence) -> Option<Share> {
        let display = rounded_ratio(100, i128::from(self.part), i128::from(self.n))?;
        Some(Share {
            value: self.value()?,
            display: i32::try_from(display).ok()?,
            n: self.n,
            interval: self.wilson(confidence)?,
            confidence,
        })
    }

    pub(crate) fn value(&self) -> Option<f64> {
        (self.n > 0).then(|| self.part as f64 / self.n as f64)
    }

    /// Wilson's score interval (Wilson 1927, JASA 22:209), fractions within 0..=1; None where the whole is 0.
    ///
    /// ```
    /// use survey_core::score::{Confidence, Proportion};
    ///
    /// let interval = Proportion::new(0, 20)?.wilson(Confidence::default()).expect("the whole is not 0");
    /// assert_eq!(interval.low, 0.0);
    /// assert!((interval.high - 0.1611).abs() < 5e-5);
    /// # Ok::<(), survey_core::score::InvalidProportion>(())
    /// ```
    pub fn wilson(&self, confidence: Confidence) -> Option<Interval> {
        let (p, n, z) = (self.value()?, self.n as f64, confidence.z());
        let shrink = 1.0 + z * z / n;
        let centre = (p + z * z / (2.0 * n)) / shrink;
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / shrink;
        let low = if self.part == 0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if self.part == self.n { 1.0 } else { (centre + half).min(1.0) };
        Some(Interval { low, high })
    }
}

impl AddAssign for Proportion {
    fn add_assign(&mut self, other: Self) {
        self.part = self.part.saturating_add(other.part);
        self.n = self.n.saturating_add(other.n);
    }
}

impl Add for Proportion {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl Sum for Proportion {
    fn sum<I: Iterator<Item = Self>>(proportions: I) -> Self {
        proportions.fold(Self::default(), Add::add)
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = self.interval.display();
        write!(f, "{} % ({low} to {high} %), n={}", self.display, self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_larger_than_its_whole_is_refused_also_as_json() {
        assert_eq!(Proportion::new(3, 2), Err(InvalidProportion { part: 3, n: 2 }));
        assert!(serde_json::from_str::<Proportion>(r#"{"part":3,"n":2}"#).is_err());
    }

    #[test]
    fn a_share_reads_with_its_interval() {
        assert_eq!(Proportion::new(45, 50).unwrap().share().unwrap().to_string(), "90 % (79 to 96 %), n=50");
    }
}
