//! What is kept for how long, and letting go of it in slices. The numbers stay, so reports do not change.

use survey_core::response::{Answer, Answers, Chosen};
use survey_core::survey::{QuestionKind, Survey};

use super::anonymous::dimensions;
use super::rollup::{self, Definitions};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::responses::Response;
use crate::store::retention::{self, What};
use crate::store::rollups::{self, Changes};
use crate::store::workspaces::{self, Retention, Workspace};
use crate::store::{Conn, Json, Time, responses, testimonials};

/// So many rows go in one transaction.
const SLICE: i64 = 200;

/// Days that something is kept.
pub fn days(retention: &Retention, what: What) -> i64 {
    match what {
        What::Clicks => retention.clicks,
        What::Mails => retention.mails,
        What::Callbacks => retention.callbacks,
        What::Inbound => retention.inbound,
        What::Answers | What::Cases => retention.answers,
        What::Audit => retention.audit,
    }
}

fn before(cx: &Cx, workspace: &Workspace, what: What) -> Time {
    cx.now.plus_days(-days(&workspace.settings.0.retention, what))
}

/// What the next run lets go of.
pub fn preview(conn: &mut Conn, cx: &Cx) -> Result<Vec<(What, i64)>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let count = |what| Ok((what, retention::count(conn, cx.workspace, what, before(cx, &workspace, what))?));
    What::ALL.into_iter().map(count).collect()
}

/// Lets go of a slice of what is too old; true while there is more.
pub fn slice(conn: &mut Conn, cx: &Cx, what: What) -> Result<bool, Error> {
    let workspace = workspaces::hold(conn, cx.workspace)?;
    let (mut changes, mut definitions) = (Changes::new(), Definitions::default());
    let ids = retention::some(conn, cx.workspace, what, before(cx, &workspace, what), SLICE)?;
    if ids.is_empty() {
        return Ok(false);
    }
    if what == What::Answers {
        // As they are counted now: somebody may be changing their tags.
        for response in responses::lock_all(conn, cx.workspace, &ids)? {
            let survey = definitions.of(conn, &response)?;
            rollup::add(&mut changes, &workspace, &survey, &response, -1);
            let mut bare = bare(&workspace, &survey, response);
            rollup::place(&workspace, &mut bare);
            rollup::add(&mut changes, &workspace, &survey, &bare, 1);
            responses::update(conn, &bare)?;
        }
        responses::forget(conn, cx.workspace, &ids)?;
        testimonials::delete(conn, cx.workspace, &ids)?;
    }
    retention::let_go(conn, cx.workspace, what, &ids)?;
    // Tags go with the words, and leave the reports.
    rollups::apply(conn, &changes)?;
    rollups::drop_empty(conn, &changes)?;
    Ok(true)
}

/// An answer without person and words. What reports count stays as it is.
fn bare(workspace: &Workspace, survey: &Survey, response: Response) -> Response {
    Response {
        person_id: None,
        comment: None,
        answers: Json(without_words(survey, &response.answers.0)),
        properties: Json(dimensions(&workspace.settings.0, &response.properties.0)),
        tags: Json(Vec::new()),
        notes: Json(Vec::new()),
        ..response
    }
}

fn without_words(survey: &Survey, answers: &Answers) -> Answers {
    let kept = answers.iter().filter_map(|(key, answer)| {
        let kind = &survey.question(key)?.kind;
        let answer = match answer {
            Answer::Text(_) if matches!(kind, QuestionKind::Text(_)) => return None,
            Answer::Other { .. } => Answer::Other { other: String::new() },
            Answer::Many(chosen) => Answer::Many(chosen.iter().map(wordless).collect()),
            plain => plain.clone(),
        };
        Some((key.to_owned(), answer))
    });
    kept.collect()
}

fn wordless(chosen: &Chosen) -> Chosen {
    match chosen {
        Chosen::Other { .. } => Chosen::Other { other: String::new() },
        Chosen::Option(key) => Chosen::Option(key.clone()),
    }
}
