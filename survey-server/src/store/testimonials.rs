//! Testimonials: what customers allowed to be shown, once somebody of the business decided on it.

use diesel::prelude::*;

use super::schema::testimonials;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;
use crate::{each, text_enum};

text_enum! {
    /// Whether it is shown.
    State {
        /// To everybody, as long as the customer's consent stands.
        Published => "published",
        /// To nobody.
        Hidden => "hidden",
        /// To nobody: the customer took the consent or the words back, and the words are gone.
        Withdrawn => "withdrawn",
    }
}

/// A decision on one answer's words.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = testimonials)]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Testimonial {
    pub workspace_id: WorkspaceId,
    pub response_id: Id,
    pub state: State,
    pub author: String,
    pub words: String,
    pub decided_by: Option<Id>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// The decision on an answer, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, response: Id) -> Result<Option<Testimonial>, Error> {
    Ok(testimonials::table.find((workspace, response)).select(Testimonial::as_select()).first(conn).optional()?)
}

/// The decisions on these answers.
pub fn of_responses(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Testimonial>, Error> {
    each!(conn, c => Ok(testimonials::table
        .filter(testimonials::workspace_id.eq(workspace))
        .filter(testimonials::response_id.eq_any(ids))
        .select(Testimonial::as_select())
        .load(c)?))
}

/// Writes a decision in the place of an earlier one.
pub fn save(conn: &mut Conn, row: &Testimonial) -> Result<(), Error> {
    let changed =
        diesel::update(testimonials::table.find((row.workspace_id, row.response_id))).set(row).execute(conn)?;
    if changed == 0 {
        diesel::insert_into(testimonials::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Those that are to be shown, the newest first, after one of them.
pub fn published(
    conn: &mut Conn,
    workspace: WorkspaceId,
    older_than: Option<(Time, Id)>,
    limit: i64,
) -> Result<Vec<Testimonial>, Error> {
    let mut query = testimonials::table
        .filter(testimonials::workspace_id.eq(workspace))
        .filter(testimonials::state.eq(State::Published))
        .into_boxed();
    if let Some((at, id)) = older_than {
        let tied = testimonials::created_at.eq(at).and(testimonials::response_id.lt(id));
        query = query.filter(testimonials::created_at.lt(at).or(tied));
    }
    Ok(query
        .order((testimonials::created_at.desc(), testimonials::response_id.desc()))
        .limit(limit)
        .select(Testimonial::as_select())
        .load(conn)?)
}

/// Those that were published at one moment.
pub fn made_at(conn: &mut Conn, workspace: WorkspaceId, at: Time) -> Result<Vec<Id>, Error> {
    Ok(testimonials::table
        .filter(testimonials::workspace_id.eq(workspace))
        .filter(testimonials::state.eq_any([State::Published, State::Hidden, State::Withdrawn]))
        .filter(testimonials::created_at.eq(at))
        .select(testimonials::response_id)
        .load(conn)?)
}

/// Lets go of what these answers said.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    diesel::delete(
        testimonials::table
            .filter(testimonials::workspace_id.eq(workspace))
            .filter(testimonials::response_id.eq_any(ids)),
    )
    .execute(conn)?;
    Ok(())
}
