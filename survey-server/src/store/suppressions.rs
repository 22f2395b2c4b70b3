//! Addresses that must not be asked again, kept under a keyed hash.

use diesel::prelude::*;

use super::schema::{people, suppressions};
use super::{Conn, Id, Time, WorkspaceId};
use crate::each;
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// Why an address is not asked.
    Reason {
        /// The person said stop.
        Unsubscribed => "unsubscribed",
        /// The address does not exist.
        HardBounce => "hard_bounce",
        /// Mails to the address came back several times, for now.
        SoftBounce => "soft_bounce",
        /// The person called it spam.
        Complaint => "complaint",
    }
}

/// Reasons that leave with the address: a person who has another one may be asked there.
const OF_THE_ADDRESS: [Reason; 2] = [Reason::HardBounce, Reason::SoftBounce];

impl Reason {
    /// Whether it leaves with the address, instead of being what the person said.
    pub fn is_of_the_address(self) -> bool {
        OF_THE_ADDRESS.contains(&self)
    }
}

/// One address and one reason.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = suppressions)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Suppression {
    pub workspace_id: WorkspaceId,
    pub address_hash: Vec<u8>,
    pub reason: Reason,
    pub person_id: Option<Id>,
    pub since: Time,
    pub until: Option<Time>,
    pub detail: String,
}

/// Adds one; an address that is suppressed for the same reason stays as it is. Whether it is new.
pub fn insert(conn: &mut Conn, suppression: &Suppression) -> Result<bool, Error> {
    let rows = each!(conn, c => diesel::insert_into(suppressions::table)
        .values(suppression)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Lets an address rest until a moment, also if it rested before.
pub fn rest(conn: &mut Conn, suppression: &Suppression) -> Result<(), Error> {
    each!(conn, c => diesel::insert_into(suppressions::table)
        .values(suppression)
        .on_conflict((suppressions::workspace_id, suppressions::address_hash, suppressions::reason))
        .do_update()
        .set((suppressions::since.eq(suppression.since), suppressions::until.eq(suppression.until)))
        .execute(c))?;
    Ok(())
}

/// The reasons that hold for any of these hashes (one address under several keys), and what the person said under an
/// address they no longer have; a bounce is the address's alone.
pub fn reasons(
    conn: &mut Conn,
    workspace: WorkspaceId,
    person: Id,
    hashes: &[Vec<u8>],
    now: Time,
) -> Result<Vec<(Reason, Option<Time>)>, Error> {
    Ok(suppressions::table
        .filter(suppressions::workspace_id.eq(workspace))
        .filter(
            suppressions::address_hash
                .eq_any(hashes)
                .or(suppressions::person_id.eq(Some(person)).and(suppressions::reason.ne_all(OF_THE_ADDRESS))),
        )
        .filter(suppressions::until.is_null().or(suppressions::until.gt(now)))
        .select((suppressions::reason, suppressions::until))
        .load(conn)?)
}

/// A suppression that holds for one of many: the address's hash, the person who said so, why.
pub type Holding = (Vec<u8>, Option<Id>, Reason);

/// What holds for any of these hashes, or was said by any of these people; see [`reasons`].
pub fn holding(
    conn: &mut Conn,
    workspace: WorkspaceId,
    people: &[Id],
    hashes: &[Vec<u8>],
    now: Time,
) -> Result<Vec<Holding>, Error> {
    let columns = (suppressions::address_hash, suppressions::person_id, suppressions::reason);
    let mut found: Vec<Holding> = suppressions::table
        .filter(suppressions::workspace_id.eq(workspace))
        .filter(suppressions::address_hash.eq_any(hashes))
        .filter(suppressions::until.is_null().or(suppressions::until.gt(now)))
        .select(columns)
        .load(conn)?;
    let said: Vec<Holding> = suppressions::table
        .filter(suppressions::workspace_id.eq(workspace))
        .filter(suppressions::person_id.eq_any(people))
        .filter(suppressions::reason.ne_all(OF_THE_ADDRESS))
        .filter(suppressions::until.is_null().or(suppressions::until.gt(now)))
        .select(columns)
        .load(conn)?;
    found.extend(said);
    Ok(found)
}

/// Lifts the suppressions of an address for one reason.
pub fn remove(conn: &mut Conn, workspace: WorkspaceId, hashes: &[Vec<u8>], reason: Reason) -> Result<usize, Error> {
    Ok(diesel::delete(
        suppressions::table
            .filter(suppressions::workspace_id.eq(workspace))
            .filter(suppressions::address_hash.eq_any(hashes))
            .filter(suppressions::reason.eq(reason)),
    )
    .execute(conn)?)
}

/// A suppressed person for a list: id, e-mail, name, since when.
pub type Listed = (Id, Option<String>, Option<String>, Time);

/// Suppressed people for these reasons, oldest first; the erased ones are not listed.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    reasons: &[Reason],
    since: Option<Time>,
    until: Option<Time>,
    page: (i64, i64),
) -> Result<Vec<Listed>, Error> {
    let mut query = suppressions::table
        .inner_join(people::table.on(
            people::workspace_id.eq(suppressions::workspace_id).and(suppressions::person_id.eq(people::id.nullable())),
        ))
        .filter(suppressions::workspace_id.eq(workspace))
        .filter(suppressions::reason.eq_any(reasons.to_vec()))
        .into_boxed();
    if let Some(since) = since {
        query = query.filter(suppressions::since.ge(since));
    }
    if let Some(until) = until {
        query = query.filter(suppressions::since.le(until));
    }
    Ok(query
        .order((suppressions::since, people::id))
        .offset(page.0)
        .limit(page.1)
        .select((people::id, people::email, people::name, suppressions::since))
        .load(conn)?)
}

/// Forgets what was said with the suppressions of an address, by its hash under each key.
pub fn forget_details(conn: &mut Conn, workspace: WorkspaceId, hashes: &[Vec<u8>]) -> Result<(), Error> {
    diesel::update(
        suppressions::table
            .filter(suppressions::workspace_id.eq(workspace))
            .filter(suppressions::address_hash.eq_any(hashes)),
    )
    .set(suppressions::detail.eq(""))
    .execute(conn)?;
    Ok(())
}

/// Forgets whose address it is; the address itself was never kept.
pub fn forget_person(conn: &mut Conn, workspace: WorkspaceId, person: Id) -> Result<(), Error> {
    diesel::update(
        suppressions::table.filter(suppressions::workspace_id.eq(workspace)).filter(suppressions::person_id.eq(person)),
    )
    .set((suppressions::person_id.eq(None::<Id>), suppressions::detail.eq("")))
    .execute(conn)?;
    Ok(())
}
