//! Student's t distribution.

use super::{
    beta::incomplete,
    normal::{normal_quantile, upper_tail},
};
use std::f64::consts::PI;

/// Probability that t with `v` degrees of freedom (above 0) exceeds `t`, 0..=1.
pub fn student_sf(t: f64, v: f64) -> f64 {
    let whole = v + t * t;
    let upper = if whole.is_infinite() { 0.0 } else { 0.5 * incomplete(0.5 * v, 0.5, v / whole, t * t / whole) };
    if t >= 0.0 { upper } else { 1.0 - upper }
}

/// The value that t with `v` degrees of freedom stays below with probability `p`; None outside 0 < p < 1 or v <= 0.
///
/// Newton's steps on [`student_sf`], kept inside a bracket that each step narrows.
pub fn student_quantile(p: f64, v: f64) -> Option<f64> {
    let z = normal_quantile(p)?;
    if v.is_nan() || v <= 0.0 {
        return None;
    }
    if p.to_bits() == 0.5f64.to_bits() {
        return Some(0.0);
    }
    // Beyond this the difference to the normal quantile is below the last digit.
    if v > 1e16 {
        return Some(z);
    }
    let tail = if p < 0.5 { p } else { upper_tail(p) };
    let (mut low, mut high) = (0.0, z.abs().max(1e-3));
    while student_sf(high, v) > tail {
        low = high;
        high *= 2.0;
        if high.is_infinite() {
            return None;
        }
    }
    let mut t = z.abs().clamp(low, high);
    for _ in 0..200 {
        let excess = student_sf(t, v) - tail;
        if excess > 0.0 {
            low = t;
        } else {
            high = t;
        }
        let newton = t + excess / density(t, v);
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - t).abs() <= 4.0 * f64::EPSILON * t {
            t = next;
            break;
        }
        t = next;
    }
    Some(if p < 0.5 { -t } else { t })
}

fn density(t: f64, v: f64) -> f64 {
    let log = libm::lgamma(0.5 * (v + 1.0)) - libm::lgamma(0.5 * v) - 0.5 * (v + 1.0) * (t * t / v).ln_1p();
    log.exp() / (v * PI).sqrt()
}
