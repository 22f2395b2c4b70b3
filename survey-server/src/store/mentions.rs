//! Where words of others may quote what a person is known by: found by reading, and blotted out.

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use super::people::like_pattern;
use super::schema::{campaign_people, idempotency_keys, inbound};
use super::types::sql;
use super::{Conn, Id, WorkspaceId};
use crate::error::Error;

/// Free texts with an id: table and column.
pub const TEXTS: [(&str, &str); 3] = [("case_entries", "detail"), ("jobs", "last_error"), ("campaigns", "report")];

/// A row with its text.
#[derive(QueryableByName)]
pub struct Quote {
    /// The row.
    #[diesel(sql_type = sql::Id)]
    pub id: Id,
    /// What stands there.
    #[diesel(sql_type = Text)]
    pub text: String,
}

/// The rows of one of [`TEXTS`] that quote these words, in whatever case.
pub fn find(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (table, column): (&str, &str),
    word: &str,
) -> Result<Vec<Quote>, Error> {
    let sql = format!(
        "SELECT id, {column} AS text FROM {table} WHERE workspace_id = $1 AND lower({column}) LIKE $2 ESCAPE '\\'"
    );
    let pattern = like_pattern(&word.to_lowercase());
    Ok(diesel::sql_query(sql).bind::<Integer, _>(workspace).bind::<Text, _>(pattern).load(conn)?)
}

/// Writes such a text anew.
pub fn write(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (table, column): (&str, &str),
    quote: &Quote,
) -> Result<(), Error> {
    diesel::sql_query(format!("UPDATE {table} SET {column} = $1 WHERE workspace_id = $2 AND id = $3"))
        .bind::<Text, _>(&quote.text)
        .bind::<Integer, _>(workspace)
        .bind::<sql::Id, _>(quote.id)
        .execute(conn)?;
    Ok(())
}

/// Blots words out of what mail servers said; those rows belong to no workspace and are few.
pub fn blot_breakers(conn: &mut Conn, word: &str) -> Result<(), Error> {
    diesel::sql_query("UPDATE breakers SET reason = REPLACE(reason, $1, '…')").bind::<Text, _>(word).execute(conn)?;
    Ok(())
}

/// A line of a campaign's file, and everything in it that may quote somebody.
pub type Line = ((Id, i64), Vec<String>);

/// Lines of campaigns' files that hold these letters, whoever they were taken for.
pub fn find_lines(conn: &mut Conn, workspace: WorkspaceId, word: &str) -> Result<Vec<Line>, Error> {
    let pattern = like_pattern(word);
    Ok(campaign_people::table
        .filter(campaign_people::workspace_id.eq(workspace))
        .filter(
            campaign_people::cells
                .like(pattern.clone())
                .escape('\\')
                .or(campaign_people::identity.like(pattern.clone()).escape('\\').nullable())
                .or(campaign_people::problem.like(pattern).escape('\\')),
        )
        .select((
            (campaign_people::campaign_id, campaign_people::line),
            (campaign_people::cells, campaign_people::identity, campaign_people::problem),
        ))
        .load::<((Id, i64), (Option<String>, String, Option<String>))>(conn)?
        .into_iter()
        .map(|(key, (cells, identity, problem))| {
            (key, [cells, Some(identity), problem].into_iter().flatten().collect())
        })
        .collect())
}

/// Deletes lines.
pub fn delete_lines(conn: &mut Conn, workspace: WorkspaceId, lines: &[(Id, i64)]) -> Result<(), Error> {
    for (campaign, line) in lines {
        diesel::delete(campaign_people::table.find((workspace, *campaign, *line))).execute(conn)?;
    }
    Ok(())
}

/// Messages that came in and were dealt with, after one of them: id and body.
pub fn inbound_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    after: Id,
    limit: i64,
) -> Result<Vec<(Id, Vec<u8>)>, Error> {
    Ok(inbound::table
        .filter(inbound::workspace_id.eq(workspace))
        .filter(inbound::id.gt(after))
        .filter(inbound::state.ne(super::inbound::State::Waiting))
        .order(inbound::id)
        .limit(limit)
        .select((inbound::id, inbound::raw))
        .load(conn)?)
}

/// Erases what these messages said.
pub fn empty_inbound(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    diesel::update(inbound::table.filter(inbound::workspace_id.eq(workspace)).filter(inbound::id.eq_any(ids)))
        .set((inbound::raw.eq(Vec::new()), inbound::detail.eq("")))
        .execute(conn)?;
    Ok(())
}

/// Answers kept for programs that ask again, after one of them: key and sealed body.
pub fn idempotent_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    after: &str,
    limit: i64,
) -> Result<Vec<(String, String)>, Error> {
    Ok(idempotency_keys::table
        .filter(idempotency_keys::workspace_id.eq(workspace))
        .filter(idempotency_keys::key.gt(after))
        .order(idempotency_keys::key)
        .limit(limit)
        .select((idempotency_keys::key, idempotency_keys::body))
        .load(conn)?)
}

/// Deletes such answers.
pub fn delete_idempotent(conn: &mut Conn, workspace: WorkspaceId, keys: &[String]) -> Result<(), Error> {
    diesel::delete(
        idempotency_keys::table
            .filter(idempotency_keys::workspace_id.eq(workspace))
            .filter(idempotency_keys::key.eq_any(keys)),
    )
    .execute(conn)?;
    Ok(())
}
