//! `events`: purchases and services, reported once each.

mod batch;
mod one;

use serde_json::{Map, Value, json};
use survey_core::outreach::Basis;

use super::table::Table;
use super::{links, people};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::event::{EventInput, Recorded};
use crate::render::Renderer;
use crate::store::Conn;
use crate::web::body::Fields;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(one::__path_create, one::create);
    table.on(batch::__path_create_many, batch::create_many);
}

/// An event as a body says it.
fn input(map: Map<String, Value>) -> Result<EventInput, Error> {
    let mut fields = Fields::new(map);
    for name in ["id", "type", "occurred_at", "person"] {
        if !fields.has(name) {
            fields.problem(name, "is missing");
        }
    }
    let mut person = Fields::new(fields.object("person").unwrap_or_default());
    let given = people::input(&mut person);
    let input = EventInput {
        id: fields.text("id").unwrap_or_default(),
        kind: fields.text("type").unwrap_or_default(),
        occurred_at: fields.moment("occurred_at").unwrap_or_default(),
        person: given,
        properties: fields.object("properties").unwrap_or_default(),
        basis: basis(&mut fields),
        cancels: fields.text("cancels"),
        channel: fields.text("channel"),
    };
    fields.absorb("person", person);
    fields.finish()?;
    Ok(input)
}

fn basis(fields: &mut Fields) -> Option<Basis> {
    let word = fields.text("basis")?;
    let basis = crate::outreach::plan::basis_of(&word);
    if basis.is_none() {
        fields.problem("basis", format!("must be consent, soft_opt_in or legitimate_interest, not {word:?}"));
    }
    basis
}

/// Adds the links to what became of an event, where the shop is to pass them on.
fn add_links(
    conn: &mut Conn,
    cx: &Cx,
    renderer: &Renderer,
    recorded: &Recorded,
    shown: &mut Value,
) -> Result<(), Error> {
    shown["links"] = links::of(conn, cx, renderer, recorded.decision.as_ref())?;
    Ok(())
}

/// What became of an event.
fn shown(recorded: &Recorded) -> Value {
    json!({
        "id": recorded.event.external_id,
        "status": if recorded.duplicate { "duplicate" } else { "accepted" },
        "person_id": recorded.event.person_id,
        "survey_decision": recorded.decision.as_ref().map(people::decision),
        "links": null,
    })
}
