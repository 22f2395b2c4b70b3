//! Invitations: one person asked once by one survey.

use diesel::prelude::*;
use survey_core::Properties;

use super::schema::{decisions, deliveries, invitations, responses};
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// How far an invitation got. Whether it was answered is told by the response of the same id.
    State {
        /// Waits for its time.
        Planned => "planned",
        /// Was sent, or its link was handed out.
        Sent => "sent",
        /// Was not sent after all: the decision at the due time was no, or the person was removed.
        Withdrawn => "withdrawn",
        /// Could not be delivered.
        Failed => "failed",
    }
}

/// One person asked once by one survey.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Invitation {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub survey_id: i32,
    pub survey_version: i32,
    pub person_id: Id,
    pub event_id: Option<Id>,
    pub channel: String,
    pub locale: String,
    pub properties: Json<Properties>,
    pub state: State,
    pub generation: i32,
    pub send_at: Time,
    pub sent_at: Option<Time>,
    pub expires_at: Time,
    pub created_at: Time,
    pub campaign_id: Option<Id>,
    pub answered: bool,
    pub day: Option<i32>,
}

/// What of an invitation counts in the roll-ups.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct Held {
    /// Which.
    pub id: Id,
    /// Of which survey.
    pub survey_id: i32,
    /// How far it got.
    pub state: State,
    /// When it went out.
    pub sent_at: Option<Time>,
    /// An answer came that nobody can find from here.
    pub answered: bool,
    /// The day that it counts for; none: it does not.
    pub day: Option<i32>,
}

type Counting = (
    invitations::id,
    invitations::survey_id,
    invitations::state,
    invitations::sent_at,
    invitations::answered,
    invitations::day,
);
const COUNTING: Counting = (
    invitations::id,
    invitations::survey_id,
    invitations::state,
    invitations::sent_at,
    invitations::answered,
    invitations::day,
);

/// The invitation of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Invitation>, Error> {
    Ok(invitations::table.find((workspace, id)).select(Invitation::as_select()).first(conn).optional()?)
}

/// The invitations of these ids.
pub fn list_by_ids(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Invitation>, Error> {
    each!(conn, c => Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::id.eq_any(ids))
        .select(Invitation::as_select())
        .load(c)?))
}

/// Those of these ids that are still to be sent.
pub fn still_planned(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Id>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::id.eq_any(ids))
        .filter(invitations::state.eq(State::Planned))
        .select(invitations::id)
        .load(conn)?)
}

/// What went out to these people: person, invitation, survey, when.
pub fn sent_to(conn: &mut Conn, workspace: WorkspaceId, people: &[Id]) -> Result<Vec<(Id, Id, i32, Time)>, Error> {
    let rows: Vec<(Id, Id, i32, Option<Time>, Time)> = invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::person_id.eq_any(people))
        .filter(invitations::state.eq(State::Sent))
        .select((
            invitations::person_id,
            invitations::id,
            invitations::survey_id,
            invitations::sent_at,
            invitations::send_at,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(person, id, survey, sent, send)| (person, id, survey, sent.unwrap_or(send))).collect())
}

/// What counts of these, nobody else changes or holds them before the transaction ends.
pub fn hold(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Held>, Error> {
    let query = invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::id.eq_any(ids))
        .order(invitations::id)
        .select(COUNTING);
    Ok(match conn {
        Conn::Postgres(c) => query.for_no_key_update().load(c)?,
        Conn::Sqlite(c) => query.load(c)?,
    })
}

/// What counts of these; nobody changes them before the transaction ends.
pub fn hold_alike(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Held>, Error> {
    let query = invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::id.eq_any(ids))
        .order(invitations::id)
        .select(COUNTING);
    Ok(match conn {
        Conn::Postgres(c) => query.for_share().load(c)?,
        Conn::Sqlite(c) => query.load(c)?,
    })
}

/// Ids in their order, after one of them.
pub fn ids_after(conn: &mut Conn, workspace: WorkspaceId, after: Option<Id>, limit: i64) -> Result<Vec<Id>, Error> {
    let mut query = invitations::table.filter(invitations::workspace_id.eq(workspace)).into_boxed();
    if let Some(after) = after {
        query = query.filter(invitations::id.gt(after));
    }
    Ok(query.order(invitations::id).limit(limit).select(invitations::id).load(conn)?)
}

/// What counts of those that are counted, in order of their ids, after one of them.
pub fn counted_after(
    conn: &mut Conn,
    workspace: WorkspaceId,
    after: Option<Id>,
    limit: i64,
) -> Result<Vec<Held>, Error> {
    let mut query = invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::day.is_not_null())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(invitations::id.gt(after));
    }
    Ok(query.order(invitations::id).limit(limit).select(COUNTING).load(conn)?)
}

/// What counts of those that were sent in a span of time, in that order, after one of them.
pub fn sent_between(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (from, until): (Time, Time),
    after: Option<(Time, Id)>,
    limit: i64,
) -> Result<Vec<Held>, Error> {
    let since = after.map_or(from, |(at, _)| at);
    let mut query = invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::sent_at.between(since, until))
        .into_boxed();
    if let Some((at, id)) = after {
        query = query.filter(invitations::sent_at.gt(at).or(invitations::id.gt(id)));
    }
    Ok(query.order((invitations::sent_at, invitations::id)).limit(limit).select(COUNTING).load(conn)?)
}

/// When the first and the last of them went out.
pub fn sent_span(conn: &mut Conn, workspace: WorkspaceId) -> Result<Option<(Time, Time)>, Error> {
    let query = || {
        invitations::table
            .filter(invitations::workspace_id.eq(workspace))
            .filter(invitations::sent_at.is_not_null())
            .select(invitations::sent_at)
    };
    let first: Option<Option<Time>> = query().order(invitations::sent_at).first(conn).optional()?;
    let last: Option<Option<Time>> = query().order(invitations::sent_at.desc()).first(conn).optional()?;
    Ok(first.flatten().zip(last.flatten()))
}

/// Some that went out and are not counted yet.
pub fn not_counted(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Id>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("invitations.state = 'sent'"))
        .filter(invitations::day.is_null())
        .filter(invitations::sent_at.is_not_null())
        .limit(limit)
        .select(invitations::id)
        .load(conn)?)
}

/// Puts these on the day that they count for.
pub fn set_day(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id], day: Option<i32>) -> Result<(), Error> {
    diesel::update(
        invitations::table.filter(invitations::workspace_id.eq(workspace)).filter(invitations::id.eq_any(ids)),
    )
    .set(invitations::day.eq(day))
    .execute(conn)?;
    Ok(())
}

/// Notes that these went out, and the day that they count for.
pub fn mark_sent(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id], at: Time, day: Option<i32>) -> Result<(), Error> {
    diesel::update(
        invitations::table.filter(invitations::workspace_id.eq(workspace)).filter(invitations::id.eq_any(ids)),
    )
    .set((invitations::state.eq(State::Sent), invitations::sent_at.eq(Some(at)), invitations::day.eq(day)))
    .execute(conn)?;
    Ok(())
}

/// Notes that these were answered, by answers that nobody can find from here; returns those that were not before.
pub fn mark_answered(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Held>, Error> {
    Ok(diesel::update(
        invitations::table
            .filter(invitations::workspace_id.eq(workspace))
            .filter(invitations::id.eq_any(ids))
            .filter(invitations::answered.eq(false)),
    )
    .set(invitations::answered.eq(true))
    .returning(COUNTING)
    .get_results(conn)?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, invitation: &Invitation) -> Result<(), Error> {
    diesel::insert_into(invitations::table).values(invitation).execute(conn)?;
    Ok(())
}

/// Adds many.
pub fn insert_all(conn: &mut Conn, rows: &[Invitation]) -> Result<(), Error> {
    for chunk in rows.chunks(500) {
        each!(conn, c => diesel::insert_into(invitations::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// Sets the state of one that did not go out, or did not arrive.
pub fn set_state(conn: &mut Conn, workspace: WorkspaceId, id: Id, state: State) -> Result<(), Error> {
    diesel::update(invitations::table.find((workspace, id)))
        .set((invitations::state.eq(state), invitations::sent_at.eq(None::<Time>), invitations::day.eq(None::<i32>)))
        .execute(conn)?;
    Ok(())
}

/// A person's invitations, newest first.
pub fn list_by_person(
    conn: &mut Conn,
    workspace: WorkspaceId,
    person: Id,
    limit: i64,
) -> Result<Vec<Invitation>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::person_id.eq(person))
        .order(invitations::created_at.desc())
        .limit(limit)
        .select(Invitation::as_select())
        .load(conn)?)
}

/// A person's invitations that wait for their time; the soonest first.
pub fn planned_of(conn: &mut Conn, workspace: WorkspaceId, person: Id) -> Result<Vec<Invitation>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::person_id.eq(person))
        .filter(invitations::state.eq(State::Planned))
        .order(invitations::send_at)
        .select(Invitation::as_select())
        .load(conn)?)
}

/// When the next planned invitation of each of these people is due.
pub fn next_planned(conn: &mut Conn, workspace: WorkspaceId, people: &[Id]) -> Result<Vec<(Id, Time)>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::person_id.eq_any(people))
        .filter(invitations::state.eq(State::Planned))
        .group_by(invitations::person_id)
        .select((invitations::person_id, diesel::dsl::min(invitations::send_at).assume_not_null()))
        .load(conn)?)
}

/// When the person was last asked, or is to be, by each survey.
pub fn last_asked(conn: &mut Conn, workspace: WorkspaceId, person: Id) -> Result<Vec<(i32, Time)>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::person_id.eq(person))
        .filter(invitations::state.eq_any([State::Planned, State::Sent]))
        .group_by(invitations::survey_id)
        .select((invitations::survey_id, diesel::dsl::max(invitations::send_at).assume_not_null()))
        .load(conn)?)
}

/// When these people were last asked, or are to be, by each survey.
pub fn last_asked_of(conn: &mut Conn, workspace: WorkspaceId, people: &[Id]) -> Result<Vec<(Id, i32, Time)>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::person_id.eq_any(people))
        .filter(invitations::state.eq_any([State::Planned, State::Sent]))
        .group_by((invitations::person_id, invitations::survey_id))
        .select((
            invitations::person_id,
            invitations::survey_id,
            diesel::dsl::max(invitations::send_at).assume_not_null(),
        ))
        .load(conn)?)
}

/// How many invitations of a campaign are in each state.
pub fn count_of_campaign(conn: &mut Conn, workspace: WorkspaceId, campaign: Id) -> Result<Vec<(State, i64)>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::campaign_id.eq(campaign))
        .group_by(invitations::state)
        .select((invitations::state, diesel::dsl::count_star()))
        .load(conn)?)
}

/// How many invitations of a campaign wait for their time.
pub fn count_planned_of_campaign(conn: &mut Conn, workspace: WorkspaceId, campaign: Id) -> Result<i64, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::campaign_id.eq(campaign))
        .filter(invitations::state.eq(State::Planned))
        .count()
        .get_result(conn)?)
}

/// Invitations of a campaign that wait for their time, at most `limit`.
pub fn planned_of_campaign(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
    limit: i64,
) -> Result<Vec<Invitation>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::campaign_id.eq(campaign))
        .filter(invitations::state.eq(State::Planned))
        .limit(limit)
        .select(Invitation::as_select())
        .load(conn)?)
}

/// The ids of those.
pub fn planned_ids_of_campaign(conn: &mut Conn, workspace: WorkspaceId, campaign: Id) -> Result<Vec<Id>, Error> {
    Ok(invitations::table
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::campaign_id.eq(campaign))
        .filter(invitations::state.eq(State::Planned))
        .select(invitations::id)
        .load(conn)?)
}

/// How many mails of a campaign are held because nobody knows whether they arrived.
pub fn count_unknown_of_campaign(conn: &mut Conn, workspace: WorkspaceId, campaign: Id) -> Result<i64, Error> {
    Ok(deliveries::table
        .inner_join(
            invitations::table.on(invitations::workspace_id
                .eq(deliveries::workspace_id)
                .and(invitations::id.eq(deliveries::about_id))),
        )
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::stage.eq(super::deliveries::Stage::Unknown))
        .filter(invitations::campaign_id.eq(campaign))
        .count()
        .get_result(conn)?)
}

/// Why invitations of a campaign were withdrawn when they were due, as far as the ledger has a reason.
pub fn withdrawn_of_campaign(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
) -> Result<Vec<(Option<String>, i64)>, Error> {
    Ok(invitations::table
        .inner_join(
            decisions::table.on(decisions::workspace_id
                .eq(invitations::workspace_id)
                .and(decisions::person_id.eq(invitations::person_id))
                .and(decisions::invitation_id.eq(invitations::id.nullable()))
                .and(decisions::outcome.eq(super::decisions::Outcome::Refused))),
        )
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::campaign_id.eq(campaign))
        .filter(invitations::state.eq(State::Withdrawn))
        .group_by(decisions::reason)
        .select((decisions::reason, diesel::dsl::count_star()))
        .load(conn)?)
}

/// How many answers of each score the invitations of a campaign brought; without a score: none. Answers that count for
/// nothing (because they contradict themselves) are left out.
pub fn scores_of_campaign(
    conn: &mut Conn,
    workspace: WorkspaceId,
    campaign: Id,
) -> Result<Vec<(Option<i32>, i64)>, Error> {
    Ok(invitations::table
        .inner_join(
            responses::table
                .on(responses::workspace_id.eq(invitations::workspace_id).and(responses::id.eq(invitations::id))),
        )
        .filter(invitations::workspace_id.eq(workspace))
        .filter(invitations::campaign_id.eq(campaign))
        .filter(responses::evidence.ne(super::responses::evidence::CONTRADICTED))
        .group_by(responses::score)
        .select((responses::score, diesel::dsl::count_star()))
        .load(conn)?)
}

/// Deletes these invitations.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    diesel::delete(
        invitations::table.filter(invitations::workspace_id.eq(workspace)).filter(invitations::id.eq_any(ids)),
    )
    .execute(conn)?;
    Ok(())
}
