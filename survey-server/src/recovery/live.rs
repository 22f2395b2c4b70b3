//! What changes in the cases, while it changes: open pages follow it. Looked up in the database, so that what another
//! process did is seen as well; one look serves all pages of a workspace.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::broadcast::{self, Receiver, Sender};

use crate::error::Error;
use crate::store::cases::{self, Case};
use crate::store::{Db, Id, WorkspaceId};

/// So often it is looked.
const LOOK: Duration = Duration::from_secs(1);
/// So many of the newest changes are looked at: who misses some in a storm loads the whole list anyway.
const MOST: i64 = 200;
/// So many changes wait for a slow reader.
const WAITING: usize = 256;
/// So many pages are served by one process.
pub const MOST_PAGES: usize = 500;

/// A case of which something is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which.
    pub case: Id,
    /// Its version now.
    pub version: i32,
    /// When it was changed, in milliseconds since 1970.
    pub at: i64,
}

impl From<&Case> for Change {
    fn from(case: &Case) -> Self {
        Change { case: case.id, version: case.version, at: case.updated_at.0 }
    }
}

/// Those who follow, of all workspaces. Cheap to clone.
#[derive(Clone, Default)]
pub struct Live(Arc<Rooms>);

#[derive(Default)]
struct Rooms {
    senders: Mutex<HashMap<WorkspaceId, Sender<Change>>>,
    pages: AtomicUsize,
}

/// One page that follows.
pub struct Listener {
    changes: Receiver<Change>,
    live: Live,
}

impl Listener {
    /// The next change; none inside when some were missed, none at all when there will be no more.
    pub async fn next(&mut self) -> Option<Option<Change>> {
        match self.changes.recv().await {
            Ok(change) => Some(Some(change)),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(None),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.live.0.pages.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Live {
    /// Follows the cases of a workspace from now on. Refused when too many pages do already.
    pub fn listen(&self, db: &Db, stopping: &Arc<AtomicBool>, workspace: WorkspaceId) -> Result<Listener, Error> {
        if self.0.pages.fetch_add(1, Ordering::Relaxed) >= MOST_PAGES {
            self.0.pages.fetch_sub(1, Ordering::Relaxed);
            return Err(Error::unavailable(
                "too many pages follow changes; this one shows what is new when it is loaded",
            ));
        }
        let mut senders = self.senders();
        let changes = match senders.get(&workspace) {
            Some(sender) => sender.subscribe(),
            None => {
                let (sender, changes) = broadcast::channel(WAITING);
                senders.insert(workspace, sender.clone());
                tokio::spawn(self.clone().watch(db.clone(), stopping.clone(), workspace, sender));
                changes
            }
        };
        Ok(Listener { changes, live: self.clone() })
    }

    /// Looks until nobody follows any more or the process ends; then the pages' streams end too.
    async fn watch(self, db: Db, stopping: Arc<AtomicBool>, workspace: WorkspaceId, sender: Sender<Change>) {
        let mut known: Option<HashMap<Id, Change>> = None;
        while !stopping.load(Ordering::Relaxed) && !self.is_empty(workspace, &sender) {
            // A database that is away for a moment comes back; the pages stay open.
            if let Ok(found) = db.read(move |conn| newest(conn, workspace)).await {
                if let Some(known) = &known {
                    for change in found.iter().rev().filter(|change| known.get(&change.case) != Some(*change)) {
                        // The last page may have gone a moment ago.
                        let _ = sender.send(*change);
                    }
                }
                known = Some(found.into_iter().map(|change| (change.case, change)).collect());
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Whether the last page has gone; nobody can come in between.
    fn is_empty(&self, workspace: WorkspaceId, sender: &Sender<Change>) -> bool {
        let mut senders = self.senders();
        if sender.receiver_count() == 0 {
            senders.remove(&workspace);
            return true;
        }
        false
    }

    fn senders(&self) -> MutexGuard<'_, HashMap<WorkspaceId, Sender<Change>>> {
        self.0.senders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The newest changes of a workspace, the newest first.
pub fn newest(conn: &mut crate::store::Conn, workspace: WorkspaceId) -> Result<Vec<Change>, Error> {
    Ok(cases::last_changed(conn, workspace, MOST)?.iter().map(Change::from).collect())
}
