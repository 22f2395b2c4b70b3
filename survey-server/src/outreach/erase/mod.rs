//! Erasing a person: everything goes but the hash that says "never again".
//!
//! It goes in slices of a transaction each, so that answers never wait for long; a job that is made with the first word of
//! it takes up what a process left that ended in the middle. The person's own row goes last and holds the door: answers
//! that come meanwhile either wait for a slice and go with the next one, or find nobody and are refused.

mod mentions;
mod slice;

use std::collections::{BTreeMap, BTreeSet};

pub use self::slice::{Keep, slice};
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::Outbox;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::{Conn, Db, Id, Time, audit, events, jobs, people};

/// Notes that a person is to be erased, and makes the job that does it at this moment, should nobody do it before.
pub fn begin(conn: &mut Conn, cx: &Cx, person: Id, keep: Keep, actor: &str, at: Time) -> Result<(), Error> {
    people::load(conn, cx.workspace, person)?;
    let payload = Payload::Erase { person, scores: keep == Keep::Scores };
    let job = Job::new(cx, Class::Single, payload).at(at).once(format!("erase/{person}"));
    jobs::enqueue(conn, &[job])?;
    audit::note(conn, cx, actor, "person.erase", &person.to_string())
}

/// Erases a person, slice by slice, with the mails that were written into the folder in place of a mail server. Somebody
/// who is gone already is no error.
pub fn run(db: &Db, cx: &Cx, outbox: &Outbox, person: Id, keep: Keep) -> Result<(), Error> {
    let Some(found) = db.read_now(|conn| people::find(conn, cx.workspace, person))? else { return Ok(()) };
    mentions::erase(db, cx, &found)?;
    loop {
        let mails = db.read_now(|conn| slice::mails(conn, cx, person))?;
        outbox.forget(&mails).map_err(|error| Error::unavailable(format!("a mail in the outbox stays: {error}")))?;
        if !db.write_now(|conn| slice(conn, cx, person, keep))? {
            return Ok(());
        }
    }
}

/// Lets everybody be erased who is known only from a shop of Shopify, and erases what that shop said of the others.
/// Returns how many people it touches.
pub fn begin_shop(conn: &mut Conn, cx: &Cx, shop: &str, actor: &str) -> Result<usize, Error> {
    let mut by_person: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for (event, person) in events::of_shop(conn, cx.workspace, "shopify", shop)? {
        by_person.entry(person).or_default().insert(event);
    }
    for (person, from_shop) in &by_person {
        let known = events::list_by_person(conn, cx.workspace, *person, i64::MAX)?;
        if known.iter().all(|event| from_shop.contains(&event.id)) {
            begin(conn, cx, *person, Keep::Nothing, actor, cx.now)?;
        } else {
            events::delete(conn, cx.workspace, &from_shop.iter().copied().collect::<Vec<Id>>())?;
        }
    }
    Ok(by_person.len())
}
