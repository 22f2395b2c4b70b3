//! The facts beside the score: how fast, how many answered, how sure that a person did.

use serde::Serialize;
use survey_core::recovery::Action;

use super::reaction::{MOST_CASES, reaction};
use super::score::{Measure, day_end, day_start};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::rules;
use crate::response::rollup;
use crate::store::responses::evidence;
use crate::store::rollups::{self, Query};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time, provisional, reasks};

/// Of fewer answers no share is shown.
const FEWEST: u64 = 5;
/// So many looks that were held back are counted; more are as many for whoever reads it.
const MOST_LOOKS: i64 = 5_000;

/// What is known of a range; what has nothing to say is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// How fast unhappy customers were contacted.
    pub first_contact: Option<FirstContact>,
    /// How many of those asked answered.
    pub response_rate: Option<ResponseRate>,
    /// How many customers are satisfied now, of those who answered when they were asked again.
    pub recovered: Option<Recovered>,
    /// How sure it is that people answered.
    pub evidence: Option<EvidenceShare>,
    /// Of the cases only the newest 5,000 were looked at.
    pub only_newest_cases: bool,
}

/// Times to first contact of the cases opened in the range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FirstContact {
    /// Until then half were contacted, who still waits counted for what is known; none: fewer than half were.
    pub median_minutes: Option<i64>,
    /// The share contacted in time, of those whose deadline has passed.
    pub in_time: f64,
    /// How many were.
    pub in_time_count: u64,
    /// The time that the rules give.
    pub target_minutes: u32,
    /// The cases that `in_time` is a share of.
    pub count: u64,
    /// So few that a share says nothing.
    pub few: bool,
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
    /// So few that a share says nothing.
    pub few: bool,
}

/// Customers whose case was opened in the range, and who answered when they were asked again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Recovered {
    /// Satisfied now, of those who answered again.
    pub share: f64,
    /// Satisfied now.
    pub recovered: u64,
    /// Answered again.
    pub asked: u64,
    /// So few that a share says nothing.
    pub few: bool,
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
    let first_contact = match found.matured {
        0 => None,
        count => Some(FirstContact {
            median_minutes: found.median_minutes.map(|median| median.round() as i64),
            in_time: found.in_time as f64 / count as f64,
            in_time_count: found.in_time,
            target_minutes: target_minutes(conn, cx)?,
            count,
            few: count < FEWEST,
        }),
    };
    let beside = Beside::read(conn, cx, measure.row.id, days)?;
    let Beside { asked, answered, .. } = beside;
    let few = asked < FEWEST.cast_signed();
    let response_rate =
        (asked > 0).then(|| ResponseRate { share: answered as f64 / asked as f64, answered, asked, few });
    let explicit = answers(conn, cx, measure, days, evidence::EXPLICIT)?;
    let inferred = answers(conn, cx, measure, days, evidence::INFERRED)?;
    let looks = provisional::held(conn, cx.workspace, measure.row.id, (from, until), MOST_LOOKS)?;
    let held = beside.contradicted + looks;
    // Where nothing was inferred and nothing held back, "100 %" says nothing.
    let evidence = (inferred + held > 0 && explicit + inferred > 0)
        .then(|| (explicit as f64 / (explicit + inferred) as f64, inferred as f64 / (explicit + inferred) as f64))
        .map(|(explicit, inferred)| EvidenceShare { explicit, inferred, held });
    let recovered = recovered(conn, cx, measure, (from, until))?;
    Ok(Facts { first_contact, response_rate, recovered, evidence, only_newest_cases: found.only_newest })
}

/// What the roll-ups count beside the answers to questions.
#[derive(Clone, Copy, Debug, Default)]
struct Beside {
    asked: i64,
    answered: i64,
    contradicted: i64,
}

impl Beside {
    fn read(conn: &mut Conn, cx: &Cx, survey: i32, days: (i32, i32)) -> Result<Self, Error> {
        let mut beside = Beside::default();
        for (_, value, count) in rollups::by_day(conn, cx.workspace, &query(survey, "", days, None))? {
            match value {
                rollup::ASKED => beside.asked += count,
                rollup::ANSWERED => beside.answered += count,
                rollup::CONTRADICTED => beside.contradicted += count,
                _ => {}
            }
        }
        Ok(beside)
    }
}

/// How many people were asked on these days by a survey, and how many of them answered.
pub fn asked_and_answered(conn: &mut Conn, cx: &Cx, survey: i32, days: (i32, i32)) -> Result<(i64, i64), Error> {
    let Beside { asked, answered, .. } = Beside::read(conn, cx, survey, days)?;
    Ok((asked, answered))
}

/// How many answers to the question there are of one kind of evidence.
fn answers(conn: &mut Conn, cx: &Cx, measure: &Measure, days: (i32, i32), evidence: i32) -> Result<i64, Error> {
    let query = query(measure.row.id, &measure.question, days, Some(evidence));
    Ok(rollups::by_day(conn, cx.workspace, &query)?.into_iter().map(|(.., count)| count).sum())
}

fn query(survey_id: i32, question: &str, (from, until): (i32, i32), evidence: Option<i32>) -> Query<'_> {
    Query { survey_id, question, segment: None, from, until, evidence }
}

/// Of the customers whose cases were opened in a span and who were asked again: who answered, and who is satisfied now.
fn recovered(conn: &mut Conn, cx: &Cx, measure: &Measure, span: (Time, Time)) -> Result<Option<Recovered>, Error> {
    let scores = reasks::scores(conn, cx.workspace, measure.row.id, span, MOST_CASES)?;
    let asked = scores.len() as u64;
    let recovered = scores.into_iter().filter(|score| measure.category((*score).into()) != "detractor").count() as u64;
    Ok((asked > 0).then(|| Recovered { share: recovered as f64 / asked as f64, recovered, asked, few: asked < FEWEST }))
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
