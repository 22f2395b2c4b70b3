//! `GET /v1/cases` and one of them.

use actix_web::{HttpRequest, HttpResponse, web};
use survey_core::recovery::{CaseState, Priority};

use crate::outreach::person;
use crate::recovery::by_hand::member;
use crate::recovery::case_search;
use crate::store::cases::{self, Filter, OPEN_STATES};
use crate::web::api::listing::Page;
use crate::web::api::{answer, shape};
use crate::web::auth::Program;
use crate::web::body::{Fields, query};
use crate::web::error::ApiResult;

/// Lists cases, the most urgent deadline first.
///
/// Without `state` those in which somebody still has to do something: open, claimed, contacted, waiting.
#[utoipa::path(
    get, path = "/v1/cases", tag = "cases", operation_id = "list_cases",
    params(
        ("state[]" = Option<Vec<String>>, Query, description = "open, claimed, contacted, waiting, resolved, dismissed, merged, or all"),
        ("assignee" = Option<String>, Query, description = "Only of this member: an id or an e-mail address"),
        ("unclaimed" = Option<bool>, Query, description = "Only those that nobody has"),
        ("overdue" = Option<bool>, Query, description = "Only open ones whose next deadline, first contact or solution, has passed"),
        ("person" = Option<String>, Query, description = "Only of this person: an id, `email:…` or `phone_number:…`"),
        ("team[]" = Option<Vec<String>>, Query, description = "Only of these teams"),
        ("priority[]" = Option<Vec<String>>, Query, description = "Only of these priorities: low, normal, high, urgent"),
        ("kind[]" = Option<Vec<String>>, Query, description = "Only of these kinds, by their keys"),
        ("cause" = Option<String>, Query, description = "Only of this root cause, by its key"),
        ("tag" = Option<String>, Query, description = "Only with this tag"),
        ("q" = Option<String>, Query, description = "Only those that these words find: in the answer, its order, the person, or the case's number"),
        ("order" = Option<String>, Query, description = "due or newest"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("cursor" = Option<String>, Query, description = "The next of the page before"),
    ),
    responses((status = 200, body = shape::Cases), (status = 422, body = shape::Refused)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let page = Page::read(&mut fields);
    let filter = Filter {
        states: states(&mut fields),
        unclaimed: fields.flag("unclaimed") == Some(true),
        newest_first: newest_first(&mut fields),
        teams: fields.texts("team"),
        priorities: priorities(&mut fields),
        kinds: fields.texts("kind").unwrap_or_default(),
        cause: fields.text("cause"),
        tag: fields.text("tag"),
        ..Filter::default()
    };
    let overdue = fields.flag("overdue") == Some(true);
    let q = fields.text("q").unwrap_or_default();
    let (assignee, person) = (fields.text("assignee"), fields.text("person"));
    fields.finish()?;
    let rows = program
        .read(move |conn, cx| {
            let mut filter = case_search::narrowed(conn, cx, filter, q.trim())?;
            if overdue {
                filter.overdue_at = Some(cx.now);
                filter.states = Filter::overdue(cx.now).states;
            }
            if let Some(name) = assignee {
                filter.assignee_id = Some(member(conn, cx, &name)?);
            }
            if let Some(name) = person {
                let Some(person) = person::find_by_name(conn, cx.workspace, &name)? else { return Ok(Vec::new()) };
                filter.person_id = Some(person.id);
            }
            let found = cases::list(conn, cx.workspace, &filter, page.offset, page.probe())?;
            super::shown(conn, cx, &found)
        })
        .await?;
    Ok(page.answer(&request, &program.cx(), rows))
}

fn states(fields: &mut Fields) -> Option<Vec<String>> {
    let Some(given) = fields.texts("state") else { return Some(OPEN_STATES.map(str::to_owned).to_vec()) };
    let words: Vec<String> = given.iter().flat_map(|word| word.split(',')).map(|word| word.trim().to_owned()).collect();
    if words.iter().any(|word| word == "all") {
        return None;
    }
    for word in words.iter().filter(|word| CaseState::from_name(word).is_none()) {
        let known = CaseState::ALL.map(CaseState::name).join(", ");
        fields.problem("state", format!("{word:?} is not a state; there are {known} and all"));
    }
    Some(words)
}

fn priorities(fields: &mut Fields) -> Vec<String> {
    let given = fields.texts("priority").unwrap_or_default();
    for word in given.iter().filter(|word| Priority::from_name(word).is_none()) {
        fields.problem("priority", format!("must be low, normal, high or urgent, not {word:?}"));
    }
    given
}

fn newest_first(fields: &mut Fields) -> bool {
    match fields.text("order").as_deref() {
        None | Some("due") => false,
        Some("newest") => true,
        Some(other) => {
            fields.problem("order", format!("must be due or newest, not {other:?}"));
            false
        }
    }
}

/// One case with its timeline.
#[utoipa::path(
    get, path = "/v1/cases/{id}", tag = "cases", operation_id = "get_case",
    params(("id" = String, Path, description = "The case's id")),
    responses((status = 200, body = shape::CaseWhole), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, id: web::Path<String>) -> ApiResult {
    let id = answer::id(&id, "case")?;
    let shown = program
        .read(move |conn, cx| {
            let case = cases::load(conn, cx.workspace, id)?;
            super::whole(conn, cx, &case)
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}
