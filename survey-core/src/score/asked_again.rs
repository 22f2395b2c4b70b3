//! Unhappy customers asked again after their case was resolved.

use super::{Proportion, Tally};
use serde::Serialize;

/// Former detractors who were asked again, and what they say now.
///
/// Say "now satisfied", never "recovered thanks to us": of detractors left alone, a quarter to a half answer better the next
/// time, by chance. What the help achieved shows only against a group that was left alone:
/// [`compare_shares`](super::compare_shares) of the two [`satisfied`](Self::satisfied).
///
/// ```
/// use survey_core::score::{AskedAgain, Tally};
///
/// let again = AskedAgain::new(50, Tally { promoters: 14, passives: 12, detractors: 14 })?;
/// assert_eq!(again.satisfied().share().map(|share| share.display), Some(65));
/// assert_eq!(again.worst_case().share().map(|share| share.display), Some(52));
/// assert_eq!(again.answered().share().map(|share| share.display), Some(80));
/// # Ok::<(), survey_core::score::InvalidAskedAgain>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AskedAgain {
    asked: u64,
    now: Tally,
}

/// More answers than people asked.
///
/// ```
/// use survey_core::score::{AskedAgain, Tally};
///
/// let error = AskedAgain::new(1, Tally { promoters: 2, ..Tally::default() }).unwrap_err();
/// assert_eq!(error.to_string(), "2 answers from 1 people asked again: there cannot be more answers than people");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{answered} answers from {asked} people asked again: there cannot be more answers than people")]
#[non_exhaustive]
pub struct InvalidAskedAgain {
    /// People asked again.
    pub asked: u64,
    /// Answers counted.
    pub answered: u64,
}

impl AskedAgain {
    /// From the people asked again and the answers of those who did answer.
    ///
    /// ```
    /// use survey_core::score::{AskedAgain, Tally};
    ///
    /// assert!(AskedAgain::new(0, Tally::default()).is_ok());
    /// ```
    pub fn new(asked: u64, now: Tally) -> Result<Self, InvalidAskedAgain> {
        if now.n() <= asked { Ok(Self { asked, now }) } else { Err(InvalidAskedAgain { asked, answered: now.n() }) }
    }

    /// Those who now answer 7 or more, out of those who answered again.
    ///
    /// ```
    /// use survey_core::score::{AskedAgain, Tally};
    ///
    /// let again = AskedAgain::new(50, Tally { promoters: 14, passives: 12, detractors: 14 })?;
    /// assert_eq!((again.satisfied().part(), again.satisfied().n()), (26, 40));
    /// # Ok::<(), survey_core::score::InvalidAskedAgain>(())
    /// ```
    pub fn satisfied(&self) -> Proportion {
        Proportion::new(self.now.promoters.saturating_add(self.now.passives), self.now.n()).unwrap_or_default()
    }

    /// Those who now answer 7 or more, out of all asked: the silent taken as still unhappy.
    ///
    /// ```
    /// use survey_core::score::{AskedAgain, Tally};
    ///
    /// let again = AskedAgain::new(50, Tally { promoters: 14, passives: 12, detractors: 14 })?;
    /// assert_eq!((again.worst_case().part(), again.worst_case().n()), (26, 50));
    /// # Ok::<(), survey_core::score::InvalidAskedAgain>(())
    /// ```
    pub fn worst_case(&self) -> Proportion {
        Proportion::new(self.satisfied().part(), self.asked).unwrap_or_default()
    }

    /// Those who answered again, out of all asked.
    ///
    /// ```
    /// use survey_core::score::{AskedAgain, Tally};
    ///
    /// let again = AskedAgain::new(50, Tally { promoters: 14, passives: 12, detractors: 14 })?;
    /// assert_eq!((again.answered().part(), again.answered().n()), (40, 50));
    /// # Ok::<(), survey_core::score::InvalidAskedAgain>(())
    /// ```
    pub fn answered(&self) -> Proportion {
        Proportion::new(self.now.n(), self.asked).unwrap_or_default()
    }
}
