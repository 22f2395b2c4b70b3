//! The dialect of Delighted: its resources as JSON, times in Unix seconds, ids as text.

use serde_json::{Map, Value, json};

use crate::clock::Cx;
use crate::store::people::Person;
use crate::store::responses::Response;
use crate::store::{Id, Time};

/// A survey response. `expand` puts the person in place of the person's id.
pub fn response(cx: &Cx, row: &Response, person: Option<&Person>, expand: bool) -> Value {
    let id = row.person_id.map(|id| id.to_string());
    let person = match person {
        Some(person) if expand => brief(person),
        _ => json!(id),
    };
    json!({
        "id": row.id,
        "person": person,
        "survey_type": "nps",
        "score": row.score,
        "comment": row.comment,
        "permalink": cx.url(&format!("/admin/responses/{}", row.id)),
        "created_at": row.answered_at.secs(),
        "updated_at": (row.version > 1).then(|| row.updated_at.secs()),
        "person_properties": if row.properties.0.is_empty() { Value::Null } else { json!(row.properties) },
        "notes": row.notes,
        "tags": row.tags,
        "additional_answers": additional(row),
    })
}

/// The answers besides score and comment, in the shape that the client libraries read.
fn additional(row: &Response) -> Vec<Value> {
    row.answers
        .0
        .iter()
        .filter(|(key, _)| {
            row.answers.0.number(key).map(|value| value as i32) != row.score
                && row.answers.0.text(key) != row.comment.as_deref()
        })
        .map(|(key, answer)| {
            let mut value = Map::new();
            for shape in ["free_response", "scale", "select_one", "select_many"] {
                value.insert(shape.to_owned(), Value::Null);
            }
            let chosen: Vec<Value> = row.answers.0.chosen(key).map(|id| json!({"id": id, "text": id})).collect();
            let shape = if row.answers.0.number(key).is_some() {
                value.insert("scale".to_owned(), json!(answer));
                "scale"
            } else if row.answers.0.text(key).is_some() {
                value.insert("free_response".to_owned(), json!(answer));
                "free_response"
            } else if let [one] = chosen.as_slice() {
                value.insert("select_one".to_owned(), one.clone());
                "select_one"
            } else {
                value.insert("select_many".to_owned(), json!(chosen));
                "select_many"
            };
            json!({"id": format!("{}-{key}", row.id), "value": value, "question": {"id": key, "type": shape, "text": key}})
        })
        .collect()
}

/// A person as other resources embed one.
pub fn brief(person: &Person) -> Value {
    json!({
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "phone_number": person.phone,
        "created_at": person.created_at.secs(),
    })
}

/// An unsubscribed or bounced person, with since when under the field's own name.
pub fn suppressed(id: Id, person: &Person, since: Time, field: &str) -> Value {
    listed(id, person.email.as_deref(), person.name.as_deref(), since, field)
}

/// The same from its parts.
pub fn listed(id: Id, email: Option<&str>, name: Option<&str>, since: Time, field: &str) -> Value {
    json!({"person_id": id, "email": email, "name": name, field: since.secs()})
}

/// The dialect's word for a type of callback; none where it has no such callback.
pub fn callback_type(kind: &str) -> Option<&'static str> {
    match kind {
        "response.created" => Some("survey_response.created"),
        "response.updated" => Some("survey_response.updated"),
        "unsubscribe.created" => Some("unsubscribe.created"),
        _ => None,
    }
}

/// A callback's body.
pub fn callback(cx: &Cx, kind: &str, id: Id, data: Value) -> Value {
    json!({
        "event_type": callback_type(kind).unwrap_or(kind),
        "event_id": id,
        "event_data": data,
        "created_at": cx.now.secs(),
    })
}
