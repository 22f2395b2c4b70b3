//! Tells those who decide of a case, where a rule says so.

use serde_json::json;

use super::JobError;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::duty::Rota;
use crate::recovery::{alarm, case};
use crate::store::deliveries;
use crate::store::rooms::Kind;
use crate::store::{Conn, Id, WorkspaceId, cases};

pub(super) async fn run(app: &App, workspace: WorkspaceId, case: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| tell(conn, cx, case)).await?)
}

/// One mail to everybody who decides and was not told of the case yet.
fn tell(conn: &mut Conn, cx: &Cx, id: Id) -> Result<(), Error> {
    let Some(case) = cases::find_locked(conn, cx.workspace, id)?.filter(cases::Case::is_open) else { return Ok(()) };
    let rota = Rota::at(conn, cx, case.team.as_deref(), cx.now)?;
    let told: Vec<String> = deliveries::list_about(conn, cx.workspace, &[id])?
        .into_iter()
        .filter(|delivery| delivery.kind == deliveries::Kind::Alert)
        .map(|delivery| delivery.recipient)
        .collect();
    let mut whom = rota.managers();
    whom.retain(|manager| rota.member(*manager).is_some_and(|user| !told.contains(&user.email)));
    let names = alarm::tell_people(conn, cx, &case, &rota, &whom, Kind::Opened)?;
    if names.is_empty() {
        return Ok(());
    }
    case::note(conn, cx, case.id, "told", "system", json!({"to": names.join(", ")}))
}
