//! Erases a person: the part that was left to do, or all of it where a shop asked.

use super::JobError;
use crate::app::App;
use crate::outreach::erase::Keep;
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, person: Id, scores: bool) -> Result<(), JobError> {
    let keep = if scores { Keep::Scores } else { Keep::Nothing };
    Ok(app.finish_erasing(workspace, person, keep).await?)
}
