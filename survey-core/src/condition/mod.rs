//! Conditions: `all`, `any` and `not` around leaves that compare one fact with a value.
//!
//! ```json
//! {"all": [{"answer": "score", "at_most": 6}, {"not": {"property": "branch", "is": "Kazan"}}]}
//! ```
//!
//! What a leaf may speak of differs (a question's `show_if` knows answers and properties; a rule knows more), so the
//! leaf is a type parameter; what all share (nesting, its limit, comparisons, problems with their path) is here.

mod comparison;
mod fact;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

pub use comparison::Comparison;
pub use fact::Fact;

use crate::{Path, Problems};

/// How deep `all`, `any` and `not` may be nested.
///
/// ```
/// assert_eq!(survey_core::condition::MAX_DEPTH, 16);
/// ```
pub const MAX_DEPTH: usize = 16;

/// How many conditions one `all` or `any` may list.
///
/// ```
/// assert_eq!(survey_core::condition::MAX_LIST, 100);
/// ```
pub const MAX_LIST: usize = 100;

/// A condition, nested by `all`, `any` and `not`; serialises to the JSON it was read from.
///
/// ```
/// use survey_core::condition::Condition;
///
/// let condition = Condition::All(vec![Condition::Is(3), Condition::Not(Box::new(Condition::Is(10)))]);
/// assert!(condition.holds(&mut |&number| number < 5));
/// assert!(!condition.holds(&mut |&number| number < 50));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition<L> {
    /// Every one of them holds.
    All(#[schemars(length(min = 1, max = MAX_LIST))] Vec<Condition<L>>),
    /// At least one of them holds.
    Any(#[schemars(length(min = 1, max = MAX_LIST))] Vec<Condition<L>>),
    /// It does not hold.
    Not(Box<Condition<L>>),
    /// A leaf.
    #[serde(untagged)]
    Is(L),
}

impl<L> Condition<L> {
    /// Reads a condition; every problem is added with its path, and then the answer is `None`.
    ///
    /// `leaf` reads an object that is none of `all`, `any`, `not`; it adds its own problems.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::{Path, Problems};
    /// use survey_core::condition::{Comparison, Condition};
    ///
    /// let mut problems = Problems::default();
    /// let value = json!({"not": {"score": true, "at_most": 6}});
    /// let condition = Condition::parse(&value, &Path::root(), &mut problems, &mut |object, path, problems| {
    ///     Comparison::parse(object, &["score"], path, problems)
    /// });
    /// assert!(problems.is_empty());
    /// assert!(matches!(condition, Some(Condition::Not(_))));
    ///
    /// let value = json!({"any": 7});
    /// let condition: Option<Condition<()>> =
    ///     Condition::parse(&value, &Path::root().key("when"), &mut problems, &mut |_, _, _| Some(()));
    /// assert_eq!(condition, None);
    /// assert_eq!(problems.into_vec()[0].to_string(), "when.any: must be a list of conditions");
    /// ```
    pub fn parse(
        value: &Value,
        path: &Path<'_>,
        problems: &mut Problems,
        leaf: &mut impl FnMut(&Map<String, Value>, &Path<'_>, &mut Problems) -> Option<L>,
    ) -> Option<Self> {
        parse_nested(value, path, problems, leaf, MAX_DEPTH)
    }

    /// Whether the condition holds, asking `leaf` about each leaf that matters.
    ///
    /// ```
    /// use survey_core::condition::Condition;
    ///
    /// assert!(Condition::Any(vec![Condition::Is(1), Condition::Is(2)]).holds(&mut |&leaf| leaf == 2));
    /// ```
    pub fn holds(&self, leaf: &mut impl FnMut(&L) -> bool) -> bool {
        match self {
            Self::All(list) => list.iter().all(|inner| inner.holds(leaf)),
            Self::Any(list) => list.iter().any(|inner| inner.holds(leaf)),
            Self::Not(inner) => !inner.holds(leaf),
            Self::Is(inner) => leaf(inner),
        }
    }

    /// Shows every leaf with its path below `path`, in reading order: for checks that need more than the JSON.
    ///
    /// ```
    /// use survey_core::{Path, condition::Condition};
    ///
    /// let condition = Condition::All(vec![Condition::Is('a'), Condition::Not(Box::new(Condition::Is('b')))]);
    /// let mut seen = vec![];
    /// condition.visit(&Path::root().key("show_if"), &mut |leaf, path| seen.push(format!("{leaf} {path}")));
    /// assert_eq!(seen, ["a show_if.all[0]", "b show_if.all[1].not"]);
    /// ```
    pub fn visit(&self, path: &Path<'_>, seen: &mut impl FnMut(&L, &Path<'_>)) {
        match self {
            Self::All(list) => visit_list(list, &path.key("all"), seen),
            Self::Any(list) => visit_list(list, &path.key("any"), seen),
            Self::Not(inner) => inner.visit(&path.key("not"), seen),
            Self::Is(leaf) => seen(leaf, path),
        }
    }
}

fn visit_list<L>(list: &[Condition<L>], path: &Path<'_>, seen: &mut impl FnMut(&L, &Path<'_>)) {
    for (index, inner) in list.iter().enumerate() {
        inner.visit(&path.index(index), seen);
    }
}

fn parse_nested<L>(
    value: &Value,
    path: &Path<'_>,
    problems: &mut Problems,
    leaf: &mut impl FnMut(&Map<String, Value>, &Path<'_>, &mut Problems) -> Option<L>,
    depth: usize,
) -> Option<Condition<L>> {
    let Some(object) = value.as_object() else {
        problems.add(path, "must be a condition, such as {\"answer\": \"score\", \"at_most\": 6}");
        return None;
    };
    let Some(word) = ["all", "any", "not"].into_iter().find(|word| object.contains_key(*word)) else {
        return leaf(object, path, problems).map(Condition::Is);
    };
    if object.len() > 1 {
        problems.add(path, format!("`{word}` must stand alone; put the other conditions inside it"));
        return None;
    }
    if depth == 0 {
        problems.add(path, format!("conditions may be nested at most {MAX_DEPTH} deep"));
        return None;
    }
    let (inner, inner_path) = (object.get(word)?, path.key(word));
    if word == "not" {
        let inner = parse_nested(inner, &inner_path, problems, leaf, depth - 1)?;
        return Some(Condition::Not(Box::new(inner)));
    }
    let list = parse_list(inner, &inner_path, problems, leaf, depth - 1)?;
    Some(if word == "all" { Condition::All(list) } else { Condition::Any(list) })
}

fn parse_list<L>(
    value: &Value,
    path: &Path<'_>,
    problems: &mut Problems,
    leaf: &mut impl FnMut(&Map<String, Value>, &Path<'_>, &mut Problems) -> Option<L>,
    depth: usize,
) -> Option<Vec<Condition<L>>> {
    let Some(list) = value.as_array() else {
        problems.add(path, "must be a list of conditions");
        return None;
    };
    if list.is_empty() || list.len() > MAX_LIST {
        problems.add(path, format!("must list between 1 and {MAX_LIST} conditions, not {}", list.len()));
        return None;
    }
    // All elements are read before the first failure counts, so that every problem is told.
    let read: Vec<_> = list
        .iter()
        .enumerate()
        .map(|(index, inner)| parse_nested(inner, &path.index(index), problems, leaf, depth))
        .collect();
    read.into_iter().collect()
}
