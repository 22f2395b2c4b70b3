//! Known problems.

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// What customers are told in one language.
#[derive(ToSchema)]
pub struct ProblemWords {
    /// What the problem is, and what they can do: at most 4,000 characters.
    pub problem: String,
    /// How it ended; empty: our own words alone.
    pub over: String,
}

/// A problem to be declared.
#[derive(ToSchema)]
pub struct NewProblem {
    /// What the team calls it.
    pub title: String,
    /// By language; instead of an object the words about the problem alone.
    pub words: BTreeMap<String, ProblemWords>,
    /// The root cause whose open cases it concerns.
    pub cause: Option<String>,
    /// Types of the events that it affects.
    pub types: Option<Vec<String>>,
    /// Only those with one of `values` in this property.
    pub property: Option<String>,
    /// The values.
    pub values: Option<Vec<String>>,
    /// From when they happened, RFC 3339; without it from now.
    pub from: Option<String>,
    /// Until when; without it until the problem is over.
    pub until: Option<String>,
    /// When it is expected to be over.
    pub expected_at: Option<String>,
}

/// How a problem ended.
#[derive(ToSchema)]
pub struct ProblemOver {
    /// By language, in place of what was said when it was declared.
    pub words: Option<BTreeMap<String, String>>,
}

/// A known problem.
#[derive(ToSchema)]
pub struct KnownProblem {
    /// Its id.
    pub id: String,
    /// What the team calls it.
    pub title: String,
    /// By language.
    pub words: BTreeMap<String, ProblemWords>,
    /// The root cause.
    pub cause: Option<String>,
    /// Types of events.
    pub types: Vec<String>,
    /// The property that decides.
    pub property: Option<String>,
    /// Its values.
    pub values: Vec<String>,
    /// RFC 3339.
    pub from: String,
    /// RFC 3339.
    pub until: Option<String>,
    /// RFC 3339.
    pub expected_at: Option<String>,
    /// RFC 3339.
    pub declared_at: String,
    /// RFC 3339.
    pub over_at: Option<String>,
    /// How many people it affects.
    pub affected: i64,
    /// How many of them were told of it.
    pub told: i64,
    /// How many were told that it is over.
    pub told_over: i64,
}

/// Known problems.
#[derive(ToSchema)]
pub struct KnownProblems {
    /// Newest first.
    pub data: Vec<KnownProblem>,
    /// Always none: problems are few.
    pub next: Option<String>,
}
