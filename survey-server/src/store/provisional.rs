//! What the page's script said and nobody has sent a form for: an answer perhaps. One row an invitation.

use diesel::prelude::*;

use super::schema::{provisional, responses};
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// What was decided of it so far.
    State {
        /// Its quarantine is not over.
        Waiting => "waiting",
        /// A rule speaks against it, or a form is required.
        Held => "held",
        /// A person looked at it and said no.
        Dismissed => "dismissed",
    }
}

/// The last thing that the script of an invitation's page said.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = provisional)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Provisional {
    pub workspace_id: WorkspaceId,
    pub invitation_id: Id,
    pub survey_id: i32,
    pub survey_version: i32,
    pub score: i32,
    pub network: String,
    pub agent_hash: Vec<u8>,
    pub at: Time,
    pub state: State,
    pub rule: Option<String>,
    pub until: Option<Time>,
    pub decided_at: Option<Time>,
}

/// The row of an invitation, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, invitation: Id) -> Result<Option<Provisional>, Error> {
    Ok(provisional::table.find((workspace, invitation)).select(Provisional::as_select()).first(conn).optional()?)
}

/// Writes these in the place of what was there.
pub fn put(conn: &mut Conn, rows: &[Provisional]) -> Result<(), Error> {
    for row in rows {
        each!(conn, c => diesel::insert_into(provisional::table)
            .values(row)
            .on_conflict((provisional::workspace_id, provisional::invitation_id))
            .do_update()
            .set((
                provisional::survey_version.eq(row.survey_version),
                provisional::score.eq(row.score),
                provisional::network.eq(&row.network),
                provisional::agent_hash.eq(&row.agent_hash),
                provisional::at.eq(row.at),
                provisional::state.eq(row.state),
                provisional::rule.eq(&row.rule),
                provisional::until.eq(row.until),
                provisional::decided_at.eq(row.decided_at),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Which rows to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only in these states; none: in any.
    pub states: Vec<State>,
    /// Only of this survey.
    pub survey_id: Option<i32>,
    /// Reported at or after.
    pub since: Option<Time>,
    /// Reported at or before.
    pub until: Option<Time>,
}

/// Rows that no form has overtaken, newest first.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Provisional>, Error> {
    let answered = responses::table
        .filter(responses::workspace_id.eq(provisional::workspace_id))
        .filter(responses::id.eq(provisional::invitation_id));
    let mut query = provisional::table
        .filter(provisional::workspace_id.eq(workspace))
        .filter(diesel::dsl::not(diesel::dsl::exists(answered)))
        .into_boxed();
    if !filter.states.is_empty() {
        query = query.filter(provisional::state.eq_any(filter.states.clone()));
    }
    if let Some(survey) = filter.survey_id {
        query = query.filter(provisional::survey_id.eq(survey));
    }
    if let Some(since) = filter.since {
        query = query.filter(provisional::at.ge(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(provisional::at.le(until));
    }
    Ok(query
        .order((provisional::at.desc(), provisional::invitation_id.desc()))
        .offset(offset)
        .limit(limit)
        .select(Provisional::as_select())
        .load(conn)?)
}

/// How many rows that no form has overtaken there are of each survey and state, reported in a span of time.
pub fn count(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (since, until): (Time, Time),
) -> Result<Vec<(i32, State, i64)>, Error> {
    let answered = responses::table
        .filter(responses::workspace_id.eq(provisional::workspace_id))
        .filter(responses::id.eq(provisional::invitation_id));
    Ok(provisional::table
        .filter(provisional::workspace_id.eq(workspace))
        .filter(provisional::at.between(since, until))
        .filter(diesel::dsl::not(diesel::dsl::exists(answered)))
        .group_by((provisional::survey_id, provisional::state))
        .select((provisional::survey_id, provisional::state, diesel::dsl::count_star()))
        .load(conn)?)
}

/// How many looks of a survey were held back in a span of time and not answered after all, counted up to a number.
pub fn held(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    (since, until): (Time, Time),
    most: i64,
) -> Result<i64, Error> {
    let answered = responses::table
        .filter(responses::workspace_id.eq(provisional::workspace_id))
        .filter(responses::id.eq(provisional::invitation_id));
    let found: Vec<Id> = provisional::table
        .filter(provisional::workspace_id.eq(workspace))
        .filter(provisional::survey_id.eq(survey))
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("provisional.state = 'held'"))
        .filter(provisional::at.between(since, until))
        .filter(diesel::dsl::not(diesel::dsl::exists(answered)))
        .select(provisional::invitation_id)
        .limit(most)
        .load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// Deletes the rows of these invitations.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, invitations: &[Id]) -> Result<usize, Error> {
    Ok(diesel::delete(
        provisional::table
            .filter(provisional::workspace_id.eq(workspace))
            .filter(provisional::invitation_id.eq_any(invitations)),
    )
    .execute(conn)?)
}

/// Deletes what is older than the retention, and what a form has overtaken.
pub fn prune(conn: &mut Conn, before: Time) -> Result<usize, Error> {
    let answered = responses::table
        .filter(responses::workspace_id.eq(provisional::workspace_id))
        .filter(responses::id.eq(provisional::invitation_id));
    Ok(diesel::delete(provisional::table.filter(provisional::at.lt(before).or(diesel::dsl::exists(answered))))
        .execute(conn)?)
}
