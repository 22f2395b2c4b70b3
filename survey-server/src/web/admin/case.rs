//! One case: who, what happened, by when, and the next step.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use survey_core::recovery::WISH_QUESTION;

use super::answers::{self, AnswerLine, PropertyLine};
use super::case_facts;
use super::case_history::{self, Moment};
use super::case_may::{self, May, OtherCase, UserChoice};
use super::case_promises::{self, Promised};
use super::case_tasks::{self, Tasks};
use super::conversation::{self, Conversation};
use super::error::{AdminError, AdminResult};
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::row::{self, Due, Rows, called};
use super::timeline::{self, Line};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::conversation::About;
use crate::recovery::merge;
use crate::store::cases::{self, Case};
use crate::store::people::Person;
use crate::store::responses::Response;
use crate::store::{Conn, Id, Time, people, responses, workspaces};

#[derive(Serialize)]
struct Content {
    case: CaseShown,
    person: PersonShown,
    score: Option<String>,
    category: &'static str,
    comment: Option<String>,
    /// Whether somebody of the business wrote it down.
    told: bool,
    answers: Vec<AnswerLine>,
    wish: Option<String>,
    due: Option<Due>,
    conflict: Option<String>,
    properties: Vec<PropertyLine>,
    history: Vec<Moment>,
    tasks: Tasks,
    facts: case_facts::Shown,
    timeline: Vec<Line>,
    conversation: Conversation,
    promised: Promised,
    may: May,
    users: Vec<UserChoice>,
    others: Vec<OtherCase>,
    outcomes: [&'static str; 5],
    open_step: &'static str,
    next_step: &'static str,
    draft: String,
    draft_outcome: String,
    response_href: Option<String>,
}

#[derive(Serialize)]
struct CaseShown {
    id: Id,
    number: i32,
    href: String,
    state: String,
    priority: String,
    pressing: bool,
    origin: String,
    opened_at: Time,
    owner: Option<String>,
    version: i32,
    updated_at: i64,
    outcome: Option<String>,
}

#[derive(Serialize)]
struct PersonShown {
    name: String,
    href: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    language: Option<String>,
    local_time: Option<String>,
}

/// A step that was refused: what the page says, and what was typed.
#[derive(Debug, Default)]
pub struct Refused {
    /// Why.
    pub conflict: Option<String>,
    /// The note.
    pub draft: String,
    /// The outcome that was chosen.
    pub draft_outcome: String,
    /// The step's form, opened again.
    pub open_step: &'static str,
}

/// GET /admin/cases/{id}
pub async fn show(member: Member, id: web::Path<String>) -> AdminResult {
    let id = id.parse().map_err(|_not_an_id| Error::NotFound("case"))?;
    let goes_on = member.read(move |conn, cx| {
        let case = cases::load(conn, cx.workspace, id)?;
        Ok(merge::survivor(conn, cx, case)?.id)
    });
    let goes_on = goes_on.await?;
    if goes_on != id {
        return Ok(member.done(&format!("/admin/cases/{goes_on}"), "case-was-merged"));
    }
    page(&member, id, StatusCode::OK, Refused::default()).await
}

/// The page of a case, also after a step was refused.
pub async fn page(member: &Member, id: Id, status: StatusCode, refused: Refused) -> Result<HttpResponse, AdminError> {
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, id, refused)).await?;
    member.page(Room::Cases, "case", status, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, id: Id, refused: Refused) -> Result<Content, Error> {
    let case = cases::load(conn, cx.workspace, id)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let answer = responses::named(conn, cx.workspace, case.response_id)?;
    let person = people::named(conn, cx.workspace, case.person_id)?;
    let names = row::member_names(conn, cx)?;
    let anonymous = reader.text("response-anonymous", &[])?;
    let mut rows = Rows::new(&workspace, &anonymous);
    rows.responses(conn, cx, answer.as_slice())?;
    let wish = answer.as_ref().and_then(wish);
    let answers = match &answer {
        Some(answer) => answers::lines(conn, cx, reader, answer)?,
        None => Vec::new(),
    };
    let entries = cases::entries(conn, cx.workspace, case.id)?;
    let page = format!("/admin/cases/{}", case.id);
    let whole = (&workspace, &case);
    Ok(Content {
        history: case_history::shown(conn, cx, reader, &mut rows, &case)?,
        tasks: case_tasks::shown(conn, cx, reader, whole, &names)?,
        facts: case_facts::shown(conn, cx, reader, whole, &entries)?,
        score: answer.as_ref().and_then(|answer| answer.score).map(|score| score.to_string()),
        category: answer.as_ref().map_or("none", |answer| rows.category(answer)),
        comment: words(answer.as_ref(), &entries),
        told: answer.is_none(),
        wish,
        due: row::due(&case, cx.now),
        conflict: refused.conflict,
        properties: answer.as_ref().map(|answer| answers::properties(&answer.properties.0)).unwrap_or_default(),
        timeline: timeline::lines(reader, &entries, &names)?,
        conversation: conversation::shown(conn, cx, reader, About::Case(id), &page, &names)?,
        promised: case_promises::shown(conn, cx, &case)?,
        may: case_may::may(reader, &case)?,
        users: case_may::choices(&case, &names),
        others: case_may::others(conn, cx, &case)?,
        outcomes: ["solved", "explained", "too_late", "unreachable", "noted"],
        open_step: refused.open_step,
        next_step: case_may::next_step(reader, &case)?,
        draft: refused.draft,
        draft_outcome: refused.draft_outcome,
        response_href: answer.as_ref().map(|answer| format!("/admin/responses/{}", answer.id)),
        person: person_shown(cx, person.as_ref(), anonymous),
        answers,
        case: case_shown(&case, case.assignee_id.and_then(|id| names.get(&id)).cloned()),
    })
}

fn case_shown(case: &Case, owner: Option<String>) -> CaseShown {
    CaseShown {
        id: case.id,
        number: case.number,
        href: format!("/admin/cases/{}", case.id),
        state: case.state.clone(),
        priority: case.priority.clone(),
        pressing: row::is_pressing(case),
        origin: case.origin.clone(),
        opened_at: case.opened_at,
        owner,
        version: case.version,
        updated_at: case.updated_at.0,
        outcome: case.outcome.clone(),
    }
}

fn person_shown(cx: &Cx, person: Option<&Person>, anonymous: String) -> PersonShown {
    let zone = person.and_then(|person| person.timezone.as_deref()).and_then(|zone| jiff::tz::TimeZone::get(zone).ok());
    let local = zone.map(|zone| cx.now.timestamp().to_zoned(zone));
    PersonShown {
        name: person.and_then(called).map_or(anonymous, str::to_owned),
        href: person.map(|person| format!("/admin/people/{}", person.id)),
        phone: person.and_then(|person| person.phone.clone()),
        email: person.and_then(|person| person.email.clone()),
        language: person.and_then(|person| person.locale.clone()),
        local_time: local.map(|at| format!("{:02}:{:02}", at.hour(), at.minute())),
    }
}

/// What happened: the customer's words, or what was written down when the case was opened without an answer.
fn words(answer: Option<&Response>, entries: &[cases::Entry]) -> Option<String> {
    if let Some(answer) = answer {
        return answer.comment.clone();
    }
    let first = entries.iter().find(|entry| entry.kind == "note")?;
    first.detail.0.get("note")?.as_str().map(str::to_owned)
}

/// What the customer wishes for, where the survey asked: one of the words that the page has a sentence for.
fn wish(answer: &Response) -> Option<String> {
    let chosen = answer.answers.0.chosen(WISH_QUESTION).next()?.to_owned();
    ["repair", "replacement", "refund", "explanation", "call", "none"].contains(&chosen.as_str()).then_some(chosen)
}
