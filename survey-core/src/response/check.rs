//! Checking what a person or a program sent, as a whole.

use serde_json::{Map, Value};

use super::{answer::Answers, flow::visible_questions, form, value};
use crate::{
    Path, Problem, Problems, Properties,
    survey::{Question, QuestionKind, Survey},
};

/// Whether required questions must be answered.
///
/// ```
/// use survey_core::{Properties, response::Completeness};
///
/// let properties = Properties::new();
/// assert_ne!(Completeness::Partial, Completeness::Whole(&properties));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Completeness<'a> {
    /// Answers so far: what is there must be right, anything may be missing.
    Partial,
    /// The end: every required question that is shown must be answered, and answers to questions that are not shown
    /// (given the other answers and these properties of the person or the event) are left out.
    Whole(&'a Properties),
}

/// Answers that cannot be taken, with everything that is wrong with them.
///
/// ```
/// use serde_json::json;
/// use survey_core::{response::{Answers, Completeness}, survey};
///
/// let survey = survey::template("default").unwrap();
/// let given = json!({"score": 11});
/// let invalid = Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial).unwrap_err();
/// assert_eq!(invalid.to_string(), "the answers have 1 problem: score: must be a whole number from 0 to 10, not 11");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answers have {}", crate::problem::summary(problems))]
#[non_exhaustive]
pub struct InvalidAnswers {
    /// What is wrong; each path begins with the question's key. At least one.
    pub problems: Vec<Problem>,
}

impl Answers {
    /// Checks answers sent as JSON, by question key.
    ///
    /// Null, a blank text and an empty list count as not answered. Numbers must be whole JSON numbers; text is trimmed
    /// and loses control characters other than tabs and line breaks. A choice is the key of an option, or
    /// `{"other": "own words"}`, or a list of those where several may be chosen.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::{Properties, response::{Answers, Completeness}, survey};
    ///
    /// let survey = survey::template("default").unwrap();
    /// let given = json!({"comment": "Fine"});
    /// let given = given.as_object().unwrap();
    /// assert!(Answers::check(&survey, given, Completeness::Partial).is_ok());
    /// let invalid = Answers::check(&survey, given, Completeness::Whole(&Properties::new())).unwrap_err();
    /// assert_eq!(invalid.problems[0].to_string(), "score: needs an answer");
    /// ```
    pub fn check(
        survey: &Survey,
        given: &Map<String, Value>,
        completeness: Completeness<'_>,
    ) -> Result<Self, InvalidAnswers> {
        check(survey, given, completeness, Problems::default())
    }

    /// Checks answers sent as form fields named by question key; a field sent several times chooses several options.
    ///
    /// Numbers arrive as text, yes and no as `yes`, `no`, `true`, `false` or `on`, the words for "other" in a second
    /// field (`reasons.other`). Fields whose name begins with `_` belong to the page and are left out.
    ///
    /// ```
    /// use survey_core::{response::{Answers, Completeness}, survey};
    ///
    /// let survey = survey::template("default").unwrap();
    /// let fields = [("score", "9"), ("comment", ""), ("_language", "en")];
    /// let answers = Answers::check_form(&survey, fields.into_iter(), Completeness::Partial).unwrap();
    /// assert_eq!(serde_json::to_string(&answers).unwrap(), r#"{"score":9}"#);
    /// ```
    pub fn check_form<'a>(
        survey: &Survey,
        fields: impl Iterator<Item = (&'a str, &'a str)>,
        completeness: Completeness<'_>,
    ) -> Result<Self, InvalidAnswers> {
        let mut problems = Problems::default();
        let given = form::read(survey, fields, &mut problems);
        check(survey, &given, completeness, problems)
    }
}

/// What a whole response still lacks: a problem for each required question that is shown and not answered, or not agreed
/// to.
///
/// ```
/// use survey_core::{Properties, response::{Answers, missing}, survey};
///
/// let survey = survey::template("default").unwrap();
/// let problems = missing(&survey, &Answers::default(), &Properties::new());
/// assert_eq!(problems[0].to_string(), "score: needs an answer");
/// ```
pub fn missing(survey: &Survey, answers: &Answers, properties: &Properties) -> Vec<Problem> {
    let problem = |question: &Question| match (answers.flag(&question.key), &question.kind) {
        (Some(false), QuestionKind::Consent(_)) => Some(Problem::new(question.key.clone(), "needs your agreement")),
        _ if answers.get(&question.key).is_none() => Some(Problem::new(question.key.clone(), "needs an answer")),
        _ => None,
    };
    let shown = visible_questions(survey, answers, properties);
    shown.into_iter().filter(|question| question.required).filter_map(problem).collect()
}

fn check(
    survey: &Survey,
    given: &Map<String, Value>,
    completeness: Completeness<'_>,
    mut problems: Problems,
) -> Result<Answers, InvalidAnswers> {
    let root = Path::root();
    let mut answers = Answers::default();
    for (key, value) in given {
        let path = root.key(key);
        match survey.question(key) {
            None => problems.add(&path, "the survey has no such question"),
            Some(question) => {
                answers
                    .extend(value::answer(question, value, &path, &mut problems).map(|answer| (key.clone(), answer)));
            }
        }
    }
    if let Completeness::Whole(properties) = completeness
        && problems.is_empty()
    {
        answers = answers.without_hidden(survey, properties);
        for problem in missing(survey, &answers, properties) {
            problems.add(&root.key(&problem.path), problem.message);
        }
    }
    if problems.is_empty() { Ok(answers) } else { Err(InvalidAnswers { problems: problems.into_vec() }) }
}
