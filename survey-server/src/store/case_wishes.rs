//! When customers wish to be called, and what they said of the solution.

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::schema::case_wishes;
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// The wishes of the customer of one case.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_wishes)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Wish {
    pub workspace_id: WorkspaceId,
    pub case_id: Id,
    pub call_at: Option<Time>,
    pub solved: Option<bool>,
    pub said_at: Option<Time>,
}

/// The wishes for a case; none spoken where nothing is kept.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, case: Id) -> Result<Wish, Error> {
    let found = case_wishes::table.find((workspace, case)).select(Wish::as_select()).first(conn).optional()?;
    let none = Wish { workspace_id: workspace, case_id: case, call_at: None, solved: None, said_at: None };
    Ok(found.unwrap_or(none))
}

/// Keeps them.
pub fn save(conn: &mut Conn, wish: &Wish) -> Result<(), Error> {
    each!(conn, c => diesel::insert_into(case_wishes::table)
        .values(wish)
        .on_conflict((case_wishes::workspace_id, case_wishes::case_id))
        .do_update()
        .set((
            case_wishes::call_at.eq(excluded(case_wishes::call_at)),
            case_wishes::solved.eq(excluded(case_wishes::solved)),
            case_wishes::said_at.eq(excluded(case_wishes::said_at)),
        ))
        .execute(c))?;
    Ok(())
}
