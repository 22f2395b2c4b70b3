//! Numerical integration.

use std::f64::consts::PI;

/// Gauss-Legendre nodes and weights for the range 0..1, `count` above 0; exact for polynomials up to degree 2·count - 1.
pub(super) fn gauss_legendre(count: u32) -> Vec<(f64, f64)> {
    let n = f64::from(count);
    let node = |index: u32| {
        let mut x = (PI * (f64::from(index) + 0.75) / (n + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..20 {
            let (value, derivative) = legendre(count, x);
            slope = derivative;
            let step = value / derivative;
            x -= step;
            if step.abs() < 1e-16 {
                break;
            }
        }
        (0.5 * (1.0 - x), 1.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..count).map(node).collect()
}

/// The Legendre polynomial of a degree and its derivative, by the three-term recurrence.
fn legendre(degree: u32, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for k in 2..=degree {
        let k = f64::from(k);
        (before, value) = (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
    }
    (value, f64::from(degree) * (x * value - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_integrated_exactly() {
        let nodes = gauss_legendre(200);
        for power in [0, 1, 7, 60, 399] {
            let integral: f64 = nodes.iter().map(|(x, weight)| weight * x.powi(power)).sum();
            assert!((integral * f64::from(power + 1) - 1.0).abs() < 1e-12, "power {power}");
        }
    }
}
