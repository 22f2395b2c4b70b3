//! Figures as they were computed, each for a minute: however many look at a badge, the database is asked once a minute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Mutex as Turn;

use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::badge::{self, Figures};
use crate::store::workspaces::Workspace;
use crate::store::{Time, WorkspaceId};

/// So long figures are good, in milliseconds.
const GOOD_FOR: i64 = 60_000;

/// By workspace: when they were computed, of which settings, and what came out.
type Computed = Arc<Turn<Option<(Time, Time, Arc<Figures>)>>>;

/// Those of all workspaces that show a badge.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<HashMap<WorkspaceId, Computed>>>);

impl Kept {
    /// The figures of a workspace. Whoever comes while they are being computed waits for the same ones.
    pub async fn figures(&self, app: &App, cx: &Cx, workspace: &Workspace) -> Result<Arc<Figures>, Error> {
        let place = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(workspace.id).or_default().clone();
        let mut computed = place.lock().await;
        if let Some((at, of, figures)) = computed.as_ref()
            && *of == workspace.updated_at
            && cx.now.0 - at.0 < GOOD_FOR
        {
            return Ok(figures.clone());
        }
        let figures = Arc::new(app.read(workspace.id, badge::figures).await?);
        *computed = Some((cx.now, workspace.updated_at, figures.clone()));
        Ok(figures)
    }
}
