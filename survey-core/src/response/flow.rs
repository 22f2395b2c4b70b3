//! Which questions are shown, and which comes next.

use crate::{
    Properties,
    condition::Fact,
    property,
    response::Answers,
    survey::{Premise, Question, QuestionKind, ShowIf, Subject, Survey, Text},
};

/// The questions that are shown, given the answers so far and what is known about the person or the event.
///
/// The answer to a question that is itself not shown counts as missing for the conditions of those after it.
///
/// ```
/// use serde_json::json;
/// use survey_core::{Properties, response::{Answers, Completeness, visible_questions}, survey};
///
/// let survey = survey::template("post-purchase").unwrap();
/// let given = json!({"wrong": "no", "wish": "refund"});
/// let answers = Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial).unwrap();
/// let shown = visible_questions(&survey, &answers, &Properties::new());
/// assert!(shown.iter().all(|question| question.key != "wish"));
/// ```
pub fn visible_questions<'s>(survey: &'s Survey, answers: &Answers, properties: &Properties) -> Vec<&'s Question> {
    let mut shown: Vec<&Question> = Vec::with_capacity(survey.questions().len());
    for question in survey.questions() {
        let section = survey.section_of(question).and_then(|section| section.show_if.as_ref());
        let visible = section.into_iter().chain(&question.show_if).all(|condition| {
            // Only what was shown can have been answered.
            holds(
                condition,
                &|key| {
                    if shown.iter().any(|question| question.key == key) { answers.fact(key) } else { Fact::Missing }
                },
                properties,
            )
        });
        if visible {
            shown.push(question);
        }
    }
    shown
}

impl Answers {
    /// These answers without those to questions that are not shown: what is left to count after an amendment took back
    /// the answer that a later question depended on.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::{Properties, response::Answers, survey};
    ///
    /// let survey = survey::template("post-purchase").unwrap();
    /// let answers: Answers = serde_json::from_value(json!({"score": 9, "wrong": "no", "wish": "refund"})).unwrap();
    /// let shown = answers.without_hidden(&survey, &Properties::new());
    /// assert_eq!(serde_json::to_value(shown).unwrap(), json!({"score": 9, "wrong": "no"}));
    /// ```
    #[must_use]
    pub fn without_hidden(mut self, survey: &Survey, properties: &Properties) -> Self {
        let shown = visible_questions(survey, &self, properties);
        self.retain(|key| shown.iter().any(|question| question.key == key));
        self
    }
}

/// The first question that is shown and not answered yet; `None` when there is none left.
///
/// ```
/// use survey_core::{Properties, response::{Answers, next_question}, survey};
///
/// let survey = survey::template("default").unwrap();
/// assert_eq!(next_question(&survey, &Answers::default(), &Properties::new()).unwrap().key, "score");
/// ```
pub fn next_question<'s>(survey: &'s Survey, answers: &Answers, properties: &Properties) -> Option<&'s Question> {
    visible_questions(survey, answers, properties).into_iter().find(|question| answers.get(&question.key).is_none())
}

/// The first question after `key` that is shown, answered or not: what comes when the respondent taps "next" or "skip".
///
/// ```
/// use survey_core::{Properties, response::{Answers, question_after}, survey};
///
/// let survey = survey::template("default").unwrap();
/// let next = question_after(&survey, "score", &Answers::default(), &Properties::new());
/// assert_eq!(next.unwrap().key, "comment");
/// assert_eq!(question_after(&survey, "comment", &Answers::default(), &Properties::new()), None);
/// ```
pub fn question_after<'s>(
    survey: &'s Survey,
    key: &str,
    answers: &Answers,
    properties: &Properties,
) -> Option<&'s Question> {
    let place = |key: &str| survey.questions().iter().position(|question| question.key == key);
    let current = place(key)?;
    visible_questions(survey, answers, properties).into_iter().find(|question| place(&question.key) > Some(current))
}

/// What is said at the end: the first thank-you text whose condition holds.
///
/// ```
/// use serde_json::json;
/// use survey_core::{Properties, response::{Answers, thanks}, survey::Survey};
///
/// let survey = Survey::from_value(&json!({
///     "name": "Visit", "language": "en",
///     "questions": [{"key": "score", "type": "nps", "text": "Would you recommend us?"}],
///     "thanks": [
///         {"text": "Thank you. Somebody will write to you today.", "show_if": {"answer": "score", "at_most": 6}},
///         {"text": "Thank you."},
///     ],
/// })).unwrap();
/// let answers: Answers = serde_json::from_str(r#"{"score": 9}"#).unwrap();
/// assert_eq!(thanks(&survey, &answers, &Properties::new()).unwrap().get("en", "en"), "Thank you.");
/// ```
pub fn thanks<'s>(survey: &'s Survey, answers: &Answers, properties: &Properties) -> Option<&'s Text> {
    let said = |condition: &ShowIf| holds(condition, &|key| answers.fact(key), properties);
    survey.thanks().iter().find(|thanks| thanks.show_if.as_ref().is_none_or(said)).map(|thanks| &thanks.text)
}

/// Whether a question that is shown asks for an agreement without which nothing may be kept, and it was not given (yet).
///
/// ```
/// use serde_json::json;
/// use survey_core::{Properties, response::{Answers, awaits_agreement}, survey::Survey};
///
/// let survey = Survey::from_value(&json!({
///     "name": "Visit", "language": "en",
///     "questions": [
///         {"key": "score", "type": "nps", "text": "Would you recommend us?"},
///         {"key": "keep", "type": "consent", "required": true, "text": "You may keep my answers."},
///     ],
/// })).unwrap();
/// let awaits = |json: &str| awaits_agreement(&survey, &serde_json::from_str(json).unwrap(), &Properties::new());
/// assert!(awaits(r#"{"score": 3}"#) && awaits(r#"{"score": 3, "keep": false}"#));
/// assert!(!awaits(r#"{"score": 3, "keep": true}"#));
/// ```
pub fn awaits_agreement(survey: &Survey, answers: &Answers, properties: &Properties) -> bool {
    let needed = |question: &&Question| question.required && matches!(question.kind, QuestionKind::Consent(_));
    let shown = visible_questions(survey, answers, properties);
    shown.iter().filter(|question| needed(question)).any(|question| answers.flag(&question.key) != Some(true))
}

fn holds<'a>(condition: &ShowIf, answer: &dyn Fn(&str) -> Fact<'a>, properties: &Properties) -> bool {
    condition.holds(&mut |premise| premise_holds(premise, answer, properties))
}

pub(super) fn premise_holds<'a>(premise: &Premise, answer: &dyn Fn(&str) -> Fact<'a>, properties: &Properties) -> bool {
    match &premise.subject {
        Subject::Answer(key) => premise.comparison.holds(&answer(key)),
        Subject::Property(name) => premise.comparison.holds(&Fact::from(property(properties, name))),
    }
}
