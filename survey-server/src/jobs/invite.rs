//! Sends an invitation, if it is still right to.

use super::JobError;
use super::compose;
use super::deliver::{self, Ended};
use crate::app::App;
use crate::outreach::send::{self, Due};
use crate::outreach::suppress;
use crate::recovery::callback;
use crate::store::suppressions::Reason;
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, invitation: Id) -> Result<(), JobError> {
    let letter = match app.write(workspace, move |conn, cx| send::due(conn, cx, invitation)).await? {
        Due::Mail(letter) => letter,
        Due::Later(at) => return Err(JobError::Retry { at: Some(at), why: "it is not time yet".to_owned() }),
        Due::Withdrawn | Due::Nothing => return Ok(()),
    };
    let send_by = letter.invitation.send_at.plus_days(3);
    let ended = deliver::run(app, &letter.delivery, send_by, || compose::invitation(app, &letter)).await?;
    match ended {
        Ended::Sent => app.write(workspace, move |conn, cx| send::settled(conn, cx, invitation, true)).await?,
        Ended::Refused { recipient, reply } => {
            let person = letter.person.clone();
            app.write(workspace, move |conn, cx| {
                send::settled(conn, cx, invitation, false)?;
                if recipient {
                    suppress::suppress(conn, cx, &person, Reason::HardBounce, &reply)?;
                    callback::bounced(conn, cx, &person)?;
                }
                Ok(())
            })
            .await?;
        }
        // Whether it arrived nobody knows: it is held, never sent again by itself, and its link works.
        Ended::Unknown => app.write(workspace, move |conn, cx| send::settled(conn, cx, invitation, true)).await?,
        Ended::Nothing => {}
    }
    Ok(())
}
