//! What an answer adds to the roll-ups.

use serde_json::Value;
use survey_core::property;

use crate::error::Error;
use crate::store::Conn;
use crate::store::responses::{self, Response, evidence};
use crate::store::rollups::{Cell, Changes};
use crate::store::workspaces::Workspace;

/// So many answers are read at once when all are counted.
const PAGE: i64 = 2000;
/// Longer values of a dimension are cut, so that a property with prose in it does not fill the table.
const MAX_VALUE: usize = 80;

/// Puts an answer where the present settings count it: on their day, by their dimensions. To be called before it is added,
/// and stored.
pub fn place(workspace: &Workspace, response: &mut Response) {
    response.day = workspace.day(response.answered_at);
    response.counted = workspace.settings.0.counting.generation;
}

/// Adds (or with -1 takes away) an answer's numbers, as it is counted: every scored question, in total and by every
/// dimension.
pub fn add(changes: &mut Changes, workspace: &Workspace, response: &Response, times: i64) {
    let counting = &workspace.settings.0.counting;
    let before = counting.before.as_ref().filter(|_| response.counted != counting.generation);
    let cut_by = before.unwrap_or(&workspace.settings.0.dimensions);
    for (question, value) in numbers(response) {
        for (dimension, dimension_value) in dimensions(cut_by, response) {
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
        }
    }
}

/// What the roll-ups of a workspace say once every answer is counted by the present settings.
pub fn counted(conn: &mut Conn, workspace: &Workspace) -> Result<Changes, Error> {
    let (mut changes, mut after) = (Changes::new(), None);
    loop {
        let page = responses::page_by_id(conn, workspace.id, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for mut response in page.into_iter().filter(|response| response.evidence != evidence::CONTRADICTED) {
            place(workspace, &mut response);
            add(&mut changes, workspace, &response, 1);
        }
    }
    Ok(changes)
}

/// The numbers among the answers, by question.
fn numbers(response: &Response) -> impl Iterator<Item = (&str, i32)> {
    response.answers.0.iter().filter_map(|(key, _)| {
        response.answers.0.number(key).and_then(|value| i32::try_from(value).ok()).map(|value| (key, value))
    })
}

/// Every dimension of an answer with its value; the first is that of all answers, without a name.
pub fn dimensions(cut_by: &[String], response: &Response) -> Vec<(String, String)> {
    let built_in = [("", ""), ("channel", response.channel.as_str()), ("language", response.locale.as_str())];
    let mut all: Vec<(String, String)> =
        built_in.into_iter().map(|(dimension, value)| (dimension.to_owned(), value.to_owned())).collect();
    for dimension in cut_by {
        let value = match property(&response.properties.0, dimension) {
            Some(Value::String(text)) => text.trim().chars().take(MAX_VALUE).collect(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(flag)) => flag.to_string(),
            _ => String::new(),
        };
        if !value.is_empty() {
            all.push((dimension.clone(), value));
        }
    }
    all
}
