//! Answers that do not mirror the customers: weights, and what they cost.

use super::{
    AdjustedWald, Confidence, Interval, InvalidWeights, Tally, WeightedTally, adjusted_wald::PSEUDO_ANSWERS,
    points::whole_points,
};
use serde::Serialize;

/// How many unweighted answers a weighted sample is worth (Kish 1965).
///
/// ```
/// use survey_core::score::EffectiveSize;
///
/// let size = EffectiveSize::of([0.5, 0.5, 2.0, 3.5, 1.0])?;
/// assert!((size.answers - 3.169).abs() < 1e-3);
/// # Ok::<(), survey_core::score::InvalidWeights>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EffectiveSize {
    /// The number of equally weighted answers with the same precision; show it instead of n.
    pub answers: f64,
    /// Answers over effective answers, at least 1.
    pub design_effect: f64,
}

impl EffectiveSize {
    /// From one weight an answer, each at least 0 and one of them above 0. See [`trim_weights`].
    ///
    /// ```
    /// use survey_core::score::EffectiveSize;
    ///
    /// assert_eq!(EffectiveSize::of([1.0, 1.0, 1.0, 1.0])?.answers, 4.0);
    /// # Ok::<(), survey_core::score::InvalidWeights>(())
    /// ```
    pub fn of(weights: impl IntoIterator<Item = f64>) -> Result<Self, InvalidWeights> {
        Self::of_groups(weights.into_iter().map(|weight| (weight, 1.0)))
    }

    /// From (weight, answers that have it).
    fn of_groups(groups: impl IntoIterator<Item = (f64, f64)>) -> Result<Self, InvalidWeights> {
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (weight, answers) in groups {
            if weight.is_nan() || weight < 0.0 {
                return Err(InvalidWeights);
            }
            n += answers;
            sum += weight * answers;
            squares += weight * weight * answers;
        }
        let answers = sum * sum / squares;
        if answers.is_finite() { Ok(Self { answers, design_effect: n / answers }) } else { Err(InvalidWeights) }
    }
}

/// The most a weight may exceed the median one.
const LARGEST_WEIGHT: f64 = 5.0;

/// The weights, none more than five times their median: a few huge ones would decide everything.
///
/// ```
/// use survey_core::score::trim_weights;
///
/// assert_eq!(trim_weights(&[1.0, 1.0, 2.0, 40.0, 0.5]), [1.0, 1.0, 2.0, 5.0, 0.5]);
/// ```
pub fn trim_weights(weights: &[f64]) -> Vec<f64> {
    let mut sorted = weights.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let median = match (sorted.get(middle), sorted.len() % 2) {
        (Some(upper), 0) => sorted.get(middle.wrapping_sub(1)).map_or(*upper, |lower| f64::midpoint(*lower, *upper)),
        (Some(middle), _) => *middle,
        (None, _) => return Vec::new(),
    };
    // Where half of the weights are 0, their median says nothing.
    let largest = if median > 0.0 { LARGEST_WEIGHT * median } else { f64::INFINITY };
    weights.iter().map(|weight| weight.min(largest)).collect()
}

/// A score weighted so that each group of customers counts by its true share (post-stratification).
///
/// ```
/// use survey_core::score::{Confidence, PostStratified, Tally};
///
/// // Web customers are 30 % of all, but answer more often.
/// let groups = [
///     (Tally { promoters: 42, passives: 12, detractors: 6 }, 0.3),
///     (Tally { promoters: 12, passives: 9, detractors: 9 }, 0.4),
///     (Tally { promoters: 2, passives: 3, detractors: 5 }, 0.3),
/// ];
/// let weighted = PostStratified::of(&groups, Confidence::default())?;
/// assert_eq!((weighted.display, weighted.unweighted.display), (13, 36));
/// # Ok::<(), survey_core::score::InvalidStrata>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PostStratified {
    /// The weighted score, a fraction -1..=1.
    pub value: f64,
    /// The weighted score in whole points.
    pub display: i32,
    /// Where the true score lies, fractions: the score interval at the effective number of answers.
    pub interval: Interval,
    /// What the sample is worth after weighting.
    pub size: EffectiveSize,
    /// The weight of one answer in each group, in the order given; 0 for a group without answers and without a share.
    pub weights: Vec<f64>,
    /// The score without weights.
    pub unweighted: super::Nps,
    /// Standard error by groups, for verification; the interval does not use it, because it covered less.
    #[doc(hidden)]
    pub stratified_error: f64,
}

/// Groups that cannot be weighted.
///
/// ```
/// use survey_core::score::{Confidence, PostStratified, Tally};
///
/// let error = PostStratified::of(&[(Tally::default(), 1.0)], Confidence::default()).unwrap_err();
/// assert_eq!(error.to_string(), "group 0 has a share but no answers: merge it with another one first");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidStrata {
    /// The shares do not add up to 1, or one is not a fraction.
    #[error("the shares of the groups must be fractions that add up to 1, not to {sum}")]
    Shares {
        /// Their sum.
        sum: f64,
    },
    /// A group that customers belong to, but nobody answered in.
    #[error("group {group} has a share but no answers: merge it with another one first")]
    NoAnswers {
        /// The place of the group, from 0.
        group: usize,
    },
}

impl PostStratified {
    /// From (answers, true share of customers) by group; shares add up to 1. Merge groups below 5 answers first.
    ///
    /// ```
    /// use survey_core::score::{Confidence, PostStratified, Tally};
    ///
    /// let one_group = [(Tally { promoters: 50, passives: 30, detractors: 20 }, 1.0)];
    /// assert_eq!(PostStratified::of(&one_group, Confidence::default())?.display, 30);
    /// # Ok::<(), survey_core::score::InvalidStrata>(())
    /// ```
    pub fn of(groups: &[(Tally, f64)], confidence: Confidence) -> Result<Self, InvalidStrata> {
        let sum: f64 = groups.iter().map(|(_, share)| share).sum();
        let fractions = groups.iter().all(|(_, share)| (0.0..=1.0).contains(share));
        if !fractions || (sum - 1.0).abs() > 1e-6 {
            return Err(InvalidStrata::Shares { sum });
        }
        if let Some(group) = groups.iter().position(|(tally, share)| tally.n() == 0 && *share > 0.0) {
            return Err(InvalidStrata::NoAnswers { group });
        }
        let all: Tally = groups.iter().map(|(tally, _)| tally).sum();
        let n = all.n() as f64;
        let weight = |(tally, share): &(Tally, f64)| if tally.n() == 0 { 0.0 } else { share * n / tally.n() as f64 };
        let weights: Vec<_> = groups.iter().map(weight).collect();
        let size =
            EffectiveSize::of_groups(weights.iter().copied().zip(groups.iter().map(|(tally, _)| tally.n() as f64)));
        let (Ok(size), Some(unweighted)) = (size, all.nps_at(confidence)) else {
            return Err(InvalidStrata::Shares { sum });
        };
        let shared = |part: fn(&Tally) -> u64| -> f64 {
            let parts = groups.iter().filter(|(tally, _)| tally.n() > 0);
            parts.map(|(tally, share)| share * part(tally) as f64 / tally.n() as f64).sum()
        };
        let [promoters, passives, detractors] =
            [shared(|tally| tally.promoters), shared(|tally| tally.passives), shared(|tally| tally.detractors)];
        let effective = size.answers;
        let weighted = WeightedTally::new(promoters * effective, passives * effective, detractors * effective)
            .map_err(|InvalidWeights| InvalidStrata::Shares { sum })?;
        let value = promoters - detractors;
        Ok(Self {
            value,
            display: whole_points(value),
            interval: weighted.score_interval(confidence),
            size,
            weights,
            unweighted,
            stratified_error: stratified_error(groups),
        })
    }
}

/// Each group's error by the adjusted variance, which is above 0 in a group of promoters alone.
fn stratified_error(groups: &[(Tally, f64)]) -> f64 {
    let square = |(tally, share): &(Tally, f64)| -> Option<f64> {
        let AdjustedWald { standard_error, .. } =
            tally.weighted()?.adjusted_wald_unclipped(Confidence::default(), PSEUDO_ANSWERS);
        let padded = tally.n() as f64 + PSEUDO_ANSWERS.iter().sum::<f64>();
        Some(share * share * standard_error * standard_error * padded / tally.n() as f64)
    };
    groups.iter().filter_map(square).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOME: Tally = Tally { promoters: 5, passives: 3, detractors: 2 };

    #[test]
    fn shares_that_do_not_add_up_and_empty_groups_are_refused() {
        let weigh = |groups: &[(Tally, f64)]| PostStratified::of(groups, Confidence::default());
        assert_eq!(weigh(&[(SOME, 0.5)]), Err(InvalidStrata::Shares { sum: 0.5 }));
        assert_eq!(weigh(&[(SOME, 0.5), (Tally::default(), 0.5)]), Err(InvalidStrata::NoAnswers { group: 1 }));
        assert!(weigh(&[(SOME, f64::NAN)]).is_err());
        assert!(weigh(&[]).is_err());
    }

    #[test]
    fn a_group_without_customers_may_be_empty() {
        let weighted = PostStratified::of(&[(SOME, 1.0), (Tally::default(), 0.0)], Confidence::default()).unwrap();
        assert_eq!(weighted.display, 30);
        assert!((weighted.size.answers - 10.0).abs() < 1e-12);
    }

    #[test]
    fn weights_that_are_all_nothing_are_refused() {
        assert_eq!(EffectiveSize::of([0.0, 0.0]), Err(InvalidWeights));
        assert_eq!(EffectiveSize::of([]), Err(InvalidWeights));
        assert_eq!(EffectiveSize::of([1.0, -1.0]), Err(InvalidWeights));
    }
}
