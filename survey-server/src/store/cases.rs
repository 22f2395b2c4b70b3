//! Cases, their timeline, and which rule actions were done.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use serde_json::Value;

pub use super::case_filter::{Filter, count_where, list};
use super::schema::{case_entries, cases, rule_actions};
use super::types::sql;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;
use crate::{bulk_insert, each};

/// So many of the newest waits say how long one waits.
const MOST_WAITS: i64 = 500;

/// States in which somebody still has to do something.
pub const OPEN_STATES: [&str; 4] = ["open", "claimed", "contacted", "waiting"];

/// An unhappy customer whom somebody takes care of.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = cases)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Case {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub number: i32,
    pub origin: String,
    pub survey_id: Option<i32>,
    pub response_id: Option<Id>,
    pub person_id: Option<Id>,
    pub rule: Option<String>,
    pub priority: String,
    pub team: Option<String>,
    pub state: String,
    pub assignee_id: Option<Id>,
    pub do_not_contact: bool,
    pub tapped_at: Time,
    pub opened_at: Time,
    pub due_at: Time,
    pub resolve_due_at: Time,
    pub claimed_at: Option<Time>,
    pub contacted_at: Option<Time>,
    pub waiting_since: Option<Time>,
    pub resolved_at: Option<Time>,
    pub outcome: Option<String>,
    pub overdue_at: Option<Time>,
    pub version: i32,
    pub updated_at: Time,
    pub kind: String,
    pub cause: Option<String>,
    pub cost: Option<i64>,
    pub tags: Json<Vec<String>>,
    pub event_id: Option<Id>,
    pub merged_into: Option<Id>,
}

impl Case {
    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        OPEN_STATES.contains(&self.state.as_str())
    }
}

/// One line of a case's timeline.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_entries)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Entry {
    pub workspace_id: WorkspaceId,
    pub case_id: Id,
    pub id: Id,
    pub at: Time,
    pub kind: String,
    pub actor: String,
    pub detail: Json<Value>,
}

/// The case of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Case>, Error> {
    Ok(cases::table.find((workspace, id)).select(Case::as_select()).first(conn).optional()?)
}

/// The case of this id.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Case, Error> {
    find(conn, workspace, id)?.ok_or(Error::NotFound("case"))
}

/// The case of this number.
pub fn find_by_number(conn: &mut Conn, workspace: WorkspaceId, number: i32) -> Result<Option<Case>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::number.eq(number))
        .select(Case::as_select())
        .first(conn)
        .optional()?)
}

/// Keeps a case from changing by others until the transaction ends. Taken before its clocks, so that nobody waits in a circle.
pub fn lock(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<(), Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the row at this update.
    if conn.is_postgres() {
        diesel::update(cases::table.find((workspace, id))).set(cases::version.eq(cases::version)).execute(conn)?;
    }
    Ok(())
}

/// The case of this id, if there is one, kept from changing by others until the transaction ends.
pub fn find_locked(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Case>, Error> {
    lock(conn, workspace, id)?;
    find(conn, workspace, id)
}

/// The case that a response opened, if it did.
pub fn find_by_response(conn: &mut Conn, workspace: WorkspaceId, response: Id) -> Result<Option<Case>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::response_id.eq(response))
        .select(Case::as_select())
        .first(conn)
        .optional()?)
}

/// A person's open cases, oldest first.
pub fn open_of_person(conn: &mut Conn, workspace: WorkspaceId, person: Id) -> Result<Vec<Case>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::person_id.eq(person))
        .filter(cases::state.eq_any(OPEN_STATES))
        .order(cases::opened_at)
        .select(Case::as_select())
        .load(conn)?)
}

/// The open cases of these people, oldest first.
pub fn open_of_people(conn: &mut Conn, workspace: WorkspaceId, people: &[Id]) -> Result<Vec<Case>, Error> {
    each!(conn, c => Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::person_id.eq_any(people))
        .filter(cases::state.eq_any(OPEN_STATES))
        .order(cases::opened_at)
        .select(Case::as_select())
        .load(c)?))
}

/// Those of these people who have an open case.
pub fn people_with_open(conn: &mut Conn, workspace: WorkspaceId, people: &[Id]) -> Result<Vec<Option<Id>>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::person_id.eq_any(people))
        .filter(cases::state.eq_any(OPEN_STATES))
        .select(cases::person_id)
        .load(conn)?)
}

/// The next case number of a workspace; whoever opens several counts on from it. Numbers are for people; two that open cases at once get different ones
/// because PostgreSQL serialises them on the workspace's lock and SQLite has one writer.
pub fn next_number(conn: &mut Conn, workspace: WorkspaceId) -> Result<i32, Error> {
    if conn.is_postgres() {
        diesel::sql_query("SELECT pg_advisory_xact_lock($1, $2)")
            .bind::<Integer, _>(7_365)
            .bind::<Integer, _>(workspace)
            .execute(conn)?;
    }
    let last: Option<i32> =
        cases::table.filter(cases::workspace_id.eq(workspace)).select(diesel::dsl::max(cases::number)).first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

/// Adds some.
pub fn insert(conn: &mut Conn, cases: &[&Case]) -> Result<(), Error> {
    Ok(case_rows::insert(conn, cases)?)
}

bulk_insert! {
    mod case_rows, fn insert: Case into "cases" "" {
        workspace_id: WorkspaceId => Integer,
        id: Id => sql::Id,
        number: i32 => Integer,
        origin: String => Text,
        survey_id: Option<i32> => Nullable<Integer>,
        response_id: Option<Id> => Nullable<sql::Id>,
        person_id: Option<Id> => Nullable<sql::Id>,
        rule: Option<String> => Nullable<Text>,
        priority: String => Text,
        team: Option<String> => Nullable<Text>,
        state: String => Text,
        assignee_id: Option<Id> => Nullable<sql::Id>,
        do_not_contact: bool => Bool,
        tapped_at: Time => BigInt,
        opened_at: Time => BigInt,
        due_at: Time => BigInt,
        resolve_due_at: Time => BigInt,
        claimed_at: Option<Time> => Nullable<BigInt>,
        contacted_at: Option<Time> => Nullable<BigInt>,
        waiting_since: Option<Time> => Nullable<BigInt>,
        resolved_at: Option<Time> => Nullable<BigInt>,
        outcome: Option<String> => Nullable<Text>,
        overdue_at: Option<Time> => Nullable<BigInt>,
        version: i32 => Integer,
        updated_at: Time => BigInt,
        kind: String => Text,
        cause: Option<String> => Nullable<Text>,
        cost: Option<i64> => Nullable<BigInt>,
        tags: Json<Vec<String>> => Text,
        event_id: Option<Id> => Nullable<sql::Id>,
        merged_into: Option<Id> => Nullable<sql::Id>,
    }
}

/// Replaces a case if it still has the version that was read; false when somebody was faster.
pub fn update(conn: &mut Conn, case: &Case, read_version: i32) -> Result<bool, Error> {
    Ok(diesel::update(cases::table.find((case.workspace_id, case.id)).filter(cases::version.eq(read_version)))
        .set((
            cases::priority.eq(&case.priority),
            cases::team.eq(&case.team),
            cases::state.eq(&case.state),
            cases::assignee_id.eq(case.assignee_id),
            cases::do_not_contact.eq(case.do_not_contact),
            cases::tapped_at.eq(case.tapped_at),
            cases::opened_at.eq(case.opened_at),
            cases::due_at.eq(case.due_at),
            cases::resolve_due_at.eq(case.resolve_due_at),
            cases::claimed_at.eq(case.claimed_at),
            cases::contacted_at.eq(case.contacted_at),
            cases::waiting_since.eq(case.waiting_since),
            cases::resolved_at.eq(case.resolved_at),
            cases::outcome.eq(&case.outcome),
            cases::overdue_at.eq(case.overdue_at),
            cases::version.eq(case.version),
            cases::updated_at.eq(case.updated_at),
            cases::kind.eq(&case.kind),
            cases::cause.eq(&case.cause),
            cases::cost.eq(case.cost),
            cases::tags.eq(&case.tags),
            cases::event_id.eq(case.event_id),
            cases::merged_into.eq(case.merged_into),
        ))
        .execute(conn)?
        == 1)
}

/// Something of a case is new, though not the case itself: whoever follows changes meets it.
pub fn touch(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<(), Error> {
    diesel::update(cases::table.find((workspace, id))).set(cases::updated_at.eq(now)).execute(conn)?;
    Ok(())
}

/// The cases of which something is new, the newest first, at most so many.
pub fn last_changed(conn: &mut Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Case>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .order((cases::updated_at.desc(), cases::id.desc()))
        .limit(limit)
        .select(Case::as_select())
        .load(conn)?)
}

/// The cases that these answers opened.
pub fn list_by_responses(conn: &mut Conn, workspace: WorkspaceId, responses: &[Id]) -> Result<Vec<Case>, Error> {
    each!(conn, c => Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::response_id.eq_any(responses))
        .select(Case::as_select())
        .load(c)?))
}

/// How many cases are in these states.
pub fn count(conn: &mut Conn, workspace: WorkspaceId, states: &[&str]) -> Result<i64, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::state.eq_any(states.iter().map(|state| (*state).to_owned()).collect::<Vec<_>>()))
        .count()
        .get_result(conn)?)
}

/// When the newest cases opened in a span were tapped and first contacted, for reaction times; at most `limit`.
pub fn reactions(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    (from, until): (Time, Time),
    limit: i64,
) -> Result<Vec<(Time, Time, Option<Time>)>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::survey_id.eq(survey))
        .filter(cases::opened_at.between(from, until))
        .filter(cases::do_not_contact.eq(false))
        .filter(cases::state.ne_all(["dismissed", "merged"]))
        .order((cases::opened_at.desc(), cases::id.desc()))
        .limit(limit)
        .select((cases::tapped_at, cases::due_at, cases::contacted_at))
        .load(conn)?)
}

/// When the customers of the cases opened in a span tapped, and when they were contacted; those who are not to be
/// contacted are left out.
pub fn contacts(
    conn: &mut Conn,
    workspace: WorkspaceId,
    (from, until): (Time, Time),
) -> Result<Vec<(Time, Option<Time>)>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::opened_at.between(from, until))
        .filter(cases::do_not_contact.eq(false))
        .select((cases::tapped_at, cases::contacted_at))
        .load(conn)?)
}

/// The newest case of a person that has this cause and was tapped before a moment.
pub fn newest_of_cause(
    conn: &mut Conn,
    workspace: WorkspaceId,
    person: Id,
    cause: &str,
    before: Time,
) -> Result<Option<Case>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::person_id.eq(person))
        .filter(cases::cause.eq(cause))
        .filter(cases::tapped_at.lt(before))
        .order(cases::tapped_at.desc())
        .select(Case::as_select())
        .first(conn)
        .optional()?)
}

/// When the customers of cases opened since a moment tapped, and when they were first contacted.
pub fn waits_since(conn: &mut Conn, workspace: WorkspaceId, since: Time) -> Result<Vec<(Time, Option<Time>)>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::opened_at.ge(since))
        .filter(cases::do_not_contact.eq(false))
        .filter(cases::state.ne_all(["dismissed", "merged"]))
        .filter(cases::contacted_at.is_not_null().or(cases::state.ne("resolved")))
        .order(cases::opened_at.desc())
        .limit(MOST_WAITS)
        .select((cases::tapped_at, cases::contacted_at))
        .load(conn)?)
}

/// The open cases of a root cause.
pub fn open_of_cause(conn: &mut Conn, workspace: WorkspaceId, cause: &str) -> Result<Vec<Case>, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::cause.eq(cause))
        .filter(cases::state.eq_any(OPEN_STATES))
        .order(cases::opened_at)
        .select(Case::as_select())
        .load(conn)?)
}

/// Adds lines to timelines.
pub fn insert_entries(conn: &mut Conn, entries: &[&Entry]) -> Result<(), Error> {
    Ok(entry_rows::insert(conn, entries)?)
}

bulk_insert! {
    mod entry_rows, fn insert: Entry into "case_entries" "" {
        workspace_id: WorkspaceId => Integer,
        case_id: Id => sql::Id,
        id: Id => sql::Id,
        at: Time => BigInt,
        kind: String => Text,
        actor: String => Text,
        detail: Json<Value> => Text,
    }
}

/// A case's timeline, oldest first.
pub fn entries(conn: &mut Conn, workspace: WorkspaceId, case: Id) -> Result<Vec<Entry>, Error> {
    Ok(case_entries::table
        .filter(case_entries::workspace_id.eq(workspace))
        .filter(case_entries::case_id.eq(case))
        .order((case_entries::at, case_entries::id))
        .select(Entry::as_select())
        .load(conn)?)
}

/// The first note of each of these cases that has one: of a case without an answer it is what happened.
pub fn first_notes(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<HashMap<Id, String>, Error> {
    let found: Vec<(Id, Json<Value>)> = case_entries::table
        .filter(case_entries::workspace_id.eq(workspace))
        .filter(case_entries::case_id.eq_any(ids))
        .filter(case_entries::kind.eq("note"))
        .order((case_entries::at.desc(), case_entries::id.desc()))
        .select((case_entries::case_id, case_entries::detail))
        .load(conn)?;
    let words = |(case, detail): (Id, Json<Value>)| Some((case, detail.0.get("note")?.as_str()?.to_owned()));
    Ok(found.into_iter().filter_map(words).collect())
}

/// An action of a rule that was done for a response.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct RuleAction {
    pub workspace_id: WorkspaceId,
    pub response_id: Id,
    pub rule: String,
    pub action: String,
    pub at: Time,
}

/// Marks rules' actions as done; of each false when it was done before.
pub fn mark_done(conn: &mut Conn, rows: &[&RuleAction]) -> Result<Vec<bool>, Error> {
    let key = |row: &RuleAction| (row.workspace_id, row.response_id, row.rule.clone(), row.action.clone());
    let columns = "workspace_id, response_id, rule, action";
    Ok(action_rows::insert_new::<_, (Integer, sql::Id, Text, Text)>(conn, rows, columns, key)?)
}

bulk_insert! {
    mod action_rows, fn insert_new: RuleAction into "rule_actions" "ON CONFLICT DO NOTHING" {
        workspace_id: WorkspaceId => Integer,
        response_id: Id => sql::Id,
        rule: String => Text,
        action: String => Text,
        at: Time => BigInt,
    }
}

/// The rules that did something for a response.
pub fn rules_done(conn: &mut Conn, workspace: WorkspaceId, response: Id) -> Result<Vec<String>, Error> {
    Ok(rule_actions::table
        .filter(rule_actions::workspace_id.eq(workspace))
        .filter(rule_actions::response_id.eq(response))
        .select(rule_actions::rule)
        .load(conn)?)
}

/// Forgets what rules did for a response, so that they may do it again.
pub fn forget_done(conn: &mut Conn, workspace: WorkspaceId, response: Id) -> Result<usize, Error> {
    Ok(diesel::delete(
        rule_actions::table
            .filter(rule_actions::workspace_id.eq(workspace))
            .filter(rule_actions::response_id.eq(response)),
    )
    .execute(conn)?)
}

/// Deletes these cases.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    diesel::delete(cases::table.filter(cases::workspace_id.eq(workspace)).filter(cases::id.eq_any(ids)))
        .execute(conn)?;
    Ok(())
}
