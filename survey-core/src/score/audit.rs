//! Tests kept only to check others, and to compare with other programs.

use super::{Confidence, Interval, Tally, WeightedTally, distribution::two_sided_p};

/// A z-test of two scores, with pseudo-answers (promoters, passives, detractors) added to each side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaldComparison {
    /// Difference of the padded scores, a fraction.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Not clipped.
    pub interval: Interval,
    /// Difference over standard error, and its two-sided p-value; None where neither side varies.
    pub test: Option<(f64, f64)>,
}

/// The textbook comparison.
pub fn wald_comparison(
    a: &WeightedTally,
    b: &WeightedTally,
    pseudo: [f64; 3],
    confidence: Confidence,
) -> WaldComparison {
    let (one, two) = (a.adjusted_wald_unclipped(confidence, pseudo), b.adjusted_wald_unclipped(confidence, pseudo));
    let difference = one.centre - two.centre;
    let standard_error = one.standard_error.hypot(two.standard_error);
    let z = difference / standard_error;
    WaldComparison {
        difference,
        standard_error,
        interval: Interval::around(difference, confidence.z() * standard_error),
        test: z.is_finite().then(|| (z, two_sided_p(z))),
    }
}

/// The most answers on both sides together that [`permutation_test`] enumerates.
pub const MOST_PERMUTED: u64 = 2000;

/// The exact p and mid-p of the difference under all ways to deal the answers to the two sides; None where a side is empty
/// or there are more than [`MOST_PERMUTED`] answers.
pub fn permutation_test(a: &Tally, b: &Tally) -> Option<(f64, f64)> {
    let all = *a + *b;
    let (n, dealt) = (all.n(), a.n());
    if dealt == 0 || b.n() == 0 || n > MOST_PERMUTED {
        return None;
    }
    // The difference of the scores, times both sizes: a whole number.
    let signed = |tally: &Tally| i64::try_from(tally.balance()).unwrap_or_default();
    let distance = |balance: i64| (balance * n as i64 - signed(&all) * dealt as i64).abs();
    let observed = distance(signed(a));
    let ways: Vec<f64> = log_factorials(n);
    let log_choose = |n: u64, k: u64| match (ways.get(n as usize), ways.get(k as usize), ways.get((n - k) as usize)) {
        (Some(n), Some(k), Some(rest)) => n - k - rest,
        _ => f64::NEG_INFINITY,
    };
    let (mut total, mut beyond, mut equal) = (0.0, 0.0, 0.0);
    for promoters in 0..=all.promoters.min(dealt) {
        for detractors in 0..=all.detractors.min(dealt - promoters) {
            let passives = dealt - promoters - detractors;
            if passives > all.passives {
                continue;
            }
            let log = log_choose(all.promoters, promoters)
                + log_choose(all.detractors, detractors)
                + log_choose(all.passives, passives)
                - log_choose(n, dealt);
            let probability = log.exp();
            total += probability;
            match distance(promoters as i64 - detractors as i64).cmp(&observed) {
                std::cmp::Ordering::Greater => beyond += probability,
                std::cmp::Ordering::Equal => equal += probability,
                std::cmp::Ordering::Less => {}
            }
        }
    }
    Some(((beyond + equal) / total, (beyond + 0.5 * equal) / total))
}

/// ln 0!, ln 1!, … ln n!.
fn log_factorials(n: u64) -> Vec<f64> {
    (0..=n).map(|k| libm::lgamma(k as f64 + 1.0)).collect()
}
