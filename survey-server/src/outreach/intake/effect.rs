//! What news about a mail does: to the mail, to its invitation, to the address.

use super::Taken;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::suppress;
use crate::recovery::{callback, conversation};
use crate::response::rollup::asked;
use crate::store::deliveries::{Delivery, Kind, Stage};
use crate::store::invitations::State;
use crate::store::people::Person;
use crate::store::rollups::{self, Changes};
use crate::store::suppressions::Reason;
use crate::store::{Conn, Id, deliveries, invitations, people, responses, workspaces};

/// What the news is about.
#[derive(Clone, Debug)]
pub struct About {
    /// The address that the mail went to, normalised.
    pub address: String,
    /// Whose it is; none for a mail to the team.
    pub person: Option<Person>,
    /// The mail, if it is known.
    pub delivery: Option<Delivery>,
}

/// What is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The address takes no mail and never will.
    Hard,
    /// The mail did not arrive, for a reason that may pass.
    Soft,
    /// The mail did not arrive because of us.
    Ours,
    /// The mail arrived.
    Arrived,
    /// The person called it spam.
    Complaint,
    /// The person unsubscribed with the provider.
    Unsubscribed,
}

/// Acts on news. The same news twice changes nothing the second time.
pub fn apply(conn: &mut Conn, cx: &Cx, about: &About, news: News, detail: &str) -> Result<Taken, Error> {
    hold(conn, cx, about)?;
    if let Some(delivery) = &about.delivery {
        match news {
            News::Hard | News::Soft | News::Ours => came_back(conn, cx, delivery, detail)?,
            News::Arrived | News::Complaint | News::Unsubscribed => arrived(conn, cx, delivery, detail)?,
        }
    }
    let Some(person) = &about.person else {
        return Ok(match news {
            News::Arrived => Taken::Arrived,
            News::Hard | News::Soft | News::Ours if about.delivery.is_some() => Taken::Refused,
            _ => Taken::Ignored,
        });
    };
    match news {
        News::Arrived => Ok(Taken::Arrived),
        News::Ours => Ok(Taken::Refused),
        News::Hard => {
            if suppress::bounced(conn, cx, &about.address, Some(person.id), detail)? {
                callback::bounced(conn, cx, person)?;
            }
            Ok(Taken::Bounced)
        }
        News::Soft => {
            // Without the mail a day of the address counts once: providers tell the same thing several times.
            let day = cx.now.0.div_euclid(86_400_000);
            let source = about.delivery.as_ref().map_or(format!("day/{day}"), |mail| format!("delivery/{}", mail.id));
            let rests = suppress::bounced_for_now(conn, cx, &about.address, Some(person.id), &source, detail)?;
            Ok(if rests { Taken::Rests } else { Taken::Counted })
        }
        News::Complaint => {
            suppress::suppress(conn, cx, person, Reason::Complaint, detail)?;
            Ok(Taken::Complained)
        }
        News::Unsubscribed => {
            suppress::suppress(conn, cx, person, Reason::Unsubscribed, detail)?;
            Ok(Taken::Unsubscribed)
        }
    }
}

/// Holds what everybody holds in this order: the workspace, then people, and only then mails and invitations.
fn hold(conn: &mut Conn, cx: &Cx, about: &About) -> Result<(), Error> {
    workspaces::changed_at(conn, cx.workspace, true)?;
    let invited = match &about.delivery {
        Some(delivery) if delivery.kind == Kind::Invitation => {
            invitations::find(conn, cx.workspace, delivery.about_id)?.map(|invitation| invitation.person_id)
        }
        _ => None,
    };
    let people: Vec<Id> = about.person.iter().map(|person| person.id).chain(invited).collect();
    people::lock_all(conn, cx.workspace, &people)
}

/// The mail was taken by a server and came back after all, or nobody knew: now it is known.
fn came_back(conn: &mut Conn, cx: &Cx, delivery: &Delivery, detail: &str) -> Result<(), Error> {
    if !matches!(delivery.stage, Stage::Sent | Stage::Unknown | Stage::Body) {
        return Ok(());
    }
    let failed = Delivery {
        stage: Stage::Failed,
        reply: Some(detail.to_owned()),
        updated_at: cx.now,
        sent_at: None,
        ..delivery.clone()
    };
    deliveries::settle(conn, &failed, false)?;
    conversation::undelivered(conn, cx, &failed)?;
    if delivery.kind != Kind::Invitation || responses::find(conn, cx.workspace, delivery.about_id)?.is_some() {
        return Ok(());
    }
    let Some(invitation) = invitations::find(conn, cx.workspace, delivery.about_id)? else { return Ok(()) };
    if invitation.state != State::Sent {
        return Ok(());
    }
    let mut changes = Changes::new();
    asked::not_sent(conn, &mut changes, cx.workspace, invitation.id, State::Failed)?;
    // A question that never arrived is none: the cool-down begins where it was before.
    if let Some(person) = people::find(conn, cx.workspace, invitation.person_id)?
        && person.last_asked_at == invitation.sent_at
    {
        let before = invitations::last_asked(conn, cx.workspace, person.id)?.into_iter().map(|(_, at)| at).max();
        people::not_asked(conn, cx.workspace, person.id, (person.last_asked_at, before), cx.now)?;
    }
    rollups::apply(conn, &changes)?;
    rollups::drop_empty(conn, &changes)
}

/// Settles a mail of which nobody knew whether it arrived.
fn arrived(conn: &mut Conn, cx: &Cx, delivery: &Delivery, detail: &str) -> Result<(), Error> {
    if delivery.stage != Stage::Unknown {
        return Ok(());
    }
    let sent = Delivery {
        stage: Stage::Sent,
        reply: Some(detail.to_owned()),
        updated_at: cx.now,
        sent_at: Some(delivery.updated_at),
        ..delivery.clone()
    };
    deliveries::settle(conn, &sent, false)
}
