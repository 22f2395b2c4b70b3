//! Counts answers and invitations anew after the zone or the dimensions changed, or when the program counts more than before.

use super::JobError;
use crate::app::App;
use crate::response::recount;
use crate::store::WorkspaceId;

pub(super) async fn run(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let mut after = None;
    // Begun anew after a restart, it meets only what is not done.
    while let Some(last) = app.write(workspace, move |conn, cx| recount::slice(conn, cx, after)).await? {
        after = Some(last);
    }
    // A program that counts more may have come while another recount was under way.
    app.write(workspace, recount::upgrade).await?;
    while app.write(workspace, recount::handed_out).await? {}
    Ok(())
}

/// A dimension turned out to have too many values.
pub(super) async fn limit(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    Ok(app.write(workspace, recount::limit).await?)
}
