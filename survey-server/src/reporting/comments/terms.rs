//! What promoters, passives and detractors write about most often.

use super::super::view::Resolved;
use super::grams::Grams;
use super::{fresh, index, texts};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;

/// So many words and phrases are shown of each kind.
const SHOWN: usize = 12;
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
}

/// Reads the newest texts of a view and counts their words; and what is new in its last week.
pub fn terms(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Terms, Error> {
    let read = texts::newest(conn, cx, view, view.days, texts::MOST)?;
    let mut grams = Grams::default();
    for text in &read.list {
        if let Some(kind) = CATEGORIES.iter().position(|category| *category == index::category(text.category)) {
            grams.add(&text.text, &text.locale, kind);
        }
    }
    let group = |(kind, category): (usize, &&'static str)| Group {
        category,
        texts: grams.texts[kind],
        terms: grams
            .most(kind, LEAST, SHOWN)
            .into_iter()
            .map(|(_, gram)| Term { words: gram.shown().to_owned(), texts: gram.texts[kind] })
            .collect(),
    };
    let groups = CATEGORIES.iter().enumerate().map(group).collect();
    let fresh = fresh::fresh(conn, cx, view)?;
    Ok(Terms { groups, texts: read.list.len(), cut_at: read.cut_at, fresh })
}
