//! The binomial distribution.

use super::{
    beta::incomplete,
    deviance::{deviance, stirling_error},
};
use std::f64::consts::PI;

/// Probability of exactly `k` successes in `n` trials of chance `p` (0..=1).
pub fn binomial_pmf(k: u64, n: u64, p: f64) -> f64 {
    if k > n {
        return 0.0;
    }
    let (successes, failures, trials) = (k as f64, (n - k) as f64, n as f64);
    if k == 0 {
        return (trials * (-p).ln_1p()).exp();
    }
    if k == n {
        return (trials * p.ln()).exp();
    }
    let excess = successes - trials * p;
    let log = stirling_error(trials)
        - stirling_error(successes)
        - stirling_error(failures)
        - deviance(successes, trials * p, excess)
        - deviance(failures, trials * (1.0 - p), -excess);
    (trials / (2.0 * PI * successes * failures)).sqrt() * log.exp()
}

/// Probability of at most `k` successes in `n` trials of chance `p` (0..=1).
pub fn binomial_cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    incomplete((n - k) as f64, k as f64 + 1.0, 1.0 - p, p)
}

/// The smallest `k` whose [`binomial_cdf`] reaches `q`.
pub fn binomial_quantile(q: f64, n: u64, p: f64) -> u64 {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if binomial_cdf(middle, n, p) >= q {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
