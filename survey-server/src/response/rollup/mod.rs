//! What an answer adds to the roll-ups.
//!
//! Every scored question is counted in total and by every dimension of the answer: `channel`, `language`, `tag` (each tag),
//! `answer.KEY` (each option chosen in a choice question) and the workspace's properties. Beside them, under no question,
//! stand the invitations by the day that they were sent ([`ASKED`], [`ANSWERED`]) and the answers that contradicted
//! themselves ([`CONTRADICTED`]).

pub mod asked;
mod counted;
pub mod growth;
pub mod verify;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use survey_core::property;
use survey_core::survey::{QuestionKind, Survey};

use crate::store::responses::{Response, evidence};
use crate::store::rollups::{Cell, Changes};
use crate::store::workspaces::{Counting, Workspace};

pub use counted::{Definitions, counted};

/// Under no question: invitations that were sent on the day.
pub const ASKED: i32 = 0;
/// Under no question: those of them that were answered, whenever that was.
pub const ANSWERED: i32 = 1;
/// Under no question, of the evidence "contradicted": answers of the day that contradicted themselves.
pub const CONTRADICTED: i32 = 2;

/// What is counted, as a number that rises with it: what was counted by an older one is counted anew. 0: no tags, options,
/// invitations and contradicted answers.
pub const SHAPE: i32 = 1;

/// What a tag's dimension is called.
pub const TAG: &str = "tag";
/// What the dimension of a choice question begins with; its key follows.
pub const ANSWER: &str = "answer.";

/// What values count as that came when a dimension had too many already.
pub const REST: &str = "other";

/// Longer values of a dimension are cut, so that a property with prose in it does not fill the table.
const MAX_VALUE: usize = 80;
/// So many tags of an answer count, the first of the alphabet.
const MAX_TAGS: usize = 20;
/// So many chosen options of an answer count, in the order of the questions.
const MAX_OPTIONS: usize = 40;

/// Puts an answer where the present settings count it: on their day, by their dimensions. To be called before it is added,
/// and stored.
pub fn place(workspace: &Workspace, response: &mut Response) {
    response.day = workspace.day(response.answered_at);
    response.counted = workspace.settings.0.counting.generation;
}

/// Adds (or with -1 takes away) an answer's numbers, as it is counted: every scored question, in total and by every
/// dimension. `survey` is the definition of the answer's own version.
pub fn add(changes: &mut Changes, workspace: &Workspace, survey: &Survey, response: &Response, times: i64) {
    let by = By::of(workspace, response);
    let mut count = |question: &str, dimension: String, dimension_value: String, value: i32| {
        let cell = Cell {
            workspace_id: response.workspace_id,
            survey_id: response.survey_id,
            question: question.to_owned(),
            dimension,
            dimension_value,
            day: response.day,
            evidence: response.evidence,
            value,
        };
        *changes.entry(cell).or_default() += times;
    };
    if response.evidence == evidence::CONTRADICTED {
        if by.shape > 0 {
            count("", String::new(), String::new(), CONTRADICTED);
        }
        return;
    }
    let mut dimensions = None;
    for (question, value) in numbers(response) {
        for (dimension, of) in dimensions.get_or_insert_with(|| by.dimensions(survey, response)) {
            count(question, dimension.clone(), of.clone(), value);
        }
    }
}

/// Whether an answer counts under a value of a dimension, by the present settings.
pub fn belongs(workspace: &Workspace, response: &Response, dimension: &str, value: &str) -> bool {
    if let Some(question) = dimension.strip_prefix(ANSWER) {
        return response.answers.0.chosen(question).any(|chosen| cut(chosen) == value);
    }
    let by = By::present(workspace);
    match dimension {
        "" => value.is_empty(),
        TAG => tags(response).contains(value),
        "channel" => response.channel == value,
        "language" => response.locale == value,
        _ => {
            by.properties().any(|name| name == dimension) && by.value(response, dimension).is_some_and(|of| of == value)
        }
    }
}

/// The values under which an answer counts in a dimension, by the present settings.
pub fn values(workspace: &Workspace, response: &Response, dimension: &str) -> BTreeSet<String> {
    if let Some(question) = dimension.strip_prefix(ANSWER) {
        return response.answers.0.chosen(question).map(cut).collect();
    }
    let by = By::present(workspace);
    let one = match dimension {
        TAG => return tags(response),
        "channel" => Some(response.channel.clone()),
        "language" => Some(response.locale.clone()),
        _ if by.properties().any(|name| name == dimension) => by.value(response, dimension),
        _ => None,
    };
    one.into_iter().filter(|value| !value.is_empty()).collect()
}

/// The numbers among the answers, by question: what counts of them.
pub fn numbers(response: &Response) -> impl Iterator<Item = (&str, i32)> {
    response.answers.0.iter().filter_map(|(key, _)| {
        response.answers.0.number(key).and_then(|value| i32::try_from(value).ok()).map(|value| (key, value))
    })
}

/// The tags that count, in the order of the alphabet.
fn tags(response: &Response) -> BTreeSet<String> {
    let named = response.tags.0.iter().map(|tag| cut(tag)).filter(|tag| !tag.is_empty());
    named.collect::<BTreeSet<_>>().into_iter().take(MAX_TAGS).collect()
}

/// The value of a property as reports are cut by it.
pub fn shown(value: Option<&Value>) -> Option<String> {
    let value = match value {
        Some(Value::String(text)) => cut(text),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => flag.to_string(),
        _ => String::new(),
    };
    Some(value).filter(|value| !value.is_empty())
}

fn cut(value: &str) -> String {
    value.trim().chars().take(MAX_VALUE).collect()
}

/// By what an answer is counted.
struct By<'a> {
    shape: i32,
    dimensions: &'a [String],
    known: &'a BTreeMap<String, BTreeSet<String>>,
}

impl<'a> By<'a> {
    fn present(workspace: &'a Workspace) -> Self {
        let settings = &workspace.settings.0;
        By { shape: settings.counting.shape, dimensions: &settings.dimensions, known: &settings.counting.known }
    }

    /// What stands in the answer: the present settings, or those of before while answers are counted anew.
    fn of(workspace: &'a Workspace, response: &Response) -> Self {
        match &workspace.settings.0.counting {
            Counting { generation, before: Some(dimensions), shape_before, known_before, .. }
                if response.counted != *generation =>
            {
                By { shape: *shape_before, dimensions, known: known_before }
            }
            _ => By::present(workspace),
        }
    }

    /// The properties that are dimensions; one that is called as one of ours is not.
    fn properties(&self) -> impl Iterator<Item = &'a String> {
        let shape = self.shape;
        let ours =
            move |name: &str| shape > 0 && (matches!(name, "channel" | "language" | TAG) || name.starts_with(ANSWER));
        self.dimensions.iter().filter(move |name| !ours(name))
    }

    fn value(&self, response: &Response, dimension: &str) -> Option<String> {
        let value = shown(property(&response.properties.0, dimension))?;
        let named = self.known.get(dimension).is_none_or(|known| known.contains(&value));
        Some(if named { value } else { REST.to_owned() })
    }

    /// Every dimension of an answer with its value; the first is that of all answers, without a name.
    fn dimensions(&self, survey: &Survey, response: &Response) -> Vec<(String, String)> {
        let built_in = [("", ""), ("channel", response.channel.as_str()), ("language", response.locale.as_str())];
        let mut all: Vec<(String, String)> =
            built_in.into_iter().map(|(dimension, value)| (dimension.to_owned(), value.to_owned())).collect();
        for dimension in self.properties() {
            all.extend(self.value(response, dimension).map(|value| (dimension.clone(), value)));
        }
        if self.shape > 0 {
            all.extend(tags(response).into_iter().map(|tag| (TAG.to_owned(), tag)));
            let choices = survey.questions().iter().filter(|question| matches!(question.kind, QuestionKind::Choice(_)));
            let chosen = choices.flat_map(|question| {
                let keys: BTreeSet<&str> = response.answers.0.chosen(&question.key).collect();
                keys.into_iter().map(|key| (format!("{ANSWER}{}", question.key), cut(key)))
            });
            all.extend(chosen.take(MAX_OPTIONS));
        }
        all
    }
}
