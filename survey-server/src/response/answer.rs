//! An answer as a value, and the batch in which answers become responses.
//!
//! Everything that can be decided before is: the answers are checked, the rules were asked. Inside the transaction
//! an answer is stored, counted, and what it sets off is enqueued; the second post for one invitation amends.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use survey_core::recovery::{Rules, Situation};
use survey_core::response::evidence::Evidence;
use survey_core::response::{Amendment, Answers, amend};
use survey_core::survey::Survey;

use super::anonymous;
use super::posts::{self, Standing};
use super::rollup::{self, asked, growth};
use super::standing::{self, Prepared};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::callback::Outbox;
use crate::recovery::first::{self, First};
use crate::recovery::follow_up::{self, Change};
use crate::recovery::reask;
use crate::store::cases::Case;
use crate::store::responses::{Response, evidence};
use crate::store::rollups::Changes;
use crate::store::take::Command;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Json, WorkspaceId, deliveries, people, responses, rollups};

/// What stands around an answer: the same for the first post and for every later one.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Whose.
    pub workspace: Arc<Workspace>,
    /// The survey's key.
    pub survey_key: String,
    /// The definition that the answers were checked against.
    pub survey: Arc<Survey>,
    /// The rules to run.
    pub rules: Arc<Rules>,
    /// Their version, if any were ever saved.
    pub rules_version: Option<i32>,
    /// The type of the event that it is about.
    pub event: Option<String>,
    /// Whether rules run and programs are told: history never acts.
    pub acts: bool,
    /// Whether the answer is refused when the survey is closed: it came by a link.
    pub closes: bool,
}

/// An answer to be taken.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The moment, new ids, the workspace.
    pub cx: Cx,
    /// What stands around it.
    pub setting: Setting,
    /// The response as it is stored if it is the first post.
    pub row: Response,
    /// The hash of the cookie that came with the post, if one did.
    pub browser: Option<Vec<u8>>,
    /// The questions that were asked again and left empty: what the same browser said there before is taken back.
    pub cleared: Vec<String>,
    /// The invitation that an anonymous answer uses up: nothing but its being answered is kept with it.
    pub uses_up: Option<Id>,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is the response.
    Recorded,
    /// It changed or completed the response.
    Amended,
    /// It says what was said before.
    Same,
    /// It was kept beside the response and not applied.
    Kept,
    /// Too many different scores came at once: the response no longer counts.
    Contradicted,
}

impl Outcome {
    /// The word for programs: `recorded`, `amended`, `same`, `kept`, `contradicted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Recorded => "recorded",
            Outcome::Amended => "amended",
            Outcome::Same => "same",
            Outcome::Kept => "kept",
            Outcome::Contradicted => "contradicted",
        }
    }
}

/// What the one who gave an answer learns.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What became of it.
    pub outcome: Outcome,
    /// The response as it now stands.
    pub response: Response,
    /// What the customer can be promised, where the batch knows it: after a first post.
    pub promise: Option<Promise>,
    /// Whether anything that the batch set off is due within seconds.
    pub due_soon: bool,
}

/// What an unhappy customer can be promised.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The case that the answer has opened.
    pub case: Option<Case>,
    /// Whether we know a telephone number.
    pub by_phone: bool,
}

impl Taken {
    pub(super) fn later(outcome: Outcome, response: Response) -> Self {
        Taken { outcome, response, promise: None, due_soon: false }
    }
}

impl Command for Answer {
    type Output = Taken;

    const NAME: &'static str = "answers";

    fn apply(conn: &mut Conn, answers: &[Self]) -> Result<Vec<Result<Taken, Error>>, Error> {
        let standing = standing::check(conn, answers)?;
        let standing = still_there(conn, standing)?;
        let named = || standing.iter().flatten().filter(|answer| !answer.setting.survey.anonymous());
        let rows: Vec<&Response> = named().map(|answer| &answer.row).collect();
        let mut new = responses::insert_new(conn, &rows)?.into_iter();
        mails_arrived(conn, rows.iter().zip(new.as_slice()).filter(|(_, new)| **new).map(|(row, _)| *row))?;
        let mut batch = Batch::default();
        let first = rows.iter().zip(new.as_slice()).filter(|(_, new)| **new).map(|(row, _)| *row);
        asked::answered(conn, &mut batch.counts, first, 1)?;
        let (mut firsts, mut later, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
        let mut taken: Vec<Option<Result<Taken, Error>>> = Vec::with_capacity(answers.len());
        for (place, answer) in standing.iter().enumerate() {
            taken.push(None);
            match answer {
                Err(_) => {}
                Ok(answer) if answer.setting.survey.anonymous() => hidden.push((place, answer.as_ref())),
                Ok(answer) if new.next() == Some(true) => firsts.push((place, First::of(answer))),
                Ok(answer) => later.push((place, answer)),
            }
        }
        for (place, first) in batch.firsts(conn, firsts)? {
            taken[place] = Some(Ok(first));
        }
        // After the first posts: a form that came twice at once meets what it has itself set off.
        for (place, answer) in later {
            // Nothing half-written: an error undoes the batch, which is then halved until it is found.
            taken[place] = Some(Ok(batch.again(conn, answer)?));
        }
        let (places, hidden): (Vec<usize>, Vec<&Self>) = hidden.into_iter().unzip();
        for (place, result) in places.into_iter().zip(anonymous::take(conn, &mut batch.counts, &hidden)?) {
            taken[place] = Some(result);
        }
        let mut watched = BTreeSet::new();
        for answer in standing.iter().flatten() {
            if watched.insert(answer.row.workspace_id) {
                growth::watch(conn, &answer.cx, &answer.setting.workspace, &batch.counts)?;
            }
        }
        let due_soon = batch.finish(conn)?;
        let taken = taken.into_iter().zip(standing).map(|(taken, standing)| match (taken, standing) {
            (Some(taken), _) => taken.map(|taken| Taken { due_soon, ..taken }),
            (None, Err(refused)) => Err(refused),
            (None, Ok(_)) => Err(Error::internal("an answer was left out of its batch")),
        });
        Ok(taken.collect())
    }
}

/// Refuses what people say who were erased meanwhile. The others stay until the batch is written: what an erased person
/// says must not come after the erasure.
fn still_there<'a>(conn: &mut Conn, answers: Vec<Prepared<'a>>) -> Result<Vec<Prepared<'a>>, Error> {
    let mut wanted: BTreeMap<WorkspaceId, BTreeSet<Id>> = BTreeMap::new();
    for row in answers.iter().flatten().map(|answer| &answer.row) {
        if let Some(person) = row.person_id {
            wanted.entry(row.workspace_id).or_default().insert(person);
        }
    }
    let mut gone = HashSet::new();
    for (workspace, people) in wanted {
        let there: HashSet<Id> = people::keep(conn, workspace, &people)?.into_iter().collect();
        gone.extend(people.into_iter().filter(|id| !there.contains(id)).map(|id| (workspace, id)));
    }
    let refuse = |answer: Cow<'a, Answer>| {
        let row = &answer.row;
        if row.person_id.is_some_and(|id| gone.contains(&(row.workspace_id, id))) {
            return Err(Error::NotFound(if row.invited { "link" } else { "person" }));
        }
        Ok(answer)
    };
    Ok(answers.into_iter().map(|answer| answer.and_then(refuse)).collect())
}

/// Who answers has got the mail, even where its end was unknown.
fn mails_arrived<'a>(conn: &mut Conn, answered: impl Iterator<Item = &'a Response>) -> Result<(), Error> {
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for row in answered.filter(|row| row.invited) {
        by_workspace.entry(row.workspace_id).or_default().push(row.id);
    }
    by_workspace.into_iter().try_for_each(|(workspace, ids)| deliveries::answered(conn, workspace, &ids))
}

/// Changes summed over a batch, applied at its end.
#[derive(Default)]
struct Batch {
    counts: Changes,
    outbox: Outbox,
}

impl Batch {
    /// Answers that are new: counted, and what they set off done together.
    fn firsts(
        &mut self,
        conn: &mut Conn,
        answers: Vec<(usize, First<'_>)>,
    ) -> Result<impl Iterator<Item = (usize, Taken)>, Error> {
        let (places, mut firsts): (Vec<usize>, Vec<First<'_>>) = answers.into_iter().unzip();
        for first in &firsts {
            rollup::add(&mut self.counts, &first.setting.workspace, &first.setting.survey, &first.row, 1);
        }
        first::follow_up(conn, &mut self.outbox, &mut firsts)?;
        let stored: Vec<_> = firsts.iter().map(|first| (first.cx, &first.row)).collect();
        reask::answered(conn, &stored)?;
        let taken = firsts.into_iter().map(|first| {
            let promise = Some(Promise { case: first.case, by_phone: first.by_phone });
            Taken { outcome: Outcome::Recorded, response: first.row, promise, due_soon: false }
        });
        Ok(places.into_iter().zip(taken))
    }

    fn again(&mut self, conn: &mut Conn, answer: &Answer) -> Result<Taken, Error> {
        let Some(current) = responses::lock(conn, answer.row.workspace_id, answer.row.id)? else {
            return Err(Error::NotFound("response"));
        };
        // A look never changes what there is.
        if answer.row.evidence == evidence::INFERRED {
            return Ok(Taken::later(Outcome::Same, current));
        }
        let incoming = &answer.row.answers.0;
        let looked_at = current.evidence == evidence::INFERRED;
        let already = current.evidence == evidence::CONTRADICTED;
        let same_browser = answer.browser.is_some() && answer.browser == current.browser_hash;
        let edit_days = answer.setting.workspace.settings.0.edit_days;
        let in_window = answer.cx.now <= current.answered_at.plus_days(edit_days);
        // A form beats a look, whoever looked and however long ago.
        let base = if same_browser && in_window {
            without(&current.answers.0, &answer.cleared)
        } else {
            current.answers.0.clone()
        };
        let decided = match amend(&base, incoming, same_browser || looked_at, in_window || looked_at) {
            Amendment::NoChange if base != current.answers.0 => Amendment::Applied(base),
            decided => decided,
        };
        if decided == Amendment::NoChange && !looked_at && !already {
            return Ok(Taken::later(Outcome::Same, current));
        }
        let applied = !already && (looked_at || matches!(decided, Amendment::Applied(_)));
        match (posts::note(conn, answer, &current, applied)?, decided) {
            (Standing::Alone, _) if already => self.restored(conn, answer, current),
            (Standing::Void, _) if !already => self.contradicted(conn, answer, current),
            (_, Amendment::Applied(answers)) if !already => {
                let response = self.replace(conn, answer, current, answers)?;
                Ok(Taken::later(Outcome::Amended, response))
            }
            (_, Amendment::NoChange) if looked_at => {
                let answers = current.answers.0.clone();
                let response = self.replace(conn, answer, current, answers)?;
                Ok(Taken::later(Outcome::Amended, response))
            }
            _ => Ok(Taken::later(Outcome::Kept, current)),
        }
    }

    /// The response gets these answers: counted anew, rules run again, programs told.
    fn replace(
        &mut self,
        conn: &mut Conn,
        answer: &Answer,
        current: Response,
        answers: Answers,
    ) -> Result<Response, Error> {
        let workspace = &answer.setting.workspace;
        // A question that the new answers hide takes its answer along.
        let answers = answers.without_hidden(&answer.setting.survey, &current.properties.0);
        let mut row = Response {
            score: main_score(&answer.setting.survey, &answers),
            comment: main_comment(&answer.setting.survey, &answers),
            answers: Json(answers),
            version: current.version + 1,
            updated_at: answer.cx.now,
            ..current.clone()
        };
        if current.evidence == evidence::INFERRED {
            row.evidence = evidence::EXPLICIT;
            row.browser_hash.clone_from(&answer.row.browser_hash);
        }
        let survey = definition(conn, answer, &current)?;
        rollup::add(&mut self.counts, workspace, &survey, &current, -1);
        rollup::place(workspace, &mut row);
        rollup::add(&mut self.counts, workspace, &survey, &row, 1);
        responses::update(conn, &row)?;
        self.follow_up(conn, answer, &mut row, Change::Amended { before: current.score })?;
        Ok(row)
    }

    fn contradicted(&mut self, conn: &mut Conn, answer: &Answer, current: Response) -> Result<Taken, Error> {
        let (workspace, survey) = (&answer.setting.workspace, definition(conn, answer, &current)?);
        rollup::add(&mut self.counts, workspace, &survey, &current, -1);
        let mut row = Response {
            evidence: evidence::CONTRADICTED,
            version: current.version + 1,
            updated_at: answer.cx.now,
            ..current
        };
        rollup::place(workspace, &mut row);
        rollup::add(&mut self.counts, workspace, &survey, &row, 1);
        responses::update(conn, &row)?;
        self.follow_up(conn, answer, &mut row, Change::Contradicted)?;
        Ok(Taken::later(Outcome::Contradicted, row))
    }

    /// An answer that contradicted itself, and now one that stands alone: it counts as if it were the first.
    fn restored(&mut self, conn: &mut Conn, answer: &Answer, current: Response) -> Result<Taken, Error> {
        let (workspace, survey) = (&answer.setting.workspace, definition(conn, answer, &current)?);
        rollup::add(&mut self.counts, workspace, &survey, &current, -1);
        let mut row =
            Response { version: current.version + 1, tags: current.tags, notes: current.notes, ..answer.row.clone() };
        rollup::place(workspace, &mut row);
        let survey = definition(conn, answer, &row)?;
        rollup::add(&mut self.counts, workspace, &survey, &row, 1);
        responses::update(conn, &row)?;
        self.follow_up(conn, answer, &mut row, Change::Restored)?;
        Ok(Taken::later(Outcome::Amended, row))
    }

    fn follow_up(&mut self, conn: &mut Conn, answer: &Answer, row: &mut Response, change: Change) -> Result<(), Error> {
        reask::answered(conn, &[(&answer.cx, row)])?;
        if answer.setting.acts {
            follow_up::run(conn, &answer.cx, &mut self.outbox, &answer.setting, row, change)?;
        }
        Ok(())
    }

    /// Writes it all; says whether a job of it is due within seconds.
    fn finish(self, conn: &mut Conn) -> Result<bool, Error> {
        let due_soon = self.outbox.due_soon();
        self.outbox.finish(conn)?;
        // Last and in key order: two processes that hold hot rows wait for each other, and never in a circle.
        rollups::apply(conn, &self.counts)?;
        Ok(due_soon)
    }
}

/// The definition of the version that a response was given to.
fn definition(conn: &mut Conn, answer: &Answer, row: &Response) -> Result<Arc<Survey>, Error> {
    answer.cx.site.kept.survey(conn, row.workspace_id, row.survey_id, row.survey_version)
}

fn without(answers: &Answers, keys: &[String]) -> Answers {
    let kept = answers.iter().filter(|(key, _)| !keys.iter().any(|one| one == key));
    kept.map(|(key, answer)| (key.to_owned(), answer.clone())).collect()
}

/// The answer to the main question.
pub fn main_score(survey: &Survey, answers: &Answers) -> Option<i32> {
    survey.main_question().and_then(|main| answers.number(&main.key)).and_then(|score| i32::try_from(score).ok())
}

/// The first text that was answered: what lists and alerts show.
pub fn main_comment(survey: &Survey, answers: &Answers) -> Option<String> {
    survey.questions().iter().find_map(|question| answers.text(&question.key)).map(str::to_owned)
}

/// What the rules look at.
pub fn situation<'a>(setting: &'a Setting, row: &'a Response) -> Situation<'a> {
    let mut situation = Situation::of_answer(
        &setting.survey_key,
        &setting.survey,
        &row.answers.0,
        &row.properties.0,
        row.updated_at.timestamp(),
    );
    situation.channel = Some(&row.channel);
    situation.evidence = Some(evidence_of(row));
    situation.event = setting.event.as_deref();
    situation
}

/// The evidence of a response as core knows it.
pub fn evidence_of(row: &Response) -> Evidence {
    match row.evidence {
        evidence::EXPLICIT => Evidence::Explicit,
        evidence::INFERRED => Evidence::Inferred,
        _ => Evidence::Contradicted,
    }
}
