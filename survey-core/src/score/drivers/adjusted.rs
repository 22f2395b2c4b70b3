//! The effect of each tag with the others held still: the recommended way to rank drivers.

use super::{InvalidTags, TaggedAnswer, distinct_tags, matrix::Matrix};
use crate::score::{Confidence, Interval, distribution::two_sided_p};
use serde::Serialize;

/// The ridge that did best in simulations: enough to keep rare tags in place, too little to bend common ones.
///
/// ```
/// use survey_core::score::drivers::DEFAULT_RIDGE;
///
/// assert_eq!(DEFAULT_RIDGE, 5.0);
/// ```
pub const DEFAULT_RIDGE: f64 = 5.0;

/// Mentions, and answers without a mention, that a tag needs to be shown.
const ENOUGH: u64 = 10;

/// The score taken apart by tags, each adjusted for the others: `score = base + Σ contribution`, exactly.
///
/// ```
/// use survey_core::score::{Category, Confidence, drivers::{DEFAULT_RIDGE, TaggedAnswer, adjusted_impact}};
///
/// let answers = [TaggedAnswer { category: Category::Detractor, tags: &[0] }, TaggedAnswer { category: Category::Promoter, tags: &[] }];
/// let answers: Vec<_> = answers.into_iter().cycle().take(40).collect();
/// let impact = adjusted_impact(&answers, 1, DEFAULT_RIDGE, Confidence::default())?.expect("the tag varies");
/// assert!((impact.base + impact.tags[0].contribution).abs() < 1e-12, "the score of these answers is 0");
/// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdjustedImpact {
    /// The score of an answer without any tag, a fraction.
    pub base: f64,
    /// One entry a tag, in their order.
    pub tags: Vec<TagImpact>,
}

/// What one tag adds to the score, fractions.
///
/// ```
/// use survey_core::score::{Category, Confidence, drivers::{DEFAULT_RIDGE, TaggedAnswer, adjusted_impact}};
///
/// let answers = [TaggedAnswer { category: Category::Detractor, tags: &[0] }, TaggedAnswer { category: Category::Promoter, tags: &[] }];
/// let answers: Vec<_> = answers.into_iter().cycle().take(40).collect();
/// let impact = adjusted_impact(&answers, 1, DEFAULT_RIDGE, Confidence::default())?.expect("the tag varies");
/// assert_eq!((impact.tags[0].mentions, impact.tags[0].share), (20, 0.5));
/// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TagImpact {
    /// Answers that carry the tag.
    pub mentions: u64,
    /// Answers that do not.
    pub others: u64,
    /// Mentions out of all answers, a fraction 0..=1.
    pub share: f64,
    /// How much the tag changes one answer (-2..=2, where an answer is worth -1, 0 or 1).
    pub effect: f64,
    /// Effect times share: what the tag adds to the score. Show "mentioned by 15 %, associated with -9 points".
    pub contribution: f64,
    /// Standard error of the contribution.
    pub standard_error: f64,
    /// Where the true contribution lies.
    pub interval: Interval,
    /// The chance of such a contribution where the tag has none; run [`false_discovery`](crate::score::false_discovery) over all tags.
    pub p: f64,
}

impl TagImpact {
    /// Are there at least 10 answers with the tag and 10 without it?
    ///
    /// ```
    /// use survey_core::score::{Category, Confidence, drivers::{DEFAULT_RIDGE, TaggedAnswer, adjusted_impact}};
    ///
    /// let answers = [TaggedAnswer { category: Category::Detractor, tags: &[0] }, TaggedAnswer { category: Category::Promoter, tags: &[] }];
    /// let answers: Vec<_> = answers.into_iter().cycle().take(40).collect();
    /// let impact = adjusted_impact(&answers, 1, DEFAULT_RIDGE, Confidence::default())?.expect("the tag varies");
    /// assert!(impact.tags[0].is_shown());
    /// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
    /// ```
    pub fn is_shown(&self) -> bool {
        self.mentions >= ENOUGH && self.others >= ENOUGH
    }
}

/// Estimates what each of `tags` tags adds to the score; None where the answers cannot tell the tags apart.
///
/// Linear model of the answers (+1, 0, -1) on the tags with an unpenalised intercept and `ridge` ([`DEFAULT_RIDGE`]) on the
/// rest; errors are HC3 (`MacKinnon` and White 1985), which hold where answers vary differently. None also for a ridge of 0
/// with a tag that nobody chose or that always comes with another.
///
/// ```
/// use survey_core::score::{Category, Confidence, drivers::{DEFAULT_RIDGE, TaggedAnswer, adjusted_impact}};
///
/// let late = TaggedAnswer { category: Category::Detractor, tags: &[0] };
/// let friendly = TaggedAnswer { category: Category::Promoter, tags: &[1] };
/// let neither = TaggedAnswer { category: Category::Passive, tags: &[] };
/// let answers: Vec<_> = [late, friendly, neither].into_iter().cycle().take(90).collect();
/// let impact = adjusted_impact(&answers, 2, DEFAULT_RIDGE, Confidence::default())?.expect("the tags differ");
/// assert!(impact.tags[0].interval.high < 0.0 && impact.tags[1].interval.low > 0.0);
/// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
/// ```
pub fn adjusted_impact(
    answers: &[TaggedAnswer<'_>],
    tags: usize,
    ridge: f64,
    confidence: Confidence,
) -> Result<Option<AdjustedImpact>, InvalidTags> {
    if !(ridge >= 0.0 && ridge.is_finite()) {
        return Err(InvalidTags::Ridge { given: ridge });
    }
    // Column 0 is the intercept, which every answer has.
    let rows: Vec<Vec<usize>> = distinct_tags(answers, tags)?
        .into_iter()
        .map(|own| std::iter::once(0).chain(own.into_iter().map(|tag| tag + 1)).collect())
        .collect();
    let signs: Vec<f64> = answers.iter().map(|answer| answer.category.sign()).collect();
    Ok(fit(&rows, &signs, tags + 1, ridge).map(|model| model.impact(answers.len(), confidence)))
}

/// Coefficients, their covariance and how often each column is set.
struct Model {
    coefficients: Vec<f64>,
    variances: Vec<f64>,
    set: Vec<u64>,
}

/// Ridge regression on columns of zeros and ones, given by the columns that are set in each row.
fn fit(rows: &[Vec<usize>], signs: &[f64], columns: usize, ridge: f64) -> Option<Model> {
    let mut cross = Matrix::zero(columns);
    let mut moments = vec![0.0; columns];
    let mut set = vec![0u64; columns];
    for (row, sign) in rows.iter().zip(signs) {
        for &i in row {
            moments[i] += sign;
            set[i] += 1;
            for &j in row {
                cross.add(i, j, 1.0);
            }
        }
    }
    for tag in 1..columns {
        cross.add(tag, tag, ridge);
    }
    let inverse = cross.inverse()?;
    let coefficients: Vec<f64> =
        (0..columns).map(|i| moments.iter().enumerate().map(|(j, moment)| inverse.get(i, j) * moment).sum()).collect();
    let variances = robust_variances(rows, signs, &coefficients, &inverse)?;
    Some(Model { coefficients, variances, set })
}

/// The diagonal of `inverse · X' diag(e²/(1-h)²) X · inverse`; None where an answer alone decides a coefficient (h = 1).
fn robust_variances(rows: &[Vec<usize>], signs: &[f64], coefficients: &[f64], inverse: &Matrix) -> Option<Vec<f64>> {
    let mut variances = vec![0.0; coefficients.len()];
    for (row, sign) in rows.iter().zip(signs) {
        // The row times the inverse: one entry a coefficient.
        let pull: Vec<f64> = (0..coefficients.len()).map(|i| row.iter().map(|&j| inverse.get(i, j)).sum()).collect();
        let leverage: f64 = row.iter().map(|&j| pull[j]).sum();
        if leverage > 1.0 - 1e-10 {
            return None;
        }
        let residual = sign - row.iter().map(|&j| coefficients[j]).sum::<f64>();
        let scale = residual / (1.0 - leverage);
        for (variance, pull) in variances.iter_mut().zip(&pull) {
            *variance += (pull * scale) * (pull * scale);
        }
    }
    Some(variances)
}

impl Model {
    fn impact(self, answers: usize, confidence: Confidence) -> AdjustedImpact {
        let (n, z) = (answers as f64, confidence.z());
        let mut columns = self.coefficients.iter().zip(&self.variances).zip(&self.set);
        let base = columns.next().map_or(0.0, |((intercept, _), _)| *intercept);
        let tags = columns.map(|((&effect, &variance), &mentions)| {
            let share = mentions as f64 / n;
            let contribution = effect * share;
            let standard_error = (share * share * variance + effect * effect * share * (1.0 - share) / n).sqrt();
            let p = if standard_error > 0.0 { two_sided_p(contribution / standard_error) } else { 1.0 };
            TagImpact {
                mentions,
                others: answers as u64 - mentions,
                share,
                effect,
                contribution,
                standard_error,
                interval: Interval::around(contribution, z * standard_error),
                p,
            }
        });
        AdjustedImpact { base, tags: tags.collect() }
    }
}
