//! Reasons: drivers, terms, comments.

use serde_json::Value;
use utoipa::ToSchema;

/// What goes with a high or a low score.
#[derive(ToSchema)]
pub struct DriversReport {
    /// Answers with a score that were looked at.
    pub n: i64,
    /// Answers before this day were not looked at; null: all of the view were.
    pub not_before: Option<String>,
    /// What pulls the score down first: `dimension` (tag, answer.KEY), `value`, `mentions`, `n`, `points`, `interval`, `q`,
    /// `real` (more than noise).
    pub drivers: Vec<Value>,
    /// Reasons that are only counted: `dimension`, `value`, `mentions`.
    pub counted: Vec<Value>,
    /// The view that this is of.
    pub query: Value,
}

/// What people write about.
#[derive(ToSchema)]
pub struct TermsReport {
    /// Comments that were read.
    pub comments: i64,
    /// Comments before this day were not read; null: all of the view were.
    pub not_before: Option<String>,
    /// `category`, `comments`, `terms` (words and how many comments have them).
    pub categories: Vec<Value>,
    /// Words whose share rose beyond noise in the last week against the eight weeks before: `comments`, `before`, `terms`;
    /// `not_before` and `before_not_before` where the week, or the weeks before it, were read back to that day only.
    pub new_this_week: Value,
    /// The view that this is of.
    pub query: Value,
}

/// Comments, newest first.
#[derive(ToSchema)]
pub struct CommentList {
    /// `id` of the answer, `question`, `text`, `found` (the words as they were written), `score`, `category`, `language`,
    /// `tags`, `answered_at`.
    pub data: Vec<Value>,
    /// Where the next page begins; null: this is the last.
    pub next: Option<String>,
    /// So much was written in the last moments that not all of it is found yet; in a minute it is.
    pub incomplete: bool,
    /// The view that this is of.
    pub query: Value,
}
