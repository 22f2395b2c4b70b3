//! A consistent copy of an SQLite database while it is in use, and the check of such a copy.

use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Text};

use super::{Conn, Time};
use crate::error::Error;

#[derive(diesel::QueryableByName)]
struct Verdict {
    #[diesel(sql_type = Text)]
    quick_check: String,
}

#[derive(diesel::QueryableByName)]
struct Moment {
    #[diesel(sql_type = BigInt)]
    ms: i64,
}

/// Writes a copy as it stands at this moment into `file`, which must be empty or not there. Answers go on meanwhile.
pub fn copy_into(conn: &mut Conn, file: &str) -> Result<(), Error> {
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(file).execute(conn)?;
    Ok(())
}

/// Whether the pages of an SQLite database hang together; otherwise what SQLite says of them.
pub fn verify(conn: &mut Conn) -> Result<(), Error> {
    let verdicts: Vec<Verdict> = diesel::sql_query("PRAGMA quick_check(1)").load(conn)?;
    match verdicts.first() {
        Some(verdict) if verdict.quick_check != "ok" => {
            Err(Error::Malformed(format!("the database is damaged: {}", verdict.quick_check)))
        }
        _ => Ok(()),
    }
}

/// What PostgreSQL's own clock shows; SQLite has none of its own.
pub fn server_clock(conn: &mut Conn) -> Result<Option<Time>, Error> {
    if !conn.is_postgres() {
        return Ok(None);
    }
    let query = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms";
    let moment: Moment = diesel::sql_query(query).get_result(conn)?;
    Ok(Some(Time(moment.ms)))
}
