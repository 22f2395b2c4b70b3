//! Nothing comes any more: is that chance, or is something broken?

use serde::Serialize;

/// A time in which nothing happened that usually happens, beside the same hours of the four weeks before, or of the two or
/// three that there were: then the bound is wider.
///
/// ```
/// use survey_core::trend::Silence;
///
/// // Nobody answered from Monday noon to midnight; on the Mondays before, about 30 did.
/// let silence = Silence { hours: 12.0, before: vec![31, 27, 33, 29], waiting: 0 };
/// assert!(silence.is_broken());
///
/// // A night: nobody answers then anyhow.
/// let night = Silence { hours: 8.0, before: vec![0, 1, 0, 0], waiting: 0 };
/// assert!(!night.is_broken());
///
/// // A feed that is two weeks old and breaks.
/// let young = Silence { hours: 24.0, before: vec![40, 37], waiting: 0 };
/// assert!(young.is_broken());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Silence {
    /// How long it has lasted, in hours.
    pub hours: f64,
    /// How often it happened in the same hours of the week: one week before, two, and so on, at most [`Silence::WEEKS`].
    pub before: Vec<u64>,
    /// How much has been waiting to happen for longer than [`Silence::LEAST_HOURS`]: mails that are due.
    pub waiting: u64,
}

impl Silence {
    /// A shorter silence is never remarkable.
    pub const LEAST_HOURS: f64 = 6.0;
    /// A silence that chance explains more often than this is none that anybody is told of.
    pub const CHANCE: f64 = 1e-4;
    /// So many weeks before are looked at.
    pub const WEEKS: usize = 4;
    /// Of fewer weeks nothing is concluded.
    pub const LEAST_WEEKS: usize = 2;
    /// Where there are fewer than four weeks, each has to have had so many: two or three weeks tell little of how much weeks
    /// differ.
    pub const YOUNG_LEAST: u64 = 15;
    /// Where there are fewer than four weeks, chance has to explain a silence less often than this.
    pub const YOUNG_CHANCE: f64 = 1e-6;
    /// So many that wait while none goes out are no chance at all.
    pub const WAITING: u64 = 5;

    /// The chance of so long a silence while everything is as usual, 0..=1.
    ///
    /// The weeks before are four counts of one rate that is not known better than from them (a gamma prior of Jeffreys, so
    /// that the silence is a negative binomial's zero); where they differ by more than chance, they count for fewer.
    ///
    /// ```
    /// use survey_core::trend::Silence;
    ///
    /// let steady = Silence { hours: 12.0, before: vec![10, 12, 9, 11], waiting: 0 };
    /// let uneven = Silence { hours: 12.0, before: vec![0, 21, 0, 21], waiting: 0 };
    /// assert!(steady.chance() < 1e-4 && uneven.chance() > 0.1);
    /// ```
    pub fn chance(&self) -> f64 {
        let weeks = self.before.len() as f64;
        if self.before.is_empty() {
            return 1.0;
        }
        let counts: Vec<f64> = self.before.iter().map(|count| *count as f64).collect();
        let all: f64 = counts.iter().sum();
        let mean = all / weeks;
        let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / (weeks - 1.0).max(1.0);
        let dispersion = if mean > 0.0 { (variance / mean).max(1.0) } else { 1.0 };
        (weeks / (weeks + 1.0)).powf((all + 0.5) / dispersion)
    }

    /// Is it so unusual that somebody should look?
    ///
    /// ```
    /// use survey_core::trend::Silence;
    ///
    /// let stuck = Silence { hours: 7.0, before: vec![0; 4], waiting: 40 };
    /// assert!(stuck.is_broken(), "40 mails are due and none goes out");
    /// ```
    pub fn is_broken(&self) -> bool {
        self.hours >= Self::LEAST_HOURS && (self.waiting >= Self::WAITING || self.is_remarkable())
    }

    fn is_remarkable(&self) -> bool {
        match self.before.len() {
            ..Self::LEAST_WEEKS => false,
            Self::LEAST_WEEKS..Self::WEEKS => {
                self.before.iter().all(|count| *count >= Self::YOUNG_LEAST) && self.chance() < Self::YOUNG_CHANCE
            }
            _ => self.chance() < Self::CHANCE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silence(hours: f64, before: [u64; 4]) -> Silence {
        Silence { hours, before: before.to_vec(), waiting: 0 }
    }

    fn young(before: &[u64]) -> bool {
        Silence { hours: 24.0, before: before.to_vec(), waiting: 0 }.is_broken()
    }

    #[test]
    fn two_weeks_are_enough_where_each_had_many_and_one_never_is() {
        assert!(young(&[18, 18]) && young(&[17, 17, 17]));
        assert!(!young(&[17, 16]), "less often than once in a million times");
        assert!(!young(&[14, 60, 60]), "a week with few");
        assert!(!young(&[80, 15]), "weeks that differ so much tell nothing");
        assert!(!young(&[9_000]) && !young(&[]));
    }

    #[test]
    fn ten_a_week_are_enough_to_miss_a_week_and_fewer_are_not() {
        assert!(silence(168.0, [11, 10, 10, 11]).is_broken());
        assert!(!silence(168.0, [9, 9, 9, 9]).is_broken());
        assert!(!silence(168.0, [0; 4]).is_broken());
    }

    #[test]
    fn a_short_silence_is_never_told_however_much_is_usual() {
        assert!(!silence(5.9, [9_000; 4]).is_broken());
        assert!(silence(6.0, [9_000; 4]).is_broken());
        assert!(!Silence { hours: 5.0, before: vec![9; 4], waiting: 1000 }.is_broken());
    }

    #[test]
    fn a_week_in_which_it_was_silent_too_makes_it_usual() {
        assert!(!silence(24.0, [60, 0, 55, 70]).is_broken());
        assert!(silence(24.0, [60, 40, 55, 70]).is_broken());
    }

    #[test]
    fn more_in_the_weeks_before_makes_chance_less_likely() {
        let chances: Vec<f64> = [0, 1, 5, 20, 1000].map(|count| silence(9.0, [count; 4]).chance()).to_vec();
        assert!(chances.windows(2).all(|pair| pair[1] < pair[0]), "{chances:?}");
        assert!(chances.iter().all(|chance| (0.0..=1.0).contains(chance)));
    }
}
