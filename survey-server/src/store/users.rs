//! Users and their memberships.

use diesel::prelude::*;

use super::schema::{memberships, users};
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// What a member of a workspace may do; each includes the ones after it.
    Role {
        /// Everything, members and keys included.
        Owner => "owner",
        /// Everything about surveys, rules and reports.
        Manager => "manager",
        /// Works on cases.
        Agent => "agent",
        /// Reads.
        Viewer => "viewer",
    }
}

/// A person of the business who signs in.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct User {
    pub id: Id,
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub locale: String,
    pub password_hash: Option<String>,
    pub link_generation: i32,
    pub link_expires_at: Option<Time>,
    pub failed_sign_ins: i32,
    pub locked_until: Option<Time>,
    pub created_at: Time,
    pub signed_in_at: Option<Time>,
}

/// The user of this id, if there is one.
pub fn find(conn: &mut Conn, id: Id) -> Result<Option<User>, Error> {
    Ok(users::table.find(id).select(User::as_select()).first(conn).optional()?)
}

/// The user with this normalised address, if there is one.
pub fn find_by_email(conn: &mut Conn, email_key: &str) -> Result<Option<User>, Error> {
    Ok(users::table.filter(users::email_key.eq(email_key)).select(User::as_select()).first(conn).optional()?)
}

/// Whether anybody can sign in yet.
pub fn any(conn: &mut Conn) -> Result<bool, Error> {
    Ok(diesel::select(diesel::dsl::exists(users::table.filter(users::password_hash.is_not_null()))).get_result(conn)?)
}

/// Adds a user.
pub fn insert(conn: &mut Conn, user: &User) -> Result<(), Error> {
    diesel::insert_into(users::table).values(user).execute(conn)?;
    Ok(())
}

/// Lets the next one-time link be made: older ones stop working.
pub fn begin_link(conn: &mut Conn, id: Id, expires_at: Time) -> Result<i32, Error> {
    Ok(diesel::update(users::table.find(id))
        .set((users::link_generation.eq(users::link_generation + 1), users::link_expires_at.eq(expires_at)))
        .returning(users::link_generation)
        .get_result(conn)?)
}

/// Sets the password and uses up the link.
pub fn set_password(conn: &mut Conn, id: Id, name: Option<&str>, hash: &str) -> Result<(), Error> {
    diesel::update(users::table.find(id))
        .set((
            users::password_hash.eq(hash),
            users::link_generation.eq(users::link_generation + 1),
            users::link_expires_at.eq(None::<Time>),
            users::failed_sign_ins.eq(0),
            users::locked_until.eq(None::<Time>),
        ))
        .execute(conn)?;
    if let Some(name) = name {
        diesel::update(users::table.find(id)).set(users::name.eq(name)).execute(conn)?;
    }
    Ok(())
}

/// Replaces the hash by one with newer parameters.
pub fn rehash(conn: &mut Conn, id: Id, hash: &str) -> Result<(), Error> {
    diesel::update(users::table.find(id)).set(users::password_hash.eq(hash)).execute(conn)?;
    Ok(())
}

/// Counts a failed sign-in and returns how many there were in a row: each counts, also of many at once.
pub fn failed_sign_in(conn: &mut Conn, id: Id) -> Result<i32, Error> {
    let counted = diesel::update(users::table.find(id))
        .set(users::failed_sign_ins.eq(users::failed_sign_ins + 1))
        .returning(users::failed_sign_ins)
        .get_result(conn)
        .optional()?;
    Ok(counted.unwrap_or(0))
}

/// Lets nobody sign in until then.
pub fn lock_out(conn: &mut Conn, id: Id, until: Time) -> Result<(), Error> {
    diesel::update(users::table.find(id)).set(users::locked_until.eq(until)).execute(conn)?;
    Ok(())
}

/// Keeps a user from being changed by others until the transaction ends.
pub fn lock(conn: &mut Conn, id: Id) -> Result<(), Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the row at this update.
    if conn.is_postgres() {
        diesel::update(users::table.find(id)).set(users::link_generation.eq(users::link_generation)).execute(conn)?;
    }
    Ok(())
}

/// Notes a sign-in that succeeded.
pub fn signed_in(conn: &mut Conn, id: Id, now: Time) -> Result<(), Error> {
    diesel::update(users::table.find(id))
        .set((users::failed_sign_ins.eq(0), users::locked_until.eq(None::<Time>), users::signed_in_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Sets the language of the admin pages and mails.
pub fn set_locale(conn: &mut Conn, id: Id, locale: &str) -> Result<(), Error> {
    diesel::update(users::table.find(id)).set(users::locale.eq(locale)).execute(conn)?;
    Ok(())
}

/// The role of a user in a workspace, if a member.
pub fn role(conn: &mut Conn, workspace: WorkspaceId, user: Id) -> Result<Option<Role>, Error> {
    Ok(memberships::table.find((workspace, user)).select(memberships::role).first(conn).optional()?)
}

/// The workspaces a user is a member of.
pub fn workspaces_of(conn: &mut Conn, user: Id) -> Result<Vec<WorkspaceId>, Error> {
    Ok(memberships::table
        .filter(memberships::user_id.eq(user))
        .order(memberships::workspace_id)
        .select(memberships::workspace_id)
        .load(conn)?)
}

/// The members of a workspace with their roles, oldest first.
pub fn members(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<(User, Role)>, Error> {
    Ok(memberships::table
        .inner_join(users::table.on(users::id.eq(memberships::user_id)))
        .filter(memberships::workspace_id.eq(workspace))
        .order((memberships::created_at, users::id))
        .select((User::as_select(), memberships::role))
        .load(conn)?)
}

/// Makes a user a member, or changes the role.
pub fn set_role(conn: &mut Conn, workspace: WorkspaceId, user: Id, role: Role, now: Time) -> Result<(), Error> {
    let changed =
        diesel::update(memberships::table.find((workspace, user))).set(memberships::role.eq(role)).execute(conn)?;
    if changed == 0 {
        diesel::insert_into(memberships::table)
            .values((
                memberships::workspace_id.eq(workspace),
                memberships::user_id.eq(user),
                memberships::role.eq(role),
                memberships::created_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Ends a membership; the sessions in that workspace end with it.
pub fn remove_member(conn: &mut Conn, workspace: WorkspaceId, user: Id) -> Result<bool, Error> {
    super::sessions::end_in_workspace(conn, workspace, user)?;
    Ok(diesel::delete(memberships::table.find((workspace, user))).execute(conn)? == 1)
}
