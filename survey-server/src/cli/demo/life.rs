//! Answers, and what becomes of the unhappy ones.

use serde_json::json;
use survey_core::recovery::{CaseStep, Outcome};
use survey_core::response::{Answers, Completeness};

use super::fill::{Happening, World};
use super::words::{self, Mood};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::send;
use crate::recovery::case::{self, Act};
use crate::recovery::clock;
use crate::recovery::reask;
use crate::response::answer::Answer;
use crate::response::asked::{self, Posted};
use crate::response::through::Visit;
use crate::secret::{Claim, Purpose};
use crate::store::cases::Case;
use crate::store::take::Command;
use crate::store::{Conn, Id, cases, reasks, surveys};

/// What happens to a case at a moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A member of the team (by number) takes it.
    Claim(usize),
    /// The customer was reached.
    Contact(usize),
    /// It is closed.
    Resolve(usize),
    /// The time by which somebody should have called.
    Deadline,
    /// The customer is asked again.
    AskAgain,
}

/// Somebody answers the link in their mail; `feels` is in tenths of points from 0 to 100.
#[expect(clippy::too_many_arguments, reason = "one happening, told by its parts")]
pub fn answer(
    world: &mut World,
    conn: &mut Conn,
    cx: &Cx,
    customer: usize,
    invitation: Id,
    survey: &str,
    feels: i64,
    stranded: bool,
) -> Result<(), Error> {
    let claim = Claim { workspace: cx.workspace, id: invitation, generation: 0 };
    let Ok(asked) = asked::by_link(conn, cx, Purpose::Survey, claim, None, None, &Visit::link("")) else {
        return Ok(());
    };
    let language = world.customers[customer].language;
    let mood = match feels {
        _ if stranded => Mood::Stranded,
        85.. => Mood::Happy,
        65..85 => Mood::Lukewarm,
        _ => Mood::Unhappy,
    };
    let mut given = match survey {
        "default" => json!({"score": (feels + 5) / 10}),
        "visit" => {
            // Who is satisfied would not always recommend, and the other way round.
            let recommend = (feels + 5 * (feels % 7) - 10) / 10;
            json!({"satisfaction": 1 + (feels * 4 + 50) / 100, "recommend": recommend.clamp(0, 10)})
        }
        _ => json!({"effort": 1 + (feels * 6 + 50) / 100, "wrong": if mood == Mood::Happy { "no" } else { "solved" }}),
    };
    let talkative = if mood == Mood::Lukewarm { 0.35 } else { 0.6 };
    let lately = world.is_lately(cx.now);
    if world.chance.happens(talkative) {
        given["comment"] = words::comment(&mut world.chance, mood, language, lately).into();
    }
    let given = given.as_object().cloned().unwrap_or_default();
    let answers = Answers::check(&asked.setting.survey, &given, Completeness::Partial)
        .map_err(|invalid| Error::Invalid(invalid.problems))?;
    let version = asked.invitation.as_ref().map_or(1, |invitation| invitation.survey_version);
    let posted =
        Posted { version, language: language.to_owned(), browser: None, new_browser: Vec::new(), submission: None };
    let value = asked.answer(cx, answers, posted)?;
    for taken in Answer::apply(conn, &[value])? {
        taken?;
    }
    world.filled.answers += 1;
    if let Some(opened) = cases::find_by_response(conn, cx.workspace, invitation)? {
        world.filled.cases += 1;
        take_care(world, customer, &opened);
    }
    Ok(())
}

/// Lets the team do what it will do about a case; some of the youngest are left as they are.
fn take_care(world: &mut World, customer: usize, opened: &Case) {
    let agent = world.chance.between(0, world.team.len() as i64 - 1) as usize;
    let slow = world.in_the_bad_time(opened.opened_at) || world.chance.happens(0.12);
    // In the bad time the telephone was busy; otherwise most are called within the hour.
    let claimed = world.chance.between(2, if slow { 90 } else { 25 });
    let contacted = claimed + world.chance.between(3, if slow { 300 } else { 35 });
    let resolved = contacted + world.chance.between(20, 60 * 60);
    let steps = if world.is_recent(opened.opened_at) { world.chance.between(0, 3) } else { 3 };
    let plan = [(claimed, Step::Claim(agent)), (contacted, Step::Contact(agent)), (resolved, Step::Resolve(agent))];
    for (minutes, step) in plan.into_iter().take(steps as usize) {
        world.future.add(opened.opened_at.plus_secs(minutes * 60), Happening::Case(customer, opened.id, step));
    }
    world.future.add(opened.due_at, Happening::Case(customer, opened.id, Step::Deadline));
}

/// One step of a case.
pub fn step(world: &mut World, conn: &mut Conn, cx: &Cx, customer: usize, id: Id, step: &Step) -> Result<(), Error> {
    let (what, agent) = match step {
        Step::Deadline => return clock::look_back(conn, cx, id),
        Step::AskAgain => return ask_again(world, conn, cx, customer, id),
        Step::Claim(agent) => (CaseStep::Claim, *agent),
        Step::Contact(agent) => (CaseStep::Contact, *agent),
        Step::Resolve(agent) => (CaseStep::Resolve, *agent),
    };
    let member = world.team.get(agent).copied();
    let language = world.customers[customer].language;
    let outcome = (what == CaseStep::Resolve).then(|| match world.chance.between(0, 9) {
        0..=6 => Outcome::Solved,
        7 => Outcome::Explained,
        8 => Outcome::Unreachable,
        _ => Outcome::TooLate,
    });
    if outcome == Some(Outcome::Solved) {
        world.customers[customer].recovered = true;
    }
    let act = Act {
        step: what,
        assignee: member,
        actor: member.map(|id| id.to_string()).unwrap_or_default(),
        outcome,
        note: (what == CaseStep::Contact).then(|| words::note(&mut world.chance, language).to_owned()),
        version: None,
    };
    let done = case::act(conn, cx, id, &act)?;
    if what == CaseStep::Resolve {
        if world.in_the_bad_time(done.opened_at) {
            let known = Case { cause: Some("late".to_owned()), version: done.version + 1, ..done.clone() };
            cases::update(conn, &known, done.version)?;
        }
        world.future.add(cx.now.plus_days(3), Happening::Case(customer, id, Step::AskAgain));
    }
    Ok(())
}

/// Some days later they are asked how it is now; who was called soon is the happier for it.
fn ask_again(world: &mut World, conn: &mut Conn, cx: &Cx, customer: usize, id: Id) -> Result<(), Error> {
    reask::ask(conn, cx, id)?;
    let case = cases::load(conn, cx.workspace, id)?;
    let asked = reasks::find(conn, cx.workspace, id)?;
    let Some((invitation, survey)) = asked.and_then(|asked| Some((asked.invitation_id?, asked.survey_id))) else {
        return Ok(());
    };
    send::settled(conn, cx, invitation, true)?;
    if world.chance.happens(0.4) {
        return Ok(());
    }
    let minutes = case.contacted_at.map_or(600, |at| (at.0 - case.tapped_at.0) / 60_000);
    let solved = if case.outcome.as_deref() == Some("solved") { 1.6 } else { -1.2 };
    let feels = world.chance.around(7.4 + solved - (minutes as f64 / 60.0).min(4.0) * 0.7, 1.6);
    let survey = surveys::load(conn, cx.workspace, survey)?.key;
    let at = cx.now.plus_secs(world.chance.between(1_800, 100_000));
    let mood = (feels.clamp(0.0, 10.0) * 10.0) as i64;
    world.future.add(at, Happening::Answer(customer, invitation, survey, mood, false));
    Ok(())
}
