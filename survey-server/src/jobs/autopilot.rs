//! Plans the autopilot's next turns, once an hour while it is switched on.

use super::JobError;
use crate::app::App;
use crate::outreach::autopilot::plan;
use crate::store::WorkspaceId;

/// Members looked up at once.
const SLICE: i64 = 500;
/// Seconds until the next time.
const EVERY_SECS: i64 = 3_600;

pub(super) async fn run(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    loop {
        let Some(members) = app.read(workspace, |conn, cx| plan::due(conn, cx, SLICE)).await? else {
            // Switched off: switching it on makes the job anew.
            return Ok(());
        };
        if members.is_empty() {
            let at = app.clock.now().plus_secs(EVERY_SECS);
            return Err(JobError::Retry { at: Some(at), why: String::new() });
        }
        // One transaction each: a turn locks a person, and nobody waits for more than one of them.
        for member in members {
            app.write(workspace, move |conn, cx| plan::take(conn, cx, member)).await?;
        }
    }
}
