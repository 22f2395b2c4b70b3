//! Two cases become one: the other goes on with everything that was said and done for this one.

use serde_json::json;
use survey_core::recovery::{CaseStep, Priority};

use super::case;
use super::clock;
use super::effects::{self, Step};
use super::promise;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{self, Case};
use crate::store::{Conn, Id, case_clocks, case_merge, jobs, workspaces};

/// So many cases that were joined to one another are followed.
const MOST_HOPS: usize = 20;

/// What somebody joins to what.
#[derive(Clone, Debug)]
pub struct Join {
    /// The case that goes on.
    pub into: Id,
    /// The version of the case that ends, as it was on the screen; none: whatever it is now.
    pub version: Option<i32>,
    /// Who does it: a user's id or `api`.
    pub actor: String,
    /// Words.
    pub note: Option<String>,
    /// It was said that two cases of different customers are meant.
    pub other_person: bool,
}

/// Joins a case to another one, and returns the one that goes on.
pub fn merge(conn: &mut Conn, cx: &Cx, id: Id, join: &Join) -> Result<Case, Error> {
    let ended = cases::load(conn, cx.workspace, id)?;
    if join.version.is_some_and(|version| version != ended.version) {
        return Err(case::changed(&ended));
    }
    let into = cases::find(conn, cx.workspace, join.into)?;
    let into = into.ok_or_else(|| Error::invalid("into", "is not the id of a case of this workspace"))?;
    let into = survivor(conn, cx, into)?;
    check(&ended, &into, join)?;
    let mut next = case::after(cx, &ended, CaseStep::Merge)?;
    next.merged_into = Some(into.id);
    case::keep(conn, &next, ended.version)?;
    case_merge::hand_over(conn, cx.workspace, ended.id, into.id)?;
    case::note(conn, cx, ended.id, CaseStep::Merge.name(), &join.actor, json!({"number": into.number}))?;
    let goes_on = joined(cx, &into, &ended);
    case::keep(conn, &goes_on, into.version)?;
    promise::take_over(conn, cx, &ended, &goes_on)?;
    let detail = json!({"number": ended.number, "note": join.note});
    case::note(conn, cx, into.id, "absorb", &join.actor, detail)?;
    if (goes_on.due_at, goes_on.resolve_due_at) != (into.due_at, into.resolve_due_at)
        && let Some(clock) = case_clocks::find(conn, cx.workspace, goes_on.id)?
    {
        let settings = workspaces::load(conn, cx.workspace)?.settings.0;
        let look: Vec<_> = clock::next_look(cx, &settings, &goes_on, &clock).into_iter().collect();
        jobs::enqueue(conn, &look)?;
    }
    let step = Step { before: &ended, after: &next, step: CaseStep::Merge, actor: &join.actor };
    effects::after_step(conn, cx, &step)?;
    Ok(goes_on)
}

fn check(ended: &Case, into: &Case, join: &Join) -> Result<(), Error> {
    if ended.id == into.id {
        return Err(Error::invalid("into", "must be another case than the one that is joined to it"));
    }
    if !into.is_open() {
        let sentence = format!("case {} is closed; open it again before another is joined to it", into.number);
        return Err(Error::conflict("illegal_step", sentence));
    }
    if ended.person_id != into.person_id && !join.other_person {
        let sentence =
            format!("case {} is of another customer; confirm with other_person that they belong together", into.number);
        return Err(Error::conflict("other_person", sentence));
    }
    Ok(())
}

/// The case that goes on: nothing that the other had is lost, and no deadline moves away from the customer.
fn joined(cx: &Cx, into: &Case, ended: &Case) -> Case {
    let mut tags = into.tags.clone();
    tags.0.extend(ended.tags.0.iter().filter(|tag| !into.tags.0.contains(tag)).cloned());
    let rank = |case: &Case| Priority::from_name(&case.priority).unwrap_or_default();
    let cost = [into.cost, ended.cost].into_iter().flatten().reduce(i64::saturating_add);
    Case {
        version: into.version + 1,
        updated_at: cx.now,
        priority: if rank(ended) > rank(into) { ended.priority.clone() } else { into.priority.clone() },
        // Waited for since the first of the two; wished not to be contacted only who said so both times.
        tapped_at: into.tapped_at.min(ended.tapped_at),
        contacted_at: [into.contacted_at, ended.contacted_at].into_iter().flatten().min(),
        do_not_contact: into.do_not_contact && ended.do_not_contact,
        due_at: into.due_at.min(ended.due_at),
        resolve_due_at: into.resolve_due_at.min(ended.resolve_due_at),
        person_id: into.person_id.or(ended.person_id),
        event_id: into.event_id.or(ended.event_id),
        cause: into.cause.clone().or_else(|| ended.cause.clone()),
        cost,
        tags,
        ..into.clone()
    }
}

/// The case that goes on in the place of this one; the case itself when it was not joined to another.
pub fn survivor(conn: &mut Conn, cx: &Cx, case: Case) -> Result<Case, Error> {
    let mut case = case;
    for _ in 0..MOST_HOPS {
        let Some(next) = case.merged_into else { break };
        case = cases::load(conn, cx.workspace, next)?;
    }
    Ok(case)
}
