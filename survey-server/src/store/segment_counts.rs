//! Roll-ups by the values of a dimension: how many answers each branch or courier had in a span of days.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::schema::rollups;
use super::{Conn, WorkspaceId};
use crate::each;
use crate::error::Error;

/// Which counts to read.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// The survey.
    pub survey_id: i32,
    /// The question's key.
    pub question: &'a str,
    /// The dimension.
    pub dimension: &'a str,
    /// Only of this evidence; none: of every.
    pub evidence: Option<i32>,
}

/// The column is 64 bits wide, and a sum of such columns would be a number without limits.
const SUM: &str = "CAST(SUM(count) AS BIGINT)";

/// How often each of these values had each answer in a span: value of the dimension, answer, count.
pub fn counts(
    conn: &mut Conn,
    workspace: WorkspaceId,
    query: &Query<'_>,
    (from, until): (i32, i32),
    values: &[String],
) -> Result<Vec<(String, i32, i64)>, Error> {
    let (low, high) = query.evidence.map_or((0, i32::MAX), |evidence| (evidence, evidence));
    each!(conn, c => Ok(rollups::table
        .filter(rollups::workspace_id.eq(workspace))
        .filter(rollups::survey_id.eq(query.survey_id))
        .filter(rollups::question.eq(query.question))
        .filter(rollups::dimension.eq(query.dimension))
        .filter(rollups::dimension_value.eq_any(values))
        .filter(rollups::day.between(from, until))
        .filter(rollups::evidence.between(low, high))
        .group_by((rollups::dimension_value, rollups::value))
        .select((rollups::dimension_value, rollups::value, sql::<BigInt>(SUM)))
        .load(c)?))
}
