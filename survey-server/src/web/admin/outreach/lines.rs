//! The tables of the page: by reason and by survey. Every number is a link to the decisions that it counts.

use serde::Serialize;

use super::bounds;
use crate::reporting::outreach::{Count, Report};
use crate::store::decisions::{Outcome, Stage};
use crate::web::admin::paging::address;

/// A number, and where its decisions are.
#[derive(Debug, Serialize)]
pub struct Cell {
    count: i64,
    href: String,
}

/// Asked, or one reason why not, at each stage.
#[derive(Debug, Serialize)]
pub struct ReasonLine {
    /// None: asked.
    reason: Option<String>,
    cells: Vec<Cell>,
}

/// What one survey came to.
#[derive(Debug, Serialize)]
pub struct SurveyLine {
    name: String,
    asked: Cell,
    refused: Cell,
    withdrawn: Cell,
}

/// The decisions of the report's range, narrowed.
pub fn behind(report: &Report, more: &[(&str, &str)]) -> String {
    let (from, before) = bounds(report);
    let (from, before) = (from.rfc3339(), before.rfc3339());
    let survey = report.survey.as_deref().unwrap_or_default();
    let mut query = vec![("survey", survey), ("since", &from), ("until", &before)];
    for (name, value) in more {
        query.retain(|(known, _)| known != name);
        query.push((name, value));
    }
    address("/admin/outreach/decisions", &query)
}

/// Asked first, then the reasons from the most frequent on.
pub fn reasons(report: &Report) -> Vec<ReasonLine> {
    let mut reasons: Vec<(String, i64)> = Vec::new();
    for (reason, count) in Stage::ALL.into_iter().flat_map(|stage| report.reasons(stage)) {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, sum)) => *sum += count,
            None => reasons.push((reason, count)),
        }
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    std::iter::once(None)
        .chain(reasons.into_iter().map(|(reason, _)| Some(reason)))
        .map(|why| line(report, why))
        .collect()
}

fn line(report: &Report, reason: Option<String>) -> ReasonLine {
    let cells = Stage::ALL
        .into_iter()
        .map(|stage| {
            let outcome = if reason.is_none() { Outcome::Scheduled } else { Outcome::Refused };
            let why = reason.as_deref().unwrap_or_default();
            Cell {
                count: report.sum(|count| count.stage == stage && count.reason == reason),
                href: behind(report, &[("stage", stage.word()), ("outcome", outcome.word()), ("reason", why)]),
            }
        })
        .collect();
    ReasonLine { reason, cells }
}

/// The surveys that decided anything.
pub fn surveys(report: &Report) -> Vec<SurveyLine> {
    let decided = |id: i32| report.sum(|count| count.survey_id == id) > 0;
    report
        .surveys
        .iter()
        .filter(|(id, ..)| decided(*id))
        .map(|(id, key, name)| {
            let cell = |outcome: Outcome, stage: &str, holds: &dyn Fn(&Count) -> bool| Cell {
                count: report.sum(|count| count.survey_id == *id && holds(count)),
                href: behind(report, &[("survey", key), ("outcome", outcome.word()), ("stage", stage)]),
            };
            SurveyLine {
                name: name.clone(),
                asked: cell(Outcome::Scheduled, "arrival", &|count| {
                    count.stage == Stage::Arrival && count.reason.is_none()
                }),
                refused: cell(Outcome::Refused, "arrival", &|count| {
                    count.stage == Stage::Arrival && count.reason.is_some()
                }),
                withdrawn: cell(Outcome::Refused, "due", &|count| count.stage == Stage::Due && count.reason.is_some()),
            }
        })
        .collect()
}
