//! Did something become rarer? Counts against what they could have been: complaints per hundred answers, before and after.

use super::{Confidence, Interval, Proportion};
use serde::Serialize;

/// How often something happened, and among how much.
///
/// ```
/// use survey_core::score::Rate;
///
/// let before = Rate { count: 30, exposure: 600 };
/// assert_eq!(before.per_hundred(), Some(5.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// How often.
    pub count: u64,
    /// Among so many answers, orders or days. One of them may bring several, so this is no upper bound of `count`.
    pub exposure: u64,
}

/// How a rate changed.
///
/// ```
/// use survey_core::score::{Change, Confidence, Rate, compare_rates};
///
/// let (before, after) = (Rate { count: 30, exposure: 600 }, Rate { count: 10, exposure: 600 });
/// let found = compare_rates(&before, &after, Confidence::default()).expect("it happened");
/// assert_eq!(found.change(), Change::Fell);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RateComparison {
    /// The rate after divided by the rate before; None where it never happened before.
    pub ratio: Option<f64>,
    /// The lower end of where the true ratio lies.
    pub low: f64,
    /// The upper end; None where nothing bounds it.
    pub high: Option<f64>,
    /// How sure the interval is.
    pub confidence: Confidence,
}

/// What may be said of a change.
///
/// ```
/// use survey_core::score::{Change, Confidence, Rate, compare_rates};
///
/// let (before, after) = (Rate { count: 4, exposure: 100 }, Rate { count: 2, exposure: 100 });
/// let found = compare_rates(&before, &after, Confidence::default()).expect("it happened");
/// assert_eq!(found.change(), Change::Unclear, "so few may be chance");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It became rarer by more than chance explains.
    Fell,
    /// It became more frequent by more than chance explains.
    Rose,
    /// Chance alone explains the difference.
    Unclear,
}

impl Rate {
    /// So many in a hundred; None where there was nothing that could have brought any.
    ///
    /// ```
    /// use survey_core::score::Rate;
    ///
    /// assert_eq!(Rate { count: 1, exposure: 0 }.per_hundred(), None);
    /// ```
    pub fn per_hundred(&self) -> Option<f64> {
        (self.exposure > 0).then(|| 100.0 * self.count as f64 / self.exposure as f64)
    }
}

impl RateComparison {
    /// Does the interval leave 1 out, and on which side?
    ///
    /// ```
    /// use survey_core::score::{Change, Confidence, Rate, compare_rates};
    ///
    /// let (before, after) = (Rate { count: 10, exposure: 600 }, Rate { count: 30, exposure: 600 });
    /// let found = compare_rates(&before, &after, Confidence::default()).expect("it happened");
    /// assert_eq!(found.change(), Change::Rose);
    /// ```
    pub fn change(&self) -> Change {
        match self.high {
            Some(high) if high < 1.0 => Change::Fell,
            _ if self.low > 1.0 => Change::Rose,
            _ => Change::Unclear,
        }
    }
}

/// Compares two Poisson rates by their ratio, after to before; None where it never happened or nothing could have.
///
/// Given the sum of both counts, the later one is binomial with the share `p = r·e2 / (e1 + r·e2)` for the ratio `r`. The
/// Wilson interval of `p` turned back into ratios is the score interval of the ratio (Graham, Mietinnen and Nurminen 2003,
/// Stat. Med. 22:2071, section 2).
///
/// ```
/// use survey_core::score::{Confidence, Rate, compare_rates};
///
/// let (before, after) = (Rate { count: 30, exposure: 600 }, Rate { count: 10, exposure: 600 });
/// let found = compare_rates(&before, &after, Confidence::default()).expect("it happened");
/// assert!((found.ratio.unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// assert!(compare_rates(&Rate::default(), &after, Confidence::default()).is_none());
/// ```
pub fn compare_rates(before: &Rate, after: &Rate, confidence: Confidence) -> Option<RateComparison> {
    if before.exposure == 0 || after.exposure == 0 {
        return None;
    }
    let both = before.count.checked_add(after.count)?;
    let Interval { low, high } = Proportion::new(after.count, both).ok()?.wilson(confidence)?;
    let exposures = before.exposure as f64 / after.exposure as f64;
    let odds = |share: f64| (share < 1.0).then(|| share / (1.0 - share) * exposures);
    let ratio = (before.count > 0).then(|| after.count as f64 / before.count as f64 * exposures);
    Some(RateComparison { ratio, low: odds(low).unwrap_or(f64::INFINITY), high: odds(high), confidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(before: (u64, u64), after: (u64, u64)) -> Option<RateComparison> {
        let rate = |(count, exposure)| Rate { count, exposure };
        compare_rates(&rate(before), &rate(after), Confidence::default())
    }

    #[test]
    fn the_interval_is_wilson_of_the_share_as_odds_worked_out_by_hand() {
        // 10 of 40: centre (0.25 + 3.8415/80) / (1 + 3.8415/40) = 0.27191, half 0.13003, so 0.14187 to 0.40194 to five places;
        // as odds 0.16532 to 0.67207.
        let found = compared((30, 600), (10, 600)).unwrap();
        assert!((found.low - 0.165_32).abs() < 2e-4, "{found:?}");
        assert!((found.high.unwrap() - 0.672_07).abs() < 2e-3, "{found:?}");
    }

    #[test]
    fn more_exposure_before_is_taken_into_account() {
        let (even, uneven) = (compared((20, 100), (20, 100)).unwrap(), compared((20, 50), (20, 100)).unwrap());
        assert!((even.ratio.unwrap() - 1.0).abs() < 1e-12 && (uneven.ratio.unwrap() - 0.5).abs() < 1e-12);
        assert!((uneven.low - even.low / 2.0).abs() < 1e-12, "the interval moves with it");
        assert_eq!((even.change(), uneven.change()), (Change::Unclear, Change::Fell));
    }

    #[test]
    fn before_and_after_turned_round_are_the_reciprocal() {
        let (one, two) = (compared((30, 600), (10, 400)).unwrap(), compared((10, 400), (30, 600)).unwrap());
        assert!((one.low * two.high.unwrap() - 1.0).abs() < 1e-12 && (one.high.unwrap() * two.low - 1.0).abs() < 1e-12);
    }

    #[test]
    fn never_before_or_never_after_leaves_one_side_open() {
        let gone = compared((12, 300), (0, 300)).unwrap();
        assert_eq!((gone.ratio, gone.low, gone.change()), (Some(0.0), 0.0, Change::Fell));
        let new = compared((0, 300), (12, 300)).unwrap();
        assert_eq!((new.ratio, new.high, new.change()), (None, None, Change::Rose));
        assert_eq!(compared((0, 300), (0, 300)), None);
        assert_eq!(compared((1, 300), (0, 0)), None);
    }
}
