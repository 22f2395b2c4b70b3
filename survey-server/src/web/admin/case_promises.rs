//! What the customer of a case was promised, and what they said themselves: for the case's page.

use serde::Serialize;

use crate::clock::Cx;
use crate::error::Error;
use crate::secret::Purpose;
use crate::store::cases::Case;
use crate::store::{Conn, Time, case_wishes, promises};

/// The section of the page.
#[derive(Debug, Serialize)]
pub struct Promised {
    /// What the customer sees.
    page: String,
    promises: Vec<Line>,
    /// When the customer wishes to be called.
    call_at: Option<Time>,
    /// Whether the customer says that it is solved: `yes`, `no`.
    solved: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Line {
    what: &'static str,
    at: Time,
    state: &'static str,
    reason: Option<String>,
}

/// Reads it.
pub fn shown(conn: &mut Conn, cx: &Cx, case: &Case) -> Result<Promised, Error> {
    let wish = case_wishes::load(conn, cx.workspace, case.id)?;
    let line = |promise: promises::Promise| Line {
        what: promise.what.word(),
        at: promise.promised_at,
        state: promise.state.word(),
        reason: promise.reason,
    };
    let promised = promises::list(conn, cx.workspace, case.id)?.into_iter();
    let promised = promised.filter(|promise| promise.state != promises::State::Withdrawn);
    let token = cx.keys().link(Purpose::CaseStatus, cx.workspace, case.id, 0);
    Ok(Promised {
        page: format!("/c/{token}"),
        promises: promised.map(line).collect(),
        call_at: wish.call_at,
        solved: wish.solved.map(|solved| if solved { "yes" } else { "no" }),
    })
}
