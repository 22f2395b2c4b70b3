//! People: whom the business knows by e-mail, phone or its own id.

use std::collections::BTreeSet;

use diesel::prelude::*;
use survey_core::Properties;

use super::conn::MultiBackend;
use super::schema::people;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::each;
use crate::error::Error;

/// A customer.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = people)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Person {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub email: Option<String>,
    pub email_key: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
    pub name: Option<String>,
    pub locale: Option<String>,
    pub timezone: Option<String>,
    pub properties: Json<Properties>,
    pub created_at: Time,
    pub updated_at: Time,
    pub last_asked_at: Option<Time>,
}

impl Person {
    /// The name of the zone they live in, as far as it is known; else the business's.
    pub fn zone(&self, workspace: &str) -> String {
        let own = self.timezone.as_deref().filter(|zone| jiff::tz::TimeZone::get(zone).is_ok());
        own.unwrap_or(workspace).to_owned()
    }
}

/// The person of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Person>, Error> {
    Ok(people::table.find((workspace, id)).select(Person::as_select()).first(conn).optional()?)
}

/// The person that a row names, if it names one that is still there.
pub fn named(conn: &mut Conn, workspace: WorkspaceId, id: Option<Id>) -> Result<Option<Person>, Error> {
    id.map_or(Ok(None), |id| find(conn, workspace, id))
}

/// The person of this id.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Person, Error> {
    find(conn, workspace, id)?.ok_or(Error::NotFound("person"))
}

/// The person of this id, kept from being asked or changed by others until the transaction ends.
pub fn lock(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Person, Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the row at this update.
    if conn.is_postgres() {
        diesel::update(people::table.find((workspace, id)))
            .set(people::updated_at.eq(people::updated_at))
            .execute(conn)?;
    }
    load(conn, workspace, id)
}

/// The person with this normalised e-mail address.
pub fn find_by_email(conn: &mut Conn, workspace: WorkspaceId, email_key: &str) -> Result<Option<Person>, Error> {
    Ok(people::table
        .filter(people::workspace_id.eq(workspace))
        .filter(people::email_key.eq(email_key))
        .select(Person::as_select())
        .first(conn)
        .optional()?)
}

/// The person with this phone number (E.164).
pub fn find_by_phone(conn: &mut Conn, workspace: WorkspaceId, phone: &str) -> Result<Option<Person>, Error> {
    Ok(people::table
        .filter(people::workspace_id.eq(workspace))
        .filter(people::phone.eq(phone))
        .select(Person::as_select())
        .first(conn)
        .optional()?)
}

/// The person whom the business knows by this id of its own.
pub fn find_by_external_id(conn: &mut Conn, workspace: WorkspaceId, id: &str) -> Result<Option<Person>, Error> {
    Ok(people::table
        .filter(people::workspace_id.eq(workspace))
        .filter(people::external_id.eq(id))
        .select(Person::as_select())
        .first(conn)
        .optional()?)
}

/// The people with any of these identifiers: normalised e-mail addresses, phone numbers, ids of the business's own.
pub fn find_all(
    conn: &mut Conn,
    workspace: WorkspaceId,
    email_keys: &[&str],
    phones: &[&str],
    external_ids: &[&str],
) -> Result<Vec<Person>, Error> {
    // One statement for each, so that each finds its index; a person may be found twice.
    let mut found = Vec::new();
    if !email_keys.is_empty() {
        let by = people::table.filter(people::workspace_id.eq(workspace)).filter(people::email_key.eq_any(email_keys));
        found.extend(by.select(Person::as_select()).load(conn)?);
    }
    if !phones.is_empty() {
        let by = people::table.filter(people::workspace_id.eq(workspace)).filter(people::phone.eq_any(phones));
        found.extend(by.select(Person::as_select()).load(conn)?);
    }
    if !external_ids.is_empty() {
        let by =
            people::table.filter(people::workspace_id.eq(workspace)).filter(people::external_id.eq_any(external_ids));
        found.extend(by.select(Person::as_select()).load(conn)?);
    }
    Ok(found)
}

/// Keeps people from being asked or changed by others until the transaction ends.
pub fn lock_all(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<(), Error> {
    lock_with_phone(conn, workspace, ids).map(drop)
}

/// Those of these people who are there, kept from being erased until the transaction ends. Locked in order, so that two
/// batches wait for each other and never in a circle; changes of a person do not wait.
pub fn keep(conn: &mut Conn, workspace: WorkspaceId, ids: &BTreeSet<Id>) -> Result<Vec<Id>, Error> {
    let these = people::table
        .filter(people::workspace_id.eq(workspace))
        .filter(people::id.eq_any(ids.iter().copied().collect::<Vec<_>>()))
        .order(people::id)
        .select(people::id);
    match conn {
        Conn::Postgres(conn) => Ok(these.for_key_share().load(conn)?),
        // SQLite's transaction holds the only write lock.
        Conn::Sqlite(conn) => Ok(these.load(conn)?),
    }
}

/// The person of this id, kept for erasing: answers that come now wait, and then find nobody.
pub fn hold(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Person>, Error> {
    let person = people::table.find((workspace, id));
    match conn {
        Conn::Postgres(conn) => Ok(person.select(Person::as_select()).for_update().load(conn)?.pop()),
        Conn::Sqlite(conn) => Ok(person.select(Person::as_select()).load(conn)?.pop()),
    }
}

/// Keeps people from being asked or changed by others until the transaction ends, in the order of their ids, and says of
/// each whether we know a telephone number.
pub fn lock_with_phone(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<(Id, bool)>, Error> {
    let query = || {
        people::table
            .filter(people::workspace_id.eq(workspace))
            .filter(people::id.eq_any(ids))
            .select((people::id, people::phone.is_not_null()))
    };
    Ok(match conn {
        Conn::Postgres(c) => query().order(people::id).for_no_key_update().load(c)?,
        // SQLite's transaction holds the only write lock.
        Conn::Sqlite(c) => query().load(c)?,
    })
}

/// The people of these ids.
pub fn list_by_ids(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id]) -> Result<Vec<Person>, Error> {
    Ok(people::table
        .filter(people::workspace_id.eq(workspace))
        .filter(people::id.eq_any(ids))
        .select(Person::as_select())
        .load(conn)?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, person: &Person) -> Result<(), Error> {
    diesel::insert_into(people::table).values(person).execute(conn)?;
    Ok(())
}

/// Adds many.
pub fn insert_all(conn: &mut Conn, rows: &[Person]) -> Result<(), Error> {
    for chunk in rows.chunks(500) {
        each!(conn, c => diesel::insert_into(people::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// Replaces all but id and time of making.
pub fn update(conn: &mut Conn, person: &Person) -> Result<(), Error> {
    diesel::update(people::table.find((person.workspace_id, person.id)))
        .set((
            people::email.eq(&person.email),
            people::email_key.eq(&person.email_key),
            people::phone.eq(&person.phone),
            people::external_id.eq(&person.external_id),
            people::name.eq(&person.name),
            people::locale.eq(&person.locale),
            people::timezone.eq(&person.timezone),
            people::properties.eq(person.properties.clone()),
            people::updated_at.eq(person.updated_at),
            people::last_asked_at.eq(person.last_asked_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes that the person was asked.
pub fn asked(conn: &mut Conn, workspace: WorkspaceId, id: Id, at: Time) -> Result<(), Error> {
    diesel::update(people::table.find((workspace, id))).set(people::last_asked_at.eq(at)).execute(conn)?;
    Ok(())
}

/// Notes that the last question never reached the person, who was asked at another time before, unless they were asked
/// again meanwhile.
pub fn not_asked(
    conn: &mut Conn,
    workspace: WorkspaceId,
    id: Id,
    (was, before): (Option<Time>, Option<Time>),
    now: Time,
) -> Result<(), Error> {
    let Some(was) = was else { return Ok(()) };
    diesel::update(people::table.find((workspace, id)).filter(people::last_asked_at.eq(was)))
        .set((people::last_asked_at.eq(before), people::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Notes that people were asked at one moment.
pub fn asked_all(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id], at: Time) -> Result<(), Error> {
    lock_all(conn, workspace, ids)?;
    diesel::update(people::table.filter(people::workspace_id.eq(workspace)).filter(people::id.eq_any(ids)))
        .set(people::last_asked_at.eq(at))
        .execute(conn)?;
    Ok(())
}

/// Which people to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Made at or after.
    pub since: Option<Time>,
    /// Made at or before.
    pub until: Option<Time>,
    /// Part of the name, e-mail, phone or external id.
    pub text: Option<String>,
    /// Continue after this place.
    pub after: Option<(Time, Id)>,
    /// Newest first instead of in order of making.
    pub newest_first: bool,
}

/// People in order of making.
pub fn list(conn: &mut Conn, workspace: WorkspaceId, filter: &Filter, limit: i64) -> Result<Vec<Person>, Error> {
    let query = filtered(workspace, filter);
    let query = if filter.newest_first {
        query.order((people::created_at.desc(), people::id.desc()))
    } else {
        query.order((people::created_at.asc(), people::id.asc()))
    };
    Ok(query.limit(limit).select(Person::as_select()).load(conn)?)
}

/// How many people a filter finds.
pub fn count(conn: &mut Conn, workspace: WorkspaceId, filter: &Filter) -> Result<i64, Error> {
    Ok(filtered(workspace, filter).count().get_result(conn)?)
}

fn filtered(workspace: WorkspaceId, filter: &Filter) -> people::BoxedQuery<'_, MultiBackend> {
    let mut query = people::table.filter(people::workspace_id.eq(workspace)).into_boxed();
    if let Some(since) = filter.since {
        query = query.filter(people::created_at.ge(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(people::created_at.le(until));
    }
    if let Some(text) = &filter.text {
        let pattern = like_pattern(text);
        query = query.filter(
            people::email_key
                .like(pattern.to_lowercase())
                .escape('\\')
                .or(people::name.like(pattern.clone()).escape('\\'))
                .or(people::phone.like(pattern.clone()).escape('\\'))
                .or(people::external_id.like(pattern).escape('\\')),
        );
    }
    if let Some((at, id)) = filter.after {
        query = if filter.newest_first {
            query.filter(people::created_at.lt(at).or(people::created_at.eq(at).and(people::id.lt(id))))
        } else {
            query.filter(people::created_at.gt(at).or(people::created_at.eq(at).and(people::id.gt(id))))
        };
    }
    query
}

/// The newest people, at most `limit`, whose name, e-mail, phone or external id has this in it.
pub fn ids_with_text(conn: &mut Conn, workspace: WorkspaceId, text: &str, limit: i64) -> Result<Vec<Id>, Error> {
    let filter = Filter { text: Some(text.to_owned()), newest_first: true, ..Filter::default() };
    Ok(list(conn, workspace, &filter, limit)?.into_iter().map(|person| person.id).collect())
}

/// A LIKE pattern that finds `text` anywhere, its own wildcards escaped by a backslash.
pub fn like_pattern(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Deletes the row; what hangs on it must be gone already.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    Ok(diesel::delete(people::table.find((workspace, id))).execute(conn)? == 1)
}
