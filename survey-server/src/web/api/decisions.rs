//! The ledger: the decisions behind the numbers, and those about one person.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use serde_json::{Value, json};

use super::listing::Page;
use super::table::Table;
use super::{answer, shape};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::{person, why};
use crate::response::survey;
use crate::store::decisions::{self, Decided, Filter, Outcome, Stage};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, events, people, surveys};
use crate::web::auth::Program;
use crate::web::body::{Fields, query};
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_of_person, of_person);
}

/// Lists decisions to ask people or not to ask them, newest first.
///
/// Each has its reason, the rule that decided, from when on the person may be asked, and all of that as a sentence.
#[utoipa::path(
    get, path = "/v1/decisions", tag = "decisions", operation_id = "list_decisions",
    params(
        ("survey" = Option<String>, Query, description = "Only by the survey of this key"),
        ("since" = Option<String>, Query, description = "Made at or after, RFC 3339"),
        ("until" = Option<String>, Query, description = "Made before, RFC 3339"),
        ("stage" = Option<String>, Query, description = "arrival, due or reminder"),
        ("outcome" = Option<String>, Query, description = "scheduled or refused"),
        ("reason" = Option<String>, Query, description = "Only those refused for this reason"),
        ("language" = Option<String>, Query, description = "Of the sentences: en (the default) or ru"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("cursor" = Option<String>, Query, description = "The next of the page before"),
    ),
    responses((status = 200, body = shape::Decisions), (status = 422, body = shape::Refused)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let key = fields.text("survey");
    let filter = Filter {
        from: fields.moment("since"),
        before: fields.moment("until"),
        stage: word(&mut fields, "stage", Stage::from_word, "arrival, due or reminder"),
        outcome: word(&mut fields, "outcome", Outcome::from_word, "scheduled or refused"),
        reason: fields.text("reason"),
        ..Filter::default()
    };
    let language = fields.text("language").unwrap_or_default();
    let page = Page::read(&mut fields);
    fields.finish()?;
    let rows = program
        .read(move |conn, cx| {
            let workspace = workspaces::load(conn, cx.workspace)?;
            let survey = match key {
                Some(key) => Some(survey::chosen(conn, &workspace, Some(&key))?.id),
                None => None,
            };
            let filter = Filter { survey_id: survey, ..filter };
            let found = decisions::list(conn, cx.workspace, &filter, page.offset, page.probe())?;
            shown(conn, cx, &workspace, &found, &language)
        })
        .await?;
    Ok(page.answer(&request, &program.cx(), rows))
}

/// Whether a person would be asked now, survey by survey, and every decision about them.
///
/// `now` has a line for each open survey: whether it would ask the person at this moment, and if not, why and from when
/// on. Nothing of it is kept. `data` has what was decided, newest first.
#[utoipa::path(
    get, path = "/v1/people/{id}/decisions", tag = "decisions", operation_id = "list_decisions_of_person",
    params(
        ("id" = String, Path, description = "The id, `email:…`, `phone_number:…` or `external_id:…`, percent-encoded"),
        ("language" = Option<String>, Query, description = "Of the sentences: en (the default) or ru"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("cursor" = Option<String>, Query, description = "The next of the page before"),
    ),
    responses((status = 200, body = shape::DecisionsOfPerson), (status = 404, body = shape::Refused)),
)]
pub async fn of_person(program: Program, name: web::Path<String>, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let language = fields.text("language").unwrap_or_default();
    let page = Page::read(&mut fields);
    fields.finish()?;
    let (now, rows) = program
        .read(move |conn, cx| {
            let person = person::find_by_name(conn, cx.workspace, &name)?.ok_or(Error::NotFound("person"))?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            let filter = Filter { person_id: Some(person.id), ..Filter::default() };
            let found = decisions::list(conn, cx.workspace, &filter, page.offset, page.probe())?;
            let mut now = Vec::new();
            for (survey, line) in why::now(conn, cx, &workspace, &person)? {
                now.push(decision(&line, &survey.key, why::sentence(&line, &language, &workspace.zone())?));
            }
            Ok((now, shown(conn, cx, &workspace, &found, &language)?))
        })
        .await?;
    Ok(page.answer_with(&request, &program.cx(), rows, &[("now", Value::Array(now))]))
}

fn word<T>(fields: &mut Fields, name: &str, read: impl Fn(&str) -> Option<T>, words: &str) -> Option<T> {
    let text = fields.text(name)?;
    let value = read(&text);
    if value.is_none() {
        fields.problem(name, format!("must be {words}, not {text:?}"));
    }
    value
}

/// Lines of the ledger with the names of what they are about.
fn shown(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    found: &[Decided],
    language: &str,
) -> Result<Vec<Value>, Error> {
    let keys: BTreeMap<i32, String> =
        surveys::list(conn, cx.workspace)?.into_iter().map(|survey| (survey.id, survey.key)).collect();
    let ids: Vec<Id> = found.iter().filter_map(|decided| decided.event_id).collect();
    let events: BTreeMap<Id, String> =
        events::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|event| (event.id, event.external_id)).collect();
    let ids: Vec<Id> = found.iter().map(|decided| decided.person_id).collect();
    let people: BTreeMap<Id, _> =
        people::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|person| (person.id, person)).collect();
    let mut rows = Vec::with_capacity(found.len());
    for decided in found {
        let key = keys.get(&decided.survey_id).map(String::as_str).unwrap_or_default();
        let mut row = decision(decided, key, why::sentence(decided, language, &workspace.zone())?);
        let person = people.get(&decided.person_id);
        row["id"] = json!(decided.id);
        row["at"] = decided.at.rfc3339().into();
        row["person"] = json!({
            "id": decided.person_id,
            "email": person.and_then(|person| person.email.as_deref()),
            "name": person.and_then(|person| person.name.as_deref()),
        });
        row["event"] = json!(decided.event_id.and_then(|id| events.get(&id)));
        row["invitation"] = json!(decided.invitation_id);
        row["stage"] = decided.stage.word().into();
        rows.push(row);
    }
    Ok(rows)
}

/// What is the same for a line of the ledger and for the decision of this moment.
fn decision(decided: &Decided, survey: &str, sentence: String) -> Value {
    json!({
        "outcome": decided.outcome.word(),
        "survey": survey,
        "send_at": answer::at(decided.send_at),
        "reason": decided.reason,
        "rule": decided.rule,
        "next_eligible_at": answer::at(decided.next_eligible_at),
        "sentence": sentence,
    })
}
