//! The answers of one response, as plain JSON: `{"score": 9, "comment": "…", "reasons": ["late"]}`.

use std::collections::{BTreeMap, btree_map};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::Fact;

/// The answers of one response by question key.
///
/// [`Answers::check`] and [`Answers::check_form`] make them from what a person sent. What was checked once may be stored
/// as JSON and read back with serde; that reads the shape and does not check it against a survey again.
///
/// ```
/// use survey_core::response::Answers;
///
/// let json = r#"{"comment":"Late again","reasons":["late",{"other":"rain"}],"score":3}"#;
/// let answers: Answers = serde_json::from_str(json).unwrap();
/// assert_eq!(answers.number("score"), Some(3));
/// assert_eq!(answers.text("comment"), Some("Late again"));
/// assert_eq!(serde_json::to_string(&answers).unwrap(), json);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Answer>);

/// The answer to one question.
///
/// ```
/// use survey_core::response::Answer;
///
/// let answer = Answer::Other { other: "rain".into() };
/// assert_eq!(serde_json::to_string(&answer).unwrap(), r#"{"other":"rain"}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Answer {
    /// A value of a scale.
    Number(i64),
    /// Yes or no; consent given or not.
    Flag(bool),
    /// Free text, or the key of the one option that was chosen.
    Text(String),
    /// "Other", in the respondent's own words.
    Other {
        /// The respondent's words, possibly empty.
        other: String,
    },
    /// All that was chosen, in the order of the definition.
    Many(Vec<Chosen>),
}

/// One of several things chosen.
///
/// ```
/// use survey_core::response::Chosen;
///
/// assert_eq!(serde_json::to_string(&Chosen::Option("late".into())).unwrap(), r#""late""#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Chosen {
    /// The key of an option.
    Option(String),
    /// "Other", in the respondent's own words.
    Other {
        /// The respondent's words, possibly empty.
        other: String,
    },
}

/// What "other" is called where only keys are compared: in conditions and in counts.
pub(super) const OTHER: &str = "other";

impl Answers {
    /// The answer to a question.
    ///
    /// ```
    /// use survey_core::response::{Answer, Answers};
    ///
    /// let answers = Answers::from_iter([("ok".to_owned(), Answer::Flag(true))]);
    /// assert_eq!(answers.get("ok"), Some(&Answer::Flag(true)));
    /// ```
    pub fn get(&self, key: &str) -> Option<&Answer> {
        self.0.get(key)
    }

    /// The number a scale was answered with.
    ///
    /// ```
    /// use survey_core::response::{Answer, Answers};
    ///
    /// assert_eq!(Answers::from_iter([("score".to_owned(), Answer::Number(7))]).number("score"), Some(7));
    /// ```
    pub fn number(&self, key: &str) -> Option<i64> {
        match self.get(key) {
            Some(Answer::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The text that was written, the key of the one option chosen, or the words given for "other".
    ///
    /// ```
    /// use survey_core::response::{Answer, Answers};
    ///
    /// let answers = Answers::from_iter([("wrong".to_owned(), Answer::Text("no".into()))]);
    /// assert_eq!(answers.text("wrong"), Some("no"));
    /// assert_eq!(answers.text("comment"), None);
    /// ```
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Answer::Text(text) | Answer::Other { other: text }) => Some(text),
            _ => None,
        }
    }

    /// Yes or no; whether consent was given.
    ///
    /// ```
    /// use survey_core::response::{Answer, Answers};
    ///
    /// assert_eq!(Answers::from_iter([("contact".to_owned(), Answer::Flag(false))]).flag("contact"), Some(false));
    /// ```
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.get(key) {
            Some(Answer::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// The keys of the options that were chosen, `other` included; for counting.
    ///
    /// ```
    /// use survey_core::response::Answers;
    ///
    /// let answers: Answers = serde_json::from_str(r#"{"reasons": ["late", {"other": "rain"}]}"#).unwrap();
    /// assert_eq!(answers.chosen("reasons").collect::<Vec<_>>(), ["late", "other"]);
    /// ```
    pub fn chosen(&self, key: &str) -> impl Iterator<Item = &str> {
        let (one, many) = match self.get(key) {
            Some(Answer::Text(text)) => (Some(text.as_str()), [].as_slice()),
            Some(Answer::Other { .. }) => (Some(OTHER), [].as_slice()),
            Some(Answer::Many(many)) => (None, many.as_slice()),
            _ => (None, [].as_slice()),
        };
        one.into_iter().chain(many.iter().map(Chosen::key))
    }

    /// The answer as conditions see it.
    ///
    /// ```
    /// use survey_core::{condition::Fact, response::Answers};
    ///
    /// let answers: Answers = serde_json::from_str(r#"{"score": 3}"#).unwrap();
    /// assert_eq!(answers.fact("score"), Fact::Integer(3));
    /// assert_eq!(answers.fact("comment"), Fact::Missing);
    /// ```
    pub fn fact(&self, key: &str) -> Fact<'_> {
        self.get(key).map_or(Fact::Missing, Answer::fact)
    }

    /// Whether nothing was answered.
    ///
    /// ```
    /// assert!(survey_core::response::Answers::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many questions were answered.
    ///
    /// ```
    /// assert_eq!(survey_core::response::Answers::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The answers by key, in the alphabetical order of the keys.
    ///
    /// ```
    /// use survey_core::response::Answers;
    ///
    /// let answers: Answers = serde_json::from_str(r#"{"score": 3, "comment": "late"}"#).unwrap();
    /// assert_eq!(answers.iter().map(|(key, _)| key).collect::<Vec<_>>(), ["comment", "score"]);
    /// ```
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// These answers, and those of `newer` over them.
    pub(super) fn overlaid(&self, newer: &Self) -> Self {
        self.0.iter().chain(&newer.0).map(|(key, answer)| (key.clone(), answer.clone())).collect()
    }

    pub(super) fn extend(&mut self, more: Option<(String, Answer)>) {
        self.0.extend(more);
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|key, _| keep(key));
    }
}

impl Answer {
    /// The answer as conditions see it: an option is its key, "other" is `other`.
    ///
    /// ```
    /// use survey_core::{condition::Fact, response::Answer};
    ///
    /// assert_eq!(Answer::Other { other: "rain".into() }.fact(), Fact::Text("other"));
    /// ```
    pub fn fact(&self) -> Fact<'_> {
        match self {
            Self::Number(number) => Fact::Integer(*number),
            Self::Flag(flag) => Fact::Flag(*flag),
            Self::Text(text) => Fact::Text(text),
            Self::Other { .. } => Fact::Text(OTHER),
            Self::Many(many) => Fact::List(many.iter().map(|chosen| Fact::Text(chosen.key())).collect()),
        }
    }
}

impl Chosen {
    /// The key of the option, `other` for "other".
    ///
    /// ```
    /// use survey_core::response::Chosen;
    ///
    /// assert_eq!(Chosen::Other { other: "rain".into() }.key(), "other");
    /// ```
    pub fn key(&self) -> &str {
        match self {
            Self::Option(key) => key,
            Self::Other { .. } => OTHER,
        }
    }
}

/// Iterates over answers; made by [`Answers::iter`].
///
/// ```
/// assert_eq!(survey_core::response::Answers::default().iter().count(), 0);
/// ```
#[derive(Clone, Debug)]
pub struct Iter<'a>(btree_map::Iter<'a, String, Answer>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Answer);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, answer)| (key.as_str(), answer))
    }
}

impl<'a> IntoIterator for &'a Answers {
    type Item = (&'a str, &'a Answer);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<T: IntoIterator<Item = (String, Answer)>>(answers: T) -> Self {
        Self(answers.into_iter().collect())
    }
}
