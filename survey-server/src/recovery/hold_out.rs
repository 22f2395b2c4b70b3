//! The hold-out: a lot decides who waits for the first contact until they were asked again, so that what being contacted
//! changes is measured and not assumed.
//!
//! Nobody is ignored: who is drawn has a case with a deadline like everybody, only a later one, and is told that time.
//! Urgent and important cases, calls for help and customers whom nobody can ask are never drawn. Everybody who could have
//! been drawn is asked again at the same distance from their answer, so that the two groups are alike but for the lot.

use survey_core::recovery::{NewCase, Priority};

use super::reask;
use crate::clock::Cx;
use crate::store::Id;
use crate::store::cases::Case;
use crate::store::jobs::Job;
use crate::store::reasks::Reask;
use crate::store::responses::Response;
use crate::store::workspaces::Settings;

/// A case that takes part in the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// It was drawn: its first contact waits.
    pub held_out: bool,
    /// Days until both groups are asked again.
    pub days: u32,
}

/// Draws for the case that an answer wants, if it can be drawn, and puts its deadlines off where it waits.
pub fn draw(cx: &Cx, settings: &Settings, row: &Response, wanted: &mut NewCase) -> Option<Trial> {
    let wish = &settings.ask_again;
    let on = wish.active && wish.hold_out_percent > 0;
    let may_wait = wanted.priority <= Priority::Normal && !wanted.do_not_contact && row.person_id.is_some();
    if !on || !may_wait {
        return None;
    }
    let held_out = lot(cx, row.id) < f64::from(wish.hold_out_percent) / 100.0;
    if held_out {
        let wait = jiff::SignedDuration::from_hours(24 * i64::from(wish.after_days));
        let later = |at: jiff::Timestamp| at.checked_add(wait).unwrap_or(at);
        wanted.contact_due_at = wanted.contact_due_at.map(later);
        wanted.resolve_due_at = later(wanted.resolve_due_at);
    }
    Some(Trial { held_out, days: wish.after_days })
}

/// The plan to ask the customer of such a case, and its job.
pub fn plan(cx: &Cx, case: &Case, row: &Response, trial: Trial) -> Option<(Reask, Job)> {
    let due_at = case.tapped_at.plus_days(trial.days.into()).max(cx.now);
    let planned = reask::planned(cx, case.id, row.person_id?, row.survey_id, row.score, due_at);
    let planned = Reask { held_out: trial.held_out, trial: true, ..planned };
    Some((planned, reask::job(cx, case.id, due_at)))
}

/// A number in [0, 1) that only this installation can tell and that is the same for the same answer for ever.
fn lot(cx: &Cx, answer: Id) -> f64 {
    let mac = cx.keys().lot(cx.workspace, answer);
    f64::from(mac) / (f64::from(u32::MAX) + 1.0)
}
