//! Rules against the surveys they speak of: questions that are gone, values off the scale.

use super::action::Action;
use super::clause::{Clause, Known, Subject, Trigger, When};
use super::rules::{Rule, Rules};
use crate::condition::{Comparison, Condition};
use crate::survey::{Question, QuestionKind, Survey};
use crate::{Path, Problem, Problems};

impl Rules {
    /// What is wrong with the rules for these surveys (each with its key), every problem with its path; empty if nothing.
    ///
    /// A rule that names surveys is held against those, another against all: a question, an option or a value has to
    /// exist in at least one of them. Run it when rules change and when a survey does.
    ///
    /// ```
    /// use survey_core::{recovery::Rules, survey};
    ///
    /// let survey = survey::template("default").unwrap();
    /// let rules = Rules::parse(r#"{"rules": [{"id": "a", "when": {"answer": "score", "at_most": 11},
    ///     "then": [{"do": "tag", "tag": "low"}]}]}"#)?;
    /// let problems = rules.check(&[("default", &survey)]);
    /// assert_eq!(problems[0].path, "rules[0].when.at_most");
    /// # Ok::<(), survey_core::recovery::InvalidRules>(())
    /// ```
    pub fn check(&self, surveys: &[(&str, &Survey)]) -> Vec<Problem> {
        let mut problems = Problems::default();
        let root = Path::root();
        let list = root.key("rules");
        for (index, rule) in self.rules.iter().enumerate() {
            check_rule(rule, surveys, &list.index(index), &mut problems);
        }
        problems.into_vec()
    }
}

fn check_rule(rule: &Rule, surveys: &[(&str, &Survey)], path: &Path<'_>, problems: &mut Problems) {
    let when_path = path.key("when");
    let before = problems.len();
    if let Some(when) = &rule.when {
        when.visit(&when_path, &mut |clause, path| check_survey_named(clause, surveys, path, problems));
    }
    let meant = meant_surveys(rule.when.as_ref(), surveys);
    if meant.is_empty() {
        if problems.len() == before && !surveys.is_empty() {
            problems.add(&when_path, "can never hold: it excludes every survey there is");
        }
        return;
    }
    if let Some(when) = &rule.when {
        when.visit(&when_path, &mut |clause, path| check_clause(clause, &meant, path, problems));
    }
    let then_path = path.key("then");
    for (index, action) in rule.then.iter().enumerate() {
        if let Action::AskLater { question, .. } = action {
            let at = then_path.index(index);
            let at = at.key("question");
            if !rule.runs_on(Trigger::Answer) {
                problems.add(
                    &at,
                    "asks one more question, but the rule is about events and there is no survey to go on with",
                );
            } else if questions_named(question, &meant).next().is_none() {
                problems.add(&at, no_such_question(question, &meant));
            }
        }
    }
}

fn check_survey_named(clause: &Clause, surveys: &[(&str, &Survey)], path: &Path<'_>, problems: &mut Problems) {
    if clause.subject != Subject::Fact(Known::Survey) {
        return;
    }
    for named in values(&clause.comparison) {
        if !surveys.iter().any(|(key, _)| named.as_str() == Some(*key)) {
            problems.add(path, format!("there is no survey {named}"));
        }
    }
}

/// The surveys a rule is about: those that a clause at its top names, or all.
fn meant_surveys<'s>(when: Option<&When>, surveys: &[(&'s str, &'s Survey)]) -> Vec<(&'s str, &'s Survey)> {
    let clauses: Vec<&Clause> = match when {
        Some(Condition::Is(clause)) => vec![clause],
        Some(Condition::All(list)) => list
            .iter()
            .filter_map(|inner| if let Condition::Is(clause) = inner { Some(clause) } else { None })
            .collect(),
        _ => Vec::new(),
    };
    let about = |clause: &&&Clause| clause.subject == Subject::Fact(Known::Survey);
    let named: Vec<_> = clauses.iter().filter(about).collect();
    let meant = |key: &str| named.iter().all(|clause| clause.comparison.holds(&crate::condition::Fact::Text(key)));
    surveys.iter().copied().filter(|(key, _)| meant(key)).collect()
}

fn check_clause(clause: &Clause, meant: &[(&str, &Survey)], path: &Path<'_>, problems: &mut Problems) {
    match &clause.subject {
        Subject::Answer(key) => {
            let questions: Vec<&Question> = questions_named(key, meant).collect();
            if questions.is_empty() {
                problems.add(&path.key("answer"), no_such_question(key, meant));
            }
            check_against(&questions, &clause.comparison, path, problems);
        }
        Subject::Fact(Known::Score | Known::PreviousScore) => {
            let questions: Vec<&Question> = meant.iter().filter_map(|(_, survey)| survey.main_question()).collect();
            if questions.is_empty() {
                problems.add(path, format!("{} no scored question", have(meant)));
            }
            check_against(&questions, &clause.comparison, path, problems);
        }
        Subject::Fact(Known::Category | Known::PreviousCategory) => {
            let is_nps = |(_, survey): &(&str, &Survey)| {
                survey.main_question().is_some_and(|question| matches!(question.kind, QuestionKind::Nps(_)))
            };
            if !meant.iter().any(is_nps) {
                let message =
                    format!("{} no NPS question first, so there are no categories; compare the score", have(meant));
                problems.add(path, message);
            }
        }
        _ => {}
    }
}

/// Notes the problems with one question if no question fits.
fn check_against(questions: &[&Question], comparison: &Comparison, path: &Path<'_>, problems: &mut Problems) {
    let fits = |question: &&&Question| {
        let mut own = Problems::default();
        question.check_comparison(comparison, path, &mut own);
        own.is_empty()
    };
    if let (Some(first), None) = (questions.first(), questions.iter().find(fits)) {
        first.check_comparison(comparison, path, problems);
    }
}

fn questions_named<'s>(key: &str, meant: &[(&'s str, &'s Survey)]) -> impl Iterator<Item = &'s Question> {
    meant.iter().filter_map(move |(_, survey)| survey.question(key))
}

fn no_such_question(key: &str, meant: &[(&str, &Survey)]) -> String {
    format!("{} no question `{key}`", have(meant))
}

fn have(meant: &[(&str, &Survey)]) -> String {
    match meant {
        [(key, _)] => format!("the survey `{key}` has"),
        _ => "the surveys have".to_owned(),
    }
}

fn values(comparison: &Comparison) -> &[serde_json::Value] {
    match comparison {
        Comparison::Is(value) | Comparison::IsNot(value) => std::slice::from_ref(value),
        Comparison::OneOf(values) | Comparison::NoneOf(values) => values,
        _ => &[],
    }
}
