//! `POST /v1/survey_responses`.

use actix_web::{HttpRequest, HttpResponse};

use super::Given;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::person::{self, check_properties};
use crate::response::answer::Answer;
use crate::response::record::{self, RecordInput};
use crate::response::survey;
use crate::store::people::Person;
use crate::store::{Conn, workspaces};
use crate::web::api::shape;
use crate::web::auth::Program;
use crate::web::body::{Body, query};
use crate::web::error::ApiResult;

/// Records an answer of a person.
///
/// It is final and runs the follow-up rules, unless `created_at` is more than a day ago: history alerts nobody.
#[utoipa::path(
    post, path = "/v1/survey_responses", tag = "survey_responses", operation_id = "create_survey_response",
    request_body = shape::ResponseWrite,
    responses((status = 201, body = shape::Response), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let expand = super::expands_person(&mut query(&request)) || super::expands_person(&mut fields);
    if !fields.has("person") {
        fields.problem("person", "is missing; give the id of a person");
    }
    if !fields.has("score") && !fields.has("answers") {
        fields.problem("score", "is missing");
    }
    let person = fields.text("person");
    let given = Given::read(&mut fields);
    let properties = fields.object("person_properties").unwrap_or_default();
    let created_at = fields.seconds("created_at");
    let survey = fields.text("survey");
    let mut problems = Vec::new();
    check_properties("person_properties", &properties, &mut problems);
    fields.problems(problems);
    fields.finish()?;
    let answer = program
        .read(move |conn, cx| {
            let input = RecordInput {
                answers: serde_json::Map::new(),
                properties,
                answered_at: created_at.unwrap_or(cx.now),
                channel: "api".to_owned(),
                external_id: None,
                imported: false,
            };
            prepare(conn, cx, survey.as_deref(), &person.unwrap_or_default(), &given, input)
        })
        .await?;
    let taken = program.app.take(answer).await?;
    let rows = program.read(move |conn, cx| super::shown(conn, cx, &[taken.response], expand)).await?;
    Ok(HttpResponse::Created().json(rows.first()))
}

fn prepare(
    conn: &mut Conn,
    cx: &Cx,
    survey: Option<&str>,
    person: &str,
    given: &Given,
    input: RecordInput,
) -> Result<Answer, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let row = survey::chosen(conn, &workspace, survey)?;
    let person: Person = person::find_by_name(conn, cx.workspace, person)?
        .ok_or_else(|| Error::invalid("person", format!("there is no person {person:?}")))?;
    let definition = crate::store::surveys::definition(conn, cx.workspace, row.id, row.version)?;
    let input = RecordInput { answers: given.by_key(&definition)?, ..input };
    record::answer(conn, cx, &row, Some(&person), input).map_err(|error| given.renamed(&definition, error))
}
