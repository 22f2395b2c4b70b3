//! Follow-up rules of a workspace: read, checked against its surveys, saved as a new version.

use std::sync::Arc;

use serde_json::Value;
use survey_core::recovery::{Action, Rules};
use survey_core::survey::Survey;

use super::follow_up::MANAGER;
use super::wake;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::{Conn, audit, rules, surveys};

/// The rules in force and their version.
pub fn current(conn: &mut Conn, cx: &Cx) -> Result<(Rules, i32), Error> {
    match rules::newest_version(conn, cx.workspace)? {
        Some(version) => Ok((rules::load(conn, cx.workspace, version)?, version)),
        None => Ok((Rules::default(), 0)),
    }
}

/// The rules in force, as they are kept in memory.
pub fn in_force(conn: &mut Conn, cx: &Cx) -> Result<Arc<Rules>, Error> {
    let version = rules::newest_version(conn, cx.workspace)?;
    cx.site.kept.rules(conn, cx.workspace, version)
}

/// The workspace's surveys by key, as they are asked now.
pub fn surveys_now(conn: &mut Conn, cx: &Cx) -> Result<Vec<(String, Arc<Survey>)>, Error> {
    let mut all = Vec::new();
    for row in surveys::list(conn, cx.workspace)? {
        let survey = cx.site.kept.survey(conn, cx.workspace, row.id, row.version)?;
        all.push((row.key, survey));
    }
    Ok(all)
}

/// Reads rules and holds them against the surveys: every problem at once.
pub fn checked(conn: &mut Conn, cx: &Cx, document: &Value) -> Result<Rules, Error> {
    let rules = Rules::from_value(document).map_err(|invalid| Error::Invalid(invalid.problems))?;
    let problems = problems(conn, cx, &rules)?;
    if problems.is_empty() { Ok(rules) } else { Err(Error::Invalid(problems)) }
}

/// What is wrong with rules as the surveys stand now.
pub fn problems(conn: &mut Conn, cx: &Cx, rules: &Rules) -> Result<Vec<Problem>, Error> {
    let surveys = surveys_now(conn, cx)?;
    let known: Vec<(&str, &Survey)> = surveys.iter().map(|(key, survey)| (key.as_str(), survey.as_ref())).collect();
    let mut problems = rules.check(&known);
    problems.extend(undoable(rules));
    Ok(problems)
}

/// Saves rules. Those in force already make no new version.
pub fn save(conn: &mut Conn, cx: &Cx, document: &Value, actor: &str) -> Result<(Rules, i32), Error> {
    let new = checked(conn, cx, document)?;
    let (old, version) = current(conn, cx)?;
    if old == new {
        return Ok((old, version));
    }
    let version = rules::insert(conn, cx.workspace, &new, actor, cx.now)?;
    audit::note(conn, cx, actor, "rules.save", &version.to_string())?;
    wake::plan_all(conn, cx, &new, version)?;
    Ok((new, version))
}

/// What this server does not do is refused when rules are saved, so that no rule promises what does not happen.
fn undoable(rules: &Rules) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, rule) in rules.rules().iter().enumerate() {
        for (place, action) in rule.then.iter().enumerate() {
            let path = |field: &str| format!("rules[{at}].then[{place}].{field}");
            match action {
                Action::AskLater { .. } => problems.push(Problem::new(
                    path("do"),
                    "ask_later is not done by this version of the server: it asks once, by the whole survey",
                )),
                Action::Notify { to } if to != "team" && to != MANAGER => {
                    problems
                        .push(Problem::new(path("to"), "tells `team` or `manager`; a case's own team is its `team`"));
                }
                _ => {}
            }
        }
    }
    problems
}
