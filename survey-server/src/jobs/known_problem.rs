//! Tells everybody whom a known problem affects, slice after slice.

use std::sync::atomic::Ordering;

use super::JobError;
use crate::app::App;
use crate::recovery::known_problem::{self, Step};
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, problem: Id) -> Result<(), JobError> {
    let later = |at| Err(JobError::Retry { at: Some(at), why: String::new() });
    loop {
        if app.stopping.load(Ordering::Relaxed) {
            return later(app.clock.now());
        }
        match app.write(workspace, move |conn, cx| known_problem::step(conn, cx, problem)).await? {
            Step::More => {}
            Step::Wait(at) => return later(at),
            Step::Done => return Ok(()),
        }
    }
}
