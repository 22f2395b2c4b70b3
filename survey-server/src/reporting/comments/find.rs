//! Searching comments within a view, newest first, page by page.

use super::super::view::Resolved;
use super::super::words::mark::{self, Piece};
use super::super::words::{Query, term};
use super::texts::{answers, belongs, written};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::comments::{self, Among, Found, Place};
use crate::store::responses::Response;
use crate::store::{Conn, WorkspaceId};

/// So many texts that do not belong to the view's segments are passed over for one page.
const MOST_LOOKED_AT: usize = 2_000;
/// So many blocks of days are named one by one; further back the workspace is searched as a whole.
const MOST_BLOCKS: i32 = 64;

/// A text that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its answer.
    pub answer: Response,
    /// The question that it answers.
    pub question: String,
    /// The text, with the words that were looked for.
    pub pieces: Vec<Piece>,
}

/// A page of what was found.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Newest first.
    pub hits: Vec<Hit>,
    /// Where the next page begins; none: this is the last.
    pub next: Option<Place>,
}

/// Finds texts of a view; without words all of them.
pub fn find(
    conn: &mut Conn,
    cx: &Cx,
    view: &Resolved,
    query: &Query,
    after: Option<Place>,
    limit: usize,
) -> Result<Page, Error> {
    let mut page = Page::default();
    let (mut after, mut looked_at) = (after, 0);
    let step = limit + 1;
    loop {
        let found = some(conn, cx.workspace, view, query, after, step)?;
        let rows = answers(conn, cx, &found)?;
        let more = found.len() == step;
        for one in found {
            if page.hits.len() == limit || looked_at == MOST_LOOKED_AT {
                page.next = after;
                return Ok(page);
            }
            (after, looked_at) = (Some(one.place()), looked_at + 1);
            let Some(answer) = rows.get(&one.response_id).filter(|answer| belongs(view, answer)) else { continue };
            if let Some(text) = written(answer, &one.question) {
                let pieces = mark::pieces(text, &answer.locale, query);
                page.hits.push(Hit { answer: answer.clone(), question: one.question, pieces });
            }
        }
        if !more {
            return Ok(page);
        }
    }
}

/// The next texts with the words. Back through time by blocks of days, each step longer than the one before: a word that
/// many write is found in the newest block, and nothing older is looked at.
fn some(
    conn: &mut Conn,
    workspace: WorkspaceId,
    view: &Resolved,
    query: &Query,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Found>, Error> {
    let survey = Some(view.measure.row.id);
    let (first, last) = view.days;
    if query.is_empty() {
        return comments::newest(conn, workspace, &Among { survey, days: view.days, after }, limit as i64);
    }
    let mut found = Vec::new();
    let mut until = after.map_or(last, |(day, _)| day.min(last));
    let mut blocks = 1;
    while until >= first && found.len() < limit {
        let newest = term::block_of(until);
        let oldest = newest.saturating_sub(blocks - 1);
        let whole = blocks > MOST_BLOCKS;
        let from = if whole { first } else { first.max(term::block_start(oldest)) };
        let markers = if whole {
            [term::workspace(workspace)].into()
        } else {
            (term::block_of(from)..=newest).map(|block| term::block(workspace, term::block_start(block))).collect()
        };
        let groups: Vec<_> = std::iter::once(markers).chain(query.words().iter().cloned()).collect();
        let among = Among { survey, days: (from, until), after };
        found.extend(comments::search(conn, workspace, &groups, &among, (limit - found.len()) as i64)?);
        until = from - 1;
        blocks *= 4;
    }
    Ok(found)
}
