//! `POST /v1/cases`.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde_json::Value;
use survey_core::recovery::Priority;

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::person::{self, PersonInput};
use crate::recovery::by_hand::{self, ORIGINS, OpenInput};
use crate::recovery::case::COMPLAINT;
use crate::store::people::Person;
use crate::store::{Conn, Id, events};
use crate::web::api::{people, shape};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields};
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// Longest name of a team.
const MAX_TEAM: usize = 100;

/// Whose case it is: somebody known, or somebody told of now.
#[derive(Clone, Debug)]
enum Whose {
    Named(String),
    Told(Box<PersonInput>),
}

/// Opens a case.
///
/// For a complaint that came another way: a call, a letter, a bad delivery. The priority sets the deadline: `urgent` 15
/// minutes, `high` an hour, `normal` 4 and `low` 16 business hours.
#[utoipa::path(
    post, path = "/v1/cases", tag = "cases", operation_id = "create_case",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day")),
    request_body = shape::CaseWrite,
    responses((status = 201, body = shape::CaseWhole), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let whose = whose(&mut fields);
    let note = super::note_of(&mut fields);
    if note.is_none() {
        fields.problem("note", "is missing; say what happened");
    }
    let priority = priority(&mut fields);
    let team = team(&mut fields);
    let origin = origin(&mut fields);
    let kind = fields.text("kind").unwrap_or_else(|| COMPLAINT.to_owned());
    let event = fields.text("event");
    fields.finish()?;
    let actor = program.actor();
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let person = person_of(conn, cx, whose.as_ref())?;
            let input = OpenInput {
                person: person.id,
                event_id: event.as_deref().map(|event| event_of(conn, cx, &person, event)).transpose()?,
                note: note.clone().unwrap_or_default(),
                priority,
                team: team.clone(),
                origin,
                kind: kind.clone(),
                response: None,
            };
            let opened = by_hand::open(conn, cx, &input, &actor)?;
            Ok((StatusCode::CREATED, super::whole(conn, cx, &opened)?))
        })
        .await
}

fn whose(fields: &mut Fields) -> Option<Whose> {
    let whose = match fields.value("person") {
        Some(Value::String(name)) => Some(Whose::Named(name)),
        Some(Value::Object(map)) => {
            let mut inner = Fields::new(map);
            let told = people::input(&mut inner);
            fields.absorb("person", inner);
            Some(Whose::Told(Box::new(told)))
        }
        _ => None,
    };
    if whose.is_none() {
        fields
            .problem("person", "must be the id of a person, or an object with an e-mail, phone number or external id");
    }
    whose
}

fn person_of(conn: &mut Conn, cx: &Cx, whose: Option<&Whose>) -> Result<Person, Error> {
    match whose {
        Some(Whose::Told(told)) => person::upsert(conn, cx, told).map_err(|error| error.under("person")),
        Some(Whose::Named(name)) => person::find_by_name(conn, cx.workspace, name)?
            .ok_or_else(|| Error::invalid("person", format!("there is no person {name:?}"))),
        None => Err(Error::invalid("person", "is missing")),
    }
}

fn priority(fields: &mut Fields) -> Priority {
    let Some(word) = fields.text("priority") else { return Priority::default() };
    Priority::from_name(&word).unwrap_or_else(|| {
        fields.problem("priority", format!("must be low, normal, high or urgent, not {word:?}"));
        Priority::default()
    })
}

/// Where it comes from, as the program says; it is kept and reported.
fn origin(fields: &mut Fields) -> &'static str {
    let Some(word) = fields.text("origin") else { return ORIGINS[0] };
    ORIGINS.into_iter().find(|one| *one == word).unwrap_or_else(|| {
        fields.problem("origin", format!("must be one of {}, not {word:?}", ORIGINS.join(", ")));
        ORIGINS[0]
    })
}

/// The event of this customer that the business gave this id.
fn event_of(conn: &mut Conn, cx: &Cx, person: &Person, event: &str) -> Result<Id, Error> {
    let found = events::find_by_external_id(conn, cx.workspace, event)?.filter(|event| event.person_id == person.id);
    found.map(|event| event.id).ok_or_else(|| Error::invalid("event", "is not the id of an event of this person"))
}

fn team(fields: &mut Fields) -> Option<String> {
    let team = fields.text("team").map(|team| team.trim().to_owned()).filter(|team| !team.is_empty())?;
    if team.chars().count() > MAX_TEAM || team.chars().any(char::is_control) {
        fields.problem("team", format!("must be at most {MAX_TEAM} characters without control characters"));
    }
    Some(team)
}
