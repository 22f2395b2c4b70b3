//! Digests: a view by mail, every week or month, to who wants it.
//!
//! Its turn is a job that decides late: whether its reader is still there and may still read it, whether the view is, and
//! whether anything came in. Where nothing did, that is said once, and then nothing until something comes in again.

pub mod content;
pub mod moved;
pub mod period;

use serde_json::json;

use super::daily::daily;
use super::view::{self, View};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::digests::{self, Digest, EVERYTHING, Every};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::users::{self, Role, User};
use crate::store::workspaces;
use crate::store::{Conn, Id, Time, audit, jobs, surveys, views};
use sha2::{Digest as _, Sha256};

/// What a digest is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The name of the view or the survey; none: everything.
    pub name: Option<String>,
    /// The view.
    pub view: View,
}

/// The view that a digest is about; none when it is gone.
pub fn subject(conn: &mut Conn, cx: &Cx, view: Id) -> Result<Option<Subject>, Error> {
    if view == EVERYTHING {
        return Ok(Some(Subject { name: None, view: View::default() }));
    }
    if let Some(survey) = digests::survey_of(view) {
        let found = surveys::list(conn, cx.workspace)?.into_iter().find(|row| row.id == survey);
        return Ok(found.map(|row| {
            let view = View { survey: Some(row.key), ..View::default() };
            Subject { name: Some(row.name), view }
        }));
    }
    match views::find(conn, cx.workspace, view)? {
        Some(row) => Ok(Some(Subject { view: row.view()?, name: Some(row.name) })),
        None => Ok(None),
    }
}

/// Whether somebody may get digests: who manages the business.
pub fn reader(conn: &mut Conn, cx: &Cx, user: Id) -> Result<Option<User>, Error> {
    match users::role(conn, cx.workspace, user)? {
        Some(Role::Manager | Role::Owner) => users::find(conn, user),
        Some(_) | None => Ok(None),
    }
}

/// Lets somebody have a view by mail so often, or not any more.
pub fn subscribe(conn: &mut Conn, cx: &Cx, view: Id, user: Id, every: Option<Every>) -> Result<(), Error> {
    let known = digests::find(conn, cx.workspace, view, user)?;
    let Some(every) = every else {
        if digests::delete(conn, cx.workspace, view, user)? {
            audit::note(conn, cx, &user.to_string(), "digest.stop", &view.to_string())?;
        }
        return Ok(());
    };
    if known.as_ref().is_some_and(|digest| digest.every == every) {
        return Ok(());
    }
    subject(conn, cx, view)?.ok_or(Error::NotFound("view"))?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let digest = Digest {
        workspace_id: cx.workspace,
        view_id: view,
        user_id: user,
        every,
        next_at: period::next_turn(&workspace, every, cx.now),
        told_until: None,
        said_empty: false,
        created_at: cx.now,
    };
    digests::put(conn, &digest)?;
    audit::note(conn, cx, &user.to_string(), "digest.start", &format!("{view} {}", every.word()))?;
    jobs::enqueue(conn, &[job(cx, &digest)])
}

/// Makes the jobs of all digests anew, should one have been lost.
pub fn wake(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    let all: Vec<Job> = digests::list(conn, cx.workspace)?.iter().map(|digest| job(cx, digest)).collect();
    jobs::enqueue(conn, &all)
}

fn job(cx: &Cx, digest: &Digest) -> Job {
    let Digest { view_id: view, user_id: user, next_at: at, .. } = *digest;
    Job::new(cx, Class::Single, Payload::SendDigest { view, user, at })
        .at(at)
        .once(format!("send_digest/{view}/{user}/{}", at.0))
}

/// What the turn of a digest comes to, decided before anything is written.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The subscription as it was.
    digest: Digest,
    /// So many answers came in; none where the survey or the question is gone.
    count: Option<u64>,
    /// The days that it is about.
    days: (i32, i32),
}

/// Looks at the turn of a digest; none where there is nothing to do. Counts answers, and writes nothing.
pub fn look(conn: &mut Conn, cx: &Cx, view: Id, user: Id, at: Time) -> Result<Option<Turn>, Error> {
    let found = digests::find(conn, cx.workspace, view, user)?;
    // Somebody else took it, or it is another rhythm now.
    let Some(digest) = found.filter(|digest| digest.next_at == at && at <= cx.now) else { return Ok(None) };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let days = period::days(&workspace, digest.every, cx.now);
    let count = match subject(conn, cx, view)? {
        Some(subject) => came_in(conn, cx, &subject.view, days)?,
        None => None,
    };
    Ok(Some(Turn { digest, count, days }))
}

/// Takes the turn of a digest: its mail is queued where there is something to say, and the next turn planned. Of those who
/// looked at it only one takes it.
pub fn take(conn: &mut Conn, cx: &Cx, turn: &Turn) -> Result<(), Error> {
    let Turn { digest, count, days } = turn;
    let (view, user) = (digest.view_id, digest.user_id);
    // Taken or changed since it was looked at.
    if digests::find(conn, cx.workspace, view, user)?.as_ref() != Some(digest) {
        return Ok(());
    }
    if subject(conn, cx, view)?.is_none() || users::role(conn, cx.workspace, user)?.is_none() {
        return digests::delete(conn, cx.workspace, view, user).map(drop);
    }
    let workspace = workspaces::load(conn, cx.workspace)?;
    let next_at = period::next_turn(&workspace, digest.every, cx.now);
    let reader = reader(conn, cx, user)?;
    let (taken, tell) = match *count {
        // Its survey or question is gone, which is no silence: it waits until somebody changes the view.
        None => (digest.clone(), None),
        Some(count) => {
            let tell = reader.as_ref().filter(|_| count > 0 || !digest.said_empty);
            let told_until = Some(super::score::day_end(&workspace, days.1));
            let said_empty = count == 0 && (tell.is_some() || digest.said_empty);
            (Digest { told_until, said_empty, ..digest.clone() }, tell)
        }
    };
    if !digests::take_turn(conn, &taken, next_at)? {
        return Ok(());
    }
    jobs::enqueue(conn, &[job(cx, &Digest { next_at, ..taken })])?;
    match tell {
        Some(reader) => queue(conn, cx, view, reader, (digest.every, *days), false),
        None => Ok(()),
    }
}

/// How many answers came in; none where the survey or the question is gone.
fn came_in(conn: &mut Conn, cx: &Cx, view: &View, days: (i32, i32)) -> Result<Option<u64>, Error> {
    match view::resolve(conn, cx, view) {
        Ok(resolved) => Ok(Some(daily(conn, cx, &resolved, days)?.sum(days).n())),
        Err(Error::Invalid(_) | Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Sends somebody the digest of a view now, to see what it looks like.
pub fn send_now(conn: &mut Conn, cx: &Cx, view: Id, user: Id, every: Every) -> Result<(), Error> {
    subject(conn, cx, view)?.ok_or(Error::NotFound("view"))?;
    let reader = reader(conn, cx, user)?.ok_or(Error::NotFound("member"))?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let days = period::days(&workspace, every, cx.now);
    queue(conn, cx, view, &reader, (every, days), true)
}

fn queue(
    conn: &mut Conn,
    cx: &Cx,
    view: Id,
    reader: &User,
    (every, (from, until)): (Every, (i32, i32)),
    now: bool,
) -> Result<(), Error> {
    // Two views of theirs may be due in the same moment: their mails are numbered one after the other.
    users::lock(conn, reader.id)?;
    let n = deliveries::last_number(conn, cx.workspace, reader.id, Kind::Report)? + 1;
    let params = json!({"user": reader.id, "view": view, "every": every, "from": from, "until": until, "now": now});
    let delivery = Delivery::queued(cx, (reader.id, Kind::Report, n), &reader.email, params);
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])
}

/// The id that stands for a subscription in the link of its mails; it is the same as long as anybody knows the two.
pub fn link_id(view: Id, user: Id) -> Id {
    let mut hash = Sha256::new();
    hash.update(view.0.as_bytes());
    hash.update(user.0.as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    Id(uuid::Uuid::from_bytes(bytes))
}

/// The subscription that a link is of; none when it was ended.
pub fn of_link(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Option<Digest>, Error> {
    let all = digests::list(conn, cx.workspace)?;
    Ok(all.into_iter().find(|digest| link_id(digest.view_id, digest.user_id) == id))
}
