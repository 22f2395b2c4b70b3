//! Who must not be asked again: the unsubscribed, the bounced, those who called it spam.

use std::collections::HashMap;

use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::callback;
use crate::store::people::Person;
use crate::store::suppressions::{self, Reason, Suppression};
use crate::store::{Conn, Id, Time, audit, soft_bounces};

/// So many mails that came back for now, within so many days, let an address rest for as many days.
const SOFT_BOUNCES: i64 = 3;
const REST_DAYS: i64 = 30;

/// What stands against asking a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// They said stop, or called a mail spam.
    pub unsubscribed: bool,
    /// Their address does not exist, or rests because mails to it came back.
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
        bounced: holds(&[Reason::HardBounce, Reason::SoftBounce]),
    })
}

/// The same for many people at once; whoever is missing in the answer may be asked.
pub fn standing_of(conn: &mut Conn, cx: &Cx, people: &[Person]) -> Result<HashMap<Id, Standing>, Error> {
    let mut owners: HashMap<Vec<u8>, Vec<Id>> = HashMap::new();
    for person in people {
        for hash in addresses(person).flat_map(|address| cx.keys().address_hashes(cx.workspace, address)) {
            owners.entry(hash).or_default().push(person.id);
        }
    }
    let (ids, hashes): (Vec<Id>, Vec<Vec<u8>>) =
        (people.iter().map(|person| person.id).collect(), owners.keys().cloned().collect());
    let mut standing: HashMap<Id, Standing> = HashMap::new();
    for (hash, person, reason) in suppressions::holding(conn, cx.workspace, &ids, &hashes, cx.now)? {
        // What a person said holds under an address they no longer have.
        let said = person.filter(|_| !reason.is_of_the_address());
        for person in owners.get(&hash).into_iter().flatten().copied().chain(said) {
            let standing = standing.entry(person).or_default();
            match reason {
                Reason::Unsubscribed | Reason::Complaint => standing.unsubscribed = true,
                Reason::HardBounce | Reason::SoftBounce => standing.bounced = true,
            }
        }
    }
    Ok(standing)
}

/// Notes that a person must not be asked again, and tells the business's programs. Doing it twice changes nothing.
pub fn suppress(conn: &mut Conn, cx: &Cx, person: &Person, reason: Reason, detail: &str) -> Result<(), Error> {
    let new = remember(conn, cx, person, reason, cx.now, detail)?;
    if new && matches!(reason, Reason::Unsubscribed | Reason::Complaint) {
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
    for address in suppressed(person, reason) {
        new |= suppressions::insert(conn, &suppression(cx, address, Some(person.id), reason, since, detail))?;
    }
    Ok(new)
}

/// Notes that no mail arrives at an address (its normalised form), whoever has it now. Whether it was new to us.
pub fn bounced(conn: &mut Conn, cx: &Cx, address: &str, person: Option<Id>, detail: &str) -> Result<bool, Error> {
    suppressions::insert(conn, &suppression(cx, address, person, Reason::HardBounce, cx.now, detail))
}

/// Counts a mail that came back for now; `source` names the mail. After too many of them the address rests, and the
/// answer is true.
pub fn bounced_for_now(
    conn: &mut Conn,
    cx: &Cx,
    address: &str,
    person: Option<Id>,
    source: &str,
    detail: &str,
) -> Result<bool, Error> {
    let resting = suppression(cx, address, person, Reason::SoftBounce, cx.now, detail);
    soft_bounces::note(conn, cx.workspace, &resting.address_hash, source, cx.now)?;
    let hashes = cx.keys().address_hashes(cx.workspace, address);
    if soft_bounces::count_since(conn, cx.workspace, &hashes, cx.now.plus_days(-REST_DAYS))? < SOFT_BOUNCES {
        return Ok(false);
    }
    suppressions::rest(conn, &Suppression { until: Some(cx.now.plus_days(REST_DAYS)), ..resting })?;
    Ok(true)
}

fn suppression(
    cx: &Cx,
    address: &str,
    person_id: Option<Id>,
    reason: Reason,
    since: Time,
    detail: &str,
) -> Suppression {
    // The current key's hash comes first; the older ones are only looked up.
    let address_hash = cx.keys().address_hashes(cx.workspace, address).into_iter().next().unwrap_or_default();
    let detail = detail.to_owned();
    Suppression { workspace_id: cx.workspace, address_hash, reason, person_id, since, until: None, detail }
}

/// Lets a person be asked again: a member of the business did so at the person's wish.
pub fn lift(conn: &mut Conn, cx: &Cx, person: &Person, reason: Reason, actor: &str) -> Result<bool, Error> {
    let mut lifted = false;
    for address in suppressed(person, reason) {
        let hashes = cx.keys().address_hashes(cx.workspace, address);
        lifted |= suppressions::remove(conn, cx.workspace, &hashes, reason)? > 0;
    }
    audit::note(conn, cx, actor, "suppression.lift", &person.id.to_string())?;
    Ok(lifted)
}

/// The addresses that a reason is about: who says stop means every channel, but a mail comes back from a mailbox, and
/// the phone of its owner still rings.
fn suppressed(person: &Person, reason: Reason) -> impl Iterator<Item = &str> {
    let phone = person.phone.as_deref().filter(|_| matches!(reason, Reason::Unsubscribed | Reason::Complaint));
    person.email_key.as_deref().into_iter().chain(phone)
}

/// Forgets what mail servers said of a person's addresses: it quotes them.
pub fn forget_details(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<(), Error> {
    suppressions::forget_details(conn, cx.workspace, &hashes(cx, person))
}

/// The keyed hashes of a person's addresses, under every key.
pub fn hashes(cx: &Cx, person: &Person) -> Vec<Vec<u8>> {
    addresses(person).flat_map(|one| cx.keys().address_hashes(cx.workspace, one)).collect()
}

/// Forgets the mails that came back from a person's address, when the person is erased.
pub fn forget_bounces(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<(), Error> {
    soft_bounces::forget(conn, cx.workspace, &hashes(cx, person)).map(drop)
}

fn addresses(person: &Person) -> impl Iterator<Item = &str> {
    person.email_key.as_deref().into_iter().chain(person.phone.as_deref())
}
