//! What a posted page says and which page comes next. Pure: the same for an answer and for a preview.

use std::collections::BTreeSet;

use survey_core::Properties;
use survey_core::response::{Answers, Completeness, layout, missing, pages};
use survey_core::survey::Survey;

use super::fields::Fields;
use crate::error::Problem;

/// What a form says.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// What is right in it.
    pub answers: Answers,
    /// What is wrong with the rest.
    pub problems: Vec<Problem>,
    /// The questions that were asked on this page or an earlier one.
    pub shown: Vec<String>,
    /// Whether it has answers to questions that the survey does not ask (any more).
    pub strange: bool,
}

/// What comes after a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A page, by its number in the layout.
    Page(usize),
    /// The same page once more, with the questions alone that its answers brought up.
    BroughtUp(usize, Vec<String>),
    /// A page whose answers are not right yet.
    Wrong(usize, Vec<Problem>),
    /// The survey changed meanwhile, or the form was not ours: the page once more, for a second look.
    Changed(usize),
    /// Nothing was answered at all.
    Nothing(usize),
    /// The end.
    Thanks,
}

impl Reading {
    /// Reads a form; a fault in one answer costs no other.
    pub fn of(survey: &Survey, fields: &Fields) -> Self {
        let key = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        let known = |name: &str| survey.question(&key(name)).is_some();
        let mut reading = Self {
            shown: fields.all("_shown").filter(|key| survey.question(key).is_some()).map(str::to_owned).collect(),
            ..Self::default()
        };
        let pairs = || fields.answers().map(|(name, value)| (name.as_str(), value.as_str()));
        reading.strange = pairs().any(|(name, _)| !known(name));
        match Answers::check_form(survey, pairs(), Completeness::Partial) {
            Ok(answers) => reading.answers = answers,
            Err(invalid) => {
                let asked: BTreeSet<String> = pairs().map(|(name, _)| key(name)).filter(|key| known(key)).collect();
                for asked in asked {
                    let one = pairs().filter(|(name, _)| key(name) == asked);
                    if let Ok(answers) = Answers::check_form(survey, one, Completeness::Partial) {
                        reading.answers = merged(&reading.answers, &answers);
                    }
                }
                reading.problems = invalid.problems;
            }
        }
        for name in &fields.unreadable {
            let key = key(name);
            reading.answers = reading.answers.iter().filter(|(one, _)| *one != key).map(owned).collect();
            reading.problems.push(Problem::new(key, "is not readable text; send it as UTF-8"));
        }
        reading
    }

    /// The questions that were asked and left empty.
    pub fn left_empty(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().map(String::as_str).filter(|key| self.answers.get(key).is_none())
    }

    /// What is answered together with what this browser answered before; a question that is asked again and left empty is
    /// no longer answered.
    pub fn over(&self, before: &Answers) -> Answers {
        let empty: BTreeSet<&str> = self.left_empty().collect();
        let kept: Answers = before.iter().filter(|(key, _)| !empty.contains(key)).map(owned).collect();
        merged(&kept, &self.answers)
    }

    /// What comes next; `all` is everything that is answered.
    pub fn next(&self, survey: &Survey, fields: &Fields, all: &Answers, properties: &Properties) -> Next {
        let layout = layout(survey);
        let on_page = |key: &str| {
            let at = layout.iter().position(|page| page.iter().any(|question| question.key == key));
            at.map_or(1, |at| at + 1)
        };
        let posted =
            fields.own("_page").and_then(|page| page.parse().ok()).filter(|page| (1..=layout.len()).contains(page));
        let pages = pages(survey, all, properties);
        if fields.own("_back").is_some() {
            let page = posted.unwrap_or(1);
            let before = pages.iter().rev().find(|one| one.number < page).map_or(1, |one| one.number);
            return Next::Page(if fields.own("_only").is_some() { page } else { before });
        }
        if self.strange {
            return Next::Changed(posted.unwrap_or(1));
        }
        if let Some(problem) = self.problems.first() {
            let page = on_page(problem.path.split(['.', '[']).next().unwrap_or_default());
            return Next::Wrong(page, self.problems.clone());
        }
        let lacking = missing(survey, all, properties);
        if let Some(page) = posted {
            let here = || pages.iter().filter(|one| one.number == page).flat_map(|one| &one.questions);
            // A form that does not say what it showed showed everything.
            let brought_up: Vec<String> = here()
                .map(|question| question.key.clone())
                .filter(|key| !self.shown.is_empty() && !self.shown.contains(key) && all.get(key).is_none())
                .collect();
            let lacks_here: Vec<Problem> = lacking
                .iter()
                .filter(|problem| here().any(|question| question.key == problem.path))
                .filter(|problem| !brought_up.contains(&problem.path))
                .cloned()
                .collect();
            if !lacks_here.is_empty() {
                return Next::Wrong(page, lacks_here);
            }
            if !brought_up.is_empty() {
                return Next::BroughtUp(page, brought_up);
            }
            if let Some(next) = pages.iter().find(|one| one.number > page) {
                return Next::Page(next.number);
            }
        }
        match lacking.first().map(|first| on_page(&first.path)) {
            Some(page) => Next::Wrong(page, lacking),
            None if all.is_empty() => Next::Nothing(posted.unwrap_or(1)),
            None => Next::Thanks,
        }
    }
}

fn merged(older: &Answers, newer: &Answers) -> Answers {
    older.iter().chain(newer.iter()).map(owned).collect()
}

fn owned((key, answer): (&str, &survey_core::response::Answer)) -> (String, survey_core::response::Answer) {
    (key.to_owned(), answer.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn survey() -> Survey {
        Survey::from_value(&json!({
            "name": "Visit", "language": "en",
            "sections": [{"key": "bad", "title": "What went wrong", "show_if": {"answer": "score", "at_most": 6}}],
            "pages": "sections",
            "questions": [
                {"key": "score", "type": "nps", "text": "a", "required": true},
                {"key": "why", "type": "text", "text": "a", "show_if": {"answer": "score", "at_most": 8}},
                {"key": "reason", "type": "choice", "section": "bad", "text": "a", "required": true,
                 "options": [{"key": "late", "text": "a"}, {"key": "rude", "text": "a"}]},
                {"key": "note", "type": "text", "text": "a", "max_length": 10},
            ],
        }))
        .unwrap()
    }

    /// What comes after this form, with nothing answered before.
    fn after(pairs: &[(&str, &str)]) -> Next {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (survey, fields) = (survey(), Fields { pairs, unreadable: Vec::new() });
        let reading = Reading::of(&survey, &fields);
        let all = reading.over(&Answers::default());
        reading.next(&survey, &fields, &all, &Properties::new())
    }

    #[test]
    fn pages_follow_each_other_and_those_with_nothing_to_show_are_skipped() {
        let shown = [("_page", "1"), ("_shown", "score"), ("_shown", "why")];
        let with = |more: &[(&'static str, &'static str)]| after(&[shown.as_slice(), more].concat());
        assert_eq!(with(&[("score", "3")]), Next::Page(2));
        assert_eq!(with(&[("score", "9")]), Next::Page(3));
        assert_eq!(after(&[("_page", "3"), ("_shown", "note"), ("score", "9")]), Next::Thanks);
    }

    #[test]
    fn questions_that_answers_bring_up_on_the_same_page_come_alone() {
        let first = [("_page", "1"), ("_shown", "score"), ("score", "8")];
        assert_eq!(after(&first), Next::BroughtUp(1, vec!["why".to_owned()]));
        let second = [("_page", "1"), ("_shown", "score"), ("_shown", "why"), ("_only", "1"), ("score", "8")];
        assert_eq!(after(&second), Next::Page(3));
        assert_eq!(after(&[&second[..], &[("_back", "1")]].concat()), Next::Page(1));
    }

    #[test]
    fn what_is_missing_is_asked_where_it_is_missing() {
        let lacks = |page, key: &str| Next::Wrong(page, vec![Problem::new(key, "needs an answer")]);
        assert_eq!(after(&[("_page", "1"), ("_shown", "score")]), lacks(1, "score"));
        assert_eq!(after(&[("_page", "2"), ("_shown", "reason"), ("score", "3")]), lacks(2, "reason"));
        assert_eq!(after(&[("_page", "3"), ("_shown", "note"), ("score", "3")]), lacks(2, "reason"), "jumped over");
        assert_eq!(after(&[("score", "3")]), lacks(2, "reason"), "a form without pages is the whole survey");
        assert_eq!(after(&[("score", "9")]), Next::Thanks);
    }

    #[test]
    fn going_back_asks_for_nothing() {
        assert_eq!(after(&[("_page", "2"), ("_back", "1"), ("score", "3")]), Next::Page(1));
        assert_eq!(after(&[("_page", "3"), ("_back", "1"), ("score", "3"), ("note", "far too long")]), Next::Page(2));
        assert_eq!(after(&[("_page", "3"), ("_back", "1"), ("score", "9")]), Next::Page(1));
        assert_eq!(after(&[("_page", "1"), ("_back", "1")]), Next::Page(1));
    }

    #[test]
    fn a_fault_in_one_answer_costs_no_other() {
        let survey = survey();
        let pairs = [("score", "3"), ("note", "far too long"), ("gone", "x")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let reading = Reading::of(&survey, &Fields { pairs, unreadable: vec!["why".to_owned()] });
        assert_eq!(reading.answers.number("score"), Some(3));
        assert!(reading.strange && reading.answers.len() == 1);
        let paths: Vec<_> = reading.problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(paths, ["gone", "note", "why"]);
        assert_eq!(after(&[("_page", "9"), ("score", "9"), ("gone", "x")]), Next::Changed(1));
    }

    #[test]
    fn an_answer_taken_away_is_taken_away_and_one_not_asked_again_stays() {
        let survey = survey();
        let pairs = [("_shown", "score"), ("_shown", "why"), ("score", "3")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let reading = Reading::of(&survey, &Fields { pairs, unreadable: Vec::new() });
        let before: Answers = serde_json::from_value(json!({"score": 9, "why": "Late", "note": "Thanks"})).unwrap();
        let all = serde_json::to_value(reading.over(&before)).unwrap();
        assert_eq!(all, json!({"score": 3, "note": "Thanks"}));
    }

    #[test]
    fn an_empty_form_is_no_answer() {
        let survey = Survey::from_value(&json!({"name": "a", "language": "en",
            "questions": [{"key": "note", "type": "text", "text": "a"}]}))
        .unwrap();
        let fields = Fields { pairs: vec![("_page".to_owned(), "1".to_owned())], unreadable: Vec::new() };
        let reading = Reading::of(&survey, &fields);
        assert_eq!(reading.next(&survey, &fields, &Answers::default(), &Properties::new()), Next::Nothing(1));
    }
}
