//! What can be done with a case on its page: the steps that its state and the member's role allow, and what they choose from.

use std::collections::HashMap;

use serde::Serialize;
use survey_core::recovery::{CaseState, CaseStep};

use super::reader::Reader;
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::case;
use crate::store::cases::{self, Case};
use crate::store::{Conn, Id, Time};

/// The steps that the page may offer.
#[derive(Debug, Serialize, Default)]
#[expect(clippy::struct_excessive_bools, reason = "the steps that the page may offer, one by one")]
pub struct May {
    claim: bool,
    contact: bool,
    note: bool,
    resolve: bool,
    reopen: bool,
    assign: bool,
    wait: bool,
    resume: bool,
    release: bool,
    dismiss: bool,
    merge: bool,
    work: bool,
}

/// Another open case of the same customer, to which this one can be joined.
#[derive(Debug, Serialize)]
pub struct OtherCase {
    id: Id,
    number: i32,
    opened_at: Time,
    origin: String,
}

/// A member who can be given the case.
#[derive(Debug, Serialize)]
pub struct UserChoice {
    id: String,
    name: String,
    selected: bool,
}

/// The one step that the page puts under the thumb; empty when there is nothing to do.
pub fn next_step(reader: &Reader, case: &Case) -> Result<&'static str, Error> {
    if !reader.may(Action::WorkCases) {
        return Ok("");
    }
    Ok(match case::state(case)? {
        CaseState::Open => "claim",
        CaseState::Claimed => "contact",
        CaseState::Contacted => "resolve",
        CaseState::Waiting => "resume",
        CaseState::Resolved | CaseState::Dismissed | CaseState::Merged => "",
    })
}

/// The steps that both the case's state and the member's role allow.
pub fn may(reader: &Reader, case: &Case) -> Result<May, Error> {
    if !reader.may(Action::WorkCases) {
        return Ok(May::default());
    }
    let state: CaseState = case::state(case)?;
    let may = |step: CaseStep| state.after(step).is_ok();
    Ok(May {
        claim: may(CaseStep::Claim),
        contact: may(CaseStep::Contact),
        note: may(CaseStep::Note),
        resolve: may(CaseStep::Resolve),
        reopen: may(CaseStep::Reopen),
        assign: may(CaseStep::Assign),
        wait: may(CaseStep::Wait),
        resume: may(CaseStep::Resume),
        release: may(CaseStep::Release),
        dismiss: may(CaseStep::Dismiss),
        merge: may(CaseStep::Merge),
        work: true,
    })
}

/// The customer's other open cases.
pub fn others(conn: &mut Conn, cx: &Cx, case: &Case) -> Result<Vec<OtherCase>, Error> {
    let Some(person) = case.person_id else { return Ok(Vec::new()) };
    let open = cases::open_of_person(conn, cx.workspace, person)?.into_iter().filter(|other| other.id != case.id);
    Ok(open
        .map(|other| OtherCase { id: other.id, number: other.number, opened_at: other.opened_at, origin: other.origin })
        .collect())
}

/// Who can be given the case; the first is nobody.
pub fn choices(case: &Case, names: &HashMap<Id, String>) -> Vec<UserChoice> {
    let mut users: Vec<UserChoice> = names
        .iter()
        .map(|(id, name)| UserChoice {
            id: id.to_string(),
            name: name.clone(),
            selected: case.assignee_id == Some(*id),
        })
        .collect();
    users.sort_by(|a, b| a.name.cmp(&b.name));
    let nobody = UserChoice { id: String::new(), name: "—".to_owned(), selected: case.assignee_id.is_none() };
    users.insert(0, nobody);
    users
}
