//! Which mail of ours something is about, and whose address it went to.

use super::About;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::store::deliveries::{Delivery, Kind};
use crate::store::{Conn, Id, cases, deliveries, invitations, people, responses, workspaces};

/// The mail is known.
pub(super) fn by_delivery(conn: &mut Conn, cx: &Cx, delivery: Delivery) -> Result<About, Error> {
    let person = match recipient(conn, cx, &delivery)? {
        Some(person) => people::find(conn, cx.workspace, person)?,
        None => None,
    };
    Ok(About { address: key(&delivery.recipient), person, delivery: Some(delivery) })
}

/// The customer that a mail went to; none for mails to the team, whose addresses are never suppressed.
fn recipient(conn: &mut Conn, cx: &Cx, delivery: &Delivery) -> Result<Option<Id>, Error> {
    let about = delivery.about_id;
    Ok(match delivery.kind {
        Kind::Invitation | Kind::Reminder => {
            invitations::find(conn, cx.workspace, about)?.map(|invitation| invitation.person_id)
        }
        Kind::Acknowledgement | Kind::Renewal | Kind::Reply => match cases::find(conn, cx.workspace, about)? {
            Some(case) => case.person_id,
            None => responses::find(conn, cx.workspace, about)?.and_then(|response| response.person_id),
        },
        Kind::KnownProblem | Kind::Improvement => Some(about),
        Kind::Alert
        | Kind::Password
        | Kind::Test
        | Kind::News
        | Kind::Digest
        | Kind::RoomDisabled
        | Kind::EndpointDisabled
        | Kind::Report
        | Kind::Watch => None,
    })
}

/// By the mail's id, which only its sender, its recipient and the servers between them know; with the context of
/// the workspace it belongs to.
pub(super) fn by_message_id(conn: &mut Conn, cx: &Cx, id: Option<&str>) -> Result<Option<(Cx, About)>, Error> {
    let Some(id) = id.filter(|id| place(id).is_some()) else { return Ok(None) };
    for workspace in workspaces::list(conn)? {
        let cx = Cx { workspace: workspace.id, ..cx.clone() };
        if let Some(delivery) = with_message_id(conn, &cx, id)? {
            let about = by_delivery(conn, &cx, delivery)?;
            return Ok(Some((cx, about)));
        }
    }
    Ok(None)
}

/// What a provider tells of an address in the workspace that it is connected to: our mail if it names one that we
/// know, else the person with this address. `None` for an address that nobody of ours has.
pub fn by_address(conn: &mut Conn, cx: &Cx, address: &str, message_id: Option<&str>) -> Result<Option<About>, Error> {
    let address = key(address);
    if let Some(id) = message_id
        && let Some(delivery) = with_message_id(conn, cx, id)?
        && key(&delivery.recipient) == address
    {
        return by_delivery(conn, cx, delivery).map(Some);
    }
    let person = people::find_by_email(conn, cx.workspace, &address)?;
    Ok(person.map(|person| About { address, person: Some(person), delivery: None }))
}

fn with_message_id(conn: &mut Conn, cx: &Cx, id: &str) -> Result<Option<Delivery>, Error> {
    let Some((about, kind, n)) = place(id) else { return Ok(None) };
    let found = deliveries::find_about(conn, cx.workspace, about, kind, n)?;
    Ok(found.filter(|delivery| delivery.message_id.trim_matches(['<', '>']) == id.trim_matches(['<', '>'])))
}

/// What `<id.kind.n@domain>` names.
fn place(message_id: &str) -> Option<(Id, Kind, i32)> {
    let (local, _) = message_id.trim_start_matches('<').split_once('@')?;
    let mut parts = local.split('.');
    let (id, kind, n) = (parts.next()?, parts.next()?, parts.next()?);
    Some((id.parse().ok()?, Kind::from_word(kind)?, n.parse().ok()?)).filter(|_| parts.next().is_none())
}

/// The form in which addresses are compared.
fn key(address: &str) -> String {
    EmailAddress::parse(address).map_or_else(|_| address.trim().to_lowercase(), |address| address.key())
}
