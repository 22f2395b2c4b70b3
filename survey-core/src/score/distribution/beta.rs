//! The beta distribution, and F through it.

use super::deviance::{deviance, stirling_error};
use std::f64::consts::PI;

/// Probability that a Beta(a, b) variable is at most `x`, 0..=1: the regularized incomplete beta function. `a`, `b` above 0.
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    incomplete(a, b, x, 1.0 - x)
}

/// Probability that F with `d1` and `d2` degrees of freedom exceeds `x`, 0..=1.
pub fn f_sf(x: f64, d1: f64, d2: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let whole = d2 + d1 * x;
    if whole.is_infinite() {
        return 0.0;
    }
    incomplete(0.5 * d2, 0.5 * d1, d2 / whole, d1 * x / whole)
}

/// The same as [`beta_cdf`], with `y = 1 - x` given separately, so that neither end loses digits.
pub(crate) fn incomplete(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return (1.0 - lower(b, a, y, x)).clamp(0.0, 1.0);
    }
    lower(a, b, x, y).clamp(0.0, 1.0)
}

/// The continued fraction of `DiDonato` and Morris 1992 (ACM TOMS 18:360), for x < (a+1)/(a+b+2); Lentz's evaluation.
///
/// Its terms hold `a - (a+b)x`, which textbook fractions subtract again and again: at parameters of a million that
/// costs six digits.
fn lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const MOST_STEPS: u32 = 200_000;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let excess = excess(a, b, x, y);
    let denominator = |m: f64| {
        let last = (a + m) / (a + 2.0 * m + 1.0) * (excess + 1.0 + m * (1.0 + y));
        if m == 0.0 { last } else { m + m * (b - m) * x / (a + 2.0 * m - 1.0) + last }
    };
    let mut fraction = away_from_zero(denominator(0.0));
    let (mut c, mut d) = (fraction, 0.0);
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let below = a + 2.0 * m - 1.0;
        let numerator = (a + m - 1.0) / below * ((a + b + m - 1.0) / below) * (m * (b - m) * x * x);
        let denominator = denominator(m);
        d = 1.0 / away_from_zero(denominator + numerator * d);
        c = away_from_zero(denominator + numerator / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    kernel(a, b, x, y) / fraction
}

/// `a - (a+b)x`, from the smaller of x and y, which has not lost its last digits to a subtraction from 1.
fn excess(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= y { a - (a + b) * x } else { (a + b) * y - b }
}

/// `x^a y^b / B(a, b)`, from deviances: logarithms of gamma at a million would leave only nine digits.
pub(crate) fn kernel(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let corrections = stirling_error(n) - stirling_error(a) - stirling_error(b);
    let excess = excess(a, b, x, y);
    let deviances = deviance(a, n * x, excess) + deviance(b, n * y, -excess);
    (a * b / (2.0 * PI * n)).sqrt() * (corrections - deviances).exp()
}
