//! Everything that is kept about a person, as a document for them.

use serde_json::{Value, json};

use crate::clock::Cx;
use crate::error::Error;
use crate::store::people::Person;
use crate::store::{Conn, Time, cases, decisions, events, invitations, responses};

/// What is kept about a person: who they are, what was reported of them, when they were asked and what they answered.
pub fn document(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<Value, Error> {
    let (workspace, id) = (cx.workspace, person.id);
    let reported = events::list_by_person(conn, workspace, id, i64::MAX)?.into_iter().map(|event| {
        json!({"id": event.external_id, "type": event.kind, "occurred_at": event.occurred_at.rfc3339(),
            "properties": event.properties.0, "basis": event.basis})
    });
    let reported: Vec<Value> = reported.collect();
    let asked = invitations::list_by_person(conn, workspace, id, i64::MAX)?.into_iter().map(|invitation| {
        json!({"channel": invitation.channel, "locale": invitation.locale, "state": invitation.state.word(),
            "planned_at": invitation.send_at.rfc3339(), "sent_at": invitation.sent_at.map(Time::rfc3339),
            "properties": invitation.properties.0})
    });
    let asked: Vec<Value> = asked.collect();
    let decided = decisions::list_by_person(conn, workspace, id, i64::MAX)?.into_iter().map(
        |decided| json!({"at": decided.at.rfc3339(), "outcome": decided.outcome.word(), "reason": decided.reason}),
    );
    let decided: Vec<Value> = decided.collect();
    let answered = responses::list_by_person(conn, workspace, id, i64::MAX)?.into_iter().map(|response| {
        json!({"answered_at": response.answered_at.rfc3339(), "answers": response.answers.0,
            "comment": response.comment, "properties": response.properties.0, "tags": response.tags.0,
            "notes": response.notes.0})
    });
    let answered: Vec<Value> = answered.collect();
    let filter = cases::Filter { person_id: Some(id), ..cases::Filter::default() };
    let opened = cases::list(conn, workspace, &filter, 0, i64::MAX)?.into_iter();
    let opened: Vec<Value> =
        opened.map(|case| json!({"opened_at": case.opened_at.rfc3339(), "state": case.state})).collect();
    Ok(json!({
        "person": {
            "email": person.email, "phone_number": person.phone, "external_id": person.external_id,
            "name": person.name, "locale": person.locale, "timezone": person.timezone,
            "properties": person.properties.0, "created_at": person.created_at.rfc3339(),
            "last_asked_at": person.last_asked_at.map(Time::rfc3339),
        },
        "events": reported,
        "decisions": decided,
        "invitations": asked,
        "responses": answered,
        "cases": opened,
    }))
}
