//! `people`: added or updated, asked, listed, changed, erased.

mod ask;
mod list;
mod one;

use serde_json::{Map, Value, json};

use super::table::Table;
use crate::outreach::person::PersonInput;
use crate::outreach::plan::Planned;
use crate::store::people::Person;
use crate::web::body::Fields;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(ask::__path_create, ask::create);
    table.on(list::__path_list, list::list);
    table.on(one::__path_show, one::show);
    table.on(one::__path_change, one::change);
    table.on(one::__path_erase, one::erase);
    table.on(one::__path_data, one::data);
    table.on(one::__path_withdraw, one::withdraw);
}

/// What a body says of a person. `last_sent_at` is in Unix seconds.
pub fn input(fields: &mut Fields) -> PersonInput {
    let properties = fields.object("properties").unwrap_or_default();
    // In the dialect the language of a person is a property with this name.
    let spoken = properties.get("locale").and_then(Value::as_str).map(str::to_owned);
    PersonInput {
        email: fields.text("email"),
        phone: fields.text("phone_number"),
        external_id: fields.text("external_id"),
        name: fields.text("name"),
        locale: fields.text("locale").or(spoken),
        timezone: fields.text("timezone"),
        properties,
        last_asked_at: fields.seconds("last_sent_at"),
        email_update: fields.text("email_update"),
        phone_update: fields.text("phone_number_update"),
    }
}

/// The fields that every answer about a person has.
fn fields_of(person: &Person) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("id".into(), json!(person.id));
    map.insert("email".into(), json!(person.email));
    map.insert("name".into(), json!(person.name));
    map.insert("phone_number".into(), json!(person.phone));
    map
}

/// A decision as every answer shows it.
pub fn decision(planned: &Planned) -> Value {
    use survey_core::outreach::Decision;
    match &planned.decision {
        Decision::Ask { at } => json!({
            "outcome": "scheduled",
            "survey": planned.survey,
            "send_at": crate::store::Time::from(*at).rfc3339(),
            "reason": null,
            "rule": null,
            "next_eligible_at": null,
        }),
        Decision::Refuse { reason, rule, next_eligible } => json!({
            "outcome": "refused",
            "survey": planned.survey,
            "send_at": null,
            "reason": reason.name(),
            "rule": rule,
            "next_eligible_at": next_eligible.map(|at| crate::store::Time::from(at).rfc3339()),
        }),
    }
}
