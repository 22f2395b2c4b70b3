//! Small parts of answers that several resources share.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use serde_json::{Value, json};

use crate::error::Error;
use crate::store::{Conn, Id, Time, WorkspaceId, surveys};

/// `{"ok": true}`.
pub fn ok() -> HttpResponse {
    HttpResponse::Ok().json(json!({"ok": true}))
}

/// The id in an address; anything else names nothing.
pub fn id(text: &str, what: &'static str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound(what))
}

/// A time of our own resources; null where there is none.
pub fn at(time: Option<Time>) -> Value {
    time.map_or(Value::Null, |time| time.rfc3339().into())
}

/// The keys of these surveys and the types of their main questions.
pub fn survey_words(
    conn: &mut Conn,
    workspace: WorkspaceId,
    ids: impl Iterator<Item = i32>,
) -> Result<BTreeMap<i32, (String, &'static str)>, Error> {
    let mut words = BTreeMap::new();
    for id in ids {
        if words.contains_key(&id) {
            continue;
        }
        let row = surveys::load(conn, workspace, id)?;
        let survey = surveys::definition(conn, workspace, id, row.version)?;
        let kind = survey.main_question().map_or("none", |main| main.kind.name());
        words.insert(id, (row.key, kind));
    }
    Ok(words)
}
