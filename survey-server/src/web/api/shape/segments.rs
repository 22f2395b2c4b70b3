//! Reports by segment.

use serde_json::Value;
use utoipa::ToSchema;

/// A view by the values of a dimension.
#[derive(ToSchema)]
pub struct SegmentsReport {
    /// The dimension.
    pub by: String,
    /// The values, those with the most answers first.
    pub rows: Vec<SegmentLine>,
    /// All answers of the view, also those without a value.
    pub total: Value,
    /// There are more values than are shown.
    pub more: bool,
    /// By how much the values truly differ, in points, with a word: unknown, few, none, unclear, consistent, mixed, uneven.
    pub spread: Value,
    /// The same by weeks, months or quarters.
    pub over_time: Vec<Value>,
    /// Answers before this day were not looked at.
    pub not_before: Option<String>,
    /// The answers are being counted anew after a change of the settings.
    pub recounting: bool,
    /// What the numbers mean.
    pub definitions: Value,
    /// The view as it was understood.
    pub query: Value,
}

/// One value of the dimension: beside these the fields of a score report.
#[derive(ToSchema)]
pub struct SegmentLine {
    /// The value.
    pub value: String,
    /// Answers.
    pub n: i64,
    /// The score; null below five answers.
    pub score: Option<i32>,
    /// Where the true score lies.
    pub interval: Option<Value>,
    /// Its part of all answers of the view, 0 to 1.
    pub share: f64,
    /// The same of the time that it is compared with.
    pub before: Option<Value>,
    /// The change in points with its interval and its chance.
    pub change: Option<Value>,
    /// The share of false alarms among changes as clear as this one.
    pub q: Option<f64>,
    /// The change is more than chance among so many changes explains.
    pub is_flagged: bool,
    /// The score to order by, in points.
    pub fair: Option<f64>,
    /// The place by it among those with 30 answers or more.
    pub place: Option<i64>,
}

/// Two segments side by side.
#[derive(ToSchema)]
pub struct CompareReport {
    /// The first, with its score, its trend and its words.
    pub a: Value,
    /// The second.
    pub b: Value,
    /// The first minus the second; null below five answers on either side.
    pub difference: Option<Value>,
    /// An answer may be on both sides.
    pub may_overlap: bool,
    /// What the numbers mean.
    pub definitions: Value,
}

/// Satisfied or loyal, and promised against delivered.
#[derive(ToSchema)]
pub struct LoyaltyReport {
    /// The four quadrants; null where the survey does not ask both questions.
    pub quadrants: Option<Value>,
    /// Scores by how late something came.
    pub punctual: Value,
    /// The view as it was understood.
    pub query: Value,
}
