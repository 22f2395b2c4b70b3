//! How often each value of a scale was answered: stars, satisfaction, effort, smileys, any labelled scale.

use super::{Mean, Proportion, Tally};
use serde::Serialize;
use std::ops::RangeInclusive;

/// The most points a scale may have.
///
/// ```
/// use survey_core::score::{Histogram, MOST_POINTS};
///
/// assert!(Histogram::new(1..=MOST_POINTS as i64).is_ok() && Histogram::new(0..=MOST_POINTS as i64).is_err());
/// ```
pub const MOST_POINTS: u64 = 1001;

/// Counts by value over one scale of whole numbers; the whole histogram is the honest picture, its shares summarise it.
///
/// Histograms of different scales are never pooled.
///
/// ```
/// use survey_core::score::Histogram;
///
/// let mut stars = Histogram::new(1..=5)?;
/// for answer in [5, 5, 4, 2] {
///     stars.count(answer)?;
/// }
/// assert_eq!(stars.counts(), [0, 1, 0, 1, 2]);
/// assert_eq!(stars.satisfied().share().map(|share| share.display), Some(75));
/// assert_eq!(stars.count(6).unwrap_err().to_string(), "6 is not on this scale: it goes from 1 to 5");
/// # Ok::<(), survey_core::score::InvalidScale>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Histogram {
    lowest: i64,
    counts: Vec<u64>,
}

/// A scale that does not exist, or a value or histogram that does not fit on this one.
///
/// ```
/// use survey_core::score::Histogram;
///
/// assert_eq!(Histogram::new(5..=5).unwrap_err().to_string(), "a scale has from 2 to 1001 points, 5 to 5 does not");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidScale {
    /// Fewer than two points, or more than [`MOST_POINTS`].
    #[error("a scale has from 2 to {MOST_POINTS} points, {lowest} to {highest} does not")]
    Points {
        /// The lowest value given.
        lowest: i64,
        /// The highest value given.
        highest: i64,
    },
    /// A value beyond the ends of the scale.
    #[error("{value} is not on this scale: it goes from {lowest} to {highest}")]
    Value {
        /// The value given.
        value: i64,
        /// The lowest value of the scale.
        lowest: i64,
        /// The highest value of the scale.
        highest: i64,
    },
    /// Two histograms of different scales.
    #[error("histograms of different scales cannot be added: their numbers do not mean the same")]
    Different,
}

impl Histogram {
    /// An empty histogram of a scale, ends included.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// assert_eq!(Histogram::new(1..=3)?.counts(), [0, 0, 0]);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn new(scale: RangeInclusive<i64>) -> Result<Self, InvalidScale> {
        let (lowest, highest) = (*scale.start(), *scale.end());
        match highest.checked_sub(lowest).and_then(|steps| u64::try_from(steps).ok()) {
            Some(steps @ 1..MOST_POINTS) => Ok(Self { lowest, counts: vec![0; steps as usize + 1] }),
            _ => Err(InvalidScale::Points { lowest, highest }),
        }
    }

    /// From counts by value; the first belongs to `lowest`.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let satisfaction = Histogram::from_counts(1, vec![3, 5, 12, 40, 60])?;
    /// assert_eq!((satisfaction.n(), satisfaction.scale()), (120, 1..=5));
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn from_counts(lowest: i64, counts: Vec<u64>) -> Result<Self, InvalidScale> {
        let highest = lowest.saturating_add_unsigned((counts.len() as u64).saturating_sub(1));
        let mut histogram = Self::new(lowest..=highest)?;
        if histogram.counts.len() != counts.len() {
            return Err(InvalidScale::Points { lowest, highest });
        }
        histogram.counts = counts;
        Ok(histogram)
    }

    /// Counts one answer more.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let mut effort = Histogram::new(1..=7)?;
    /// effort.count(7)?;
    /// assert_eq!(effort.n(), 1);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn count(&mut self, value: i64) -> Result<(), InvalidScale> {
        self.count_times(value, 1)
    }

    /// Counts `times` answers of a value more: a row of a roll-up.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let mut effort = Histogram::new(1..=7)?;
    /// effort.count_times(7, 12)?;
    /// assert_eq!(effort.n(), 12);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn count_times(&mut self, value: i64, times: u64) -> Result<(), InvalidScale> {
        let (lowest, highest) = self.scale().into_inner();
        let index = value.checked_sub(lowest).and_then(|steps| usize::try_from(steps).ok());
        let count = index.and_then(|index| self.counts.get_mut(index));
        let count = count.ok_or(InvalidScale::Value { value, lowest, highest })?;
        *count = count.saturating_add(times);
        Ok(())
    }

    /// Adds the counts of another histogram of the same scale.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// let mut both = stars.clone();
    /// both.merge(&stars)?;
    /// assert_eq!(both.n(), 20);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<(), InvalidScale> {
        if self.scale() != other.scale() {
            return Err(InvalidScale::Different);
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count = count.saturating_add(*more);
        }
        Ok(())
    }

    /// The scale, ends included.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.scale(), 1..=5);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn scale(&self) -> RangeInclusive<i64> {
        self.lowest..=self.lowest.saturating_add_unsigned(self.counts.len() as u64 - 1)
    }

    /// Counts by value, lowest first.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.counts(), [1, 0, 2, 3, 4]);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// All answers.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.n(), 10);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn n(&self) -> u64 {
        sum(&self.counts)
    }

    /// Answers in the `boxes` highest values, out of all: "top-2-box" for 2.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.top(2).part(), 7);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn top(&self, boxes: usize) -> Proportion {
        let start = self.counts.len().saturating_sub(boxes);
        self.among_all(self.counts.get(start..).unwrap_or_default())
    }

    /// Answers in the `boxes` lowest values, out of all.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.bottom(2).part(), 1);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn bottom(&self, boxes: usize) -> Proportion {
        self.among_all(self.counts.get(..boxes.min(self.counts.len())).unwrap_or_default())
    }

    /// The satisfied answers, as customary for scales of so many points: the top 1 of up to 3 (smileys), the top 3 of 7
    /// (customer effort 2.0, agreement 5 to 7), the top 2 of any other (satisfaction, stars).
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.satisfied().part(), 7);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn satisfied(&self) -> Proportion {
        self.top(self.end_boxes())
    }

    /// The dissatisfied answers: as many boxes from the low end as [`satisfied`](Self::satisfied) takes from the high one.
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.dissatisfied().part(), 1);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn dissatisfied(&self) -> Proportion {
        self.bottom(self.end_boxes())
    }

    fn end_boxes(&self) -> usize {
        match self.counts.len() {
            0..=3 => 1,
            7 => 3,
            _ => 2,
        }
    }

    /// The mean answer with its t interval; None when nobody answered. See [`Mean`].
    ///
    /// ```
    /// use survey_core::score::Histogram;
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.mean().map(|mean| mean.value), Some(3.9));
    /// assert_eq!(Histogram::new(1..=5)?.mean(), None);
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn mean(&self) -> Option<Mean> {
        Mean::of(self, super::Confidence::default())
    }

    /// The mean answer with an interval of the confidence wanted; None when nobody answered.
    ///
    /// ```
    /// use survey_core::score::{Confidence, Histogram};
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.mean_at(Confidence::NINETY).map(|mean| mean.value), Some(3.9));
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn mean_at(&self, confidence: super::Confidence) -> Option<Mean> {
        Mean::of(self, confidence)
    }

    /// The tally of a 0 to 10 scale; None for every other scale: stars and smileys are never turned into an NPS.
    ///
    /// ```
    /// use survey_core::score::{Histogram, Tally};
    ///
    /// let stars = Histogram::from_counts(1, vec![1, 0, 2, 3, 4])?;
    /// assert_eq!(stars.tally(), None);
    /// assert_eq!(Histogram::new(0..=10)?.tally(), Some(Tally::default()));
    /// # Ok::<(), survey_core::score::InvalidScale>(())
    /// ```
    pub fn tally(&self) -> Option<Tally> {
        let counts = <[u64; 11]>::try_from(self.counts.as_slice()).ok()?;
        (self.lowest == 0).then(|| Tally::from_values(counts))
    }

    fn among_all(&self, part: &[u64]) -> Proportion {
        Proportion::new(sum(part), self.n()).unwrap_or_default()
    }
}

fn sum(counts: &[u64]) -> u64 {
    counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn satisfied_takes_one_two_or_three_boxes_by_the_length_of_the_scale() {
        let satisfied = |counts: Vec<u64>| Histogram::from_counts(1, counts).unwrap().satisfied().part();
        assert_eq!(satisfied(vec![1, 2, 4]), 4);
        assert_eq!(satisfied(vec![1, 2, 4, 8, 16]), 24);
        assert_eq!(satisfied(vec![1, 2, 4, 8, 16, 32, 64]), 112);
        let smileys = Histogram::from_counts(1, vec![11, 9, 43]).unwrap();
        assert_eq!(smileys.dissatisfied().part(), 11);
    }

    #[test]
    fn scales_without_points_or_with_too_many_are_refused() {
        for scale in [5..=5, RangeInclusive::new(5, 1), i64::MIN..=i64::MAX, 0..=1001] {
            assert!(matches!(Histogram::new(scale), Err(InvalidScale::Points { .. })));
        }
        assert!(Histogram::from_counts(i64::MAX, vec![1, 2, 3]).is_err());
        assert!(Histogram::from_counts(1, vec![]).is_err());
    }

    #[test]
    fn different_scales_do_not_mix() {
        let mut stars = Histogram::new(1..=5).unwrap();
        assert_eq!(stars.merge(&Histogram::new(0..=4).unwrap()), Err(InvalidScale::Different));
    }

    #[test]
    fn only_zero_to_ten_makes_a_tally() {
        assert_eq!(Histogram::new(1..=11).unwrap().tally(), None);
        let mut scores = Histogram::new(0..=10).unwrap();
        scores.count_times(10, 3).unwrap();
        assert_eq!(scores.tally(), Some(Tally { promoters: 3, ..Tally::default() }));
    }
}
