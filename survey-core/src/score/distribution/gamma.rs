//! The chi-squared distribution, through the incomplete gamma function.

use super::deviance::{deviance, stirling_error};
use std::f64::consts::PI;

/// Probability that chi-squared with `k` degrees of freedom (above 0) exceeds `x`, 0..=1.
pub fn chi_squared_sf(x: f64, k: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let (a, x) = (0.5 * k, 0.5 * x);
    if x < a + 1.0 { (1.0 - lower_series(a, x)).clamp(0.0, 1.0) } else { upper_fraction(a, x).clamp(0.0, 1.0) }
}

const MOST_STEPS: u32 = 200_000;

/// `x^a e^-x / Γ(a)`.
fn kernel(a: f64, x: f64) -> f64 {
    (a / (2.0 * PI)).sqrt() * (-deviance(a, x, a - x) - stirling_error(a)).exp()
}

/// P(a, x) by its power series (DLMF 8.11.4).
fn lower_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for step in 1..MOST_STEPS {
        term *= x / (a + f64::from(step));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum * kernel(a, x)
}

/// Q(a, x) by its continued fraction (DLMF 8.9.2), Lentz's evaluation.
fn upper_fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away_from_zero(b);
    let mut fraction = d;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let numerator = -m * (m - a);
        b += 2.0;
        d = 1.0 / away_from_zero(numerator * d + b);
        c = away_from_zero(b + numerator / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction * kernel(a, x)
}
