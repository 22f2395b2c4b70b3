//! What was said between the business and a customer.

use diesel::prelude::*;

use super::schema::messages;
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// Who spoke.
    Direction {
        /// The customer.
        In => "in",
        /// The business.
        Out => "out",
    }
}

text_enum! {
    /// How it came or went.
    Channel {
        /// A mail.
        Email => "email",
        /// The customer's page.
        Page => "page",
    }
}

/// One message.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = messages)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Message {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub person_id: Option<Id>,
    pub case_id: Option<Id>,
    pub response_id: Option<Id>,
    pub direction: Direction,
    pub channel: Channel,
    pub author: String,
    pub subject: String,
    pub body: String,
    pub message_id: Option<String>,
    pub delivery_id: Option<Id>,
    pub at: Time,
}

/// Adds one; false when a mail of this id came before.
pub fn insert(conn: &mut Conn, message: &Message) -> Result<bool, Error> {
    let added = each!(conn, c => diesel::insert_into(messages::table)
        .values(message)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added == 1)
}

/// The message of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Message>, Error> {
    Ok(messages::table.find((workspace, id)).select(Message::as_select()).first(conn).optional()?)
}

/// What was said about a case and about an answer, oldest first.
pub fn thread(
    conn: &mut Conn,
    workspace: WorkspaceId,
    case: Option<Id>,
    response: Option<Id>,
) -> Result<Vec<Message>, Error> {
    let of = || messages::table.filter(messages::workspace_id.eq(workspace)).select(Message::as_select());
    let mut found: Vec<Message> = Vec::new();
    if let Some(case) = case {
        found.extend(of().filter(messages::case_id.eq(case)).load(conn)?);
    }
    if let Some(response) = response {
        found.extend(of().filter(messages::response_id.eq(response)).load(conn)?);
    }
    found.sort_by_key(|message| (message.at, message.id));
    found.dedup_by_key(|message| message.id);
    Ok(found)
}
