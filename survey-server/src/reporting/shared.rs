//! Reports that take more than a moment's work, each kept for a minute: however many look at a view, its texts are taken
//! apart once a minute.

use std::sync::{Arc, Mutex, PoisonError};

use super::comments::terms::Terms;
use super::drivers::Drivers;
use super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::shelf::Shelf;
use crate::store::{Time, WorkspaceId};

/// So long a report is good, in milliseconds.
const GOOD_FOR: i64 = 60_000;

/// What this process keeps.
#[derive(Debug, Default)]
pub struct Shared {
    /// What people write about.
    pub terms: Each<Terms>,
    /// What goes with the score.
    pub drivers: Each<Drivers>,
}

/// Which answers a report is of.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    workspace: WorkspaceId,
    survey: (i32, i32),
    question: String,
    days: (i32, i32),
    segments: Vec<String>,
    evidence: Option<i32>,
}

/// When it was made, under which settings, and what came out.
type Made<T> = Mutex<Option<(Time, Time, Arc<T>)>>;

/// Reports of one kind.
#[derive(Debug)]
pub struct Each<T>(Shelf<Key, Made<T>>);

impl<T> Default for Each<T> {
    fn default() -> Self {
        Each(Shelf::default())
    }
}

impl<T> Each<T> {
    /// The report of a view. Who comes while it is being made waits for the same one.
    pub fn get(&self, cx: &Cx, view: &Resolved, make: impl FnOnce() -> Result<T, Error>) -> Result<Arc<T>, Error> {
        let key = Key {
            workspace: cx.workspace,
            survey: (view.measure.row.id, view.measure.row.version),
            question: view.measure.question.clone(),
            days: view.days,
            segments: view.segments.iter().map(super::view::Segment::word).collect(),
            evidence: view.evidence,
        };
        let place = self.0.get(key, |_| true, || Ok::<_, Error>(Made::default()))?;
        let mut made = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, of, report)) = made.as_ref()
            && *of == view.workspace.updated_at
            && (0..GOOD_FOR).contains(&(cx.now.0 - at.0))
        {
            return Ok(report.clone());
        }
        let report = Arc::new(make()?);
        *made = Some((cx.now, view.workspace.updated_at, report.clone()));
        Ok(report)
    }
}
