//! Whether an answer was prepared for what stands now. Settings, rules and whether a survey is open are read once for a
//! batch, inside its transaction; an answer that was prepared for something older is prepared again, never decided by it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::answer::{Answer, Setting};
use super::{lookup, rollup};
use crate::error::Error;
use crate::store::kept::{self, Stamp};
use crate::store::{Conn, WorkspaceId, surveys};

/// An answer as it is to be taken now, or why it is refused.
pub(super) type Prepared<'a> = Result<Cow<'a, Answer>, Error>;

/// Each answer as it is to be taken now.
pub(super) fn check<'a>(conn: &mut Conn, answers: &'a [Answer]) -> Result<Vec<Prepared<'a>>, Error> {
    let mut surveys_of: BTreeMap<WorkspaceId, HashSet<i32>> = BTreeMap::new();
    for answer in answers {
        surveys_of.entry(answer.row.workspace_id).or_default().insert(answer.row.survey_id);
    }
    let mut standing: BTreeMap<WorkspaceId, (Stamp, Vec<i32>)> = BTreeMap::new();
    // In order of their numbers: two processes that hold workspaces wait for each other, and never in a circle.
    for (workspace, surveys) in surveys_of {
        let stamp = kept::stamp(conn, workspace, true)?;
        let surveys: Vec<i32> = surveys.into_iter().collect();
        standing.insert(workspace, (stamp, surveys::closed_among(conn, workspace, &surveys)?));
    }
    answers
        .iter()
        .map(|answer| {
            let Some((stamp, closed)) = standing.get(&answer.row.workspace_id) else {
                return Err(Error::NotFound("workspace"));
            };
            if answer.setting.closes && closed.contains(&answer.row.survey_id) {
                return Ok(Err(lookup::closed()));
            }
            let setting = &answer.setting;
            let current = Stamp { changed_at: setting.workspace.updated_at, rules: setting.rules_version };
            if current == *stamp {
                return Ok(Ok(Cow::Borrowed(answer)));
            }
            prepared_again(conn, answer, *stamp).map(|answer| Ok(Cow::Owned(answer)))
        })
        .collect()
}

/// The answer in today's setting. What was asked stays: a version of a survey never changes.
fn prepared_again(conn: &mut Conn, answer: &Answer, stamp: Stamp) -> Result<Answer, Error> {
    let (kept, workspace) = (&answer.cx.site.kept, answer.row.workspace_id);
    let setting = Setting {
        workspace: kept.workspace(conn, workspace, stamp.changed_at)?,
        rules: kept.rules(conn, workspace, stamp.rules)?,
        rules_version: stamp.rules,
        ..answer.setting.clone()
    };
    let mut again = Answer { setting, ..answer.clone() };
    rollup::place(&again.setting.workspace, &mut again.row);
    Ok(again)
}
