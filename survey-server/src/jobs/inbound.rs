//! Acts upon what another program told us.

use super::JobError;
use crate::app::App;
use crate::error::Error;
use crate::outreach::inbound::settle;
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, inbound: Id) -> Result<(), JobError> {
    // Two messages about one new person or order meet in a unique constraint: the later one looks again.
    match app.write(workspace, move |conn, cx| settle::settle(conn, cx, inbound)).await {
        Err(Error::Conflict { code: "already_there", .. }) => {
            Ok(app.write(workspace, move |conn, cx| settle::settle(conn, cx, inbound)).await?)
        }
        done => Ok(done?),
    }
}
