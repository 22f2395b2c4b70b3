//! One question: what it asks, how it is answered, when it is shown.

use std::{collections::BTreeMap, ops::RangeInclusive};

use schemars::JsonSchema;
use serde::Serialize;

use super::{KEY_PATTERN, MAX_LENGTH, MAX_OPTIONS, ShowIf, Text};

/// A question of a survey.
///
/// ```
/// use survey_core::survey;
///
/// let survey = survey::template("default").unwrap();
/// let question = survey.question("score").unwrap();
/// assert_eq!(question.kind.name(), "nps");
/// assert!(question.required);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Question {
    /// Names the question in answers, rules and reports; unique in the survey and never reused for another type.
    #[schemars(regex(pattern = KEY_PATTERN))]
    pub key: String,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// What is asked.
    pub text: Text,
    /// A quieter line below the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// The key of the section it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Whether a whole response must answer it where it is shown; a required consent must be given.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// It is shown only if this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_if: Option<ShowIf>,
}

/// How a question is answered.
///
/// ```
/// use survey_core::survey::{Ends, QuestionKind};
///
/// let nps = QuestionKind::Nps(Ends::default());
/// assert_eq!((nps.name(), nps.scale()), ("nps", Some(0..=10)));
/// assert_eq!(QuestionKind::YesNo.scale(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionKind {
    /// How likely to recommend, 0 to 10.
    Nps(Ends),
    /// Satisfaction, 1 to 5.
    Csat(Ends),
    /// How easy it was, 1 to 7.
    Ces(Ends),
    /// One to five stars.
    Stars(Ends),
    /// Three faces, 1 (sad) to 3 (happy).
    Smileys(Ends),
    /// Whole numbers of any range.
    Scale(Scale),
    /// One or several options.
    Choice(Choice),
    /// Free text.
    Text(FreeText),
    /// Yes or no.
    YesNo,
    /// Agreement to something, given or not.
    Consent(Consent),
}

/// What stands at the two ends of a scale.
///
/// ```
/// assert_eq!(survey_core::survey::Ends::default().low, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ends {
    /// At the lowest value ("not likely").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<Text>,
    /// At the highest value ("very likely").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Text>,
}

/// A scale of whole numbers, at most 101 of them.
///
/// ```
/// use survey_core::survey::{QuestionKind, Scale};
///
/// let scale = Scale { min: -2, max: 2, ..Scale::default() };
/// assert_eq!(QuestionKind::Scale(scale).scale(), Some(-2..=2));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Scale {
    /// The lowest value.
    pub min: i64,
    /// The highest value.
    pub max: i64,
    /// What stands at the two ends.
    #[serde(flatten)]
    pub ends: Ends,
    /// What stands at single values, by value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<i64, Text>,
}

/// A choice among options.
///
/// ```
/// let choice = survey_core::survey::Choice::default();
/// assert!(!choice.many && choice.other.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choice {
    /// What can be chosen, in this order.
    #[schemars(length(min = 1, max = MAX_OPTIONS))]
    pub options: Vec<ChoiceOption>,
    /// Whether several may be chosen.
    #[serde(default, skip_serializing_if = "is_false")]
    pub many: bool,
    /// The label of one more option, "other", with a field for the respondent's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<Text>,
    /// How many must be chosen at least, where several may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = MAX_OPTIONS + 1))]
    pub min_choices: Option<usize>,
    /// How many may be chosen at most, where several may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = MAX_OPTIONS + 1))]
    pub max_choices: Option<usize>,
}

/// One option of a choice.
///
/// ```
/// use survey_core::survey;
///
/// let survey = survey::template("post-delivery").unwrap();
/// let option = &survey.question("wish").unwrap().options()[0];
/// assert_eq!((option.key.as_str(), option.retired), ("repair", false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChoiceOption {
    /// Names the option in answers, rules and reports; never changes its meaning.
    #[schemars(regex(pattern = KEY_PATTERN))]
    pub key: String,
    /// What the respondent reads.
    pub text: Text,
    /// No longer offered, but still known, because earlier answers chose it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub retired: bool,
}

/// Free text and its limits, in characters.
///
/// ```
/// use survey_core::survey::FreeText;
///
/// assert_eq!(FreeText::default().max_length(), 4_000);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FreeText {
    /// At least so many characters, once anything is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = MAX_LENGTH))]
    pub min_length: Option<usize>,
    /// At most so many characters; 4,000 unless told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = MAX_LENGTH))]
    pub max_length: Option<usize>,
    /// One line only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub single_line: bool,
}

/// What is agreed to, as far as it means something to us.
///
/// ```
/// assert_eq!(survey_core::survey::Consent::default().publish, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Consent {
    /// The business may publish the words of this answer; not in an anonymous survey, where nobody could take it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish: Option<Publish>,
}

/// How the words of an answer may be published. What allows more is greater.
///
/// ```
/// use survey_core::survey::Publish;
///
/// assert!(Publish::FirstName > Publish::Words);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Publish {
    /// Without a name.
    Words,
    /// With the first name.
    FirstName,
}

impl Publish {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Words, Self::FirstName];

    /// Its word in definitions.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::Publish::FirstName.word(), "first_name");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::FirstName => "first_name",
        }
    }
}

/// The longest text where a definition names no other limit, in characters.
const DEFAULT_MAX_LENGTH: usize = 4_000;

impl FreeText {
    /// The longest text that is accepted, in characters.
    ///
    /// ```
    /// use survey_core::survey::FreeText;
    ///
    /// assert_eq!(FreeText { max_length: Some(140), ..FreeText::default() }.max_length(), 140);
    /// ```
    pub fn max_length(&self) -> usize {
        self.max_length.unwrap_or(DEFAULT_MAX_LENGTH)
    }
}

impl QuestionKind {
    /// The name of the type in definitions: `nps`, `csat`, `ces`, `stars`, `smileys`, `scale`, `choice`, `text`,
    /// `yes_no`, `consent`.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::QuestionKind::YesNo.name(), "yes_no");
    /// ```
    pub fn name(&self) -> &'static str {
        match self {
            Self::Nps(_) => "nps",
            Self::Csat(_) => "csat",
            Self::Ces(_) => "ces",
            Self::Stars(_) => "stars",
            Self::Smileys(_) => "smileys",
            Self::Scale(_) => "scale",
            Self::Choice(_) => "choice",
            Self::Text(_) => "text",
            Self::YesNo => "yes_no",
            Self::Consent(_) => "consent",
        }
    }

    /// The values it is answered with, lowest to highest; `None` where the answer is no number.
    ///
    /// ```
    /// use survey_core::survey::{Ends, QuestionKind};
    ///
    /// assert_eq!(QuestionKind::Ces(Ends::default()).scale(), Some(1..=7));
    /// ```
    pub fn scale(&self) -> Option<RangeInclusive<i64>> {
        match self {
            Self::Nps(_) => Some(0..=10),
            Self::Csat(_) | Self::Stars(_) => Some(1..=5),
            Self::Ces(_) => Some(1..=7),
            Self::Smileys(_) => Some(1..=3),
            Self::Scale(scale) => Some(scale.min..=scale.max),
            Self::Choice(_) | Self::Text(_) | Self::YesNo | Self::Consent(_) => None,
        }
    }

    /// What stands at the two ends, where it is a scale.
    ///
    /// ```
    /// use survey_core::survey;
    ///
    /// let survey = survey::template("default").unwrap();
    /// let ends = survey.question("score").unwrap().kind.ends().unwrap();
    /// assert_eq!(ends.low.as_ref().unwrap().get("en", "en"), "not likely");
    /// ```
    pub fn ends(&self) -> Option<&Ends> {
        match self {
            Self::Nps(ends) | Self::Csat(ends) | Self::Ces(ends) | Self::Stars(ends) | Self::Smileys(ends) => {
                Some(ends)
            }
            Self::Scale(scale) => Some(&scale.ends),
            Self::Choice(_) | Self::Text(_) | Self::YesNo | Self::Consent(_) => None,
        }
    }
}

impl Question {
    /// The options of a choice, retired ones included; none for another type.
    ///
    /// ```
    /// use survey_core::survey;
    ///
    /// let survey = survey::template("post-delivery").unwrap();
    /// let keys: Vec<_> = survey.question("wrong").unwrap().options().iter().map(|option| option.key.as_str()).collect();
    /// assert_eq!(keys, ["no", "solved", "unsolved"]);
    /// ```
    pub fn options(&self) -> &[ChoiceOption] {
        match &self.kind {
            QuestionKind::Choice(choice) => &choice.options,
            _ => &[],
        }
    }

    /// Every text a respondent reads in it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text> {
        let (other, labels) = match &self.kind {
            QuestionKind::Choice(choice) => (choice.other.as_ref(), None),
            QuestionKind::Scale(scale) => (None, Some(scale.labels.values())),
            _ => (None, None),
        };
        let ends = self.kind.ends().into_iter().flat_map(|ends| ends.low.iter().chain(&ends.high));
        std::iter::once(&self.text)
            .chain(&self.help)
            .chain(ends)
            .chain(other)
            .chain(labels.into_iter().flatten())
            .chain(self.options().iter().map(|option| &option.text))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if passes a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
