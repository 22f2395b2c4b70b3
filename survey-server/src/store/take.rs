//! The second door for writing: many small writes as one batch, each answered after the commit.
//!
//! A command is a value whose decisions were made before. One writer per process applies the waiting ones in one
//! transaction: there is no timer, the commit under way is the window in which the next batch gathers. Commands
//! are values, so a batch that fails is replayed one by one, and only the poisonous one is refused.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};

use super::{Conn, Db};
use crate::error::Error;

/// So many commands may wait; the next one is refused with "busy".
pub const QUEUE: usize = 4096;
/// So many commands are applied in one transaction at most.
pub const BATCH: usize = 512;

/// A write as a value.
pub trait Command: Send + 'static {
    /// What the one who gave it learns.
    type Output: Send + 'static;

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

/// Where commands are handed in. Cheap to clone; the writer ends when the last one is dropped.
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
    /// Starts the writer. `committed` is called after every commit.
    pub fn start(db: Db, committed: impl Fn() + Send + 'static) -> (Self, std::thread::JoinHandle<()>) {
        let (queue, mut waiting) = mpsc::channel::<Waiting<C>>(QUEUE);
        let trouble = Trouble::default();
        let state = trouble.clone();
        let writer = std::thread::spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            while waiting.blocking_recv_many(&mut batch, BATCH) > 0 {
                let (commands, replies): (Vec<C>, Vec<_>) =
                    batch.drain(..).map(|waiting| (waiting.command, waiting.reply)).unzip();
                let results = write(&db, &commands, &state);
                committed();
                for (reply, result) in replies.into_iter().zip(results) {
                    // Whoever asked may have gone: what was committed stays, and a retry meets it.
                    let _ = reply.send(result);
                }
            }
        });
        (Taker { queue, trouble }, writer)
    }

    /// Hands a command in and waits for its commit.
    pub async fn take(&self, command: C) -> Result<C::Output, Error> {
        let (reply, result) = oneshot::channel();
        self.queue.try_send(Waiting { command, reply }).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => Error::unavailable("the queue of answers is full"),
            mpsc::error::TrySendError::Closed(_) => Error::unavailable("the server is stopping"),
        })?;
        result.await.map_err(|gone| Error::unavailable(format!("the answer writer stopped: {gone}")))?
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

fn write<C: Command>(db: &Db, commands: &[C], trouble: &Trouble) -> Vec<Result<C::Output, Error>> {
    match attempt(db, commands) {
        Ok(results) => {
            trouble.set(None);
            results
        }
        Err(Error::Unavailable { reason }) => {
            trouble.set(Some(reason.clone()));
            tracing::error!(commands = commands.len(), reason, "a batch of answers could not be written");
            commands.iter().map(|_| Err(Error::unavailable(reason.clone()))).collect()
        }
        // One of them is poison: alone, it refuses only itself.
        Err(error) if commands.len() > 1 => {
            tracing::warn!(commands = commands.len(), %error, "a batch failed and is replayed one by one");
            commands.iter().flat_map(|command| write(db, std::slice::from_ref(command), trouble)).collect()
        }
        // Somebody else was faster: what was read is looked at once more.
        Err(Error::Conflict { .. }) => {
            let again = attempt(db, commands).and_then(|results| results.into_iter().next().unwrap_or_else(lost));
            vec![again]
        }
        Err(error) => vec![Err(error)],
    }
}

fn lost<T>() -> Result<T, Error> {
    Err(Error::internal("an answer was applied without a result"))
}

fn attempt<C: Command>(db: &Db, commands: &[C]) -> Result<Vec<Result<C::Output, Error>>, Error> {
    let applied = std::panic::catch_unwind(AssertUnwindSafe(|| db.write_now(|conn| C::apply(conn, commands))));
    applied.unwrap_or_else(|_panic| Err(Error::internal("applying an answer panicked")))
}
