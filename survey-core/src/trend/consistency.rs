//! Is the service the same everywhere? Groups compared as a whole.

use super::Spread;
use crate::score::{
    Interval, Tally,
    distribution::{chi_squared_sf, f_sf, student_quantile},
};
use serde::Serialize;

/// How consistent the scores of groups are; the headline is [`points`](Self::points).
///
/// ```
/// use survey_core::score::Tally;
/// use survey_core::trend::{Consistency, Evenness};
///
/// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
/// let consistency = Consistency::of(&branches).expect("enough groups and answers");
/// assert_eq!(consistency.points().round(), 17.0);
/// assert_eq!(consistency.evenness(), Some(Evenness::Uneven));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Consistency {
    /// Where the figures come from.
    pub spread: Spread,
    /// Variance between groups beyond chance, τ² (fraction squared): DerSimonian-Laird 1986 with a pooled variance.
    pub tau_squared: f64,
    /// The share of the visible spread that is real, 0..=1 (I²); grows with the answers, so secondary.
    pub i_squared: f64,
    /// The share of an answer's variance that its group explains, 0..=1 (ICC).
    pub intraclass: f64,
    /// Test of "all groups are equal": between over within.
    pub f: f64,
    /// p-value of `f`, 0..=1.
    pub p: f64,
    /// Cochran's Q.
    pub q: f64,
    /// p-value of Q, 0..=1.
    pub q_p: f64,
    /// The score of a typical group, a fraction.
    pub mean: f64,
    /// Standard error of `mean`.
    pub standard_error: f64,
    /// Where the true score of one more group would lie, with 95 %, fractions; None below three groups.
    pub prediction: Option<Interval>,
}

/// A label for the headline; a convention, not a law.
///
/// ```
/// use survey_core::trend::Evenness;
///
/// assert!(Evenness::Consistent < Evenness::Uneven);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evenness {
    /// Groups differ by less than 5 points.
    Consistent,
    /// 5 to 10 points.
    Mixed,
    /// More than 10 points.
    Uneven,
}

/// Below this number of groups, show the groups instead of a figure about them.
const ENOUGH_GROUPS: u64 = 5;

impl Consistency {
    /// From one tally a group; None below two groups, or where nobody within a group differs from the others.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Consistency};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// let found = Consistency::of(&branches).expect("enough groups and answers");
    /// assert!(found.p < 0.01);
    /// assert_eq!(Consistency::of(&branches[..1]), None);
    /// ```
    pub fn of(groups: &[Tally]) -> Option<Self> {
        let spread = Spread::of(groups)?;
        if spread.within <= 0.0 {
            return None;
        }
        let filled = || groups.iter().filter_map(Tally::weighted);
        let tau_squared = spread.tau_squared();
        let freedom = spread.groups as f64 - 1.0;
        let f = spread.between / spread.within;
        // With one variance for all answers, a group's precision is its size.
        let q = f * freedom;
        let (mut weights, mut weighted) = (0.0, 0.0);
        for group in filled() {
            let weight = 1.0 / (spread.within / group.n() + tau_squared);
            weights += weight;
            weighted += weight * group.nps();
        }
        let (mean, standard_error) = (weighted / weights, (1.0 / weights).sqrt());
        let t = student_quantile(0.975, freedom - 1.0);
        let reach = t.map(|t| t * (tau_squared + standard_error * standard_error).sqrt());
        Some(Self {
            spread,
            tau_squared,
            i_squared: if q > freedom { (q - freedom) / q } else { 0.0 },
            intraclass: tau_squared / (tau_squared + spread.within),
            f,
            p: f_sf(f, freedom, (spread.answers - spread.groups) as f64),
            q,
            q_p: chi_squared_sf(q, freedom),
            mean,
            standard_error,
            prediction: reach.map(|reach| Interval::around(mean, reach).clipped(-1.0, 1.0)),
        })
    }

    /// By how many points (standard deviation) the groups truly differ: the headline.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Consistency};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// assert_eq!(Consistency::of(&branches).map(|found| found.points().round()), Some(17.0));
    /// ```
    pub fn points(&self) -> f64 {
        100.0 * self.tau_squared.sqrt()
    }

    /// A label for [`points`](Self::points); None below five groups, where the groups speak for themselves.
    ///
    /// ```
    /// use survey_core::{score::Tally, trend::Consistency};
    ///
    /// let branches = [(50, 30, 20), (12, 5, 3), (30, 40, 30), (8, 1, 1), (100, 60, 90)]
    ///     .map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors });
    /// assert_eq!(Consistency::of(&branches[..3]).and_then(|found| found.evenness()), None, "three groups");
    /// ```
    pub fn evenness(&self) -> Option<Evenness> {
        let label = match self.points() {
            points if points < 5.0 => Evenness::Consistent,
            points if points <= 10.0 => Evenness::Mixed,
            _ => Evenness::Uneven,
        };
        (self.spread.groups >= ENOUGH_GROUPS).then_some(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HAPPY: Tally = Tally { promoters: 5, passives: 0, detractors: 0 };
    const MIXED: Tally = Tally { promoters: 5, passives: 3, detractors: 2 };

    #[test]
    fn without_spread_within_groups_nothing_is_estimated() {
        assert_eq!(Consistency::of(&[HAPPY, HAPPY, HAPPY]), None);
        assert_eq!(Consistency::of(&[MIXED]), None);
        assert_eq!(Consistency::of(&[]), None);
        assert_eq!(Consistency::of(&[MIXED, Tally::default()]), None);
    }

    #[test]
    fn groups_without_answers_change_nothing() {
        let with_empty = Consistency::of(&[MIXED, HAPPY, Tally::default(), MIXED]);
        assert_eq!(with_empty, Consistency::of(&[MIXED, HAPPY, MIXED]));
    }

    #[test]
    fn two_groups_predict_nothing_and_few_have_no_label() {
        let two = Consistency::of(&[MIXED, HAPPY]).unwrap();
        assert_eq!((two.prediction, two.evenness()), (None, None));
    }
}
