//! Held answers: what the survey page's script said and no form confirmed, for people to decide on.

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::listing::Page;
use super::table::Table;
use super::{answer, shape};
use crate::error::Error;
use crate::recovery::callback::response_json;
use crate::response::evidence::held::{self, Held};
use crate::response::survey;
use crate::store::provisional::{self, Filter, Provisional, State};
use crate::store::{Time, workspaces};
use crate::web::auth::Program;
use crate::web::body::query;
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_accept, accept);
    table.on(__path_dismiss, dismiss);
}

/// Lists what was looked at and is not an answer: held, or waiting for the end of its quarantine. Newest first.
///
/// `rule` says what speaks against it: R1 (several scores in a short time), R2 (a score and a footer link at once), R3
/// (opened as soon as the mail was sent), R5 (the same network opened the mails of many people); null where the
/// business wants a form to be sent.
#[utoipa::path(
    get, path = "/v1/responses/held", tag = "responses", operation_id = "list_held_responses",
    params(
        ("survey" = Option<String>, Query, description = "Only of the survey of this key"),
        ("state" = Option<String>, Query, description = "held (the default), waiting or dismissed"),
        ("since" = Option<String>, Query, description = "Looked at at or after, RFC 3339"),
        ("until" = Option<String>, Query, description = "Looked at at or before, RFC 3339"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("cursor" = Option<String>, Query, description = "The next of the page before"),
    ),
    responses((status = 200, body = shape::HeldResponses), (status = 422, body = shape::Refused)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let (key, state) = (fields.text("survey"), fields.text("state"));
    let (since, until) = (fields.moment("since"), fields.moment("until"));
    let wanted = state.as_deref().map_or(Some(State::Held), State::from_word);
    if wanted.is_none() {
        fields.problem("state", "must be held, waiting or dismissed");
    }
    let page = Page::read(&mut fields);
    fields.finish()?;
    let rows = program
        .read(move |conn, cx| {
            let survey_id = match key {
                Some(key) => {
                    let workspace = workspaces::load(conn, cx.workspace)?;
                    Some(survey::chosen(conn, &workspace, Some(&key))?.id)
                }
                None => None,
            };
            let filter = Filter { states: wanted.into_iter().collect(), survey_id, since, until };
            held::list(conn, cx, &filter, page.offset, page.probe())
        })
        .await?;
    Ok(page.answer(&request, &program.cx(), rows.iter().map(shown).collect()))
}

/// Says that it was a person: it becomes an answer, with all that follows. Its evidence stays inferred.
#[utoipa::path(
    post, path = "/v1/responses/held/{id}/accept", tag = "responses", operation_id = "accept_held_response",
    params(("id" = String, Path, description = "The id of the list, which is the answer's")),
    responses((status = 200, body = shape::AcceptedResponse), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn accept(program: Program, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "held answer")?;
    let actor = program.actor();
    let answer = program.write(move |conn, cx| held::accept(conn, cx, id, &actor)).await?;
    let taken = program.app.take(answer).await?;
    program.write(move |conn, cx| provisional::delete(conn, cx.workspace, &[id])).await?;
    Ok(HttpResponse::Ok().json(json!({"response": response_json(&taken.response)})))
}

/// Says that it was nobody: it never becomes an answer, unless a form is sent.
#[utoipa::path(
    post, path = "/v1/responses/held/{id}/dismiss", tag = "responses", operation_id = "dismiss_held_response",
    params(("id" = String, Path, description = "The id of the list")),
    responses((status = 200, body = shape::HeldResponse), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused)),
)]
pub async fn dismiss(program: Program, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "held answer")?;
    let actor = program.actor();
    let row = program
        .write(move |conn, cx| {
            let row = held::dismiss(conn, cx, id, &actor)?;
            let filter = Filter { since: Some(row.at), until: Some(row.at), ..Filter::default() };
            let same =
                held::list(conn, cx, &filter, 0, i64::MAX)?.into_iter().find(|held| held.row.invitation_id == id);
            same.ok_or(Error::NotFound("held answer"))
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown(&row)))
}

fn shown(held: &Held) -> Value {
    let Provisional { invitation_id, score, state, rule, at, until, decided_at, .. } = &held.row;
    json!({
        "id": invitation_id,
        "survey": held.survey.0,
        "person_id": held.person.as_ref().map(|person| person.id),
        "score": score,
        "state": state.word(),
        "rule": rule,
        "looked_at": at.rfc3339(),
        "decided_at": decided_at.map(Time::rfc3339),
        "judged_again_at": until.map(Time::rfc3339),
    })
}
