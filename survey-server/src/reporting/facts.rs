//! The facts beside the score: how fast, how many answered, how sure that a person did.

use serde::Serialize;
use survey_core::recovery::Action;

use super::reaction::reaction;
use super::score::{Measure, day_end, day_start};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::rules;
use crate::store::provisional::{self, State};
use crate::store::responses::{self, evidence};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, cases, invitations};

/// So many answers of people whose cases were closed are looked at.
const MOST_ANSWERS: i64 = 5000;

/// What is known of a range; what has nothing to say is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// How fast unhappy customers were contacted.
    pub first_contact: Option<FirstContact>,
    /// How many of those asked answered.
    pub response_rate: Option<ResponseRate>,
    /// How many customers whose case was closed are satisfied, of those who answered again.
    pub recovered: Option<Recovered>,
    /// How sure it is that people answered.
    pub evidence: Option<EvidenceShare>,
}

/// Times to first contact of the cases opened in the range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FirstContact {
    /// The median of the contacted ones.
    pub median_minutes: i64,
    /// The share contacted in time, of those whose time is over or who were contacted.
    pub in_time: f64,
    /// The time that the rules give.
    pub target_minutes: u32,
    /// The cases that `in_time` is a share of.
    pub count: u64,
}

/// Invitations sent in the range and their answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ResponseRate {
    /// Answered of asked.
    pub share: f64,
    /// Answered.
    pub answered: i64,
    /// Asked.
    pub asked: i64,
}

/// Customers whose case was closed in the range, and who answered again after that.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Recovered {
    /// Satisfied now, of those who answered again.
    pub share: f64,
    /// Satisfied now.
    pub recovered: u64,
    /// Answered again.
    pub asked: u64,
}

/// The answers of the range by evidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EvidenceShare {
    /// Sent by a form, of those that count.
    pub explicit: f64,
    /// Looked at and not contradicted by any rule, of those that count.
    pub inferred: f64,
    /// Contradicted or held, and not counted.
    pub held: i64,
}

/// Reads them.
pub fn facts(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    measure: &Measure,
    days: (i32, i32),
) -> Result<Facts, Error> {
    let (from, until) = (day_start(workspace, days.0), day_end(workspace, days.1));
    let found = reaction(conn, cx, measure.row.id, (from, until))?;
    let first_contact = match found.median_minutes.filter(|_| found.matured > 0) {
        Some(median) => Some(FirstContact {
            median_minutes: median.round() as i64,
            in_time: found.in_time as f64 / found.matured as f64,
            target_minutes: target_minutes(conn, cx)?,
            count: found.matured,
        }),
        None => None,
    };
    let (asked, answered) = invitations::asked_and_answered(conn, cx.workspace, measure.row.id, (from, until))?;
    let response_rate = (asked > 0).then(|| ResponseRate { share: answered as f64 / asked as f64, answered, asked });
    let counts = responses::evidence_counts(conn, cx.workspace, measure.row.id, days)?;
    let of = |kind: i32| counts.iter().find(|(found, _)| *found == kind).map_or(0, |(_, count)| *count);
    let (explicit, inferred) = (of(evidence::EXPLICIT), of(evidence::INFERRED));
    let looks = provisional::count(conn, cx.workspace, (from, until))?.into_iter();
    let looks = looks.filter(|(survey, state, ..)| *survey == measure.row.id && *state == State::Held);
    let held = of(evidence::CONTRADICTED) + looks.map(|(.., count)| count).sum::<i64>();
    // Where nothing was inferred and nothing held back, "100 %" says nothing.
    let evidence = (inferred + held > 0 && explicit + inferred > 0)
        .then(|| (explicit as f64 / (explicit + inferred) as f64, inferred as f64 / (explicit + inferred) as f64))
        .map(|(explicit, inferred)| EvidenceShare { explicit, inferred, held });
    let recovered = recovered(conn, cx, measure, (from, until))?;
    Ok(Facts { first_contact, response_rate, recovered, evidence })
}

/// Of the people whose cases were closed in a span: who answered again, and who is satisfied now. The first answer
/// after the case counts.
fn recovered(conn: &mut Conn, cx: &Cx, measure: &Measure, span: (Time, Time)) -> Result<Option<Recovered>, Error> {
    let closed = cases::closed_of_people(conn, cx.workspace, measure.row.id, span)?;
    let people: Vec<Id> = closed.iter().map(|(person, _)| *person).collect();
    let mut answers = responses::newest_of_people(conn, cx.workspace, &people, MOST_ANSWERS)?;
    answers.retain(|answer| answer.survey_id == measure.row.id && answer.evidence != evidence::CONTRADICTED);
    let (mut asked, mut recovered) = (0, 0);
    for (person, at) in closed {
        let again = answers.iter().filter(|answer| answer.person_id == Some(person) && answer.answered_at > at);
        let Some(score) = again.min_by_key(|answer| answer.answered_at).and_then(|answer| answer.score) else {
            continue;
        };
        asked += 1;
        recovered += u64::from(measure.category(score.into()) != "detractor");
    }
    Ok((asked > 0).then(|| Recovered { share: recovered as f64 / asked as f64, recovered, asked }))
}

/// Minutes to first contact that the rules promise: of the first rule that opens a case.
pub fn target_minutes(conn: &mut Conn, cx: &Cx) -> Result<u32, Error> {
    let (rules, _) = rules::current(conn, cx)?;
    let mut promised = rules.rules().iter().flat_map(|rule| &rule.then).filter_map(|action| match action {
        Action::OpenCase { contact_within, .. } => contact_within.as_ref().map(|within| within.minutes),
        _ => None,
    });
    Ok(promised.next().unwrap_or(60))
}
