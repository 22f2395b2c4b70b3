//! Campaigns: many people from a file, asked by one survey.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::schema::campaigns;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// How far a campaign is.
    State {
        /// Waits for a person to confirm it (or its file is still being read, while `checked_at` is empty).
        Draft => "draft",
        /// People are being planned, and what is planned goes out.
        Planning => "planning",
        /// Everybody is planned; the last of them go out.
        Running => "running",
        /// A person stopped it for now.
        Paused => "paused",
        /// Everything is settled.
        Done => "done",
        /// A person stopped it for good.
        Cancelled => "cancelled",
    }
}

impl State {
    /// Whether something may still go out by itself.
    pub fn is_under_way(self) -> bool {
        matches!(self, State::Planning | State::Running)
    }
}

/// How many, by a word.
pub type Tally = BTreeMap<String, u64>;

/// What a file comes to, before anything is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Lines below the heading that are not empty.
    pub rows: u64,
    /// Lines that name a person who can be written to.
    pub good: u64,
    /// Of the good: people known before.
    pub known: u64,
    /// Of the good: people who would be asked as of now.
    pub would_ask: u64,
    /// Of the good: people who would not be asked, by reason.
    pub not_asked: Tally,
    /// Lines that were refused, by reason.
    pub refused: Tally,
    /// Lines whose person stands further up in the file.
    pub duplicates: u64,
    /// The first few lines that were not taken, as sentences.
    pub first: Vec<String>,
}

impl Report {
    /// All refused lines, duplicates left out.
    pub fn refused_lines(&self) -> u64 {
        self.refused.values().sum()
    }

    /// All who would not be asked.
    pub fn not_asked_people(&self) -> u64 {
        self.not_asked.values().sum()
    }
}

/// What planning came to so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Invitations that were planned.
    pub planned: u64,
    /// People who were decided not to be asked, by reason.
    pub not_asked: Tally,
}

impl Counts {
    /// How many people were decided on.
    pub fn decided(&self) -> u64 {
        self.planned + self.not_asked.values().sum::<u64>()
    }
}

/// One campaign.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = campaigns)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Campaign {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub name: String,
    pub survey_id: i32,
    pub state: State,
    pub created_by: String,
    pub file_name: String,
    pub file_hash: Vec<u8>,
    pub heading: Json<Vec<String>>,
    pub basis: Option<String>,
    /// Mails an hour; none: as fast as they go.
    pub pace: Option<i32>,
    pub starts_at: Option<Time>,
    pub report: Json<Report>,
    pub counts: Json<Counts>,
    pub cursor: i64,
    pub next_slot: Option<Time>,
    pub created_at: Time,
    pub updated_at: Time,
    pub checked_at: Option<Time>,
    pub started_at: Option<Time>,
    pub paused_at: Option<Time>,
    pub planned_at: Option<Time>,
    pub finished_at: Option<Time>,
}

/// Adds one.
pub fn insert(conn: &mut Conn, campaign: &Campaign) -> Result<(), Error> {
    diesel::insert_into(campaigns::table).values(campaign).execute(conn)?;
    Ok(())
}

/// The campaign of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Campaign>, Error> {
    Ok(campaigns::table.find((workspace, id)).select(Campaign::as_select()).first(conn).optional()?)
}

/// The campaign of this id.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Campaign, Error> {
    find(conn, workspace, id)?.ok_or(Error::NotFound("campaign"))
}

/// The campaign of this id, kept from being changed by others until the transaction ends.
pub fn lock(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Campaign, Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the row at this update.
    if conn.is_postgres() {
        diesel::update(campaigns::table.find((workspace, id)))
            .set(campaigns::updated_at.eq(campaigns::updated_at))
            .execute(conn)?;
    }
    load(conn, workspace, id)
}

/// All of a workspace, newest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Campaign>, Error> {
    Ok(campaigns::table
        .filter(campaigns::workspace_id.eq(workspace))
        .order(campaigns::id.desc())
        .limit(limit)
        .select(Campaign::as_select())
        .load(conn)?)
}

/// The newest campaign that was started with the same file and survey, if there was one.
pub fn find_same_file(conn: &mut Conn, like: &Campaign) -> Result<Option<Campaign>, Error> {
    Ok(campaigns::table
        .filter(campaigns::workspace_id.eq(like.workspace_id))
        .filter(campaigns::file_hash.eq(&like.file_hash))
        .filter(campaigns::survey_id.eq(like.survey_id))
        .filter(campaigns::started_at.is_not_null())
        .filter(campaigns::id.ne(like.id))
        .order(campaigns::started_at.desc())
        .select(Campaign::as_select())
        .first(conn)
        .optional()?)
}

/// Writes everything that changes in a campaign's life.
pub fn save(conn: &mut Conn, campaign: &Campaign) -> Result<(), Error> {
    diesel::update(campaigns::table.find((campaign.workspace_id, campaign.id)))
        .set((
            campaigns::state.eq(campaign.state),
            campaigns::file_hash.eq(&campaign.file_hash),
            campaigns::report.eq(campaign.report.clone()),
            campaigns::counts.eq(campaign.counts.clone()),
            campaigns::cursor.eq(campaign.cursor),
            campaigns::next_slot.eq(campaign.next_slot),
            campaigns::updated_at.eq(campaign.updated_at),
            campaigns::checked_at.eq(campaign.checked_at),
            campaigns::started_at.eq(campaign.started_at),
            campaigns::paused_at.eq(campaign.paused_at),
            campaigns::planned_at.eq(campaign.planned_at),
            campaigns::finished_at.eq(campaign.finished_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes one; its people must be gone already.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    Ok(diesel::delete(campaigns::table.find((workspace, id))).execute(conn)? == 1)
}

/// Drafts that were made before a moment, over all workspaces.
pub fn stale_drafts(conn: &mut Conn, before: Time) -> Result<Vec<(WorkspaceId, Id)>, Error> {
    Ok(campaigns::table
        .filter(campaigns::state.eq(State::Draft))
        .filter(campaigns::created_at.lt(before))
        .select((campaigns::workspace_id, campaigns::id))
        .load(conn)?)
}

/// Campaigns that ended before a moment, over all workspaces.
pub fn ended(conn: &mut Conn, before: Time) -> Result<Vec<(WorkspaceId, Id)>, Error> {
    Ok(campaigns::table
        .filter(campaigns::state.eq_any([State::Done, State::Cancelled]))
        .filter(campaigns::finished_at.lt(before))
        .select((campaigns::workspace_id, campaigns::id))
        .load(conn)?)
}
