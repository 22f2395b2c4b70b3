//! Counts refused calls without a write for each: whoever guesses at signatures must not keep the database busy.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::App;
use crate::error::Error;
use crate::store::{Id, Time, WorkspaceId, connections};

/// At most one write in so long, for each connection.
const PAUSE_MS: i64 = 1_000;

/// What was refused and is not written down yet. Each process counts for itself; at its end the last second is lost.
#[derive(Clone, Debug, Default)]
pub struct Refusals(Arc<Mutex<HashMap<(WorkspaceId, Id), Pending>>>);

#[derive(Debug)]
struct Pending {
    calls: i64,
    written_at: Time,
}

impl Refusals {
    /// Counts one, and writes down what has gathered if the last time is long enough ago. The map holds connections
    /// that exist, and no more.
    pub async fn count(&self, app: &App, workspace: WorkspaceId, connection: Id) -> Result<(), Error> {
        let now = app.clock.now();
        match self.gather(workspace, connection, now) {
            0 => Ok(()),
            calls => {
                app.write(workspace, move |conn, cx| connections::refused(conn, cx.workspace, connection, calls, now))
                    .await
            }
        }
    }

    /// Adds one; returns how many to write down now.
    fn gather(&self, workspace: WorkspaceId, connection: Id, now: Time) -> i64 {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match map.get_mut(&(workspace, connection)) {
            Some(pending) if pending.written_at.plus_ms(PAUSE_MS) > now => {
                pending.calls += 1;
                0
            }
            Some(pending) => {
                pending.written_at = now;
                std::mem::take(&mut pending.calls) + 1
            }
            None => {
                map.insert((workspace, connection), Pending { calls: 0, written_at: now });
                1
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_whole_and_written_once_a_second() {
        let refusals = Refusals::default();
        let at = |ms: i64| Time(1_795_168_800_000 + ms);
        let counts: Vec<i64> =
            [0, 1, 500, 999, 1000, 1001, 2500].map(|ms| refusals.gather(1, Id::default(), at(ms))).into();
        assert_eq!(counts, [1, 0, 0, 0, 4, 0, 2]);
        assert_eq!(refusals.gather(2, Id::default(), at(2501)), 1, "each connection for itself");
    }
}
