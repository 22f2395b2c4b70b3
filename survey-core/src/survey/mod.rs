//! Survey definitions: questions, their logic, their translations; read, checked, and compared between versions.
//!
//! A definition is JSON. [`Survey::parse`] reads it and tells every problem at once, each with its path:
//!
//! ```
//! use survey_core::survey::Survey;
//!
//! let survey = Survey::parse(r#"{
//!     "name": "After the repair",
//!     "language": "en",
//!     "properties": ["company"],
//!     "questions": [
//!         {"key": "score", "type": "nps", "text": "Would you recommend {{company}} to a friend?", "required": true},
//!         {"key": "comment", "type": "text", "text": "What went wrong?", "show_if": {"answer": "score", "at_most": 6}}
//!     ]
//! }"#).unwrap();
//! assert_eq!(survey.main_question().unwrap().key, "score");
//!
//! let invalid = Survey::parse(r#"{"name": "", "language": "en", "questions": [{"type": "nsp"}]}"#).unwrap_err();
//! let paths: Vec<_> = invalid.problems.iter().map(|problem| problem.path.as_str()).collect();
//! assert_eq!(paths, ["name", "questions[0].type"]);
//! ```
//!
//! # What to ask
//!
//! One scored question, and why. The first scored question that everybody is asked is the survey's
//! [main question](Survey::main_question): the one a mail carries, so that the first tap already is an answer. Ask NPS
//! about the relationship, CES after a support contact, CSAT or stars about one thing. After a service, ask next whether
//! something was wrong and what would put it right: an unhappy customer who is helped within the hour often recommends
//! more than one who never had a problem. The [ready-made surveys](TEMPLATES) do that. Everything beyond five questions
//! costs answers.
//!
//! # What a definition holds
//!
//! | field | |
//! |---|---|
//! | `name` | what the survey is called inside the business |
//! | `language` | the language of texts that are plain strings, and the last resort of the others |
//! | `anonymous` | `true`: answers are kept without person, invitation and time of day; fixed when the survey is made |
//! | `properties` | names that texts and conditions may use: `["company", "order.number"]` |
//! | `intro`, `thanks` | words before the first question; words at the end, the first whose `show_if` holds |
//! | `sections` | headings over questions that stand together: `key`, `title`, `text`, `show_if` |
//! | `pages` | how it is cut: `one`, `sections`, `each`; without it by length ([`layout`](crate::response::layout)) |
//! | `questions` | in order: `key`, `type`, `text`, `help`, `section`, `required`, `show_if`, and by type: |
//!
//! | `type` | is answered with | own fields |
//! |---|---|---|
//! | `nps` | 0 to 10 | `low`, `high`: words at the two ends |
//! | `csat`, `stars` | 1 to 5 | `low`, `high` |
//! | `ces` | 1 to 7 | `low`, `high` |
//! | `smileys` | 1 to 3 | `low`, `high` |
//! | `scale` | `min` to `max` | `low`, `high`, `labels` by value: `{"1": "never"}` |
//! | `choice` | the key of an option, or several | `options` (`key`, `text`, `retired`), `many`, `other`, `min_choices`, `max_choices` |
//! | `text` | text | `min_length`, `max_length` in characters, `single_line` |
//! | `yes_no`, `consent` | true or false | |
//!
//! A text is a string or one string per language ([`Text`]). `{{company}}` puts a property into it, and
//! `{{company|us}}` says what stands there without one ([`pipe`]).
//!
//! A `show_if` ([`ShowIf`]) looks back at earlier answers and at properties: `{"answer": "score", "at_most": 6}`,
//! `{"property": "branch", "one_of": ["Kazan", "Omsk"]}`, nested by `all`, `any` and `not`. The comparisons are `is`,
//! `is_not`, `one_of`, `none_of`, `at_least`, `at_most`, `between`, `contains` and `exists`.
//!
//! # What never changes
//!
//! The key of a question stands for its type and scale for ever, the key of an option for its meaning: answers, rules
//! and reports name them. Nor does `anonymous`: it is what people were told when they answered. [`Survey::breaks`] tells where a new version would break an earlier one.
//!
//! # Limits
//!
//! A definition of more than 1 MiB, more than 300 questions, a text of more than 2,000 characters or conditions nested
//! more than 16 deep are refused with a problem that names the limit; the constants of this module are all of them.

mod limits;
mod logic;
mod paging;
mod parse;
mod pipe;
mod question;
mod schema;
mod template;
mod text;
mod version;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

pub use limits::{
    MAX_LANGUAGES, MAX_LENGTH, MAX_NAME, MAX_OPTIONS, MAX_POINTS, MAX_PROPERTIES, MAX_QUESTIONS, MAX_SECTIONS,
    MAX_SIZE, MAX_TEXT, MAX_THANKS,
};
pub use logic::{Premise, ShowIf, Subject};
pub use paging::Paging;
pub use pipe::pipe;
pub use question::{Choice, ChoiceOption, Consent, Ends, FreeText, Publish, Question, QuestionKind, Scale};
pub use schema::schema;
pub use template::{TEMPLATES, template};
pub use text::Text;

use crate::Problem;

/// What a key looks like.
const KEY_PATTERN: &str = "^[a-z][a-z0-9_-]{0,63}$";

/// A survey definition that was checked.
///
/// It serialises to the JSON it was read from, and two are equal when they ask the same.
///
/// ```
/// use survey_core::survey::{self, Survey};
///
/// let survey = survey::template("default").unwrap();
/// let json = serde_json::to_value(&survey).unwrap();
/// assert_eq!(Survey::from_value(&json).unwrap(), survey);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Survey {
    /// What the survey is called inside the business.
    #[schemars(length(min = 1, max = MAX_NAME))]
    name: String,
    /// The language of texts that are given in one language only, and the last resort of the others.
    language: String,
    /// Whether its answers are kept without anything that leads to a person; never changes.
    #[serde(default, skip_serializing_if = "is_false")]
    anonymous: bool,
    /// The properties that texts and conditions may use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = MAX_PROPERTIES))]
    properties: Vec<String>,
    /// What is said before the first question.
    #[serde(skip_serializing_if = "Option::is_none")]
    intro: Option<Text>,
    /// The sections that questions may stand in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = MAX_SECTIONS))]
    sections: Vec<Section>,
    /// How it is spread over pages: `one`, `sections` or `each`; without it, by the number of questions.
    #[serde(rename = "pages", skip_serializing_if = "Option::is_none")]
    paging: Option<Paging>,
    /// The questions, in the order in which they are asked.
    #[schemars(length(min = 1, max = MAX_QUESTIONS))]
    questions: Vec<Question>,
    /// What is said at the end: the first text whose condition holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = MAX_THANKS))]
    thanks: Vec<Thanks>,
}

/// A heading over questions that stand together.
///
/// ```
/// use survey_core::survey::Survey;
///
/// let survey = Survey::parse(r#"{"name": "Visit", "language": "en",
///     "sections": [{"key": "visit", "title": "Your visit"}],
///     "questions": [{"key": "waiting", "type": "stars", "section": "visit", "text": "The waiting time"}]}"#).unwrap();
/// assert_eq!(survey.sections()[0].key, "visit");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Section {
    /// What its questions name as their `section`.
    #[schemars(regex(pattern = KEY_PATTERN))]
    pub key: String,
    /// The heading.
    pub title: Text,
    /// A few words below the heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// It is shown, with its questions, only if this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_if: Option<ShowIf>,
}

/// What is said at the end.
///
/// ```
/// use survey_core::survey::Survey;
///
/// let survey = Survey::parse(r#"{"name": "Visit", "language": "en",
///     "questions": [{"key": "score", "type": "nps", "text": "Would you recommend us?"}],
///     "thanks": [{"text": "Thank you. We read every answer."}]}"#).unwrap();
/// assert_eq!(survey.thanks()[0].show_if, None);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Thanks {
    /// The text.
    pub text: Text,
    /// It is said only if this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_if: Option<ShowIf>,
}

/// A definition that cannot be used, with everything that is wrong with it.
///
/// ```
/// let invalid = survey_core::survey::Survey::parse("[]").unwrap_err();
/// assert!(invalid.to_string().starts_with("the survey has 1 problem: is a list; an object with"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the survey has {}", crate::problem::summary(problems))]
#[non_exhaustive]
pub struct InvalidSurvey {
    /// What is wrong and where; at least one.
    pub problems: Vec<Problem>,
}

impl Survey {
    /// Reads a definition from JSON text of at most [`MAX_SIZE`] bytes.
    ///
    /// ```
    /// use survey_core::survey::Survey;
    ///
    /// let invalid = Survey::parse("{").unwrap_err();
    /// assert!(invalid.problems[0].message.starts_with("is not valid JSON"));
    /// ```
    pub fn parse(json: &str) -> Result<Self, InvalidSurvey> {
        parse::survey_from_text(json)
    }

    /// Reads a definition from JSON that was parsed already.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::survey::Survey;
    ///
    /// let survey = Survey::from_value(&json!({
    ///     "name": "One question", "language": "ru",
    ///     "questions": [{"key": "ok", "type": "yes_no", "text": "Всё в порядке?"}],
    /// })).unwrap();
    /// assert_eq!(survey.language(), "ru");
    /// ```
    pub fn from_value(value: &Value) -> Result<Self, InvalidSurvey> {
        parse::survey_from_value(value)
    }

    /// What the survey is called inside the business.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::template("default").unwrap().name(), "Would you recommend us");
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The survey's own language, a tag such as `en`.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::template("default").unwrap().language(), "en");
    /// ```
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The languages any of its texts is written in, its own first, the others by tag.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::template("support").unwrap().languages(), ["en", "ru"]);
    /// ```
    pub fn languages(&self) -> Vec<&str> {
        let own = self.language();
        let mut others: Vec<&str> =
            self.texts().flat_map(Text::languages).filter(|tag| !tag.eq_ignore_ascii_case(own)).collect();
        others.sort_unstable();
        others.dedup();
        std::iter::once(own).chain(others).collect()
    }

    /// Whether its answers are kept without anything that leads to a person.
    ///
    /// Consent and text questions stay allowed: what somebody writes about themselves is theirs to write.
    ///
    /// ```
    /// assert!(!survey_core::survey::template("default").unwrap().anonymous());
    /// ```
    pub const fn anonymous(&self) -> bool {
        self.anonymous
    }

    /// The properties that its texts and conditions may use.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::template("default").unwrap().properties(), ["company"]);
    /// ```
    pub fn properties(&self) -> &[String] {
        &self.properties
    }

    /// What is said before the first question.
    ///
    /// ```
    /// assert!(survey_core::survey::template("default").unwrap().intro().is_none());
    /// ```
    pub fn intro(&self) -> Option<&Text> {
        self.intro.as_ref()
    }

    /// The sections, in the order of the definition.
    ///
    /// ```
    /// assert!(survey_core::survey::template("default").unwrap().sections().is_empty());
    /// ```
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The section a question stands in, if any.
    ///
    /// ```
    /// let survey = survey_core::survey::template("default").unwrap();
    /// assert_eq!(survey.section_of(&survey.questions()[0]), None);
    /// ```
    pub fn section_of(&self, question: &Question) -> Option<&Section> {
        let key = question.section.as_ref()?;
        self.sections.iter().find(|section| section.key == *key)
    }

    /// How it is spread over pages, where the definition says so.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::template("default").unwrap().paging(), None);
    /// ```
    pub fn paging(&self) -> Option<Paging> {
        self.paging
    }

    /// The questions, in the order in which they are asked; at least one.
    ///
    /// ```
    /// let survey = survey_core::survey::template("default").unwrap();
    /// let keys: Vec<_> = survey.questions().iter().map(|question| question.key.as_str()).collect();
    /// assert_eq!(keys, ["score", "comment"]);
    /// ```
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question with this key.
    ///
    /// ```
    /// let survey = survey_core::survey::template("default").unwrap();
    /// assert!(survey.question("comment").is_some());
    /// assert!(survey.question("nope").is_none());
    /// ```
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }

    /// The question a mail carries and reports are about: the first scored one that everybody is asked.
    ///
    /// ```
    /// let survey = survey_core::survey::template("support").unwrap();
    /// assert_eq!(survey.main_question().unwrap().kind.name(), "ces");
    /// ```
    pub fn main_question(&self) -> Option<&Question> {
        let always = |question: &&Question| {
            question.show_if.is_none() && self.section_of(question).is_none_or(|section| section.show_if.is_none())
        };
        self.questions.iter().filter(always).find(|question| question.kind.scale().is_some())
    }

    /// What is said at the end, in the order in which the conditions are tried.
    ///
    /// ```
    /// assert!(survey_core::survey::template("default").unwrap().thanks().is_empty());
    /// ```
    pub fn thanks(&self) -> &[Thanks] {
        &self.thanks
    }

    fn texts(&self) -> impl Iterator<Item = &Text> {
        let sections = self.sections.iter().flat_map(|section| std::iter::once(&section.title).chain(&section.text));
        let questions = self.questions.iter().flat_map(Question::texts);
        self.intro.iter().chain(sections).chain(questions).chain(self.thanks.iter().map(|thanks| &thanks.text))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference to its predicates")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
