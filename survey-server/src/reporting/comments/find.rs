//! Searching comments within a view, newest first, page by page.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::view::Resolved;
use super::super::words::mark::{self, Piece};
use super::super::words::{Query, term, tokens};
use super::index::texts;
use super::pending::pending;
use super::texts::{answers, belongs, written};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::comments::{self, Among, Found, Place};
use crate::store::responses::{Response, evidence};
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
    /// The index is behind, and so much is new that not all of it is here: it is found in a minute.
    pub behind: bool,
}

/// Before all that the index has.
const TOP: Place = (i32::MAX, i64::MAX);

/// Finds texts of a view; without words all of them. What is not in the index yet stands on the first page.
pub fn find(
    conn: &mut Conn,
    cx: &Cx,
    view: &Resolved,
    query: &Query,
    after: Option<Place>,
    limit: usize,
) -> Result<Page, Error> {
    let pending = pending(conn, cx)?;
    let mut page = Page { behind: pending.more, ..Page::default() };
    if after.is_none() {
        page.hits = new(conn, cx, view, query, &pending.answers)?;
        page.behind |= page.hits.len() > limit;
        page.hits.truncate(limit);
    }
    let (mut after, mut looked_at) = (after.or(Some(TOP)), 0);
    let step = limit + 1;
    let among = (Some(view.measure.row.id), view.days);
    loop {
        let found = some(conn, cx.workspace, among, query, after, step)?;
        let rows = answers(conn, cx, &found)?;
        let more = found.len() == step;
        for one in found {
            if page.hits.len() == limit || looked_at == MOST_LOOKED_AT {
                page.next = after;
                return Ok(page);
            }
            (after, looked_at) = (Some(one.place()), looked_at + 1);
            // What changed since is not what the index says.
            let known = rows.get(&one.response_id).filter(|answer| belongs(view, answer) && !pending.has(answer.id));
            let Some(answer) = known else { continue };
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

/// The texts of a view among answers that are not indexed yet, newest first.
fn new(conn: &mut Conn, cx: &Cx, view: &Resolved, query: &Query, answers: &[Response]) -> Result<Vec<Hit>, Error> {
    let mut hits = Vec::new();
    let in_view = |answer: &&Response| {
        let on = view.workspace.day(answer.answered_at);
        let days = (view.days.0..=view.days.1).contains(&on);
        days && answer.survey_id == view.measure.row.id
            && answer.evidence != evidence::CONTRADICTED
            && belongs(view, answer)
    };
    for answer in answers.iter().filter(in_view) {
        let survey = cx.site.kept.survey(conn, cx.workspace, answer.survey_id, answer.survey_version)?;
        for (question, text) in texts(&survey, answer) {
            let terms: BTreeSet<String> = tokens(text, &answer.locale).into_iter().map(|token| token.term).collect();
            if !terms.is_empty() && (query.is_empty() || query.finds(&terms)) {
                let pieces = mark::pieces(text, &answer.locale, query);
                hits.push(Hit { answer: answer.clone(), question: question.to_owned(), pieces });
            }
        }
    }
    hits.sort_by_key(|hit| Reverse((hit.answer.answered_at, hit.answer.id)));
    Ok(hits)
}

/// The next texts with the words. Back through time by blocks of days, each step longer than the one before: a word that
/// many write is found in the newest block, and nothing older is looked at.
pub(super) fn some(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (survey, (first, last)): (Option<i32>, (i32, i32)),
    query: &Query,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Found>, Error> {
    if query.is_empty() {
        return comments::newest(conn, workspace, &Among { survey, days: (first, last), after }, limit as i64);
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
