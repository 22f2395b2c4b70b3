//! `problems`: what many customers have at once, and telling all of them.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde_json::{Value, json};

use super::table::Table;
use super::{answer, listing, shape};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::known_problem::{self, Declaration};
use crate::store::known_problems::{self, Affected, KnownProblem, Said};
use crate::store::{Conn, Time};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields};
use crate::web::error::ApiResult;
use crate::web::idempotent::Once;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_create, create);
    table.on(__path_over, over);
}

/// Lists known problems, newest first, with how many people each affects and how many were told.
#[utoipa::path(
    get, path = "/v1/problems", tag = "problems", operation_id = "list_problems",
    responses((status = 200, body = shape::KnownProblems)),
)]
pub async fn list(program: Program) -> ApiResult {
    let rows = program
        .read(|conn, cx| {
            let found = known_problems::list(conn, cx.workspace)?;
            found.iter().map(|problem| shown(conn, problem)).collect::<Result<Vec<Value>, Error>>()
        })
        .await?;
    Ok(listing::whole(&rows))
}

/// Declares a known problem: everybody it affects is told by mail, complainers or not, and whoever it affects later too.
#[utoipa::path(
    post, path = "/v1/problems", tag = "problems", operation_id = "create_problem",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day")),
    request_body = shape::NewProblem,
    responses((status = 201, body = shape::KnownProblem), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, request: HttpRequest, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let now = program.cx().now;
    let said = Declaration {
        title: fields.text("title").unwrap_or_default(),
        words: words(&mut fields, "words"),
        cause: fields.text("cause").filter(|cause| !cause.is_empty()),
        affected: Affected {
            types: fields.texts("types").unwrap_or_default(),
            property: fields.text("property").filter(|name| !name.is_empty()),
            values: fields.texts("values").unwrap_or_default(),
            from: fields.moment("from").unwrap_or(now),
            until: fields.moment("until"),
        },
        expected_at: fields.moment("expected_at"),
    };
    fields.finish()?;
    let actor = program.actor();
    Once::of(&request, &body)?
        .write(&program, move |conn, cx| {
            let problem = known_problem::declare(conn, cx, &said, &actor)?;
            Ok((StatusCode::CREATED, shown(conn, &problem)?))
        })
        .await
}

/// Says that a problem is over: everybody who was told of it is told that too.
#[utoipa::path(
    post, path = "/v1/problems/{id}/over", tag = "problems", operation_id = "end_problem",
    params(
        ("id" = String, Path, description = "The problem's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gets the first answer again, for a day"),
    ),
    request_body = shape::ProblemOver,
    responses((status = 200, body = shape::KnownProblem), (status = 404, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn over(program: Program, request: HttpRequest, id: web::Path<String>, body: Body) -> ApiResult {
    let id = answer::id(&id, "problem")?;
    let mut fields = body.fields()?;
    let words: BTreeMap<String, String> = fields.typed("words").unwrap_or_default();
    fields.finish()?;
    let actor = program.actor();
    Once::of(&request, &body)?
        .write(&program, move |conn, cx: &Cx| {
            let problem = known_problem::over(conn, cx, id, &words, &actor)?;
            Ok((StatusCode::OK, shown(conn, &problem)?))
        })
        .await
}

/// By language, either the words about the problem or an object with those and the words about its end.
fn words(fields: &mut Fields, name: &str) -> BTreeMap<String, Said> {
    let mut words = BTreeMap::new();
    for (language, value) in fields.object(name).unwrap_or_default() {
        match value {
            Value::String(problem) => drop(words.insert(language, Said { problem, over: String::new() })),
            other => match serde_json::from_value::<Said>(other) {
                Ok(said) => drop(words.insert(language, said)),
                Err(error) => fields.problem(&format!("{name}.{language}"), error.to_string()),
            },
        }
    }
    words
}

fn shown(conn: &mut Conn, problem: &KnownProblem) -> Result<Value, Error> {
    let counts = known_problems::counts(conn, problem)?;
    let affected = &problem.affected.0;
    Ok(json!({
        "id": problem.id,
        "title": problem.title,
        "words": problem.words,
        "cause": problem.cause,
        "types": affected.types,
        "property": affected.property,
        "values": affected.values,
        "from": affected.from.rfc3339(),
        "until": affected.until.map(Time::rfc3339),
        "expected_at": problem.expected_at.map(Time::rfc3339),
        "declared_at": problem.declared_at.rfc3339(),
        "over_at": problem.over_at.map(Time::rfc3339),
        "affected": counts.affected,
        "told": counts.told,
        "told_over": counts.told_over,
    }))
}
