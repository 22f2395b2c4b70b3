//! The autopilot: every member is asked once per cadence, spread evenly over the working days.
//!
//! `turn` says when a member's turn is, `plan` takes the turns of the next days, `membership` is joining and leaving.

pub mod membership;
pub mod plan;
pub mod turn;

use survey_core::outreach::Spread;

use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::autopilot_members::{self, Platform};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::people;
use crate::store::workspaces::{self, Autopilot, Workspace};
use crate::store::{Conn, audit, surveys};

/// Days from one turn to the next that may be set.
pub const DAYS: std::ops::RangeInclusive<u32> = 7..=730;

/// What is wrong with a setting, field by field; empty if nothing.
pub fn check(autopilot: &Autopilot) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !DAYS.contains(&autopilot.every_days) {
        let message = format!("is {} days; {} to {} are allowed", autopilot.every_days, DAYS.start(), DAYS.end());
        problems.push(Problem::new("every_days", message));
    }
    let hours = Spread {
        weekdays: autopilot.weekdays,
        from_hour: autopilot.from_hour,
        until_hour: autopilot.until_hour,
        ..Spread::default()
    };
    problems.extend(hours.check());
    problems
}

/// Sets the autopilot for mails. With another rhythm every member gets another turn; switched off, what is planned by it
/// is taken back.
pub fn configure(conn: &mut Conn, cx: &Cx, wanted: &Autopilot, actor: &str) -> Result<Autopilot, Error> {
    let mut problems = check(wanted);
    if let Some(key) = &wanted.survey
        && surveys::find_by_key(conn, cx.workspace, key)?.is_none()
    {
        problems.push(Problem::new("survey", format!("there is no survey {key:?}")));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut workspace = workspaces::lock(conn, cx.workspace)?;
    let before = workspace.settings.0.autopilot.clone();
    let now = Autopilot { created_at: before.created_at.or(Some(cx.now)), updated_at: Some(cx.now), ..wanted.clone() };
    workspace.settings.0.autopilot = now.clone();
    workspaces::save(conn, &workspace, cx.now)?;
    audit::note(conn, cx, actor, "autopilot.change", if now.active { "on" } else { "off" })?;
    if before.active && !now.active {
        take_back(conn, cx)?;
    }
    if now.active && !(before.active && same_rhythm(&before, &now)) {
        autopilot_members::clear_turns(conn, cx.workspace, Platform::Email)?;
    }
    wake(conn, cx, &workspace)?;
    Ok(now)
}

/// Makes the job that plans, where the autopilot is on.
pub fn wake(conn: &mut Conn, cx: &Cx, workspace: &Workspace) -> Result<(), Error> {
    if workspace.settings.0.autopilot.active {
        jobs::enqueue(conn, &[Job::new(cx, Class::Upkeep, Payload::Autopilot).once("autopilot")])?;
    }
    Ok(())
}

fn same_rhythm(a: &Autopilot, b: &Autopilot) -> bool {
    (a.every_days, a.weekdays, a.from_hour, a.until_hour) == (b.every_days, b.weekdays, b.from_hour, b.until_hour)
}

/// Withdraws what the autopilot planned and did not send yet.
fn take_back(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    for member in autopilot_members::planned(conn, cx.workspace, Platform::Email)? {
        let person = people::lock(conn, cx.workspace, member.person_id)?;
        membership::take_back(conn, cx, &member, &person)?;
    }
    Ok(())
}
