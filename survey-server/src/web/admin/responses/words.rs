//! Words that somebody looks for, as they narrow the list of answers.

use super::{MOST_PEOPLE, Wanted};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::comments::sought::sought;
use crate::store::responses::{self, Filter};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, people};

/// What became of them.
pub struct Words {
    /// There are more: from this answer and its moment on back.
    pub more: Option<(Time, Id)>,
    /// The index is behind: new answers may be missing.
    pub behind: bool,
    /// Properties were looked at in the newest answers only.
    pub properties_cut: bool,
}

impl Words {
    /// Narrows the filter to answers with the words, and to those of people who are called so. None: nobody looks for any.
    pub fn sought(
        conn: &mut Conn,
        cx: &Cx,
        workspace: &Workspace,
        wanted: &Wanted,
        filter: &mut Filter,
    ) -> Result<Option<Self>, Error> {
        if wanted.q.is_empty() {
            return Ok(None);
        }
        let before = responses::named(conn, cx.workspace, wanted.before)?.map(|row| row.answered_at);
        let until = [before, filter.until].into_iter().flatten().min().map_or(i32::MAX, |at| workspace.day(at));
        let found = sought(conn, cx, &wanted.q, filter.survey_id, until)?;
        let mut more = None;
        if found.more {
            // Everything back to the oldest of them is here: what is older waits for its page.
            let indexed = Filter { these: Some((found.indexed.clone(), Vec::new())), ..Filter::default() };
            let oldest = responses::list(conn, cx.workspace, &indexed, 0, 1)?;
            more = oldest.first().map(|row| (row.answered_at, row.id));
            filter.since = filter.since.max(more.map(|(at, _)| at));
        }
        let called = people::ids_with_text(conn, cx.workspace, &wanted.q, MOST_PEOPLE)?;
        filter.these = Some((found.indexed.into_iter().chain(found.others).collect(), called));
        Ok(Some(Words { more, behind: found.behind, properties_cut: found.properties_cut }))
    }
}
