//! Asking again after a case: one row a case, from the plan to the answer.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};

use super::schema::{cases, reasks};
use super::types::sql;
use super::{Conn, Id, Time, WorkspaceId};
use crate::bulk_insert;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// How far asking again has come.
    State {
        /// Its day has not come.
        Planned => "planned",
        /// An invitation was made.
        Asked => "asked",
        /// They answered.
        Answered => "answered",
        /// They were not asked, for a reason.
        Refused => "refused",
    }
}

/// Asking again after one case.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reasks)]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Reask {
    pub workspace_id: WorkspaceId,
    pub case_id: Id,
    pub person_id: Option<Id>,
    pub survey_id: i32,
    pub first_score: Option<i32>,
    pub held_out: bool,
    pub due_at: Time,
    pub state: State,
    pub reason: Option<String>,
    pub invitation_id: Option<Id>,
    pub score: Option<i32>,
    pub answered_at: Option<Time>,
    pub created_at: Time,
    pub trial: bool,
}

/// Adds some.
pub fn insert(conn: &mut Conn, rows: &[&Reask]) -> Result<(), Error> {
    Ok(reask_rows::insert(conn, rows)?)
}

bulk_insert! {
    mod reask_rows, fn insert: Reask into "reasks" "" {
        workspace_id: WorkspaceId => Integer,
        case_id: Id => sql::Id,
        person_id: Option<Id> => Nullable<sql::Id>,
        survey_id: i32 => Integer,
        first_score: Option<i32> => Nullable<Integer>,
        held_out: bool => Bool,
        due_at: Time => BigInt,
        state: State => Text,
        reason: Option<String> => Nullable<Text>,
        invitation_id: Option<Id> => Nullable<sql::Id>,
        score: Option<i32> => Nullable<Integer>,
        answered_at: Option<Time> => Nullable<BigInt>,
        created_at: Time => BigInt,
        trial: bool => Bool,
    }
}

/// The one of a case, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, case: Id) -> Result<Option<Reask>, Error> {
    Ok(reasks::table.find((workspace, case)).select(Reask::as_select()).first(conn).optional()?)
}

/// Those by which these invitations were made.
pub fn of_invitations(conn: &mut Conn, workspace: WorkspaceId, invitations: &[Id]) -> Result<Vec<Reask>, Error> {
    let mut found = Vec::new();
    for chunk in invitations.chunks(500) {
        found.extend(
            reasks::table
                .filter(reasks::workspace_id.eq(workspace))
                .filter(reasks::invitation_id.eq_any(chunk))
                .select(Reask::as_select())
                .load(conn)?,
        );
    }
    Ok(found)
}

/// Replaces one.
pub fn save(conn: &mut Conn, row: &Reask) -> Result<(), Error> {
    diesel::update(reasks::table.find((row.workspace_id, row.case_id))).set(row).execute(conn)?;
    Ok(())
}

/// The mail did not go out after all.
pub fn withdraw(conn: &mut Conn, workspace: WorkspaceId, invitation: Id) -> Result<(), Error> {
    diesel::update(
        reasks::table
            .filter(reasks::workspace_id.eq(workspace))
            .filter(reasks::invitation_id.eq(invitation))
            .filter(reasks::state.eq(State::Asked)),
    )
    .set((reasks::state.eq(State::Refused), reasks::reason.eq("withdrawn")))
    .execute(conn)?;
    Ok(())
}

/// What was answered by a survey after its own cases that were opened in a span: the newest, at most `limit`.
pub fn scores(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    (from, until): (Time, Time),
    limit: i64,
) -> Result<Vec<i32>, Error> {
    let scores: Vec<Option<i32>> = cases::table
        .inner_join(reasks::table.on(reasks::workspace_id.eq(cases::workspace_id).and(reasks::case_id.eq(cases::id))))
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::survey_id.eq(survey))
        .filter(cases::opened_at.between(from, until))
        .filter(reasks::survey_id.eq(survey))
        .filter(reasks::held_out.eq(false))
        .filter(reasks::score.is_not_null())
        .order((cases::opened_at.desc(), cases::id.desc()))
        .limit(limit)
        .select(reasks::score)
        .load(conn)?;
    Ok(scores.into_iter().flatten().collect())
}
