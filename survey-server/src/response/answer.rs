//! An answer as a value, and the batch in which answers become responses.
//!
//! Everything that can be decided before is: the answers are checked, the rules were asked. Inside the transaction
//! an answer is stored, counted, and what it sets off is enqueued; the second post for one invitation amends.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use survey_core::recovery::{Rules, Situation};
use survey_core::response::evidence::Evidence;
use survey_core::response::{Amendment, Answers, amend};
use survey_core::survey::Survey;

use super::posts::{self, Standing};
use super::{anonymous, rollup};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::callback::Outbox;
use crate::recovery::follow_up::{self, Change};
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
    /// The type of the event that it is about.
    pub event: Option<String>,
    /// Whether rules run and programs are told: history never acts.
    pub acts: bool,
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
}

impl Command for Answer {
    type Output = Taken;

    fn apply(conn: &mut Conn, answers: &[Self]) -> Result<Vec<Result<Taken, Error>>, Error> {
        let (hidden, named): (Vec<&Self>, Vec<&Self>) =
            answers.iter().partition(|answer| answer.setting.survey.anonymous());
        let mut named = Self::apply_named(conn, &named)?.into_iter();
        let mut hidden =
            if hidden.is_empty() { Vec::new().into_iter() } else { anonymous::take(conn, &hidden)?.into_iter() };
        let lost = || Err(Error::internal("an answer was applied without a result"));
        let result = |answer: &Self| if answer.setting.survey.anonymous() { hidden.next() } else { named.next() };
        Ok(answers.iter().map(result).map(|result| result.unwrap_or_else(lost)).collect())
    }
}

impl Answer {
    /// Those whose surveys know who answers.
    fn apply_named(conn: &mut Conn, answers: &[&Self]) -> Result<Vec<Result<Taken, Error>>, Error> {
        let gone = erased(conn, answers)?;
        let is_gone =
            |answer: &Self| answer.row.person_id.is_some_and(|id| gone.contains(&(answer.row.workspace_id, id)));
        let rows: Vec<Response> =
            answers.iter().filter(|answer| !is_gone(answer)).map(|answer| answer.row.clone()).collect();
        let mut new: HashSet<_> = responses::insert_new(conn, &rows)?.into_iter().collect();
        mails_arrived(conn, &new)?;
        let mut batch = Batch::default();
        let mut taken = Vec::with_capacity(answers.len());
        for answer in answers {
            if is_gone(answer) {
                taken.push(Ok(Err(Error::NotFound(if answer.row.invited { "link" } else { "person" }))));
                continue;
            }
            let first = new.remove(&(answer.row.workspace_id, answer.row.id));
            taken.push(if first { batch.first(conn, answer) } else { batch.again(conn, answer) }.map(Ok));
        }
        batch.finish(conn)?;
        // Nothing half-written: an error undoes the batch, which is then replayed one by one.
        taken.into_iter().collect()
    }
}

/// Those of the people who answer who were erased meanwhile. The others stay until the batch is written: what an erased
/// person says must not come after the erasure.
fn erased(conn: &mut Conn, answers: &[&Answer]) -> Result<HashSet<(WorkspaceId, Id)>, Error> {
    let mut wanted: BTreeMap<WorkspaceId, BTreeSet<Id>> = BTreeMap::new();
    for row in answers.iter().map(|answer| &answer.row) {
        if let Some(person) = row.person_id {
            wanted.entry(row.workspace_id).or_default().insert(person);
        }
    }
    let mut gone = HashSet::new();
    for (workspace, people) in wanted {
        let there: HashSet<Id> = people::keep(conn, workspace, &people)?.into_iter().collect();
        gone.extend(people.into_iter().filter(|id| !there.contains(id)).map(|id| (workspace, id)));
    }
    Ok(gone)
}

/// Who answers has got the mail, even where its end was unknown.
fn mails_arrived(conn: &mut Conn, answered: &HashSet<(WorkspaceId, Id)>) -> Result<(), Error> {
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for (workspace, id) in answered {
        by_workspace.entry(*workspace).or_default().push(*id);
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
    fn first(&mut self, conn: &mut Conn, answer: &Answer) -> Result<Taken, Error> {
        let mut row = answer.row.clone();
        rollup::add(&mut self.counts, &answer.setting.workspace, &row, 1);
        self.follow_up(conn, answer, &mut row, Change::First)?;
        Ok(Taken { outcome: Outcome::Recorded, response: row })
    }

    fn again(&mut self, conn: &mut Conn, answer: &Answer) -> Result<Taken, Error> {
        let Some(current) = responses::lock(conn, answer.row.workspace_id, answer.row.id)? else {
            return Err(Error::NotFound("response"));
        };
        // A look never changes what there is.
        if answer.row.evidence == evidence::INFERRED {
            return Ok(Taken { outcome: Outcome::Same, response: current });
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
            return Ok(Taken { outcome: Outcome::Same, response: current });
        }
        let applied = !already && (looked_at || matches!(decided, Amendment::Applied(_)));
        match (posts::note(conn, answer, &current, applied)?, decided) {
            (Standing::Alone, _) if already => self.restored(conn, answer, current),
            (Standing::Void, _) if !already => self.contradicted(conn, answer, current),
            (_, Amendment::Applied(answers)) if !already => {
                let response = self.replace(conn, answer, current, answers)?;
                Ok(Taken { outcome: Outcome::Amended, response })
            }
            (_, Amendment::NoChange) if looked_at => {
                let answers = current.answers.0.clone();
                let response = self.replace(conn, answer, current, answers)?;
                Ok(Taken { outcome: Outcome::Amended, response })
            }
            _ => Ok(Taken { outcome: Outcome::Kept, response: current }),
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
        rollup::add(&mut self.counts, workspace, &current, -1);
        rollup::add(&mut self.counts, workspace, &row, 1);
        responses::update(conn, &row)?;
        self.follow_up(conn, answer, &mut row, Change::Amended { before: current.score })?;
        Ok(row)
    }

    fn contradicted(&mut self, conn: &mut Conn, answer: &Answer, current: Response) -> Result<Taken, Error> {
        rollup::add(&mut self.counts, &answer.setting.workspace, &current, -1);
        let mut row = Response {
            evidence: evidence::CONTRADICTED,
            version: current.version + 1,
            updated_at: answer.cx.now,
            ..current
        };
        responses::update(conn, &row)?;
        self.follow_up(conn, answer, &mut row, Change::Contradicted)?;
        Ok(Taken { outcome: Outcome::Contradicted, response: row })
    }

    /// An answer that contradicted itself, and now one that stands alone: it counts as if it were the first.
    fn restored(&mut self, conn: &mut Conn, answer: &Answer, current: Response) -> Result<Taken, Error> {
        let mut row =
            Response { version: current.version + 1, tags: current.tags, notes: current.notes, ..answer.row.clone() };
        rollup::add(&mut self.counts, &answer.setting.workspace, &row, 1);
        responses::update(conn, &row)?;
        self.follow_up(conn, answer, &mut row, Change::Restored)?;
        Ok(Taken { outcome: Outcome::Amended, response: row })
    }

    fn follow_up(&mut self, conn: &mut Conn, answer: &Answer, row: &mut Response, change: Change) -> Result<(), Error> {
        if answer.setting.acts {
            follow_up::run(conn, &answer.cx, &mut self.outbox, &answer.setting, row, change)?;
        }
        Ok(())
    }

    fn finish(self, conn: &mut Conn) -> Result<(), Error> {
        self.outbox.finish(conn)?;
        // Last and in key order: two processes that hold hot rows wait for each other, and never in a circle.
        rollups::apply(conn, &self.counts)
    }
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
    situation.evidence = Some(match row.evidence {
        evidence::EXPLICIT => Evidence::Explicit,
        evidence::INFERRED => Evidence::Inferred,
        _ => Evidence::Contradicted,
    });
    situation.event = setting.event.as_deref();
    situation
}
