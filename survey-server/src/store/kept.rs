//! What is the same for many answers, read once: definitions and rules (a version never changes) and workspaces (by the
//! time of their last change).
//!
//! Nothing here goes stale by itself: whoever asks names the version or the stamp that he has just read, and what is
//! kept under it is what stands there. Only for readers of what is committed: what a transaction that is undone has
//! written must not be kept.

use std::sync::Arc;

use survey_core::recovery::Rules;
use survey_core::survey::Survey;

use super::values::Values;
use super::workspaces::Workspace;
use super::{Conn, Time, WorkspaceId, rules, surveys, workspaces};
use crate::error::Error;
use crate::shelf::Shelf;

/// What this process keeps.
#[derive(Debug, Default)]
pub struct Kept {
    surveys: Shelf<(WorkspaceId, i32, i32), Survey>,
    rules: Shelf<(WorkspaceId, i32), Rules>,
    workspaces: Shelf<WorkspaceId, Workspace>,
    /// Values of dimensions that were counted.
    pub values: Values,
}

/// How a workspace stands: what changes with its settings, its texts or its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When settings, texts or brand last changed.
    pub changed_at: Time,
    /// The newest version of the rules, if there are any.
    pub rules: Option<i32>,
}

/// How a workspace stands now. Inside a writing transaction of PostgreSQL it stays so until that ends.
pub fn stamp(conn: &mut Conn, workspace: WorkspaceId, hold: bool) -> Result<Stamp, Error> {
    let changed_at = workspaces::changed_at(conn, workspace, hold)?.ok_or(Error::NotFound("workspace"))?;
    Ok(Stamp { changed_at, rules: rules::newest_version(conn, workspace)? })
}

impl Kept {
    /// The definition of one version of a survey.
    pub fn survey(&self, conn: &mut Conn, workspace: WorkspaceId, id: i32, version: i32) -> Result<Arc<Survey>, Error> {
        self.surveys.get((workspace, id, version), |_| true, || surveys::definition(conn, workspace, id, version))
    }

    /// The rules of one version; none were ever saved: no rules.
    pub fn rules(&self, conn: &mut Conn, workspace: WorkspaceId, version: Option<i32>) -> Result<Arc<Rules>, Error> {
        let Some(version) = version else { return Ok(Arc::default()) };
        self.rules.get((workspace, version), |_| true, || rules::load(conn, workspace, version))
    }

    /// The workspace as it is since it was last changed at that time.
    pub fn workspace(
        &self,
        conn: &mut Conn,
        workspace: WorkspaceId,
        changed_at: Time,
    ) -> Result<Arc<Workspace>, Error> {
        self.workspaces.get(workspace, |kept| kept.updated_at == changed_at, || workspaces::load(conn, workspace))
    }
}
