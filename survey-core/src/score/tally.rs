//! How many promoters, passives and detractors there are.

use super::{
    Base, Category, Confidence, Nps, Reading, Score, WeightedTally, bytes::count_bytes, points::rounded_ratio,
};
use serde::{Deserialize, Serialize};
use std::{
    iter::Sum,
    ops::{Add, AddAssign},
};

/// Counts of answers by category; everything about an NPS is computed from these three numbers, in any order of counting.
///
/// ```
/// use survey_core::score::{Score, Tally};
///
/// let january: Tally = [10, 9, 7, 3].into_iter().flat_map(Score::new).collect();
/// let february = Tally { promoters: 5, passives: 3, detractors: 2 };
/// let both = january + february;
/// assert_eq!(both.n(), 14);
/// assert_eq!(both.nps().map(|nps| nps.display), Some(29));
/// assert_eq!(Tally::default().nps(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tally {
    /// Answers 9 and 10.
    pub promoters: u64,
    /// Answers 7 and 8.
    pub passives: u64,
    /// Answers 0 to 6.
    pub detractors: u64,
}

/// A tally, and how many bytes were not on the 0 to 10 scale.
///
/// ```
/// use survey_core::score::Tally;
///
/// assert_eq!(Tally::from_bytes(&[9, 99]).invalid, 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckedTally {
    /// The answers on the scale.
    pub tally: Tally,
    /// Bytes above 10: counted, never pulled onto the scale.
    pub invalid: u64,
}

impl Tally {
    /// From counts by value, index 0 to 10: a row of a histogram.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let tally = Tally::from_values([0, 0, 0, 1, 0, 0, 1, 2, 2, 3, 4]);
    /// assert_eq!(tally, Tally { promoters: 7, passives: 4, detractors: 2 });
    /// ```
    pub fn from_values(counts: [u64; 11]) -> Self {
        let sum = |part: &[u64]| part.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
        let (detractors, rest) = counts.split_at(7);
        let (passives, promoters) = rest.split_at(2);
        Self { promoters: sum(promoters), passives: sum(passives), detractors: sum(detractors) }
    }

    /// From one answer a byte, at memory speed; bytes above 10 are counted apart.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let checked = Tally::from_bytes(&[10, 9, 7, 3, 255]);
    /// assert_eq!(checked.tally, Tally { promoters: 2, passives: 1, detractors: 1 });
    /// assert_eq!(checked.invalid, 1);
    /// ```
    pub fn from_bytes(scores: &[u8]) -> CheckedTally {
        count_bytes(scores)
    }

    /// Counts one answer more.
    ///
    /// ```
    /// use survey_core::score::{Score, Tally};
    ///
    /// let mut tally = Tally::default();
    /// tally.count(Score::new(9)?);
    /// assert_eq!(tally.promoters, 1);
    /// # Ok::<(), survey_core::score::InvalidScore>(())
    /// ```
    pub fn count(&mut self, score: Score) {
        // Without a branch: over millions of answers the machine cannot guess what comes next.
        let value = score.value();
        self.promoters = self.promoters.saturating_add(u64::from(value >= 9));
        self.passives = self.passives.saturating_add(u64::from(value == 7 || value == 8));
        self.detractors = self.detractors.saturating_add(u64::from(value <= 6));
    }

    /// Counts `times` answers of a category more: a row of a roll-up.
    ///
    /// ```
    /// use survey_core::score::{Category, Tally};
    ///
    /// let mut tally = Tally::default();
    /// tally.count_category(Category::Passive, 12);
    /// assert_eq!(tally.passives, 12);
    /// ```
    pub fn count_category(&mut self, category: Category, times: u64) {
        let count = match category {
            Category::Promoter => &mut self.promoters,
            Category::Passive => &mut self.passives,
            Category::Detractor => &mut self.detractors,
        };
        *count = count.saturating_add(times);
    }

    /// Adds the counts of another tally.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let mut tally = Tally { promoters: 50, passives: 30, detractors: 20 };
    /// tally.merge(&tally.clone());
    /// assert_eq!(tally.n(), 200);
    /// ```
    pub fn merge(&mut self, other: &Self) {
        self.promoters = self.promoters.saturating_add(other.promoters);
        self.passives = self.passives.saturating_add(other.passives);
        self.detractors = self.detractors.saturating_add(other.detractors);
    }

    /// All answers, the passives too.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let tally = Tally { promoters: 50, passives: 30, detractors: 20 };
    /// assert_eq!(tally.n(), 100);
    /// ```
    pub fn n(&self) -> u64 {
        self.promoters.saturating_add(self.passives).saturating_add(self.detractors)
    }

    /// Is this enough to show a score? See [`Base`].
    ///
    /// ```
    /// use survey_core::score::{Base, Tally};
    ///
    /// let tally = Tally { promoters: 50, passives: 30, detractors: 20 };
    /// assert_eq!(tally.base(), Base::Normal);
    /// ```
    pub fn base(&self) -> Base {
        Base::of(self.n())
    }

    /// The score with its 95 % interval; None when nobody answered, because no answers are not a score of 0.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let tally = Tally { promoters: 50, passives: 30, detractors: 20 };
    /// assert_eq!(tally.nps().map(|nps| nps.display), Some(30));
    /// ```
    pub fn nps(&self) -> Option<Nps> {
        self.nps_at(Confidence::default())
    }

    /// The score with an interval of the confidence wanted; None when nobody answered.
    ///
    /// ```
    /// use survey_core::score::{Confidence, Tally};
    ///
    /// let tally = Tally { promoters: 50, passives: 30, detractors: 20 };
    /// assert_eq!(tally.nps_at(Confidence::NINETY).map(|nps| nps.interval.display()), Some((17, 42)));
    /// ```
    pub fn nps_at(&self, confidence: Confidence) -> Option<Nps> {
        Nps::of(self, confidence)
    }

    /// What to show of this tally: nothing, the counts alone, a score of a low base, or a score. See [`Reading`].
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let tally = Tally { promoters: 50, passives: 30, detractors: 20 };
    /// assert_eq!(tally.reading().to_string(), "+30 (+14 to +44), n=100");
    /// assert_eq!(Tally::default().reading().to_string(), "no answers");
    /// ```
    pub fn reading(&self) -> Reading {
        Reading::of(self)
    }

    /// The score in tenths of a point, -1000..=1000, rounded half away from zero in integers; None when nobody answered.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// assert_eq!(Tally { promoters: 2, passives: 1, detractors: 0 }.tenths(), Some(667));
    /// ```
    pub fn tenths(&self) -> Option<i32> {
        self.rounded(1000)
    }

    /// `scale · (promoters - detractors) / n`, rounded half away from zero in integers.
    pub(crate) fn rounded(&self, scale: i128) -> Option<i32> {
        let rounded = rounded_ratio(scale, self.balance(), i128::from(self.n()))?;
        i32::try_from(rounded).ok()
    }

    /// Promoters minus detractors.
    pub(crate) fn balance(&self) -> i128 {
        i128::from(self.promoters) - i128::from(self.detractors)
    }

    /// The mean answer, a fraction -1..=1, where an answer counts +1, 0 or -1; None when nobody answered.
    pub(crate) fn mean(&self) -> Option<f64> {
        (self.n() > 0).then(|| self.balance() as f64 / self.n() as f64)
    }

    /// The same counts as real numbers, as the interval formulas take them; None when nobody answered.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let tally = Tally { promoters: 50, passives: 30, detractors: 20 };
    /// assert_eq!(tally.weighted().map(|counts| counts.nps()), Some(0.3));
    /// ```
    pub fn weighted(&self) -> Option<WeightedTally> {
        WeightedTally::new(self.promoters as f64, self.passives as f64, self.detractors as f64).ok()
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.merge(&other);
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.merge(&other);
        self
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

impl<'a> Sum<&'a Tally> for Tally {
    fn sum<I: Iterator<Item = &'a Tally>>(tallies: I) -> Self {
        tallies.copied().sum()
    }
}

impl Extend<Score> for Tally {
    fn extend<I: IntoIterator<Item = Score>>(&mut self, scores: I) {
        for score in scores {
            self.count(score);
        }
    }
}

impl FromIterator<Score> for Tally {
    fn from_iter<I: IntoIterator<Item = Score>>(scores: I) -> Self {
        let mut tally = Self::default();
        tally.extend(scores);
        tally
    }
}
