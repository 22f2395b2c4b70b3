//! The texts of a view, newest first, up to a bound.

use std::collections::HashMap;

use super::super::scan;
use super::super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::comments::{self, Among, Found};
use crate::store::responses::{self, Response};
use crate::store::{Conn, Id};

/// So many are read at once.
const PAGE: i64 = 500;

/// How much of the texts one report takes.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// So many texts; twice as many are looked at, whether they belong to the view's segments or not.
    pub texts: usize,
    /// So many words of them, a few more with the last text.
    pub words: usize,
}

/// A text that somebody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// What the answer counts as: see [`index::number`](super::index::number).
    pub category: i32,
    /// The words.
    pub text: &'a str,
    /// Their language.
    pub locale: &'a str,
}

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// So many texts.
    pub texts: usize,
    /// There were more: those before this day, and some of it, were not read.
    pub cut_at: Option<i32>,
}

/// Shows the newest texts of a view on these days to `each`, which says how many words it took in all.
pub fn newest(
    conn: &mut Conn,
    cx: &Cx,
    view: &Resolved,
    days: (i32, i32),
    bound: Bound,
    mut each: impl FnMut(Text<'_>) -> usize,
) -> Result<Read, Error> {
    let mut read = Read::default();
    let mut among = Among { survey: Some(view.measure.row.id), days, after: None };
    let (mut looked_at, mut words) = (0, 0);
    loop {
        let page = comments::newest(conn, cx.workspace, &among, PAGE)?;
        let Some(last) = page.last() else { return Ok(read) };
        among.after = Some(last.place());
        let answers = answers(conn, cx, &page)?;
        for found in &page {
            if read.texts >= bound.texts || looked_at >= 2 * bound.texts || words >= bound.words {
                read.cut_at = Some(found.day);
                return Ok(read);
            }
            looked_at += 1;
            let Some(answer) = answers.get(&found.response_id).filter(|answer| belongs(view, answer)) else { continue };
            if let Some(text) = written(answer, &found.question) {
                read.texts += 1;
                words = each(Text { category: found.category, text, locale: &answer.locale });
            }
        }
    }
}

/// The answers of what was found.
pub fn answers(conn: &mut Conn, cx: &Cx, found: &[Found]) -> Result<HashMap<Id, Response>, Error> {
    let ids: Vec<Id> = found.iter().map(|found| found.response_id).collect();
    let rows = responses::list_by_ids(conn, cx.workspace, &ids)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Whether an answer belongs to a view, its days left aside.
pub fn belongs(view: &Resolved, answer: &Response) -> bool {
    view.evidence.is_none_or(|evidence| evidence == answer.evidence) && scan::belongs(view, answer)
}

/// What was written to a question, as the index names it.
pub fn written<'a>(answer: &'a Response, question: &str) -> Option<&'a str> {
    answer.answers.0.text(question).or(answer.comment.as_deref().filter(|_| question == "comment"))
}
