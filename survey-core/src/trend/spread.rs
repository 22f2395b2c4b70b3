//! How much of the visible spread between groups is more than the luck of who answered.

use crate::score::Tally;
use serde::Serialize;

/// The two sources of spread between groups (branches, touchpoints, days), by one-way analysis of variance.
///
/// Groups without answers are left out.
///
/// ```
/// use survey_core::score::Tally;
/// use survey_core::trend::Spread;
///
/// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30)]
///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
/// let spread = Spread::of(&branches).expect("there are two groups and more answers than groups");
/// assert_eq!((spread.groups, spread.answers), (3, 220));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Spread {
    /// Groups with answers.
    pub groups: u64,
    /// Answers in all.
    pub answers: u64,
    /// The score of all answers together, a fraction.
    pub pooled: f64,
    /// Mean square within groups: the variance of one answer inside a group.
    pub within: f64,
    /// Mean square between groups.
    pub between: f64,
    /// The typical size of a group, as the formula needs it.
    pub typical_size: f64,
}

impl Spread {
    /// From one tally a group; None below two groups, or where no group has two answers.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Spread};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// assert_eq!(Spread::of(&branches).map(|spread| spread.answers), Some(480));
    /// assert_eq!(Spread::of(&branches[..1]), None);
    /// ```
    pub fn of(groups: &[Tally]) -> Option<Self> {
        let filled: Vec<_> = groups.iter().filter_map(Tally::weighted).collect();
        let answers: u64 = groups.iter().map(Tally::n).fold(0, u64::saturating_add);
        let count = filled.len() as u64;
        if count < 2 || answers <= count {
            return None;
        }
        let (n, g) = (answers as f64, count as f64);
        let pooled = filled.iter().map(|group| group.n() * group.nps()).sum::<f64>() / n;
        let inside: f64 = filled.iter().map(|group| group.n() * group.variance()).sum();
        let among: f64 = filled.iter().map(|group| group.n() * (group.nps() - pooled).powi(2)).sum();
        let squares: f64 = filled.iter().map(|group| group.n() * group.n()).sum();
        Some(Self {
            groups: count,
            answers,
            pooled,
            within: inside / (n - g),
            between: among / (g - 1.0),
            typical_size: (n - squares / n) / (g - 1.0),
        })
    }

    /// The variance between groups beyond chance, τ² (a fraction squared), at least 0.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Spread};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// let spread = Spread::of(&branches).expect("enough groups and answers");
    /// assert!((spread.tau_squared() - 0.029_55).abs() < 1e-5);
    /// ```
    pub fn tau_squared(&self) -> f64 {
        ((self.between - self.within) / self.typical_size).max(0.0)
    }
}
