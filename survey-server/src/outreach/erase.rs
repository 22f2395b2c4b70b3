//! Erasing a person: everything goes but the hash that says "never again".

use std::collections::{BTreeMap, BTreeSet};

use survey_core::Properties;
use survey_core::response::Answer;

use super::{cancel, suppress};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::rollup;
use crate::store::people::Person;
use crate::store::responses::{Response, evidence};
use crate::store::rollups::Changes;
use crate::store::workspaces::Workspace;
use crate::store::{
    Conn, Id, Json, audit, autopilot_members, callbacks, campaign_people, cancellations, cases, clicks, data_requests,
    decisions, deliveries, events, inbound, invitations, people, provisional, responses, rollups, suppressions,
};

/// What stays of a person's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing: they also leave the reports.
    Nothing,
    /// The bare scores, without person, words, properties and answers that are not numbers.
    Scores,
}

/// Erases a person and keeps what is said of the answers.
pub fn erase_keeping(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    person: &Person,
    keep: Keep,
    actor: &str,
) -> Result<(), Error> {
    if keep == Keep::Scores {
        strip(conn, cx, workspace, person)?;
    }
    erase(conn, cx, workspace, person, actor)
}

/// Cuts the answers loose from the person, numbers only. The roll-ups follow: what was counted by branch or courier is
/// not any more.
fn strip(conn: &mut Conn, cx: &Cx, workspace: &Workspace, person: &Person) -> Result<(), Error> {
    let mut changes = Changes::new();
    let mut stripped = Vec::new();
    for response in responses::list_by_person(conn, cx.workspace, person.id, i64::MAX)? {
        let numbers = response.answers.0.iter().filter(|(_, answer)| matches!(answer, Answer::Number(_)));
        let bare = Response {
            person_id: None,
            comment: None,
            answers: Json(numbers.map(|(key, answer)| (key.to_owned(), answer.clone())).collect()),
            properties: Json(Properties::new()),
            tags: Json(Vec::new()),
            notes: Json(Vec::new()),
            updated_at: cx.now,
            version: response.version + 1,
            ..response.clone()
        };
        if response.evidence != evidence::CONTRADICTED {
            rollup::add(&mut changes, workspace, &response, -1);
            rollup::add(&mut changes, workspace, &bare, 1);
        }
        responses::update(conn, &bare)?;
        stripped.push(bare.id);
    }
    rollups::apply(conn, &changes)?;
    for ids in stripped.chunks(500) {
        responses::forget(conn, cx.workspace, ids)?;
        deliveries::delete_about(conn, cx.workspace, ids)?;
        callbacks::delete_about(conn, cx.workspace, ids)?;
        clicks::delete(conn, cx.workspace, ids)?;
        provisional::delete(conn, cx.workspace, ids)?;
    }
    Ok(())
}

/// Erases everybody who is known only from a shop of Shopify, and what that shop said of the others. Returns how many
/// people it touched.
pub fn erase_shop(conn: &mut Conn, cx: &Cx, workspace: &Workspace, shop: &str, actor: &str) -> Result<usize, Error> {
    let mut by_person: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for (event, person) in events::of_shop(conn, cx.workspace, "shopify", shop)? {
        by_person.entry(person).or_default().insert(event);
    }
    for (person, from_shop) in &by_person {
        let known = events::list_by_person(conn, cx.workspace, *person, i64::MAX)?;
        if known.iter().all(|event| from_shop.contains(&event.id)) {
            let person = people::load(conn, cx.workspace, *person)?;
            erase(conn, cx, workspace, &person, actor)?;
        } else {
            events::delete(conn, cx.workspace, &from_shop.iter().copied().collect::<Vec<Id>>())?;
        }
    }
    Ok(by_person.len())
}

/// Deletes a person's answers, history, invitations, cases, events and messages, and takes the answers out of the
/// roll-ups. The suppression stays, without the person.
pub fn erase(conn: &mut Conn, cx: &Cx, workspace: &Workspace, person: &Person, actor: &str) -> Result<(), Error> {
    let mut changes = Changes::new();
    for response in responses::list_by_person(conn, cx.workspace, person.id, i64::MAX)? {
        // What contradicted itself left the roll-ups when it did.
        if response.evidence != evidence::CONTRADICTED {
            rollup::add(&mut changes, workspace, &response, -1);
        }
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
        provisional::delete(conn, cx.workspace, ids)?;
    }
    autopilot_members::delete_by_person(conn, cx.workspace, person.id)?;
    invitations::delete_by_person(conn, cx.workspace, person.id)?;
    decisions::delete_by_person(conn, cx.workspace, person.id)?;
    forget_cancellations(conn, cx, person.id)?;
    events::delete_by_person(conn, cx.workspace, person.id)?;
    inbound::forget_person(conn, cx.workspace, person.id)?;
    data_requests::delete_by_person(conn, cx.workspace, person.id)?;
    suppressions::forget_person(conn, cx.workspace, person.id)?;
    campaign_people::delete_person(conn, cx.workspace, person.id, person.email_key.as_deref())?;
    suppress::forget_bounces(conn, cx, person)?;
    people::delete(conn, cx.workspace, person.id)?;
    audit::note(conn, cx, actor, "person.erase", &person.id.to_string())
}

/// What is noted about a person's orders names the orders: it goes with them.
fn forget_cancellations(conn: &mut Conn, cx: &Cx, person: Id) -> Result<(), Error> {
    let reported = events::list_by_person(conn, cx.workspace, person, i64::MAX)?;
    let keys = reported.iter().flat_map(|event| {
        let order = cancel::order_key(&event.properties.0);
        order.into_iter().chain([cancel::event_key(&event.external_id)])
    });
    for keys in keys.collect::<Vec<String>>().chunks(500) {
        cancellations::delete(conn, cx.workspace, keys)?;
    }
    Ok(())
}
