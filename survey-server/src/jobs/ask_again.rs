//! Asks the customer of a case again, if that is still right.

use super::JobError;
use crate::app::App;
use crate::recovery::reask::{self, Turn};
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, case: Id) -> Result<(), JobError> {
    match app.write(workspace, move |conn, cx| reask::ask(conn, cx, case)).await? {
        Turn::Done => Ok(()),
        Turn::Later(at) => {
            Err(JobError::Retry { at: Some(at), why: "the case was resolved again meanwhile".to_owned() })
        }
    }
}
