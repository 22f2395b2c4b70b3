//! Plans a campaign's people: slice after slice, until the window is full or a person says otherwise.

use std::sync::atomic::Ordering;

use super::JobError;
use crate::app::App;
use crate::outreach::campaign::plan::{self, Step};
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, campaign: Id) -> Result<(), JobError> {
    let later = |at| Err(JobError::Retry { at: Some(at), why: String::new() });
    loop {
        if app.stopping.load(Ordering::Relaxed) {
            return later(app.clock.now());
        }
        // Each slice wakes the worker for the mails it left.
        match app.write(workspace, move |conn, cx| plan::step(conn, cx, campaign)).await? {
            Step::More => {}
            Step::Wait(at) => return later(at),
            Step::Nothing => return Ok(()),
        }
    }
}
