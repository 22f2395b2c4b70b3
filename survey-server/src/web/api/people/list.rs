//! `GET /v1/people`.

use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::person;
use crate::store::people::{Filter, Person};
use crate::store::{Conn, Id, Time, invitations, people, responses};
use crate::web::api::{listing, shape};
use crate::web::auth::Program;
use crate::web::body::query;
use crate::web::error::ApiResult;
use crate::web::link_header;

/// Lists people in order of creation.
///
/// `email` or `phone_number` finds one. The next page is in the `Link` header.
#[utoipa::path(
    get, path = "/v1/people", tag = "people", operation_id = "list_people",
    params(
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("since" = Option<i64>, Query, description = "Created at or after, Unix seconds"),
        ("until" = Option<i64>, Query, description = "Created at or before, Unix seconds"),
        ("email" = Option<String>, Query, description = "Only the person with this address"),
        ("phone_number" = Option<String>, Query, description = "Only the person with this number"),
        ("cursor" = Option<String>, Query, description = "From the Link header"),
    ),
    responses((status = 200, body = Vec<shape::PersonListed>)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let limit = fields.per_page();
    let name = fields
        .text("email")
        .map(|email| format!("email:{email}"))
        .or_else(|| fields.text("phone_number").map(|phone| format!("phone_number:{phone}")));
    let filter = Filter {
        since: fields.seconds("since"),
        until: fields.seconds("until"),
        after: listing::after(&mut fields),
        ..Filter::default()
    };
    fields.finish()?;
    let (rows, next) = program
        .read(move |conn, cx| {
            let mut found = match name {
                Some(name) => person::find_by_name(conn, cx.workspace, &name)?.into_iter().collect(),
                None => people::list(conn, cx.workspace, &filter, limit + 1)?,
            };
            let more = found.len() as i64 > limit;
            found.truncate(limit as usize);
            let next = found.last().filter(|_| more).map(|last| listing::place(last.created_at, last.id));
            Ok((listed(conn, cx, &found)?, next))
        })
        .await?;
    let mut answer = HttpResponse::Ok();
    if let Some(cursor) = next {
        answer.insert_header((header::LINK, link_header::next(&request, &program.cx(), &[("cursor", &cursor)])));
    }
    Ok(answer.json(rows))
}

/// People as the list shows them.
pub fn listed(conn: &mut Conn, cx: &Cx, found: &[Person]) -> Result<Vec<Value>, Error> {
    let ids: Vec<Id> = found.iter().map(|person| person.id).collect();
    let planned: BTreeMap<Id, Time> = invitations::next_planned(conn, cx.workspace, &ids)?.into_iter().collect();
    let answered = responses::last_answered(conn, cx.workspace, &ids)?;
    let seconds = |at: Option<Time>| at.map(Time::secs);
    let row = |person: &Person| {
        let mut row = super::fields_of(person);
        let planned = planned.get(&person.id).copied();
        let last_sent = person.last_asked_at.filter(|at| *at <= cx.now);
        row.insert("created_at".into(), json!(person.created_at.secs()));
        row.insert("last_sent_at".into(), json!(seconds(last_sent)));
        row.insert("last_responded_at".into(), json!(seconds(answered.get(&person.id).copied())));
        row.insert("next_survey_scheduled_at".into(), json!(seconds(planned)));
        Value::Object(row)
    };
    Ok(found.iter().map(row).collect())
}
