//! What rules look at: an answer, an event or a moment, with everything that is known around it.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::clause::{Known, Subject, Trigger};
use crate::condition::{Comparison, Fact};
use crate::response::Answers;
use crate::response::evidence::Evidence;
use crate::score::{Category, Score};
use crate::survey::{QuestionKind, Survey};
use crate::{Properties, property};

/// The question by which customers say what would put things right.
pub const WISH_QUESTION: &str = "wish";
/// The answer to [`WISH_QUESTION`] that says "just note it and don't contact me"; it is binding on every rule.
pub const WISH_NO_CONTACT: &str = "none";

/// What the rules look at. Everything is borrowed, so that thousands can be looked at in a row.
///
/// ```
/// use serde_json::json;
/// use survey_core::recovery::Situation;
/// use survey_core::{response::Answers, score::Category, survey};
///
/// let survey = survey::template("default").unwrap();
/// let answers: Answers = serde_json::from_value(json!({"score": 3}))?;
/// let properties = json!({"branch": "Kazan"}).as_object().cloned().unwrap();
///
/// let now = "2026-11-20T10:00:00Z".parse()?;
/// let mut situation = Situation::of_answer("default", &survey, &answers, &properties, now);
/// situation.previous_score = Some(9);
/// assert_eq!((situation.score, situation.category), (Some(3), Some(Category::Detractor)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// What made the rules run.
    pub trigger: Trigger,
    /// The moment: of the answer, of the event, or now.
    pub now: Timestamp,
    /// The survey's key.
    pub survey: Option<&'a str>,
    /// The answers; none when no survey is involved.
    pub answers: Option<&'a Answers>,
    /// The answer to the survey's main question.
    pub score: Option<i64>,
    /// What the score counts as, if the main question is an NPS question.
    pub category: Option<Category>,
    /// The same person's score before, in the same survey.
    pub previous_score: Option<i64>,
    /// The same person's category before, in the same survey.
    pub previous_category: Option<Category>,
    /// The properties of the event and the person.
    pub properties: &'a Properties,
    /// How the answer came.
    pub channel: Option<&'a str>,
    /// How sure it is that a person answered.
    pub evidence: Option<Evidence>,
    /// The type of the event: the one that happened, the one the answer is about, or the last one.
    pub event: Option<&'a str>,
    /// When the last event happened.
    pub last_event_at: Option<Timestamp>,
    /// What was promised was kept, taken back or promised anew: no promise passes here any more.
    pub promises_settled: bool,
}

impl<'a> Situation<'a> {
    /// An answer to a survey; channel, evidence, event and what was answered before are set by assignment.
    ///
    /// ```
    /// use survey_core::{Properties, recovery::{Situation, Trigger}, response::Answers, survey};
    ///
    /// let (survey, answers, properties) = (survey::template("default").unwrap(), Answers::default(), Properties::new());
    /// let now = "2026-11-20T10:00:00Z".parse()?;
    /// assert_eq!(Situation::of_answer("default", &survey, &answers, &properties, now).trigger, Trigger::Answer);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn of_answer(
        key: &'a str,
        survey: &Survey,
        answers: &'a Answers,
        properties: &'a Properties,
        now: Timestamp,
    ) -> Self {
        let main = survey.main_question();
        let score = main.and_then(|question| answers.number(&question.key));
        let is_nps = main.is_some_and(|question| matches!(question.kind, QuestionKind::Nps(_)));
        let category = score.filter(|_| is_nps).and_then(|score| Score::new(score).ok()).map(Score::category);
        Self {
            survey: Some(key),
            answers: Some(answers),
            score,
            category,
            ..Self::bare(Trigger::Answer, properties, now)
        }
    }

    /// An event that happened at `now`.
    ///
    /// ```
    /// use survey_core::{Properties, recovery::Situation};
    ///
    /// let properties = Properties::new();
    /// let now = "2026-11-20T10:00:00Z".parse()?;
    /// assert_eq!(Situation::of_event("order.late", &properties, now).event, Some("order.late"));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn of_event(event: &'a str, properties: &'a Properties, now: Timestamp) -> Self {
        Self { event: Some(event), last_event_at: Some(now), ..Self::bare(Trigger::Event, properties, now) }
    }

    /// A moment at which something was promised or somebody has been silent, after a last event.
    ///
    /// ```
    /// use survey_core::{Properties, recovery::{Situation, Trigger}};
    ///
    /// let properties = Properties::new();
    /// let (last, now) = ("2026-11-01T10:00:00Z".parse()?, "2026-11-20T10:00:00Z".parse()?);
    /// assert_eq!(Situation::of_time("order.placed", last, &properties, now).trigger, Trigger::Time);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn of_time(last_event: &'a str, last_event_at: Timestamp, properties: &'a Properties, now: Timestamp) -> Self {
        let (event, last_event_at) = (Some(last_event), Some(last_event_at));
        Self { event, last_event_at, ..Self::bare(Trigger::Time, properties, now) }
    }

    fn bare(trigger: Trigger, properties: &'a Properties, now: Timestamp) -> Self {
        Self {
            trigger,
            now,
            survey: None,
            answers: None,
            score: None,
            category: None,
            previous_score: None,
            previous_category: None,
            properties,
            channel: None,
            evidence: None,
            event: None,
            last_event_at: None,
            promises_settled: false,
        }
    }

    /// Whether the customer answered "just note it and don't contact me".
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::{Properties, recovery::Situation, response::Answers, survey};
    ///
    /// let survey = survey::template("post-delivery").unwrap();
    /// let answers: Answers = serde_json::from_value(json!({"score": 2, "wrong": "unsolved", "wish": "none"}))?;
    /// let properties = Properties::new();
    /// let now = "2026-11-20T10:00:00Z".parse()?;
    /// assert!(Situation::of_answer("delivery", &survey, &answers, &properties, now).wishes_no_contact());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wishes_no_contact(&self) -> bool {
        self.answers.is_some_and(|answers| answers.chosen(WISH_QUESTION).any(|wish| wish == WISH_NO_CONTACT))
    }

    /// The moment at which a clause about passing time begins to hold, if it ever does by time alone.
    pub(super) fn ripens_at(&self, subject: &Subject, comparison: &Comparison) -> Option<Timestamp> {
        let Comparison::AtLeast(number) = comparison else { return None };
        let (since, unit_seconds) = match subject {
            Subject::Promise(name) => (self.promised_at(name)?, 60.0),
            Subject::Fact(Known::SilenceDays) => (self.last_event_at?, 86_400.0),
            _ => return None,
        };
        // Rounded up, so that the clause holds when one looks again.
        let seconds = (number.as_f64()? * unit_seconds).ceil();
        since.checked_add(SignedDuration::try_from_secs_f64(seconds).ok()?).ok()
    }

    /// The fact that a clause looks at.
    pub(super) fn fact(&self, subject: &'a Subject) -> Fact<'a> {
        match subject {
            Subject::Answer(key) => self.answers.map_or(Fact::Missing, |answers| answers.fact(key)),
            Subject::Property(name) => Fact::from(property(self.properties, name)),
            Subject::Promise(name) => elapsed(self.promised_at(name), self.now, 60.0),
            Subject::Fact(Known::SilenceDays) => elapsed(self.last_event_at, self.now, 86_400.0),
            Subject::Fact(Known::Score) => integer(self.score),
            Subject::Fact(Known::PreviousScore) => integer(self.previous_score),
            Subject::Fact(Known::Change) => {
                integer(self.score.zip(self.previous_score).and_then(|(now, before)| now.checked_sub(before)))
            }
            Subject::Fact(Known::Category) => text(self.category.map(Category::name)),
            Subject::Fact(Known::PreviousCategory) => text(self.previous_category.map(Category::name)),
            Subject::Fact(Known::Survey) => text(self.survey),
            Subject::Fact(Known::Channel) => text(self.channel),
            Subject::Fact(Known::Evidence) => text(self.evidence.map(word_of)),
            Subject::Fact(Known::Event) => text(self.event),
        }
    }

    /// The time a property promises: RFC 3339 text or Unix seconds.
    fn promised_at(&self, name: &str) -> Option<Timestamp> {
        if self.promises_settled {
            return None;
        }
        match property(self.properties, name)? {
            Value::String(text) => text.trim().parse().ok(),
            Value::Number(number) => Timestamp::from_second(number.as_i64()?).ok(),
            _ => None,
        }
    }
}

fn integer(number: Option<i64>) -> Fact<'static> {
    number.map_or(Fact::Missing, Fact::Integer)
}

fn text(word: Option<&str>) -> Fact<'_> {
    word.map_or(Fact::Missing, Fact::Text)
}

/// The word of evidence in rules, the same as in JSON.
const fn word_of(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Explicit => "explicit",
        Evidence::Inferred => "inferred",
        Evidence::Contradicted => "contradicted",
    }
}

fn elapsed(since: Option<Timestamp>, now: Timestamp, unit_seconds: f64) -> Fact<'static> {
    since.map_or(Fact::Missing, |since| Fact::Decimal(since.duration_until(now).as_secs_f64() / unit_seconds))
}
