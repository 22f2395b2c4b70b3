//! What the same person answered to the same survey before, for the rules that look at it.

use std::collections::{BTreeMap, HashMap};

use survey_core::recovery::{Known, Rules, Situation, Subject};
use survey_core::score::Score;
use survey_core::survey::{QuestionKind, Survey};

use super::first::First;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::answer::Setting;
use crate::store::responses::{self, Response};
use crate::store::{Conn, Id, Time, WorkspaceId};

/// Whether a rule looks at it: only then it is read.
pub fn look_back(rules: &Rules) -> bool {
    rules.look_at(|subject| {
        matches!(subject, Subject::Fact(Known::PreviousScore | Known::PreviousCategory | Known::Change))
    })
}

/// Puts the score before into what rules look at, with its category where there are categories.
pub fn set(situation: &mut Situation<'_>, survey: &Survey, score: Option<i32>) {
    let is_nps = survey.main_question().is_some_and(|question| matches!(question.kind, QuestionKind::Nps(_)));
    let category = |score: i64| Score::new(score).ok().map(Score::category);
    situation.previous_score = score.map(i64::from);
    situation.previous_category = situation.previous_score.filter(|_| is_nps).and_then(category);
}

/// The score before this response.
pub fn of_one(conn: &mut Conn, cx: &Cx, setting: &Setting, row: &Response) -> Result<Option<i32>, Error> {
    let Some(person) = row.person_id.filter(|_| look_back(&setting.rules)) else { return Ok(None) };
    let found = responses::scores_before(conn, cx.workspace, row.survey_id, &[person], row.answered_at, &[row.id])?;
    Ok(found.get(&person).copied())
}

/// The scores before the responses of a batch, by person and survey.
pub fn of_all(conn: &mut Conn, firsts: &[First<'_>]) -> Result<HashMap<(WorkspaceId, i32, Id), i32>, Error> {
    let mut wanted: BTreeMap<(WorkspaceId, i32), Vec<&Response>> = BTreeMap::new();
    for first in firsts.iter().filter(|first| first.setting.acts && look_back(&first.setting.rules)) {
        if first.row.person_id.is_some() {
            wanted.entry((first.row.workspace_id, first.row.survey_id)).or_default().push(&first.row);
        }
    }
    let mut found = HashMap::new();
    for ((workspace, survey), rows) in wanted {
        let people: Vec<Id> = rows.iter().filter_map(|row| row.person_id).collect();
        let own: Vec<Id> = rows.iter().map(|row| row.id).collect();
        let until = rows.iter().map(|row| row.answered_at).max().unwrap_or(Time(i64::MAX));
        let scores = responses::scores_before(conn, workspace, survey, &people, until, &own)?;
        found.extend(scores.into_iter().map(|(person, score)| ((workspace, survey, person), score)));
    }
    Ok(found)
}
