//! Keeps the index of comments in step with the answers, and lets changed tag rules look at what there is.

use super::JobError;
use crate::app::App;
use crate::error::Error;
use crate::reporting::comments::index::{self, Ahead};
use crate::reporting::comments::tagging;
use crate::store::WorkspaceId;

/// Makes the job where it has something to do. Reads otherwise, and writes nothing.
pub(super) async fn look(app: &App) -> Result<usize, Error> {
    let mut found = 0;
    for workspace in app.db.read(index::behind).await? {
        if app.read(workspace, index::is_due).await? {
            app.write(workspace, index::wake).await?;
            found += 1;
        }
    }
    Ok(found)
}

pub(super) async fn run(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let mut reached = app.read(workspace, index::begin).await?;
    loop {
        let next = match app.read(workspace, move |conn, cx| index::ahead(conn, cx, reached)).await? {
            Ahead::Nothing => None,
            Ahead::Known(next) => Some(next),
            Ahead::Work => app.write(workspace, move |conn, cx| index::slice(conn, cx, reached)).await?,
        };
        let Some(next) = next else { return Ok(()) };
        reached = next;
    }
}

pub(super) async fn tag(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let mut after = 0;
    while let Some(last) = app.write(workspace, move |conn, cx| tagging::slice(conn, cx, after)).await? {
        after = last;
    }
    Ok(())
}
