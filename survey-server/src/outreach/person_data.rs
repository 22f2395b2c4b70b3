//! Everything that is kept about a person, as a document for them: every row of every table, named as it is kept.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{cancel, suppress};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::spreadsheet::cell;
use crate::store::people::Person;
use crate::store::personal::{self, By};
use crate::store::{Conn, Id, cancellations, cases, events, invitations, responses};

/// What is kept about a person, table by table; tables without a row of theirs stand there empty.
pub fn document(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<Value, Error> {
    let (workspace, id) = (cx.workspace, person.id);
    let answered: Vec<Id> =
        responses::list_by_person(conn, workspace, id, i64::MAX)?.into_iter().map(|response| response.id).collect();
    let asked = invitations::list_by_person(conn, workspace, id, i64::MAX)?.into_iter().map(|one| one.id);
    // What rules did for an event stands under its id.
    let reported = events::list_by_person(conn, workspace, id, i64::MAX)?.into_iter().map(|event| event.id);
    // Visits of the page that unsubscribes stand under the person's own id.
    let answers: BTreeSet<Id> = answered.iter().copied().chain(asked).chain(reported).chain([id]).collect();
    let answers: Vec<Id> = answers.into_iter().collect();
    let filter = cases::Filter { person_id: Some(id), ..cases::Filter::default() };
    let opened: Vec<Id> = cases::list(conn, workspace, &filter, 0, i64::MAX)?.into_iter().map(|case| case.id).collect();
    let about: Vec<Id> = answers.iter().chain(&opened).copied().collect();
    let mut document = Map::new();
    document.insert("exported_at".to_owned(), cx.now.rfc3339().into());
    document.insert("person".to_owned(), personal::person(conn, workspace, id)?.unwrap_or(Value::Null));
    let parts = [(By::Person, vec![id]), (By::Answer, answers), (By::Case, opened), (By::About, about)];
    for (by, ids) in parts {
        for (table, rows) in personal::rows(conn, workspace, by, &ids)? {
            document.insert(table.to_owned(), rows.into());
        }
    }
    by_address(conn, cx, person, &mut document)?;
    Ok(Value::Object(document))
}

/// What only the addresses lead to, or the names of orders.
fn by_address(conn: &mut Conn, cx: &Cx, person: &Person, document: &mut Map<String, Value>) -> Result<(), Error> {
    let hashes = suppress::hashes(cx, person);
    let mut more = vec![
        ("soft_bounces", personal::rows_of_address(conn, cx.workspace, "soft_bounces", &hashes)?),
        ("suppressions", personal::rows_of_address(conn, cx.workspace, "suppressions", &hashes)?),
    ];
    if let Some(email) = &person.email_key {
        more.push(("campaign_people", personal::lines_of_email(conn, cx.workspace, email)?));
    }
    let mut keys = Vec::new();
    for event in events::list_by_person(conn, cx.workspace, person.id, i64::MAX)? {
        keys.extend(cancel::order_key(&event.properties.0));
        keys.push(cancel::event_key(&event.external_id));
    }
    let cancelled = cancellations::those_there(conn, cx.workspace, &keys)?;
    more.push(("cancellations", cancelled.into_iter().map(|key| json!({ "key": key })).collect()));
    for (table, rows) in more {
        let kept = document.entry(table).or_insert_with(|| Value::Array(Vec::new()));
        if let Some(kept) = kept.as_array_mut() {
            let new: Vec<Value> = rows.into_iter().filter(|row| !kept.contains(row)).collect();
            kept.extend(new);
        }
    }
    Ok(())
}

/// The same for a spreadsheet: a line for every field, with the table and the number of the row that it stands in.
pub fn csv(document: &Value) -> Result<Vec<u8>, Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["table", "row", "field", "value"]).map_err(Error::internal)?;
    for (table, content) in document.as_object().into_iter().flatten() {
        let rows: Vec<&Value> = match content {
            Value::Array(rows) => rows.iter().collect(),
            one => vec![one],
        };
        for (place, row) in rows.into_iter().enumerate() {
            let number = (place + 1).to_string();
            for (field, value) in row.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                out.write_record([table.as_str(), &number, field, &cell(&value)]).map_err(Error::internal)?;
            }
        }
    }
    out.into_inner().map_err(|error| Error::internal(error.to_string()))
}
