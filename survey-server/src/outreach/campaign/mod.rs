//! Campaigns: a file of many people who are asked by one survey.
//!
//! `check` reads the file and says what it comes to; a person confirms (`life`); `plan` decides on slice after slice and
//! keeps a window of mails ahead; `progress` counts.

pub mod check;
mod facts;
pub mod life;
mod line;
pub mod plan;
pub mod progress;
pub mod refused;
pub mod schedule;
#[cfg(test)]
mod tests;

use survey_core::outreach::Basis;

use super::plan::basis_of;
use crate::error::Error;
use crate::store::campaigns::{self, State};
use crate::store::{Conn, Id, WorkspaceId};

/// What a campaign says to a mail of its that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Go out, on these grounds.
    Open(Option<Basis>),
    /// Wait: a person paused it.
    Paused,
    /// Do not go out: a person cancelled it.
    Cancelled,
}

/// Whether the mails of a campaign may go out now.
pub fn gate(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Gate, Error> {
    Ok(match campaigns::find(conn, workspace, id)? {
        None => Gate::Open(None),
        Some(campaign) => match campaign.state {
            State::Paused => Gate::Paused,
            State::Cancelled => Gate::Cancelled,
            State::Draft | State::Planning | State::Running | State::Done => {
                Gate::Open(campaign.basis.as_deref().and_then(basis_of))
            }
        },
    })
}
