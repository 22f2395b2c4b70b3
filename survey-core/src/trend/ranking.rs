//! Fair ranking: small groups are pulled towards the mean, by as much as chance moves them.

use super::{Consistency, Spread};
use crate::score::Tally;
use serde::Serialize;

/// The groups in order, by empirical Bayes estimates.
///
/// Rank by this, but show each group its own score with its own interval. Without it, both ends of every list are the groups
/// with the fewest answers.
///
/// ```
/// use survey_core::score::Tally;
/// use survey_core::trend::Ranking;
///
/// // Three delighted customers are less evidence than 120 mostly happy ones.
/// let branches = [(3, 0, 0), (90, 20, 10), (40, 30, 30), (10, 9, 11), (25, 25, 50)]
///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
/// let ranking = Ranking::of(&branches).expect("enough groups and answers");
/// assert_eq!(ranking.order().first(), Some(&1));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Ranking {
    /// One estimate a group, in the order given.
    pub groups: Vec<Shrunk>,
    /// The score of a typical group, a fraction: where the estimates are pulled to.
    pub mean: f64,
    /// Variance between groups beyond chance, τ².
    pub tau_squared: f64,
}

/// What one group's score is believed to be, given the others. For ranking only: its spread is understated.
///
/// ```
/// use survey_core::{score::Tally, trend::Ranking};
///
/// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
/// let ranking = Ranking::of(&branches).expect("enough groups and answers");
/// assert!(ranking.groups[3].weight < ranking.groups[4].weight, "10 answers against 250");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Shrunk {
    /// The estimate, a fraction.
    pub value: f64,
    /// The weight of the group's own answers, 0..=1; 0 for a group without answers.
    pub weight: f64,
    /// Standard deviation of the estimate.
    pub deviation: f64,
}

impl Ranking {
    /// From one tally a group; None where [`Consistency`] is.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Ranking};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// assert_eq!(Ranking::of(&branches).map(|ranking| ranking.groups.len()), Some(5));
    /// assert_eq!(Ranking::of(&[]), None);
    /// ```
    pub fn of(groups: &[Tally]) -> Option<Self> {
        let Consistency { spread: Spread { within, .. }, tau_squared, mean, standard_error, .. } =
            Consistency::of(groups)?;
        let shrink = |tally: &Tally| {
            let Some(group) = tally.weighted() else {
                let deviation = (tau_squared + standard_error * standard_error).sqrt();
                return Shrunk { value: mean, weight: 0.0, deviation };
            };
            let chance = within / group.n();
            let weight = tau_squared / (tau_squared + chance);
            let rest = (1.0 - weight) * standard_error;
            Shrunk {
                value: weight * group.nps() + (1.0 - weight) * mean,
                weight,
                deviation: (weight * chance + rest * rest).sqrt(),
            }
        };
        Some(Self { groups: groups.iter().map(shrink).collect(), mean, tau_squared })
    }

    /// Places of the groups from best to worst; equal ones in the order given.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Ranking};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// let ranking = Ranking::of(&branches).expect("enough groups and answers");
    /// assert_eq!(ranking.order(), [3, 1, 0, 4, 2]);
    /// ```
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<_> = (0..self.groups.len()).collect();
        let value = |index: &usize| self.groups.get(*index).map_or(0.0, |group| group.value);
        order.sort_by(|a, b| value(b).total_cmp(&value(a)));
        order
    }

    /// Is there anything to rank? If not, say "no real differences found" and show no order.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Ranking};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// let ranking = Ranking::of(&branches).expect("enough groups and answers");
    /// assert!(ranking.has_differences());
    /// ```
    pub fn has_differences(&self) -> bool {
        self.tau_squared > 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_groups_are_not_ranked() {
        let same = [(20, 15, 15), (21, 14, 15), (19, 16, 15)];
        let groups = same.map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
        let ranking = Ranking::of(&groups).unwrap();
        assert!(!ranking.has_differences());
        assert_eq!(ranking.order(), [0, 1, 2]);
        assert!(ranking.groups.iter().all(|group| (group.value - ranking.mean).abs() < 1e-15));
    }
}
