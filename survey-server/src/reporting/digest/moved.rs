//! What changed beyond noise: every segment, every reason, how many answered, how fast the team was, all tested at once.
//!
//! Among so many tests some look large by chance, so that they are held to a false discovery rate before anybody reads of
//! one (Benjamini and Hochberg, q at most 0.05, as for a mail that nobody asked for).

use std::collections::BTreeMap;

use survey_core::score::{Tally, compare, false_discovery};

use super::super::difference::outcomes;
use super::super::facts;
use super::super::reaction::reaction;
use super::super::scan;
use super::super::score::{Counts, day_end, day_start};
use super::super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::cuts::{ANSWER, Cuts, TAG};
use crate::store::rollups::{self, Query};
use crate::store::{Conn, Time, surveys};

/// So many are told.
const MOST: usize = 3;
/// At most so many false ones among those that are told, on average.
const FALSE_RATE: f64 = 0.05;
/// Of fewer answers on either side nothing is said.
const FEWEST: u64 = 5;
/// What nearly everybody shares is no segment: it only says again what the whole does.
const NEARLY_ALL: f64 = 0.95;
/// So many answers are looked at where a view is a segment itself.
const SCANNED: usize = 20_000;

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The score of a segment.
    Segment {
        /// Its dimension.
        dimension: String,
        /// Its value.
        value: String,
    },
    /// How often a reason or a tag is named.
    Named {
        /// `tag`, or `answer.` and a question's key.
        dimension: String,
        /// The tag, or the option.
        value: String,
    },
    /// How many of those asked answered.
    Rate,
    /// How many unhappy customers were contacted in time.
    InTime,
}

/// A change beyond noise: points of a net promoter score, or per cent.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// What changed.
    pub what: What,
    /// Before.
    pub from: i32,
    /// Now.
    pub to: i32,
    /// What it rests on now: answers, those asked, cases.
    pub n: u64,
    /// The chance of it without any change.
    pub p: f64,
}

type Cells = BTreeMap<(String, String), Counts>;

/// The changes of a view against the days that it is compared with, surest first.
pub fn moved(conn: &mut Conn, cx: &Cx, view: &Resolved, all: (&Counts, &Counts)) -> Result<Vec<Moved>, Error> {
    let Some(before) = view.before else { return Ok(Vec::new()) };
    let mut tested = Vec::new();
    let (now, past) = cells(conn, cx, view, before)?;
    for (key, counts) in &now {
        let (dimension, value) = key.clone();
        let earlier = past.get(key).cloned().unwrap_or_default();
        if dimension == TAG || dimension.starts_with(ANSWER) {
            let what = What::Named { dimension, value };
            let (a, b) = (share(counts.n(), all.0.n()), share(earlier.n(), all.1.n()));
            tested.extend(test(what, &a, &b));
        } else if (counts.n() as f64) < NEARLY_ALL * all.0.n() as f64 {
            let (a, b) = (outcomes(&view.measure, counts)?, outcomes(&view.measure, &earlier)?);
            tested.extend(test(What::Segment { dimension, value }, &a, &b));
        }
    }
    // What nobody names any more has no cell now.
    for (key, counts) in past.iter().filter(|(key, _)| !now.contains_key(*key)) {
        let (dimension, value) = key.clone();
        if dimension == TAG || dimension.starts_with(ANSWER) {
            let what = What::Named { dimension, value };
            tested.extend(test(what, &share(0, all.0.n()), &share(counts.n(), all.1.n())));
        }
    }
    if view.segments.is_empty() {
        tested.extend(of_survey(conn, cx, view, before)?);
    }
    let chances: Vec<f64> = tested.iter().map(|one| one.p.clamp(0.0, 1.0)).collect();
    let rates = false_discovery(&chances).map_err(Error::internal)?;
    let mut real: Vec<Moved> =
        tested.into_iter().zip(rates).filter(|(_, rate)| *rate <= FALSE_RATE).map(|(one, _)| one).collect();
    real.sort_by(|a, b| a.p.total_cmp(&b.p));
    real.truncate(MOST);
    Ok(real)
}

/// How many answered and how fast the team was: of the whole survey.
fn of_survey(conn: &mut Conn, cx: &Cx, view: &Resolved, before: (i32, i32)) -> Result<Vec<Moved>, Error> {
    let survey = view.measure.row.id;
    let span =
        |days: (i32, i32)| -> (Time, Time) { (day_start(&view.workspace, days.0), day_end(&view.workspace, days.1)) };
    let mut rates = [Tally::default(); 2];
    let mut in_time = [Tally::default(); 2];
    for (place, days) in [view.days, before].into_iter().enumerate() {
        let (asked, answered) = facts::asked_and_answered(conn, cx, survey, days)?;
        let found = reaction(conn, cx, survey, span(days))?;
        let of = |tallies: &mut [Tally; 2], tally| tallies.iter_mut().skip(place).take(1).for_each(|one| *one = tally);
        of(&mut rates, share(answered.max(0).unsigned_abs(), asked.max(0).unsigned_abs()));
        of(&mut in_time, share(found.in_time, found.matured));
    }
    let tests = [(What::Rate, rates), (What::InTime, in_time)];
    Ok(tests.into_iter().filter_map(|(what, [now, past])| test(what, &now, &past)).collect())
}

/// The counts by segment, now and before: from the roll-ups, or of a view that is a segment itself from its answers.
fn cells(conn: &mut Conn, cx: &Cx, view: &Resolved, before: (i32, i32)) -> Result<(Cells, Cells), Error> {
    let mut found = (Cells::new(), Cells::new());
    if view.segments.is_empty() {
        for (days, cells) in [(view.days, &mut found.0), (before, &mut found.1)] {
            let query = Query {
                survey_id: view.measure.row.id,
                question: &view.measure.question,
                segment: None,
                from: days.0,
                until: days.1,
                evidence: view.evidence,
            };
            for (dimension, segment, value, count) in rollups::by_segment(conn, cx.workspace, &query)? {
                *cells.entry((dimension, segment)).or_default() += Counts::of(value.into(), count);
            }
        }
        return Ok(found);
    }
    let (question, mine, row) = (&view.measure.question, &view.segments, &view.measure.row);
    let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
    let cuts = Cuts::present(&view.workspace);
    for (days, cells) in [(view.days, &mut found.0), (before, &mut found.1)] {
        let cut = scan::newest(conn, cx, view, days, SCANNED, |response| {
            let Some(value) = response.answers.0.number(question) else { return Ok(()) };
            for (dimension, segment) in cuts.all(&survey, response) {
                if !mine.iter().any(|own| own.dimension == dimension) {
                    *cells.entry((dimension, segment)).or_default() += Counts::of(value, 1);
                }
            }
            Ok(())
        })?;
        // Of a part of the answers nothing is concluded.
        if cut.is_some() {
            return Ok((Cells::new(), Cells::new()));
        }
    }
    Ok(found)
}

fn share(part: u64, all: u64) -> Tally {
    Tally { promoters: part.min(all), passives: all - part.min(all), detractors: 0 }
}

fn test(what: What, now: &Tally, before: &Tally) -> Option<Moved> {
    if now.n() < FEWEST || before.n() < FEWEST {
        return None;
    }
    let found = compare(now, before)?;
    // A share has no detractors: its score is the share itself.
    let shown = |tally: &Tally| tally.nps().map(|nps| nps.display);
    Some(Moved { what, from: shown(before)?, to: shown(now)?, n: now.n(), p: found.p })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_fewer_than_five_answers_nothing_is_tested() {
        assert_eq!(test(What::Rate, &share(0, 4), &share(90, 100)), None);
        assert_eq!(test(What::Rate, &share(90, 100), &share(0, 4)), None);
    }

    #[test]
    fn a_share_is_told_in_per_cent_and_a_score_in_points() {
        let found = test(What::Rate, &share(21, 100), &share(12, 100)).unwrap();
        assert_eq!((found.from, found.to, found.n), (12, 21, 100));
        let tally = |promoters, detractors| Tally { promoters, passives: 20, detractors };
        let found = test(What::InTime, &tally(20, 60), &tally(60, 20)).unwrap();
        assert_eq!((found.from, found.to), (40, -40));
        assert!(found.p < 1e-6);
    }

    #[test]
    fn the_chance_of_a_share_is_the_one_of_two_shares() {
        let same = test(What::Rate, &share(40, 80), &share(20, 40)).unwrap();
        assert!(same.p > 0.9, "{}", same.p);
        let other = test(What::Rate, &share(60, 80), &share(20, 40)).unwrap();
        assert!((0.001..0.02).contains(&other.p), "{}", other.p);
    }
}
