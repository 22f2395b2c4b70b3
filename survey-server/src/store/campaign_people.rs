//! The lines of a campaign's file: who is to be asked, and which lines were not taken and why.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use survey_core::Properties;

use super::schema::campaign_people;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// What became of a line.
    State {
        /// Names a person who is to be planned.
        Ready => "ready",
        /// The person is asked.
        Planned => "planned",
        /// The person is not asked; the reason says why.
        NotAsked => "not_asked",
        /// Cannot be taken; the problem says why.
        Refused => "refused",
        /// Names a person who stands further up.
        Duplicate => "duplicate",
    }
}

/// Who a line names, as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Identity {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
}

/// One line.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = campaign_people)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Line {
    pub workspace_id: WorkspaceId,
    pub campaign_id: Id,
    pub line: i64,
    pub state: State,
    pub reason: Option<String>,
    pub field: Option<String>,
    pub problem: Option<String>,
    pub email_key: Option<String>,
    pub person_id: Option<Id>,
    pub invitation_id: Option<Id>,
    pub identity: Json<Identity>,
    pub properties: Json<Properties>,
    pub cells: Option<Json<Vec<String>>>,
}

/// Adds lines.
pub fn insert(conn: &mut Conn, lines: &[Line]) -> Result<(), Error> {
    for chunk in lines.chunks(500) {
        each!(conn, c => diesel::insert_into(campaign_people::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// The next lines to plan, in the order of the file.
pub fn ready_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
    line: i64,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    Ok(campaign_people::table
        .filter(campaign_people::workspace_id.eq(workspace))
        .filter(campaign_people::campaign_id.eq(campaign))
        .filter(campaign_people::line.gt(line))
        .filter(campaign_people::state.eq(State::Ready))
        .order(campaign_people::line)
        .limit(limit)
        .select(Line::as_select())
        .load(conn)?)
}

/// The lines that were not taken, in the order of the file.
pub fn not_taken_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
    line: i64,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    Ok(campaign_people::table
        .filter(campaign_people::workspace_id.eq(workspace))
        .filter(campaign_people::campaign_id.eq(campaign))
        .filter(campaign_people::line.gt(line))
        .filter(campaign_people::state.eq_any([State::Refused, State::Duplicate]))
        .order(campaign_people::line)
        .limit(limit)
        .select(Line::as_select())
        .load(conn)?)
}

/// Settles lines alike; what was kept to plan them by is dropped.
pub fn settle(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
    lines: &[i64],
    state: State,
    reason: Option<&str>,
) -> Result<(), Error> {
    if lines.is_empty() {
        return Ok(());
    }
    diesel::update(
        campaign_people::table
            .filter(campaign_people::workspace_id.eq(workspace))
            .filter(campaign_people::campaign_id.eq(campaign))
            .filter(campaign_people::line.eq_any(lines)),
    )
    .set((
        campaign_people::state.eq(state),
        campaign_people::reason.eq(reason),
        campaign_people::email_key.eq(None::<String>),
        campaign_people::identity.eq(Json(Identity::default())),
        campaign_people::properties.eq(Json(Properties::new())),
    ))
    .execute(conn)?;
    Ok(())
}

/// Refuses a line that was fine when it was read. The person is cut loose from it.
pub fn refuse(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
    line: i64,
    reason: &str,
    problem: &str,
) -> Result<(), Error> {
    settle(conn, workspace, campaign, &[line], State::Refused, Some(reason))?;
    diesel::update(campaign_people::table.find((workspace, campaign, line)))
        .set((campaign_people::problem.eq(problem), campaign_people::person_id.eq(None::<Id>)))
        .execute(conn)?;
    Ok(())
}

/// Gives a line to another person than was thought when it was read.
pub fn set_person(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
    line: i64,
    person: Option<Id>,
) -> Result<(), Error> {
    diesel::update(campaign_people::table.find((workspace, campaign, line)))
        .set(campaign_people::person_id.eq(person))
        .execute(conn)?;
    Ok(())
}

/// Those of these people who stand in the campaign, with their lines.
pub fn lines_of(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
    people: &[Id],
) -> Result<Vec<(Option<Id>, i64)>, Error> {
    Ok(campaign_people::table
        .filter(campaign_people::workspace_id.eq(workspace))
        .filter(campaign_people::campaign_id.eq(campaign))
        .filter(campaign_people::person_id.eq_any(people))
        .select((campaign_people::person_id, campaign_people::line))
        .load(conn)?)
}

/// Deletes the lines of a campaign, at most `limit`; returns how many.
pub fn delete_some(conn: &mut Conn, workspace: WorkspaceId, campaign: Id, limit: i64) -> Result<usize, Error> {
    let lines: Vec<i64> = campaign_people::table
        .filter(campaign_people::workspace_id.eq(workspace))
        .filter(campaign_people::campaign_id.eq(campaign))
        .order(campaign_people::line)
        .limit(limit)
        .select(campaign_people::line)
        .load(conn)?;
    let Some((first, last)) = lines.first().zip(lines.last()) else { return Ok(0) };
    Ok(diesel::delete(
        campaign_people::table
            .filter(campaign_people::workspace_id.eq(workspace))
            .filter(campaign_people::campaign_id.eq(campaign))
            .filter(campaign_people::line.between(first, last)),
    )
    .execute(conn)?)
}

/// Deletes what stands of a person in any campaign.
pub fn delete_person(
    conn: &mut Conn,
    workspace: WorkspaceId,
    person: Id,
    email_key: Option<&str>,
) -> Result<usize, Error> {
    let by_id = diesel::delete(
        campaign_people::table
            .filter(campaign_people::workspace_id.eq(workspace))
            .filter(campaign_people::person_id.eq(person)),
    )
    .execute(conn)?;
    let Some(email_key) = email_key else { return Ok(by_id) };
    let by_email = diesel::delete(
        campaign_people::table
            .filter(campaign_people::workspace_id.eq(workspace))
            .filter(campaign_people::email_key.eq(email_key)),
    )
    .execute(conn)?;
    Ok(by_id + by_email)
}

/// Deletes the lines that were not taken of campaigns made before a moment: their cells are somebody's data.
pub fn prune_not_taken(conn: &mut Conn, before: Time) -> Result<usize, Error> {
    use super::schema::campaigns;
    let old: Vec<(WorkspaceId, Id)> = campaigns::table
        .filter(campaigns::created_at.lt(before))
        .select((campaigns::workspace_id, campaigns::id))
        .load(conn)?;
    let mut deleted = 0;
    for (workspace, campaign) in old {
        deleted += diesel::delete(
            campaign_people::table
                .filter(campaign_people::workspace_id.eq(workspace))
                .filter(campaign_people::campaign_id.eq(campaign))
                .filter(campaign_people::state.eq_any([State::Refused, State::Duplicate])),
        )
        .execute(conn)?;
    }
    Ok(deleted)
}
