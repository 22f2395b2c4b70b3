//! `PUT /v1/survey_responses/{id}`.

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::Value;

use super::Given;
use crate::error::Error;
use crate::outreach::person::check_properties;
use crate::response::record::{self, ChangeInput};
use crate::response::tags;
use crate::store::{responses, surveys};
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields, query};
use crate::web::error::ApiResult;

/// Most notes of an answer, and most bytes of one.
const MAX_NOTES: (usize, usize) = (100, 4096);

/// Changes an answer.
///
/// The whole object may be put back as it was read: `score`, `comment`, `person_properties`, `tags`, `notes` and
/// `answers` are taken, everything else is ignored. A changed answer is counted anew and runs the follow-up rules.
#[utoipa::path(
    put, path = "/v1/survey_responses/{id}", tag = "survey_responses", operation_id = "change_survey_response",
    params(("id" = String, Path, description = "The answer's id")),
    request_body = shape::ResponseChange,
    responses((status = 200, body = shape::Response), (status = 404, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn change(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "survey response")?;
    let mut fields = body.fields()?;
    let expand = super::expands_person(&mut query(&request)) || super::expands_person(&mut fields);
    let given = Given::read(&mut fields);
    let person = person_id(&mut fields);
    let input = ChangeInput {
        answers: serde_json::Map::new(),
        properties: fields.object("person_properties"),
        tags: tags(&mut fields),
        notes: notes(&mut fields),
    };
    let mut problems = Vec::new();
    check_properties("person_properties", input.properties.as_ref().unwrap_or(&serde_json::Map::new()), &mut problems);
    fields.problems(problems);
    fields.finish()?;
    let actor = program.actor();
    let rows = program
        .write(move |conn, cx| {
            let row = responses::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("survey response"))?;
            if person.is_some_and(|named| Some(named) != row.person_id.map(|id| id.to_string())) {
                let message = "is not who gave this answer; record an answer of the other person instead";
                return Err(Error::invalid("person", message));
            }
            let definition = surveys::definition(conn, cx.workspace, row.survey_id, row.survey_version)?;
            let input = ChangeInput { answers: given.by_key(&definition)?, ..input };
            let row =
                record::change(conn, cx, &row, input, &actor).map_err(|error| given.renamed(&definition, error))?;
            super::shown(conn, cx, &[row], expand)
        })
        .await?;
    Ok(HttpResponse::Ok().json(rows.first()))
}

/// The person's id, also where the whole person stands in its place.
fn person_id(fields: &mut Fields) -> Option<String> {
    match fields.value("person")? {
        Value::String(id) => Some(id),
        Value::Number(id) => Some(id.to_string()),
        Value::Object(person) => person.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)),
        _ => {
            fields.problem("person", "must be the id of a person");
            None
        }
    }
}

fn tags(fields: &mut Fields) -> Option<Vec<String>> {
    let tags = fields.texts("tags")?;
    let (most, longest) = (tags::MOST, tags::LONGEST);
    if tags.len() > most || tags.iter().any(|tag| tag.chars().count() > longest || tag.chars().any(char::is_control)) {
        fields.problem("tags", format!("must be at most {most} tags of at most {longest} characters"));
    }
    Some(tags)
}

fn notes(fields: &mut Fields) -> Option<Vec<Value>> {
    let (most, longest) = MAX_NOTES;
    match fields.value("notes")? {
        Value::Array(notes) if notes.len() <= most && notes.iter().all(|note| note.to_string().len() <= longest) => {
            Some(notes)
        }
        _ => {
            fields.problem("notes", format!("must be a list of at most {most} notes of at most {longest} bytes"));
            None
        }
    }
}
