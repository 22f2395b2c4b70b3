//! What the roll-ups must say: all answers and invitations, counted from the beginning.

use std::collections::HashMap;
use std::sync::Arc;

use survey_core::survey::Survey;

use super::{add, asked, place};
use crate::error::Error;
use crate::store::responses::{self, Filter, Response};
use crate::store::rollups::Changes;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time, surveys};

/// So many answers are read at once when all are counted.
const PAGE: i64 = 2000;

/// The definitions of the answers' own versions, each read once.
#[derive(Debug, Default)]
pub struct Definitions(HashMap<(i32, i32), Arc<Survey>>);

impl Definitions {
    /// That of an answer.
    pub fn of(&mut self, conn: &mut Conn, response: &Response) -> Result<Arc<Survey>, Error> {
        let (survey, version) = (response.survey_id, response.survey_version);
        if let Some(known) = self.0.get(&(survey, version)) {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(surveys::definition(conn, response.workspace_id, survey, version)?);
        self.0.insert((survey, version), Arc::clone(&read));
        Ok(read)
    }
}

/// What the roll-ups must say of some days: the answers that were given and the invitations that were sent then.
pub(super) fn counted_on(conn: &mut Conn, workspace: &Workspace, (from, until): (i32, i32)) -> Result<Changes, Error> {
    let span = (workspace.day_begins(from), workspace.day_begins(until + 1).plus_ms(-1));
    let (mut changes, mut definitions) = (Changes::new(), Definitions::default());
    each_on(conn, workspace, span, |conn, response| {
        let mut response = response.clone();
        place(workspace, &mut response);
        let survey = definitions.of(conn, &response)?;
        add(&mut changes, workspace, &survey, &response, 1);
        Ok(())
    })?;
    asked::counted_between(conn, workspace, &mut changes, span)?;
    changes.retain(|_, count| *count != 0);
    Ok(changes)
}

/// Shows every answer that was given in a span of time.
pub(super) fn each_on(
    conn: &mut Conn,
    workspace: &Workspace,
    (since, until): (Time, Time),
    mut each: impl FnMut(&mut Conn, &Response) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut filter = Filter { since: Some(since), until: Some(until), ..Filter::default() };
    loop {
        let page = responses::list(conn, workspace.id, &filter, 0, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        filter.since = Some(last.answered_at);
        filter.newer_than = Some((last.answered_at, last.id));
        for response in &page {
            each(conn, response)?;
        }
    }
}

/// What the roll-ups of a workspace say once every answer and every invitation is counted by the present settings.
pub fn counted(conn: &mut Conn, workspace: &Workspace) -> Result<Changes, Error> {
    let (mut changes, mut after, mut definitions) = (Changes::new(), None, Definitions::default());
    loop {
        let page = responses::page_by_id(conn, workspace.id, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for mut response in page {
            place(workspace, &mut response);
            let survey = definitions.of(conn, &response)?;
            add(&mut changes, workspace, &survey, &response, 1);
        }
    }
    asked::counted(conn, workspace, &mut changes)?;
    Ok(changes)
}
