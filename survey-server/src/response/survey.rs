//! Survey definitions of a workspace: chosen by key, saved as versions. Answers keep the version they were given to.

use serde_json::Value;
use survey_core::survey::Survey;

use crate::account::workspace::check_key;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, audit, surveys};

/// What saving a definition came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// There was no survey of this key.
    New,
    /// It is the survey's next version.
    Version,
    /// It asks what the newest version asks.
    Same,
}

/// The survey of a key that somebody named, or the default survey.
pub fn chosen(conn: &mut Conn, workspace: &Workspace, key: Option<&str>) -> Result<SurveyRow, Error> {
    let key = key.unwrap_or(&workspace.settings.0.default_survey);
    surveys::find_by_key(conn, workspace.id, key)?
        .ok_or_else(|| Error::invalid("survey", format!("there is no survey {key:?}")))
}

/// The survey of a key that an address names.
pub fn load(conn: &mut Conn, cx: &Cx, key: &str) -> Result<SurveyRow, Error> {
    surveys::find_by_key(conn, cx.workspace, key)?.ok_or(Error::NotFound("survey"))
}

/// Saves a definition under a key. It must not break what earlier answers rely on, in any version.
pub fn save(
    conn: &mut Conn,
    cx: &Cx,
    key: &str,
    definition: &Value,
    actor: &str,
) -> Result<(SurveyRow, Survey, Saved), Error> {
    check_key("key", key)?;
    let survey = Survey::from_value(definition).map_err(|invalid| Error::Invalid(invalid.problems))?;
    let Some(row) = surveys::find_by_key(conn, cx.workspace, key)? else {
        let row = surveys::insert(conn, cx.workspace, key, &survey, cx.now)?;
        audit::note(conn, cx, actor, "survey.create", key)?;
        return Ok((row, survey, Saved::New));
    };
    if surveys::definition(conn, cx.workspace, row.id, row.version)? == survey {
        return Ok((row, survey, Saved::Same));
    }
    let problems = broken(conn, &row, &survey)?;
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let row = surveys::update(conn, &row, &survey, cx.now)?;
    audit::note(conn, cx, actor, "survey.change", key)?;
    Ok((row, survey, Saved::Version))
}

fn broken(conn: &mut Conn, row: &SurveyRow, survey: &Survey) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for version in 1..=row.version {
        let earlier = surveys::definition(conn, row.workspace_id, row.id, version)?;
        for problem in survey.breaks(&earlier) {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    Ok(problems)
}

/// Closes a survey, so that its links take no answers and nothing goes out for it, or opens it again.
pub fn set_closed(conn: &mut Conn, cx: &Cx, key: &str, closed: bool, actor: &str) -> Result<(), Error> {
    let row = load(conn, cx, key)?;
    surveys::set_closed(conn, cx.workspace, row.id, closed.then_some(cx.now))?;
    audit::note(conn, cx, actor, if closed { "survey.close" } else { "survey.open" }, key)
}
