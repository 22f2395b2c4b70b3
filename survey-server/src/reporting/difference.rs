//! How far two counts of one question are apart, and whether by more than chance explains.

use serde::Serialize;
use survey_core::score::{Base, Confidence, Proportion, Tally, compare, compare_shares};

use super::score::{Counts, Measure};
use crate::error::Error;

/// The first minus the second: points of a net promoter score, or percentage points of satisfied answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The difference, rounded after subtracting.
    pub points: i32,
    /// The lower end of its interval.
    pub low: i32,
    /// The upper end.
    pub high: i32,
    /// The chance of so large a difference where there is none.
    pub p: f64,
    /// The interval leaves 0 out.
    pub is_real: bool,
}

/// The difference of two counts; none where either has fewer than five answers.
pub fn difference(measure: &Measure, a: &Counts, b: &Counts) -> Result<Option<Difference>, Error> {
    if !Base::of(a.n()).shows_score() || !Base::of(b.n()).shows_score() {
        return Ok(None);
    }
    if measure.is_nps() {
        let found = compare(&measure.tally(a)?, &measure.tally(b)?);
        return Ok(found.map(|found| {
            let (low, high) = found.interval.display();
            Difference { points: found.display, low, high, p: found.p, is_real: found.is_significant() }
        }));
    }
    let (a, b) = (measure.histogram(a)?.satisfied(), measure.histogram(b)?.satisfied());
    Ok(compare_shares(&a, &b, Confidence::default()).map(|found| {
        let (low, high) = found.interval.display();
        Difference { points: found.display, low, high, p: chance(&a, &b), is_real: found.is_significant() }
    }))
}

/// The p-value that belongs to the interval of two shares: the interval that just touches 0 leaves out so much.
fn chance(a: &Proportion, b: &Proportion) -> f64 {
    let leaves_out = |level: f64| {
        let at = Confidence::new(level).ok().and_then(|at| compare_shares(a, b, at));
        at.is_some_and(|found| found.difference != 0.0 && found.is_significant())
    };
    let (mut low, mut high) = (0.0, 1.0 - 1e-15);
    if leaves_out(high) {
        return 1.0 - high;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if leaves_out(middle) { low = middle } else { high = middle }
    }
    1.0 - 0.5 * (low + high)
}

/// The answers as the numbers that groups are compared by: a net promoter score as it is; of every other question whether
/// the answer is a satisfied one, as 1 and 0. The mean of those is the share, in the same formulas.
pub fn outcomes(measure: &Measure, counts: &Counts) -> Result<Tally, Error> {
    if measure.is_nps() {
        return measure.tally(counts);
    }
    let satisfied = measure.histogram(counts)?.satisfied();
    Ok(Tally { promoters: satisfied.part(), passives: satisfied.n() - satisfied.part(), detractors: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: u64, n: u64) -> Proportion {
        Proportion::new(part, n).unwrap()
    }

    #[test]
    fn the_chance_agrees_with_the_interval_at_every_level() {
        for (a, b) in [((56, 70), (48, 80)), ((26, 40), (22, 50)), ((5, 10), (6, 10)), ((0, 9), (9, 9))] {
            let (a, b) = (share(a.0, a.1), share(b.0, b.1));
            let p = chance(&a, &b);
            for level in [0.5, 0.8, 0.9, 0.95, 0.99, 0.999] {
                let found = compare_shares(&a, &b, Confidence::new(level).unwrap()).unwrap();
                assert_eq!(found.is_significant(), p < 1.0 - level, "{a:?} {b:?} {level} {p}");
            }
        }
        assert!((chance(&share(3, 6), &share(5, 10)) - 1.0).abs() < 1e-9);
    }
}
