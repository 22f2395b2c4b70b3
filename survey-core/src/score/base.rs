//! How many answers there are, and what may be shown of so many.

use super::{Nps, Tally};
use serde::Serialize;

/// Whether a number of answers carries a score.
///
/// Fewer than 5 show counts only, which also protects the person who answered; 5 to 29 show the score greyed with its
/// interval, without ranking and without colour; 30 and more are shown normally.
///
/// ```
/// use survey_core::score::Base;
///
/// assert_eq!(Base::of(0), Base::None);
/// assert_eq!(Base::of(4), Base::CountsOnly);
/// assert_eq!(Base::of(29), Base::Low);
/// assert!(Base::of(30).shows_score() && Base::of(30).ranks());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Nobody answered: there is no value, not even 0.
    None,
    /// 1 to 4 answers: show how many, not a score.
    CountsOnly,
    /// 5 to 29 answers: show the score with its interval as "low base".
    Low,
    /// 30 answers or more.
    Normal,
}

impl Base {
    /// The base that `n` answers make.
    ///
    /// ```
    /// use survey_core::score::Base;
    ///
    /// assert_eq!(Base::of(12), Base::Low);
    /// ```
    pub fn of(n: u64) -> Self {
        match n {
            0 => Self::None,
            1..5 => Self::CountsOnly,
            5..30 => Self::Low,
            _ => Self::Normal,
        }
    }

    /// May a score be shown at all?
    ///
    /// ```
    /// use survey_core::score::Base;
    ///
    /// assert!(Base::of(5).shows_score() && !Base::of(4).shows_score());
    /// ```
    pub fn shows_score(self) -> bool {
        matches!(self, Self::Low | Self::Normal)
    }

    /// May it be coloured, or take part in a ranking?
    ///
    /// ```
    /// use survey_core::score::Base;
    ///
    /// assert!(Base::of(30).ranks() && !Base::of(29).ranks());
    /// ```
    pub fn ranks(self) -> bool {
        self == Self::Normal
    }
}

/// What to show of a tally; written out, it carries its interval: `+30 (-7 to +59), n=20`.
///
/// ```
/// use survey_core::score::{Reading, Tally};
///
/// let few = Tally { promoters: 2, passives: 1, detractors: 0 };
/// assert_eq!(few.reading().to_string(), "3 answers: 2 promoters, 1 passive, 0 detractors");
/// let some = Tally { promoters: 10, passives: 6, detractors: 4 };
/// assert!(matches!(some.reading(), Reading::LowBase(_)));
/// assert_eq!(some.reading().to_string(), "+30 (-7 to +59), n=20, low base");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Nobody answered.
    NoAnswers,
    /// 1 to 4 answers: the counts alone.
    CountsOnly(Tally),
    /// 5 to 29 answers: the score, greyed, with its interval.
    LowBase(Nps),
    /// 30 answers or more.
    Normal(Nps),
}

impl Reading {
    pub(super) fn of(tally: &Tally) -> Self {
        match (tally.base(), tally.nps()) {
            (Base::Low, Some(nps)) => Self::LowBase(nps),
            (Base::Normal, Some(nps)) => Self::Normal(nps),
            (Base::CountsOnly, _) => Self::CountsOnly(*tally),
            _ => Self::NoAnswers,
        }
    }

    /// The score, where the base carries one.
    ///
    /// ```
    /// use survey_core::score::Tally;
    ///
    /// assert_eq!(Tally { promoters: 50, passives: 30, detractors: 20 }.reading().nps().map(|nps| nps.display), Some(30));
    /// assert!(Tally { promoters: 4, passives: 0, detractors: 0 }.reading().nps().is_none());
    /// ```
    pub fn nps(&self) -> Option<&Nps> {
        match self {
            Self::LowBase(nps) | Self::Normal(nps) => Some(nps),
            Self::NoAnswers | Self::CountsOnly(_) => None,
        }
    }
}

impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoAnswers => f.write_str("no answers"),
            Self::CountsOnly(tally) => {
                let counted = |n: u64, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
                let answers = counted(tally.n(), "answer");
                let promoters = counted(tally.promoters, "promoter");
                let passives = counted(tally.passives, "passive");
                write!(f, "{answers}: {promoters}, {passives}, {}", counted(tally.detractors, "detractor"))
            }
            Self::LowBase(nps) => write!(f, "{nps}, low base"),
            Self::Normal(nps) => nps.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_never_shows_a_score() {
        let reading = Tally { promoters: 0, passives: 0, detractors: 1 }.reading();
        assert_eq!(reading.nps(), None);
        assert_eq!(reading.to_string(), "1 answer: 0 promoters, 0 passives, 1 detractor");
        assert_eq!(Tally::default().reading().to_string(), "no answers");
    }
}
