//! One slice of an erasure: some answers, then some cases, invitations and events, and at last the person.

use survey_core::Properties;
use survey_core::response::Answer;

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::{cancel, suppress};
use crate::response::rollup::{self, Definitions, asked};
use crate::store::people::Person;
use crate::store::personal::{self, By};
use crate::store::responses::Response;
use crate::store::rollups::Changes;
use crate::store::workspaces::Workspace;
use crate::store::{
    Conn, Id, Json, campaign_people, cancellations, cases, deliveries, events, inbound, invitations, people, responses,
    rollups, suppressions, workspaces,
};

/// So many answers, cases, invitations or events go in one transaction.
const SLICE: i64 = 40;

/// What stays of a person's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing: they also leave the reports.
    Nothing,
    /// The bare scores, without person, words, properties and answers that are not numbers.
    Scores,
}

/// Erases the next slice of a person; true while there is more. After the last one nobody of that id is left.
pub fn slice(conn: &mut Conn, cx: &Cx, person: Id, keep: Keep) -> Result<bool, Error> {
    // First, as in the batch of answers: what counts where stays so until the roll-ups are changed.
    let workspace = workspaces::hold(conn, cx.workspace)?;
    let Some(person) = people::hold(conn, cx.workspace, person)? else { return Ok(false) };
    let answers = responses::list_by_person(conn, cx.workspace, person.id, SLICE)?;
    if !answers.is_empty() {
        // As they are counted now: somebody may be changing their tags.
        let ids: Vec<Id> = answers.iter().map(|response| response.id).collect();
        let answers = responses::lock_all(conn, cx.workspace, &ids)?;
        return take_answers(conn, cx, &workspace, &answers, keep).map(|()| true);
    }
    let asked_by = asked_by(conn, cx, person.id)?;
    let opened = opened(conn, cx, person.id)?;
    let reported = events::list_by_person(conn, cx.workspace, person.id, SLICE)?;
    if !opened.is_empty() {
        delete_cases(conn, cx, &opened)?;
    } else if !asked_by.is_empty() {
        personal::delete(conn, cx.workspace, By::Answer, &asked_by)?;
        personal::delete(conn, cx.workspace, By::About, &asked_by)?;
        let mut changes = Changes::new();
        asked::deleted(conn, &mut changes, cx.workspace, &asked_by)?;
        invitations::delete(conn, cx.workspace, &asked_by)?;
        rollups::apply(conn, &changes)?;
        rollups::drop_empty(conn, &changes)?;
    } else if !reported.is_empty() {
        // What is noted about orders names the orders: it goes with them.
        let keys = reported.iter().flat_map(|event| {
            let order = cancel::order_key(&event.properties.0);
            order.into_iter().chain([cancel::event_key(&event.external_id)])
        });
        cancellations::delete(conn, cx.workspace, &keys.collect::<Vec<String>>())?;
        let ids: Vec<Id> = reported.iter().map(|event| event.id).collect();
        // What rules did for an event stands under its id.
        personal::delete(conn, cx.workspace, By::Answer, &ids)?;
        events::delete(conn, cx.workspace, &ids)?;
    } else {
        return delete_person(conn, cx, &person).map(|()| false);
    }
    Ok(true)
}

/// The mails that the next slice deletes, by their message ids.
pub(super) fn mails(conn: &mut Conn, cx: &Cx, person: Id) -> Result<Vec<String>, Error> {
    let answers = responses::list_by_person(conn, cx.workspace, person, SLICE)?;
    let mut about: Vec<Id> = answers.iter().map(|response| response.id).collect();
    about.extend(cases::list_by_responses(conn, cx.workspace, &about)?.iter().map(|case| case.id));
    about.extend(opened(conn, cx, person)?);
    about.extend(asked_by(conn, cx, person)?);
    about.push(person);
    deliveries::message_ids(conn, cx.workspace, &about)
}

fn asked_by(conn: &mut Conn, cx: &Cx, person: Id) -> Result<Vec<Id>, Error> {
    let found = invitations::list_by_person(conn, cx.workspace, person, SLICE)?;
    Ok(found.into_iter().map(|invitation| invitation.id).collect())
}

fn opened(conn: &mut Conn, cx: &Cx, person: Id) -> Result<Vec<Id>, Error> {
    let filter = cases::Filter { person_id: Some(person), ..cases::Filter::default() };
    Ok(cases::list(conn, cx.workspace, &filter, 0, SLICE)?.into_iter().map(|case| case.id).collect())
}

fn delete_cases(conn: &mut Conn, cx: &Cx, ids: &[Id]) -> Result<(), Error> {
    personal::delete(conn, cx.workspace, By::Case, ids)?;
    personal::delete(conn, cx.workspace, By::About, ids)?;
    cases::delete(conn, cx.workspace, ids)
}

/// The answers go, or are cut loose from the person; the roll-ups follow.
fn take_answers(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    answers: &[Response],
    keep: Keep,
) -> Result<(), Error> {
    let ids: Vec<Id> = answers.iter().map(|response| response.id).collect();
    let (mut changes, mut definitions) = (Changes::new(), Definitions::default());
    for response in answers {
        let survey = definitions.of(conn, response)?;
        rollup::add(&mut changes, workspace, &survey, response, -1);
        if keep == Keep::Scores {
            let mut bare = bare(cx, response);
            rollup::place(workspace, &mut bare);
            rollup::add(&mut changes, workspace, &survey, &bare, 1);
            responses::update(conn, &bare)?;
        }
    }
    let cases: Vec<Id> = cases::list_by_responses(conn, cx.workspace, &ids)?.into_iter().map(|case| case.id).collect();
    delete_cases(conn, cx, &cases)?;
    personal::delete(conn, cx.workspace, By::Answer, &ids)?;
    personal::delete(conn, cx.workspace, By::About, &ids)?;
    match keep {
        Keep::Scores => responses::forget(conn, cx.workspace, &ids)?,
        Keep::Nothing => {
            responses::delete(conn, cx.workspace, &ids)?;
            asked::answered(conn, &mut changes, answers.iter(), -1)?;
        }
    }
    // Once more: while the answers were there, the job that reads comments may have written of them.
    personal::delete(conn, cx.workspace, By::Answer, &ids)?;
    // Last, as in the batch of answers.
    rollups::apply(conn, &changes)?;
    rollups::drop_empty(conn, &changes)
}

/// The numbers alone. What was counted by branch or courier is not any more.
fn bare(cx: &Cx, response: &Response) -> Response {
    let numbers = response.answers.0.iter().filter(|(_, answer)| matches!(answer, Answer::Number(_)));
    Response {
        person_id: None,
        comment: None,
        answers: Json(numbers.map(|(key, answer)| (key.to_owned(), answer.clone())).collect()),
        properties: Json(Properties::new()),
        tags: Json(Vec::new()),
        notes: Json(Vec::new()),
        updated_at: cx.now,
        version: response.version + 1,
        ..response.clone()
    }
}

/// What is left of a person who has no answers, cases, invitations and events.
fn delete_person(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<(), Error> {
    inbound::forget_person(conn, cx.workspace, person.id)?;
    suppressions::forget_person(conn, cx.workspace, person.id)?;
    suppress::forget_details(conn, cx, person)?;
    suppress::forget_bounces(conn, cx, person)?;
    campaign_people::delete_person(conn, cx.workspace, person.id, person.email_key.as_deref())?;
    personal::delete(conn, cx.workspace, By::About, &[person.id])?;
    // Visits of the page that unsubscribes stand under the person's own id.
    personal::delete(conn, cx.workspace, By::Answer, &[person.id])?;
    personal::delete(conn, cx.workspace, By::Person, &[person.id])?;
    people::delete(conn, cx.workspace, person.id).map(drop)
}
