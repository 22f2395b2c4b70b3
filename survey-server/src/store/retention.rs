//! What is old enough to go: found and deleted some rows at a time, so that no answer waits behind it.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::types::sql;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// What is kept for a time that the business chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Visits of links, with the network they came from.
    Clicks,
    /// The bytes of mails; that they were sent stays.
    Mails,
    /// What was told to programs.
    Callbacks,
    /// What shops and mail providers told us.
    Inbound,
    /// What answers say of a person; the numbers stay.
    Answers,
    /// The words of cases that are over, and whose they were.
    Cases,
    /// Who of the business did what.
    Audit,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Clicks, Self::Mails, Self::Callbacks, Self::Inbound, Self::Answers, Self::Cases, Self::Audit];

    /// Its word in texts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Clicks => "clicks",
            Self::Mails => "mails",
            Self::Callbacks => "callbacks",
            Self::Inbound => "inbound",
            Self::Answers => "answers",
            Self::Cases => "cases",
            Self::Audit => "audit",
        }
    }

    /// The table, and which of its rows are old.
    fn old(self, workspace: WorkspaceId, Time(before): Time) -> (&'static str, String) {
        let (table, condition) = match self {
            Self::Clicks => ("clicks", format!("at < {before}")),
            Self::Mails => (
                "deliveries",
                format!("mail IS NOT NULL AND updated_at < {before} AND stage IN ('sent', 'failed', 'withdrawn')"),
            ),
            Self::Callbacks => ("callbacks", format!("updated_at < {before} AND state <> 'pending'")),
            Self::Inbound => ("inbound", format!("received_at < {before}")),
            Self::Answers => ("responses", format!("answered_at < {before} AND bare = FALSE")),
            Self::Cases => (
                "cases",
                format!(
                    "updated_at < {before} AND bare = FALSE AND state NOT IN ('open', 'claimed', 'contacted', 'waiting')"
                ),
            ),
            Self::Audit => ("audit", format!("at < {before}")),
        };
        (table, format!("workspace_id = {workspace} AND {condition}"))
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Id)]
    id: Id,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How much is older than a moment.
pub fn count(conn: &mut Conn, workspace: WorkspaceId, what: What, before: Time) -> Result<i64, Error> {
    let (table, condition) = what.old(workspace, before);
    let counted: Count =
        diesel::sql_query(format!("SELECT count(*) AS n FROM {table} WHERE {condition}")).get_result(conn)?;
    Ok(counted.n)
}

/// Some of what is older than a moment.
pub fn some(conn: &mut Conn, workspace: WorkspaceId, what: What, before: Time, limit: i64) -> Result<Vec<Id>, Error> {
    let (table, condition) = what.old(workspace, before);
    let rows: Vec<Row> =
        diesel::sql_query(format!("SELECT id FROM {table} WHERE {condition} LIMIT {limit}")).load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Lets these go: rows are deleted, mails lose their bytes, cases their words. Answers are cut down by who knows surveys,
/// and only marked here.
pub fn let_go(conn: &mut Conn, workspace: WorkspaceId, what: What, ids: &[Id]) -> Result<(), Error> {
    let literals = super::personal::literals(conn, ids);
    let these = |key: &str| format!("workspace_id = {workspace} AND {key} IN ({literals})");
    let statements = match what {
        What::Clicks => vec![format!("DELETE FROM clicks WHERE {}", these("id"))],
        What::Inbound => vec![format!("DELETE FROM inbound WHERE {}", these("id"))],
        What::Audit => vec![format!("DELETE FROM audit WHERE {}", these("id"))],
        What::Callbacks => vec![
            format!("DELETE FROM callback_attempts WHERE {}", these("callback_id")),
            format!("DELETE FROM callbacks WHERE {}", these("id")),
        ],
        What::Mails => vec![format!("UPDATE deliveries SET mail = NULL WHERE {}", these("id"))],
        What::Answers => vec![
            format!("DELETE FROM messages WHERE case_id IS NULL AND {}", these("response_id")),
            format!("DELETE FROM comments WHERE {}", these("response_id")),
            format!("DELETE FROM testimonials WHERE {}", these("response_id")),
            format!("DELETE FROM tag_marks WHERE {}", these("response_id")),
            format!("UPDATE responses SET bare = TRUE WHERE {}", these("id")),
        ],
        What::Cases => vec![
            format!("DELETE FROM messages WHERE {}", these("case_id")),
            format!("DELETE FROM case_tasks WHERE {}", these("case_id")),
            format!("UPDATE promises SET reason = NULL WHERE {}", these("case_id")),
            format!("UPDATE reasks SET person_id = NULL WHERE {}", these("case_id")),
            format!("UPDATE case_entries SET detail = '{{}}' WHERE {}", these("case_id")),
            format!("UPDATE cases SET person_id = NULL, bare = TRUE WHERE {}", these("id")),
        ],
    };
    for statement in statements {
        diesel::sql_query(statement).execute(conn)?;
    }
    Ok(())
}
