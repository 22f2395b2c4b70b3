//! Roll-ups: how many answers of each value a day and a dimension had. A report reads days, not answers.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};

use super::schema::rollups;
use super::{Conn, WorkspaceId};
use crate::bulk_insert;
use crate::error::Error;

/// What a count is of. The order is the table's, and writers keep to it so that processes do not deadlock.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Cell {
    pub workspace_id: WorkspaceId,
    pub survey_id: i32,
    pub question: String,
    pub dimension: String,
    pub dimension_value: String,
    pub day: i32,
    pub evidence: i32,
    pub value: i32,
}

/// Changes to counts, summed before they are applied.
pub type Changes = BTreeMap<Cell, i64>;

struct Row {
    workspace_id: WorkspaceId,
    survey_id: i32,
    question: String,
    dimension: String,
    dimension_value: String,
    day: i32,
    evidence: i32,
    value: i32,
    count: i64,
}

bulk_insert! {
    mod row_counts, fn insert: Row into "rollups"
    "ON CONFLICT (workspace_id, survey_id, question, dimension, dimension_value, day, evidence, value) \
     DO UPDATE SET count = rollups.count + excluded.count" {
        workspace_id: WorkspaceId => Integer,
        survey_id: i32 => Integer,
        question: String => Text,
        dimension: String => Text,
        dimension_value: String => Text,
        day: i32 => Integer,
        evidence: i32 => Integer,
        value: i32 => Integer,
        count: i64 => BigInt,
    }
}

/// Adds the changes to the counts, in key order.
pub fn apply(conn: &mut Conn, changes: &Changes) -> Result<(), Error> {
    let rows: Vec<Row> = changes
        .iter()
        .filter(|(_, change)| **change != 0)
        .map(|(cell, change)| Row {
            workspace_id: cell.workspace_id,
            survey_id: cell.survey_id,
            question: cell.question.clone(),
            dimension: cell.dimension.clone(),
            dimension_value: cell.dimension_value.clone(),
            day: cell.day,
            evidence: cell.evidence,
            value: cell.value,
            count: *change,
        })
        .collect();
    let rows: Vec<&Row> = rows.iter().collect();
    Ok(row_counts::insert(conn, &rows)?)
}

/// Deletes what counts nothing any more around these changes: the names of branches and couriers go with the answers.
pub fn drop_empty(conn: &mut Conn, changes: &Changes) -> Result<(), Error> {
    let mut around: Vec<_> = changes
        .keys()
        .map(|cell| {
            let names = (cell.question.as_str(), cell.dimension.as_str(), cell.dimension_value.as_str());
            (cell.workspace_id, cell.survey_id, names, cell.day)
        })
        .collect();
    around.dedup();
    for (workspace, survey, (question, dimension, value), day) in around {
        diesel::delete(
            rollups::table
                .filter(rollups::workspace_id.eq(workspace))
                .filter(rollups::survey_id.eq(survey))
                .filter(rollups::question.eq(question))
                .filter(rollups::dimension.eq(dimension))
                .filter(rollups::dimension_value.eq(value))
                .filter(rollups::day.eq(day))
                .filter(rollups::count.eq(0)),
        )
        .execute(conn)?;
    }
    Ok(())
}

/// Which counts to read.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// The survey.
    pub survey_id: i32,
    /// The question's key.
    pub question: &'a str,
    /// The dimension and its value; none: all answers.
    pub segment: Option<(&'a str, &'a str)>,
    /// First day.
    pub from: i32,
    /// Last day.
    pub until: i32,
    /// Only of this evidence; none: of every.
    pub evidence: Option<i32>,
}

/// Counts by day and value, in order of days.
pub fn by_day(conn: &mut Conn, workspace: WorkspaceId, query: &Query<'_>) -> Result<Vec<(i32, i32, i64)>, Error> {
    let (dimension, value) = query.segment.unwrap_or(("", ""));
    // Numbers of evidence are small and not negative.
    let (low, high) = query.evidence.map_or((0, i32::MAX), |evidence| (evidence, evidence));
    let rows: Vec<(i32, i32, i64)> = rollups::table
        .filter(rollups::workspace_id.eq(workspace))
        .filter(rollups::survey_id.eq(query.survey_id))
        .filter(rollups::question.eq(query.question))
        .filter(rollups::dimension.eq(dimension))
        .filter(rollups::dimension_value.eq(value))
        .filter(rollups::day.between(query.from, query.until))
        .filter(rollups::evidence.between(low, high))
        .filter(rollups::count.ne(0))
        .order(rollups::day)
        .select((rollups::day, rollups::value, rollups::count))
        .load(conn)?;
    Ok(rows)
}

/// Counts by dimension, its value and the answer's, over all days of the query, whatever its segment.
pub fn by_segment(
    conn: &mut Conn,
    workspace: WorkspaceId,
    query: &Query<'_>,
) -> Result<Vec<(String, String, i32, i64)>, Error> {
    let (low, high) = query.evidence.map_or((0, i32::MAX), |evidence| (evidence, evidence));
    Ok(rollups::table
        .filter(rollups::workspace_id.eq(workspace))
        .filter(rollups::survey_id.eq(query.survey_id))
        .filter(rollups::question.eq(query.question))
        .filter(rollups::dimension.gt(""))
        .filter(rollups::day.between(query.from, query.until))
        .filter(rollups::evidence.between(low, high))
        .group_by((rollups::dimension, rollups::dimension_value, rollups::value))
        .select((
            rollups::dimension,
            rollups::dimension_value,
            rollups::value,
            // PostgreSQL's sum of large numbers is a decimal.
            diesel::dsl::sql::<BigInt>("CAST(SUM(count) AS BIGINT)"),
        ))
        .load(conn)?)
}

/// First and last day with answers of a survey's question.
pub fn span(conn: &mut Conn, workspace: WorkspaceId, survey: i32, question: &str) -> Result<Option<(i32, i32)>, Error> {
    // From both ends of the key: a minimum and a maximum in one statement would read every day.
    let query = || {
        rollups::table
            .filter(rollups::workspace_id.eq(workspace))
            .filter(rollups::survey_id.eq(survey))
            .filter(rollups::question.eq(question))
            .filter(rollups::dimension.eq(""))
            .filter(rollups::dimension_value.eq(""))
            .filter(rollups::count.gt(0))
            .select(rollups::day)
    };
    let first: Option<i32> = query().order(rollups::day).first(conn).optional()?;
    let last: Option<i32> = query().order(rollups::day.desc()).first(conn).optional()?;
    Ok(first.zip(last))
}

/// First and last day of a workspace's counts.
pub fn days(conn: &mut Conn, workspace: WorkspaceId) -> Result<Option<(i32, i32)>, Error> {
    let (first, last): (Option<i32>, Option<i32>) = rollups::table
        .filter(rollups::workspace_id.eq(workspace))
        .select((diesel::dsl::min(rollups::day), diesel::dsl::max(rollups::day)))
        .first(conn)?;
    Ok(first.zip(last))
}

/// All counts of some days.
pub fn of_days(conn: &mut Conn, workspace: WorkspaceId, (from, until): (i32, i32)) -> Result<Changes, Error> {
    let rows: Vec<Stored> = rollups::table
        .filter(rollups::workspace_id.eq(workspace))
        .filter(rollups::day.between(from, until))
        .filter(rollups::count.ne(0))
        .load(conn)?;
    Ok(rows.into_iter().map(cell).collect())
}

/// What one cell counts.
pub fn of_cell(conn: &mut Conn, cell: &Cell) -> Result<i64, Error> {
    let key = (
        cell.workspace_id,
        cell.survey_id,
        &cell.question,
        &cell.dimension,
        &cell.dimension_value,
        cell.day,
        cell.evidence,
        cell.value,
    );
    let found: Option<i64> = rollups::table.find(key).select(rollups::count).first(conn).optional()?;
    Ok(found.unwrap_or(0))
}

type Stored = (WorkspaceId, i32, String, String, String, i32, i32, i32, i64);

fn cell(stored: Stored) -> (Cell, i64) {
    let (workspace_id, survey_id, question, dimension, dimension_value, day, evidence, value, count) = stored;
    (Cell { workspace_id, survey_id, question, dimension, dimension_value, day, evidence, value }, count)
}

/// All counts of a workspace, to compare with what the responses say.
pub fn all(conn: &mut Conn, workspace: WorkspaceId) -> Result<Changes, Error> {
    let rows: Vec<Stored> =
        rollups::table.filter(rollups::workspace_id.eq(workspace)).filter(rollups::count.ne(0)).load(conn)?;
    Ok(rows.into_iter().map(cell).collect())
}

/// The values of a dimension that have the most answers.
pub fn frequent(conn: &mut Conn, workspace: WorkspaceId, dimension: &str, limit: i64) -> Result<Vec<String>, Error> {
    let answers = diesel::dsl::sql::<BigInt>("CAST(sum(rollups.count) AS BIGINT)");
    Ok(rollups::table
        .filter(rollups::workspace_id.eq(workspace))
        .filter(rollups::dimension.eq(dimension))
        .group_by(rollups::dimension_value)
        .order((answers.desc(), rollups::dimension_value))
        .limit(limit)
        .select(rollups::dimension_value)
        .load(conn)?)
}

/// The values of a dimension that a survey's question has answers of, in the order of the alphabet, at most `limit`.
///
/// Jumps from value to value along the key: what it takes depends on the values, not on the days that were counted.
pub fn values(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (survey, question): (i32, &str),
    dimension: &str,
    limit: i32,
) -> Result<Vec<String>, Error> {
    const JUMPS: &str = "WITH RECURSIVE found(value, place) AS (SELECT CAST('' AS TEXT), 0 UNION ALL SELECT (\
         SELECT dimension_value FROM rollups WHERE workspace_id = $1 AND survey_id = $2 AND question = $3 AND dimension = $4 \
         AND dimension_value > found.value AND count > 0 ORDER BY dimension_value LIMIT 1), place + 1 FROM found \
         WHERE value IS NOT NULL AND place < $5) SELECT value FROM found WHERE value > ''";
    let found: Vec<Value> = diesel::sql_query(JUMPS)
        .bind::<Integer, _>(workspace)
        .bind::<Integer, _>(survey)
        .bind::<Text, _>(question)
        .bind::<Text, _>(dimension)
        .bind::<Integer, _>(limit)
        .load(conn)?;
    Ok(found.into_iter().map(|found| found.value).collect())
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

/// The values of a dimension that any answer of the workspace has, in the order of the alphabet, at most `limit`.
pub fn values_of_all(
    conn: &mut Conn,
    workspace: WorkspaceId,
    dimension: &str,
    limit: i32,
) -> Result<Vec<String>, Error> {
    let mut all = BTreeSet::new();
    for (survey, question) in counted(conn, workspace)? {
        all.extend(values(conn, workspace, (survey, &question), dimension, limit)?);
    }
    Ok(all.into_iter().take(usize::try_from(limit).unwrap_or_default()).collect())
}

/// The questions that anything is counted of, each with its survey; found along the key like [`values`].
fn counted(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<(i32, String)>, Error> {
    let mut all: Vec<(i32, String)> = Vec::new();
    loop {
        let (survey, question) = all.last().cloned().unwrap_or((i32::MIN, String::new()));
        let ordered = || {
            rollups::table
                .filter(rollups::workspace_id.eq(workspace))
                .order((rollups::survey_id, rollups::question))
                .select((rollups::survey_id, rollups::question))
        };
        let same = ordered().filter(rollups::survey_id.eq(survey)).filter(rollups::question.gt(question));
        let next: Option<(i32, String)> = match same.first(conn).optional()? {
            Some(next) => Some(next),
            None => ordered().filter(rollups::survey_id.gt(survey)).first(conn).optional()?,
        };
        match next {
            Some(next) => all.push(next),
            None => return Ok(all),
        }
    }
}
