//! Who did what: append-only.

use diesel::prelude::*;

use super::schema::audit;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::clock::Cx;
use crate::error::Error;

/// One line of the log.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Entry {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub at: Time,
    pub actor: String,
    pub action: String,
    pub object: String,
    pub detail: Json<serde_json::Value>,
}

/// Writes a line. Never a token, a password, an address or a comment.
pub fn note(conn: &mut Conn, cx: &Cx, actor: &str, action: &str, object: &str) -> Result<(), Error> {
    let entry = Entry {
        workspace_id: cx.workspace,
        id: cx.id(),
        at: cx.now,
        actor: actor.to_owned(),
        action: action.to_owned(),
        object: object.to_owned(),
        detail: Json(serde_json::Value::Null),
    };
    diesel::insert_into(audit::table).values(&entry).execute(conn)?;
    Ok(())
}

/// The newest lines.
pub fn newest(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Entry>, Error> {
    Ok(audit::table
        .filter(audit::workspace_id.eq(workspace))
        .order(audit::id.desc())
        .limit(limit)
        .select(Entry::as_select())
        .load(conn)?)
}
