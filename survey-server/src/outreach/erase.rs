//! Erasing a person: everything goes but the hash that says "never again".

use survey_core::Properties;
use survey_core::response::Answer;

use crate::clock::Cx;
use crate::error::Error;
use crate::response::rollup;
use crate::store::people::Person;
use crate::store::responses::{Response, evidence};
use crate::store::rollups::Changes;
use crate::store::workspaces::Workspace;
use crate::store::{
    Conn, Id, Json, audit, callbacks, campaign_people, cases, clicks, decisions, deliveries, events, invitations,
    people, responses, rollups, suppressions,
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
    }
    Ok(())
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
    }
    invitations::delete_by_person(conn, cx.workspace, person.id)?;
    decisions::delete_by_person(conn, cx.workspace, person.id)?;
    events::delete_by_person(conn, cx.workspace, person.id)?;
    suppressions::forget_person(conn, cx.workspace, person.id)?;
    campaign_people::delete_person(conn, cx.workspace, person.id, person.email_key.as_deref())?;
    people::delete(conn, cx.workspace, person.id)?;
    audit::note(conn, cx, actor, "person.erase", &person.id.to_string())
}
