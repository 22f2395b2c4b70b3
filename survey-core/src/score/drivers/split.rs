//! Each answer shared equally among its tags: where the points are gained and lost.

use super::{InvalidTags, TaggedAnswer, distinct_tags};
use serde::Serialize;

/// The score taken apart by tags; the parts add up to it exactly.
///
/// ```
/// use survey_core::score::{Category, drivers::{TaggedAnswer, equal_split}};
///
/// let praised = TaggedAnswer { category: Category::Promoter, tags: &[0] };
/// let split = equal_split(&[praised], 1)?.expect("there is an answer");
/// assert_eq!((split.tags.len(), split.untagged), (1, 0.0));
/// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EqualSplit {
    /// One entry a tag, in their order.
    pub tags: Vec<TagSplit>,
    /// What answers without a tag add, a fraction.
    pub untagged: f64,
}

/// What one tag's share of the answers adds to the score, fractions.
///
/// ```
/// use survey_core::score::{Category, drivers::{TaggedAnswer, equal_split}};
///
/// let praised = TaggedAnswer { category: Category::Promoter, tags: &[0] };
/// let split = equal_split(&[praised], 1)?.expect("there is an answer");
/// assert_eq!((split.tags[0].gain, split.tags[0].loss), (1.0, 0.0));
/// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct TagSplit {
    /// From promoters, at least 0.
    pub gain: f64,
    /// From detractors, at most 0.
    pub loss: f64,
}

impl TagSplit {
    /// Gain and loss together.
    ///
    /// ```
    /// use survey_core::score::{Category, drivers::{TaggedAnswer, equal_split}};
    ///
    /// let praised = TaggedAnswer { category: Category::Promoter, tags: &[0] };
    /// let split = equal_split(&[praised], 1)?.expect("there is an answer");
    /// assert_eq!(split.tags[0].net(), 1.0);
    /// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
    /// ```
    pub fn net(&self) -> f64 {
        self.gain + self.loss
    }
}

/// Shares each answer equally among its tags; None without answers.
///
/// The Shapley value of "answers that carry a tag of the set". It shows volume, not cause.
///
/// ```
/// use survey_core::score::{Category, drivers::{TaggedAnswer, equal_split}};
///
/// let answers = [
///     TaggedAnswer { category: Category::Detractor, tags: &[0, 1] },
///     TaggedAnswer { category: Category::Promoter, tags: &[1] },
/// ];
/// let split = equal_split(&answers, 2)?.expect("there are answers");
/// assert_eq!((split.tags[0].net(), split.tags[1].net(), split.untagged), (-0.25, 0.25, 0.0));
/// # Ok::<(), survey_core::score::drivers::InvalidTags>(())
/// ```
pub fn equal_split(answers: &[TaggedAnswer<'_>], tags: usize) -> Result<Option<EqualSplit>, InvalidTags> {
    let distinct = distinct_tags(answers, tags)?;
    if answers.is_empty() {
        return Ok(None);
    }
    let n = answers.len() as f64;
    let mut split = EqualSplit { tags: vec![TagSplit::default(); tags], untagged: 0.0 };
    for (answer, own) in answers.iter().zip(distinct) {
        let sign = answer.category.sign();
        if own.is_empty() {
            split.untagged += sign / n;
        }
        let part = sign / (n * own.len() as f64);
        for tag in own {
            if let Some(tag) = split.tags.get_mut(tag) {
                tag.gain += part.max(0.0);
                tag.loss += part.min(0.0);
            }
        }
    }
    Ok(Some(split))
}
