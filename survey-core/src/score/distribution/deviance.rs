//! What keeps densities of large parameters accurate (Loader 2000, "Fast and accurate computation of binomial
//! probabilities"): the deviance term and the error of Stirling's formula.

use std::f64::consts::PI;

/// `x ln(x/m) + m - x` without the cancellation that the plain formula has for `x` near `m`; both above 0 or x = 0.
///
/// `excess` is `x - m`, which the caller often knows to more digits than the difference of the two would have.
pub(super) fn deviance(x: f64, m: f64, excess: f64) -> f64 {
    if x == 0.0 {
        return m;
    }
    if excess.abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() - excess;
    }
    // With v = (x-m)/(x+m): x ln(x/m) + m - x = (x-m) v + 2x (v³/3 + v⁵/5 + …).
    let v = excess / (x + m);
    let mut sum = excess * v;
    let mut power = 2.0 * x * v;
    for k in 1..1000 {
        power *= v * v;
        let next = sum + power / f64::from(2 * k + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// `ln Γ(z) - [(z - ½) ln z - z + ½ ln 2π]`, the error of Stirling's formula, for z > 0.
pub(super) fn stirling_error(z: f64) -> f64 {
    if z < 15.0 {
        return libm::lgamma(z) - ((z - 0.5) * z.ln() - z + 0.5 * (2.0 * PI).ln());
    }
    let w = 1.0 / (z * z);
    (1.0 / 12.0
        - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w * (1.0 / 1188.0 - w * 691.0 / 360_360.0)))))
        / z
}
