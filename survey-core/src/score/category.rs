//! The answer to "how likely are you to recommend us", 0 to 10, and what it counts as.

use serde::{Deserialize, Serialize};

/// An answer on the 0 to 10 scale of the Net Promoter Score; only whole numbers exist.
///
/// ```
/// use survey_core::score::{Category, Score};
///
/// assert_eq!(Score::new(9)?.category(), Category::Promoter);
/// assert_eq!(Score::new(11).unwrap_err().to_string(), "11 is not a score: it must be a whole number from 0 to 10");
/// # Ok::<(), survey_core::score::InvalidScore>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Score(u8);

/// A number that is not on the 0 to 10 scale.
///
/// ```
/// use survey_core::score::Score;
///
/// assert_eq!(Score::new(-1).unwrap_err().given, -1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{given} is not a score: it must be a whole number from 0 to 10")]
#[non_exhaustive]
pub struct InvalidScore {
    /// What was given.
    pub given: i64,
}

impl Score {
    /// 0, the lowest.
    ///
    /// ```
    /// use survey_core::score::{Category, Score};
    ///
    /// assert_eq!(Score::LOWEST.category(), Category::Detractor);
    /// ```
    pub const LOWEST: Self = Self(0);
    /// 10, the highest.
    ///
    /// ```
    /// use survey_core::score::{Category, Score};
    ///
    /// assert_eq!(Score::HIGHEST.category(), Category::Promoter);
    /// ```
    pub const HIGHEST: Self = Self(10);

    /// A whole number from 0 to 10; anything else is refused, never pulled onto the scale.
    ///
    /// ```
    /// use survey_core::score::Score;
    ///
    /// assert!(Score::new(10).is_ok() && Score::new(11).is_err());
    /// ```
    pub fn new(value: i64) -> Result<Self, InvalidScore> {
        match u8::try_from(value) {
            Ok(small) if small <= 10 => Ok(Self(small)),
            _ => Err(InvalidScore { given: value }),
        }
    }

    /// The number, 0..=10.
    ///
    /// ```
    /// use survey_core::score::Score;
    ///
    /// assert_eq!(Score::new(7)?.value(), 7);
    /// # Ok::<(), survey_core::score::InvalidScore>(())
    /// ```
    pub fn value(self) -> u8 {
        self.0
    }

    /// Detractor (0 to 6), passive (7, 8) or promoter (9, 10): Reichheld 2003.
    ///
    /// ```
    /// use survey_core::score::{Category, Score};
    ///
    /// assert_eq!(Score::new(6)?.category(), Category::Detractor);
    /// # Ok::<(), survey_core::score::InvalidScore>(())
    /// ```
    pub fn category(self) -> Category {
        match self.0 {
            0..=6 => Category::Detractor,
            7 | 8 => Category::Passive,
            _ => Category::Promoter,
        }
    }
}

impl TryFrom<i64> for Score {
    type Error = InvalidScore;

    fn try_from(value: i64) -> Result<Self, InvalidScore> {
        Self::new(value)
    }
}

impl From<Score> for i64 {
    fn from(score: Score) -> Self {
        Self::from(score.0)
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What an answer counts as; ordered from unhappy to happy, written `detractor`, `passive`, `promoter`.
///
/// ```
/// use survey_core::score::Category;
///
/// assert!(Category::Detractor < Category::Promoter);
/// assert_eq!(Category::Passive.to_string(), "passive");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 0 to 6: unhappy; the one to call back.
    Detractor,
    /// 7 or 8: satisfied, but not enough to recommend. Counts in the base.
    Passive,
    /// 9 or 10: recommends.
    Promoter,
}

impl Category {
    /// The word used in JSON and in rules.
    ///
    /// ```
    /// use survey_core::score::Category;
    ///
    /// assert_eq!(Category::Detractor.name(), "detractor");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Detractor => "detractor",
            Self::Passive => "passive",
            Self::Promoter => "promoter",
        }
    }
}

impl std::fmt::Display for Category {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_of_the_categories_are_six_and_eight() {
        let category = |value| Score::new(value).unwrap().category();
        assert_eq!([0, 6].map(category), [Category::Detractor; 2]);
        assert_eq!([7, 8].map(category), [Category::Passive; 2]);
        assert_eq!([9, 10].map(category), [Category::Promoter; 2]);
    }

    #[test]
    fn values_off_the_scale_are_refused_also_as_json() {
        for value in [-1, 11, 256 + 5, i64::MIN, i64::MAX] {
            assert_eq!(Score::new(value), Err(InvalidScore { given: value }));
        }
        assert!(serde_json::from_str::<Score>("7.5").is_err());
        assert!(serde_json::from_str::<Score>("11").is_err());
        assert_eq!(serde_json::from_str::<Score>("10").unwrap(), Score::HIGHEST);
    }
}
