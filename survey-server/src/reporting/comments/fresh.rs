//! What is new this week: words and phrases whose share among the comments rose beyond noise.

use survey_core::score::{Confidence, Proportion, compare_shares, false_discovery};

use super::super::view::Resolved;
use super::grams::Grams;
use super::texts::{self, Text};
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
}

/// Compares the last week of a view with the eight weeks before it.
pub fn fresh(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Fresh, Error> {
    let until = view.days.1;
    let read = texts::newest(conn, cx, view, (until - WEEK - BEFORE + 1, until), texts::MOST)?;
    compare(&read.list, until)
}

fn compare(texts: &[Text], until: i32) -> Result<Fresh, Error> {
    let mut grams = Grams::default();
    for text in texts {
        grams.add(&text.text, &text.locale, usize::from(text.day <= until - WEEK));
    }
    let [week, before, _] = grams.texts;
    let candidates = grams.most(0, LEAST, usize::MAX);
    let mut p = Vec::with_capacity(candidates.len());
    for (_, gram) in &candidates {
        let now = Proportion::new(gram.texts[0], week).map_err(Error::internal)?;
        let then = Proportion::new(gram.texts[1], before).map_err(Error::internal)?;
        p.push(chance(&now, &then));
    }
    let q = false_discovery(&p).map_err(Error::internal)?;
    let mut new: Vec<New> = candidates
        .into_iter()
        .zip(q)
        .filter(|((_, gram), q)| *q <= MOST_FALSE && rose(gram.texts, grams.texts))
        .map(|((_, gram), q)| New { words: gram.shown().to_owned(), texts: gram.texts[0], before: gram.texts[1], q })
        .collect();
    new.sort_by(|a, b| a.q.total_cmp(&b.q).then_with(|| b.texts.cmp(&a.texts)).then_with(|| a.words.cmp(&b.words)));
    new.truncate(SHOWN);
    Ok(Fresh { texts: week, before, new })
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

    fn text(day: i32, text: &str) -> Text {
        Text { day, category: 0, text: text.to_owned(), locale: "en".to_owned() }
    }

    #[test]
    fn a_word_that_came_up_is_new_and_one_that_was_always_there_is_not() {
        let mut texts = Vec::new();
        texts.extend(
            (0..200).map(|at| text(940 + at % 50, if at % 4 == 0 { "the driver was late" } else { "all fine" })),
        );
        texts.extend(
            (0..40).map(|at| {
                text(995 + at % 5, if at % 4 == 0 { "the driver was late, app crashed" } else { "all fine" })
            }),
        );
        let found = compare(&texts, 1000).unwrap();
        assert_eq!((found.texts, found.before), (40, 200));
        let words: Vec<&str> = found.new.iter().map(|new| new.words.as_str()).collect();
        assert_eq!(words, ["app crashed"]);
        assert_eq!((found.new[0].texts, found.new[0].before), (10, 0));
    }

    #[test]
    fn without_weeks_before_nothing_is_new() {
        let texts: Vec<Text> = (0..40).map(|_| text(1000, "broken")).collect();
        assert_eq!(compare(&texts, 1000).unwrap().new, Vec::new());
        assert_eq!(compare(&[], 1000).unwrap(), Fresh::default());
    }
}
