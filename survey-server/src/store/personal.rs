//! Where data of people is kept: every table, and by what its rows belong to somebody. Erasing and handing out read this
//! list and the columns of the database itself, so that a new column is never forgotten, and a new table is one line.

use std::fmt::Write;

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use serde_json::{Map, Value};

use super::{Conn, Id, Time, WorkspaceId};
use crate::error::{CorruptRow, Error};

/// By what rows belong to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The person's id.
    Person,
    /// The id of an answer, which is that of its invitation.
    Answer,
    /// The id of a case.
    Case,
    /// The id of any of these: what a mail or a callback is about.
    About,
}

/// A table with data of people.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The column that leads to the person.
    key: &'static str,
    /// What stands in that column.
    by: By,
    /// The column holds the ids of rows of this table, and that table's column leads on.
    via: Option<(&'static str, &'static str)>,
    /// Erasing empties the row instead of deleting it.
    stays: bool,
}

const fn table(name: &'static str, key: &'static str, by: By) -> Table {
    Table { name, key, by, via: None, stays: false }
}

/// All of them beside `people` itself, and what only the address leads to (`soft_bounces`, `suppressions`).
pub const TABLES: [Table; 29] = [
    table("events", "person_id", By::Person),
    table("decisions", "person_id", By::Person),
    table("autopilot_members", "person_id", By::Person),
    table("campaign_people", "person_id", By::Person),
    table("data_requests", "person_id", By::Person),
    table("responses", "person_id", By::Person),
    table("cases", "person_id", By::Person),
    table("invitations", "person_id", By::Person),
    Table { stays: true, ..table("inbound", "person_id", By::Person) },
    Table { stays: true, ..table("suppressions", "person_id", By::Person) },
    table("response_history", "response_id", By::Answer),
    table("rule_actions", "response_id", By::Answer),
    table("comments", "response_id", By::Answer),
    table("tag_marks", "response_id", By::Answer),
    table("testimonials", "response_id", By::Answer),
    table("clicks", "invitation_id", By::Answer),
    table("provisional", "invitation_id", By::Answer),
    table("messages", "person_id", By::Person),
    table("reasks", "person_id", By::Person),
    table("known_problem_people", "person_id", By::Person),
    table("case_entries", "case_id", By::Case),
    table("case_clocks", "case_id", By::Case),
    table("case_tasks", "case_id", By::Case),
    table("case_wishes", "case_id", By::Case),
    table("promises", "case_id", By::Case),
    table("room_messages", "case_id", By::Case),
    table("deliveries", "about_id", By::About),
    // Before the callbacks, which lead to them.
    Table { via: Some(("callbacks", "about_id")), ..table("callback_attempts", "callback_id", By::About) },
    table("callbacks", "about_id", By::About),
];

/// Columns that say nothing to a person: whose workspace it is, and keyed hashes.
fn is_ours(column: &str) -> bool {
    column == "workspace_id" || column.ends_with("_hash")
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Integer)]
    is_bytes: i32,
}

#[derive(QueryableByName)]
struct Document {
    #[diesel(sql_type = Text)]
    document: String,
}

/// Ids as a database's own words. They are ours and hold nothing but bytes.
pub(super) fn literals(conn: &Conn, ids: &[Id]) -> String {
    let mut text = String::new();
    for id in ids {
        let comma = if text.is_empty() { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = if conn.is_postgres() {
            write!(text, "{comma}'{id}'::uuid")
        } else {
            write!(text, "{comma}x'{}'", id.0.simple())
        };
    }
    text
}

impl Table {
    fn condition(&self, conn: &Conn, workspace: WorkspaceId, ids: &[Id]) -> String {
        let (key, ids) = (self.key, literals(conn, ids));
        match self.via {
            None => format!("workspace_id = {workspace} AND {key} IN ({ids})"),
            Some((table, leads)) => format!(
                "workspace_id = {workspace} AND {key} IN \
                 (SELECT id FROM {table} WHERE workspace_id = {workspace} AND {leads} IN ({ids}))"
            ),
        }
    }
}

/// Deletes what belongs to these ids, in every table of this kind.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, by: By, ids: &[Id]) -> Result<(), Error> {
    for chunk in ids.chunks(500) {
        for table in TABLES.iter().filter(|table| table.by == by && !table.stays) {
            let condition = table.condition(conn, workspace, chunk);
            diesel::sql_query(format!("DELETE FROM {} WHERE {condition}", table.name)).execute(conn)?;
        }
    }
    Ok(())
}

/// What belongs to these ids: table by table, every row as an object of its columns.
pub fn rows(
    conn: &mut Conn,
    workspace: WorkspaceId,
    by: By,
    ids: &[Id],
) -> Result<Vec<(&'static str, Vec<Value>)>, Error> {
    let mut all = Vec::new();
    for table in TABLES.iter().filter(|table| table.by == by) {
        let mut found = Vec::new();
        for chunk in ids.chunks(500) {
            let condition = table.condition(conn, workspace, chunk);
            found.extend(rows_where(conn, table.name, &condition)?);
        }
        all.push((table.name, found));
    }
    Ok(all)
}

/// The row of a person.
pub fn person(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Value>, Error> {
    let condition = table("people", "id", By::Person).condition(conn, workspace, &[id]);
    Ok(rows_where(conn, "people", &condition)?.pop())
}

/// The rows of a table that are kept under one of these keyed hashes of an address.
pub fn rows_of_address(
    conn: &mut Conn,
    workspace: WorkspaceId,
    table: &str,
    hashes: &[Vec<u8>],
) -> Result<Vec<Value>, Error> {
    let quoted = |hash: &Vec<u8>| {
        let hex = crate::secret::hex(hash);
        if conn.is_postgres() { format!("'\\x{hex}'::bytea") } else { format!("x'{hex}'") }
    };
    let hashes: Vec<String> = hashes.iter().map(quoted).collect();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    let condition = format!("workspace_id = {workspace} AND address_hash IN ({})", hashes.join(","));
    rows_where(conn, table, &condition)
}

/// The lines of campaigns' files with this e-mail address, whoever they were taken for.
pub fn lines_of_email(conn: &mut Conn, workspace: WorkspaceId, email: &str) -> Result<Vec<Value>, Error> {
    let hex = crate::secret::hex(email.as_bytes());
    let quoted = if conn.is_postgres() {
        format!("convert_from('\\x{hex}'::bytea, 'UTF8')")
    } else {
        format!("CAST(x'{hex}' AS TEXT)")
    };
    rows_where(conn, "campaign_people", &format!("workspace_id = {workspace} AND email_key = {quoted}"))
}

fn rows_where(conn: &mut Conn, table: &str, condition: &str) -> Result<Vec<Value>, Error> {
    let columns: Vec<Column> = diesel::sql_query(if conn.is_postgres() {
        format!(
            "SELECT column_name::text AS name, CASE WHEN data_type = 'bytea' THEN 1 ELSE 0 END AS is_bytes \
             FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}' \
             ORDER BY ordinal_position"
        )
    } else {
        format!(
            "SELECT name, CASE WHEN upper(type) = 'BLOB' THEN 1 ELSE 0 END AS is_bytes FROM pragma_table_info('{table}')"
        )
    })
    .load(conn)?;
    let postgres = conn.is_postgres();
    let shown: Vec<String> = columns
        .iter()
        .filter(|column| !is_ours(&column.name))
        .map(|Column { name, is_bytes }| match (postgres, *is_bytes == 1) {
            (true, true) => format!("'{name}', encode({name}, 'hex')"),
            (true, false) => format!("'{name}', {name}::text"),
            (false, true) => format!("'{name}', CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END"),
            (false, false) => format!("'{name}', CAST({name} AS TEXT)"),
        })
        .collect();
    let object = if postgres { "json_build_object" } else { "json_object" };
    let end = if postgres { "::text" } else { "" };
    let sql = format!("SELECT {object}({}){end} AS document FROM {table} WHERE {condition}", shown.join(", "));
    let documents: Vec<Document> = diesel::sql_query(sql).load(conn)?;
    documents.into_iter().map(|row| readable(table, &row.document)).collect()
}

/// A row with its values as people and programs read them.
fn readable(table: &str, document: &str) -> Result<Value, Error> {
    let fields: Map<String, Value> =
        serde_json::from_str(document).map_err(|error| CorruptRow::of("people", table, error))?;
    let value = |(name, value): (String, Value)| {
        let value = match value {
            Value::String(text) => plain(&name, text),
            other => other,
        };
        (name, value)
    };
    Ok(Value::Object(fields.into_iter().map(value).collect()))
}

fn plain(column: &str, text: String) -> Value {
    let is_time = column.ends_with("_at") || ["at", "since", "until"].contains(&column);
    match column {
        _ if is_time => match text.parse() {
            Ok(ms) => Time(ms).rfc3339().into(),
            Err(_not_a_number) => text.into(),
        },
        "id" | "about_id" => bytes(&text)
            .and_then(|bytes| uuid::Uuid::from_slice(&bytes).ok())
            .map_or(Value::String(text.clone()), |id| id.to_string().into()),
        _ if column.ends_with("_id") => match bytes(&text).and_then(|bytes| uuid::Uuid::from_slice(&bytes).ok()) {
            Some(id) => id.to_string().into(),
            None => text.into(),
        },
        "mail" | "body" | "raw" => {
            bytes(&text).map_or_else(|| text.clone().into(), |bytes| String::from_utf8_lossy(&bytes).into())
        }
        _ if text.starts_with(['{', '[']) => serde_json::from_str(&text).unwrap_or_else(|_words| text.into()),
        _ => text.into(),
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.chunks(2).map(pair).collect()
}
