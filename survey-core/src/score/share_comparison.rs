//! Is one share really different from another? For instance: recovered customers with and without a call.

use super::{
    Confidence, Interval, Proportion,
    points::{rounded_ratio, whole_points},
};
use serde::Serialize;

/// The difference of two shares, `a` minus `b`, in fractions -1..=1.
///
/// ```
/// use survey_core::score::{Confidence, Proportion, compare_shares};
///
/// let (a, b) = (Proportion::new(56, 70)?, Proportion::new(48, 80)?);
/// let found = compare_shares(&a, &b, Confidence::default()).expect("both have answers");
/// assert_eq!((found.display, found.interval.display()), (20, (5, 33)));
/// # Ok::<(), survey_core::score::InvalidProportion>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ShareComparison {
    /// `a` minus `b`, a fraction.
    pub difference: f64,
    /// The difference in whole percentage points, rounded after subtracting.
    pub display: i32,
    /// Where the true difference lies, fractions.
    pub interval: Interval,
    /// How sure `interval` is, a fraction.
    pub confidence: Confidence,
}

impl ShareComparison {
    /// Does the interval leave 0 out?
    ///
    /// ```
    /// use survey_core::score::{Confidence, Proportion, compare_shares};
    ///
    /// let (a, b) = (Proportion::new(56, 70)?, Proportion::new(48, 80)?);
    /// assert!(compare_shares(&a, &b, Confidence::default()).is_some_and(|found| found.is_significant()));
    /// # Ok::<(), survey_core::score::InvalidProportion>(())
    /// ```
    pub fn is_significant(&self) -> bool {
        !self.interval.contains(0.0)
    }
}

/// Compares two shares by Newcombe's hybrid of their Wilson intervals; None where either whole is 0.
///
/// Newcombe 1998 (Stat. Med. 17:873), method 10.
///
/// ```
/// use survey_core::score::{Confidence, Proportion, compare_shares};
///
/// let called_back = Proportion::new(26, 40)?;
/// let left_alone = Proportion::new(22, 50)?;
/// let effect = compare_shares(&called_back, &left_alone, Confidence::default()).expect("both were asked");
/// assert_eq!(effect.display, 21);
/// assert_eq!(effect.interval.display(), (0, 39));
/// assert!(effect.is_significant());
/// # Ok::<(), survey_core::score::InvalidProportion>(())
/// ```
pub fn compare_shares(a: &Proportion, b: &Proportion, confidence: Confidence) -> Option<ShareComparison> {
    let (p1, p2) = (a.value()?, b.value()?);
    let (one, two) = (a.wilson(confidence)?, b.wilson(confidence)?);
    let difference = p1 - p2;
    let interval = Interval {
        low: difference - (p1 - one.low).hypot(two.high - p2),
        high: difference + (one.high - p1).hypot(p2 - two.low),
    };
    let display = rounded_difference(a, b).unwrap_or_else(|| whole_points(difference));
    Some(ShareComparison { difference, display, interval, confidence })
}

fn rounded_difference(a: &Proportion, b: &Proportion) -> Option<i32> {
    let cross = |x: u64, n: u64| i128::from(x).checked_mul(i128::from(n));
    let numerator = cross(a.part(), b.n())?.checked_sub(cross(b.part(), a.n())?)?;
    i32::try_from(rounded_ratio(100, numerator, cross(a.n(), b.n())?)?).ok()
}
