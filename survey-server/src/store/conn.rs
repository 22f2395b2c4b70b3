//! One connection type over both databases.

#![expect(missing_docs, reason = "what the derive generates cannot carry documentation")]

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::result::{ConnectionError, ConnectionResult};

use crate::error::Error;

/// A connection to whichever database the URL names.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// The embedded SQLite.
    Sqlite(SqliteConnection),
}

/// Runs the same diesel expression on whichever database is behind the connection.
///
/// For what the derive lacks (`ON CONFLICT`, multi-row inserts): one text, two monomorphic copies.
#[macro_export]
macro_rules! each {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::store::Conn::Postgres($c) => $body,
            $crate::store::Conn::Sqlite($c) => $body,
        }
    };
}

/// Which database a URL names. A URL without a scheme is refused: guessing opened the wrong database before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The whole `postgres://…` URL.
    Postgres(String),
    /// The path of the SQLite file.
    Sqlite(String),
}

impl DatabaseUrl {
    /// Reads `sqlite://PATH` or `postgres://…`.
    pub fn parse(url: &str) -> Result<Self, String> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(DatabaseUrl::Postgres(url.to_owned()))
        } else if let Some(path) = url.strip_prefix("sqlite://").filter(|path| !path.is_empty()) {
            Ok(DatabaseUrl::Sqlite(path.to_owned()))
        } else {
            Err(format!("the database URL must begin with sqlite:// or postgres://, and {} does not", redacted(url)))
        }
    }

    /// The URL without its password, for people's eyes.
    pub fn redacted(&self) -> String {
        match self {
            DatabaseUrl::Postgres(url) => redacted(url),
            DatabaseUrl::Sqlite(path) => format!("sqlite://{path}"),
        }
    }
}

fn redacted(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut parsed) if parsed.password().is_some() => {
            // Cannot fail for a URL that has a password.
            let _ = parsed.set_password(Some("…"));
            parsed.to_string()
        }
        Ok(parsed) => parsed.to_string(),
        Err(_) => "the one given".to_owned(),
    }
}

type Manager = <Conn as Connection>::TransactionManager;

impl Conn {
    /// Opens a connection and sets what every connection needs.
    pub fn open(url: &DatabaseUrl) -> ConnectionResult<Self> {
        match url {
            DatabaseUrl::Postgres(url) => {
                let mut conn = PgConnection::establish(url)?;
                conn.batch_execute(
                    "SET synchronous_commit = on; SET lock_timeout = '10s'; SET client_min_messages = warning",
                )
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Postgres(conn))
            }
            DatabaseUrl::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(path)?;
                // WAL is a property of the file and is set again at no cost; the rest is per connection.
                // A checkpoint every 40 MB of WAL: a page that many batches change is written back once.
                // FULL: an acknowledged answer survives a power cut, and with group commit it costs nothing.
                conn.batch_execute(
                    "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                     PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 10000; PRAGMA cache_size = -8000",
                )
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Sqlite(conn))
            }
        }
    }

    /// A read-write transaction. SQLite takes its write lock at BEGIN, so that a read followed by a write
    /// cannot fail half way with "database is locked".
    pub fn transact<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.begin()?;
        self.finish(work)
    }

    /// The rest of a transaction that was begun.
    pub(super) fn finish<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        match work(self) {
            Ok(value) => {
                Manager::commit_transaction(self)?;
                Ok(value)
            }
            Err(error) => self.undo().and(Err(error)),
        }
    }

    /// A transaction that is always undone, whatever `work` returns.
    pub fn rehearse<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.begin()?;
        let seen = work(self);
        self.undo()?;
        seen
    }

    /// Reads that all see one moment, whatever is written meanwhile.
    pub fn snapshot<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        match self {
            Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN")?,
            Conn::Postgres(conn) => {
                AnsiTransactionManager::begin_transaction_sql(
                    conn,
                    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                )?;
            }
        }
        let seen = work(self);
        self.undo()?;
        seen
    }

    /// Inside a transaction: a part that may fail alone. Its changes are undone, and the transaction goes on.
    pub fn part<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.transaction(work)
    }

    /// Begins a read-write transaction.
    pub(super) fn begin(&mut self) -> Result<(), Error> {
        match self {
            Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")?,
            Conn::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN")?,
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<(), Error> {
        match Manager::rollback_transaction(self) {
            Ok(()) | Err(diesel::result::Error::BrokenTransactionManager) => Ok(()),
            Err(rollback) => Err(rollback.into()),
        }
    }

    /// Whether PostgreSQL is behind it.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Conn::Postgres(_))
    }
}

/// Makes connections for the pool.
#[derive(Clone, Debug)]
pub struct Connector(pub DatabaseUrl);

impl ManageConnection for Connector {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        Conn::open(&self.0).map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}
