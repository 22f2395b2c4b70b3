//! Migrations, embedded; forward-only at run time.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::Conn;
use crate::error::Error;

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Any number: what two processes that migrate one PostgreSQL must agree on.
const ADVISORY_LOCK: i64 = 7_365_727_665;

/// What stands between this program and the database's schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// The database is at our version.
    Current,
    /// So many of our migrations are not applied yet.
    Behind(usize),
    /// The database has a migration that this program does not know: it is newer than we are.
    Unknown(String),
}

/// Applies what is pending and returns the names of what was applied.
pub fn migrate(conn: &mut Conn) -> Result<Vec<String>, Error> {
    if conn.is_postgres() {
        conn.batch_execute(&format!("SELECT pg_advisory_lock({ADVISORY_LOCK})"))?;
    }
    let ours = ours(conn);
    let applied = conn
        .run_pending_migrations(ours)
        .map(|done| done.iter().map(ToString::to_string).collect())
        .map_err(Error::internal);
    if conn.is_postgres() {
        conn.batch_execute(&format!("SELECT pg_advisory_unlock({ADVISORY_LOCK})"))?;
    }
    applied
}

/// Compares the database's migrations with ours.
pub fn state(conn: &mut Conn) -> Result<SchemaState, Error> {
    use diesel::migration::MigrationSource;
    let source = ours(conn);
    let known: Vec<String> = match conn {
        Conn::Postgres(_) => names(&MigrationSource::<diesel::pg::Pg>::migrations(&source).map_err(Error::internal)?),
        Conn::Sqlite(_) => {
            names(&MigrationSource::<diesel::sqlite::Sqlite>::migrations(&source).map_err(Error::internal)?)
        }
    };
    let applied = conn.applied_migrations().map_err(Error::internal)?;
    if let Some(stranger) = applied.iter().map(ToString::to_string).find(|version| !known.contains(version)) {
        return Ok(SchemaState::Unknown(stranger));
    }
    match known.len().saturating_sub(applied.len()) {
        0 => Ok(SchemaState::Current),
        pending => Ok(SchemaState::Behind(pending)),
    }
}

fn ours(conn: &Conn) -> EmbeddedMigrations {
    match conn {
        Conn::Postgres(_) => POSTGRES,
        Conn::Sqlite(_) => SQLITE,
    }
}

fn names<DB: diesel::backend::Backend>(migrations: &[Box<dyn diesel::migration::Migration<DB>>]) -> Vec<String> {
    migrations.iter().map(|migration| migration.name().version().to_string()).collect()
}
