//! Tells people and rooms of a case: who is left alone gets it later, who gets too much gets it together.

use serde_json::json;
use survey_core::recovery::Priority;

use super::case;
use super::duty::Rota;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::Case;
use crate::store::deliveries::{self, Delivery};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rooms::{self, Kind, Message, Progress, Room, State};
use crate::store::users::User;
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, jobs};

/// Storms are counted over so long.
const MINUTE_MS: i64 = 60_000;
/// A minute begins soon that begins within this.
const ABOUT_TO_MS: i64 = 10_000;

/// Who has to do something about a case now: who has it, if they are there, or else those on duty.
pub fn whom(case: &Case, rota: &Rota) -> Vec<Id> {
    let owner = case.assignee_id.filter(|owner| rota.member(*owner).is_some() && !rota.is_away(*owner));
    owner.map_or_else(|| rota.on_duty(), |owner| vec![owner])
}

/// Tells these people of a case, and the rooms of its team. Returns the names of all who are told, for the timeline.
pub fn tell(conn: &mut Conn, cx: &Cx, case: &Case, rota: &Rota, whom: &[Id], kind: Kind) -> Result<Vec<String>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut names = tell_people(conn, cx, case, rota, whom, kind)?;
    for room in rooms::list(conn, cx.workspace)? {
        let theirs = room.team.is_none() || room.team == case.team;
        if room.state == State::Active && theirs {
            say(conn, cx, &workspace, &room, case, kind)?;
            names.push(room.name);
        }
    }
    Ok(names)
}

/// Tells these people of a case, and no room. Returns their names.
pub fn tell_people(
    conn: &mut Conn,
    cx: &Cx,
    case: &Case,
    rota: &Rota,
    whom: &[Id],
    kind: Kind,
) -> Result<Vec<String>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut names = Vec::new();
    let mut n = deliveries::last_number(conn, cx.workspace, case.id, deliveries::Kind::Alert)?;
    for user in whom.iter().filter_map(|id| rota.member(*id)) {
        n += 1;
        mail(conn, cx, &workspace, case, rota, user, (kind, n))?;
        names.push(if user.name.is_empty() { user.email.clone() } else { user.name.clone() });
    }
    Ok(names)
}

/// One mail to one member; at the end of the quiet hours, or with others, where that is due.
fn mail(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    case: &Case,
    rota: &Rota,
    user: &User,
    (kind, n): (Kind, i32),
) -> Result<(), Error> {
    let later = quiet_until(cx, workspace, case, rota, user.id);
    let since = cx.now.plus_ms(-MINUTE_MS);
    let recent = deliveries::count_alerts(conn, cx.workspace, &user.email, since)?;
    let too_many = recent >= i64::from(workspace.settings.0.alerts.digest_above);
    let gathered = later.is_some() || too_many;
    let about = (case.id, deliveries::Kind::Alert, n);
    let params = json!({"user": user.id, "why": kind, "gathered": gathered});
    let delivery = Delivery::queued(cx, about, &user.email, params);
    deliveries::insert(conn, &delivery)?;
    let job = if gathered {
        together(cx, user.id, later.unwrap_or_else(|| next_minute(cx.now)))
    } else {
        Job::new(cx, Class::Alert, Payload::Mail { delivery: delivery.id })
    };
    jobs::enqueue(conn, &[job])
}

/// One message to one room, or with others, in a storm.
fn say(conn: &mut Conn, cx: &Cx, workspace: &Workspace, room: &Room, case: &Case, kind: Kind) -> Result<(), Error> {
    let recent = rooms::count_since(conn, cx.workspace, room.id, cx.now.plus_ms(-MINUTE_MS))?;
    let too_many = recent >= i64::from(workspace.settings.0.alerts.digest_above);
    let message = message(cx, room.id, Some(case.id), kind);
    if too_many {
        rooms::insert_message(conn, &Message { state: Progress::Gathered, ..message })?;
        return jobs::enqueue(conn, &[together(cx, room.id, next_minute(cx.now))]);
    }
    send(conn, cx, message)
}

/// A message as it is begun.
pub fn message(cx: &Cx, room_id: Id, case_id: Option<Id>, kind: Kind) -> Message {
    Message {
        workspace_id: cx.workspace,
        id: cx.id(),
        room_id,
        case_id,
        kind,
        state: Progress::Pending,
        attempts: 0,
        status: None,
        error: None,
        created_at: cx.now,
        sent_at: None,
    }
}

/// Adds a message and lets it go out.
pub fn send(conn: &mut Conn, cx: &Cx, message: Message) -> Result<(), Error> {
    send_at(conn, cx, message, cx.now)
}

/// Adds a message that goes out at a moment.
pub fn send_at(conn: &mut Conn, cx: &Cx, message: Message, at: Time) -> Result<(), Error> {
    rooms::insert_message(conn, &message)?;
    jobs::enqueue(conn, &[job(cx, &message).at(at)])
}

/// The job that sends a message. Rooms have lanes of their own: a slow service delays nobody else.
fn job(cx: &Cx, message: &Message) -> Job {
    Job::new(cx, Class::Alert, Payload::Room { message: message.id })
        .in_lane(format!("room/{}", message.room_id))
        .once(format!("room/{}", message.id))
}

/// Until when somebody is left alone; none for who is on a shift, and for what is urgent.
fn quiet_until(cx: &Cx, workspace: &Workspace, case: &Case, rota: &Rota, user: Id) -> Option<Time> {
    if case::priority(case) == Priority::Urgent || rota.is_on_shift(user) {
        return None;
    }
    workspace.settings.0.alerts.quiet?.ends_after(&workspace.zone(), cx.now)
}

/// The job that tells somebody, or a room, what was gathered for them.
fn together(cx: &Cx, to: Id, at: Time) -> Job {
    Job::new(cx, Class::Alert, Payload::Digest { to }).at(at).once(format!("digest/{to}/{}", at.0))
}

/// The next full minute that is not about to begin: the job of one that is may have read already what it tells.
fn next_minute(now: Time) -> Time {
    Time(((now.0 + ABOUT_TO_MS).div_euclid(MINUTE_MS) + 1) * MINUTE_MS)
}

/// Tells a member, or a room, what was gathered for them: one thing as itself, several as one message.
pub fn tell_gathered(conn: &mut Conn, cx: &Cx, to: Id) -> Result<(), Error> {
    if let Some(room) = rooms::find(conn, cx.workspace, to)? {
        if rooms::is_gathering(conn, cx.workspace, room.id)? {
            // A message that tells all of it is on its way.
            return Ok(());
        }
        let mut waiting = rooms::gathered(conn, cx.workspace, room.id)?;
        return match waiting.len() {
            0 => Ok(()),
            1 => {
                let mut only = waiting.remove(0);
                only.state = Progress::Pending;
                rooms::save_message(conn, &only)?;
                jobs::enqueue(conn, &[job(cx, &only)])
            }
            _ => send(conn, cx, message(cx, room.id, None, Kind::Digest)),
        };
    }
    let Some(user) = crate::store::users::find(conn, to)? else { return Ok(()) };
    let waiting = deliveries::gathered_alerts(conn, cx.workspace, &user.email)?;
    let mails = match waiting.as_slice() {
        [] => return Ok(()),
        [only] => only.id,
        several => {
            let ids: Vec<Id> = several.iter().map(|delivery| delivery.id).collect();
            // Two digests at once share what there is, and none tells it twice.
            let ours = deliveries::withdraw(conn, cx.workspace, &ids, cx.now)?;
            let ours = several.iter().filter(|delivery| ours.contains(&delivery.id));
            let mut cases: Vec<Id> = ours.map(|delivery| delivery.about_id).collect();
            cases.dedup();
            if cases.is_empty() {
                return Ok(());
            }
            let n = deliveries::last_number(conn, cx.workspace, to, deliveries::Kind::Digest)? + 1;
            let about = (to, deliveries::Kind::Digest, n);
            let digest = Delivery::queued(cx, about, &user.email, json!({"user": to, "cases": cases}));
            deliveries::insert(conn, &digest)?;
            digest.id
        }
    };
    let job = Job::new(cx, Class::Alert, Payload::Mail { delivery: mails }).once(format!("mail/{mails}"));
    jobs::enqueue(conn, &[job])
}
