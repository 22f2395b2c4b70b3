//! What the index does not know yet: answers that came or changed in the last moments. Searches look at them beside it, so
//! that nothing is missing until the job has come by.

use std::collections::BTreeMap;

use super::index::{self, Surveys};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::comments::{self, Comment};
use crate::store::responses::{self, Filter, Order, Response};
use crate::store::{Conn, Id, Time, cursors};

/// So many answers are looked at, from the newest change back.
const MOST: i64 = 500;
/// So many are read at once.
const PAGE: i64 = 100;

/// What the index does not know yet.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    /// Answers whose texts stand in the index otherwise than in the answer, or not at all; the newest change first.
    pub answers: Vec<Response>,
    /// The index is further behind than was looked: there are more of them.
    pub more: bool,
}

impl Pending {
    /// Whether this answer is among them.
    pub fn has(&self, id: Id) -> bool {
        self.answers.iter().any(|answer| answer.id == id)
    }
}

/// Looks back from the newest change until it meets what is indexed: the job goes in the order of changes.
pub fn pending(conn: &mut Conn, cx: &Cx) -> Result<Pending, Error> {
    let since = cursors::find(conn, cx.workspace, index::NAME)?.unwrap_or(Time(i64::MIN));
    let filter = Filter { updated_since: Some(since), order: Order::NewestUpdate, ..Filter::default() };
    let (mut pending, mut surveys) = (Pending::default(), Surveys::default());
    let mut offset = 0;
    while offset < MOST {
        let page = responses::list(conn, cx.workspace, &filter, offset, PAGE)?;
        let is_last = i64::try_from(page.len()) != Ok(PAGE);
        let differing = differing(conn, cx, &mut surveys, &page)?;
        let met = differing.is_empty();
        let known = met && page.iter().any(|answer| answer.comment.is_some());
        pending.answers.extend(differing);
        if is_last || known {
            return Ok(pending);
        }
        offset += PAGE;
    }
    pending.more = true;
    Ok(pending)
}

/// Those of these answers that the index does not have as they are.
pub(super) fn differing(
    conn: &mut Conn,
    cx: &Cx,
    surveys: &mut Surveys,
    answers: &[Response],
) -> Result<Vec<Response>, Error> {
    let ids: Vec<Id> = answers.iter().map(|row| row.id).collect();
    let mut kept: BTreeMap<Id, Vec<Comment>> = BTreeMap::new();
    for row in comments::of_answers(conn, cx.workspace, &ids)? {
        kept.entry(row.response_id).or_default().push(row);
    }
    let mut found = Vec::new();
    for answer in answers {
        let rows = index::rows(conn, cx, surveys, answer)?;
        let known = kept.get(&answer.id).map_or(&[][..], Vec::as_slice);
        if known.len() != rows.len() || !rows.iter().all(|row| known.contains(row)) {
            found.push(answer.clone());
        }
    }
    Ok(found)
}
