//! What is provisional, for people: looked through, accepted, dismissed.

use std::collections::BTreeMap;

use super::promote;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::answer::Answer;
use crate::store::clicks::{self, Click};
use crate::store::invitations::{self, State as InvitationState};
use crate::store::people::{self, Person};
use crate::store::provisional::{self, Filter, Provisional, State};
use crate::store::{Conn, Id, audit, responses, surveys};

/// So many touches of one answer are shown, the newest.
const TOUCHES: i64 = 50;

/// A provisional answer and what it is about.
#[derive(Clone, Debug)]
pub struct Held {
    /// The row.
    pub row: Provisional,
    /// The survey's key and name.
    pub survey: (String, String),
    /// Who was asked.
    pub person: Option<Person>,
}

/// One page, newest first.
pub fn list(conn: &mut Conn, cx: &Cx, filter: &Filter, offset: i64, limit: i64) -> Result<Vec<Held>, Error> {
    let rows = provisional::list(conn, cx.workspace, filter, offset, limit)?;
    let ids: Vec<Id> = rows.iter().map(|row| row.invitation_id).collect();
    let asked: BTreeMap<Id, Id> = invitations::list_by_ids(conn, cx.workspace, &ids)?
        .into_iter()
        .map(|invitation| (invitation.id, invitation.person_id))
        .collect();
    let people: Vec<Id> = asked.values().copied().collect();
    let people: BTreeMap<Id, Person> =
        people::list_by_ids(conn, cx.workspace, &people)?.into_iter().map(|person| (person.id, person)).collect();
    let surveys = surveys::list(conn, cx.workspace)?;
    let held = rows.into_iter().map(|row| {
        let survey = surveys.iter().find(|survey| survey.id == row.survey_id);
        Held {
            survey: survey.map(|survey| (survey.key.clone(), survey.name.clone())).unwrap_or_default(),
            person: asked.get(&row.invitation_id).and_then(|person| people.get(person)).cloned(),
            row,
        }
    });
    Ok(held.collect())
}

/// What touched the invitation, oldest first.
pub fn touches(conn: &mut Conn, cx: &Cx, held: &Held) -> Result<Vec<Click>, Error> {
    let of: Vec<Id> = std::iter::once(held.row.invitation_id).chain(held.person.as_ref().map(|one| one.id)).collect();
    clicks::list(conn, cx.workspace, &of, TOUCHES)
}

/// A person says that it was a person: it is an answer now, to be taken. It stays an inferred one.
pub fn accept(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<Answer, Error> {
    let row = find(conn, cx, id)?;
    let invitation = invitations::find(conn, cx.workspace, id)?
        .filter(|invitation| invitation.state != InvitationState::Withdrawn)
        .ok_or(Error::NotFound("held answer"))?;
    let answer = promote::answer(conn, cx, invitation, &row, row.score.into(), row.at)?
        .ok_or_else(|| Error::conflict("score_unknown", "the survey no longer asks for such a score"))?;
    audit::note(conn, cx, actor, "response.accept", &id.to_string())?;
    Ok(answer)
}

/// A person says that it was nobody: it is never an answer, unless a form is sent.
pub fn dismiss(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<Provisional, Error> {
    let row = find(conn, cx, id)?;
    let row = Provisional { state: State::Dismissed, until: None, decided_at: Some(cx.now), ..row };
    provisional::put(conn, std::slice::from_ref(&row))?;
    audit::note(conn, cx, actor, "response.dismiss", &id.to_string())?;
    Ok(row)
}

fn find(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Provisional, Error> {
    let row = provisional::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("held answer"))?;
    if !responses::existing(conn, cx.workspace, &[id])?.is_empty() {
        return Err(Error::conflict("already_answered", "a form was sent meanwhile: the answer is among the others"));
    }
    Ok(row)
}
