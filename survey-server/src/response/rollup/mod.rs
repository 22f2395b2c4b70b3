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

use survey_core::survey::Survey;

use super::cuts::Cuts;
use crate::store::responses::{Response, evidence};
use crate::store::rollups::{Cell, Changes};
use crate::store::workspaces::Workspace;

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

/// Puts an answer where the present settings count it: on their day, by their dimensions. To be called before it is added,
/// and stored.
pub fn place(workspace: &Workspace, response: &mut Response) {
    response.day = workspace.day(response.answered_at);
    response.counted = workspace.settings.0.counting.generation;
}

/// Adds (or with -1 takes away) an answer's numbers, as it is counted: every scored question, in total and by every
/// dimension. `survey` is the definition of the answer's own version.
pub fn add(changes: &mut Changes, workspace: &Workspace, survey: &Survey, response: &Response, times: i64) {
    let by = Cuts::of(workspace, response);
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
        count(question, String::new(), String::new(), value);
        for (dimension, of) in dimensions.get_or_insert_with(|| by.all(survey, response)) {
            count(question, dimension.clone(), of.clone(), value);
        }
    }
}

/// The numbers among the answers, by question: what counts of them.
pub fn numbers(response: &Response) -> impl Iterator<Item = (&str, i32)> {
    response.answers.0.iter().filter_map(|(key, _)| {
        response.answers.0.number(key).and_then(|value| i32::try_from(value).ok()).map(|value| (key, value))
    })
}
