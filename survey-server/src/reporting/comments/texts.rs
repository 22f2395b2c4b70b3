//! The texts of a view, newest first, up to a bound.

use std::collections::HashMap;

use super::super::scan;
use super::super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::comments::{self, Among, Found};
use crate::store::responses::{self, Response};
use crate::store::{Conn, Id};

/// So many texts are read for a page of terms.
pub const MOST: usize = 5_000;
/// So many are looked at, whether they belong to the view's segments or not.
const MOST_LOOKED_AT: usize = 20_000;
/// So many are read at once.
const PAGE: i64 = 500;

/// A text that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The day of the answer.
    pub day: i32,
    /// What the answer counts as: see [`index::number`](super::index::number).
    pub category: i32,
    /// The words.
    pub text: String,
    /// Their language.
    pub locale: String,
}

/// Texts, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The texts.
    pub list: Vec<Text>,
    /// There were more: those before this day, and some of it, were not read.
    pub cut_at: Option<i32>,
}

/// The newest texts of a view on these days.
pub fn newest(conn: &mut Conn, cx: &Cx, view: &Resolved, days: (i32, i32), most: usize) -> Result<Texts, Error> {
    let mut texts = Texts::default();
    let mut among = Among { survey: Some(view.measure.row.id), days, after: None };
    let mut looked_at = 0;
    loop {
        let page = comments::newest(conn, cx.workspace, &among, PAGE)?;
        let Some(last) = page.last() else { return Ok(texts) };
        among.after = Some(last.place());
        let answers = answers(conn, cx, &page)?;
        for found in &page {
            if texts.list.len() >= most || looked_at >= MOST_LOOKED_AT {
                texts.cut_at = Some(found.day);
                return Ok(texts);
            }
            looked_at += 1;
            let Some(answer) = answers.get(&found.response_id).filter(|answer| belongs(view, answer)) else { continue };
            if let Some(text) = written(answer, &found.question) {
                texts.list.push(Text {
                    day: found.day,
                    category: found.category,
                    text: text.to_owned(),
                    locale: answer.locale.clone(),
                });
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
