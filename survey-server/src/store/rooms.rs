//! Rooms: where the team reads besides its mailboxes, and what was said there.

use diesel::prelude::*;

use super::schema::{room_messages, rooms};
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// Who carries the messages of a room.
    Service {
        /// An incoming webhook of Slack, or of what speaks like it.
        Slack => "slack",
        /// A bot of Telegram.
        Telegram => "telegram",
        /// An incoming webhook of Mattermost.
        Mattermost => "mattermost",
        /// A workflow of Microsoft Teams.
        Teams => "teams",
        /// An address that is no member's.
        Email => "email",
    }
}

text_enum! {
    /// Whether a room is told anything.
    State {
        /// It is.
        Active => "active",
        /// Its service refuses us, or somebody switched it off.
        Disabled => "disabled",
    }
}

text_enum! {
    /// What the team is told.
    Kind {
        /// There is a new case.
        Opened => "opened",
        /// Nobody has taken it yet.
        Reminder => "reminder",
        /// A deadline has passed.
        Overdue => "overdue",
        /// It was solved and is not.
        Reopened => "reopened",
        /// Somebody else gave it to the one who is told.
        Assigned => "assigned",
        /// A deadline is near.
        Warning => "warning",
        /// Several of these at once.
        Digest => "digest",
        /// A score left what is usual, or nothing comes any more.
        Watch => "watch",
        /// That messages arrive.
        Test => "test",
    }
}

text_enum! {
    /// How far a message got.
    Progress {
        /// Waits to be sent.
        Pending => "pending",
        /// Waits for the others that it is told of with.
        Gathered => "gathered",
        /// The service took it.
        Sent => "sent",
        /// It was not sent.
        Failed => "failed",
    }
}

/// A room.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = rooms)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Room {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub service: Service,
    pub name: String,
    pub target: Vec<u8>,
    pub team: Option<String>,
    pub state: State,
    pub reason: Option<String>,
    pub failures: i32,
    pub failing_since: Option<Time>,
    pub version: i32,
    pub created_at: Time,
    pub updated_at: Time,
}

/// A message to a room. Holds no words: they are put together when it goes out.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = room_messages)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Message {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub room_id: Id,
    pub case_id: Option<Id>,
    pub kind: Kind,
    pub state: Progress,
    pub attempts: i32,
    pub status: Option<i32>,
    pub error: Option<String>,
    pub created_at: Time,
    pub sent_at: Option<Time>,
}

/// All of a workspace, by name.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<Room>, Error> {
    Ok(rooms::table
        .filter(rooms::workspace_id.eq(workspace))
        .order((rooms::name, rooms::id))
        .select(Room::as_select())
        .load(conn)?)
}

/// The room of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Room>, Error> {
    Ok(rooms::table.find((workspace, id)).select(Room::as_select()).first(conn).optional()?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, room: &Room) -> Result<(), Error> {
    diesel::insert_into(rooms::table).values(room).execute(conn)?;
    Ok(())
}

/// A message was not taken: counts it and returns how many in a row and since when.
pub fn failed(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<Option<(i32, Time)>, Error> {
    diesel::update(rooms::table.find((workspace, id)).filter(rooms::failing_since.is_null()))
        .set(rooms::failing_since.eq(now))
        .execute(conn)?;
    Ok(diesel::update(rooms::table.find((workspace, id)))
        .set(rooms::failures.eq(rooms::failures + 1))
        .returning((rooms::failures, rooms::failing_since))
        .get_result::<(i32, Option<Time>)>(conn)
        .optional()?
        .map(|(failures, since)| (failures, since.unwrap_or(now))))
}

/// A message was taken: the count of failures begins again.
pub fn succeeded(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<(), Error> {
    diesel::update(rooms::table.find((workspace, id)).filter(rooms::failures.ne(0)))
        .set((rooms::failures.eq(0), rooms::failing_since.eq(None::<Time>)))
        .execute(conn)?;
    Ok(())
}

/// Switches one on, with all the patience a new one gets; whether there is one.
pub fn enable(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    let changed = diesel::update(rooms::table.find((workspace, id))).set((
        rooms::state.eq(State::Active),
        rooms::reason.eq(None::<String>),
        rooms::failures.eq(0),
        rooms::failing_since.eq(None::<Time>),
        rooms::version.eq(rooms::version + 1),
        rooms::updated_at.eq(now),
    ));
    Ok(changed.execute(conn)? == 1)
}

/// Switches one off and keeps why; whether it was on until now. Of several who try at once one does it.
pub fn disable(conn: &mut Conn, workspace: WorkspaceId, id: Id, reason: &str, now: Time) -> Result<bool, Error> {
    let changed = diesel::update(rooms::table.find((workspace, id)).filter(rooms::state.eq(State::Active))).set((
        rooms::state.eq(State::Disabled),
        rooms::reason.eq(reason),
        rooms::version.eq(rooms::version + 1),
        rooms::updated_at.eq(now),
    ));
    Ok(changed.execute(conn)? == 1)
}

/// Removes one with what was said there; whether there was one.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    let said = room_messages::table.filter(room_messages::workspace_id.eq(workspace));
    diesel::delete(said.filter(room_messages::room_id.eq(id))).execute(conn)?;
    Ok(diesel::delete(rooms::table.find((workspace, id))).execute(conn)? == 1)
}

/// The message of this id, if there is one.
pub fn find_message(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Message>, Error> {
    Ok(room_messages::table.find((workspace, id)).select(Message::as_select()).first(conn).optional()?)
}

/// Adds a message.
pub fn insert_message(conn: &mut Conn, message: &Message) -> Result<(), Error> {
    diesel::insert_into(room_messages::table).values(message).execute(conn)?;
    Ok(())
}

/// Replaces a message.
pub fn save_message(conn: &mut Conn, message: &Message) -> Result<(), Error> {
    diesel::update(room_messages::table.find((message.workspace_id, message.id))).set(message).execute(conn)?;
    Ok(())
}

/// How much a room was told since a moment.
pub fn count_since(conn: &mut Conn, workspace: WorkspaceId, room: Id, since: Time) -> Result<i64, Error> {
    Ok(room_messages::table
        .filter(room_messages::workspace_id.eq(workspace))
        .filter(room_messages::room_id.eq(room))
        .filter(room_messages::created_at.gt(since))
        .count()
        .get_result(conn)?)
}

/// The newest messages of a room.
pub fn newest(conn: &mut Conn, workspace: WorkspaceId, room: Id, limit: i64) -> Result<Vec<Message>, Error> {
    Ok(room_messages::table
        .filter(room_messages::workspace_id.eq(workspace))
        .filter(room_messages::room_id.eq(room))
        .order((room_messages::created_at.desc(), room_messages::id.desc()))
        .limit(limit)
        .select(Message::as_select())
        .load(conn)?)
}

/// Whether a message is on its way to a room that tells what waits there.
pub fn is_gathering(conn: &mut Conn, workspace: WorkspaceId, room: Id) -> Result<bool, Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the room at this update.
    if conn.is_postgres() {
        diesel::update(rooms::table.find((workspace, room))).set(rooms::name.eq(rooms::name)).execute(conn)?;
    }
    let under_way = room_messages::table
        .filter(room_messages::workspace_id.eq(workspace))
        .filter(room_messages::room_id.eq(room))
        .filter(room_messages::kind.eq(Kind::Digest))
        .filter(room_messages::state.eq(Progress::Pending));
    Ok(diesel::select(diesel::dsl::exists(under_way)).get_result(conn)?)
}

/// What waits to be told together, oldest first.
pub fn gathered(conn: &mut Conn, workspace: WorkspaceId, room: Id) -> Result<Vec<Message>, Error> {
    Ok(room_messages::table
        .filter(room_messages::workspace_id.eq(workspace))
        .filter(room_messages::room_id.eq(room))
        .filter(room_messages::state.eq(Progress::Gathered))
        .order((room_messages::created_at, room_messages::id))
        .select(Message::as_select())
        .load(conn)?)
}

/// What was gathered was told, or will never be: so many messages.
pub fn settle_gathered(
    conn: &mut Conn,
    workspace: WorkspaceId,
    ids: &[Id],
    state: Progress,
    sent_at: Option<Time>,
) -> Result<usize, Error> {
    Ok(diesel::update(
        room_messages::table
            .filter(room_messages::workspace_id.eq(workspace))
            .filter(room_messages::id.eq_any(ids))
            .filter(room_messages::state.eq(Progress::Gathered)),
    )
    .set((room_messages::state.eq(state), room_messages::sent_at.eq(sent_at)))
    .execute(conn)?)
}

/// Deletes what was said before a moment; returns how much.
pub fn prune(conn: &mut Conn, workspace: WorkspaceId, before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(
        room_messages::table
            .filter(room_messages::workspace_id.eq(workspace))
            .filter(room_messages::created_at.lt(before)),
    )
    .execute(conn)?)
}
