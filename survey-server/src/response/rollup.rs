//! What an answer adds to the roll-ups.

use serde_json::Value;
use survey_core::property;

use crate::error::Error;
use crate::store::responses::{self, Response, evidence};
use crate::store::rollups::{Cell, Changes};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, rollups};

/// So many answers are read at once when all are counted anew.
const REBUILD_PAGE: i64 = 2000;
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

/// Counts every answer of a workspace anew: days begin elsewhere, or reports are cut by other properties.
pub fn rebuild(conn: &mut Conn, workspace: &Workspace) -> Result<(), Error> {
    rollups::clear(conn, workspace.id)?;
    let mut after = None;
    loop {
        let page = responses::page_by_id(conn, workspace.id, after, REBUILD_PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        let mut changes = Changes::new();
        for mut response in page {
            let day = workspace.day(response.answered_at);
            if day != response.day {
                response.day = day;
                responses::set_day(conn, &response)?;
            }
            if response.evidence != evidence::CONTRADICTED {
                add(&mut changes, workspace, &response, 1);
            }
        }
        rollups::apply(conn, &changes)?;
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
