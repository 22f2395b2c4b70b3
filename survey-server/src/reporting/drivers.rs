//! What goes with a high or a low score: reasons that were chosen and tags, each with the others held still.
//!
//! Association, not proof: a reason is picked after the score is felt. A question that only some are asked ("what went
//! wrong?" after a low score) says nothing about the others, so its options are counted and no more.

use std::collections::BTreeMap;
use std::sync::Arc;

use survey_core::response::{Answer, Chosen};
use survey_core::score::drivers::{DEFAULT_RIDGE, MOST_TAGS, TaggedAnswer, adjusted_impact};
use survey_core::score::{Category, Confidence, false_discovery};
use survey_core::survey::Survey;

use super::scan;
use super::view::{Resolved, Segment};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;
use crate::store::responses::Response;

/// So many answers are looked at.
pub const MOST: usize = 20_000;
/// So many reasons are weighed against each other: those that are named most often.
const MOST_REASONS: usize = if MOST_TAGS < 120 { MOST_TAGS } else { 120 };
/// A dashboard may show one false alarm in ten.
const MOST_FALSE: f64 = 0.1;

/// A reason with what goes with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// `tag`, or `answer.KEY`, and the tag or the option.
    pub reason: Segment,
    /// Answers that name it.
    pub mentions: u64,
    /// What it adds to the score, in points.
    pub points: i32,
    /// Where that truly lies, in points.
    pub interval: (i32, i32),
    /// The chance that it is noise, after all reasons were looked at.
    pub q: f64,
}

impl Driver {
    /// Whether it is more than noise.
    pub fn is_real(&self) -> bool {
        self.q <= MOST_FALSE
    }
}

/// The reasons of a view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drivers {
    /// Answers with a score that were looked at.
    pub answers: u64,
    /// Answers before this day were not looked at.
    pub cut_at: Option<i32>,
    /// What pulls the score down first, what lifts it last.
    pub drivers: Vec<Driver>,
    /// Reasons that only some were asked for, or that too few or nearly all name: counted.
    pub counted: Vec<(Segment, u64)>,
}

/// Weighs the reasons of a view. Kept for a minute: see [`Shared`](super::shared::Shared).
pub fn drivers(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Arc<Drivers>, Error> {
    cx.site.reports.drivers.get(cx, view, || read(conn, cx, view))
}

fn read(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Drivers, Error> {
    let row = &view.measure.row;
    let survey = cx.site.kept.survey(conn, cx.workspace, row.id, row.version)?;
    let mut answers: Vec<(Category, Vec<Segment>)> = Vec::new();
    let cut_at = scan::newest(conn, cx, view, view.days, MOST, |answer| {
        if let Some(score) = answer.answers.0.number(&view.measure.question) {
            answers.push((category(view.measure.category(score)), reasons(&survey, answer)));
        }
        Ok(())
    })?;
    Ok(Drivers { cut_at, ..weigh(&survey, &answers)? })
}

/// The answers that name a reason, newest first, and the day before which none was looked at.
pub fn members(conn: &mut Conn, cx: &Cx, view: &Resolved, reason: &Segment) -> Result<scan::Found, Error> {
    let row = &view.measure.row;
    let survey = cx.site.kept.survey(conn, cx.workspace, row.id, row.version)?;
    let mut found = Vec::new();
    let cut_at = scan::newest(conn, cx, view, view.days, MOST, |answer| {
        let is_scored = answer.answers.0.number(&view.measure.question).is_some();
        if is_scored && reasons(&survey, answer).contains(reason) {
            found.push(answer.id);
        }
        Ok(())
    })?;
    Ok((found, cut_at))
}

fn category(word: &str) -> Category {
    match word {
        "promoter" => Category::Promoter,
        "detractor" => Category::Detractor,
        _ => Category::Passive,
    }
}

/// The reasons that an answer names.
fn reasons(survey: &Survey, answer: &Response) -> Vec<Segment> {
    let tag = |tag: &String| Segment { dimension: "tag".to_owned(), value: tag.clone() };
    let mut reasons: Vec<Segment> = answer.tags.0.iter().map(tag).collect();
    for question in survey.questions() {
        let known = |key: &str| question.options().iter().any(|option| option.key == key);
        let chosen: Vec<&str> = match answer.answers.0.get(&question.key) {
            Some(Answer::Text(key)) => vec![key],
            Some(Answer::Many(many)) => many
                .iter()
                .filter_map(|chosen| match chosen {
                    Chosen::Option(key) => Some(key.as_str()),
                    Chosen::Other { .. } => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let dimension = format!("answer.{}", question.key);
        let reason = |key: &str| Segment { dimension: dimension.clone(), value: key.to_owned() };
        reasons.extend(chosen.into_iter().filter(|key| known(key)).map(reason));
    }
    reasons
}

fn weigh(survey: &Survey, answers: &[(Category, Vec<Segment>)]) -> Result<Drivers, Error> {
    let mut mentions: BTreeMap<&Segment, u64> = BTreeMap::new();
    for reason in answers.iter().flat_map(|(_, reasons)| reasons) {
        *mentions.entry(reason).or_default() += 1;
    }
    // Answered by those alone who were asked for it.
    let asked_of_some = |reason: &Segment| {
        let question = reason.dimension.strip_prefix("answer.").and_then(|key| survey.question(key));
        question.is_some_and(|question| question.show_if.is_some())
    };
    let (some, mut all): (Vec<_>, Vec<_>) = mentions.into_iter().partition(|(reason, _)| asked_of_some(reason));
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    all.truncate(MOST_REASONS);
    let place: BTreeMap<&Segment, usize> = all.iter().enumerate().map(|(at, (reason, _))| (*reason, at)).collect();
    let numbers: Vec<Vec<usize>> =
        answers.iter().map(|(_, own)| own.iter().filter_map(|reason| place.get(reason).copied()).collect()).collect();
    let tagged: Vec<TaggedAnswer<'_>> =
        answers.iter().zip(&numbers).map(|((category, _), tags)| TaggedAnswer { category: *category, tags }).collect();
    let impact = adjusted_impact(&tagged, all.len(), DEFAULT_RIDGE, Confidence::default()).map_err(Error::internal)?;
    let impacts = impact.map(|impact| impact.tags).unwrap_or_default();
    let shown: Vec<_> = all.iter().zip(&impacts).filter(|(_, impact)| impact.is_shown()).collect();
    let q = false_discovery(&shown.iter().map(|(_, impact)| impact.p).collect::<Vec<_>>()).map_err(Error::internal)?;
    let mut drivers: Vec<Driver> = shown
        .iter()
        .zip(q)
        .map(|(((reason, mentions), impact), q)| Driver {
            reason: (*reason).clone(),
            mentions: *mentions,
            points: (impact.contribution * 100.0).round() as i32,
            interval: impact.interval.display(),
            q,
        })
        .collect();
    drivers.sort_by(|a, b| {
        a.points.cmp(&b.points).then_with(|| b.mentions.cmp(&a.mentions)).then_with(|| a.reason.cmp(&b.reason))
    });
    let weighed = |reason: &Segment| drivers.iter().any(|driver| driver.reason == *reason);
    let mut counted: Vec<(Segment, u64)> = some
        .into_iter()
        .chain(all)
        .filter(|(reason, _)| !weighed(reason))
        .map(|(reason, n)| (reason.clone(), n))
        .collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(Drivers { answers: answers.len() as u64, cut_at: None, drivers, counted })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(value: &str) -> Segment {
        Segment { dimension: "tag".to_owned(), value: value.to_owned() }
    }

    #[test]
    fn what_goes_with_a_low_score_comes_first_and_noise_is_named() {
        let survey = survey_core::survey::template("default").unwrap();
        let answer = |at: usize| {
            let late = at.is_multiple_of(4);
            let mut own = Vec::new();
            own.extend(late.then(|| tag("late")));
            own.extend(at.is_multiple_of(5).then(|| tag("price")));
            own.extend((at == 7).then(|| tag("rare")));
            (if late { Category::Detractor } else { Category::Promoter }, own)
        };
        let answers: Vec<_> = (0..200).map(answer).collect();
        let found = weigh(&survey, &answers).unwrap();
        let late = &found.drivers[0];
        assert_eq!((late.reason.clone(), late.mentions), (tag("late"), 50));
        assert!(late.is_real() && late.points < -30 && late.interval.1 < 0, "{late:?}");
        assert!(!found.drivers[1].is_real(), "{found:?}");
        assert_eq!(found.counted, [(tag("rare"), 1)]);
        assert_eq!(weigh(&survey, &[]).unwrap(), Drivers::default());
    }
}
