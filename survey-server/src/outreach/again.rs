//! Invitations that ask again after a case was resolved: which they are, and what their mails say of it first.

use std::collections::HashMap;

use survey_core::outreach::Basis;

use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::Case;
use crate::store::{Conn, Id, Time, cases, reasks};

/// They told us that something was wrong: to ask whether it is right now belongs to the same conversation.
pub const BASIS: Basis = Basis::LegitimateInterest;

/// Why an invitation comes that asks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The case.
    pub case: Id,
    /// When the customer told us, or when we noticed.
    pub since: Time,
    /// What can be said of it honestly.
    pub how: How,
}

/// What can be said honestly of a case to its customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// They told us, and we believe that it is solved.
    Solved,
    /// They told us; it is not solved, or not yet.
    Told,
    /// They said nothing: we noticed ourselves.
    Noticed,
}

impl How {
    /// The word in texts.
    pub fn word(self) -> &'static str {
        match self {
            How::Solved => "solved",
            How::Told => "told",
            How::Noticed => "noticed",
        }
    }

    fn of(case: &Case) -> Self {
        match case.origin.as_str() {
            "event" | "time" => How::Noticed,
            _ if case.state == "resolved" && case.outcome.as_deref() == Some("solved") => How::Solved,
            _ => How::Told,
        }
    }
}

/// Those of these invitations that ask again.
pub fn of(conn: &mut Conn, cx: &Cx, invitations: &[Id]) -> Result<HashMap<Id, Again>, Error> {
    let mut found = HashMap::new();
    for reask in reasks::of_invitations(conn, cx.workspace, invitations)? {
        let Some(case) = cases::find(conn, cx.workspace, reask.case_id)? else { continue };
        if let Some(invitation) = reask.invitation_id {
            found.insert(invitation, Again { case: case.id, since: case.tapped_at, how: How::of(&case) });
        }
    }
    Ok(found)
}
