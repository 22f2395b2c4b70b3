//! Keeps the index of comments in step with the answers, and lets changed tag rules look at what there is.

use super::JobError;
use crate::app::App;
use crate::reporting::comments::{index, tagging};
use crate::store::WorkspaceId;

/// A busy workspace is looked at so often, a quiet one so often, in seconds.
const SOON: i64 = 5;
const LATER: i64 = 30;

pub(super) async fn run(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let mut after = app.read(workspace, index::begin).await?;
    let mut busy = false;
    loop {
        let (next, changed) = app.write(workspace, move |conn, cx| index::slice(conn, cx, after)).await?;
        busy |= changed;
        let Some(next) = next else { break };
        after = next;
    }
    // It stays: it meets what comes by itself, whichever process took it.
    let wait = if busy { SOON } else { LATER };
    Err(JobError::Retry { at: Some(app.clock.now().plus_secs(wait)), why: String::new() })
}

pub(super) async fn tag(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let mut after = 0;
    while let Some(last) = app.write(workspace, move |conn, cx| tagging::slice(conn, cx, after)).await? {
        after = last;
    }
    Ok(())
}
