//! "Half of the customers waited less than, nine of ten less than."

use crate::score::{Confidence, distribution::binomial_quantile};
use serde::Serialize;

/// Finished waits, sorted.
///
/// ```
/// use survey_core::score::{Confidence, wait::Waits};
///
/// let hours = Waits::new((1..=50).map(f64::from))?;
/// assert_eq!(hours.percentile(0.5)?, Some(25.5));
/// let ninth = hours.percentile_interval(0.9, Confidence::default())?.expect("there are waits");
/// assert_eq!((ninth.low, ninth.high), (Some(41.0), Some(50.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Waits {
    sorted: Vec<f64>,
}

/// A percentile that is not a fraction from 0 to 1.
///
/// ```
/// use survey_core::score::wait::Waits;
///
/// assert!(Waits::new([1.0])?.percentile(90.0).is_err());
/// # Ok::<(), survey_core::score::wait::InvalidWait>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{given} is not a percentile: give a fraction from 0 to 1, such as 0.9")]
#[non_exhaustive]
pub struct InvalidPercentile {
    /// What was given.
    pub given: f64,
}

/// Where the true percentile lies, whatever the shape of the waits (by ranks).
///
/// ```
/// use survey_core::score::{Confidence, wait::Waits};
///
/// let few = Waits::new([1.0, 2.0, 3.0])?.percentile_interval(0.9, Confidence::default())?;
/// assert_eq!(few.and_then(|interval| interval.high), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PercentileInterval {
    /// The lower end; None where there are too few waits for one.
    pub low: Option<f64>,
    /// The upper end; None where there are too few waits for one (the 90th percentile needs 36).
    pub high: Option<f64>,
    /// Rank of the lower end, from 1; 0 where there is none.
    pub low_rank: u64,
    /// Rank of the upper end, from 1; one more than there are waits where there is none.
    pub high_rank: u64,
}

impl Waits {
    /// From finished waits in any order; finite, below 0 where they count from a promised time that was beaten.
    ///
    /// ```
    /// use survey_core::score::wait::Waits;
    ///
    /// assert!(Waits::new([2.0, 1.0]).is_ok() && Waits::new([f64::NAN]).is_err());
    /// ```
    pub fn new(waits: impl IntoIterator<Item = f64>) -> Result<Self, super::InvalidWait> {
        let mut sorted = waits.into_iter().map(super::finite).collect::<Result<Vec<_>, _>>()?;
        sorted.sort_unstable_by(f64::total_cmp);
        Ok(Self { sorted })
    }

    /// How many.
    ///
    /// ```
    /// use survey_core::score::wait::Waits;
    ///
    /// assert_eq!(Waits::new([2.0, 1.0])?.n(), 2);
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn n(&self) -> usize {
        self.sorted.len()
    }

    /// The wait that a fraction `p` (0..=1) of customers stayed below, interpolated (type 7, as R and spreadsheets do); None
    /// without waits.
    ///
    /// ```
    /// use survey_core::score::wait::Waits;
    ///
    /// assert_eq!(Waits::new([1.0, 2.0, 4.0])?.percentile(0.75)?, Some(3.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn percentile(&self, p: f64) -> Result<Option<f64>, InvalidPercentile> {
        let p = checked_percentile(p)?;
        let Some(last) = self.sorted.len().checked_sub(1) else { return Ok(None) };
        let position = last as f64 * p;
        let below = position.floor();
        let at = |index: usize| self.sorted.get(index.min(last)).copied();
        let between = |(low, high): (f64, f64)| low + (position - below) * (high - low);
        Ok(at(below as usize).zip(at(below as usize + 1)).map(between))
    }

    /// Where the true percentile lies, from the ranks of the binomial distribution; None without waits.
    ///
    /// ```
    /// use survey_core::score::{Confidence, wait::Waits};
    ///
    /// let hours = Waits::new((1..=30).map(f64::from))?;
    /// let median = hours.percentile_interval(0.5, Confidence::default())?.expect("there are waits");
    /// assert_eq!((median.low, median.high), (Some(10.0), Some(21.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn percentile_interval(
        &self,
        p: f64,
        confidence: Confidence,
    ) -> Result<Option<PercentileInterval>, InvalidPercentile> {
        let p = checked_percentile(p)?;
        let n = self.sorted.len() as u64;
        if n == 0 {
            return Ok(None);
        }
        let upper = confidence.upper_tail_start();
        let low_rank = binomial_quantile(1.0 - upper, n, p);
        let high_rank = binomial_quantile(upper, n, p) + 1;
        let at = |rank: u64| rank.checked_sub(1).and_then(|index| self.sorted.get(index as usize)).copied();
        Ok(Some(PercentileInterval { low: at(low_rank), high: at(high_rank), low_rank, high_rank }))
    }
}

fn checked_percentile(given: f64) -> Result<f64, InvalidPercentile> {
    if (0.0..=1.0).contains(&given) { Ok(given) } else { Err(InvalidPercentile { given }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_the_smallest_and_the_largest_wait() {
        let waits = Waits::new([3.0, 1.0, 2.0]).unwrap();
        assert_eq!((waits.percentile(0.0), waits.percentile(1.0)), (Ok(Some(1.0)), Ok(Some(3.0))));
        assert_eq!(Waits::new([]).unwrap().percentile(0.5), Ok(None));
        assert!(waits.percentile(90.0).is_err() && Waits::new([f64::NAN]).is_err());
    }

    #[test]
    fn few_waits_have_no_upper_end() {
        let waits = Waits::new((0..35).map(f64::from)).unwrap();
        assert_eq!(waits.percentile_interval(0.9, Confidence::default()).unwrap().unwrap().high, None);
        let waits = Waits::new((0..36).map(f64::from)).unwrap();
        assert!(waits.percentile_interval(0.9, Confidence::default()).unwrap().unwrap().high.is_some());
    }
}
