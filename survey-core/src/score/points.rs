//! From fractions to what is shown: whole points, rounded half away from zero.

/// `fraction` times 100 as a whole number, half away from zero, never "-0". NaN, which no caller passes, gives 0.
pub(crate) fn whole_points(fraction: f64) -> i32 {
    (fraction * 100.0).round() as i32
}

/// `scale · numerator / denominator` as a whole number, half away from zero, in integers; `denominator` above 0.
pub(crate) fn rounded_ratio(scale: i128, numerator: i128, denominator: i128) -> Option<i128> {
    let scaled = numerator.checked_mul(scale)?;
    let doubled = scaled.unsigned_abs().checked_mul(2)?;
    let denominator = denominator.unsigned_abs();
    let magnitude = doubled.checked_add(denominator)?.checked_div(denominator.checked_mul(2)?)?;
    i128::try_from(magnitude).ok().map(|rounded| rounded * scaled.signum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_on_both_sides() {
        assert_eq!(rounded_ratio(100, 1, 200), Some(1));
        assert_eq!(rounded_ratio(100, -1, 200), Some(-1));
        assert_eq!(rounded_ratio(100, 1, 201), Some(0));
        assert_eq!(whole_points(-0.125), -13);
        assert_eq!(whole_points(-0.001), 0);
    }

    #[test]
    fn sizes_that_do_not_fit_are_none_rather_than_wrong() {
        assert_eq!(rounded_ratio(100, i128::MAX, 1), None);
        assert_eq!(rounded_ratio(1, 1, 0), None);
    }
}
