//! Where touches are handed in: a bounded queue and one thread that writes what has gathered.
//!
//! Best effort: a page never waits for it, and under a storm of scanners touches are dropped rather than answers delayed.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::error::Error;
use crate::store::clicks::{self, Click};
use crate::store::jobs::{self, Job};
use crate::store::provisional::{self, Provisional};
use crate::store::{Conn, Db};

/// So many touches may wait; further ones are dropped.
const QUEUE: usize = 8192;
/// So many are written in one transaction at most.
const BATCH: usize = 500;
/// So long another one is waited for: a storm fills the batches, and answers pass between them.
const GATHER: Duration = Duration::from_millis(10);

/// One touch of an invitation.
#[derive(Clone, Debug)]
pub struct Touch {
    /// When, by what, from where.
    pub click: Click,
    /// What the page's script says, and the job that judges it.
    pub report: Option<(Provisional, Job)>,
}

enum Note {
    Touch(Box<Touch>),
    /// Somebody waits until everything before is written.
    Flush(oneshot::Sender<()>),
}

/// Where touches are handed in. Cheap to clone; the writer ends when the last one is dropped.
#[derive(Clone)]
pub struct Touches(Arc<SyncSender<Note>>);

impl Touches {
    /// Starts the writer.
    pub fn start(db: Db) -> Self {
        let (queue, notes) = sync_channel(QUEUE);
        std::thread::spawn(move || while gather_and_write(&db, &notes) {});
        Touches(Arc::new(queue))
    }

    /// Hands a touch in. False when too many wait and it is dropped.
    pub fn note(&self, touch: Touch) -> bool {
        self.0.try_send(Note::Touch(Box::new(touch))).is_ok()
    }

    /// Waits until everything that was handed in before is written. False when so much waits that it cannot be said when.
    pub async fn flush(&self) -> bool {
        let (done, written) = oneshot::channel();
        self.0.try_send(Note::Flush(done)).is_ok() && written.await.is_ok()
    }
}

/// Writes the next batch. False when nobody is left who could hand something in.
fn gather_and_write(db: &Db, notes: &Receiver<Note>) -> bool {
    let (mut touches, mut waiting) = (Vec::new(), Vec::new());
    let Ok(first) = notes.recv() else { return false };
    let mut open = true;
    let mut next = Some(first);
    while let Some(note) = next.take() {
        match note {
            Note::Touch(touch) => touches.push(*touch),
            // Those who wait gather too: one transaction for all of them, not one each.
            Note::Flush(done) => waiting.push(done),
        }
        if touches.len() >= BATCH || waiting.len() >= BATCH {
            break;
        }
        next = match notes.recv_timeout(GATHER) {
            Ok(note) => Some(note),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                open = false;
                None
            }
        };
    }
    if let Err(error) = db.write_now(|conn| write(conn, &touches)) {
        tracing::warn!(%error, touches = touches.len(), "touches of survey links were not noted");
    }
    for done in waiting {
        // Whoever waited may have gone.
        let _ = done.send(());
    }
    open
}

fn write(conn: &mut Conn, touches: &[Touch]) -> Result<(), Error> {
    let rows: Vec<Click> = touches.iter().map(|touch| touch.click.clone()).collect();
    clicks::insert_all(conn, &rows)?;
    let (reports, judges): (Vec<_>, Vec<_>) = touches.iter().filter_map(|touch| touch.report.clone()).unzip();
    provisional::put(conn, &reports)?;
    jobs::enqueue(conn, &judges)
}
