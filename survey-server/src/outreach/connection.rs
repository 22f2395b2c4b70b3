//! Connections: an address for a program out there, its secret, what came by it.

use survey_core::Properties;
use survey_core::outreach::Basis;

use super::inbound::{caller, receive};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::secret::{Claim, Purpose, hex};
use crate::store::connections::{Connection, Source};
use crate::store::{Conn, Id, Json, Time, audit, connections, inbound, jobs};

/// Most connections of a workspace.
const MAX_CONNECTIONS: usize = 50;
/// Most characters of a name.
const MAX_NAME: usize = 100;
/// Most bytes of a secret.
const MAX_SECRET: usize = 1_000;
/// So long a secret counts after a new one was given: programs take up to an hour to change over.
const OVERLAP_SECS: i64 = 24 * 3600;

/// The setting of a connection that says on what grounds its customers are asked.
pub const BASIS: &str = "basis";

/// A connection that is to be made.
#[derive(Clone, Debug)]
pub struct ConnectionInput {
    /// To what.
    pub source: Source,
    /// For people.
    pub name: String,
    /// What only this kind needs, and the basis.
    pub config: Properties,
}

/// What a token in an address of ours names; none when we did not make it.
pub fn claim(cx: &Cx, token: &str) -> Option<Claim> {
    cx.keys().open_link(Purpose::Hook, token).filter(|claim| claim.generation == 0)
}

/// The address that the program is to call.
pub fn url(cx: &Cx, connection: &Connection) -> String {
    let token = cx.keys().link(Purpose::Hook, connection.workspace_id, connection.id, 0);
    cx.url(&format!("/hooks/{}/{token}", connection.source.word()))
}

/// Makes one. Where the secret is ours to make, it is the second value, shown this once.
pub fn create(
    conn: &mut Conn,
    cx: &Cx,
    input: &ConnectionInput,
    actor: &str,
) -> Result<(Connection, Option<String>), Error> {
    let mut problems = Vec::new();
    check_name(&input.name, &mut problems);
    let basis = input.config.get(BASIS).cloned();
    if basis.is_some_and(|basis| serde_json::from_value::<Basis>(basis).is_err()) {
        problems.push(Problem::new("basis", "must be consent, soft_opt_in or legitimate_interest"));
    }
    if connections::list(conn, cx.workspace)?.len() >= MAX_CONNECTIONS {
        problems.push(Problem::new("", format!("there are {MAX_CONNECTIONS} connections already; remove one first")));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let secret = if caller(input.source).takes_our_secret() { Some(hex(&cx.ids.secret::<24>()?)) } else { None };
    let connection = Connection {
        workspace_id: cx.workspace,
        id: cx.id(),
        source: input.source,
        name: input.name.trim().to_owned(),
        secret: secret.as_ref().map(|secret| cx.keys().seal(&cx.ids, secret.as_bytes())).transpose()?,
        previous_secret: None,
        previous_until: None,
        config: Json(input.config.clone()),
        received: 0,
        refused: 0,
        last_received_at: None,
        last_refused_at: None,
        created_at: cx.now,
        updated_at: cx.now,
    };
    connections::insert(conn, &connection)?;
    audit::note(conn, cx, actor, "connection.create", &connection.id.to_string())?;
    Ok((connection, secret))
}

fn check_name(name: &str, problems: &mut Vec<Problem>) {
    let name = name.trim();
    if name.is_empty() {
        problems.push(Problem::new("name", "is missing; give it a name that you will recognise"));
    } else if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        problems.push(Problem::new("name", format!("must be at most {MAX_NAME} characters on one line")));
    }
}

/// The connection of this id.
pub fn load(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Connection, Error> {
    connections::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("connection"))
}

/// Takes the secret that the program signs with. The one before it counts for another day.
pub fn set_secret(conn: &mut Conn, cx: &Cx, id: Id, secret: &str, actor: &str) -> Result<(), Error> {
    let connection = load(conn, cx, id)?;
    let secret = secret.trim();
    let problem = match secret {
        "" => Some("is missing; paste the secret that the program signs with"),
        long if long.len() > MAX_SECRET => Some("is longer than any secret; paste the secret alone"),
        odd if odd.chars().any(char::is_control) => Some("must be one line; paste the secret alone"),
        secret => caller(connection.source).doubt(secret),
    };
    if let Some(problem) = problem {
        return Err(Error::invalid("secret", problem));
    }
    replace_secret(conn, cx, connection, secret)?;
    audit::note(conn, cx, actor, "connection.secret", &id.to_string())
}

/// Makes a new secret where it is ours to make; shown this once. The one before it counts for another day.
pub fn renew_secret(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<String, Error> {
    let connection = load(conn, cx, id)?;
    if !caller(connection.source).takes_our_secret() {
        return Err(Error::invalid("secret", "is made by the program; paste the new one here"));
    }
    let secret = hex(&cx.ids.secret::<24>()?);
    replace_secret(conn, cx, connection, &secret)?;
    audit::note(conn, cx, actor, "connection.secret", &id.to_string())?;
    Ok(secret)
}

fn replace_secret(conn: &mut Conn, cx: &Cx, connection: Connection, secret: &str) -> Result<(), Error> {
    let until: Option<Time> = connection.secret.is_some().then(|| cx.now.plus_secs(OVERLAP_SECS));
    let changed = Connection {
        previous_secret: connection.secret,
        previous_until: until,
        secret: Some(cx.keys().seal(&cx.ids, secret.as_bytes())?),
        updated_at: cx.now,
        ..connection
    };
    connections::update(conn, &changed)
}

/// Removes a connection and everything that came by it. What it led to stays.
pub fn remove(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    load(conn, cx, id)?;
    inbound::delete_by_connection(conn, cx.workspace, id)?;
    connections::delete(conn, cx.workspace, id)?;
    audit::note(conn, cx, actor, "connection.remove", &id.to_string())
}

/// Has a failed message read again.
pub fn retry(conn: &mut Conn, cx: &Cx, connection: Id, message: Id) -> Result<(), Error> {
    if !inbound::reopen(conn, cx.workspace, connection, message)? {
        return Err(Error::NotFound("message that failed"));
    }
    jobs::enqueue(conn, &[receive::job(cx, message)])
}
