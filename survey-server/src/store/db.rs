//! The pool, and one of the two doors for writing.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::r2d2::{Pool, R2D2Connection};

use super::conn::{Conn, Connector, DatabaseUrl};
use crate::error::Error;

/// The database of this process: a pool, and on SQLite a gate that lets one writer in at a time.
#[derive(Clone)]
pub struct Db {
    pool: Pool<Connector>,
    url: DatabaseUrl,
    gate: WriteGate,
}

/// SQLite allows one writer. Waiting here is first come, first served and instant; waiting in SQLite's busy
/// handler is a sleep of growing length.
#[derive(Clone, Default)]
pub struct WriteGate(Option<Arc<Mutex<()>>>);

impl WriteGate {
    /// Runs `work` while no other writer of this process is in.
    pub fn pass<T>(&self, work: impl FnOnce() -> T) -> T {
        let _held = self.0.as_ref().map(|gate| gate.lock().unwrap_or_else(PoisonError::into_inner));
        work()
    }
}

impl Db {
    /// Opens the pool. Fails when the database cannot be reached.
    pub fn open(url: &DatabaseUrl, connections: u32) -> Result<Self, Error> {
        if let DatabaseUrl::Sqlite(path) = url {
            writable(Path::new(path))?;
        }
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(5))
            .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
            .build(Connector(url.clone()))
            .map_err(|error| Error::unavailable(format!("the database cannot be opened: {error}")))?;
        let gate = match url {
            DatabaseUrl::Sqlite(_) => WriteGate(Some(Arc::default())),
            DatabaseUrl::Postgres(_) => WriteGate(None),
        };
        Ok(Db { pool, url: url.clone(), gate })
    }

    /// What was opened.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The gate that writers pass.
    pub fn gate(&self) -> &WriteGate {
        &self.gate
    }

    /// Runs a closure that only reads.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        let pool = self.pool.clone();
        blocking(move || work(&mut *connection(&pool)?)).await
    }

    /// Runs a closure in one read-write transaction: all of it is kept, or nothing.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        let db = self.clone();
        blocking(move || db.write_now(work)).await
    }

    /// Runs a closure in a transaction that is undone: what it would do, and nothing done.
    pub async fn rehearse<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        let db = self.clone();
        blocking(move || db.gate.pass(|| connection(&db.pool)?.rehearse(work))).await
    }

    /// [`Db::write`] for a thread that may block: commands and the answer writer.
    pub fn write_now<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        // The gate first: those who wait for it must not hold the connections that readers need.
        self.gate.pass(|| connection(&self.pool)?.transact(work))
    }

    /// Reads that all see one moment, for a thread that may block: nobody waits for them.
    pub fn snapshot_now<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        connection(&self.pool)?.snapshot(work)
    }

    /// [`Db::read`] for a thread that may block.
    pub fn read_now<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        work(&mut *connection(&self.pool)?)
    }
}

/// A file that is there must be one that we may write: SQLite's own words for it name neither file nor reason.
fn writable(file: &Path) -> Result<(), Error> {
    match OpenOptions::new().append(true).open(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::unavailable(format!("the database {} cannot be written: {error}", file.display())))
        }
        _ => Ok(()),
    }
}

/// A connection that one thread keeps: what it has prepared stays prepared. Lost, it is opened anew.
pub struct Own {
    db: Db,
    conn: Option<Conn>,
}

impl Own {
    /// One that is opened when it is first needed.
    pub fn new(db: Db) -> Self {
        Own { db, conn: None }
    }

    /// [`Db::write_now`] on it.
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        let gate = self.db.gate.clone();
        gate.pass(|| {
            let mut conn = self.take()?;
            let begun = conn.begin();
            // A server may have been restarted since: nothing is lost before the transaction has begun. A file that is
            // locked has been waited for already.
            if begun.is_err() && conn.is_postgres() {
                conn = self.open()?;
                conn.begin()?;
            } else {
                begun?;
            }
            let done = conn.finish(work);
            self.put_back(conn, &done);
            done
        })
    }

    /// [`Db::read_now`] on it.
    pub fn read<T>(&mut self, work: impl Fn(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        let mut conn = self.take()?;
        let mut read = work(&mut conn);
        if matches!(read, Err(Error::Unavailable { .. })) {
            conn = self.open()?;
            read = work(&mut conn);
        }
        self.put_back(conn, &read);
        read
    }

    /// The connection, out of reach while it is used: after a panic nobody knows how it stands.
    fn take(&mut self) -> Result<Conn, Error> {
        self.conn.take().map_or_else(|| self.open(), Ok)
    }

    fn put_back<T>(&mut self, mut conn: Conn, done: &Result<T, Error>) {
        if !matches!(done, Err(Error::Unavailable { .. })) && !conn.is_broken() {
            self.conn = Some(conn);
        }
    }

    fn open(&self) -> Result<Conn, Error> {
        Conn::open(&self.db.url).map_err(|error| Error::unavailable(format!("the database cannot be opened: {error}")))
    }
}

fn connection(pool: &Pool<Connector>) -> Result<diesel::r2d2::PooledConnection<Connector>, Error> {
    pool.get().map_err(|error| Error::unavailable(format!("no database connection: {error}")))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|panic| Error::internal(format!("database task: {panic}")))?
}
