//! Comparing one fact with a value: `is`, `one_of`, `at_least`, `contains` and their kin.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::{Fact, MAX_LIST};
use crate::{Path, Problems};

/// What must be true of one fact; serialises as the one key it was read from (`{"at_most": 6}`).
///
/// Of a list (several options chosen) a comparison holds when it holds for any element; `is_not` and `none_of` are the
/// opposites of `is` and `one_of`, so they hold when no element is meant and also when there is no fact at all.
///
/// ```
/// use serde_json::json;
/// use survey_core::condition::{Comparison, Fact};
///
/// let late = Comparison::Is(json!("late"));
/// assert!(late.holds(&Fact::from(&json!(["late", "broken"]))));
/// assert!(!late.holds(&Fact::Missing));
/// assert!(Comparison::IsNot(json!("late")).holds(&Fact::Missing));
/// assert_eq!(serde_json::to_value(late).unwrap(), json!({"is": "late"}));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// It is this text, number or true/false.
    Is(Value),
    /// It is anything else, or there is none.
    IsNot(Value),
    /// It is one of these.
    OneOf(Vec<Value>),
    /// It is none of these, or there is none.
    NoneOf(Vec<Value>),
    /// It is a number of at least this.
    AtLeast(Number),
    /// It is a number of at most this.
    AtMost(Number),
    /// It is a number from the first to the second, both included.
    Between(Number, Number),
    /// It is a text that contains this, in any letter case, or a list with an element that does.
    Contains(String),
    /// There is one (`true`) or there is none (`false`).
    Exists(bool),
}

/// The words that name a comparison in JSON.
const WORDS: [&str; 9] = ["is", "is_not", "one_of", "none_of", "at_least", "at_most", "between", "contains", "exists"];

impl Comparison {
    /// Reads the one comparison in a leaf, whose other keys are `subject` (`["answer"]`); anything else is a problem.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::{Path, Problems, condition::Comparison};
    ///
    /// let mut problems = Problems::default();
    /// let leaf = json!({"answer": "score", "at_most": 6});
    /// let comparison = Comparison::parse(leaf.as_object().unwrap(), &["answer"], &Path::root(), &mut problems);
    /// assert_eq!(comparison, Some(Comparison::AtMost(6.into())));
    ///
    /// let leaf = json!({"answer": "score", "atmost": 6});
    /// assert_eq!(Comparison::parse(leaf.as_object().unwrap(), &["answer"], &Path::root(), &mut problems), None);
    /// assert_eq!(problems.into_vec()[0].path, "atmost");
    /// ```
    pub fn parse(
        object: &Map<String, Value>,
        subject: &[&str],
        path: &Path<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let before = problems.len();
        let mut words = Vec::new();
        for key in object.keys().map(String::as_str).filter(|key| !subject.contains(key)) {
            if WORDS.contains(&key) {
                words.push(key);
            } else {
                problems.add(&path.key(key), format!("is not known here; a comparison is one of {}", WORDS.join(", ")));
            }
        }
        match words.as_slice() {
            [word] => Self::parse_word(word, object.get(*word)?, &path.key(word), problems),
            [] if problems.len() > before => None,
            [] => {
                problems.add(
                    path,
                    format!("says what to look at but not what it must be; add one of {}", WORDS.join(", ")),
                );
                None
            }
            several => {
                problems.add(
                    path,
                    format!(
                        "has {} comparisons; keep one, or put each in its own condition inside `all`",
                        several.len()
                    ),
                );
                None
            }
        }
    }

    fn parse_word(word: &str, value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        match word {
            "is" => single(value, path, problems).map(Self::Is),
            "is_not" => single(value, path, problems).map(Self::IsNot),
            "one_of" => list(value, path, problems).map(Self::OneOf),
            "none_of" => list(value, path, problems).map(Self::NoneOf),
            "at_least" => number(value, path, problems).map(Self::AtLeast),
            "at_most" => number(value, path, problems).map(Self::AtMost),
            "between" => between(value, path, problems),
            "contains" => match value.as_str() {
                Some(text) if !text.is_empty() => Some(Self::Contains(text.to_owned())),
                _ => complain(path, problems, "must be the text to look for"),
            },
            _ => match value.as_bool() {
                Some(wanted) => Some(Self::Exists(wanted)),
                None => complain(path, problems, "must be true or false"),
            },
        }
    }

    /// Whether the fact is what the comparison wants.
    ///
    /// ```
    /// use survey_core::condition::{Comparison, Fact};
    ///
    /// assert!(Comparison::AtMost(6.into()).holds(&Fact::Integer(3)));
    /// assert!(!Comparison::AtMost(6.into()).holds(&Fact::Missing));
    /// assert!(Comparison::Contains("LATE".into()).holds(&Fact::Text("Too late again")));
    /// ```
    pub fn holds(&self, fact: &Fact<'_>) -> bool {
        match self {
            Self::Is(wanted) => any(fact, &|fact| fact.equals(wanted)),
            Self::IsNot(unwanted) => !any(fact, &|fact| fact.equals(unwanted)),
            Self::OneOf(wanted) => any(fact, &|fact| wanted.iter().any(|value| fact.equals(value))),
            Self::NoneOf(unwanted) => !any(fact, &|fact| unwanted.iter().any(|value| fact.equals(value))),
            Self::AtLeast(low) => any(fact, &|fact| compare(fact, low, |number, low| number >= low)),
            Self::AtMost(high) => any(fact, &|fact| compare(fact, high, |number, high| number <= high)),
            Self::Between(low, high) => any(fact, &|fact| {
                compare(fact, low, |number, low| number >= low) && compare(fact, high, |number, high| number <= high)
            }),
            Self::Contains(part) => {
                let part = part.to_lowercase();
                any(fact, &|fact| matches!(fact, Fact::Text(text) if text.to_lowercase().contains(&part)))
            }
            Self::Exists(wanted) => *wanted != matches!(fact, Fact::Missing),
        }
    }
}

fn any(fact: &Fact<'_>, holds: &dyn Fn(&Fact<'_>) -> bool) -> bool {
    match fact {
        Fact::List(list) => list.iter().any(holds),
        single => holds(single),
    }
}

fn compare(fact: &Fact<'_>, limit: &Number, order: impl Fn(f64, f64) -> bool) -> bool {
    matches!((fact.number(), limit.as_f64()), (Some(number), Some(limit)) if order(number, limit))
}

fn single(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Value> {
    match value {
        Value::String(_) | Value::Number(_) | Value::Bool(_) => Some(value.clone()),
        _ => complain(path, problems, "must be one text, number, true or false"),
    }
}

fn list(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Vec<Value>> {
    let Some(list) = value.as_array().filter(|list| (1..=MAX_LIST).contains(&list.len())) else {
        return complain(path, problems, &format!("must be a list of 1 to {MAX_LIST} texts or numbers"));
    };
    let read: Vec<_> =
        list.iter().enumerate().map(|(index, value)| single(value, &path.index(index), problems)).collect();
    read.into_iter().collect()
}

fn number(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        _ => complain(path, problems, "must be a number"),
    }
}

fn between(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Comparison> {
    let Some([low, high]) = value.as_array().map(Vec::as_slice) else {
        return complain(path, problems, "must be a list of two numbers, the lowest and the highest");
    };
    let (low, high) = (number(low, &path.index(0), problems), number(high, &path.index(1), problems));
    let (low, high) = (low?, high?);
    if low.as_f64() > high.as_f64() {
        return complain(path, problems, "the first number must not be above the second");
    }
    Some(Comparison::Between(low, high))
}

fn complain<T>(path: &Path<'_>, problems: &mut Problems, message: &str) -> Option<T> {
    problems.add(path, message);
    None
}
