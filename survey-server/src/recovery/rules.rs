//! Follow-up rules of a workspace: read, checked against its surveys, saved as a new version.

use std::sync::Arc;

use serde_json::Value;
use survey_core::recovery::{Action, Rules};

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

/// Saves rules. Those in force already make no new version.
pub fn save(conn: &mut Conn, cx: &Cx, document: &Value, actor: &str) -> Result<(Rules, i32), Error> {
    let new = Rules::from_value(document).map_err(|invalid| Error::Invalid(invalid.problems))?;
    let mut definitions = Vec::new();
    for row in surveys::list(conn, cx.workspace)? {
        let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
        definitions.push((row.key, survey));
    }
    let known: Vec<_> = definitions.iter().map(|(key, survey)| (key.as_str(), survey)).collect();
    let mut problems = new.check(&known);
    problems.extend(undoable(&new));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (old, version) = current(conn, cx)?;
    if old == new {
        return Ok((old, version));
    }
    let version = rules::insert(conn, cx.workspace, &new, actor, cx.now)?;
    audit::note(conn, cx, actor, "rules.save", &version.to_string())?;
    wake::plan_all(conn, cx, &new, version)?;
    Ok((new, version))
}

/// Actions that this server does not do are refused here, so that no rule promises what does not happen.
fn undoable(rules: &Rules) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, rule) in rules.rules().iter().enumerate() {
        for (place, action) in rule.then.iter().enumerate() {
            if matches!(
                action,
                Action::OpenCase { .. }
                    | Action::Callback { .. }
                    | Action::Notify { .. }
                    | Action::Acknowledge { .. }
                    | Action::Tag { .. }
            ) {
                continue;
            }
            problems.push(Problem::new(
                format!("rules[{at}].then[{place}].do"),
                format!(
                    "{} is not done by this version of the server; use open_case, callback, notify, acknowledge or tag",
                    action.name()
                ),
            ));
        }
    }
    problems
}
