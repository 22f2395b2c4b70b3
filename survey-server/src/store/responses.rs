//! Responses and their history.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Integer, Nullable, Text};
use survey_core::Properties;
use survey_core::response::Answers;

use super::people::like_pattern;
pub use super::response_filter::{Filter, Order, at_most, count, list};
pub use super::response_pages::{changed_after, counted_otherwise, page_by_id};
use super::schema::{response_history, responses};
use super::types::sql;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;
use crate::{bulk_insert, each};

/// How much evidence there is that a person gave the answer, as kept in the database.
pub mod evidence {
    /// A form was sent: final at once.
    pub const EXPLICIT: i32 = 0;
    /// A click that survived quarantine.
    pub const INFERRED: i32 = 1;
    /// Several different scores came at once: leaves scores and roll-ups.
    pub const CONTRADICTED: i32 = 2;

    /// The word in JSON and in filters.
    pub fn word(evidence: i32) -> &'static str {
        match evidence {
            EXPLICIT => "explicit",
            INFERRED => "inferred",
            _ => "contradicted",
        }
    }

    /// The value that a word stands for.
    pub fn from_word(text: &str) -> Option<i32> {
        [EXPLICIT, INFERRED, CONTRADICTED].into_iter().find(|evidence| word(*evidence) == text)
    }
}

/// An answer to a survey.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = responses)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Response {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub survey_id: i32,
    pub survey_version: i32,
    pub person_id: Option<Id>,
    pub invited: bool,
    pub channel: String,
    pub evidence: i32,
    pub score: Option<i32>,
    pub comment: Option<String>,
    pub answers: Json<Answers>,
    pub properties: Json<Properties>,
    pub locale: String,
    pub imported: bool,
    pub answered_at: Time,
    pub updated_at: Time,
    pub day: i32,
    pub version: i32,
    pub browser_hash: Option<Vec<u8>>,
    pub external_id: Option<String>,
    pub tags: Json<Vec<String>>,
    pub notes: Json<Vec<serde_json::Value>>,
    pub counted: i32,
}

/// A later post for a response.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = response_history)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Post {
    pub workspace_id: WorkspaceId,
    pub response_id: Id,
    pub n: i32,
    pub at: Time,
    pub actor: String,
    pub answers: Json<Answers>,
    pub applied: bool,
}

/// The response of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Response>, Error> {
    Ok(responses::table.find((workspace, id)).select(Response::as_select()).first(conn).optional()?)
}

/// The response that a row names, if it names one that is still there.
pub fn named(conn: &mut Conn, workspace: WorkspaceId, id: Option<Id>) -> Result<Option<Response>, Error> {
    id.map_or(Ok(None), |id| find(conn, workspace, id))
}

/// Those of these ids that are responses: invitations that were answered.
pub fn existing(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Id>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::id.eq_any(ids))
        .select(responses::id)
        .load(conn)?)
}

/// The response of this id, kept from changing by others until the transaction ends.
pub fn lock(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Response>, Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the row at this update.
    if conn.is_postgres() {
        diesel::update(responses::table.find((workspace, id)))
            .set(responses::version.eq(responses::version))
            .execute(conn)?;
    }
    find(conn, workspace, id)
}

/// The responses of these ids that are there, kept from changing by others until the transaction ends; locked in order of
/// their ids, so that two who lock several wait for each other and never in a circle.
pub fn lock_all(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Response>, Error> {
    if let Conn::Postgres(c) = conn {
        let these = responses::table.filter(responses::workspace_id.eq(workspace)).filter(responses::id.eq_any(ids));
        let query = these.order(responses::id).select(Response::as_select()).for_no_key_update();
        return Ok(query.load(c)?);
    }
    // SQLite's transaction holds the only write lock.
    list_by_ids(conn, workspace, ids)
}

/// The response imported under this id of the business, if there is one.
pub fn find_by_external_id(conn: &mut Conn, workspace: WorkspaceId, id: &str) -> Result<Option<Response>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::external_id.eq(id))
        .select(Response::as_select())
        .first(conn)
        .optional()?)
}

/// Adds the new ones among these and says of each whether it was new; those already there are left alone, and of two
/// with one id the first is new.
pub fn insert_new(conn: &mut Conn, rows: &[&Response]) -> Result<Vec<bool>, Error> {
    let key = |row: &Response| (row.workspace_id, row.id);
    Ok(rows::insert_new::<_, (Integer, sql::Id)>(conn, rows, "workspace_id, id", key)?)
}

bulk_insert! {
    mod rows, fn insert_new: Response into "responses" "ON CONFLICT DO NOTHING" {
        workspace_id: WorkspaceId => Integer,
        id: Id => sql::Id,
        survey_id: i32 => Integer,
        survey_version: i32 => Integer,
        person_id: Option<Id> => Nullable<sql::Id>,
        invited: bool => Bool,
        channel: String => Text,
        evidence: i32 => Integer,
        score: Option<i32> => Nullable<Integer>,
        comment: Option<String> => Nullable<Text>,
        answers: Json<Answers> => Text,
        properties: Json<Properties> => Text,
        locale: String => Text,
        imported: bool => Bool,
        answered_at: Time => BigInt,
        updated_at: Time => BigInt,
        day: i32 => Integer,
        version: i32 => Integer,
        browser_hash: Option<Vec<u8>> => Nullable<Binary>,
        external_id: Option<String> => Nullable<Text>,
        tags: Json<Vec<String>> => Text,
        notes: Json<Vec<serde_json::Value>> => Text,
        counted: i32 => Integer,
    }
}

/// Replaces what an amendment may change.
pub fn update(conn: &mut Conn, row: &Response) -> Result<(), Error> {
    diesel::update(responses::table.find((row.workspace_id, row.id)))
        .set((
            responses::evidence.eq(row.evidence),
            responses::survey_version.eq(row.survey_version),
            responses::answered_at.eq(row.answered_at),
            responses::day.eq(row.day),
            responses::browser_hash.eq(&row.browser_hash),
            responses::score.eq(row.score),
            responses::comment.eq(&row.comment),
            responses::answers.eq(row.answers.clone()),
            responses::properties.eq(row.properties.clone()),
            responses::person_id.eq(row.person_id),
            responses::updated_at.eq(row.updated_at),
            responses::version.eq(row.version),
            responses::tags.eq(row.tags.clone()),
            responses::notes.eq(row.notes.clone()),
            responses::counted.eq(row.counted),
        ))
        .execute(conn)?;
    Ok(())
}

/// The posts for a response, in order; empty while there was only one.
pub fn history(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Vec<Post>, Error> {
    Ok(response_history::table
        .filter(response_history::workspace_id.eq(workspace))
        .filter(response_history::response_id.eq(id))
        .order(response_history::n)
        .select(Post::as_select())
        .load(conn)?)
}

/// Adds a post.
pub fn insert_post(conn: &mut Conn, post: &Post) -> Result<(), Error> {
    diesel::insert_into(response_history::table).values(post).execute(conn)?;
    Ok(())
}

/// The responses of these ids.
pub fn list_by_ids(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Response>, Error> {
    each!(conn, c => Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::id.eq_any(ids))
        .select(Response::as_select())
        .load(c)?))
}

/// Those of the newest answers whose properties hold this, in a name or a value, and whether there are older ones than were
/// looked at.
pub fn with_properties(
    conn: &mut Conn,
    workspace: WorkspaceId,
    text: &str,
    newest: i64,
) -> Result<(Vec<(Id, Properties)>, bool), Error> {
    let looked_at = format!(
        "(SELECT id, properties FROM responses WHERE workspace_id = {workspace} ORDER BY answered_at DESC, id DESC LIMIT {newest})"
    );
    let sql = format!(
        "SELECT newest.id, newest.properties FROM {looked_at} newest WHERE newest.properties LIKE $1 ESCAPE '\\'"
    );
    let found: Vec<Named> = diesel::sql_query(sql).bind::<Text, _>(like_pattern(text)).load(conn)?;
    let more = at_most(conn, workspace, &Filter::default(), newest + 1)? > newest;
    Ok((found.into_iter().map(|row| (row.id, row.properties.0)).collect(), more))
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = sql::Id)]
    id: Id,
    #[diesel(sql_type = Text)]
    properties: Json<Properties>,
}

/// Day, score and properties of the newest answers.
pub fn newest_properties(
    conn: &mut Conn,
    workspace: WorkspaceId,
    limit: i64,
) -> Result<Vec<(i32, Option<i32>, Properties)>, Error> {
    let rows: Vec<(i32, Option<i32>, Json<Properties>)> = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .order((responses::answered_at.desc(), responses::id.desc()))
        .limit(limit)
        .select((responses::day, responses::score, responses::properties))
        .load(conn)?;
    Ok(rows.into_iter().map(|(day, score, properties)| (day, score, properties.0)).collect())
}

/// The newest answers of these people, at most `limit`, newest first.
pub fn newest_of_people(
    conn: &mut Conn,
    workspace: WorkspaceId,
    people: &[Id],
    limit: i64,
) -> Result<Vec<Response>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::person_id.eq_any(people))
        .order((responses::answered_at.desc(), responses::id.desc()))
        .limit(limit)
        .select(Response::as_select())
        .load(conn)?)
}

/// How many answers of a survey there are of each kind of evidence, in a span of days.
pub fn evidence_counts(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    (from, until): (i32, i32),
) -> Result<Vec<(i32, i64)>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::survey_id.eq(survey))
        .filter(responses::day.between(from, until))
        .group_by(responses::evidence)
        .select((responses::evidence, diesel::dsl::count_star()))
        .load(conn)?)
}

/// The time of the newest answer of a survey.
pub fn newest_at(conn: &mut Conn, workspace: WorkspaceId, survey: i32) -> Result<Option<Time>, Error> {
    Ok(responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::survey_id.eq(survey))
        .filter(responses::evidence.ne(evidence::CONTRADICTED))
        .order(responses::answered_at.desc())
        .select(responses::answered_at)
        .first(conn)
        .optional()?)
}

/// When these people last answered; those who never did are left out.
pub fn last_answered(conn: &mut Conn, workspace: WorkspaceId, people: &[Id]) -> Result<HashMap<Id, Time>, Error> {
    let rows: Vec<(Option<Id>, Option<Time>)> = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::person_id.eq_any(people))
        .group_by(responses::person_id)
        .select((responses::person_id, diesel::dsl::max(responses::answered_at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(person, at)| person.zip(at)).collect())
}

/// The last score of each of these people in a survey before a moment, answers of these ids left out; those who gave none
/// are left out too.
pub fn scores_before(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    people: &[Id],
    before: Time,
    without: &[Id],
) -> Result<HashMap<Id, i32>, Error> {
    let rows: Vec<(Option<Id>, Option<i32>)> = each!(conn, c => responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::person_id.eq_any(people))
        .filter(responses::survey_id.eq(survey))
        .filter(responses::answered_at.le(before))
        .filter(responses::id.ne_all(without))
        .filter(responses::evidence.ne(evidence::CONTRADICTED))
        .filter(responses::score.is_not_null())
        .order((responses::answered_at, responses::id))
        .select((responses::person_id, responses::score))
        .load(c))?;
    Ok(rows.into_iter().filter_map(|(person, score)| person.zip(score)).collect())
}

/// A person's answers, newest first.
pub fn list_by_person(conn: &mut Conn, workspace: WorkspaceId, person: Id, limit: i64) -> Result<Vec<Response>, Error> {
    let filter = Filter { person_id: Some(person), order: Order::Newest, ..Filter::default() };
    list(conn, workspace, &filter, 0, limit)
}

/// How many scores of each value were given in a span of time that the roll-ups cut (part of a day).
pub fn counts(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: i32,
    (from, until): (Time, Time),
    channel: Option<&str>,
    only: Option<i32>,
) -> Result<Vec<(Option<i32>, i64)>, Error> {
    let mut query = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .filter(responses::survey_id.eq(survey))
        .filter(responses::answered_at.ge(from))
        .filter(responses::answered_at.le(until))
        .filter(responses::evidence.ne(evidence::CONTRADICTED))
        .filter(responses::score.is_not_null())
        .group_by(responses::score)
        .select((responses::score, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(channel) = channel {
        query = query.filter(responses::channel.eq(channel.to_owned()));
    }
    if let Some(evidence) = only {
        query = query.filter(responses::evidence.eq(evidence));
    }
    Ok(query.load(conn)?)
}

/// Forgets how these answers came about: their history, the browser, the business's own id.
pub fn forget(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    diesel::delete(
        response_history::table
            .filter(response_history::workspace_id.eq(workspace))
            .filter(response_history::response_id.eq_any(ids)),
    )
    .execute(conn)?;
    diesel::update(responses::table.filter(responses::workspace_id.eq(workspace)).filter(responses::id.eq_any(ids)))
        .set((responses::browser_hash.eq(None::<Vec<u8>>), responses::external_id.eq(None::<String>)))
        .execute(conn)?;
    Ok(())
}

/// Writes the day that an answer counts for, and by which settings.
pub fn set_counted(conn: &mut Conn, row: &Response) -> Result<(), Error> {
    diesel::update(responses::table.find((row.workspace_id, row.id)))
        .set((responses::day.eq(row.day), responses::counted.eq(row.counted)))
        .execute(conn)?;
    Ok(())
}

/// Deletes these answers.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    diesel::delete(responses::table.filter(responses::workspace_id.eq(workspace)).filter(responses::id.eq_any(ids)))
        .execute(conn)?;
    Ok(())
}
