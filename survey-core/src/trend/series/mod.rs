//! Counts over time, one point a bucket, without gaps.

use super::{Bucket, boundaries::Boundaries};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use std::ops::AddAssign;

/// The most buckets a trend may have: 100 years of days fit, a typing error in a year does not fill the memory.
///
/// ```
/// use survey_core::trend::{MOST_BUCKETS, Trend};
///
/// assert!(Trend::<u64>::rolling([], MOST_BUCKETS + 1).is_err());
/// ```
pub const MOST_BUCKETS: usize = 40_000;

/// One bucket of a trend.
///
/// ```
/// use jiff::civil::date;
/// use survey_core::trend::{Bucket, Trend};
///
/// let rows = [(date(2026, 1, 5), 4u64), (date(2026, 3, 9), 2)];
/// let trend = Trend::from_days(rows, Bucket::Month)?;
/// let february = &trend.points()[1];
/// assert_eq!((february.end, february.counts), (date(2026, 2, 28), 0));
/// # Ok::<(), survey_core::trend::InvalidTrend>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Point<T> {
    /// The first day of the bucket.
    pub start: Date,
    /// The last day of the bucket (in a rolling trend: of the window).
    pub end: Date,
    /// What was counted; empty where nobody answered, which is not a score of 0.
    pub counts: T,
}

/// Counts over time: any type that starts empty and adds up ([`Tally`](crate::score::Tally),
/// [`Proportion`](crate::score::Proportion), `u64`), oldest bucket first, buckets without answers included.
///
/// ```
/// use jiff::civil::date;
/// use survey_core::score::Tally;
/// use survey_core::trend::{Bucket, Trend};
///
/// let rows = [
///     (date(2026, 1, 5), Tally { promoters: 5, passives: 3, detractors: 2 }),
///     (date(2026, 3, 9), Tally { promoters: 6, passives: 3, detractors: 1 }),
/// ];
/// let trend = Trend::from_days(rows, Bucket::Month)?;
/// let shown: Vec<_> = trend.points().iter().map(|month| month.counts.nps().map(|nps| nps.display)).collect();
/// assert_eq!(shown, [Some(30), None, Some(50)]);
/// # Ok::<(), survey_core::trend::InvalidTrend>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Trend<T> {
    points: Vec<Point<T>>,
}

/// A trend that cannot be drawn.
///
/// ```
/// use jiff::civil::date;
/// use survey_core::trend::{Bucket, Trend};
///
/// let rows = [(date(26, 1, 5), 1u64), (date(2026, 1, 5), 1)];
/// let error = Trend::from_days(rows, Bucket::Day).unwrap_err();
/// assert!(error.to_string().starts_with("from 0026-01-05 to 2026-01-05 there are more than 40000 buckets"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTrend {
    /// The first and the last day are too far apart for this bucket.
    #[error("from {first} to {last} there are more than {MOST_BUCKETS} buckets: choose larger ones or a shorter range")]
    TooManyBuckets {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// A window of no days, or more than there may be buckets.
    #[error("a rolling window has from 1 to {MOST_BUCKETS} days, not {days}")]
    Window {
        /// The length given, in days.
        days: usize,
    },
    /// A range whose end comes before its start.
    #[error("the range ends on {last}, before it starts on {first}")]
    Backwards {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
}

impl<T: Clone + Default + AddAssign> Trend<T> {
    /// From roll-up rows (calendar day, counts) in any order; a day may come many times. Empty without rows.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::{Bucket, Trend};
    ///
    /// let rows = [(date(2026, 1, 5), 4u64), (date(2026, 3, 9), 2)];
    /// let trend = Trend::from_days(rows, Bucket::Month)?;
    /// assert_eq!(trend.points().len(), 3);
    /// # Ok::<(), survey_core::trend::InvalidTrend>(())
    /// ```
    pub fn from_days(rows: impl IntoIterator<Item = (Date, T)>, bucket: Bucket) -> Result<Self, InvalidTrend> {
        let rows: Vec<_> = rows.into_iter().collect();
        let days = || rows.iter().map(|(day, _)| *day);
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return Ok(Self { points: Vec::new() });
        };
        Self::between(first, last, rows, bucket)
    }

    /// From roll-up rows as [`from_days`](Self::from_days), from the bucket of `first` to the bucket of `last` whether
    /// there are rows or not; rows outside these buckets are left out.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::{Bucket, Trend};
    ///
    /// let rows = [(date(2026, 1, 31), 7u64), (date(2026, 2, 1), 1)];
    /// let trend = Trend::between(date(2026, 2, 1), date(2026, 2, 3), rows, Bucket::Day)?;
    /// assert_eq!(trend.points().iter().map(|day| day.counts).collect::<Vec<_>>(), [1, 0, 0]);
    /// # Ok::<(), survey_core::trend::InvalidTrend>(())
    /// ```
    pub fn between(
        first: Date,
        last: Date,
        rows: impl IntoIterator<Item = (Date, T)>,
        bucket: Bucket,
    ) -> Result<Self, InvalidTrend> {
        let mut trend = Self::empty(first, last, bucket)?;
        for (day, counts) in rows {
            let start = bucket.start(day);
            if let Ok(index) = trend.points.binary_search_by_key(&start, |point| point.start)
                && let Some(point) = trend.points.get_mut(index)
            {
                point.counts += counts;
            }
        }
        Ok(trend)
    }

    /// From raw answers (time, what it counts as) in any order, by calendar days of `zone`. Empty without answers.
    ///
    /// Time zones are looked up once a bucket, not once an answer.
    ///
    /// ```
    /// use jiff::tz::TimeZone;
    /// use survey_core::score::{Score, Tally};
    /// use survey_core::trend::{Bucket, Trend};
    ///
    /// // Half past ten in the evening, Universal Time, is the next morning in Almaty.
    /// let answers = [("2026-11-20T22:30:00Z".parse()?, Score::new(9)?), ("2026-11-21T06:00:00Z".parse()?, Score::new(3)?)];
    /// let almaty = TimeZone::get("Asia/Almaty")?;
    /// let trend = Trend::from_answers(&answers, Bucket::Day, &almaty, Tally::count)?;
    /// assert_eq!(trend.points().len(), 1);
    /// assert_eq!(trend.total(), Tally { promoters: 1, passives: 0, detractors: 1 });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_answers<A: Copy>(
        answers: &[(Timestamp, A)],
        bucket: Bucket,
        zone: &TimeZone,
        count: impl Fn(&mut T, A),
    ) -> Result<Self, InvalidTrend> {
        let times = || answers.iter().map(|(time, _)| *time);
        let (Some(first), Some(last)) = (times().min(), times().max()) else {
            return Ok(Self { points: Vec::new() });
        };
        let mut trend = Self::empty(day_of(first, zone), day_of(last, zone), bucket)?;
        let boundaries = Boundaries::new(trend.points.iter().map(|point| point.start), zone);
        for &(time, answer) in answers {
            if let Some(point) = trend.points.get_mut(boundaries.index(time)) {
                count(&mut point.counts, answer);
            }
        }
        Ok(trend)
    }

    /// Buckets without counts from the one of `first` to the one of `last`.
    fn empty(first: Date, last: Date, bucket: Bucket) -> Result<Self, InvalidTrend> {
        if last < first {
            return Err(InvalidTrend::Backwards { first, last });
        }
        let mut points = Vec::new();
        let mut start = Some(bucket.start(first));
        while let Some(day) = start.filter(|day| *day <= last) {
            if points.len() == MOST_BUCKETS {
                return Err(InvalidTrend::TooManyBuckets { first, last });
            }
            start = bucket.next(day);
            let end = start.and_then(|next| next.yesterday().ok()).unwrap_or(Date::MAX);
            points.push(Point { start: day, end, counts: T::default() });
        }
        Ok(Self { points })
    }

    /// Sums over a sliding window of `days` calendar days, one point a day, from daily rows in any order.
    ///
    /// The first points have shorter windows, since nothing is known before the first row.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::Trend;
    ///
    /// let rows = [(date(2026, 1, 1), 4u64), (date(2026, 1, 2), 1), (date(2026, 1, 4), 2)];
    /// let rolling = Trend::rolling(rows, 2)?;
    /// assert_eq!(rolling.points().iter().map(|day| day.counts).collect::<Vec<_>>(), [4, 5, 1, 2]);
    /// # Ok::<(), survey_core::trend::InvalidTrend>(())
    /// ```
    pub fn rolling(rows: impl IntoIterator<Item = (Date, T)>, days: usize) -> Result<Self, InvalidTrend> {
        if days == 0 || days > MOST_BUCKETS {
            return Err(InvalidTrend::Window { days });
        }
        Self::from_days(rows, Bucket::Day).map(|daily| daily.windows(days))
    }

    /// Sums of the last `length` buckets up to and with each; a length of 0 is taken as 1.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::{Bucket, Trend};
    ///
    /// let rows = [(date(2026, 1, 1), 4u64), (date(2026, 2, 1), 1), (date(2026, 3, 1), 2)];
    /// let three_months = Trend::from_days(rows, Bucket::Month)?.windows(3);
    /// assert_eq!(three_months.points()[2].counts, 7);
    /// assert_eq!(three_months.points()[2].start, date(2026, 1, 1));
    /// # Ok::<(), survey_core::trend::InvalidTrend>(())
    /// ```
    #[must_use]
    pub fn windows(&self, length: usize) -> Self {
        let length = length.max(1);
        // Two stacks of partial sums: counts can be added but not taken away, and each is added only twice.
        let mut points = Vec::with_capacity(self.points.len());
        let mut suffixes: Vec<T> = Vec::new();
        let (mut prefix, mut prefix_start) = (T::default(), 0);
        for (index, point) in self.points.iter().enumerate() {
            prefix += point.counts.clone();
            let oldest = (index + 1).saturating_sub(length);
            if oldest > 0 && suffixes.is_empty() {
                suffixes = self.suffix_sums(prefix_start, index);
                (prefix, prefix_start) = (T::default(), index + 1);
            }
            if oldest > 0 {
                // The bucket that has just left the window.
                suffixes.pop();
            }
            let mut counts = suffixes.last().cloned().unwrap_or_default();
            counts += prefix.clone();
            let start = self.points.get(oldest).map_or(point.start, |first| first.start);
            points.push(Point { start, end: point.end, counts });
        }
        Self { points }
    }

    /// Sums from each bucket of `first..=last` to `last`; the longest is the first to be popped.
    fn suffix_sums(&self, first: usize, last: usize) -> Vec<T> {
        let mut sum = T::default();
        let buckets = self.points.get(first..=last).unwrap_or_default();
        let sums = buckets.iter().rev().map(|point| {
            sum += point.counts.clone();
            sum.clone()
        });
        sums.collect()
    }

    /// The sum over all buckets.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::{Bucket, Trend};
    ///
    /// let rows = [(date(2026, 1, 5), 4u64), (date(2026, 3, 9), 2)];
    /// let trend = Trend::from_days(rows, Bucket::Month)?;
    /// assert_eq!(trend.total(), 6);
    /// # Ok::<(), survey_core::trend::InvalidTrend>(())
    /// ```
    pub fn total(&self) -> T {
        self.points.iter().fold(T::default(), |mut sum, point| {
            sum += point.counts.clone();
            sum
        })
    }
}

impl<T> Trend<T> {
    /// The buckets, oldest first.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::{Bucket, Trend};
    ///
    /// let rows = [(date(2026, 1, 5), 4u64), (date(2026, 3, 9), 2)];
    /// let trend = Trend::from_days(rows, Bucket::Month)?;
    /// assert_eq!(trend.points()[0].start, date(2026, 1, 1));
    /// # Ok::<(), survey_core::trend::InvalidTrend>(())
    /// ```
    pub fn points(&self) -> &[Point<T>] {
        &self.points
    }

    /// The counts alone, oldest first.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use survey_core::trend::{Bucket, Trend};
    ///
    /// let rows = [(date(2026, 1, 5), 4u64), (date(2026, 3, 9), 2)];
    /// let trend = Trend::from_days(rows, Bucket::Month)?;
    /// assert_eq!(trend.counts().copied().collect::<Vec<_>>(), [4, 0, 2]);
    /// # Ok::<(), survey_core::trend::InvalidTrend>(())
    /// ```
    pub fn counts(&self) -> impl Iterator<Item = &T> {
        self.points.iter().map(|point| &point.counts)
    }
}

/// The calendar day of a time in a zone.
fn day_of(time: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(time).date()
}

#[cfg(test)]
mod tests;
