//! Escalation: while nobody takes a case, somebody else is told, until somebody does.

use serde_json::json;
use survey_core::recovery::{CaseState, DueStep, Escalation, EscalationStep, Tell};

use super::alarm;
use super::case;
use super::duty::Rota;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::case_clocks::{self, Clock};
use crate::store::cases::{self, Case};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rooms::Kind;
use crate::store::workspaces::{self, Settings};
use crate::store::{Conn, Id, Time, jobs};

/// A worker that was away catches up with so many steps at once, of which the last is told.
const MOST_DUE: usize = 10_000;

/// Begins the chain for a case that nobody has; the job that takes its first step.
pub fn begin(cx: &Cx, settings: &Settings, case: &Case, clock: &mut Clock) -> Option<Job> {
    clock.escalation_step = 0;
    clock.escalate_at = None;
    clock.escalating_since = Some(cx.now);
    // A note is to be read and settled by its deadline; nobody waits for a call.
    if case.do_not_contact || case.state != CaseState::Open.name() {
        return None;
    }
    let first = settings.alerts.escalation.step(&settings.calendar, cx.now.timestamp(), 0)?;
    clock.escalate_at = Some(first.at.into());
    clock.escalate_at.map(|at| job(cx, case.id, at))
}

/// Ends the chain: somebody has the case, or there is nothing to take.
pub fn end(clock: &mut Clock) {
    clock.escalate_at = None;
}

/// One job a moment: a chain that begins anew never meets the jobs of the one before.
fn job(cx: &Cx, case: Id, at: Time) -> Job {
    Job::new(cx, Class::Alert, Payload::Escalate { case }).at(at.max(cx.now)).once(format!("escalate/{case}/{}", at.0))
}

/// Takes the step that is due, if the case still waits for somebody. Steps that were slept over are passed by: only the
/// last is told.
pub fn run(conn: &mut Conn, cx: &Cx, id: Id) -> Result<(), Error> {
    cases::lock(conn, cx.workspace, id)?;
    let Some(case) = cases::find(conn, cx.workspace, id)? else { return Ok(()) };
    let Some(mut clock) = case_clocks::find(conn, cx.workspace, id)? else { return Ok(()) };
    let waits = case.state == CaseState::Open.name() && !case.do_not_contact;
    if !waits || clock.escalate_at.is_none_or(|at| at > cx.now) {
        return Ok(());
    }
    let settings = workspaces::load(conn, cx.workspace)?.settings.0;
    let (chain, calendar) = (&settings.alerts.escalation, &settings.calendar);
    let since = clock.escalating_since.unwrap_or(case.opened_at).timestamp();
    let done = clock.escalation_step.unsigned_abs();
    let due = chain.due(calendar, since, done, cx.now.timestamp(), MOST_DUE).pop();
    let next = due.map_or(done, |step| step.number + 1);
    clock.escalation_step = i32::try_from(next).unwrap_or(i32::MAX);
    clock.escalate_at = chain.step(calendar, since, next).map(|step| step.at.into());
    case_clocks::save(conn, &clock)?;
    if let Some(at) = clock.escalate_at {
        jobs::enqueue(conn, &[job(cx, id, at)])?;
    }
    due.map_or(Ok(()), |step| take(conn, cx, &case, chain, step))
}

/// Tells those whom the step names, and says so on the timeline.
fn take(conn: &mut Conn, cx: &Cx, case: &Case, chain: &Escalation, step: DueStep) -> Result<(), Error> {
    let rota = Rota::at(conn, cx, case.team.as_deref(), cx.now)?;
    let whom = match step.tell {
        Tell::NextPerson => rota.next(place(chain, step.number)).map_or_else(|| rota.on_duty(), |next| vec![next]),
        Tell::Manager => rota.managers(),
        _ => rota.on_duty(),
    };
    let told = alarm::tell(conn, cx, case, &rota, &whom, Kind::Reminder)?;
    let detail = json!({"step": step.number, "tell": step.tell, "to": told.join(", ")});
    case::note(conn, cx, case.id, "escalate", "system", detail)
}

/// How many steps before this one told a next person: each tells another one.
fn place(chain: &Escalation, number: u32) -> usize {
    let number = number as usize;
    let next = |step: &&EscalationStep| step.tell == Tell::NextPerson;
    let listed = chain.steps.iter().take(number).filter(next).count();
    let repeats =
        if chain.steps.last().is_some_and(|last| next(&last)) { number.saturating_sub(chain.steps.len()) } else { 0 };
    listed + repeats
}

#[cfg(test)]
mod tests {
    use survey_core::recovery::Within;

    use super::*;

    #[test]
    fn each_step_to_a_next_person_tells_another_one() {
        let step = |minutes, tell| EscalationStep { after: Within::wall(minutes), tell };
        let steps = vec![step(5, Tell::NextPerson), step(10, Tell::Manager), step(15, Tell::NextPerson)];
        let chain = Escalation { steps, repeat_every: Some(Within::wall(15)) };
        assert_eq!([0, 2, 3, 4].map(|number| place(&chain, number)), [0, 1, 2, 3]);
    }
}
