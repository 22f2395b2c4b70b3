//! Endpoints: registered, tested, deleted; the secret is shown once.

use super::callback::TYPES;
use crate::callback::{OutboundPolicy, Secret};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::endpoints::{Dialect, Endpoint, State};
use crate::store::{Conn, Id, Json, audit, endpoints};

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
    let url = vetted(policy, &input.url, &mut problems);
    let types = known(&input.types, &mut problems);
    let dialect = input.dialect.unwrap_or(Dialect::Standard);
    let secret = secret(cx, dialect, input.secret.as_deref(), input.api_key.as_deref(), &mut problems)?;
    if endpoints::list(conn, cx.workspace)?.len() >= MAX_ENDPOINTS {
        problems.push(Problem::new("", format!("there are {MAX_ENDPOINTS} endpoints already; delete one first")));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
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

/// The address as it is kept; what is wrong with it is said, and written down: somebody may be trying doors.
pub(super) fn vetted(policy: &OutboundPolicy, url: &str, problems: &mut Vec<Problem>) -> String {
    match policy.vet(url) {
        Ok(url) => url.to_string(),
        Err(refused) => {
            tracing::warn!(%refused, "the address of an endpoint was refused");
            problems.push(Problem::new("url", refused.to_string()));
            String::new()
        }
    }
}

/// The types, each once, if there are any and all are known.
pub(super) fn known(types: &[String], problems: &mut Vec<Problem>) -> Vec<String> {
    if types.is_empty() {
        problems.push(Problem::new("events", format!("names no type; choose of {}", TYPES.join(", "))));
    }
    let mut once: Vec<String> = Vec::new();
    for (at, kind) in types.iter().enumerate() {
        if !TYPES.contains(&kind.as_str()) {
            let wrong = format!("{kind:?} is not a type; choose of {}", TYPES.join(", "));
            problems.push(Problem::new(format!("events[{at}]"), wrong));
        }
        if !once.contains(kind) {
            once.push(kind.clone());
        }
    }
    once
}

/// What is to sign: the business's own secret, in the dialect of Delighted the API key, or else a new one.
pub(super) fn secret(
    cx: &Cx,
    dialect: Dialect,
    own: Option<&str>,
    api_key: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Result<String, Error> {
    Ok(match (dialect, own, api_key) {
        (Dialect::Standard, Some(own), _) => match Secret::parse(own) {
            Ok(secret) => secret.reveal(),
            Err(invalid) => {
                problems.push(Problem::new("secret", invalid.to_string()));
                String::new()
            }
        },
        (Dialect::Delighted, Some(own), _) if own.len() >= 16 => own.to_owned(),
        (Dialect::Delighted, Some(_), _) => {
            problems.push(Problem::new("secret", "is shorter than 16 characters"));
            String::new()
        }
        (Dialect::Delighted, None, Some(key)) => key.to_owned(),
        (_, None, _) => Secret::generate(cx.ids.secret()?).reveal(),
    })
}
