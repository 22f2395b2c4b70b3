//! Judges what the page's script said of an invitation, once its quarantine is over.

use super::JobError;
use crate::app::App;
use crate::error::Error;
use crate::response::evidence::promote::{self, Verdict};
use crate::store::{Id, WorkspaceId, provisional};

pub(super) async fn run(app: &App, workspace: WorkspaceId, invitation: Id) -> Result<(), JobError> {
    // What is known in this process and not yet written speaks too.
    if !app.touches.flush().await {
        let at = Some(app.clock.now().plus_secs(60));
        return Err(JobError::Retry { at, why: "too many visits of links wait to be noted".to_owned() });
    }
    match app.write(workspace, move |conn, cx| promote::judge(conn, cx, invitation)).await? {
        Verdict::Nothing => Ok(()),
        Verdict::Again(at) => Err(JobError::Retry { at: Some(at), why: String::new() }),
        Verdict::Answer(answer) => {
            match app.take(*answer).await {
                // Closed or erased in this very moment: nothing becomes of it.
                Ok(_) | Err(Error::Conflict { .. } | Error::NotFound(_)) => {}
                Err(error) => return Err(error.into()),
            }
            // Done twice it finds the answer and does nothing.
            app.write(workspace, move |conn, cx| provisional::delete(conn, cx.workspace, &[invitation])).await?;
            Ok(())
        }
    }
}
