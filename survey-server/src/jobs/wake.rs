//! Asks the rules again about an event, when a promise may have passed or a silence lasted long enough; and plans when, for
//! the events of the last weeks, after the rules were changed.

use super::JobError;
use crate::app::App;
use crate::recovery::{happened, wake};
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, event: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| happened::woken(conn, cx, event)).await?)
}

/// In slices, so that answers do not wait behind them. Done twice it finds what is planned and plans no more.
pub(super) async fn plan(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let mut after = None;
    loop {
        after = app.write(workspace, move |conn, cx| wake::plan_slice(conn, cx, after)).await?;
        if after.is_none() {
            return Ok(());
        }
    }
}
