//! Tells a member that a case was given to them: whoever gave it looks at it no longer.

use survey_core::recovery::CaseStep;

use super::alarm;
use super::duty::Rota;
use super::effects::Step;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;
use crate::store::rooms::Kind;

/// Tells the one who has the case now, unless they had it before or took it themselves.
pub(super) fn after_step(conn: &mut Conn, cx: &Cx, step: &Step<'_>) -> Result<(), Error> {
    let given = step.after.assignee_id.filter(|to| {
        step.step == CaseStep::Assign && step.before.assignee_id != Some(*to) && step.actor != to.to_string()
    });
    let Some(to) = given.filter(|_| step.after.is_open()) else { return Ok(()) };
    let rota = Rota::at(conn, cx, step.after.team.as_deref(), cx.now)?;
    alarm::tell_people(conn, cx, step.after, &rota, &[to], Kind::Assigned).map(drop)
}
