//! Users: invited by a one-time link, signed in by password, throttled when somebody guesses.

use serde_json::json;

use crate::account::password;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::secret::{Keys, Purpose};
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::users::{Role, User};
use crate::store::{Conn, Id, Time, audit, jobs, sessions, users, workspaces};

/// How long a link to set a password works.
pub const LINK_HOURS: i64 = 48;

/// Makes a user and a member, or changes the role of one who is there. Returns the user.
pub fn invite(conn: &mut Conn, cx: &Cx, email: &str, name: &str, role: Role, actor: &str) -> Result<User, Error> {
    let address = EmailAddress::parse(email).map_err(|invalid| Error::invalid("email", invalid.to_string()))?;
    let user = match users::find_by_email(conn, &address.key())? {
        Some(user) => user,
        None => {
            let user = User {
                id: cx.id(),
                email: address.as_str().to_owned(),
                email_key: address.key(),
                name: name.trim().to_owned(),
                locale: workspaces::load(conn, cx.workspace)?.settings.0.language.clone(),
                password_hash: None,
                link_generation: 0,
                link_expires_at: None,
                failed_sign_ins: 0,
                locked_until: None,
                created_at: cx.now,
                signed_in_at: None,
            };
            users::insert(conn, &user)?;
            user
        }
    };
    users::set_role(conn, cx.workspace, user.id, role, cx.now)?;
    audit::note(conn, cx, actor, "user.invite", &user.id.to_string())?;
    Ok(user)
}

/// What became of a change to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// It is done.
    Changed,
    /// It is not: nobody could decide who has access any more.
    LastOwner,
}

/// The member with this address, if it is one.
pub fn member_with_email(conn: &mut Conn, cx: &Cx, email: &str) -> Result<Option<User>, Error> {
    let Ok(address) = EmailAddress::parse(email) else { return Ok(None) };
    let Some(user) = users::find_by_email(conn, &address.key())? else { return Ok(None) };
    Ok(users::role(conn, cx.workspace, user.id)?.map(|_| user))
}

/// Gives a member another role.
pub fn set_role(conn: &mut Conn, cx: &Cx, user: Id, role: Role, actor: &str) -> Result<Membership, Error> {
    // Two owners who remove each other at once are one after the other.
    workspaces::lock(conn, cx.workspace)?;
    if role != Role::Owner && is_last_owner(conn, cx, user)? {
        return Ok(Membership::LastOwner);
    }
    users::set_role(conn, cx.workspace, user, role, cx.now)?;
    audit::note(conn, cx, actor, "user.role", &user.to_string())?;
    Ok(Membership::Changed)
}

/// Ends a membership and its sessions. The cases of a former member wait for somebody else.
pub fn remove(conn: &mut Conn, cx: &Cx, user: Id, actor: &str) -> Result<Membership, Error> {
    workspaces::lock(conn, cx.workspace)?;
    if is_last_owner(conn, cx, user)? {
        return Ok(Membership::LastOwner);
    }
    users::remove_member(conn, cx.workspace, user)?;
    audit::note(conn, cx, actor, "user.remove", &user.to_string())?;
    Ok(Membership::Changed)
}

/// Whether a member is the only owner. Who is no member at all is not there.
fn is_last_owner(conn: &mut Conn, cx: &Cx, user: Id) -> Result<bool, Error> {
    let role = users::role(conn, cx.workspace, user)?.ok_or(Error::NotFound("member"))?;
    let owners = users::members(conn, cx.workspace)?.iter().filter(|(_, role)| *role == Role::Owner).count();
    Ok(role == Role::Owner && owners == 1)
}

/// The token of a one-time link by which a user sets a password. Makes older ones void.
pub fn password_link(conn: &mut Conn, cx: &Cx, user: Id) -> Result<String, Error> {
    let generation = users::begin_link(conn, user, cx.now.plus_secs(LINK_HOURS * 3600))?;
    Ok(cx.keys().link(Purpose::Password, cx.workspace, user, generation))
}

/// Puts the mail with such a link into the queue.
pub fn mail_password_link(conn: &mut Conn, cx: &Cx, user: &User) -> Result<(), Error> {
    let n = deliveries::last_number(conn, cx.workspace, user.id, Kind::Password)? + 1;
    let delivery = Delivery::queued(cx, (user.id, Kind::Password, n), &user.email, json!({}));
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])
}

/// The same for somebody who is not signed in: the mail belongs to the first of the user's workspaces. Nothing for who
/// is a member of none.
pub fn mail_password_link_anywhere(conn: &mut Conn, cx: &Cx, user: &User) -> Result<(), Error> {
    match users::workspaces_of(conn, user.id)?.first() {
        Some(workspace) => mail_password_link(conn, &Cx { workspace: *workspace, ..cx.clone() }, user),
        None => Ok(()),
    }
}

/// The user whom a password link is for, while it works.
pub fn of_password_link(conn: &mut Conn, keys: &Keys, token: &str, now: Time) -> Result<User, Error> {
    let claim = keys.open_link(Purpose::Password, token).ok_or(Error::NotFound("link"))?;
    users::find(conn, claim.id)?
        .filter(|user| user.link_generation as u8 == claim.generation)
        .filter(|user| user.link_expires_at.is_some_and(|until| until > now))
        .ok_or(Error::NotFound("link"))
}

/// Sets the password that the link allows to set; all sessions of the user end.
pub fn set_password(conn: &mut Conn, cx: &Cx, user: &User, name: Option<&str>, hash: &str) -> Result<(), Error> {
    users::set_password(conn, user.id, name.filter(|name| !name.trim().is_empty()), hash)?;
    sessions::end_all(conn, user.id)?;
    audit::note(conn, cx, &user.id.to_string(), "user.set_password", &user.id.to_string())
}

/// Sets the password that a link allows to set. Who chooses the first one also gets the pages in this language.
pub fn set_first_password(conn: &mut Conn, cx: &Cx, user: &User, locale: &str, hash: &str) -> Result<(), Error> {
    if user.password_hash.is_none() {
        users::set_locale(conn, user.id, locale)?;
    }
    let workspace = users::workspaces_of(conn, user.id)?.first().copied().unwrap_or_default();
    set_password(conn, &Cx { workspace, ..cx.clone() }, user, None, hash)
}

/// How long the next try of an account waits after so many failures: five are free, then it doubles up to 15 minutes.
pub fn lock_secs(failures: i32) -> i64 {
    match failures {
        ..5 => 0,
        _ => 30_i64.saturating_mul(1 << (failures - 5).min(5)).min(900),
    }
}

/// Whether these are the user and the password. `None` for any reason it is not: the caller cannot tell which.
pub fn check_sign_in(user: Option<&User>, given: &str, now: Time) -> Option<Id> {
    let locked = user.is_some_and(|user| user.locked_until.is_some_and(|until| until > now));
    let right = password::verify(given, user.and_then(|user| user.password_hash.as_deref()));
    user.filter(|_| right && !locked).map(|user| user.id)
}

/// Counts a wrong password against the account.
pub fn count_failure(conn: &mut Conn, user: &User, now: Time) -> Result<(), Error> {
    let wait = lock_secs(users::failed_sign_in(conn, user.id)?);
    if wait > 0 { users::lock_out(conn, user.id, now.plus_secs(wait)) } else { Ok(()) }
}
