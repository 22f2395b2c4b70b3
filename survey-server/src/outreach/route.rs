//! How sending stands: whether the way out is open, and how many mails wait for it.

use crate::error::Error;
use crate::store::breakers::{self, Breaker};
use crate::store::{Conn, Time, grouped};

/// How sending stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The routes that pause, each since when, why, and when the next mail is tried; none: mails go.
    pub paused: Vec<Breaker>,
    /// Mails that are due and not sent, over all workspaces.
    pub waiting: i64,
}

/// Looks at it: for the admin and for `status`.
pub fn standing(conn: &mut Conn, now: Time) -> Result<Standing, Error> {
    Ok(Standing { paused: breakers::list(conn)?, waiting: grouped::waiting(conn, now)? })
}
