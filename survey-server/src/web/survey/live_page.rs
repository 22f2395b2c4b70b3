//! What the page's script needs to show and hide questions while somebody answers.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use survey_core::Properties;
use survey_core::response::{Answers, Live, live, visible_questions};
use survey_core::survey::{Question, QuestionKind, Survey};

/// The conditions of one page, as data.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct LivePage {
    /// When the questions of the page are shown that depend on answers, by key.
    show: BTreeMap<String, Value>,
    /// How the answers that they look at are read, by key: `number`, `flag`, `text`, `one`, `many`.
    read: BTreeMap<String, &'static str>,
}

impl LivePage {
    /// The conditions of the questions of a page, each with whether it is shown now.
    pub(super) fn of(survey: &Survey, answers: &Answers, properties: &Properties, here: &[(&Question, bool)]) -> Self {
        let mut page = Self::default();
        for (question, _) in here {
            if let Live::When(condition) = live(survey, question, properties) {
                page.show.insert(question.key.clone(), condition);
            }
        }
        // An answer to a question that is not shown does not count. Those of other pages stay as they are meanwhile.
        let visible = visible_questions(survey, answers, properties);
        for question in survey.questions() {
            let counts = visible.iter().chain(here.iter().map(|(one, _)| one)).any(|one| one.key == question.key);
            if counts && page.show.values().any(|condition| mentions(condition, &question.key)) {
                page.read.insert(question.key.clone(), reading(&question.kind));
            }
        }
        page
    }

    /// As the page carries it; none where nothing depends on anything.
    pub(super) fn json(&self) -> Option<String> {
        if self.show.is_empty() { None } else { serde_json::to_string(self).ok() }
    }
}

/// Whether a condition looks at the answer to this question.
pub(super) fn mentions(condition: &Value, key: &str) -> bool {
    match condition {
        Value::Object(object) => {
            object.get("answer").and_then(Value::as_str) == Some(key)
                || ["all", "any", "not"]
                    .into_iter()
                    .filter_map(|word| object.get(word))
                    .any(|inner| mentions(inner, key))
        }
        Value::Array(list) => list.iter().any(|inner| mentions(inner, key)),
        _ => false,
    }
}

fn reading(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Text(_) => "text",
        QuestionKind::YesNo | QuestionKind::Consent(_) => "flag",
        QuestionKind::Choice(choice) if choice.many => "many",
        QuestionKind::Choice(_) => "one",
        _ => "number",
    }
}
