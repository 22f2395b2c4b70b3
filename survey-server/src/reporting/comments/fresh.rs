//! What is new this week: words and phrases whose share among the comments rose beyond noise.

use survey_core::score::{Confidence, Proportion, compare_shares, false_discovery};

use super::super::view::Resolved;
use super::grams::Grams;
use super::texts::{self, Bound};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;

/// The days that are new, and those that they are compared with.
const WEEK: i32 = 7;
const BEFORE: i32 = 56;
/// Fewer texts of the week with a word are chance, whatever the arithmetic says.
const LEAST: u64 = 3;
/// One false alarm in twenty words that are shown.
const MOST_FALSE: f64 = 0.05;
/// So many are shown.
const SHOWN: usize = 10;
/// So many words and phrases of the week are compared: the most frequent.
const MOST_COMPARED: usize = 2_000;
/// So much of the week is read, and of the weeks before.
const BOUND: Bound = Bound { texts: 3_000, words: 60_000 };

/// A word or a phrase that came up.
#[derive(Clone, Debug, PartialEq)]
pub struct New {
    /// As people write it most often.
    pub words: String,
    /// Texts of the week that have it.
    pub texts: u64,
    /// Texts of the weeks before that have it.
    pub before: u64,
    /// Of so much noise it is after all words were looked at: its q-value.
    pub q: f64,
}

/// What is new.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fresh {
    /// Texts of the week.
    pub texts: u64,
    /// Texts of the eight weeks before.
    pub before: u64,
    /// What came up, the surest first.
    pub new: Vec<New>,
    /// There were more texts in the week: those before this day were not read.
    pub cut_at: Option<i32>,
    /// There were more in the weeks before: those before this day were not read.
    pub before_cut_at: Option<i32>,
    /// So many words were taken apart.
    pub words: usize,
}

/// Compares the last week of a view with the eight weeks before it. Each is read by itself: however much was written this
/// week, there is something to compare it with.
pub fn fresh(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Fresh, Error> {
    let until = view.days.1;
    let mut grams = Grams::default();
    let mut read = |kind, days| {
        let already = grams.words;
        texts::newest(conn, cx, view, days, BOUND, |text| {
            grams.add(text.text, text.locale, kind);
            grams.words - already
        })
    };
    let week = read(0, (until - WEEK + 1, until))?;
    let before = read(1, (until - WEEK - BEFORE + 1, until - WEEK))?;
    Ok(Fresh { cut_at: week.cut_at, before_cut_at: before.cut_at, ..compare(&grams)? })
}

fn compare(grams: &Grams) -> Result<Fresh, Error> {
    let [week, before, _] = grams.texts;
    let candidates = grams.most(0, LEAST, MOST_COMPARED);
    let mut p = Vec::with_capacity(candidates.len());
    for gram in &candidates {
        let now = Proportion::new(gram.texts[0], week).map_err(Error::internal)?;
        let then = Proportion::new(gram.texts[1], before).map_err(Error::internal)?;
        p.push(chance(&now, &then));
    }
    let q = false_discovery(&p).map_err(Error::internal)?;
    let mut sure: Vec<_> =
        candidates.into_iter().zip(q).filter(|(gram, q)| *q <= MOST_FALSE && rose(gram.texts, grams.texts)).collect();
    // Candidates come in the order of their frequency, and keep it among equals.
    sure.sort_by(|a, b| a.1.total_cmp(&b.1));
    sure.truncate(SHOWN);
    let (found, q): (Vec<_>, Vec<_>) = sure.into_iter().unzip();
    let new = grams.shown(&found).into_iter().zip(found.iter().zip(q));
    let new = new.map(|(words, (gram, q))| New { words, texts: gram.texts[0], before: gram.texts[1], q }).collect();
    Ok(Fresh { texts: week, before, new, words: grams.words, ..Fresh::default() })
}

fn rose(found: [u64; 3], all: [u64; 3]) -> bool {
    u128::from(found[0]) * u128::from(all[1]) > u128::from(found[1]) * u128::from(all[0])
}

/// The chance of such a difference where there is none: the confidence at which the interval just leaves 0 out.
fn chance(now: &Proportion, then: &Proportion) -> f64 {
    let sure = |level: f64| {
        let found = Confidence::new(level).ok().and_then(|confidence| compare_shares(now, then, confidence));
        found.is_some_and(|found| found.is_significant())
    };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..30 {
        let level = f64::midpoint(low, high);
        if sure(level) { low = level } else { high = level }
    }
    1.0 - low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_came_up_is_new_and_one_that_was_always_there_is_not() {
        let mut grams = Grams::default();
        for at in 0..200 {
            grams.add(if at % 4 == 0 { "the driver was late" } else { "all fine" }, "en", 1);
        }
        for at in 0..40 {
            grams.add(if at % 4 == 0 { "the driver was late, app crashed" } else { "all fine" }, "en", 0);
        }
        let found = compare(&grams).unwrap();
        assert_eq!((found.texts, found.before), (40, 200));
        let words: Vec<&str> = found.new.iter().map(|new| new.words.as_str()).collect();
        assert_eq!(words, ["app crashed"]);
        assert_eq!((found.new[0].texts, found.new[0].before), (10, 0));
    }

    #[test]
    fn without_weeks_before_nothing_is_new() {
        let mut grams = Grams::default();
        for _ in 0..40 {
            grams.add("broken", "en", 0);
        }
        assert_eq!(compare(&grams).unwrap().new, Vec::new());
        assert_eq!(compare(&Grams::default()).unwrap(), Fresh::default());
    }
}
