//! Answers that contradict each other: what they set off is taken back, and comes again if one that stands follows.

use serde_json::json;
use survey_core::recovery::{CaseStep, NewCase};

use super::case;
use super::clock;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{self, Case};
use crate::store::responses::Response;
use crate::store::{Conn, Id, jobs};

/// The reason on the timeline.
const REASON: &str = "contradicted";

/// What the job is known by that tells the team of an answer.
pub(super) fn alert_key(case: Id, response: Id) -> String {
    format!("alert/{case}/{response}")
}

/// Closes the case that an answer opened, with that reason, and withdraws the alerts that it set off and that have not
/// gone out. The rules are free to act again, should an answer follow that stands.
pub(super) fn withdraw(conn: &mut Conn, cx: &Cx, row: &Response) -> Result<Option<Case>, Error> {
    cases::forget_done(conn, cx.workspace, row.id)?;
    let own = cases::find_by_response(conn, cx.workspace, row.id)?;
    let joined = match row.person_id {
        Some(person) => cases::open_of_person(conn, cx.workspace, person)?,
        None => Vec::new(),
    };
    let keys: Vec<String> = own.iter().chain(&joined).map(|case| alert_key(case.id, row.id)).collect();
    jobs::drop_by_key(conn, cx.workspace, &keys)?;
    let Some(open) = own.filter(Case::is_open) else { return Ok(None) };
    // Mails on their way look whether the case is still open.
    case::step(conn, cx, &open, CaseStep::Dismiss, "system", json!({"reason": REASON})).map(Some)
}

/// A case that was closed because answers contradicted each other, open again with its deadlines counted from the answer
/// that stands; any other case as it is.
pub(super) fn taken_back(conn: &mut Conn, cx: &Cx, own: Case, row: &Response, wanted: &NewCase) -> Result<Case, Error> {
    let closed = cases::entries(conn, cx.workspace, own.id)?.into_iter().rev().find(|entry| entry.kind == "dismiss");
    if own.is_open() || closed.is_none_or(|entry| entry.detail.0["reason"] != REASON) {
        return Ok(own);
    }
    let open = case::step(conn, cx, &own, CaseStep::Reopen, "system", json!({}))?;
    let due_at = wanted.contact_due_at.unwrap_or(wanted.resolve_due_at).into();
    let fresh = Case {
        tapped_at: row.answered_at,
        opened_at: cx.now,
        due_at,
        resolve_due_at: wanted.resolve_due_at.into(),
        overdue_at: None,
        version: open.version + 1,
        ..open.clone()
    };
    cases::update(conn, &fresh, open.version)?;
    clock::begin_again(conn, cx, &fresh, wanted.contact_within, wanted.resolve_within)?;
    case::announce(conn, cx, &fresh, "case.reopened")?;
    Ok(fresh)
}
