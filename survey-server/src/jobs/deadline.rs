//! A case's deadline has come: whether anybody contacted the customer.

use super::JobError;
use crate::app::App;
use crate::recovery::case;
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, case: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| case::check_deadline(conn, cx, case)).await?)
}
