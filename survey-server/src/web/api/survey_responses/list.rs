//! `GET /v1/survey_responses` and one of them.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::person;
use crate::response::survey;
use crate::store::responses::{Filter, Order, evidence};
use crate::store::{Conn, Id, responses, workspaces};
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::{Fields, query};
use crate::web::error::ApiResult;

/// Lists answers, oldest first.
///
/// Those of the default survey, or of `survey`; `survey=all` for every survey. Answers that contradicted themselves
/// are left out, as they are left out of the scores, unless `evidence=contradicted` asks for them. An inferred answer
/// appears when its quarantine is over, with the time of the look: programs that follow along ask by `updated_since`.
#[utoipa::path(
    get, path = "/v1/survey_responses", tag = "survey_responses", operation_id = "list_survey_responses",
    params(
        ("page" = Option<i64>, Query, description = "From 1"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("since" = Option<i64>, Query, description = "Answered at or after, Unix seconds"),
        ("until" = Option<i64>, Query, description = "Answered at or before, Unix seconds"),
        ("updated_since" = Option<i64>, Query, description = "Changed at or after, Unix seconds"),
        ("updated_until" = Option<i64>, Query, description = "Changed at or before, Unix seconds"),
        ("order" = Option<String>, Query, description = "asc, desc, asc:updated_at or desc:updated_at"),
        ("person_id" = Option<String>, Query, description = "Only of this person"),
        ("person_email" = Option<String>, Query, description = "Only of the person with this address"),
        ("expand[]" = Option<Vec<String>>, Query, description = "person, notes"),
        ("survey" = Option<String>, Query, description = "A survey's key, or all"),
        ("evidence" = Option<String>, Query, description = "Only explicit, inferred or contradicted ones"),
    ),
    responses((status = 200, body = Vec<shape::Response>)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let (offset, limit) = fields.page();
    let expand = super::expands_person(&mut fields);
    let evidence = evidence(&mut fields);
    let filter = Filter {
        since: fields.seconds("since"),
        until: fields.seconds("until"),
        updated_since: fields.seconds("updated_since"),
        updated_until: fields.seconds("updated_until"),
        order: order(&mut fields),
        counted_only: evidence.is_none(),
        evidence,
        ..Filter::default()
    };
    let (survey, person) = (fields.text("survey"), wanted_person(&mut fields));
    fields.finish()?;
    let rows = program
        .read(move |conn, cx| {
            let mut filter = filter;
            if survey.as_deref() != Some("all") {
                let workspace = workspaces::load(conn, cx.workspace)?;
                filter.survey_id = Some(survey::chosen(conn, &workspace, survey.as_deref())?.id);
            }
            if let Some(name) = person {
                let Some(id) = id_of(conn, cx, &name)? else { return Ok(Vec::new()) };
                filter.person_id = Some(id);
            }
            let rows = responses::list(conn, cx.workspace, &filter, offset, limit)?;
            super::shown(conn, cx, &rows, expand)
        })
        .await?;
    Ok(HttpResponse::Ok().json(rows))
}

fn wanted_person(fields: &mut Fields) -> Option<String> {
    let by_email = fields.text("person_email").map(|email| format!("email:{email}"));
    fields.text("person_id").or(by_email)
}

fn id_of(conn: &mut Conn, cx: &Cx, name: &str) -> Result<Option<Id>, Error> {
    Ok(person::find_by_name(conn, cx.workspace, name)?.map(|person| person.id))
}

fn evidence(fields: &mut Fields) -> Option<i32> {
    let text = fields.text("evidence")?;
    let found = evidence::from_word(&text);
    if found.is_none() {
        fields.problem("evidence", format!("must be explicit, inferred or contradicted, not {text:?}"));
    }
    found
}

fn order(fields: &mut Fields) -> Order {
    match fields.text("order").as_deref() {
        None | Some("asc" | "asc:created_at") => Order::Oldest,
        Some("desc" | "desc:created_at") => Order::Newest,
        Some("asc:updated_at") => Order::OldestUpdate,
        Some("desc:updated_at") => Order::NewestUpdate,
        Some(other) => {
            fields.problem("order", format!("must be asc, desc, asc:updated_at or desc:updated_at, not {other:?}"));
            Order::Oldest
        }
    }
}

/// One answer.
#[utoipa::path(
    get, path = "/v1/survey_responses/{id}", tag = "survey_responses", operation_id = "get_survey_response",
    params(
        ("id" = String, Path, description = "The answer's id"),
        ("expand[]" = Option<Vec<String>>, Query, description = "person, notes"),
    ),
    responses((status = 200, body = shape::Response), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, request: HttpRequest, id: web::Path<String>) -> ApiResult {
    let mut fields = query(&request);
    let expand = super::expands_person(&mut fields);
    fields.finish()?;
    let id = answer::id(&id, "survey response")?;
    let rows = program
        .read(move |conn, cx| {
            let row = responses::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("survey response"))?;
            super::shown(conn, cx, &[row], expand)
        })
        .await?;
    Ok(HttpResponse::Ok().json(rows.first()))
}
