//! What customers wrote, as it is searched: the terms of a text (see `reporting/words`), in an index of each database's own
//! (FTS5, GIN) that is asked for whole terms and nothing else.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};

use super::schema::comments;
use super::types::sql;
use super::{Conn, Id, WorkspaceId};
use crate::each;
use crate::error::Error;

/// A text of an answer. By its answer and question it is found again.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = comments)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Comment {
    pub workspace_id: WorkspaceId,
    pub response_id: Id,
    pub question: String,
    pub survey_id: i32,
    pub day: i32,
    pub category: i32,
    pub terms: String,
}

/// Where a text stands among those of a workspace: newest first by day, then by number.
pub type Place = (i32, i64);

/// A text that was found.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct Found {
    /// The answer.
    #[diesel(sql_type = sql::Id)]
    pub response_id: Id,
    /// The question's key.
    #[diesel(sql_type = Text)]
    pub question: String,
    /// Its day.
    #[diesel(sql_type = Integer)]
    pub day: i32,
    /// Its number in the index.
    #[diesel(sql_type = BigInt)]
    pub number: i64,
    /// What its answer counts as.
    #[diesel(sql_type = Integer)]
    pub category: i32,
    /// Its terms.
    #[diesel(sql_type = Text)]
    pub terms: String,
}

impl Found {
    /// Its place.
    pub fn place(&self) -> Place {
        (self.day, self.number)
    }
}

/// Which texts.
#[derive(Clone, Copy, Debug)]
pub struct Among {
    /// Of this survey; none: of all.
    pub survey: Option<i32>,
    /// From this day to that day.
    pub days: (i32, i32),
    /// Only those after this place, which are older.
    pub after: Option<Place>,
}

impl Among {
    /// The condition, of numbers alone.
    fn condition(&self, workspace: WorkspaceId) -> String {
        let (from, mut until) = self.days;
        // For the index, which would begin at the newest again.
        until = self.after.map_or(until, |(day, _)| until.min(day));
        let survey = self.survey.map(|survey| format!(" AND c.survey_id = {survey}")).unwrap_or_default();
        let after =
            self.after.map(|(day, number)| format!(" AND (c.day < {day} OR (c.day = {day} AND c.number < {number}))"));
        let after = after.unwrap_or_default();
        format!("c.workspace_id = {workspace} AND c.day BETWEEN {from} AND {until}{survey}{after}")
    }
}

const COLUMNS: &str = "c.response_id, c.question, c.day, c.number, c.category, c.terms";

/// The newest texts.
pub fn newest(conn: &mut Conn, workspace: WorkspaceId, among: &Among, limit: i64) -> Result<Vec<Found>, Error> {
    let condition = among.condition(workspace);
    let sql =
        format!("SELECT {COLUMNS} FROM comments c WHERE {condition} ORDER BY c.day DESC, c.number DESC LIMIT {limit}");
    Ok(diesel::sql_query(sql).load(conn)?)
}

/// The newest texts that have a term of each of these groups.
pub fn search(
    conn: &mut Conn,
    workspace: WorkspaceId,
    groups: &[BTreeSet<String>],
    among: &Among,
    limit: i64,
) -> Result<Vec<Found>, Error> {
    let condition = among.condition(workspace);
    let (from, wanted) = if conn.is_postgres() {
        // The very words of the index's expression.
        let holds = "array_to_tsvector(string_to_array(c.terms, ' ')) @@ $1::tsquery";
        (format!("comments c WHERE {holds}"), all_of(groups, '\'', " | ", " & "))
    } else {
        // In this order, so that the index of words leads.
        let from = "comment_terms t CROSS JOIN comments c ON c.number = t.rowid WHERE t.comment_terms MATCH $1";
        (from.to_owned(), all_of(groups, '"', " OR ", " AND "))
    };
    let sql = format!("SELECT {COLUMNS} FROM {from} AND {condition} ORDER BY c.day DESC, c.number DESC LIMIT {limit}");
    Ok(diesel::sql_query(sql).bind::<Text, _>(wanted).load(conn)?)
}

/// The groups in a database's query language. Terms hold letters and digits alone, and whatever else were in them would
/// be left out here: nothing that anybody types is ever read as an operator.
fn all_of(groups: &[BTreeSet<String>], quote: char, or: &str, and: &str) -> String {
    let quoted = |term: &String| {
        let plain: String = term.chars().filter(|letter| !matches!(letter, '\'' | '"' | '\\' | '\0')).collect();
        format!("{quote}{plain}{quote}")
    };
    let any_of = |terms: &BTreeSet<String>| format!("({})", terms.iter().map(quoted).collect::<Vec<_>>().join(or));
    groups.iter().map(any_of).collect::<Vec<_>>().join(and)
}

/// The texts of these answers.
pub fn of_answers(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Comment>, Error> {
    each!(conn, c => Ok(comments::table
        .filter(comments::workspace_id.eq(workspace))
        .filter(comments::response_id.eq_any(ids))
        .select(Comment::as_select())
        .load(c)?))
}

/// Texts in the order in which they were indexed, after one of them: number and text.
pub fn page(conn: &mut Conn, workspace: WorkspaceId, after: i64, limit: i64) -> Result<Vec<(i64, Comment)>, Error> {
    Ok(comments::table
        .filter(comments::workspace_id.eq(workspace))
        .filter(comments::number.gt(after))
        .order(comments::number)
        .limit(limit)
        .select((comments::number, Comment::as_select()))
        .load(conn)?)
}

/// Adds a text.
pub fn insert(conn: &mut Conn, row: &Comment) -> Result<(), Error> {
    diesel::insert_into(comments::table).values(row).execute(conn)?;
    Ok(())
}

/// Replaces what is kept of a text.
pub fn update(conn: &mut Conn, row: &Comment) -> Result<(), Error> {
    diesel::update(
        comments::table
            .filter(comments::workspace_id.eq(row.workspace_id))
            .filter(comments::response_id.eq(row.response_id))
            .filter(comments::question.eq(&row.question)),
    )
    .set((
        comments::survey_id.eq(row.survey_id),
        comments::day.eq(row.day),
        comments::category.eq(row.category),
        comments::terms.eq(&row.terms),
    ))
    .execute(conn)?;
    Ok(())
}

/// Forgets a text.
pub fn delete(conn: &mut Conn, row: &Comment) -> Result<(), Error> {
    diesel::delete(
        comments::table
            .filter(comments::workspace_id.eq(row.workspace_id))
            .filter(comments::response_id.eq(row.response_id))
            .filter(comments::question.eq(&row.question)),
    )
    .execute(conn)?;
    Ok(())
}

/// Forgets the texts of these answers.
pub fn delete_of(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    for chunk in ids.chunks(500) {
        each!(conn, c => diesel::delete(
            comments::table
                .filter(comments::workspace_id.eq(workspace))
                .filter(comments::response_id.eq_any(chunk)),
        )
        .execute(c)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_never_becomes_an_operator() {
        let group = |terms: &[&str]| terms.iter().map(|term| (*term).to_owned()).collect();
        let groups = [group(&["a", "b\"' OR"]), group(&["c*"])];
        assert_eq!(all_of(&groups, '"', " OR ", " AND "), "(\"a\" OR \"b OR\") AND (\"c*\")");
        assert_eq!(all_of(&groups, '\'', " | ", " & "), "('a' | 'b OR') & ('c*')");
    }
}
