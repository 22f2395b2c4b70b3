//! What promoters, passives and detractors write about most often.

use std::sync::Arc;

use super::super::view::Resolved;
use super::grams::Grams;
use super::texts::{self, Bound};
use super::{fresh, index};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;

/// So many words and phrases are shown of each kind.
const SHOWN: usize = 12;
/// So much is read.
const BOUND: Bound = Bound { texts: 5_000, words: 100_000 };
/// Fewer texts with a word say nothing.
const LEAST: u64 = 3;

/// The categories in the order in which they are shown.
pub const CATEGORIES: [&str; 3] = ["detractor", "passive", "promoter"];

/// A word or a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As people write it most often; also what is searched to see the texts.
    pub words: String,
    /// So many texts have it.
    pub texts: u64,
}

/// What one kind of customers writes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// `detractor`, `passive`, `promoter`.
    pub category: &'static str,
    /// So many texts there are.
    pub texts: u64,
    /// The most frequent words and phrases.
    pub terms: Vec<Term>,
}

/// What people write about in a view.
#[derive(Clone, Debug)]
pub struct Terms {
    /// By category.
    pub groups: Vec<Group>,
    /// Texts that were read.
    pub texts: usize,
    /// Texts before this day were not read.
    pub cut_at: Option<i32>,
    /// What is new this week.
    pub fresh: fresh::Fresh,
    /// So many words were taken apart for all of it.
    pub words: usize,
}

/// Reads the newest texts of a view and counts their words; and what is new in its last week. Kept for a minute: see
/// [`Shared`](super::super::shared::Shared).
pub fn terms(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Arc<Terms>, Error> {
    cx.site.reports.terms.get(cx, view, || count(conn, cx, view))
}

fn count(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Terms, Error> {
    let mut grams = Grams::default();
    let read = texts::newest(conn, cx, view, view.days, BOUND, |text| {
        if let Some(kind) = CATEGORIES.iter().position(|category| *category == index::category(text.category)) {
            grams.add(text.text, text.locale, kind);
        }
        grams.words
    })?;
    let group = |(kind, category): (usize, &&'static str)| {
        let most = grams.most(kind, LEAST, SHOWN);
        let terms = grams.shown(&most).into_iter().zip(&most);
        let terms = terms.map(|(words, gram)| Term { words, texts: gram.texts[kind] }).collect();
        Group { category, texts: grams.texts[kind], terms }
    };
    let groups = CATEGORIES.iter().enumerate().map(group).collect();
    let fresh = fresh::fresh(conn, cx, view)?;
    Ok(Terms { groups, texts: read.texts, cut_at: read.cut_at, words: grams.words + fresh.words, fresh })
}
