//! Lets the anonymous answers of the last hour become responses, together and in no order.

use super::JobError;
use crate::app::App;
use crate::response::anonymous;
use crate::store::WorkspaceId;

pub(super) async fn run(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    while app.write(workspace, anonymous::release).await? {}
    // It stays: an answer that came just now would find its job gone.
    Err(JobError::Retry { at: Some(anonymous::next_hour(app.clock.now())), why: String::new() })
}
