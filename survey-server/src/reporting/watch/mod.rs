//! Watches what nobody looks at every day: views whose score leaves what is usual, answers that stop coming in, mails that
//! stop going out. What it finds is stored, told once, and shown.

pub mod flow;
pub mod notice;
pub mod scores;

use serde_json::json;

use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::{alarm, duty};
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rooms::{self, State};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, audit, jobs, users};

/// Makes the jobs that watch, should they not be there: scores once a day, flows once an hour.
pub fn wake(conn: &mut Conn, cx: &Cx, workspace: &Workspace) -> Result<(), Error> {
    let scores = Job::new(cx, Class::Upkeep, Payload::WatchScores).at(scores::next_turn(workspace, cx.now));
    let flows = Job::new(cx, Class::Upkeep, Payload::WatchFlows).at(cx.now.plus_secs(flow::EVERY_SECS));
    jobs::enqueue(conn, &[scores.once("watch_scores"), flows.once("watch_flows")])
}

/// Lets a manager be told by mail, or not.
pub fn by_mail(conn: &mut Conn, cx: &Cx, user: Id, wanted: bool) -> Result<(), Error> {
    let mut workspace = workspaces::load(conn, cx.workspace)?;
    let not = &mut workspace.settings.0.watch.not_by_mail;
    let changed = if wanted { not.remove(&user) } else { not.insert(user) };
    if !changed {
        return Ok(());
    }
    workspaces::save(conn, &workspace, cx.now)?;
    audit::note(conn, cx, &user.to_string(), "watch.mail", if wanted { "on" } else { "off" })
}

/// Tells managers and rooms what was found in this transaction: the rows that bear its moment. In the quiet hours it
/// waits for their end.
pub fn tell(conn: &mut Conn, cx: &Cx, workspace: &Workspace) -> Result<(), Error> {
    let quiet = workspace.settings.0.alerts.quiet;
    let at = quiet.and_then(|quiet| quiet.ends_after(&workspace.zone(), cx.now)).unwrap_or(cx.now);
    for id in duty::managers(conn, cx, cx.now)? {
        if workspace.settings.0.watch.not_by_mail.contains(&id) {
            continue;
        }
        let Some(user) = users::find(conn, id)? else { continue };
        // What fell and what fell silent may be told in the same moment.
        users::lock(conn, id)?;
        let n = deliveries::last_number(conn, cx.workspace, id, Kind::Watch)? + 1;
        mail(conn, cx, (id, n), &user.email, json!({"user": id, "found": cx.now}), at)?;
    }
    for room in rooms::list(conn, cx.workspace)? {
        // What concerns the whole business is nothing for the room of one team.
        if room.state == State::Active && room.team.is_none() {
            let message = alarm::message(cx, room.id, None, rooms::Kind::Watch);
            alarm::send_at(conn, cx, message, at)?;
        }
    }
    Ok(())
}

/// Queues the mail of a notice.
pub fn mail(
    conn: &mut Conn,
    cx: &Cx,
    (about, n): (Id, i32),
    to: &str,
    params: serde_json::Value,
    at: Time,
) -> Result<(), Error> {
    let delivery = Delivery::queued(cx, (about, Kind::Watch, n), to, params);
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id }).at(at)])
}
