//! Nothing comes any more: is that chance, or is something broken?

use serde::Serialize;

/// A time in which nothing happened that usually happens, beside the same hours of the four weeks before.
///
/// ```
/// use survey_core::trend::Silence;
///
/// // Nobody answered from Monday noon to midnight; on the Mondays before, about 30 did.
/// let silence = Silence { hours: 12.0, before: [31, 27, 33, 29], waiting: 0 };
/// assert!(silence.is_broken());
///
/// // A night: nobody answers then anyhow.
/// let night = Silence { hours: 8.0, before: [0, 1, 0, 0], waiting: 0 };
/// assert!(!night.is_broken());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Silence {
    /// How long it has lasted, in hours.
    pub hours: f64,
    /// How often it happened in the same hours of the week, one to four weeks before.
    pub before: [u64; 4],
    /// How much has been waiting to happen for longer than [`Silence::LEAST_HOURS`]: mails that are due.
    pub waiting: u64,
}

impl Silence {
    /// A shorter silence is never remarkable.
    pub const LEAST_HOURS: f64 = 6.0;
    /// A silence that chance explains more often than this is none that anybody is told of.
    pub const CHANCE: f64 = 1e-4;
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
    /// let steady = Silence { hours: 12.0, before: [10, 12, 9, 11], waiting: 0 };
    /// let uneven = Silence { hours: 12.0, before: [0, 21, 0, 21], waiting: 0 };
    /// assert!(steady.chance() < 1e-4 && uneven.chance() > 0.1);
    /// ```
    pub fn chance(&self) -> f64 {
        let weeks = self.before.len() as f64;
        let counts = self.before.map(|count| count as f64);
        let all: f64 = counts.iter().sum();
        let mean = all / weeks;
        let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / (weeks - 1.0);
        let dispersion = if mean > 0.0 { (variance / mean).max(1.0) } else { 1.0 };
        (weeks / (weeks + 1.0)).powf((all + 0.5) / dispersion)
    }

    /// Is it so unusual that somebody should look?
    ///
    /// ```
    /// use survey_core::trend::Silence;
    ///
    /// let stuck = Silence { hours: 7.0, before: [0; 4], waiting: 40 };
    /// assert!(stuck.is_broken(), "40 mails are due and none goes out");
    /// ```
    pub fn is_broken(&self) -> bool {
        self.hours >= Self::LEAST_HOURS && (self.waiting >= Self::WAITING || self.chance() < Self::CHANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silence(hours: f64, before: [u64; 4]) -> Silence {
        Silence { hours, before, waiting: 0 }
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
        assert!(!Silence { hours: 5.0, before: [9; 4], waiting: 1000 }.is_broken());
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
