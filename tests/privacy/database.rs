//! The whole database, looked at from outside: every table and column that there is, whatever the program knows of it.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use survey_server::store::{Conn, Id};

use crate::support::app::TestApp;

/// One column of a table.
#[derive(Debug, Clone, QueryableByName)]
pub struct Column {
    /// Of which table.
    #[diesel(sql_type = Text)]
    pub place: String,
    /// Its name.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// 0 text, 1 bytes, 3 an id of PostgreSQL, 2 anything else.
    #[diesel(sql_type = Integer)]
    kind: i32,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every column of every table.
pub fn columns(conn: &mut Conn) -> Vec<Column> {
    let sql = if conn.is_postgres() {
        "SELECT table_name::text AS place, column_name::text AS name, \
         CASE data_type WHEN 'text' THEN 0 WHEN 'bytea' THEN 1 WHEN 'uuid' THEN 3 ELSE 2 END AS kind \
         FROM information_schema.columns WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_\\_%'"
    } else {
        "SELECT m.name AS place, c.name AS name, \
         CASE upper(c.type) WHEN 'TEXT' THEN 0 WHEN 'BLOB' THEN 1 ELSE 2 END AS kind \
         FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'"
    };
    diesel::sql_query(sql).load(conn).expect("the columns")
}

/// The names of all tables.
pub fn tables(conn: &mut Conn) -> Vec<String> {
    let mut tables: Vec<String> = columns(conn).into_iter().map(|column| column.place).collect();
    tables.sort();
    tables.dedup();
    tables
}

/// How many rows a table has.
pub fn count(conn: &mut Conn, table: &str) -> i64 {
    let counted: Count = diesel::sql_query(format!("SELECT count(*) AS n FROM {table}")).get_result(conn).expect(table);
    counted.n
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Where any of these words stands, in whatever case: `table.column: word`.
pub fn find(conn: &mut Conn, words: &[&str]) -> Vec<String> {
    let mut places = Vec::new();
    for Column { place, name, kind } in columns(conn) {
        for word in words {
            let lower = word.to_lowercase();
            let holds = match (kind, conn.is_postgres()) {
                (0, true) => format!("position('{lower}' in lower({name})) > 0"),
                (0, false) => format!("instr(lower({name}), '{lower}') > 0"),
                (1, true) => format!("position('{}' in encode({name}, 'hex')) > 0", hex(word.as_bytes())),
                (1, false) => format!("instr(lower(hex({name})), '{}') > 0", hex(word.as_bytes())),
                _ => continue,
            };
            let sql = format!("SELECT count(*) AS n FROM {place} WHERE {holds}");
            let counted: Count = diesel::sql_query(sql).get_result(conn).expect(&place);
            if counted.n > 0 {
                places.push(format!("{place}.{name}: {word}"));
            }
        }
    }
    places
}

/// Where one of these ids stands as a key: `table.column`.
pub fn find_ids(conn: &mut Conn, ids: &[Id]) -> Vec<String> {
    let mut places = Vec::new();
    let ids_are = if conn.is_postgres() { 3 } else { 1 };
    for Column { place, name, .. } in columns(conn).into_iter().filter(|column| column.kind == ids_are) {
        for id in ids {
            let literal = literal(conn, *id);
            let sql = format!("SELECT count(*) AS n FROM {place} WHERE {name} = {literal}");
            let counted: Count = diesel::sql_query(sql).get_result(conn).expect(&place);
            if counted.n > 0 {
                places.push(format!("{place}.{name}"));
            }
        }
    }
    places
}

/// An id in the words of the database.
pub fn literal(conn: &Conn, id: Id) -> String {
    if conn.is_postgres() { format!("'{id}'::uuid") } else { format!("x'{}'", id.0.simple()) }
}

/// Bytes in the words of the database.
pub fn bytes(conn: &Conn, text: &str) -> String {
    let hex = hex(text.as_bytes());
    if conn.is_postgres() { format!("'\\x{hex}'::bytea") } else { format!("x'{hex}'") }
}

/// Every cell of the roll-ups that counts anything, in order.
pub fn rollups(conn: &mut Conn) -> Vec<String> {
    let sql = "SELECT survey_id || '/' || question || '/' || dimension || '/' || dimension_value || '/' || day || '/' || \
               evidence || '/' || value || '=' || count AS line FROM rollups WHERE count <> 0 ORDER BY 1";
    let lines: Vec<Line> = diesel::sql_query(sql).load(conn).expect("the roll-ups");
    lines.into_iter().map(|line| line.line).collect()
}

/// Fails unless the roll-ups are what a recount gives.
pub async fn rollups_are_right(app: &TestApp) {
    let work = |conn: &mut Conn| {
        let kept = survey_server::store::rollups::all(conn, 1)?;
        let workspace = survey_server::store::workspaces::load(conn, 1)?;
        Ok((kept, survey_server::response::rollup::counted(conn, &workspace)?))
    };
    let (kept, counted) = app.app.db.write(work).await.expect("a recount");
    assert_eq!(kept, counted);
}
