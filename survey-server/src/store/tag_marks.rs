//! How tags came to answers and went: put by a rule, or taken off by a person.

use diesel::prelude::*;

use super::schema::tag_marks;
use super::{Conn, Id, WorkspaceId};
use crate::error::Error;
use crate::{each, text_enum};

text_enum! {
    /// What is remembered of a tag of an answer.
    Kind {
        /// A rule put it, and takes it off again when it holds no more.
        Rule => "rule",
        /// A person or a program took it off: no rule puts it back.
        Removed => "removed",
    }
}

/// What is remembered of one tag of one answer.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tag_marks)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct TagMark {
    pub workspace_id: WorkspaceId,
    pub response_id: Id,
    pub tag: String,
    pub mark: Kind,
}

/// What is remembered of the tags of these answers.
pub fn of_answers(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<TagMark>, Error> {
    each!(conn, c => Ok(tag_marks::table
        .filter(tag_marks::workspace_id.eq(workspace))
        .filter(tag_marks::response_id.eq_any(ids))
        .select(TagMark::as_select())
        .load(c)?))
}

/// Remembers it, whatever was remembered before.
pub fn set(conn: &mut Conn, row: &TagMark) -> Result<(), Error> {
    each!(conn, c => diesel::insert_into(tag_marks::table)
        .values(row)
        .on_conflict((tag_marks::workspace_id, tag_marks::response_id, tag_marks::tag))
        .do_update()
        .set(tag_marks::mark.eq(row.mark))
        .execute(c)?);
    Ok(())
}

/// Forgets it.
pub fn forget(conn: &mut Conn, workspace: WorkspaceId, response: Id, tag: &str) -> Result<(), Error> {
    diesel::delete(tag_marks::table.find((workspace, response, tag))).execute(conn)?;
    Ok(())
}

/// Forgets that a rule put it.
pub fn forget_rule(conn: &mut Conn, workspace: WorkspaceId, response: Id, tag: &str) -> Result<(), Error> {
    let mark = tag_marks::table.find((workspace, response, tag)).filter(tag_marks::mark.eq(Kind::Rule));
    diesel::delete(mark).execute(conn)?;
    Ok(())
}
