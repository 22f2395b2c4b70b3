//! `show_if`: what a condition of a survey may speak of, and whether that makes sense.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Question, QuestionKind};
use crate::{
    Path, Problems,
    condition::{Comparison, Condition},
    problem::clip,
};

/// When a question, a section or a thank-you text is shown.
///
/// ```
/// use survey_core::survey;
///
/// let survey = survey::template("post-delivery").unwrap();
/// assert!(survey.question("wish").unwrap().show_if.is_some());
/// ```
pub type ShowIf = Condition<Premise>;

/// One comparison in a `show_if`: `{"answer": "score", "at_most": 6}`, `{"property": "branch", "is": "Kazan"}`.
///
/// ```
/// use serde_json::json;
/// use survey_core::condition::Comparison;
/// use survey_core::survey::{Premise, Subject};
///
/// let premise = Premise { subject: Subject::Answer("score".into()), comparison: Comparison::AtMost(6.into()) };
/// assert_eq!(serde_json::to_value(premise).unwrap(), json!({"answer": "score", "at_most": 6}));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Premise {
    /// What is looked at.
    #[serde(flatten)]
    pub subject: Subject,
    /// What it must be.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// What a premise looks at.
///
/// ```
/// use survey_core::survey::Subject;
///
/// assert_ne!(Subject::Answer("branch".into()), Subject::Property("branch".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The answer to an earlier question, by its key.
    Answer(String),
    /// A declared property, by its name.
    Property(String),
}

impl Premise {
    pub(super) fn parse(object: &Map<String, Value>, path: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let subject = match (object.get("answer"), object.get("property")) {
            (Some(Value::String(key)), None) => Some(Subject::Answer(key.clone())),
            (None, Some(Value::String(name))) => Some(Subject::Property(name.clone())),
            _ => {
                problems.add(path, "must name either one `answer` (the key of a question) or one `property`");
                None
            }
        };
        let comparison = Comparison::parse(object, &["answer", "property"], path, problems);
        Some(Self { subject: subject?, comparison: comparison? })
    }
}

impl Question {
    /// Notes why a comparison with the answer to this question can never be meant: a score outside the scale, an option
    /// that does not exist, a number compared with a text.
    ///
    /// ```
    /// use survey_core::{Path, Problems, condition::Comparison, survey};
    ///
    /// let survey = survey::template("default").unwrap();
    /// let score = survey.question("score").unwrap();
    /// let mut problems = Problems::default();
    /// score.check_comparison(&Comparison::AtMost(6.into()), &Path::root(), &mut problems);
    /// assert!(problems.is_empty());
    /// score.check_comparison(&Comparison::Is(11.into()), &Path::root(), &mut problems);
    /// assert_eq!(problems.into_vec()[0].message, "`score` is a whole number from 0 to 10, so it cannot be 11");
    /// ```
    pub fn check_comparison(&self, comparison: &Comparison, path: &Path<'_>, problems: &mut Problems) {
        match comparison {
            Comparison::Exists(_) => {}
            Comparison::Is(value) => self.check_value(value, &path.key("is"), problems),
            Comparison::IsNot(value) => self.check_value(value, &path.key("is_not"), problems),
            Comparison::OneOf(values) => self.check_values(values, &path.key("one_of"), problems),
            Comparison::NoneOf(values) => self.check_values(values, &path.key("none_of"), problems),
            Comparison::AtLeast(number) => self.check_order(&[number], &path.key("at_least"), problems),
            Comparison::AtMost(number) => self.check_order(&[number], &path.key("at_most"), problems),
            Comparison::Between(low, high) => self.check_order(&[low, high], &path.key("between"), problems),
            Comparison::Contains(_) => {
                if !matches!(self.kind, QuestionKind::Text(_)) {
                    let message = format!("`{}` is not a text question; use `is` or `one_of`", self.key);
                    problems.add(&path.key("contains"), message);
                }
            }
        }
    }

    fn check_values(&self, values: &[Value], path: &Path<'_>, problems: &mut Problems) {
        for (index, value) in values.iter().enumerate() {
            self.check_value(value, &path.index(index), problems);
        }
    }

    fn check_value(&self, value: &Value, path: &Path<'_>, problems: &mut Problems) {
        let key = &self.key;
        let shown = clip(&value.to_string()).into_owned();
        match &self.kind {
            QuestionKind::Text(_) => {}
            QuestionKind::YesNo | QuestionKind::Consent(_) => {
                if !value.is_boolean() {
                    problems.add(path, format!("`{key}` is answered with true or false, so it cannot be {shown}"));
                }
            }
            QuestionKind::Choice(choice) => {
                let named = value.as_str();
                let known = choice.options.iter().any(|option| Some(option.key.as_str()) == named)
                    || (choice.other.is_some() && named == Some("other"));
                if !known {
                    let options: Vec<_> = choice.options.iter().map(|option| option.key.as_str()).collect();
                    let options = options.join(", ");
                    problems.add(path, format!("`{key}` has no option {shown}; its options are {}", clip(&options)));
                }
            }
            kind => {
                let fits = kind.scale().is_some_and(|scale| value.as_i64().is_some_and(|value| scale.contains(&value)));
                if !fits {
                    problems.add(path, format!("{}, so it cannot be {shown}", self.range_in_words()));
                }
            }
        }
    }

    fn check_order(&self, limits: &[&serde_json::Number], path: &Path<'_>, problems: &mut Problems) {
        let Some(scale) = self.kind.scale() else {
            problems.add(path, format!("`{}` is not answered with a number; use `is` or `one_of`", self.key));
            return;
        };
        for limit in limits {
            let inside =
                limit.as_f64().is_some_and(|limit| (*scale.start() as f64..=*scale.end() as f64).contains(&limit));
            if !inside {
                problems.add(path, format!("{}, so {limit} is outside", self.range_in_words()));
            }
        }
    }

    fn range_in_words(&self) -> String {
        let scale = self.kind.scale().unwrap_or(0..=0);
        format!("`{}` is a whole number from {} to {}", self.key, scale.start(), scale.end())
    }
}
