//! Questions as the page shows them, with what was typed so far.

use serde::Serialize;
use serde_json::json;
use survey_core::Properties;
use survey_core::survey::{Choice, Ends, FreeText, Question, QuestionKind, Survey, Text, pipe};

use crate::error::Problem;
use crate::render::{Language, Renderer};

/// The longest words beside "other", in characters.
const MOST_OTHER: usize = 500;

/// One question.
#[derive(Clone, Debug, Serialize)]
pub(super) struct QuestionView {
    pub key: String,
    pub kind: &'static str,
    pub text: String,
    pub help: Option<String>,
    /// How many may be chosen, or how much must be written.
    pub limits: Option<String>,
    pub required: bool,
    pub error: Option<String>,
    /// The ids of what describes it.
    pub described: Option<String>,
    pub first: bool,
    /// It waits in the page for an answer that brings it up.
    pub hidden: bool,
    pub heading: Option<HeadingView>,
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

/// The section that begins at a question.
#[derive(Clone, Debug, Serialize)]
pub(super) struct HeadingView {
    /// The keys of its questions on this page.
    pub over: String,
    pub title: String,
    pub text: Option<String>,
    /// None of its questions is shown yet.
    pub hidden: bool,
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
    /// What was typed so far, right or wrong.
    pub fields: &'a [(String, String)],
    /// What is wrong with it.
    pub problems: &'a [Problem],
}

impl Viewer<'_> {
    /// A text of the survey in the reader's language.
    pub fn words(&self, text: &Text) -> String {
        pipe(text.get(self.language, self.survey.language()), self.properties)
    }

    /// A text of ours.
    pub fn ours(&self, key: &str, args: &[(&str, serde_json::Value)]) -> String {
        self.renderer.text(key, self.page_language.tag(), args).unwrap_or_default()
    }

    /// One question with its answer so far.
    pub fn question(&self, question: &Question) -> QuestionView {
        let options = self.options(question);
        let free = match &question.kind {
            QuestionKind::Text(free) => Some(free),
            _ => None,
        };
        let help = question.help.as_ref().map(|help| self.words(help));
        let (limits, error) = (self.limits(question), self.error(question));
        let described = [(help.is_some(), 'h'), (limits.is_some(), 'l'), (error.is_some(), 'e')]
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, letter)| format!("{letter}-{}", question.key))
            .collect::<Vec<_>>()
            .join(" ");
        QuestionView {
            key: question.key.clone(),
            kind: question.kind.name(),
            text: self.words(&question.text),
            help,
            limits,
            required: question.required,
            error,
            described: (!described.is_empty()).then_some(described),
            first: false,
            hidden: false,
            heading: None,
            stacked: matches!(&question.kind, QuestionKind::Scale(scale) if !scale.labels.is_empty()),
            steps: options.len(),
            ends: question.kind.ends().and_then(|ends| self.ends(ends)),
            many: matches!(&question.kind, QuestionKind::Choice(choice) if choice.many),
            multiline: free.is_some_and(|free| !free.single_line),
            max_length: free.map_or(0, FreeText::max_length),
            value: self.typed(&question.key).next().unwrap_or_default().to_owned(),
            follows: None,
            checked: self.typed(&question.key).any(is_yes),
            options,
        }
    }

    /// What was typed into a field.
    fn typed<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn ends(&self, ends: &Ends) -> Option<EndsView> {
        let low = ends.low.as_ref().map(|text| self.words(text));
        let high = ends.high.as_ref().map(|text| self.words(text));
        (low.is_some() || high.is_some())
            .then(|| EndsView { low: low.unwrap_or_default(), high: high.unwrap_or_default() })
    }

    fn options(&self, question: &Question) -> Vec<OptionView> {
        let option = |value: String, label: String, checked: bool| OptionView {
            value,
            label,
            note: None,
            checked,
            other_name: None,
            other_value: String::new(),
        };
        match &question.kind {
            QuestionKind::YesNo => ["yes", "no"]
                .map(|word| {
                    let checked = self.typed(&question.key).any(|typed| is_yes(typed) == (word == "yes"));
                    option(word.to_owned(), self.ours(&format!("survey-{word}"), &[]), checked)
                })
                .to_vec(),
            QuestionKind::Choice(choice) => {
                let chosen = |key: &str| self.typed(&question.key).any(|typed| typed.trim() == key);
                let mut options: Vec<OptionView> = choice
                    .options
                    .iter()
                    .filter(|offered| !offered.retired)
                    .map(|offered| option(offered.key.clone(), self.words(&offered.text), chosen(&offered.key)))
                    .collect();
                if let Some(other) = &choice.other {
                    let name = format!("{}.other", question.key);
                    let words = self.typed(&name).next().unwrap_or_default().to_owned();
                    let mut last = option("other".to_owned(), self.words(other), chosen("other"));
                    (last.other_name, last.other_value) = (Some(name), words);
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
        let at_ends = || {
            end(low, ends.and_then(|ends| ends.low.as_ref()))
                .or_else(|| end(top, ends.and_then(|ends| ends.high.as_ref())))
        };
        let note = match &question.kind {
            QuestionKind::Scale(scale) => scale.labels.get(&value).map(|text| self.words(text)).or_else(at_ends),
            QuestionKind::Smileys(_) => None,
            _ => at_ends(),
        };
        OptionView {
            value: value.to_string(),
            label,
            note,
            checked: self.typed(&question.key).any(|typed| typed.trim().parse() == Ok(value)),
            other_name: None,
            other_value: String::new(),
        }
    }

    /// How many may be chosen or how much must be written, in words; none where anything goes.
    fn limits(&self, question: &Question) -> Option<String> {
        match &question.kind {
            QuestionKind::Text(free) => {
                let least = free.min_length.filter(|least| *least > 1)?;
                Some(self.ours("text-least", &[("least", json!(least))]))
            }
            QuestionKind::Choice(choice) if choice.many => self.choices(choice),
            _ => None,
        }
    }

    fn choices(&self, choice: &Choice) -> Option<String> {
        let kind = match (choice.min_choices.filter(|least| *least > 1), choice.max_choices) {
            (None, None) => return None,
            (Some(least), Some(most)) if least == most => "exact",
            (Some(_), None) => "least",
            (None, Some(_)) => "most",
            (Some(_), Some(_)) => "between",
        };
        let (least, most) = (choice.min_choices.unwrap_or(1), choice.max_choices.unwrap_or(choice.options.len()));
        Some(self.ours("choice-limits", &[("kind", json!(kind)), ("least", json!(least)), ("most", json!(most))]))
    }

    /// What is wrong with the answer to a question, in the reader's language.
    fn error(&self, question: &Question) -> Option<String> {
        let problem =
            self.problems.iter().find(|problem| problem.path.split(['.', '[']).next() == Some(&question.key))?;
        let says = |words: &str| problem.message.contains(words);
        if says("needs an answer") {
            return Some(self.ours("error-needs-answer", &[]));
        }
        if says("needs your agreement") {
            return Some(self.ours("error-needs-agreement", &[]));
        }
        if says("UTF-8") {
            return Some(self.ours("error-unreadable", &[]));
        }
        if let Some(scale) = question.kind.scale() {
            return Some(self.ours("error-range", &[("low", json!(scale.start())), ("high", json!(scale.end()))]));
        }
        let too_long = |limit: usize| self.ours("error-length", &[("limit", json!(limit))]);
        Some(match &question.kind {
            QuestionKind::Text(free) => match free.min_length.filter(|_| says("at least")) {
                Some(least) => self.ours("text-least", &[("least", json!(least))]),
                None => too_long(free.max_length()),
            },
            QuestionKind::Choice(_) if says("characters") => too_long(MOST_OTHER),
            QuestionKind::Choice(choice) if says("chosen") => {
                self.choices(choice).unwrap_or_else(|| self.ours("error-choice", &[]))
            }
            _ => self.ours("error-choice", &[]),
        })
    }
}

fn is_yes(typed: &str) -> bool {
    matches!(typed.trim(), "yes" | "true" | "on")
}
