//! What is done with an endpoint after it was registered: changed, given a new secret, switched off and on.

use serde_json::json;

use super::callback;
use super::endpoint::{known, load, secret, vetted};
use crate::callback::OutboundPolicy;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::endpoints::{self, Dialect, Endpoint, State};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::users::{self, Role};
use crate::store::{Conn, Id, Json, Time, audit, callbacks, jobs};

/// A secret that was replaced still signs for so long, in seconds.
const OVERLAP_SECS: i64 = 24 * 60 * 60;
/// So many messages are sent again at one wish.
const MOST_AGAIN: i64 = 10_000;

/// What is to be different; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Where to.
    pub url: Option<String>,
    /// Which types.
    pub types: Option<Vec<String>>,
    /// Whether callbacks are sent.
    pub state: Option<State>,
}

/// Changes an endpoint.
pub fn change(
    conn: &mut Conn,
    cx: &Cx,
    policy: &OutboundPolicy,
    id: Id,
    change: &Change,
    actor: &str,
) -> Result<Endpoint, Error> {
    endpoints::lock(conn, cx.workspace, id)?;
    let mut endpoint = load(conn, cx, id)?;
    let mut problems = Vec::new();
    if let Some(url) = &change.url {
        endpoint.url = vetted(policy, url, &mut problems);
    }
    if let Some(types) = &change.types {
        endpoint.types = Json(known(types, &mut problems));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if let Some(state) = change.state.filter(|state| *state != endpoint.state) {
        endpoint.state = state;
        // It begins anew, with all the patience a new one gets.
        (endpoint.failures, endpoint.failing_since) = (0, None);
    }
    endpoint.updated_at = cx.now;
    endpoints::save(conn, &endpoint)?;
    audit::note(conn, cx, actor, "endpoint.change", &id.to_string())?;
    Ok(endpoint)
}

/// Switches an endpoint on that was disabled.
pub fn enable(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    load(conn, cx, id)?;
    endpoints::enable(conn, cx.workspace, id, cx.now)?;
    endpoints::succeeded(conn, cx.workspace, id)?;
    audit::note(conn, cx, actor, "endpoint.enable", &id.to_string())
}

/// Gives an endpoint a new secret, which signs at once; the one before signs beside it for a day, so that the receiver can
/// change over at leisure. In the dialect of Delighted there is room for one signature only: there the old one ends now.
/// The second value is the new secret, shown this once.
pub fn rotate(
    conn: &mut Conn,
    cx: &Cx,
    id: Id,
    own: Option<&str>,
    api_key: Option<&str>,
    actor: &str,
) -> Result<(Endpoint, String), Error> {
    endpoints::lock(conn, cx.workspace, id)?;
    let mut endpoint = load(conn, cx, id)?;
    let mut problems: Vec<Problem> = Vec::new();
    let fresh = secret(cx, endpoint.dialect, own, api_key, &mut problems)?;
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let before = std::mem::replace(&mut endpoint.secret, cx.keys().seal(&cx.ids, fresh.as_bytes())?);
    let overlap = endpoint.dialect == Dialect::Standard;
    endpoint.previous_secret = overlap.then_some(before);
    endpoint.previous_until = overlap.then(|| cx.now.plus_secs(OVERLAP_SECS));
    endpoint.updated_at = cx.now;
    endpoints::save(conn, &endpoint)?;
    audit::note(conn, cx, actor, "endpoint.rotate", &id.to_string())?;
    Ok((endpoint, fresh))
}

/// Switches an endpoint off that failed for days, or said that it is gone, and tells the owners.
pub fn give_up(conn: &mut Conn, cx: &Cx, id: Id, gone: bool) -> Result<(), Error> {
    let Some(endpoint) = endpoints::find(conn, cx.workspace, id)? else { return Ok(()) };
    // Several callbacks to it fail at the same time: one of them tells.
    if !endpoints::disable(conn, cx.workspace, id, cx.now)? {
        return Ok(());
    }
    audit::note(conn, cx, "system", "endpoint.disable", &id.to_string())?;
    let mut n = deliveries::last_number(conn, cx.workspace, id, Kind::EndpointDisabled)?;
    for (member, role) in users::members(conn, cx.workspace)? {
        if role != Role::Owner {
            continue;
        }
        n += 1;
        let params = json!({
            "user": member.id, "gone": gone, "since": endpoint.failing_since.unwrap_or(cx.now), "url": endpoint.url,
        });
        let delivery = Delivery::queued(cx, (id, Kind::EndpointDisabled, n), &member.email, params);
        deliveries::insert(conn, &delivery)?;
        jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])?;
    }
    Ok(())
}

/// Sends a callback again: same id, new attempt, at once.
pub fn retry(conn: &mut Conn, cx: &Cx, endpoint: Id, callback: Id) -> Result<(), Error> {
    let row = callbacks::find(conn, cx.workspace, callback)?
        .filter(|row| row.endpoint_id == endpoint)
        .ok_or(Error::NotFound("delivery"))?;
    callbacks::reopen(conn, cx.workspace, row.id, cx.now)?;
    // It may be waiting for its turn, or for its next attempt: a person does not wait.
    jobs::drop_by_key(conn, cx.workspace, &[callback::job_key(row.id)])?;
    jobs::enqueue(conn, &[callback::job(cx, row.id, endpoint).in_lane(callback::lane_by_hand(endpoint))])
}

/// Sends again what failed for good, of all callbacks made since a moment. Returns how many.
pub fn replay(conn: &mut Conn, cx: &Cx, endpoint: Id, since: Time, actor: &str) -> Result<usize, Error> {
    load(conn, cx, endpoint)?;
    let failed = callbacks::failed_since(conn, cx.workspace, endpoint, since, MOST_AGAIN)?;
    let mut again = Vec::with_capacity(failed.len());
    for id in &failed {
        callbacks::reopen(conn, cx.workspace, *id, cx.now)?;
        again.push(callback::job(cx, *id, endpoint));
    }
    jobs::enqueue(conn, &again)?;
    audit::note(conn, cx, actor, "endpoint.replay", &endpoint.to_string())?;
    Ok(failed.len())
}
