//! What the `when` of a rule can look at, and the three moments at which rules run.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::condition::{Comparison, Condition};
use crate::problem::clip;
use crate::{Path, Problems};

/// When a rule acts: clauses inside `all`, `any` and `not`.
///
/// ```
/// use survey_core::condition::{Comparison, Condition};
/// use survey_core::recovery::{Clause, Known, Subject, When};
///
/// let when: When = Condition::Is(Clause {
///     subject: Subject::Fact(Known::Score),
///     comparison: Comparison::AtMost(6.into()),
/// });
/// assert_eq!(serde_json::to_string(&when)?, r#"{"fact":"score","at_most":6}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub type When = Condition<Clause>;

/// One comparison in a `when`: `{"answer": "wrong", "is": "unsolved"}`, `{"fact": "change", "at_most": -3}`.
///
/// ```
/// use survey_core::condition::Comparison;
/// use survey_core::recovery::{Clause, Subject};
///
/// let clause = Clause { subject: Subject::Promise("promised_at".into()), comparison: Comparison::AtLeast(30.into()) };
/// assert_eq!(serde_json::to_string(&clause)?, r#"{"promise":"promised_at","at_least":30}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clause {
    /// What is looked at.
    #[serde(flatten)]
    pub subject: Subject,
    /// What it must be.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// What a clause looks at.
///
/// ```
/// use survey_core::recovery::Subject;
/// assert_ne!(Subject::Answer("branch".into()), Subject::Property("branch".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The answer to a question, by its key.
    Answer(String),
    /// A property of the event or the person; a dot leads into an object.
    Property(String),
    /// How many minutes ago the time that this property promises passed; compared by `at_least` only.
    Promise(String),
    /// What the product itself knows.
    Fact(Known),
}

/// What the product itself knows about an answer or an event.
///
/// ```
/// use survey_core::recovery::Known;
/// assert_eq!(Known::PreviousCategory.name(), "previous_category");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Known {
    /// The answer to the survey's main question, a number.
    Score,
    /// The same person's score before, in the same survey.
    PreviousScore,
    /// Score less previous score; none if either is missing.
    Change,
    /// `detractor`, `passive` or `promoter`; none if the main question is no NPS question.
    Category,
    /// The same person's category before, in the same survey.
    PreviousCategory,
    /// The survey's key.
    Survey,
    /// How the answer came: `email`, `sms`, `link`, `api` and what else the business has.
    Channel,
    /// How sure it is that a person answered: `explicit`, `inferred` or `contradicted`.
    Evidence,
    /// The event's type, such as `order.late`; for an answer, that of the event it was asked about; for a rule about
    /// time, that of the last event.
    Event,
    /// Days (of 24 hours) since the last event; compared by `at_least` only.
    SilenceDays,
}

/// What makes rules run.
///
/// A rule that looks at an answer runs on answers, and looks at the event only to know what the answer is about. Other
/// rules run on events if they look at the event, with time if they look at a promise or at silence, and else on answers. The
/// alternatives of an `any` at the top count one by one.
///
/// ```
/// use survey_core::recovery::Trigger;
/// assert_eq!(serde_json::to_value(Trigger::Time)?, "time");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// Somebody answered, or changed an answer.
    Answer,
    /// Something happened: an order is late, a refund is wanted.
    Event,
    /// Time passed and nothing happened.
    Time,
}

/// The words of evidence, as `response` writes them.
const EVIDENCE: [&str; 3] = ["explicit", "inferred", "contradicted"];
const CATEGORIES: [&str; 3] = ["detractor", "passive", "promoter"];
const SUBJECTS: [&str; 4] = ["answer", "property", "promise", "fact"];

impl Known {
    /// Everything a clause may name as `fact`.
    pub const ALL: [Self; 10] = [
        Self::Score,
        Self::PreviousScore,
        Self::Change,
        Self::Category,
        Self::PreviousCategory,
        Self::Survey,
        Self::Channel,
        Self::Evidence,
        Self::Event,
        Self::SilenceDays,
    ];

    /// The word in JSON.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::Known::SilenceDays.name(), "silence_days");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::PreviousScore => "previous_score",
            Self::Change => "change",
            Self::Category => "category",
            Self::PreviousCategory => "previous_category",
            Self::Survey => "survey",
            Self::Channel => "channel",
            Self::Evidence => "evidence",
            Self::Event => "event",
            Self::SilenceDays => "silence_days",
        }
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Score | Self::PreviousScore | Self::Change | Self::SilenceDays)
    }

    /// The only values there are, where that is known.
    const fn words(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Category | Self::PreviousCategory => Some(&CATEGORIES),
            Self::Evidence => Some(&EVIDENCE),
            _ => None,
        }
    }
}

impl Subject {
    /// Whether it depends on how a person answered; what review links must not depend on.
    pub(super) fn is_about_the_answer(&self) -> bool {
        match self {
            Self::Answer(_) => true,
            Self::Fact(known) => matches!(
                known,
                Known::Score
                    | Known::PreviousScore
                    | Known::Change
                    | Known::Category
                    | Known::PreviousCategory
                    | Known::Evidence
            ),
            Self::Property(_) | Self::Promise(_) => false,
        }
    }

    /// Whether it becomes true by time alone.
    pub(super) fn is_about_time(&self) -> bool {
        matches!(self, Self::Promise(_) | Self::Fact(Known::SilenceDays))
    }

    fn read(object: &Map<String, Value>, path: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let mut named = SUBJECTS.into_iter().filter_map(|word| Some((word, object.get(word)?)));
        let (Some((word, value)), None) = (named.next(), named.next()) else {
            problems.add(path, "must look at one `answer`, `property`, `promise` or `fact`");
            return None;
        };
        let Some(name) = value.as_str().filter(|name| !name.trim().is_empty()) else {
            problems.add(&path.key(word), "must be a name in quotation marks");
            return None;
        };
        match word {
            "answer" => Some(Self::Answer(name.to_owned())),
            "property" => Some(Self::Property(name.to_owned())),
            "promise" => Some(Self::Promise(name.to_owned())),
            _ => {
                let known = Known::ALL.into_iter().find(|known| known.name() == name);
                if known.is_none() {
                    let names = Known::ALL.map(Known::name).join(", ");
                    problems.add(&path.key(word), format!("`{}` is not known; a fact is one of {names}", clip(name)));
                }
                known.map(Self::Fact)
            }
        }
    }
}

impl Clause {
    pub(super) fn parse(object: &Map<String, Value>, path: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let subject = Subject::read(object, path, problems);
        let comparison = Comparison::parse(object, &SUBJECTS, path, problems);
        let clause = Self { subject: subject?, comparison: comparison? };
        clause.check(path, problems);
        Some(clause)
    }

    /// What can be said without knowing the surveys.
    fn check(&self, path: &Path<'_>, problems: &mut Problems) {
        if self.subject.is_about_time() && !matches!(self.comparison, Comparison::AtLeast(_)) {
            problems.add(path, "passing time is compared by `at_least` only, so that one knows when to look again");
            return;
        }
        let Subject::Fact(known) = self.subject else { return };
        let values: &[Value] = match &self.comparison {
            Comparison::Is(value) | Comparison::IsNot(value) => std::slice::from_ref(value),
            Comparison::OneOf(values) | Comparison::NoneOf(values) => values,
            Comparison::Exists(_) => return,
            Comparison::AtLeast(_) | Comparison::AtMost(_) | Comparison::Between(..) => {
                if !known.is_number() {
                    problems.add(path, format!("`{}` is a word and not a number; use `is` or `one_of`", known.name()));
                }
                return;
            }
            Comparison::Contains(_) => {
                if known.is_number() || known.words().is_some() {
                    problems.add(path, format!("`{}` is no text to look in; use `is`", known.name()));
                }
                return;
            }
        };
        for value in values {
            if known.is_number() && !value.is_number() {
                problems
                    .add(path, format!("`{}` is a number, so it cannot be {}", known.name(), clip(&value.to_string())));
            }
            if let Some(words) = known.words()
                && !value.as_str().is_some_and(|word| words.contains(&word))
            {
                let (name, words) = (known.name(), words.join(", "));
                problems.add(path, format!("`{name}` is one of {words}, so it cannot be {}", clip(&value.to_string())));
            }
        }
    }
}
