//! A call comes in: is it genuine, was it here before, keep it.

use super::{Call, Label, Lock, Verdict, caller};
use crate::clock::Cx;
use crate::error::Error;
use crate::secret::{hex, sha256};
use crate::store::connections::{self, Connection};
use crate::store::inbound::{self, Inbound, State};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::{Conn, Id};

/// Longest topic, origin or key that is kept, in characters.
const MAX_WORD: usize = 200;

/// Whether a call to a connection is genuine. Reads nothing and writes nothing.
pub fn verify(cx: &Cx, connection: &Connection, call: &Call<'_>) -> Result<Verdict, Error> {
    let previous = connection.previous_secret.as_ref().filter(|_| connection.previous_until > Some(cx.now));
    let secrets: Result<Vec<Vec<u8>>, Error> =
        connection.secret.iter().chain(previous).map(|sealed| cx.keys().unseal(sealed)).collect();
    let lock = Lock { secrets: secrets?, config: &connection.config.0, now: cx.now };
    Ok(caller(connection.source).verify(call, &lock))
}

/// What to keep beside a genuine call, cut to what fits.
pub fn label(connection: &Connection, call: &Call<'_>) -> Label {
    let label = caller(connection.source).label(call);
    let key = match label.dedupe_key.as_str() {
        "" => hex(&sha256(call.raw)),
        long if long.len() > MAX_WORD => hex(&sha256(long.as_bytes())),
        key => key.to_owned(),
    };
    Label { topic: word(&label.topic), origin: word(&label.origin), dedupe_key: word(&key) }
}

/// Keeps a genuine call, once, and leaves its reading to a job.
pub fn keep(conn: &mut Conn, cx: &Cx, connection: &Connection, label: Label, raw: Vec<u8>) -> Result<(), Error> {
    let message = Inbound {
        workspace_id: cx.workspace,
        id: cx.id(),
        connection_id: connection.id,
        source: connection.source,
        topic: label.topic,
        origin: label.origin,
        dedupe_key: label.dedupe_key,
        raw,
        state: State::Waiting,
        detail: String::new(),
        person_id: None,
        received_at: cx.now,
        settled_at: None,
    };
    if inbound::insert(conn, &message)? {
        jobs::enqueue(conn, &[job(cx, message.id)])?;
        connections::received(conn, cx.workspace, connection.id, cx.now)?;
    }
    Ok(())
}

/// The job that reads a message.
pub fn job(cx: &Cx, inbound: Id) -> Job {
    Job::new(cx, Class::Single, Payload::Inbound { inbound }).once(format!("inbound/{inbound}"))
}

fn word(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_WORD).collect()
}
