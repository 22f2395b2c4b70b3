//! The clocks of a case: somebody is warned before a deadline and told when it has passed; the clock to the solution
//! stands still while the customer has to answer, and while the case is settled.

use jiff::SignedDuration;
use serde_json::json;
use survey_core::recovery::{CaseStep, Clock as ClockKind, Pause, SlaClock, Within};

use super::alarm;
use super::case;
use super::duty::Rota;
use super::effects::Step;
use super::escalate;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::case_clocks::{self, Clock};
use crate::store::cases::{self, Case};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rooms::Kind;
use crate::store::workspaces::{self, Settings};
use crate::store::{Conn, Id, Time, jobs};

/// What can come on the way to a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    WarnOfContact,
    ContactLate,
    WarnOfSolution,
    SolutionLate,
}

/// Whether the clock to the solution stands still: the customer has to answer, or there is nothing to solve any more.
fn stands_still(case: &Case) -> bool {
    !case.is_open() || case.waiting_since.is_some()
}

/// What is still to come, and when.
fn moments(settings: &Settings, case: &Case, clock: &Clock) -> Vec<(Time, Moment)> {
    let mut found = Vec::new();
    if stands_still(case) {
        return found;
    }
    if case.contacted_at.is_none() && case.overdue_at.is_none() && !case.do_not_contact {
        found.push((case.due_at, Moment::ContactLate));
        if clock.warned_at.is_none() {
            let within = clock.contact_within.as_ref().map(|within| within.0);
            found.push((warn_at(settings, case.tapped_at, within, &[], case.due_at), Moment::WarnOfContact));
        }
    }
    if clock.resolve_overdue_at.is_none() {
        found.push((case.resolve_due_at, Moment::SolutionLate));
        if clock.resolve_warned_at.is_none() {
            let within = Some(clock.resolve_within.0);
            let at = warn_at(settings, case.tapped_at, within, &clock.pauses.0, case.resolve_due_at);
            found.push((at, Moment::WarnOfSolution));
        }
    }
    found
}

/// When the share of a promise's time is used up after which somebody is warned. Of a deadline that was moved by hand it
/// is the share of the time on the wall.
fn warn_at(settings: &Settings, started_at: Time, within: Option<Within>, pauses: &[Pause], due_at: Time) -> Time {
    let percent = settings.alerts.warn_percent;
    let clock = within.map(|within| SlaClock::with_pauses(started_at.timestamp(), within, pauses.iter().copied()));
    let counted = clock.filter(|clock| clock.due_at(&settings.calendar).map(Time::from) == Some(due_at));
    match counted.and_then(|clock| clock.at_share(&settings.calendar, percent)) {
        Some(at) => at.into(),
        None => started_at.plus_ms((due_at.0 - started_at.0).max(0) / 100 * i64::from(percent)),
    }
}

/// The job that looks at the next of a case's moments.
pub fn next_look(cx: &Cx, settings: &Settings, case: &Case, clock: &Clock) -> Option<Job> {
    let at = moments(settings, case, clock).into_iter().map(|(at, _)| at).min()?;
    let job = Job::new(cx, Class::Alert, Payload::Deadline { case: case.id }).at(at.max(cx.now));
    Some(job.once(format!("deadline/{}/{}", case.id, at.0)))
}

/// Looks whether a moment of a case has come; each is told once, and a warning never after its deadline.
pub fn look(conn: &mut Conn, cx: &Cx, id: Id) -> Result<(), Error> {
    pass(conn, cx, id, true)
}

/// The same for a past that is made up: the timeline says so, and nobody is told.
pub fn look_back(conn: &mut Conn, cx: &Cx, id: Id) -> Result<(), Error> {
    pass(conn, cx, id, false)
}

fn pass(conn: &mut Conn, cx: &Cx, id: Id, tells: bool) -> Result<(), Error> {
    cases::lock(conn, cx.workspace, id)?;
    let Some(case) = cases::find(conn, cx.workspace, id)? else { return Ok(()) };
    let Some(mut clock) = case_clocks::find(conn, cx.workspace, id)? else { return Ok(()) };
    let settings = workspaces::load(conn, cx.workspace)?.settings.0;
    let due: Vec<Moment> =
        moments(&settings, &case, &clock).into_iter().filter(|(at, _)| *at <= cx.now).map(|(_, what)| what).collect();
    let is_due = |what: Moment| due.contains(&what);
    // Programs hear once that a case is late, by whichever of its deadlines.
    let is_first = case.overdue_at.is_none() && clock.resolve_overdue_at.is_none();
    if is_due(Moment::WarnOfContact) || is_due(Moment::ContactLate) {
        clock.warned_at = Some(cx.now);
    }
    if is_due(Moment::WarnOfSolution) || is_due(Moment::SolutionLate) {
        clock.resolve_warned_at = Some(cx.now);
    }
    let mut late = Case { version: case.version + 1, updated_at: cx.now, ..case.clone() };
    if is_due(Moment::SolutionLate) {
        clock.resolve_overdue_at = Some(cx.now);
        // Nobody is to contact this customer: the one deadline is the solution's.
        late.overdue_at = late.overdue_at.or(case.do_not_contact.then_some(cx.now));
    }
    if is_due(Moment::ContactLate) {
        late.overdue_at = Some(cx.now);
    }
    if !due.is_empty() {
        case_clocks::save(conn, &clock)?;
    }
    let is_late = is_due(Moment::ContactLate) || is_due(Moment::SolutionLate);
    if is_late {
        case::keep(conn, &late, case.version)?;
    }
    for what in &due {
        tell(conn, cx, &case, *what, &due, tells)?;
    }
    if is_late && is_first {
        case::announce(conn, cx, &late, "case.overdue")?;
    }
    let now = if is_late { &late } else { &case };
    jobs::enqueue(conn, next_look(cx, &settings, now, &clock).as_slice())
}

/// Tells of a moment that has come, and says so on the timeline.
fn tell(conn: &mut Conn, cx: &Cx, case: &Case, what: Moment, due: &[Moment], tells: bool) -> Result<(), Error> {
    let (line, due_at) = match what {
        // Slept over: the deadline itself is told.
        Moment::WarnOfContact if due.contains(&Moment::ContactLate) => return Ok(()),
        Moment::WarnOfSolution if due.contains(&Moment::SolutionLate) => return Ok(()),
        Moment::WarnOfContact => ("warned", case.due_at),
        Moment::WarnOfSolution => ("solution_warned", case.resolve_due_at),
        Moment::ContactLate => ("overdue", case.due_at),
        Moment::SolutionLate => ("solution_overdue", case.resolve_due_at),
    };
    let rota = Rota::at(conn, cx, case.team.as_deref(), cx.now)?;
    let mut whom = alarm::whom(case, &rota);
    let is_late = matches!(what, Moment::ContactLate | Moment::SolutionLate);
    if is_late {
        whom.extend(rota.managers());
    }
    let mut seen = Vec::new();
    whom.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    let kind = if is_late { Kind::Overdue } else { Kind::Warning };
    let told = if tells { alarm::tell(conn, cx, case, &rota, &whom, kind)? } else { Vec::new() };
    case::note(conn, cx, case.id, line, "system", json!({"due_at": due_at, "to": told.join(", ")}))
}

/// What a step does to the clock of the solution, before the step is written: it stands still from now on, or goes on
/// and its deadline moves. Whoever writes the case has checked its version, so nobody else writes the clock.
pub fn carry(conn: &mut Conn, cx: &Cx, before: &Case, next: &mut Case) -> Result<(), Error> {
    let (stood, stands) = (stands_still(before), stands_still(next));
    if stood == stands {
        return Ok(());
    }
    let Some(mut clock) = case_clocks::find(conn, cx.workspace, before.id)? else { return Ok(()) };
    if stands {
        clock.pauses.0.push(Pause { from: cx.now.timestamp(), until: None });
    } else {
        let settings = workspaces::load(conn, cx.workspace)?.settings.0;
        next.resolve_due_at = goes_on(&settings, before, &mut clock, cx.now);
        // Who was never reached is to be reached in the time that was left when the case was settled.
        if let (None, None, Some(settled_at)) = (before.contacted_at, before.overdue_at, before.resolved_at) {
            let kind = clock.contact_within.as_ref().map_or(clock.resolve_within.0.clock, |within| within.0.clock);
            next.due_at = what_was_left(&settings, kind, before.due_at, settled_at, cx.now);
        }
    }
    case_clocks::save(conn, &clock)
}

/// Ends the pause; the deadline from then on.
fn goes_on(settings: &Settings, case: &Case, clock: &mut Clock, now: Time) -> Time {
    let (calendar, within) = (&settings.calendar, clock.resolve_within.0);
    let counted = |pauses: &[Pause]| {
        let clock = SlaClock::with_pauses(case.tapped_at.timestamp(), within, pauses.iter().copied());
        clock.due_at(calendar).map(Time::from)
    };
    // A case of before, whose pause nobody wrote down.
    if clock.pauses.0.last().is_none_or(|last| last.until.is_some()) {
        let from = case.waiting_since.or(case.resolved_at).unwrap_or(now);
        clock.pauses.0.push(Pause { from: from.timestamp(), until: None });
    }
    let Some((last, before)) = clock.pauses.0.split_last_mut() else { return case.resolve_due_at };
    let from = last.from;
    last.until = Some(now.timestamp().max(from));
    if counted(before) == Some(case.resolve_due_at) {
        return counted(&clock.pauses.0).unwrap_or(case.resolve_due_at);
    }
    // It was moved by hand.
    what_was_left(settings, within.clock, case.resolve_due_at, from.into(), now)
}

/// A deadline after a pause: what was left when it began is left when it ends. One that had passed stays where it was.
fn what_was_left(settings: &Settings, kind: ClockKind, due_at: Time, paused_at: Time, now: Time) -> Time {
    let calendar = &settings.calendar;
    let left = calendar.elapsed(paused_at.timestamp(), due_at.timestamp(), kind);
    if left == SignedDuration::ZERO {
        return due_at;
    }
    calendar.add_duration(now.timestamp(), left, kind).into()
}

/// What follows from a step: escalation ends when somebody has the case and begins anew when nobody has it any more; the
/// next look is planned for the deadlines as they are now; who is on duty hears that a case is open again.
pub fn after_step(conn: &mut Conn, cx: &Cx, step: &Step<'_>) -> Result<(), Error> {
    if step.step == CaseStep::Note {
        return Ok(());
    }
    let case = step.after;
    let Some(mut clock) = case_clocks::find(conn, cx.workspace, case.id)? else { return Ok(()) };
    let settings = workspaces::load(conn, cx.workspace)?.settings.0;
    let begun = match step.step {
        CaseStep::Release | CaseStep::Reopen => escalate::begin(cx, &settings, case, &mut clock),
        _ => {
            escalate::end(&mut clock);
            None
        }
    };
    case_clocks::save(conn, &clock)?;
    let look = next_look(cx, &settings, case, &clock);
    jobs::enqueue(conn, &begun.into_iter().chain(look).collect::<Vec<_>>())?;
    // What contradicted itself and stands again is told by the rules.
    if step.step == CaseStep::Reopen && step.actor != "system" {
        let rota = Rota::at(conn, cx, case.team.as_deref(), cx.now)?;
        let mut whom = rota.on_duty();
        whom.extend(step.before.assignee_id.filter(|before| !whom.contains(before)));
        whom.retain(|id| id.to_string() != step.actor);
        alarm::tell(conn, cx, case, &rota, &whom, Kind::Reopened)?;
    }
    Ok(())
}

/// The clocks begin anew, counted from the answer that stands.
pub fn begin_again(
    conn: &mut Conn,
    cx: &Cx,
    case: &Case,
    contact_within: Option<Within>,
    resolve_within: Within,
) -> Result<(), Error> {
    let Some(mut clock) = case_clocks::find(conn, cx.workspace, case.id)? else { return Ok(()) };
    let settings = workspaces::load(conn, cx.workspace)?.settings.0;
    clock.contact_within = contact_within.map(crate::store::Json);
    clock.resolve_within.0 = resolve_within;
    clock.pauses.0.clear();
    (clock.warned_at, clock.resolve_warned_at, clock.resolve_overdue_at) = (None, None, None);
    case_clocks::save(conn, &clock)?;
    jobs::enqueue(conn, next_look(cx, &settings, case, &clock).as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_moved_deadline_is_what_the_clock_of_the_promise_says() {
        let settings = Settings::default();
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
        let (started, paused, resumed) =
            (at("2026-11-20T10:00:00Z"), at("2026-11-20T10:20:00Z"), at("2026-11-20T11:00:00Z"));
        let mut promise = SlaClock::new(started, Within::wall(60));
        let due = promise.due_at(&settings.calendar).unwrap();
        promise.pause(paused);
        promise.resume(resumed);
        let moved = what_was_left(&settings, ClockKind::Wall, due.into(), paused.into(), resumed.into());
        assert_eq!(Some(moved.timestamp()), promise.due_at(&settings.calendar));
        let late = what_was_left(&settings, ClockKind::Wall, started.into(), paused.into(), resumed.into());
        assert_eq!(late, started.into(), "a deadline that had passed is not given back");
    }
}
