//! Sessions of the admin: an opaque random token in a cookie, its hash in the database.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::Cx;
use crate::error::Error;
use crate::secret::sha256;
use crate::store::sessions::Session;
use crate::store::users::{Role, User};
use crate::store::{Conn, Id, Time, sessions, users};

/// A session that nobody used so long is over.
const IDLE_HOURS: i64 = 8;
/// No session lives longer.
const MAX_DAYS: i64 = 7;

/// Who is signed in, where, as what.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session's row.
    pub session: Session,
    /// The user.
    pub user: User,
    /// The role in the session's workspace.
    pub role: Role,
}

/// Opens a session for a user in the first of their workspaces. Returns the token for the cookie.
pub fn open(conn: &mut Conn, cx: &Cx, user: Id, user_agent: &str) -> Result<String, Error> {
    let token = URL_SAFE_NO_PAD.encode(cx.ids.secret::<32>()?);
    let workspaces = users::workspaces_of(conn, user)?;
    let workspace = workspaces.first().copied().ok_or_else(|| {
        Error::Forbidden("you are not a member of any workspace any more; ask an owner to invite you".to_owned())
    })?;
    let session = Session {
        token_hash: sha256(token.as_bytes()),
        user_id: user,
        workspace_id: workspace,
        user_agent: user_agent.chars().take(200).collect(),
        created_at: cx.now,
        seen_at: cx.now,
        expires_at: cx.now.plus_days(MAX_DAYS),
    };
    sessions::insert(conn, &session)?;
    users::signed_in(conn, user, cx.now)?;
    Ok(token)
}

/// The session of a token, if it is alive and its user still a member.
pub fn find(conn: &mut Conn, token: &str, now: Time) -> Result<Option<SignedIn>, Error> {
    let Some(session) = sessions::find(conn, &sha256(token.as_bytes()), now)? else { return Ok(None) };
    if session.seen_at < now.plus_secs(-IDLE_HOURS * 3600) {
        return Ok(None);
    }
    let Some(user) = users::find(conn, session.user_id)? else { return Ok(None) };
    let role = users::role(conn, session.workspace_id, user.id)?;
    Ok(role.map(|role| SignedIn { session, user, role }))
}

/// Ends the session of a token.
pub fn end(conn: &mut Conn, token: &str) -> Result<(), Error> {
    sessions::end(conn, &sha256(token.as_bytes()))
}

/// Whether the time of the last use is old enough to be worth a write.
pub fn is_stale(session: &Session, now: Time) -> bool {
    session.seen_at < now.plus_secs(-60)
}

/// The moment before which an unused session is over.
pub fn idle_since(now: Time) -> Time {
    now.plus_secs(-IDLE_HOURS * 3600)
}
