//! Endpoints: registered, tested, deleted; the secret is shown once.

use super::callback::{self, TYPES};
use crate::callback::{OutboundPolicy, Secret};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::endpoints::{Dialect, Endpoint, State};
use crate::store::{Conn, Id, Json, audit, callbacks, endpoints, jobs};

/// Most endpoints of a workspace.
const MAX_ENDPOINTS: usize = 50;

/// What one asks for when registering an endpoint.
#[derive(Clone, Debug, Default)]
pub struct EndpointInput {
    /// Where to.
    pub url: String,
    /// Which types.
    pub types: Vec<String>,
    /// How written and signed.
    pub dialect: Option<Dialect>,
    /// A secret of the business's own.
    pub secret: Option<String>,
    /// The API key that made the request: it signs where the dialect wants it and no secret was given.
    pub api_key: Option<String>,
}

/// Registers an endpoint. The second value is its secret, shown this once.
pub fn create(
    conn: &mut Conn,
    cx: &Cx,
    policy: &OutboundPolicy,
    input: &EndpointInput,
    actor: &str,
) -> Result<(Endpoint, String), Error> {
    let mut problems = Vec::new();
    let url = match policy.vet(&input.url) {
        Ok(url) => url.to_string(),
        Err(refused) => {
            problems.push(Problem::new("url", refused.to_string()));
            String::new()
        }
    };
    if input.types.is_empty() {
        problems.push(Problem::new("events", format!("names no type; choose of {}", TYPES.join(", "))));
    }
    for (at, kind) in input.types.iter().enumerate().filter(|(_, kind)| !TYPES.contains(&kind.as_str())) {
        problems.push(Problem::new(
            format!("events[{at}]"),
            format!("{kind:?} is not a type; choose of {}", TYPES.join(", ")),
        ));
    }
    let dialect = input.dialect.unwrap_or(Dialect::Standard);
    let secret = match (dialect, &input.secret, &input.api_key) {
        (Dialect::Standard, Some(own), _) => match Secret::parse(own) {
            Ok(secret) => secret.reveal(),
            Err(invalid) => {
                problems.push(Problem::new("secret", invalid.to_string()));
                String::new()
            }
        },
        (Dialect::Standard, None, _) => Secret::generate(cx.ids.secret()?).reveal(),
        (Dialect::Delighted, Some(own), _) if own.len() >= 16 => own.clone(),
        (Dialect::Delighted, Some(_), _) => {
            problems.push(Problem::new("secret", "is shorter than 16 characters"));
            String::new()
        }
        (Dialect::Delighted, None, Some(key)) => key.clone(),
        (Dialect::Delighted, None, None) => Secret::generate(cx.ids.secret()?).reveal(),
    };
    if endpoints::list(conn, cx.workspace)?.len() >= MAX_ENDPOINTS {
        problems.push(Problem::new("", format!("there are {MAX_ENDPOINTS} endpoints already; delete one first")));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut types = input.types.clone();
    types.dedup();
    let endpoint = Endpoint {
        workspace_id: cx.workspace,
        id: cx.id(),
        url,
        dialect,
        types: Json(types),
        secret: cx.keys().seal(&cx.ids, secret.as_bytes())?,
        previous_secret: None,
        previous_until: None,
        state: State::Active,
        failures: 0,
        failing_since: None,
        created_at: cx.now,
        updated_at: cx.now,
    };
    endpoints::insert(conn, &endpoint)?;
    audit::note(conn, cx, actor, "endpoint.create", &endpoint.id.to_string())?;
    Ok((endpoint, secret))
}

/// The endpoint of this id.
pub fn load(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Endpoint, Error> {
    endpoints::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("webhook"))
}

/// Deletes an endpoint: what waits for it is not sent.
pub fn delete(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    load(conn, cx, id)?;
    endpoints::delete(conn, cx.workspace, id)?;
    audit::note(conn, cx, actor, "endpoint.delete", &id.to_string())
}

/// Switches an endpoint on that was disabled.
pub fn enable(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    load(conn, cx, id)?;
    endpoints::set_state(conn, cx.workspace, id, State::Active, cx.now)?;
    endpoints::succeeded(conn, cx.workspace, id)?;
    audit::note(conn, cx, actor, "endpoint.enable", &id.to_string())
}

/// Sends a callback again: same id, new attempt.
pub fn retry(conn: &mut Conn, cx: &Cx, endpoint: Id, callback: Id) -> Result<(), Error> {
    let row = callbacks::find(conn, cx.workspace, callback)?
        .filter(|row| row.endpoint_id == endpoint)
        .ok_or(Error::NotFound("delivery"))?;
    callbacks::reopen(conn, cx.workspace, row.id, cx.now)?;
    jobs::enqueue(conn, &[callback::job(cx, row.id, endpoint)])
}
