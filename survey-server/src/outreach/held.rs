//! Mails whose end nobody knows: the connection was lost, or the process ended, after the body began. They are never sent
//! again by themselves; a person decides, or an answer or a bounce tells.

use crate::clock::Cx;
use crate::error::Error;
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::{Conn, Id, audit};

/// Those that a person should decide about, the newest first.
pub fn list(conn: &mut Conn, cx: &Cx, limit: i64) -> Result<Vec<Delivery>, Error> {
    deliveries::newest(conn, cx.workspace, &[Stage::Unknown], limit)
}

/// Sends one again: the same mail under the same id, so that a mail program that has it already shows it once.
pub fn send_again(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    let delivery = unknown(conn, cx, id)?;
    let payload = match delivery.kind {
        Kind::Invitation => Payload::Invite { invitation: delivery.about_id },
        _ => Payload::Mail { delivery: delivery.id },
    };
    deliveries::settle(conn, &Delivery { stage: Stage::Retry, updated_at: cx.now, ..delivery }, false)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, payload)])?;
    audit::note(conn, cx, actor, "mail.send_again", &id.to_string())
}

/// Leaves one as it is: it counts as sent from now on.
pub fn leave(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    settle(conn, cx, id, true)?;
    audit::note(conn, cx, actor, "mail.leave", &id.to_string())
}

/// It is known now whether it arrived: an answer came, or a bounce.
pub fn settle(conn: &mut Conn, cx: &Cx, id: Id, arrived: bool) -> Result<(), Error> {
    let delivery = unknown(conn, cx, id)?;
    let stage = if arrived { Stage::Sent } else { Stage::Failed };
    let sent_at = arrived.then_some(delivery.updated_at);
    deliveries::settle(conn, &Delivery { stage, sent_at, updated_at: cx.now, ..delivery }, true)
}

fn unknown(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Delivery, Error> {
    let found = deliveries::find(conn, cx.workspace, id)?;
    found.filter(|delivery| delivery.stage == Stage::Unknown).ok_or(Error::NotFound("mail whose end is unknown"))
}
