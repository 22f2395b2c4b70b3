//! The life of a case: opened, claimed, contacted, resolved. survey-core says which step is allowed.

use serde_json::{Value, json};
use survey_core::recovery::{CaseState, CaseStep, NewCase, Outcome, Priority};

use super::acknowledge;
use super::callback::{self, About, Outbox};
use super::clock;
use super::effects::{self, Step};
use super::escalate;
use crate::clock::Cx;
use crate::error::{CorruptRow, Error};
use crate::store::case_clocks::{self, Clock};
use crate::store::cases::{Case, Entry};
use crate::store::jobs::Job;
use crate::store::workspaces::{self, Settings};
use crate::store::{Conn, Id, Json, Time, cases, responses, surveys, users};

/// Where a case comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// `answer`, `help`, `event`, `time`, `api`, `staff`.
    pub word: &'static str,
    /// Which checklist it has.
    pub kind: String,
    /// The purchase or service it is about.
    pub event_id: Option<Id>,
    /// The survey that was answered.
    pub survey_id: Option<i32>,
    /// The answer.
    pub response_id: Option<Id>,
    /// The customer.
    pub person_id: Option<Id>,
    /// When the customer tapped: the clock starts there.
    pub tapped_at: Time,
}

/// Which checklist a case has that an answer opened.
pub const COMPLAINT: &str = "complaint";

/// Opens a case with its deadline.
pub fn open(conn: &mut Conn, cx: &Cx, outbox: &mut Outbox, origin: &Origin, wanted: &NewCase) -> Result<Case, Error> {
    let number = cases::next_number(conn, cx.workspace)?;
    let settings = workspaces::load(conn, cx.workspace)?.settings.0;
    let opened = opening(cx, &settings, origin, wanted, number);
    cases::insert(conn, &[&opened.case])?;
    case_clocks::insert(conn, &[&opened.clock])?;
    cases::insert_entries(conn, &[&opened.entry])?;
    outbox.jobs.extend(opened.jobs);
    Ok(opened.case)
}

/// A case as it is opened; nothing of it is written yet.
#[derive(Debug)]
pub struct Opening {
    /// Itself.
    pub case: Case,
    /// Its clocks.
    pub clock: Clock,
    /// The first line of its timeline.
    pub entry: Entry,
    /// What looks after it from now on.
    pub jobs: Vec<Job>,
}

/// A case of this number.
pub fn opening(cx: &Cx, settings: &Settings, origin: &Origin, wanted: &NewCase, number: i32) -> Opening {
    let due_at = wanted.contact_due_at.unwrap_or(wanted.resolve_due_at);
    let case = Case {
        workspace_id: cx.workspace,
        id: cx.id(),
        number,
        origin: origin.word.to_owned(),
        survey_id: origin.survey_id,
        response_id: origin.response_id,
        person_id: origin.person_id,
        rule: wanted.rules.first().cloned(),
        priority: wanted.priority.name().to_owned(),
        team: wanted.team.clone(),
        state: CaseState::Open.name().to_owned(),
        assignee_id: None,
        do_not_contact: wanted.do_not_contact,
        tapped_at: origin.tapped_at,
        opened_at: cx.now,
        due_at: due_at.into(),
        resolve_due_at: wanted.resolve_due_at.into(),
        claimed_at: None,
        contacted_at: None,
        waiting_since: None,
        resolved_at: None,
        outcome: None,
        overdue_at: None,
        version: 1,
        updated_at: cx.now,
        kind: origin.kind.clone(),
        cause: None,
        cost: None,
        tags: Json(Vec::new()),
        event_id: origin.event_id,
        merged_into: None,
    };
    let mut clock = Clock {
        workspace_id: cx.workspace,
        case_id: case.id,
        contact_within: wanted.contact_within.map(Json),
        resolve_within: Json(wanted.resolve_within),
        pauses: Json(Vec::new()),
        escalation_step: 0,
        escalate_at: None,
        warned_at: None,
        resolve_overdue_at: None,
        escalating_since: None,
        resolve_warned_at: None,
    };
    let entry = line(cx, case.id, "opened", "system", json!({"rules": wanted.rules, "priority": case.priority}));
    let look = clock::next_look(cx, settings, &case, &clock);
    let mut jobs: Vec<Job> = look.into_iter().chain(escalate::begin(cx, settings, &case, &mut clock)).collect();
    if case.person_id.is_some() && !case.do_not_contact {
        jobs.push(acknowledge::job(cx, case.id));
    }
    Opening { case, clock, entry, jobs }
}

/// Writes a line of the timeline. Pages that show the case learn of it.
pub fn note(conn: &mut Conn, cx: &Cx, case: Id, kind: &str, actor: &str, detail: Value) -> Result<(), Error> {
    cases::insert_entries(conn, &[&line(cx, case, kind, actor, detail)])?;
    cases::touch(conn, cx.workspace, case, cx.now)
}

/// A line of the timeline.
pub fn line(cx: &Cx, case: Id, kind: &str, actor: &str, detail: Value) -> Entry {
    Entry {
        workspace_id: cx.workspace,
        case_id: case,
        id: cx.id(),
        at: cx.now,
        kind: kind.to_owned(),
        actor: actor.to_owned(),
        detail: Json(detail),
    }
}

/// What somebody does with a case.
#[derive(Clone, Debug)]
pub struct Act {
    /// The step.
    pub step: CaseStep,
    /// The member who does it, or is given it; none for a program without a user.
    pub assignee: Option<Id>,
    /// Who does it, for the timeline: a user's id or `api`.
    pub actor: String,
    /// How it ended, when it is resolved.
    pub outcome: Option<Outcome>,
    /// Words.
    pub note: Option<String>,
    /// The version that was on the screen; none: whatever it is now.
    pub version: Option<i32>,
}

/// Does a step by hand, tells the programs, and returns the case as it now stands.
pub fn act(conn: &mut Conn, cx: &Cx, id: Id, act: &Act) -> Result<Case, Error> {
    act_as(conn, cx, id, act, act.step.name(), json!({}))
}

/// The same, with a kind of its own on the timeline (a call that nobody took is a note, and still says so) and more
/// detail there.
pub fn act_as(conn: &mut Conn, cx: &Cx, id: Id, act: &Act, kind: &str, more: Value) -> Result<Case, Error> {
    cases::lock(conn, cx.workspace, id)?;
    let case = cases::load(conn, cx.workspace, id)?;
    if act.version.is_some_and(|version| version != case.version) {
        return Err(changed(&case));
    }
    if act.step == CaseStep::Resolve && act.outcome.is_none() {
        return Err(Error::invalid(
            "outcome",
            "is missing; say how it ended: solved, explained, too_late, unreachable or noted",
        ));
    }
    if act.step == CaseStep::Claim
        && let Some(owner) = case.assignee_id.filter(|owner| case.is_open() && Some(*owner) != act.assignee)
    {
        return Err(taken(conn, &case, owner)?);
    }
    let mut next = after(cx, &case, act.step)?;
    if matches!(act.step, CaseStep::Claim | CaseStep::Assign | CaseStep::Contact) {
        next.assignee_id = act.assignee.or(next.assignee_id);
    }
    if act.step == CaseStep::Release {
        next.assignee_id = None;
    }
    if let Some(outcome) = act.outcome {
        next.outcome = serde_json::to_value(outcome).ok().and_then(|word| word.as_str().map(str::to_owned));
    }
    clock::carry(conn, cx, &case, &mut next)?;
    keep(conn, &next, case.version)?;
    let mut detail = json!({"note": act.note, "outcome": next.outcome, "assignee": next.assignee_id});
    if let (Some(detail), Value::Object(more)) = (detail.as_object_mut(), more) {
        detail.extend(more);
    }
    note(conn, cx, case.id, kind, &act.actor, detail)?;
    tell(conn, cx, &next, act.step)?;
    effects::after_step(conn, cx, &Step { before: &case, after: &next, step: act.step, actor: &act.actor })?;
    Ok(next)
}

/// Does a step of the system's own, with its detail on the timeline.
pub fn step(conn: &mut Conn, cx: &Cx, case: &Case, step: CaseStep, actor: &str, detail: Value) -> Result<Case, Error> {
    // The case before its clock, as everywhere: two who do it the other way round wait for each other.
    cases::lock(conn, cx.workspace, case.id)?;
    let mut next = after(cx, case, step)?;
    clock::carry(conn, cx, case, &mut next)?;
    keep(conn, &next, case.version)?;
    note(conn, cx, case.id, step.name(), actor, detail)?;
    effects::after_step(conn, cx, &Step { before: case, after: &next, step, actor })?;
    Ok(next)
}

/// The case after a step, if its state allows the step.
pub(super) fn after(cx: &Cx, case: &Case, step: CaseStep) -> Result<Case, Error> {
    let state = state(case)?.after(step).map_err(|illegal| Error::conflict("illegal_step", illegal.to_string()))?;
    let mut next =
        Case { state: state.name().to_owned(), version: case.version + 1, updated_at: cx.now, ..case.clone() };
    match step {
        CaseStep::Claim | CaseStep::Assign => next.claimed_at = next.claimed_at.or(Some(cx.now)),
        CaseStep::Contact => {
            next.claimed_at = next.claimed_at.or(Some(cx.now));
            next.contacted_at = next.contacted_at.or(Some(cx.now));
        }
        CaseStep::Resolve | CaseStep::Dismiss | CaseStep::Merge => next.resolved_at = Some(cx.now),
        CaseStep::Reopen => {
            next.resolved_at = None;
            next.outcome = None;
            next.assignee_id = None;
        }
        _ => {}
    }
    next.waiting_since =
        (step == CaseStep::Wait).then_some(cx.now).or(next.waiting_since.filter(|_| state.is_paused()));
    Ok(next)
}

/// Somebody else has it, and who that is.
fn taken(conn: &mut Conn, case: &Case, owner: Id) -> Result<Error, Error> {
    let name = users::find(conn, owner)?.map(|user| user.name).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| "somebody else".to_owned());
    Ok(Error::conflict("already_claimed", format!("{name} has case {} already", case.number)))
}

/// The state as core knows it.
pub fn state(case: &Case) -> Result<CaseState, Error> {
    CaseState::from_name(&case.state).ok_or_else(|| CorruptRow::of("cases", case.id, format!("state {:?}", case.state)))
}

/// The priority as core knows it.
pub fn priority(case: &Case) -> Priority {
    Priority::from_name(&case.priority).unwrap_or_default()
}

/// Writes a case over the version that was read.
pub(super) fn keep(conn: &mut Conn, next: &Case, read_version: i32) -> Result<(), Error> {
    if cases::update(conn, next, read_version)? { Ok(()) } else { Err(changed(next)) }
}

pub(super) fn changed(case: &Case) -> Error {
    Error::conflict(
        "case_changed",
        format!("case {} was changed by somebody else meanwhile; look at it again", case.number),
    )
}

fn tell(conn: &mut Conn, cx: &Cx, case: &Case, step: CaseStep) -> Result<(), Error> {
    let kind = match step {
        CaseStep::Claim | CaseStep::Assign => "case.claimed",
        CaseStep::Contact => "case.contacted",
        CaseStep::Resolve => "case.resolved",
        CaseStep::Reopen => "case.reopened",
        _ => return Ok(()),
    };
    announce(conn, cx, case, kind)
}

/// Tells the programs something about a case.
pub fn announce(conn: &mut Conn, cx: &Cx, case: &Case, kind: &str) -> Result<(), Error> {
    let response = responses::named(conn, cx.workspace, case.response_id)?;
    let survey = match case.survey_id {
        Some(id) => surveys::load(conn, cx.workspace, id)?.key,
        None => String::new(),
    };
    let about = About {
        survey: &survey,
        response: response.as_ref(),
        person_id: case.person_id,
        case: Some(case.clone()),
        do_not_contact: case.do_not_contact,
    };
    let mut outbox = Outbox::default();
    callback::enqueue(conn, cx, &mut outbox, kind, &about)?;
    outbox.finish(conn)
}
