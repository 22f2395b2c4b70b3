//! `/v1/people/{id}`: one person, by id, `email:…`, `phone_number:…` or `external_id:…`.

use actix_web::{HttpResponse, web};
use serde_json::{Value, json};

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::erase::Keep;
use crate::outreach::{person, person_data, withdraw};
use crate::store::Conn;
use crate::store::people::Person;
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;

fn named(conn: &mut Conn, cx: &Cx, name: &str) -> Result<Person, Error> {
    person::find_by_name(conn, cx.workspace, name)?.ok_or(Error::NotFound("person"))
}

fn whole(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<Value, Error> {
    let mut rows = super::list::listed(conn, cx, std::slice::from_ref(person))?;
    let mut row = rows.pop().unwrap_or_default();
    if let Some(row) = row.as_object_mut() {
        row.insert("external_id".into(), json!(person.external_id));
        row.insert("locale".into(), json!(person.locale));
        row.insert("timezone".into(), json!(person.timezone));
        row.insert("properties".into(), json!(person.properties));
    }
    Ok(row)
}

/// One person.
#[utoipa::path(
    get, path = "/v1/people/{id}", tag = "people", operation_id = "get_person",
    params(("id" = String, Path, description = "The id, `email:…`, `phone_number:…` or `external_id:…`, percent-encoded")),
    responses((status = 200, body = shape::PersonWhole), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, name: web::Path<String>) -> ApiResult {
    let shown = program
        .read(move |conn, cx| {
            let person = named(conn, cx, &name)?;
            whole(conn, cx, &person)
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Changes a person.
///
/// Only what the body names; an identifier that is another person's is refused.
#[utoipa::path(
    patch, path = "/v1/people/{id}", tag = "people", operation_id = "change_person",
    params(("id" = String, Path, description = "The id, `email:…`, `phone_number:…` or `external_id:…`, percent-encoded")),
    request_body = shape::PersonChange,
    responses((status = 200, body = shape::PersonWhole), (status = 404, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn change(program: Program, name: web::Path<String>, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let input = super::input(&mut fields);
    fields.finish()?;
    let name = name.into_inner();
    let shown = program
        .write_racing(move |conn, cx| {
            let person = named(conn, cx, &name)?;
            let person = person::change(conn, cx, person, &input)?;
            whole(conn, cx, &person)
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Erases a person, with answers, invitations, events and cases.
///
/// An unsubscribed address stays unsubscribed.
#[utoipa::path(
    delete, path = "/v1/people/{id}", tag = "people", operation_id = "delete_person",
    params(("id" = String, Path, description = "The id, `email:…`, `phone_number:…` or `external_id:…`, percent-encoded")),
    responses((status = 202, body = shape::Done), (status = 404, body = shape::Refused)),
)]
pub async fn erase(program: Program, name: web::Path<String>) -> ApiResult {
    let actor = program.actor();
    let person = program.read(move |conn, cx| named(conn, cx, &name)).await?;
    program.app.erase(program.row.workspace_id, person.id, Keep::Nothing, actor).await?;
    Ok(HttpResponse::Accepted().json(json!({"ok": true})))
}

/// Everything that is kept about a person.
///
/// Every row of every table, for the person themselves: JSON, or with `format=csv` a line for each field.
#[utoipa::path(
    get, path = "/v1/people/{id}/data", tag = "people", operation_id = "get_person_data",
    params(
        ("id" = String, Path, description = "The id, `email:…`, `phone_number:…` or `external_id:…`, percent-encoded"),
        ("format" = Option<String>, Query, description = "`json` (the default) or `csv`"),
    ),
    responses((status = 200, body = Value), (status = 404, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn data(program: Program, name: web::Path<String>, query: web::Query<Vec<(String, String)>>) -> ApiResult {
    let format = query.iter().find(|(field, _)| field == "format").map_or("json", |(_, value)| value.as_str());
    if !["json", "csv"].contains(&format) {
        return Err(Error::invalid("format", "must be json or csv").into());
    }
    let document = program
        .read(move |conn, cx| {
            let person = named(conn, cx, &name)?;
            person_data::document(conn, cx, &person)
        })
        .await?;
    if format == "json" {
        return Ok(HttpResponse::Ok().json(document));
    }
    Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").body(person_data::csv(&document)?))
}

/// Takes back the surveys that are planned for a person and were not sent yet.
#[utoipa::path(
    delete, path = "/v1/people/{email}/survey_requests/pending", tag = "people", operation_id = "delete_pending_surveys",
    params(("email" = String, Path, description = "The e-mail address, percent-encoded")),
    responses((status = 200, body = shape::Done), (status = 404, body = shape::Refused)),
)]
pub async fn withdraw(program: Program, email: web::Path<String>) -> ApiResult {
    program
        .write(move |conn, cx| {
            let by_email = person::find_by_email(conn, cx.workspace, &email)?;
            let person = match by_email {
                Some(person) => person,
                None => named(conn, cx, &email)?,
            };
            withdraw::pending(conn, cx, &person)
        })
        .await?;
    Ok(answer::ok())
}
