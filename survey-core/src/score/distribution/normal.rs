//! The standard normal distribution.

use std::f64::consts::{PI, SQRT_2};

/// Probability below `x`, 0..=1, accurate in the lower tail too.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / SQRT_2)
}

/// Probability above `x`, 0..=1, accurate in the upper tail too.
pub fn normal_sf(x: f64) -> f64 {
    0.5 * libm::erfc(x / SQRT_2)
}

/// Probability of being at least as far from 0 as `z` on either side, 0..=1.
pub fn two_sided_p(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// `1 - p` for p from ½ to 1, as the decimal number it was meant to be.
///
/// Near 1 a float holds 16 decimals, so what is left of 0.999999 is 1.00000000003e-6, and quantiles that far out would lose
/// four digits. Of the numbers that give the same `p`, the one with the fewest decimals is taken.
pub(super) fn upper_tail(p: f64) -> f64 {
    let tail = 1.0 - p;
    let shorter = [1e15, 1e16].map(|decimals| (tail * decimals).round() / decimals);
    shorter.into_iter().find(|short| *short > 0.0 && (1.0 - short).to_bits() == p.to_bits()).unwrap_or(tail)
}

/// The value that a standard normal variable stays below with probability `p`; None outside 0 < p < 1.
///
/// Start: Abramowitz & Stegun 26.2.23; then Halley's steps on [`normal_cdf`], which triple the correct digits.
pub fn normal_quantile(p: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    // The middle has no sign to take.
    if p.to_bits() == 0.5f64.to_bits() {
        return Some(0.0);
    }
    // Solved in the lower half, where erfc keeps its relative accuracy.
    let (tail, sign) = if p <= 0.5 { (p, 1.0) } else { (upper_tail(p), -1.0) };
    let t = (-2.0 * tail.ln()).sqrt();
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut x = numerator / denominator - t;
    for _ in 0..3 {
        let density = (-0.5 * x * x).exp() / (2.0 * PI).sqrt();
        if density <= 0.0 {
            break;
        }
        let step = (normal_cdf(x) - tail) / density;
        x -= step / (1.0 + 0.5 * x * step);
    }
    Some(sign * x)
}
