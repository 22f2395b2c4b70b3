//! A moment of a case's clock has come: whether somebody must be warned, or a deadline has passed.

use super::JobError;
use crate::app::App;
use crate::recovery::clock;
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, case: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| clock::look(conn, cx, case)).await?)
}
