//! Keeps the index of comments in step with the answers: a job follows them by the time of their last change, in slices, so
//! that no answer waits for an index. Whether there is anything for it to do is found out by reading: where nobody answers,
//! nothing is written.
//!
//! An answer is read again for a while after it was first met: who wrote it may have committed later than the time that it
//! bears. Reading it twice changes nothing.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use survey_core::response::Answer;
use survey_core::survey::{QuestionKind, Survey};

use super::super::score::Measure;
use super::super::words::{term, tokens};
use super::{pending, tagging};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::testimonial;
use crate::store::comments::{self, Comment};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::responses::{self, Response, evidence};
use crate::store::workspaces;
use crate::store::{Conn, Id, Time, WorkspaceId, cursors, jobs, surveys};

/// The cursor's name, and the key of the job.
pub(super) const NAME: &str = "comments";
/// So many answers are looked at in one transaction: some 20 ms.
const SLICE: i64 = 100;
/// A transaction may commit so long after the time that its rows bear.
const OVERLAP_MS: i64 = 60_000;
/// So many words of one text are kept; who writes more repeats himself.
const MOST_WORDS: usize = 1_000;

/// Makes sure that the job is there, and due now.
pub fn wake(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    jobs::enqueue(conn, &[Job::new(cx, Class::Upkeep, Payload::Comments).once(NAME)])?;
    jobs::hurry(conn, cx.workspace, NAME, cx.now)
}

/// How far a run has come.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// The last answer that was looked at.
    after: (Time, Id),
    /// Where the cursor stands that the run began with or moved.
    cursor: Option<Time>,
}

/// Where a run begins: at the cursor, or at the first answer of all.
pub fn begin(conn: &mut Conn, cx: &Cx) -> Result<Reached, Error> {
    let cursor = cursors::find(conn, cx.workspace, NAME)?;
    Ok(Reached { after: (cursor.unwrap_or(Time(i64::MIN)), Id::default()), cursor })
}

/// What stands ahead of a place, found out by reading alone.
#[derive(Clone, Copy, Debug)]
pub enum Ahead {
    /// Nothing that is to be written.
    Nothing,
    /// Answers that the index has as they are; what comes after them.
    Known(Reached),
    /// Something for [`slice()`].
    Work,
}

/// Looks at the next answers and writes nothing.
pub fn ahead(conn: &mut Conn, cx: &Cx, reached: Reached) -> Result<Ahead, Error> {
    let answers = responses::changed_after(conn, cx.workspace, reached.after, SLICE)?;
    let Some(last) = answers.last().map(|row| (row.updated_at, row.id)) else { return Ok(Ahead::Nothing) };
    if !pending::differing(conn, cx, &mut Surveys::default(), &answers)?.is_empty()
        || !testimonial::withdrawn(conn, cx, &answers)?.is_empty()
    {
        return Ok(Ahead::Work);
    }
    // The cursor moves on once it leaves all of them behind, and not before.
    if last.0 < cx.now.plus_ms(-OVERLAP_MS) {
        return Ok(Ahead::Work);
    }
    let more = i64::try_from(answers.len()) == Ok(SLICE);
    Ok(if more { Ahead::Known(Reached { after: last, ..reached }) } else { Ahead::Nothing })
}

/// Workspaces with answers that the index may not have yet.
pub fn behind(conn: &mut Conn) -> Result<Vec<WorkspaceId>, Error> {
    cursors::behind(conn, NAME)
}

/// Whether there is anything to be written now.
pub fn is_due(conn: &mut Conn, cx: &Cx) -> Result<bool, Error> {
    let mut reached = begin(conn, cx)?;
    loop {
        match ahead(conn, cx, reached)? {
            Ahead::Nothing => return Ok(false),
            Ahead::Known(next) => reached = next,
            Ahead::Work => return Ok(true),
        }
    }
}

/// Looks at the next answers; none: there are no more.
pub fn slice(conn: &mut Conn, cx: &Cx, reached: Reached) -> Result<Option<Reached>, Error> {
    // Somebody wants all of them looked at again: the next run does.
    if cursors::find(conn, cx.workspace, NAME)? != reached.cursor {
        return Ok(None);
    }
    let answers = responses::changed_after(conn, cx.workspace, reached.after, SLICE)?;
    let Some(last) = answers.last().map(|row| (row.updated_at, row.id)) else { return Ok(None) };
    take(conn, cx, &answers)?;
    // Words that were taken back are not only hidden.
    let withdrawn = testimonial::withdrawn(conn, cx, &answers)?;
    testimonial::let_go(conn, cx, &withdrawn)?;
    let more = i64::try_from(answers.len()) == Ok(SLICE);
    // What bears an older time than that is committed, and is not looked at again.
    let settled = cx.now.plus_ms(-OVERLAP_MS);
    let cursor = settled.min(if more { last.0 } else { last.0.plus_ms(1) });
    if reached.cursor.is_none_or(|before| before < cursor) {
        cursors::set(conn, cx.workspace, NAME, cursor)?;
    }
    let cursor = reached.cursor.max(Some(cursor));
    Ok(more.then_some(Reached { after: last, cursor }))
}

/// Lets the next run look at all answers again: their days may have changed.
pub fn again(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    cursors::forget(conn, cx.workspace, NAME)
}

/// Lets the next run look at what bears this time too: answers that came to be seen after it.
pub fn since(conn: &mut Conn, cx: &Cx, at: Time) -> Result<(), Error> {
    match cursors::find(conn, cx.workspace, NAME)? {
        Some(cursor) if cursor > at => cursors::set(conn, cx.workspace, NAME, at),
        _ => Ok(()),
    }
}

/// Brings the index up to date with these answers, and lets the tag rules look at those whose words changed.
fn take(conn: &mut Conn, cx: &Cx, answers: &[Response]) -> Result<(), Error> {
    // First, as in the batch of answers.
    let workspace = workspaces::hold(conn, cx.workspace)?;
    let ids: Vec<Id> = answers.iter().map(|row| row.id).collect();
    let mut kept: BTreeMap<(Id, String), Comment> = comments::of_answers(conn, cx.workspace, &ids)?
        .into_iter()
        .map(|row| ((row.response_id, row.question.clone()), row))
        .collect();
    let mut surveys = Surveys::default();
    let mut touched = BTreeSet::new();
    for answer in pending::differing(conn, cx, &mut surveys, answers)? {
        // Held until this is written: who erases it now waits, and forgets what is written here.
        let Some(answer) = responses::lock(conn, cx.workspace, answer.id)? else { continue };
        touched.insert(answer.id);
        for row in rows(conn, cx, &mut surveys, &answer)? {
            match kept.remove(&(row.response_id, row.question.clone())) {
                None => comments::insert(conn, &row)?,
                Some(before) if before != row => comments::update(conn, &row)?,
                Some(_) => {}
            }
        }
        let gone: Vec<_> =
            kept.range((answer.id, String::new())..).take_while(|((id, _), _)| *id == answer.id).collect();
        for (_, row) in gone {
            comments::delete(conn, row)?;
        }
    }
    if !touched.is_empty() {
        let ids: Vec<Id> = touched.iter().copied().collect();
        tagging::apply(conn, cx, &workspace, &ids)?;
    }
    Ok(())
}

/// What surveys ask, read once for many answers.
#[derive(Default)]
pub(super) struct Surveys(HashMap<(i32, i32), (Arc<Survey>, Option<Measure>)>);

impl Surveys {
    fn of(&mut self, conn: &mut Conn, cx: &Cx, answer: &Response) -> Result<&(Arc<Survey>, Option<Measure>), Error> {
        let key = (answer.survey_id, answer.survey_version);
        let place = match self.0.entry(key) {
            Entry::Occupied(known) => return Ok(known.into_mut()),
            Entry::Vacant(place) => place,
        };
        let survey = cx.site.kept.survey(conn, cx.workspace, key.0, key.1)?;
        let measure = match survey.main_question().and_then(|main| Some((main, main.kind.scale()?))) {
            Some((main, scale)) => Some(Measure {
                row: surveys::load(conn, cx.workspace, key.0)?,
                question: main.key.clone(),
                kind: main.kind.name(),
                scale: (*scale.start(), *scale.end()),
            }),
            None => None,
        };
        Ok(place.insert((survey, measure)))
    }
}

/// What the index holds of an answer: nothing of one that contradicted itself, or that says nothing.
pub(super) fn rows(conn: &mut Conn, cx: &Cx, surveys: &mut Surveys, answer: &Response) -> Result<Vec<Comment>, Error> {
    if answer.evidence == evidence::CONTRADICTED {
        return Ok(Vec::new());
    }
    let (survey, measure) = surveys.of(conn, cx, answer)?;
    let category = match (measure, answer.score) {
        (Some(measure), Some(score)) => number(measure.category(score.into())),
        _ => number("none"),
    };
    let markers = [term::workspace(cx.workspace), term::block(cx.workspace, answer.day)];
    let row = |(question, text): (&str, &str)| {
        let words = tokens(text, &answer.locale).into_iter().map(|token| token.term).take(MOST_WORDS);
        let terms: Vec<String> = markers.iter().cloned().chain(words).collect();
        (terms.len() > markers.len()).then(|| Comment {
            workspace_id: answer.workspace_id,
            response_id: answer.id,
            question: question.to_owned(),
            survey_id: answer.survey_id,
            day: answer.day,
            category,
            terms: terms.join(" "),
        })
    };
    Ok(texts(survey, answer).into_iter().filter_map(row).collect())
}

/// The texts that somebody wrote into an answer, by question.
pub fn texts<'a>(survey: &Survey, answer: &'a Response) -> Vec<(&'a str, &'a str)> {
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for (key, given) in &answer.answers.0 {
        let is_text = survey.question(key).is_some_and(|question| matches!(question.kind, QuestionKind::Text(_)));
        match given {
            Answer::Text(text) if is_text => texts.push((key, text)),
            _ => {}
        }
    }
    // A comment that belongs to no question, as imports bring it; an option's key is none.
    let among_answers =
        |comment: &str| answer.answers.0.iter().any(|(key, _)| answer.answers.0.text(key) == Some(comment));
    if let Some(comment) = answer.comment.as_deref().filter(|comment| !among_answers(comment)) {
        texts.push(("comment", comment));
    }
    texts.retain(|(_, text)| !text.trim().is_empty());
    texts
}

/// The number of a category's word, as the index keeps it.
pub fn number(category: &str) -> i32 {
    match category {
        "promoter" => 2,
        "passive" => 1,
        "detractor" => 0,
        _ => -1,
    }
}

/// The word of such a number.
pub fn category(number: i32) -> &'static str {
    match number {
        2 => "promoter",
        1 => "passive",
        0 => "detractor",
        _ => "none",
    }
}
