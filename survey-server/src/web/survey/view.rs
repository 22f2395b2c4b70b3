//! Questions as the page shows them.

use serde::Serialize;
use serde_json::json;
use survey_core::Properties;
use survey_core::response::Answers;
use survey_core::survey::{Ends, Question, QuestionKind, Survey, Text, pipe};

use crate::error::Problem;
use crate::render::{Language, Renderer};

/// One question.
#[derive(Clone, Debug, Serialize)]
pub(super) struct QuestionView {
    pub key: String,
    pub kind: &'static str,
    pub text: String,
    pub help: Option<String>,
    pub required: bool,
    pub error: Option<String>,
    pub first: bool,
    pub stacked: bool,
    pub steps: usize,
    pub options: Vec<OptionView>,
    pub ends: Option<EndsView>,
    pub many: bool,
    pub multiline: bool,
    pub max_length: usize,
    pub value: String,
    pub follows: Option<&'static str>,
    pub checked: bool,
}

/// One of the answers offered.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OptionView {
    pub value: String,
    pub label: String,
    pub note: Option<String>,
    pub checked: bool,
    pub other_name: Option<String>,
    pub other_value: String,
}

/// The words under the ends of a scale.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EndsView {
    pub low: String,
    pub high: String,
}

/// What questions are shown with.
pub(super) struct Viewer<'a> {
    /// The survey.
    pub survey: &'a Survey,
    /// What is piped into texts.
    pub properties: &'a Properties,
    /// The language of the survey's texts.
    pub language: &'a str,
    /// The language of our own words.
    pub page_language: Language,
    /// Our own words.
    pub renderer: &'a Renderer,
    /// What is answered so far.
    pub answers: &'a Answers,
    /// What is wrong with it.
    pub problems: &'a [Problem],
}

impl Viewer<'_> {
    /// A text of the survey in the reader's language.
    pub fn words(&self, text: &Text) -> String {
        pipe(text.get(self.language, self.survey.language()), self.properties)
    }

    /// A text of ours.
    fn ours(&self, key: &str, args: &[(&str, serde_json::Value)]) -> String {
        self.renderer.text(key, self.page_language.tag(), args).unwrap_or_default()
    }

    /// One question with its answer so far.
    pub fn question(&self, question: &Question) -> QuestionView {
        let options = self.options(question);
        let free = match &question.kind {
            QuestionKind::Text(free) => Some(free),
            _ => None,
        };
        let ends = question.kind.ends().and_then(|ends| self.ends(ends));
        QuestionView {
            key: question.key.clone(),
            kind: question.kind.name(),
            text: self.words(&question.text),
            help: question.help.as_ref().map(|help| self.words(help)),
            required: question.required,
            error: self.error(question),
            first: false,
            stacked: matches!(&question.kind, QuestionKind::Scale(_))
                && options.iter().any(|option| option.note.is_some()),
            steps: options.len(),
            ends,
            many: matches!(&question.kind, QuestionKind::Choice(choice) if choice.many),
            multiline: free.is_some_and(|free| !free.single_line),
            max_length: free.map_or(0, survey_core::survey::FreeText::max_length),
            value: self.answers.text(&question.key).unwrap_or_default().to_owned(),
            follows: None,
            checked: self.answers.flag(&question.key) == Some(true),
            options,
        }
    }

    fn ends(&self, ends: &Ends) -> Option<EndsView> {
        let low = ends.low.as_ref().map(|text| self.words(text));
        let high = ends.high.as_ref().map(|text| self.words(text));
        (low.is_some() || high.is_some())
            .then(|| EndsView { low: low.unwrap_or_default(), high: high.unwrap_or_default() })
    }

    fn options(&self, question: &Question) -> Vec<OptionView> {
        let option = |value: String, label: String, note: Option<String>, checked: bool| OptionView {
            value,
            label,
            note,
            checked,
            other_name: None,
            other_value: String::new(),
        };
        match &question.kind {
            QuestionKind::YesNo => ["yes", "no"]
                .map(|word| {
                    let checked = self.answers.flag(&question.key) == Some(word == "yes");
                    option(word.to_owned(), self.ours(&format!("survey-{word}"), &[]), None, checked)
                })
                .to_vec(),
            QuestionKind::Choice(choice) => {
                let chosen: Vec<&str> = self.answers.chosen(&question.key).collect();
                let mut options: Vec<OptionView> = choice
                    .options
                    .iter()
                    .filter(|offered| !offered.retired)
                    .map(|offered| {
                        let checked = chosen.contains(&offered.key.as_str());
                        option(offered.key.clone(), self.words(&offered.text), None, checked)
                    })
                    .collect();
                if let Some(other) = &choice.other {
                    let mut last = option("other".to_owned(), self.words(other), None, chosen.contains(&"other"));
                    last.other_name = Some(format!("{}.other", question.key));
                    options.push(last);
                }
                options
            }
            kind => kind.scale().into_iter().flatten().map(|value| self.step(question, value)).collect(),
        }
    }

    fn step(&self, question: &Question, value: i64) -> OptionView {
        let top = question.kind.scale().map_or(value, |scale| *scale.end());
        let low = question.kind.scale().map_or(value, |scale| *scale.start());
        let ends = question.kind.ends();
        let end =
            |place: i64, text: Option<&Text>| (value == place).then(|| text.map(|text| self.words(text))).flatten();
        let label = match &question.kind {
            QuestionKind::Stars(_) => self.ours("star-label", &[("value", json!(value)), ("top", json!(top))]),
            QuestionKind::Smileys(_) => self.ours("smiley-label", &[("value", json!(value))]),
            _ => value.to_string(),
        };
        let note = match &question.kind {
            QuestionKind::Scale(scale) => scale.labels.get(&value).map(|text| self.words(text)),
            QuestionKind::Stars(_) | QuestionKind::Smileys(_) => None,
            _ => end(low, ends.and_then(|ends| ends.low.as_ref()))
                .or_else(|| end(top, ends.and_then(|ends| ends.high.as_ref()))),
        };
        OptionView {
            value: value.to_string(),
            label,
            note,
            checked: self.answers.number(&question.key) == Some(value),
            other_name: None,
            other_value: String::new(),
        }
    }

    /// What is wrong with the answer to a question, in the reader's language.
    fn error(&self, question: &Question) -> Option<String> {
        let problem =
            self.problems.iter().find(|problem| problem.path.split(['.', '[']).next() == Some(&question.key))?;
        if problem.message == "needs an answer" {
            return Some(self.ours("error-needs-answer", &[]));
        }
        if problem.message == "needs your agreement" {
            return Some(self.ours("error-needs-agreement", &[]));
        }
        if let Some(scale) = question.kind.scale() {
            return Some(self.ours("error-range", &[("low", json!(scale.start())), ("high", json!(scale.end()))]));
        }
        Some(match &question.kind {
            QuestionKind::Text(free) => self.ours("error-length", &[("limit", json!(free.max_length()))]),
            _ => self.ours("error-choice", &[]),
        })
    }
}
