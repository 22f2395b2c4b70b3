//! What a step in a case's life sets off: one place for the whole list, called in the transaction of the step.

use survey_core::recovery::CaseStep;

use super::assigned;
use super::clock;
use super::promise;
use super::reask;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;
use crate::store::cases::Case;

/// What happened to a case.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The case as it was.
    pub before: &'a Case,
    /// The case as it now stands, stored.
    pub after: &'a Case,
    /// What was done.
    pub step: CaseStep,
    /// Who did it: a user's id, `api`, `system`, `respondent`.
    pub actor: &'a str,
}

/// Does everything that follows from a step.
pub fn after_step(conn: &mut Conn, cx: &Cx, step: &Step<'_>) -> Result<(), Error> {
    promise::after_step(conn, cx, step)?;
    clock::after_step(conn, cx, step)?;
    assigned::after_step(conn, cx, step)?;
    reask::after_step(conn, cx, step)
}
