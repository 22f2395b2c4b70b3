//! Who must not be asked again: the unsubscribed, the bounced, those who called it spam.

use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::callback;
use crate::store::people::Person;
use crate::store::suppressions::{self, Reason, Suppression};
use crate::store::{Conn, Time, audit};

/// What stands against asking a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// They said stop, or called a mail spam.
    pub unsubscribed: bool,
    /// Their address does not exist.
    pub bounced: bool,
}

/// What stands against asking this person, by any of their addresses.
pub fn standing(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<Standing, Error> {
    let hashes: Vec<Vec<u8>> =
        addresses(person).flat_map(|address| cx.keys().address_hashes(cx.workspace, address)).collect();
    let reasons = suppressions::reasons(conn, cx.workspace, person.id, &hashes, cx.now)?;
    let holds = |wanted: &[Reason]| reasons.iter().any(|(reason, _)| wanted.contains(reason));
    Ok(Standing {
        unsubscribed: holds(&[Reason::Unsubscribed, Reason::Complaint]),
        bounced: holds(&[Reason::HardBounce]),
    })
}

/// Notes that a person must not be asked again, and tells the business's programs. Doing it twice changes nothing.
pub fn suppress(conn: &mut Conn, cx: &Cx, person: &Person, reason: Reason, detail: &str) -> Result<(), Error> {
    let new = remember(conn, cx, person, reason, cx.now, detail)?;
    if new && reason == Reason::Unsubscribed {
        callback::unsubscribed(conn, cx, person)?;
    }
    Ok(())
}

/// Notes that a person must not be asked again and tells nobody: what an import brings is known already. Whether it
/// was new to us.
pub fn remember(
    conn: &mut Conn,
    cx: &Cx,
    person: &Person,
    reason: Reason,
    since: Time,
    detail: &str,
) -> Result<bool, Error> {
    let mut new = false;
    for address in addresses(person) {
        // The current key's hash comes first; the older ones are only looked up.
        for address_hash in cx.keys().address_hashes(cx.workspace, address).into_iter().take(1) {
            new |= suppressions::insert(
                conn,
                &Suppression {
                    workspace_id: cx.workspace,
                    address_hash,
                    reason,
                    person_id: Some(person.id),
                    since,
                    until: None,
                    detail: detail.to_owned(),
                },
            )?;
        }
    }
    Ok(new)
}

/// Lets a person be asked again: a member of the business did so at the person's wish.
pub fn lift(conn: &mut Conn, cx: &Cx, person: &Person, reason: Reason, actor: &str) -> Result<bool, Error> {
    let mut lifted = false;
    for address in addresses(person) {
        let hashes = cx.keys().address_hashes(cx.workspace, address);
        lifted |= suppressions::remove(conn, cx.workspace, &hashes, reason)? > 0;
    }
    audit::note(conn, cx, actor, "suppression.lift", &person.id.to_string())?;
    Ok(lifted)
}

fn addresses(person: &Person) -> impl Iterator<Item = &str> {
    person.email_key.as_deref().into_iter().chain(person.phone.as_deref())
}
