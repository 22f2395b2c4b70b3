//! What an answer adds to the roll-ups.

use serde_json::Value;
use survey_core::property;

use crate::store::responses::Response;
use crate::store::rollups::{Cell, Changes};
use crate::store::workspaces::Workspace;

/// Longer values of a dimension are cut, so that a property with prose in it does not fill the table.
const MAX_VALUE: usize = 80;

/// Adds (or with -1 takes away) an answer's numbers: every scored question, in total and by every dimension.
pub fn add(changes: &mut Changes, workspace: &Workspace, response: &Response, times: i64) {
    for (question, value) in numbers(response) {
        for (dimension, dimension_value) in dimensions(workspace, response) {
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

/// The numbers among the answers, by question.
fn numbers(response: &Response) -> impl Iterator<Item = (&str, i32)> {
    response.answers.0.iter().filter_map(|(key, _)| {
        response.answers.0.number(key).and_then(|value| i32::try_from(value).ok()).map(|value| (key, value))
    })
}

fn dimensions(workspace: &Workspace, response: &Response) -> Vec<(String, String)> {
    let built_in = [("", ""), ("channel", response.channel.as_str()), ("language", response.locale.as_str())];
    let mut all: Vec<(String, String)> =
        built_in.into_iter().map(|(dimension, value)| (dimension.to_owned(), value.to_owned())).collect();
    for dimension in &workspace.settings.0.dimensions {
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
