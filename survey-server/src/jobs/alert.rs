//! Tells the team of a case: one mail to every member who works on cases.

use serde_json::json;

use super::JobError;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::users::{self, Role};
use crate::store::{Conn, Id, WorkspaceId, cases};

pub(super) async fn run(app: &App, workspace: WorkspaceId, case: Id) -> Result<(), JobError> {
    Ok(app.write(workspace, move |conn, cx| enqueue(conn, cx, case)).await?)
}

fn enqueue(conn: &mut Conn, cx: &Cx, case: Id) -> Result<(), Error> {
    let Some(case) = cases::find(conn, cx.workspace, case)?.filter(cases::Case::is_open) else { return Ok(()) };
    let mut n = deliveries::last_number(conn, cx.workspace, case.id, Kind::Alert)?;
    for (member, role) in users::members(conn, cx.workspace)? {
        if role == Role::Viewer {
            continue;
        }
        n += 1;
        let about = (case.id, Kind::Alert, n);
        let delivery = Delivery::queued(cx, about, &member.email, json!({"user": member.id}));
        deliveries::insert(conn, &delivery)?;
        jobs::enqueue(conn, &[Job::new(cx, Class::Alert, Payload::Mail { delivery: delivery.id })])?;
    }
    Ok(())
}
