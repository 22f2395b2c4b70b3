//! Reminders: the hourly sweep that takes them up, and each one when it is due.

use super::JobError;
use super::compose;
use super::deliver::{self, Ended};
use crate::app::App;
use crate::outreach::remind;
use crate::outreach::send::Due;
use crate::outreach::suppress;
use crate::recovery::callback;
use crate::store::suppressions::Reason;
use crate::store::{Id, WorkspaceId};

/// Reminders taken up in one transaction.
const SLICE: i64 = 500;

pub(super) async fn sweep(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    loop {
        match app.write(workspace, |conn, cx| remind::sweep(conn, cx, SLICE)).await? {
            // Switched off: switching it on makes the job anew.
            None => return Ok(()),
            Some(0) => {
                let at = app.clock.now().plus_secs(remind::AHEAD_SECS);
                return Err(JobError::Retry { at: Some(at), why: String::new() });
            }
            Some(_) => {}
        }
    }
}

pub(super) async fn run(app: &App, workspace: WorkspaceId, invitation: Id, n: i32) -> Result<(), JobError> {
    let letter = match app.write(workspace, move |conn, cx| remind::due(conn, cx, invitation, n)).await? {
        Due::Mail(letter) => letter,
        Due::Later(at) => return Err(JobError::Retry { at: Some(at), why: "it is not time yet".to_owned() }),
        Due::Withdrawn | Due::Nothing => return Ok(()),
    };
    let send_by = remind::send_by(letter.delivery.created_at);
    match deliver::run(app, &letter.delivery, send_by, || compose::invitation(app, &letter)).await? {
        Ended::Sent | Ended::Unknown => {
            app.write(workspace, move |conn, cx| remind::sent(conn, cx, invitation)).await?;
        }
        Ended::Refused { recipient: true, reply } => {
            let person = letter.person.clone();
            app.write(workspace, move |conn, cx| {
                suppress::suppress(conn, cx, &person, Reason::HardBounce, &reply)?;
                callback::bounced(conn, cx, &person)
            })
            .await?;
        }
        Ended::Refused { .. } | Ended::Nothing => {}
    }
    Ok(())
}
