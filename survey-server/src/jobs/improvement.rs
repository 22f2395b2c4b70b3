//! Tells those who complained of a cause what was changed, some at a time.

use super::JobError;
use crate::app::App;
use crate::recovery::improve;
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, improvement: Id, after: Option<Id>) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| improve::slice(conn, cx, improvement, after)).await?)
}
