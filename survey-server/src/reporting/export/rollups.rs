//! The roll-ups, row by row. Of two segments at once there are none: there the answers themselves are counted, all of them.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;

use super::Scope;
use super::dictionary::{ROLLUP, fixed};
use super::rows::{answers, survey_keys};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::scan;
use crate::reporting::sheet::Record;
use crate::reporting::view::{Resolved, Segment};
use crate::response::rollup;
use crate::store::Conn;
use crate::store::responses::{self, evidence};
use crate::store::rollup_pages::{self, Filter};
use crate::store::rollups::Cell;
use crate::store::workspaces::day_date;

/// So many rows are in memory at once.
const PAGE: i64 = 500;

/// Roll-ups, as far as they have been read.
#[derive(Clone, Debug)]
pub(super) struct Rollups {
    keys: HashMap<i32, String>,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Table(Box<Filter>),
    /// Two segments: what was counted so far, and the answers that are still to be counted.
    Answers(Box<responses::Filter>, BTreeMap<(String, i32, i32, i32), i64>),
    Done,
}

impl Rollups {
    pub(super) fn begin(conn: &mut Conn, cx: &Cx, scope: &Scope) -> Result<Self, Error> {
        let keys = survey_keys(conn, cx)?;
        let place = match &scope.view {
            Some(view) if view.segments.len() > 1 => Place::Answers(Box::new(answers(scope)), BTreeMap::new()),
            _ => Place::Table(Box::new(filter(scope))),
        };
        Ok(Rollups { keys, place })
    }

    pub(super) fn page(&mut self, conn: &mut Conn, cx: &Cx, scope: &Scope) -> Result<Option<Vec<Record>>, Error> {
        let (place, records) = match std::mem::replace(&mut self.place, Place::Done) {
            Place::Done => return Ok(None),
            Place::Table(mut filter) => {
                let page = rollup_pages::page(conn, cx.workspace, &filter, PAGE)?;
                let Some((last, _)) = page.last() else { return Ok(None) };
                filter.after = Some(last.clone());
                let records = page.iter().map(|(cell, count)| self.record(cell, *count)).collect();
                (Place::Table(filter), records)
            }
            Place::Answers(mut filter, mut counts) => {
                let Some(view) = &scope.view else { return Ok(None) };
                let page = responses::list(conn, cx.workspace, &filter, 0, PAGE)?;
                let Some(last) = page.last() else { return Ok(Some(self.of_both(view, counts))) };
                filter.newer_than = Some((last.answered_at, last.id));
                let counted = |row: &&responses::Response| row.evidence != evidence::CONTRADICTED;
                for row in page.iter().filter(counted).filter(|row| scan::belongs(view, row)) {
                    for (question, value) in rollup::numbers(row) {
                        if scope.question.as_ref().is_none_or(|wanted| *wanted == question) {
                            *counts.entry((question.to_owned(), row.day, row.evidence, value)).or_default() += 1;
                        }
                    }
                }
                (Place::Answers(filter, counts), Vec::new())
            }
        };
        self.place = place;
        Ok(Some(records))
    }

    fn of_both(&self, view: &Resolved, counts: BTreeMap<(String, i32, i32, i32), i64>) -> Vec<Record> {
        let both = |of: fn(&Segment) -> &str| view.segments.iter().map(of).collect::<Vec<_>>().join(" & ");
        let record = |((question, day, evidence, value), count)| {
            let cell = Cell {
                workspace_id: view.workspace.id,
                survey_id: view.measure.row.id,
                question,
                dimension: both(|segment| &segment.dimension),
                dimension_value: both(|segment| &segment.value),
                day,
                evidence,
                value,
            };
            self.record(&cell, count)
        };
        counts.into_iter().map(record).collect()
    }

    fn record(&self, cell: &Cell, count: i64) -> Record {
        let values = [
            json!(day_date(cell.day).to_string()),
            json!(self.keys.get(&cell.survey_id)),
            json!(cell.question),
            json!(cell.dimension),
            json!(cell.dimension_value),
            json!(evidence::word(cell.evidence)),
            json!(cell.value),
            json!(count),
        ];
        Record { fixed: fixed(&ROLLUP, values), groups: Vec::new() }
    }
}

fn filter(scope: &Scope) -> Filter {
    let Some(view) = &scope.view else { return Filter { survey_id: scope.survey, ..Filter::default() } };
    Filter {
        survey_id: Some(view.measure.row.id),
        question: scope.question.clone(),
        segment: view.segments.first().map(|segment| (segment.dimension.clone(), segment.value.clone())),
        days: Some(view.days),
        evidence: view.evidence,
        after: None,
    }
}
