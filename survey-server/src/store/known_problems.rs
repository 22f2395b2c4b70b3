//! Known problems: what many have at once, and who was told of it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::schema::{known_problem_people, known_problems};
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// What customers are told in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What the problem is, and what they can do.
    pub problem: String,
    /// How it ended; empty: ours.
    #[serde(default)]
    pub over: String,
}

/// Which events a problem affects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Their types; none: only cases of the cause.
    #[serde(default)]
    pub types: Vec<String>,
    /// Only those with one of these values of this property.
    #[serde(default)]
    pub property: Option<String>,
    /// The values, as text.
    #[serde(default)]
    pub values: Vec<String>,
    /// From when they happened.
    pub from: Time,
    /// Until when; none: until the problem is over.
    #[serde(default)]
    pub until: Option<Time>,
}

/// One problem.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = known_problems)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct KnownProblem {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub title: String,
    pub words: Json<BTreeMap<String, Said>>,
    pub cause: Option<String>,
    pub affected: Json<Affected>,
    pub expected_at: Option<Time>,
    pub declared_at: Time,
    pub declared_by: Option<Id>,
    pub over_at: Option<Time>,
    pub cursor: String,
}

/// A person whom a problem affects.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = known_problem_people)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct AffectedPerson {
    pub workspace_id: WorkspaceId,
    pub problem_id: Id,
    pub person_id: Id,
    pub case_id: Option<Id>,
    pub told_at: Option<Time>,
    pub told_over_at: Option<Time>,
}

/// How many a problem affects, and how many were told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// People.
    pub affected: i64,
    /// Of them told of it.
    pub told: i64,
    /// Of them told that it is over.
    pub told_over: i64,
}

/// Adds one.
pub fn insert(conn: &mut Conn, problem: &KnownProblem) -> Result<(), Error> {
    diesel::insert_into(known_problems::table).values(problem).execute(conn)?;
    Ok(())
}

/// All of a workspace, newest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<KnownProblem>, Error> {
    Ok(known_problems::table
        .filter(known_problems::workspace_id.eq(workspace))
        .order((known_problems::declared_at.desc(), known_problems::id.desc()))
        .select(KnownProblem::as_select())
        .load(conn)?)
}

/// The problem of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<KnownProblem>, Error> {
    Ok(known_problems::table.find((workspace, id)).select(KnownProblem::as_select()).first(conn).optional()?)
}

/// Keeps how far telling people has come.
pub fn move_on(conn: &mut Conn, problem: &KnownProblem, cursor: &str) -> Result<(), Error> {
    diesel::update(known_problems::table.find((problem.workspace_id, problem.id)))
        .set(known_problems::cursor.eq(cursor))
        .execute(conn)?;
    Ok(())
}

/// Writes that it is over, and how it ended; false when it was before.
pub fn end(conn: &mut Conn, problem: &KnownProblem, at: Time) -> Result<bool, Error> {
    Ok(diesel::update(
        known_problems::table.find((problem.workspace_id, problem.id)).filter(known_problems::over_at.is_null()),
    )
    .set((known_problems::over_at.eq(at), known_problems::words.eq(&problem.words)))
    .execute(conn)?
        == 1)
}

/// Adds somebody; false when they were known to be affected.
pub fn add_person(conn: &mut Conn, person: &AffectedPerson) -> Result<bool, Error> {
    let added = each!(conn, c => diesel::insert_into(known_problem_people::table)
        .values(person)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added == 1)
}

/// Those who were told of it and not yet that it is over.
pub fn not_told_over(conn: &mut Conn, problem: &KnownProblem, limit: i64) -> Result<Vec<AffectedPerson>, Error> {
    Ok(known_problem_people::table
        .filter(known_problem_people::workspace_id.eq(problem.workspace_id))
        .filter(known_problem_people::problem_id.eq(problem.id))
        .filter(known_problem_people::told_at.is_not_null())
        .filter(known_problem_people::told_over_at.is_null())
        .order(known_problem_people::person_id)
        .limit(limit)
        .select(AffectedPerson::as_select())
        .load(conn)?)
}

/// Writes that these were told that it is over.
pub fn told_over(conn: &mut Conn, problem: &KnownProblem, people: &[Id], at: Time) -> Result<(), Error> {
    diesel::update(
        known_problem_people::table
            .filter(known_problem_people::workspace_id.eq(problem.workspace_id))
            .filter(known_problem_people::problem_id.eq(problem.id))
            .filter(known_problem_people::person_id.eq_any(people)),
    )
    .set(known_problem_people::told_over_at.eq(at))
    .execute(conn)?;
    Ok(())
}

/// How many it affects, and how many were told.
pub fn counts(conn: &mut Conn, problem: &KnownProblem) -> Result<Counts, Error> {
    let all = || {
        known_problem_people::table
            .filter(known_problem_people::workspace_id.eq(problem.workspace_id))
            .filter(known_problem_people::problem_id.eq(problem.id))
    };
    Ok(Counts {
        affected: all().count().get_result(conn)?,
        told: all().filter(known_problem_people::told_at.is_not_null()).count().get_result(conn)?,
        told_over: all().filter(known_problem_people::told_over_at.is_not_null()).count().get_result(conn)?,
    })
}
