//! What is wrong with a piece of JSON, and where: one sentence and one path per problem.

use std::{borrow::Cow, fmt};

use serde::Serialize;

/// One thing that is wrong with a document: where it is and what would be right.
///
/// The path reads like JavaScript (`questions[2].options[0].key`); the whole document is the empty path.
///
/// ```
/// use survey_core::Problem;
///
/// let problem = Problem::new("questions[2].key", "the key `score` is used twice; give each question its own");
/// assert_eq!(problem.to_string(), "questions[2].key: the key `score` is used twice; give each question its own");
/// assert_eq!(Problem::new("", "is not JSON").to_string(), "is not JSON");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: the keys and indices that lead to it, empty for the whole document.
    pub path: String,
    /// What is wrong and what would be right, a lower-case sentence for a person who does not program.
    pub message: String,
}

impl Problem {
    /// A problem at a path.
    ///
    /// ```
    /// let problem = survey_core::Problem::new("name", "is missing");
    /// assert_eq!(problem.path, "name");
    /// ```
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

/// The way from the root of a JSON document to one value in it; costs nothing until a problem needs it as text.
///
/// ```
/// use survey_core::Path;
///
/// let root = Path::root();
/// let questions = root.key("questions");
/// let third = questions.index(2);
/// assert_eq!(third.key("key").to_string(), "questions[2].key");
/// assert_eq!(root.to_string(), "");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The whole document.
    ///
    /// ```
    /// assert_eq!(survey_core::Path::root().to_string(), "");
    /// ```
    pub fn root() -> Self {
        Self { parent: None, step: Step::Root }
    }

    /// The value under `key` of the object at this path.
    ///
    /// ```
    /// assert_eq!(survey_core::Path::root().key("name").to_string(), "name");
    /// ```
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Self {
        Self { parent: Some(self), step: Step::Key(key) }
    }

    /// The element at `index` (from 0) of the list at this path.
    ///
    /// ```
    /// assert_eq!(survey_core::Path::root().index(1).to_string(), "[1]");
    /// ```
    #[must_use]
    pub fn index(&'a self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Key(key) if parent.parent.is_none() => f.write_str(&clip(key)),
            Step::Key(key) => write!(f, ".{}", clip(key)),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// Collects the problems of one document while it is read, so that all of them are told at once.
///
/// ```
/// use survey_core::{Path, Problems};
///
/// let mut problems = Problems::default();
/// problems.add(&Path::root().key("name"), "is missing");
/// assert!(!problems.is_empty());
/// assert_eq!(problems.into_vec()[0].path, "name");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Notes a problem at a path.
    ///
    /// ```
    /// let mut problems = survey_core::Problems::default();
    /// problems.add(&survey_core::Path::root(), "is not an object");
    /// assert_eq!(problems.len(), 1);
    /// ```
    pub fn add(&mut self, path: &Path<'_>, message: impl Into<String>) {
        self.0.push(Problem::new(path.to_string(), message));
    }

    /// Whether nothing is wrong so far.
    ///
    /// ```
    /// assert!(survey_core::Problems::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many problems there are so far.
    ///
    /// ```
    /// assert_eq!(survey_core::Problems::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The problems in the order in which they were found.
    ///
    /// ```
    /// assert_eq!(survey_core::Problems::default().into_vec(), vec![]);
    /// ```
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

/// How many characters of somebody's text a problem repeats.
const CLIP: usize = 60;

/// The beginning of a text that came from outside, so that a megabyte of it does not end up in a sentence.
pub(crate) fn clip(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(CLIP).and_then(|(end, _)| text.get(..end)) {
        Some(beginning) => Cow::Owned(format!("{beginning}…")),
        None => Cow::Borrowed(text),
    }
}

/// "3 problems: path: the first": for the errors that carry a list of problems.
pub(crate) fn summary(problems: &[Problem]) -> String {
    let first = problems.first().map(ToString::to_string).unwrap_or_default();
    let noun = if problems.len() == 1 { "problem" } else { "problems" };
    format!("{} {noun}: {first}", problems.len())
}
