//! All roll-ups in the order of their key, page by page: what an export reads.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};

use super::rollups::Cell;
use super::{Conn, WorkspaceId};
use crate::error::Error;

/// Which roll-ups.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this survey.
    pub survey_id: Option<i32>,
    /// Only of this question.
    pub question: Option<String>,
    /// Only of this dimension and value.
    pub segment: Option<(String, String)>,
    /// First and last day.
    pub days: Option<(i32, i32)>,
    /// Only of this evidence.
    pub evidence: Option<i32>,
    /// Only what comes after this one.
    pub after: Option<Cell>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Integer)]
    survey_id: i32,
    #[diesel(sql_type = Text)]
    question: String,
    #[diesel(sql_type = Text)]
    dimension: String,
    #[diesel(sql_type = Text)]
    dimension_value: String,
    #[diesel(sql_type = Integer)]
    day: i32,
    #[diesel(sql_type = Integer)]
    evidence: i32,
    #[diesel(sql_type = Integer)]
    value: i32,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

const KEY: &str = "survey_id, question, dimension, dimension_value, day, evidence, value";

/// The next ones of a filter, those that count nothing left out.
pub fn page(conn: &mut Conn, workspace: WorkspaceId, filter: &Filter, limit: i64) -> Result<Vec<(Cell, i64)>, Error> {
    let (survey, day, evidence, value) = filter
        .after
        .as_ref()
        .map_or((i32::MIN, i32::MIN, i32::MIN, i32::MIN), |cell| (cell.survey_id, cell.day, cell.evidence, cell.value));
    // Numbers stand in the text, words are bound: each of them once, in this order, whether it is asked for or not.
    let mut text = format!(
        "SELECT {KEY}, count FROM rollups WHERE workspace_id = {workspace} AND count <> 0 \
         AND ({KEY}) > ({survey}, $1, $2, $3, {day}, {evidence}, {value})"
    );
    let number = |name: &str, only: Option<i32>| only.map(|only| format!(" AND {name} = {only}")).unwrap_or_default();
    text += &number("survey_id", filter.survey_id);
    text += &number("evidence", filter.evidence);
    text += &filter.days.map(|(from, until)| format!(" AND day BETWEEN {from} AND {until}")).unwrap_or_default();
    text += if filter.question.is_some() { " AND question = $4" } else { " AND $4 = ''" };
    text += if filter.segment.is_some() {
        " AND dimension = $5 AND dimension_value = $6"
    } else {
        " AND $5 = '' AND $6 = ''"
    };
    text = format!("{text} ORDER BY {KEY} LIMIT {limit}");
    let word = |of: fn(&Cell) -> &String| filter.after.as_ref().map(of).cloned().unwrap_or_default();
    let (dimension, dimension_value) = filter.segment.clone().unwrap_or_default();
    let rows: Vec<Row> = diesel::sql_query(text)
        .bind::<Text, _>(word(|cell| &cell.question))
        .bind::<Text, _>(word(|cell| &cell.dimension))
        .bind::<Text, _>(word(|cell| &cell.dimension_value))
        .bind::<Text, _>(filter.question.clone().unwrap_or_default())
        .bind::<Text, _>(dimension)
        .bind::<Text, _>(dimension_value)
        .load(conn)?;
    let cell = |row: Row| {
        let cell = Cell {
            workspace_id: workspace,
            survey_id: row.survey_id,
            question: row.question,
            dimension: row.dimension,
            dimension_value: row.dimension_value,
            day: row.day,
            evidence: row.evidence,
            value: row.value,
        };
        (cell, row.count)
    };
    Ok(rows.into_iter().map(cell).collect())
}
