//! Conditions for a page that decides by itself, while somebody answers, which questions it shows.

use serde_json::{Value, json};

use super::flow::premise_holds;
use crate::{
    Properties,
    condition::{Condition, Fact},
    survey::{Premise, Question, Subject, Survey},
};

/// Whether a question is shown, as far as properties decide it.
///
/// ```
/// use survey_core::{Properties, response::{Live, live}, survey};
///
/// let survey = survey::template("default").unwrap();
/// assert_eq!(live(&survey, survey.question("score").unwrap(), &Properties::new()), Live::Always);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Live {
    /// Whatever is answered.
    Always,
    /// Whatever is answered, it is not.
    Never,
    /// When this holds: a condition as definitions write it (`all`, `any`, `not`, comparisons with answers), in which no
    /// property is left.
    When(Value),
}

/// What decides about a question besides the answers is settled; what is left is a condition on answers alone, which gives
/// away nothing of what is known about the person.
///
/// ```
/// use serde_json::json;
/// use survey_core::{response::{Live, live}, survey::Survey};
///
/// let survey = Survey::from_value(&json!({
///     "name": "Visit", "language": "en", "properties": ["branch"],
///     "questions": [
///         {"key": "score", "type": "nps", "text": "Would you recommend us?"},
///         {"key": "why", "type": "text", "text": "Why?",
///          "show_if": {"all": [{"answer": "score", "at_most": 6}, {"property": "branch", "is": "Kazan"}]}},
///     ],
/// })).unwrap();
/// let why = survey.question("why").unwrap();
/// let of = |branch: &str| live(&survey, why, json!({"branch": branch}).as_object().unwrap());
/// assert_eq!(of("Kazan"), Live::When(json!({"answer": "score", "at_most": 6})));
/// assert_eq!(of("Omsk"), Live::Never);
/// ```
pub fn live(survey: &Survey, question: &Question, properties: &Properties) -> Live {
    let section = survey.section_of(question).and_then(|section| section.show_if.as_ref());
    let conditions = section.into_iter().chain(&question.show_if).map(|condition| settle(condition, properties));
    match all(conditions.collect()) {
        Settled::Known(true) => Live::Always,
        Settled::Known(false) => Live::Never,
        Settled::Open(condition) => Live::When(condition),
    }
}

enum Settled {
    Known(bool),
    Open(Value),
}

fn settle(condition: &Condition<Premise>, properties: &Properties) -> Settled {
    match condition {
        Condition::All(list) => all(list.iter().map(|inner| settle(inner, properties)).collect()),
        Condition::Any(list) => any(list.iter().map(|inner| settle(inner, properties)).collect()),
        Condition::Not(inner) => negated(settle(inner, properties)),
        Condition::Is(premise) => match &premise.subject {
            Subject::Property(_) => Settled::Known(premise_holds(premise, &|_| Fact::Missing, properties)),
            // A premise is plain data, which always has a JSON.
            Subject::Answer(_) => Settled::Open(serde_json::to_value(premise).unwrap_or_default()),
        },
    }
}

fn all(list: Vec<Settled>) -> Settled {
    joined(list, "all", false)
}

fn any(list: Vec<Settled>) -> Settled {
    joined(list, "any", true)
}

/// One that is `decisive` decides alone; those that are not say nothing beside others.
fn joined(list: Vec<Settled>, word: &str, decisive: bool) -> Settled {
    let mut open = Vec::new();
    for one in list {
        match one {
            Settled::Known(known) if known == decisive => return Settled::Known(decisive),
            Settled::Known(_) => {}
            Settled::Open(condition) => open.push(condition),
        }
    }
    match open.len() {
        0 => Settled::Known(!decisive),
        1 => Settled::Open(open.remove(0)),
        _ => Settled::Open(json!({ (word): open })),
    }
}

fn negated(settled: Settled) -> Settled {
    match settled {
        Settled::Known(known) => Settled::Known(!known),
        Settled::Open(condition) => Settled::Open(json!({"not": condition})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(condition: &Value, branch: &str) -> Live {
        let survey = Survey::from_value(&json!({
            "name": "Visit", "language": "en", "properties": ["branch"],
            "sections": [{"key": "s", "title": "a", "show_if": {"property": "branch", "is_not": "closed"}}],
            "questions": [
                {"key": "score", "type": "nps", "text": "a"},
                {"key": "why", "type": "text", "text": "a", "section": "s", "show_if": condition},
            ],
        }))
        .unwrap();
        live(&survey, survey.question("why").unwrap(), json!({"branch": branch}).as_object().unwrap())
    }

    #[test]
    fn properties_are_settled_and_answers_stay() {
        let low = json!({"answer": "score", "at_most": 6});
        let high = json!({"answer": "score", "at_least": 9});
        let kazan = json!({"property": "branch", "is": "Kazan"});
        assert_eq!(of(&low, "Kazan"), Live::When(low.clone()));
        assert_eq!(of(&low, "closed"), Live::Never, "the section's condition counts too");
        assert_eq!(of(&kazan, "Kazan"), Live::Always);
        assert_eq!(of(&json!({"any": [low, kazan]}), "Kazan"), Live::Always);
        assert_eq!(of(&json!({"any": [low, kazan]}), "Omsk"), Live::When(low.clone()));
        assert_eq!(of(&json!({"any": [low, high]}), "Omsk"), Live::When(json!({"any": [low, high]})));
        assert_eq!(of(&json!({"not": {"all": [low, kazan]}}), "Omsk"), Live::Always);
        assert_eq!(of(&json!({"not": {"all": [low, kazan]}}), "Kazan"), Live::When(json!({"not": low})));
    }
}
