//! Rows into the database in small transactions, so that live answers never queue behind an import.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use super::refused::Refused;
use super::store::{Stored, Target};
use super::{Counts, Failure};
use crate::clock::{Clock, Cx};
use crate::error::Error;
use crate::response::answer::Answer;
use crate::store::conn::DatabaseUrl;
use crate::store::take::Command;
use crate::store::{Conn, Db};
use crate::table::Row;
use crate::table::columns::{Columns, REFUSED};
use crate::table::refusal::reason;
use survey_core::outreach::Decision;

/// So many rows are stored in one transaction at most.
pub const ROWS: usize = 200;
/// A transaction that has taken so long ends with the row it is at.
const MS: i64 = 50;
/// So often a slice is tried again when the database is busy.
const TRIES: usize = 5;

/// What undoes the slices of a dry run.
const DRY_RUN: &str = "dry_run";

/// Stores rows slice by slice.
pub struct Slices<'a> {
    pub db: &'a Db,
    pub clock: &'a dyn Clock,
    pub cx: Cx,
    pub columns: &'a Columns,
    pub heading: &'a [String],
    pub target: Target,
    pub refused: Refused,
    pub counts: Counts,
    pub dry_run: bool,
}

/// One row's fate inside a slice.
enum Fate {
    New(Option<Decision>),
    Known,
    Refused(String),
}

impl Slices<'_> {
    /// Stores all these rows.
    pub fn store(&mut self, rows: Vec<Row>) -> Result<(), Failure> {
        let mut waiting: VecDeque<Row> = rows.into();
        while !waiting.is_empty() {
            let fates = self.slice(&waiting)?;
            for fate in fates {
                let Some(row) = waiting.pop_front() else { break };
                self.note(&row, fate)?;
            }
        }
        Ok(())
    }

    fn note(&mut self, row: &Row, fate: Fate) -> Result<(), Failure> {
        match fate {
            Fate::New(decision) => {
                self.counts.new += 1;
                match decision {
                    Some(Decision::Ask { .. }) => self.counts.asked += 1,
                    Some(Decision::Refuse { reason, .. }) => {
                        *self.counts.not_asked.entry(reason.name()).or_default() += 1;
                    }
                    None => {}
                }
            }
            Fate::Known => self.counts.known += 1,
            Fate::Refused(reason) => {
                let own = |name: &str| REFUSED.contains(&name);
                let kept: Vec<&str> = row
                    .cells
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| !self.heading.get(*at).is_some_and(|name| own(name)))
                    .map(|(_, text)| text.as_str())
                    .collect();
                self.refused.add(row, &kept, &reason)?;
            }
        }
        Ok(())
    }

    /// One transaction: the fates of the first rows, as many as there was time for.
    fn slice(&mut self, rows: &VecDeque<Row>) -> Result<Vec<Fate>, Failure> {
        let mut tries = 0;
        loop {
            self.target.seen_now.clear();
            match self.attempt(rows) {
                Ok(fates) => return Ok(fates),
                Err(Error::Unavailable { .. }) if tries < TRIES => {
                    tries += 1;
                    self.target.take_back();
                }
                Err(error) => {
                    let row = rows.front().map_or(0, |row| row.number);
                    return Err(Failure::Stopped { row, error });
                }
            }
        }
    }

    fn attempt(&mut self, rows: &VecDeque<Row>) -> Result<Vec<Fate>, Error> {
        let clock = self.clock;
        let began = clock.now();
        let cx = Cx { now: began, ..self.cx.clone() };
        let mut fates = Vec::new();
        let (columns, target, dry_run) = (self.columns, &mut self.target, self.dry_run);
        let done = self.db.write_now(|conn| {
            let mut answers: Vec<Answer> = Vec::new();
            let mut ids = HashSet::new();
            for row in rows {
                fates.push(fate(conn, &cx, columns, target, row, &mut answers, &mut ids)?);
                if clock.now().0 - began.0 >= MS {
                    break;
                }
            }
            for taken in Answer::apply(conn, &answers)? {
                taken?;
            }
            if dry_run { Err(Error::conflict(DRY_RUN, "nothing was changed")) } else { Ok(()) }
        });
        match done {
            Ok(()) | Err(Error::Conflict { code: DRY_RUN, .. }) => {}
            Err(error) => return Err(error),
        }
        // SQLite lets waiting writers in when they look, which they do every few milliseconds: leave them as long as we took.
        let took = (clock.now().0 - began.0).clamp(0, MS);
        if matches!(self.db.url(), DatabaseUrl::Sqlite(_)) && took > 0 {
            std::thread::sleep(Duration::from_millis(took.unsigned_abs() / 2));
        }
        Ok(fates)
    }
}

fn fate(
    conn: &mut Conn,
    cx: &Cx,
    columns: &Columns,
    target: &mut Target,
    row: &Row,
    answers: &mut Vec<Answer>,
    ids: &mut HashSet<String>,
) -> Result<Fate, Error> {
    if let Some(fault) = &row.fault {
        return Ok(Fate::Refused(fault.clone()));
    }
    match conn.part(|conn| target.store(conn, cx, columns.of(&row.cells))) {
        Ok(Stored::New(decision)) => Ok(Fate::New(decision)),
        Ok(Stored::Known) => Ok(Fate::Known),
        Ok(Stored::Answer(answer)) => {
            if !ids.insert(answer.row.external_id.clone().unwrap_or_default()) {
                return Ok(Fate::Known);
            }
            answers.push(*answer);
            Ok(Fate::New(None))
        }
        Err(error) => reason(&error).map(Fate::Refused).ok_or(error),
    }
}
