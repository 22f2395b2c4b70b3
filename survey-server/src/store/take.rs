//! The second door: many small commands as one batch, each answered after the commit (or after the reading).
//!
//! A command is a value whose decisions were made before. One thread per kind applies the waiting ones in one
//! transaction: there is no timer, the commit under way is the window in which the next batch gathers. Commands
//! are values, so a batch that fails is halved until the poisonous one is alone and refuses only itself.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};

use super::db::Own;
use super::{Conn, Db, failure};
use crate::error::Error;

/// So many commands may wait; the next one is refused with "busy". More than any sensible number of connections, and
/// little enough that the last one waits for a part of a second.
pub const QUEUE: usize = 4096;
/// So many commands are applied in one transaction at most.
pub const BATCH: usize = 512;

/// A write, or a question, as a value.
pub trait Command: Send + 'static {
    /// What the one who gave it learns.
    type Output: Send + 'static;

    /// What several are called in the log.
    const NAME: &'static str;

    /// Whether it writes; a question is asked outside of transactions.
    const WRITES: bool = true;

    /// Applies several inside the open transaction, each to its own result, in order. An `Err` for the whole
    /// undoes the batch.
    fn apply(conn: &mut Conn, commands: &[Self]) -> Result<Vec<Result<Self::Output, Error>>, Error>
    where
        Self: Sized;
}

struct Waiting<C: Command> {
    command: C,
    reply: oneshot::Sender<Result<C::Output, Error>>,
}

/// Where commands are handed in. Cheap to clone; the thread ends when the last one is dropped.
pub struct Taker<C: Command> {
    queue: mpsc::Sender<Waiting<C>>,
    trouble: Trouble,
}

/// Why the last batch could not be written; none while all is well.
#[derive(Clone, Default)]
struct Trouble(Arc<Mutex<Option<String>>>);

impl Trouble {
    fn set(&self, reason: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = reason;
    }
}

impl<C: Command> Clone for Taker<C> {
    fn clone(&self) -> Self {
        Taker { queue: self.queue.clone(), trouble: self.trouble.clone() }
    }
}

impl<C: Command> Taker<C> {
    /// Starts the thread. At most `batch` commands are applied at once; `committed` is called after every commit with
    /// what came of it.
    pub fn start(
        db: Db,
        batch: usize,
        committed: impl Fn(&[Result<C::Output, Error>]) + Send + 'static,
    ) -> (Self, std::thread::JoinHandle<()>) {
        let (queue, mut waiting) = mpsc::channel::<Waiting<C>>(QUEUE);
        let trouble = Trouble::default();
        let taker = Taker { queue, trouble: trouble.clone() };
        let most = batch.clamp(1, BATCH);
        let thread = std::thread::spawn(move || {
            let mut thread = Thread { conn: Own::new(db), trouble };
            let mut batch = Vec::with_capacity(most);
            while waiting.blocking_recv_many(&mut batch, most) > 0 {
                let (commands, replies): (Vec<C>, Vec<_>) =
                    batch.drain(..).map(|waiting| (waiting.command, waiting.reply)).unzip();
                let results = thread.apply(&commands);
                committed(&results);
                for (reply, result) in replies.into_iter().zip(results) {
                    // Whoever asked may have gone: what was committed stays, and a retry meets it.
                    let _ = reply.send(result);
                }
            }
        });
        (taker, thread)
    }

    /// Hands a command in and waits for its commit.
    pub async fn take(&self, command: C) -> Result<C::Output, Error> {
        let (reply, result) = oneshot::channel();
        self.queue.try_send(Waiting { command, reply }).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => busy(),
            mpsc::error::TrySendError::Closed(_) => Error::unavailable("the server is stopping"),
        })?;
        result.await.map_err(|gone| Error::unavailable(format!("the thread of the {} stopped: {gone}", C::NAME)))?
    }

    /// Refuses while the queue is full: before any work is done for a command that could not be handed in.
    pub fn admit(&self) -> Result<(), Error> {
        if self.queue.capacity() == 0 { Err(busy()) } else { Ok(()) }
    }

    /// Why the last batch could not be written; none while all is well.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The database can be written again.
    pub fn recovered(&self) {
        self.trouble.set(None);
    }
}

fn busy() -> Error {
    Error::unavailable("the queue is full")
}

struct Thread {
    conn: Own,
    trouble: Trouble,
}

impl Thread {
    fn apply<C: Command>(&mut self, commands: &[C]) -> Vec<Result<C::Output, Error>> {
        let mut attempted = self.attempt(commands);
        if matches!(&attempted, Err(Error::Unavailable { reason }) if failure::is_deadlock(reason)) {
            // The database ended it so that somebody else could go on: by now they have.
            tracing::warn!(commands = commands.len(), "a batch of {} met a deadlock and is written again", C::NAME);
            attempted = self.attempt(commands);
        }
        match attempted {
            Ok(results) => {
                self.trouble.set(None);
                results
            }
            Err(Error::Unavailable { reason }) => {
                tracing::error!(commands = commands.len(), reason, "a batch of {} could not be written", C::NAME);
                let refused = commands.iter().map(|_| Err(Error::unavailable(reason.clone()))).collect();
                self.trouble.set(Some(reason));
                refused
            }
            // One of them is poison: alone, it refuses only itself.
            Err(error) if commands.len() > 1 => {
                tracing::warn!(commands = commands.len(), %error, "a batch of {} failed and is halved", C::NAME);
                let (one, other) = commands.split_at(commands.len() / 2);
                let mut results = self.apply(one);
                results.extend(self.apply(other));
                results
            }
            // Somebody else was faster: what was read is looked at once more.
            Err(Error::Conflict { .. }) => {
                let again = self.attempt(commands).and_then(|results| results.into_iter().next().unwrap_or_else(lost));
                vec![again]
            }
            Err(error) => vec![Err(error)],
        }
    }

    fn attempt<C: Command>(&mut self, commands: &[C]) -> Result<Vec<Result<C::Output, Error>>, Error> {
        let applied = std::panic::catch_unwind(AssertUnwindSafe(|| {
            if C::WRITES {
                self.conn.write(|conn| C::apply(conn, commands))
            } else {
                self.conn.read(|conn| C::apply(conn, commands))
            }
        }));
        applied.unwrap_or_else(|_panic| Err(Error::internal(format!("applying {} panicked", C::NAME))))
    }
}

fn lost<T>() -> Result<T, Error> {
    Err(Error::internal("a command was applied without a result"))
}
