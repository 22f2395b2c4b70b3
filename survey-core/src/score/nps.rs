//! The Net Promoter Score of a tally, with its interval.

use super::{Base, Confidence, Interval, Tally};
use serde::Serialize;

/// A Net Promoter Score: the fraction of promoters minus the fraction of detractors, with what it is worth.
///
/// The interval is Tango's score interval (see [`WeightedTally::score_interval`](super::WeightedTally::score_interval)).
/// Written out it reads `+30 (-7 to +59), n=20`; it is not a percentage, so there is no percent sign.
///
/// ```
/// use survey_core::score::Tally;
///
/// let nps = Tally { promoters: 50, passives: 30, detractors: 20 }.nps().expect("there are answers");
/// assert_eq!((nps.value, nps.display, nps.n), (0.3, 30, 100));
/// assert_eq!(nps.interval.display(), (14, 44));
/// assert_eq!(nps.to_string(), "+30 (+14 to +44), n=100");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Nps {
    /// A fraction, -1..=1: promoters minus detractors over all answers.
    pub value: f64,
    /// Whole points, -100..=100, rounded half away from zero from the counts in integers: the number to show.
    pub display: i32,
    /// Answers it rests on, passives included.
    pub n: u64,
    /// Where the score of everybody who could have answered lies, as fractions.
    pub interval: Interval,
    /// How sure `interval` is, a fraction.
    pub confidence: Confidence,
}

impl Nps {
    pub(super) fn of(tally: &Tally, confidence: Confidence) -> Option<Self> {
        Some(Self {
            value: tally.mean()?,
            display: tally.rounded(100)?,
            n: tally.n(),
            interval: tally.weighted()?.score_interval(confidence),
            confidence,
        })
    }

    /// The same score for a population of known size, all of whose members could have been asked (employees, branches).
    ///
    /// Both arms of the interval shrink by √((N - n)/(N - 1)); where everybody answered, nothing is left to chance. None
    /// where more answered than there are.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// let nps = Tally { promoters: 40, passives: 30, detractors: 20 }.nps().expect("there are answers");
    /// let of_hundred = nps.within_population(100).expect("90 of 100 answered");
    /// assert!(of_hundred.interval.width() < nps.interval.width() / 3.0);
    /// assert_eq!(nps.within_population(80), None);
    /// ```
    pub fn within_population(&self, size: u64) -> Option<Self> {
        let silent = size.checked_sub(self.n)?;
        let shrink = if silent == 0 { 0.0 } else { (silent as f64 / (size as f64 - 1.0)).sqrt() };
        let Interval { low, high } = self.interval;
        let interval =
            Interval { low: self.value - shrink * (self.value - low), high: self.value + shrink * (high - self.value) };
        Some(Self { interval, ..*self })
    }

    /// Does the number of answers carry this score?
    ///
    /// ```
    /// use survey_core::score::{Base, Tally};
    ///
    /// assert_eq!(Tally { promoters: 50, passives: 30, detractors: 20 }.nps().map(|nps| nps.base()), Some(Base::Normal));
    /// ```
    pub fn base(&self) -> Base {
        Base::of(self.n)
    }
}

impl std::fmt::Display for Nps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = self.interval.display();
        write!(f, "{} ({} to {}), n={}", signed(self.display), signed(low), signed(high), self.n)
    }
}

/// `+30`, `0`, `-12`.
pub(crate) fn signed(points: i32) -> String {
    if points == 0 { "0".to_owned() } else { format!("{points:+}") }
}
