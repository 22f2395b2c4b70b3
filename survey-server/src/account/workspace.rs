//! Workspaces: made with a survey and rules, so that the first event can be asked about.

use survey_core::recovery::Rules;
use survey_core::survey;

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::comments::index;
use crate::response::recount;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, WorkspaceId, jobs, rules, surveys, workspaces};

/// The workspace that migration makes.
pub const DEFAULT: &str = "default";

/// Makes a workspace with the default survey and rules.
pub fn create(conn: &mut Conn, cx: &Cx, key: &str, name: &str) -> Result<Workspace, Error> {
    check_key("key", key)?;
    if workspaces::find_by_key(conn, key)?.is_some() {
        return Err(Error::conflict("workspace_exists", format!("there is a workspace {key} already")));
    }
    let workspace = workspaces::insert(conn, key, name, cx.now)?;
    furnish(conn, cx, workspace.id)?;
    Ok(workspace)
}

/// Gives a workspace what it lacks to work: the default survey, rules for it, and its upkeep.
pub fn furnish(conn: &mut Conn, cx: &Cx, workspace: WorkspaceId) -> Result<(), Error> {
    let key = workspaces::load(conn, workspace)?.settings.0.default_survey;
    if surveys::list(conn, workspace)?.is_empty() {
        let survey = survey::template("default").ok_or_else(|| Error::internal("the default survey is missing"))?;
        surveys::insert(conn, workspace, &key, &survey, cx.now)?;
        if rules::newest_version(conn, workspace)?.is_none() {
            rules::insert(conn, workspace, &Rules::out_of_the_box(&key, &survey), "system", cx.now)?;
        }
    }
    let cx = Cx { workspace, ..cx.clone() };
    recount::upgrade(conn, &cx)?;
    index::wake(conn, &cx)?;
    jobs::enqueue(conn, &[Job::new(&cx, Class::Upkeep, Payload::Prune).once("prune")])
}

/// The workspace of a key, for commands.
pub fn named(conn: &mut Conn, key: &str) -> Result<Workspace, Error> {
    workspaces::find_by_key(conn, key)?.ok_or(Error::NotFound("workspace"))
}

/// A key of a workspace or survey: lower-case letters, digits, dashes and underscores.
pub fn check_key(path: &str, key: &str) -> Result<(), Error> {
    let fine = !key.is_empty()
        && key.len() <= 64
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_');
    if fine {
        return Ok(());
    }
    Err(Error::invalid(path, "must be 1 to 64 lower-case letters, digits, dashes or underscores"))
}
