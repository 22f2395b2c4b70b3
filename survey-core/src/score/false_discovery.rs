//! Many comparisons at once: which of the small p-values to believe.

/// A number that is not a probability.
///
/// ```
/// use survey_core::score::false_discovery;
///
/// assert_eq!(false_discovery(&[1.5]).unwrap_err().to_string(), "1.5 is not a probability: it must be from 0 to 1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{given} is not a probability: it must be from 0 to 1")]
#[non_exhaustive]
pub struct InvalidProbability {
    /// What was given.
    pub given: f64,
}

/// p-values (0..=1) to q-values in the same order: those with q up to 0.1 hold at most 10 % false alarms on average.
///
/// Among 50 branches where nothing changed, 2.4 have p below 0.05 by chance. Flag q <= 0.10 on a dashboard, q <= 0.05 for
/// a mail that nobody asked for. Benjamini & Hochberg 1995 (JRSS B 57:289).
///
/// ```
/// use survey_core::score::false_discovery;
///
/// let q = false_discovery(&[0.04, 0.01, 0.03, 0.01, 0.5])?;
/// assert!(q.iter().zip([0.05, 0.025, 0.05, 0.025, 0.5]).all(|(q, expected)| (q - expected).abs() < 1e-12));
/// # Ok::<(), survey_core::score::InvalidProbability>(())
/// ```
pub fn false_discovery(p: &[f64]) -> Result<Vec<f64>, InvalidProbability> {
    if let Some(&given) = p.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(InvalidProbability { given });
    }
    let mut descending: Vec<_> = p.iter().copied().enumerate().collect();
    descending.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let mut q = vec![1.0; p.len()];
    let mut smallest: f64 = 1.0;
    for (rank, (index, p_value)) in (1..=p.len()).rev().zip(descending) {
        smallest = smallest.min(p.len() as f64 * p_value / rank as f64);
        if let Some(slot) = q.get_mut(index) {
            *slot = smallest;
        }
    }
    Ok(q)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_probability_is_named() {
        assert_eq!(false_discovery(&[0.1, 1.5]), Err(InvalidProbability { given: 1.5 }));
        assert!(false_discovery(&[f64::NAN]).is_err());
        assert_eq!(false_discovery(&[]), Ok(vec![]));
    }
}
