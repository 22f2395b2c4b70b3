//! By what an answer is cut: its dimensions and their values, in one place for the roll-ups, the segments and the digest.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use survey_core::property;
use survey_core::survey::{QuestionKind, Survey};

use crate::store::responses::Response;
use crate::store::workspaces::{Counting, Workspace};

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

/// By what answers are cut, as a workspace's settings say it.
#[derive(Clone, Copy)]
pub struct Cuts<'a> {
    /// The number of what the program counts: see [`SHAPE`](super::rollup::SHAPE).
    pub shape: i32,
    dimensions: &'a [String],
    known: &'a BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Cuts<'a> {
    /// By the present settings.
    pub fn present(workspace: &'a Workspace) -> Self {
        let settings = &workspace.settings.0;
        Cuts { shape: settings.counting.shape, dimensions: &settings.dimensions, known: &settings.counting.known }
    }

    /// By what stands in the answer: the present settings, or those of before while answers are counted anew.
    pub fn of(workspace: &'a Workspace, response: &Response) -> Self {
        match &workspace.settings.0.counting {
            Counting { generation, before: Some(dimensions), shape_before, known_before, .. }
                if response.counted != *generation =>
            {
                Cuts { shape: *shape_before, dimensions, known: known_before }
            }
            _ => Cuts::present(workspace),
        }
    }

    /// The values of an answer in one dimension; none where answers are not cut by it.
    pub fn values(&self, response: &Response, dimension: &str) -> BTreeSet<String> {
        match dimension {
            TAG => tags(response),
            "channel" => named(response.channel.clone()).into_iter().collect(),
            "language" => named(response.locale.clone()).into_iter().collect(),
            _ => match dimension.strip_prefix(ANSWER) {
                Some(question) => options(response, question),
                None if self.properties().any(|name| name == dimension) => {
                    self.property(response, dimension).into_iter().collect()
                }
                None => BTreeSet::new(),
            },
        }
    }

    /// Every dimension of an answer with its value. `survey` is the definition of the answer's own version.
    pub fn all(&self, survey: &Survey, response: &Response) -> Vec<(String, String)> {
        let mut all =
            vec![("channel".to_owned(), response.channel.clone()), ("language".to_owned(), response.locale.clone())];
        for dimension in self.properties() {
            all.extend(self.property(response, dimension).map(|value| (dimension.clone(), value)));
        }
        if self.shape > 0 {
            all.extend(tags(response).into_iter().map(|tag| (TAG.to_owned(), tag)));
            let choices = survey.questions().iter().filter(|question| matches!(question.kind, QuestionKind::Choice(_)));
            let chosen = choices.flat_map(|question| {
                options(response, &question.key).into_iter().map(|key| (format!("{ANSWER}{}", question.key), key))
            });
            all.extend(chosen.take(MAX_OPTIONS));
        }
        all
    }

    /// The properties that are dimensions; one that is called as one of ours is not.
    fn properties(&self) -> impl Iterator<Item = &'a String> {
        let shape = self.shape;
        let ours =
            move |name: &str| shape > 0 && (matches!(name, "channel" | "language" | TAG) || name.starts_with(ANSWER));
        self.dimensions.iter().filter(move |name| !ours(name))
    }

    fn property(&self, response: &Response, dimension: &str) -> Option<String> {
        let value = shown(property(&response.properties.0, dimension))?;
        let kept = self.known.get(dimension).is_none_or(|known| known.contains(&value));
        Some(if kept { value } else { REST.to_owned() })
    }
}

/// The value of a property as reports are cut by it.
pub fn shown(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) => named(cut(text)),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::Bool(flag)) => Some(flag.to_string()),
        _ => None,
    }
}

/// The tags that count, in the order of the alphabet.
fn tags(response: &Response) -> BTreeSet<String> {
    let all: BTreeSet<String> = response.tags.0.iter().filter_map(|tag| named(cut(tag))).collect();
    all.into_iter().take(MAX_TAGS).collect()
}

/// The options that were chosen in a choice question.
fn options(response: &Response, question: &str) -> BTreeSet<String> {
    response.answers.0.chosen(question).map(cut).collect()
}

fn cut(value: &str) -> String {
    value.trim().chars().take(MAX_VALUE).collect()
}

fn named(value: String) -> Option<String> {
    Some(value).filter(|value| !value.is_empty())
}
