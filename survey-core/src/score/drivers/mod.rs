//! What moves the score: tags chosen or read from comments, against the answers they came with.
//!
//! Association, not proof: a tag is picked after the score is felt. Tags offered only to detractors cannot be analysed this
//! way; collect them from everyone. Order by [`TagImpact::contribution`], and show a tag only where
//! [`TagImpact::is_shown`] says so.

mod adjusted;
mod leave_out;
mod matrix;
mod split;

pub use adjusted::{AdjustedImpact, DEFAULT_RIDGE, TagImpact, adjusted_impact};
pub use leave_out::{LeaveOutImpact, leave_out_impact};
pub use split::{EqualSplit, TagSplit, equal_split};

use super::Category;

/// The most tags that are analysed together.
///
/// ```
/// use survey_core::score::drivers::{MOST_TAGS, equal_split};
///
/// assert!(equal_split(&[], MOST_TAGS).is_ok() && equal_split(&[], MOST_TAGS + 1).is_err());
/// ```
pub const MOST_TAGS: usize = 500;

/// One answer with the tags that came with it, by their number from 0; a tag that comes twice counts once.
///
/// ```
/// use survey_core::score::{Category, drivers::TaggedAnswer};
///
/// let late_and_rude = TaggedAnswer { category: Category::Detractor, tags: &[0, 3] };
/// assert_eq!(late_and_rude.tags.len(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaggedAnswer<'a> {
    /// What the answer counts as.
    pub category: Category,
    /// Numbers of its tags.
    pub tags: &'a [usize],
}

/// Tags that cannot be analysed.
///
/// ```
/// use survey_core::score::{Category, drivers::{TaggedAnswer, equal_split}};
///
/// let error = equal_split(&[TaggedAnswer { category: Category::Passive, tags: &[7] }], 2).unwrap_err();
/// assert_eq!(error.to_string(), "tag 7 does not exist: there are 2, numbered from 0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTags {
    /// More tags than [`MOST_TAGS`].
    #[error("{given} tags are too many: analyse at most {MOST_TAGS} at once")]
    TooMany {
        /// How many were announced.
        given: usize,
    },
    /// A tag whose number is not below the number of tags.
    #[error("tag {tag} does not exist: there are {tags}, numbered from 0")]
    Unknown {
        /// The number given.
        tag: usize,
        /// How many tags there are.
        tags: usize,
    },
    /// A ridge that is negative or not a number.
    #[error("{given} is not a ridge: it must be a finite number of at least 0")]
    Ridge {
        /// What was given.
        given: f64,
    },
}

impl Category {
    /// What one answer adds to the score: +1, 0 or -1.
    pub(crate) fn sign(self) -> f64 {
        match self {
            Self::Promoter => 1.0,
            Self::Passive => 0.0,
            Self::Detractor => -1.0,
        }
    }
}

/// The distinct tags of each answer, in ascending order, all known to exist.
fn distinct_tags(answers: &[TaggedAnswer<'_>], tags: usize) -> Result<Vec<Vec<usize>>, InvalidTags> {
    if tags > MOST_TAGS {
        return Err(InvalidTags::TooMany { given: tags });
    }
    let distinct = |answer: &TaggedAnswer<'_>| {
        let mut own = answer.tags.to_vec();
        own.sort_unstable();
        own.dedup();
        match own.last() {
            Some(&tag) if tag >= tags => Err(InvalidTags::Unknown { tag, tags }),
            _ => Ok(own),
        }
    };
    answers.iter().map(distinct).collect()
}

#[cfg(test)]
mod tests;
