//! Erasing a person: everything goes but the hash that says "never again".

use crate::clock::Cx;
use crate::error::Error;
use crate::response::rollup;
use crate::store::people::Person;
use crate::store::rollups::Changes;
use crate::store::workspaces::Workspace;
use crate::store::{
    Conn, Id, audit, callbacks, cases, clicks, decisions, deliveries, events, invitations, people, responses, rollups,
    suppressions,
};

/// Deletes a person's answers, history, invitations, cases, events and messages, and takes the answers out of the
/// roll-ups. The suppression stays, without the person.
pub fn erase(conn: &mut Conn, cx: &Cx, workspace: &Workspace, person: &Person, actor: &str) -> Result<(), Error> {
    let mut changes = Changes::new();
    for response in responses::list_by_person(conn, cx.workspace, person.id, i64::MAX)? {
        rollup::add(&mut changes, workspace, &response, -1);
    }
    let answered = responses::delete_by_person(conn, cx.workspace, person.id)?;
    rollups::apply(conn, &changes)?;
    let opened = cases::delete_by_person(conn, cx.workspace, person.id, &answered)?;
    let asked: Vec<Id> = invitations::list_by_person(conn, cx.workspace, person.id, i64::MAX)?
        .into_iter()
        .map(|invitation| invitation.id)
        .collect();
    let about: Vec<Id> = [answered, opened, asked, vec![person.id]].concat();
    for ids in about.chunks(500) {
        deliveries::delete_about(conn, cx.workspace, ids)?;
        callbacks::delete_about(conn, cx.workspace, ids)?;
        clicks::delete(conn, cx.workspace, ids)?;
    }
    invitations::delete_by_person(conn, cx.workspace, person.id)?;
    decisions::delete_by_person(conn, cx.workspace, person.id)?;
    events::delete_by_person(conn, cx.workspace, person.id)?;
    suppressions::forget_person(conn, cx.workspace, person.id)?;
    people::delete(conn, cx.workspace, person.id)?;
    audit::note(conn, cx, actor, "person.erase", &person.id.to_string())
}
