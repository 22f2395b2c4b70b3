//! The ledger: every decision to ask a person, or not to, with its reason.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};

use super::conn::MultiBackend;
use super::schema::decisions;
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// When it was decided.
    Stage {
        /// When the event or request arrived.
        Arrival => "arrival",
        /// When the mail was due.
        Due => "due",
        /// When a reminder was due.
        Reminder => "reminder",
    }
}

impl Stage {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 3] = [Self::Arrival, Self::Due, Self::Reminder];
}

text_enum! {
    /// What was decided.
    Outcome {
        /// The person is asked.
        Scheduled => "scheduled",
        /// The person is not asked, for the reason given.
        Refused => "refused",
    }
}

/// One decision.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = decisions)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Decided {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub person_id: Id,
    pub survey_id: i32,
    pub event_id: Option<Id>,
    pub invitation_id: Option<Id>,
    pub at: Time,
    pub stage: Stage,
    pub outcome: Outcome,
    pub reason: Option<String>,
    pub rule: Option<String>,
    pub send_at: Option<Time>,
    pub next_eligible_at: Option<Time>,
}

/// Which decisions.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// About this person.
    pub person_id: Option<Id>,
    /// By this survey.
    pub survey_id: Option<i32>,
    /// Made at or after.
    pub from: Option<Time>,
    /// Made before.
    pub before: Option<Time>,
    /// Made at this stage.
    pub stage: Option<Stage>,
    /// That ended so.
    pub outcome: Option<Outcome>,
    /// Refused for this reason.
    pub reason: Option<String>,
}

/// Adds one.
pub fn insert(conn: &mut Conn, decided: &Decided) -> Result<(), Error> {
    diesel::insert_into(decisions::table).values(decided).execute(conn)?;
    Ok(())
}

/// Adds many.
pub fn insert_all(conn: &mut Conn, rows: &[Decided]) -> Result<(), Error> {
    for chunk in rows.chunks(500) {
        each!(conn, c => diesel::insert_into(decisions::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// A person's decisions, newest first.
pub fn list_by_person(conn: &mut Conn, workspace: WorkspaceId, person: Id, limit: i64) -> Result<Vec<Decided>, Error> {
    list(conn, workspace, &Filter { person_id: Some(person), ..Filter::default() }, 0, limit)
}

/// The decisions that a filter finds, newest first, after so many of them.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Decided>, Error> {
    Ok(filtered(workspace, filter)
        .order((decisions::at.desc(), decisions::id.desc()))
        .offset(offset)
        .limit(limit)
        .select(Decided::as_select())
        .load(conn)?)
}

fn filtered(workspace: WorkspaceId, filter: &Filter) -> decisions::BoxedQuery<'_, MultiBackend> {
    let mut query = decisions::table.filter(decisions::workspace_id.eq(workspace)).into_boxed();
    if let Some(person) = filter.person_id {
        query = query.filter(decisions::person_id.eq(person));
    }
    if let Some(survey) = filter.survey_id {
        query = query.filter(decisions::survey_id.eq(survey));
    }
    if let Some(from) = filter.from {
        query = query.filter(decisions::at.ge(from));
    }
    if let Some(before) = filter.before {
        query = query.filter(decisions::at.lt(before));
    }
    if let Some(stage) = filter.stage {
        query = query.filter(decisions::stage.eq(stage));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(decisions::outcome.eq(outcome));
    }
    if let Some(reason) = &filter.reason {
        query = query.filter(decisions::reason.eq(reason));
    }
    query
}

/// How many decisions of one kind fell on one day of a span.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct Counted {
    /// By this survey.
    #[diesel(sql_type = Integer)]
    pub survey_id: i32,
    /// At this stage; a word of [`Stage`].
    #[diesel(sql_type = Text)]
    pub stage: String,
    /// Why not; none: asked.
    #[diesel(sql_type = Nullable<Text>)]
    pub reason: Option<String>,
    /// Days of 24 hours since the span began.
    #[diesel(sql_type = BigInt)]
    pub day: i64,
    /// So many.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

/// Counts the decisions from one moment until before another, by survey, stage, reason and day of 24 hours. Everything
/// comes from the index `decisions_counted`; the table is not read.
pub fn count(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: Option<i32>,
    from: Time,
    before: Time,
) -> Result<Vec<Counted>, Error> {
    // Only numbers are put into the text.
    let only = survey.map_or(String::new(), |id| format!("AND survey_id = {id} "));
    let query = format!(
        "SELECT survey_id, stage, reason, (at - {from}) / 86400000 AS day, COUNT(*) AS count FROM decisions \
         WHERE workspace_id = {workspace} AND at >= {from} AND at < {before} {only}\
         GROUP BY survey_id, stage, reason, (at - {from}) / 86400000",
        from = from.0,
        before = before.0,
    );
    Ok(each!(conn, c => diesel::sql_query(query).load(c))?)
}

/// The first decision about an event.
pub fn first_of_event(
    conn: &mut Conn,
    workspace: WorkspaceId,
    person: Id,
    event: Id,
) -> Result<Option<Decided>, Error> {
    Ok(decisions::table
        .filter(decisions::workspace_id.eq(workspace))
        .filter(decisions::person_id.eq(person))
        .filter(decisions::event_id.eq(event))
        .order(decisions::at)
        .select(Decided::as_select())
        .first(conn)
        .optional()?)
}

/// When the first decision was made that is still kept.
pub fn first_at(conn: &mut Conn, workspace: WorkspaceId) -> Result<Option<Time>, Error> {
    Ok(decisions::table
        .filter(decisions::workspace_id.eq(workspace))
        .select(diesel::dsl::min(decisions::at))
        .first(conn)?)
}

/// Deletes the decisions made before a moment.
pub fn prune(conn: &mut Conn, workspace: WorkspaceId, before: Time) -> Result<usize, Error> {
    Ok(diesel::delete(decisions::table.filter(decisions::workspace_id.eq(workspace)).filter(decisions::at.lt(before)))
        .execute(conn)?)
}
