//! Breakers: routes over which sending pauses because the server does not take our mails.

use diesel::prelude::*;

use super::schema::breakers;
use super::{Conn, Time};
use crate::each;
use crate::error::Error;

/// A route that pauses. Without a row, mails go.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = breakers)]
#[diesel(treat_none_as_default_value = false)]
pub struct Breaker {
    /// The mail server, as host and port.
    pub route: String,
    /// Since when.
    pub opened_at: Time,
    /// How far the conversation came: `connect`, `sign_in`, `mail_from`, …
    pub stage: String,
    /// The server's code, if it gave one.
    pub code: Option<i32>,
    /// The server's words, or what failed.
    pub reason: String,
    /// How often it failed since, without any success.
    pub failures: i32,
    /// From then on one mail is tried.
    pub next_try_at: Time,
    /// Until then a process is trying one.
    pub probe_until: Option<Time>,
}

/// The route's pause, if it pauses.
pub fn find(conn: &mut Conn, route: &str) -> Result<Option<Breaker>, Error> {
    Ok(breakers::table.find(route).select(Breaker::as_select()).first(conn).optional()?)
}

/// All routes that pause.
pub fn list(conn: &mut Conn) -> Result<Vec<Breaker>, Error> {
    Ok(breakers::table.order(breakers::opened_at).select(Breaker::as_select()).load(conn)?)
}

/// Opens it, or writes a further failure; the moment it was opened stays.
pub fn save(conn: &mut Conn, breaker: &Breaker) -> Result<(), Error> {
    each!(conn, c => diesel::insert_into(breakers::table)
        .values(breaker)
        .on_conflict(breakers::route)
        .do_update()
        .set((
            breakers::stage.eq(&breaker.stage),
            breakers::code.eq(breaker.code),
            breakers::reason.eq(&breaker.reason),
            breakers::failures.eq(breaker.failures),
            breakers::next_try_at.eq(breaker.next_try_at),
            breakers::probe_until.eq(None::<Time>),
        ))
        .execute(c))?;
    Ok(())
}

/// Claims the right to try one mail, once the wait is over: one claimant of all processes gets true.
pub fn begin_probe(conn: &mut Conn, route: &str, now: Time, until: Time) -> Result<bool, Error> {
    Ok(diesel::update(
        breakers::table
            .find(route)
            .filter(breakers::next_try_at.le(now))
            .filter(breakers::probe_until.is_null().or(breakers::probe_until.le(now))),
    )
    .set(breakers::probe_until.eq(until))
    .execute(conn)?
        == 1)
}

/// Gives that right back: there was nothing to try.
pub fn end_probe(conn: &mut Conn, route: &str) -> Result<(), Error> {
    diesel::update(breakers::table.find(route)).set(breakers::probe_until.eq(None::<Time>)).execute(conn)?;
    Ok(())
}

/// Closes it: mails go again. Whether it was open.
pub fn close(conn: &mut Conn, route: &str) -> Result<bool, Error> {
    Ok(diesel::delete(breakers::table.find(route)).execute(conn)? == 1)
}
