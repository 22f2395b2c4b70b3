//! Is one score really different from another?

use super::{
    Confidence, Interval, Tally, WeightedTally,
    distribution::two_sided_p,
    points::{rounded_ratio, whole_points},
};
use serde::Serialize;

/// The difference between two scores, `a` minus `b`, in fractions (-2..=2), with its interval and p-value.
///
/// ```
/// use survey_core::score::{Tally, compare};
///
/// let this_month = Tally { promoters: 600, passives: 250, detractors: 150 };
/// let last_month = Tally { promoters: 520, passives: 260, detractors: 220 };
/// let change = compare(&this_month, &last_month).expect("both have answers");
/// assert_eq!(change.display, 15);
/// assert_eq!(change.interval.display(), (8, 22));
/// assert!(change.is_significant());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// `a` minus `b`, a fraction -2..=2.
    pub difference: f64,
    /// The difference in whole points, rounded after subtracting: 34 and 30 may differ by 3. Label it "rounded".
    pub display: i32,
    /// Where the true difference lies, fractions.
    pub interval: Interval,
    /// How far from 0 the difference is, in standard deviates (at least 0, at most 40).
    pub z: f64,
    /// The chance of so large a difference where there is none, 0..=1, two-sided.
    pub p: f64,
    /// How sure `interval` is, a fraction.
    pub confidence: Confidence,
}

impl Comparison {
    /// Does the interval leave 0 out? Only then show an arrow or a colour; of many segments first ask
    /// [`false_discovery`](super::false_discovery).
    ///
    /// ```
    /// use survey_core::score::{Tally, compare};
    ///
    /// let a = Tally { promoters: 600, passives: 250, detractors: 150 };
    /// let b = Tally { promoters: 520, passives: 260, detractors: 220 };
    /// assert!(compare(&a, &b).expect("both have answers").is_significant());
    /// assert!(!compare(&a, &a).expect("both have answers").is_significant());
    /// ```
    pub fn is_significant(&self) -> bool {
        !self.interval.contains(0.0)
    }
}

/// Compares two scores at 95 %; None where either has no answers. See [`compare_at`].
///
/// ```
/// use survey_core::score::{Tally, compare};
///
/// let a = Tally { promoters: 600, passives: 250, detractors: 150 };
/// let b = Tally { promoters: 520, passives: 260, detractors: 220 };
/// assert_eq!(compare(&a, &b).map(|change| change.display), Some(15));
/// assert_eq!(compare(&a, &Tally::default()), None);
/// ```
pub fn compare(a: &Tally, b: &Tally) -> Option<Comparison> {
    compare_at(a, b, Confidence::default())
}

/// Compares two scores by MOVER on their score intervals; None where either has no answers.
///
/// Zou & Donner 2008 (Stat. Med. 27:1693): the limits of each side, as they are shown, are combined. Over 49 cases
/// without a difference it cried wolf in at most 5.1 % (the textbook z-test: up to 41 %).
///
/// ```
/// use survey_core::score::{Confidence, Tally, compare_at};
///
/// let a = Tally { promoters: 10, passives: 0, detractors: 0 };
/// let b = Tally { promoters: 4, passives: 3, detractors: 3 };
/// let change = compare_at(&a, &b, Confidence::NINETY_FIVE).expect("both have answers");
/// assert!((change.p - 0.015_417_076_359_444).abs() < 1e-9);
/// assert_eq!(compare_at(&a, &Tally::default(), Confidence::NINETY_FIVE), None);
/// ```
pub fn compare_at(a: &Tally, b: &Tally, confidence: Confidence) -> Option<Comparison> {
    let mut comparison = a.weighted()?.compare(&b.weighted()?, confidence);
    if let Some(display) = rounded_difference(a, b) {
        comparison.display = display;
    }
    Some(comparison)
}

impl WeightedTally {
    /// Compares two weighted scores by MOVER, `self` minus `other`, as [`compare_at`] does for counts.
    ///
    /// ```
    /// use survey_core::score::{Confidence, WeightedTally};
    ///
    /// let here = WeightedTally::new(31.25, 20.5, 11.75)?;
    /// let there = WeightedTally::new(20.0, 20.5, 23.0)?;
    /// assert_eq!(here.compare(&there, Confidence::default()).display, 35);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn compare(&self, other: &Self, confidence: Confidence) -> Comparison {
        let difference = self.nps() - other.nps();
        let z = if difference == 0.0 { 0.0 } else { deviate(self, other) };
        Comparison {
            difference,
            display: whole_points(difference),
            interval: mover(self, other, confidence.z()),
            z,
            p: two_sided_p(z),
            confidence,
        }
    }
}

/// The interval of the difference: each side contributes its distance to its own limit.
fn mover(left: &WeightedTally, right: &WeightedTally, z: f64) -> Interval {
    // The upper limit is the lower one of the opposite difference.
    Interval { low: lower_limit(left, right, z), high: -lower_limit(right, left, z) }
}

fn lower_limit(left: &WeightedTally, right: &WeightedTally, z: f64) -> f64 {
    let (r1, r2) = (left.nps(), right.nps());
    r1 - r2 - (r1 - left.lower_limit(z)).hypot(right.upper_limit(z) - r2)
}

/// The deviate at which the limit nearest 0 touches 0.
fn deviate(left: &WeightedTally, right: &WeightedTally) -> f64 {
    let (greater, smaller) = if left.nps() > right.nps() { (left, right) } else { (right, left) };
    let (mut low, mut high) = (1e-12, 40.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if lower_limit(greater, smaller, middle) <= 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    0.5 * (low + high)
}

fn cross(a: &Tally, b: &Tally) -> Option<i128> {
    a.balance().checked_mul(i128::from(b.n()))
}

/// The difference in whole points, rounded half away from zero in integers; None where the counts are too large for that.
fn rounded_difference(a: &Tally, b: &Tally) -> Option<i32> {
    let numerator = cross(a, b)?.checked_sub(cross(b, a)?)?;
    let denominator = i128::from(a.n()).checked_mul(i128::from(b.n()))?;
    i32::try_from(rounded_ratio(100, numerator, denominator)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_score_of_other_sizes_differs_by_nothing() {
        let small = Tally { promoters: 1, passives: 2, detractors: 0 };
        let large = Tally { promoters: 10, passives: 20, detractors: 0 };
        let same = compare(&small, &large).unwrap();
        assert_eq!((same.display, same.z, same.p), (0, 0.0, 1.0));
    }

    #[test]
    fn the_difference_is_rounded_once() {
        // 33.5 and 30.4 show as 34 and 30, and differ by 3.1.
        let a = Tally { promoters: 335, passives: 665, detractors: 0 };
        let b = Tally { promoters: 304, passives: 696, detractors: 0 };
        assert_eq!(compare(&a, &b).unwrap().display, 3);
        assert_eq!(compare(&b, &a).unwrap().display, -3);
    }

    #[test]
    fn swapping_the_sides_mirrors_the_interval_and_keeps_p() {
        let a = Tally { promoters: 18, passives: 2, detractors: 0 };
        let b = Tally { promoters: 150, passives: 40, detractors: 10 };
        let (forth, back) = (compare(&a, &b).unwrap(), compare(&b, &a).unwrap());
        assert!((forth.interval.low + back.interval.high).abs() < 1e-14);
        assert!((forth.p - back.p).abs() < 1e-12);
    }

    #[test]
    fn opposite_certainties_of_any_size_have_a_p_of_practically_nothing() {
        let a = Tally { promoters: u64::MAX, passives: 0, detractors: 0 };
        let b = Tally { promoters: 0, passives: 0, detractors: 1_000_000 };
        let comparison = compare(&a, &b).unwrap();
        assert_eq!(comparison.display, 200);
        assert!(comparison.p < 1e-300 && comparison.is_significant());
    }
}
