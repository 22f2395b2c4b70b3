//! Tells a customer that they were heard, and looks after what they were promised.

use super::JobError;
use crate::app::App;
use crate::recovery::{acknowledge, promise};
use crate::store::{Id, WorkspaceId};

pub(super) async fn acknowledge(app: &App, workspace: WorkspaceId, case: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| acknowledge::run(conn, cx, case)).await?)
}

pub(super) async fn look(app: &App, workspace: WorkspaceId, case: Id, n: i32) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| promise::look(conn, cx, case, n)).await?)
}

pub(super) async fn absence(app: &App, workspace: WorkspaceId, user: Id) -> Result<(), JobError> {
    let theirs = app.read(workspace, move |conn, cx| promise::of_absent(conn, cx, user)).await?;
    // One by one: an answer that is about one of them does not wait for all.
    for case in theirs {
        app.write(workspace, move |conn, cx| promise::owner_away(conn, cx, user, case)).await?;
    }
    Ok(())
}
