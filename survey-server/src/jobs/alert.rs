//! Tells the team of a case, and of what comes next while nobody takes it.

use serde_json::json;

use super::JobError;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::duty::Rota;
use crate::recovery::{alarm, case, escalate};
use crate::store::rooms::Kind;
use crate::store::{Conn, Id, Time, WorkspaceId, cases};

pub(super) async fn run(app: &App, workspace: WorkspaceId, case: Id, due_at: Time) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| tell(conn, cx, case, due_at)).await?)
}

/// Whoever has the case, or those on duty; once, also where the end of the job was lost with the process.
fn tell(conn: &mut Conn, cx: &Cx, case: Id, due_at: Time) -> Result<(), Error> {
    let Some(case) = cases::find_locked(conn, cx.workspace, case)?.filter(cases::Case::is_open) else { return Ok(()) };
    let lines = cases::entries(conn, cx.workspace, case.id)?;
    if lines.iter().any(|line| line.kind == "told" && line.at >= due_at) {
        return Ok(());
    }
    let rota = Rota::at(conn, cx, case.team.as_deref(), cx.now)?;
    let told = alarm::tell(conn, cx, &case, &rota, &alarm::whom(&case, &rota), Kind::Opened)?;
    case::note(conn, cx, case.id, "told", "system", json!({"to": told.join(", ")}))
}

/// The next ones, should still nobody have it.
pub(super) async fn escalate(app: &App, workspace: WorkspaceId, case: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| escalate::run(conn, cx, case)).await?)
}

/// What was gathered for a member or a room.
pub(super) async fn digest(app: &App, workspace: WorkspaceId, to: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| alarm::tell_gathered(conn, cx, to)).await?)
}
