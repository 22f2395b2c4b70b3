//! The ledger: every decision to ask a person, or not to, with its reason.

use diesel::prelude::*;

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
    }
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
    Ok(decisions::table
        .filter(decisions::workspace_id.eq(workspace))
        .filter(decisions::person_id.eq(person))
        .order((decisions::at.desc(), decisions::id.desc()))
        .limit(limit)
        .select(Decided::as_select())
        .load(conn)?)
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

/// Deletes a person's decisions.
pub fn delete_by_person(conn: &mut Conn, workspace: WorkspaceId, person: Id) -> Result<usize, Error> {
    Ok(diesel::delete(
        decisions::table.filter(decisions::workspace_id.eq(workspace)).filter(decisions::person_id.eq(person)),
    )
    .execute(conn)?)
}
