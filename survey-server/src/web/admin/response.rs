//! One answer: what was said, how it came about, what became of it.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;

use super::answers::{self, AnswerLine, PropertyLine};
use super::conversation::{self, Conversation};
use super::error::AdminResult;
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::role::Action;
use super::row::{self, Rows, called};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::conversation::About;
use crate::response::tags;
use crate::store::responses::{self, Post, Response, evidence};
use crate::store::{Conn, Id, Time, cases, events, invitations, people, surveys, workspaces};

#[derive(Serialize)]
struct Content {
    score: Option<String>,
    category: &'static str,
    person: Option<PersonShown>,
    survey: String,
    at: Time,
    evidence: &'static str,
    comment: Option<String>,
    answers: Vec<AnswerLine>,
    history: Vec<Line>,
    conversation: Conversation,
    case: Option<CaseShown>,
    /// Where a case about it is opened; none without a customer, or for who may not.
    new_case: Option<String>,
    properties: Vec<PropertyLine>,
    tags: Vec<String>,
    /// Where tags are put on and taken off; none for who may not.
    tagging: Option<String>,
}

#[derive(Serialize)]
struct PersonShown {
    name: String,
    href: String,
    phone: Option<String>,
    email: Option<String>,
}

#[derive(Serialize)]
struct CaseShown {
    href: String,
    state: String,
    owner: Option<String>,
}

#[derive(Serialize)]
struct Line {
    what: &'static str,
    at: Time,
    text: Option<String>,
    tone: &'static str,
}

/// GET /admin/responses/{id}
pub async fn show(member: Member, id: web::Path<String>) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("response"))?;
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, id)).await?;
    member.page(Room::Responses, "response", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, id: Id) -> Result<Content, Error> {
    let row = responses::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("response"))?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let anonymous = reader.text("response-anonymous", &[])?;
    let mut rows = Rows::new(&workspace, &anonymous);
    rows.responses(conn, cx, std::slice::from_ref(&row))?;
    let person = people::named(conn, cx.workspace, row.person_id)?;
    let case = cases::find_by_response(conn, cx.workspace, row.id)?;
    let names = row::member_names(conn, cx)?;
    let page = format!("/admin/responses/{}", row.id);
    Ok(Content {
        score: row.score.map(|score| score.to_string()),
        category: rows.category(&row),
        person: person.map(|person| PersonShown {
            name: called(&person).unwrap_or(&anonymous).to_owned(),
            href: format!("/admin/people/{}", person.id),
            phone: person.phone.clone(),
            email: person.email.clone(),
        }),
        survey: surveys::load(conn, cx.workspace, row.survey_id)?.name,
        at: row.answered_at,
        evidence: evidence::word(row.evidence),
        comment: row.comment.clone(),
        answers: answers::lines(conn, cx, reader, &row)?,
        history: history(conn, cx, reader, &row)?,
        conversation: conversation::shown(conn, cx, reader, About::Response(id), &page, &names)?,
        new_case: (reader.may(Action::WorkCases) && row.person_id.is_some())
            .then(|| format!("/admin/cases/new?response={}", row.id)),
        case: case.map(|case| {
            let link = row::case_link(&case);
            let owner = case.assignee_id.and_then(|id| names.get(&id)).cloned();
            CaseShown { href: link.href, state: link.state, owner }
        }),
        properties: answers::properties(&row.properties.0),
        tagging: reader.may(Action::WorkCases).then(|| format!("{page}/tags")),
        tags: row.tags.0.clone(),
    })
}

/// POST /admin/responses/{id}/tags
pub async fn tag(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("response"))?;
    let (put, off, actor) = (form.text("tag"), form.text("off"), member.actor());
    let changed = member
        .write(move |conn, cx| {
            if off.is_empty() {
                tags::add(conn, cx, id, &put, &actor)
            } else {
                tags::remove(conn, cx, id, &off, &actor)
            }
        })
        .await;
    let page = format!("/admin/responses/{id}");
    match changed {
        Ok(()) => Ok(member.done(&page, "tagged")),
        Err(Error::Invalid(_)) => Ok(member.done(&page, "not-tagged")),
        Err(error) => Err(error.into()),
    }
}

/// What happened to it, newest first.
fn history(conn: &mut Conn, cx: &Cx, reader: &Reader, row: &Response) -> Result<Vec<Line>, Error> {
    let mut lines = Vec::new();
    let invitation = if row.invited { invitations::find(conn, cx.workspace, row.id)? } else { None };
    if let Some((invitation, at)) = invitation.and_then(|invitation| invitation.sent_at.map(|at| (invitation, at))) {
        let event = match invitation.event_id {
            Some(id) => events::find(conn, cx.workspace, id)?,
            None => None,
        };
        let text = event.map(|event| format!("{} {}", event.kind, event.external_id));
        lines.push(Line { what: "asked", at, text, tone: "" });
    }
    let posts = responses::history(conn, cx.workspace, row.id)?;
    let looked = row.evidence == evidence::INFERRED;
    if posts.is_empty() {
        lines.push(Line {
            what: if looked { "looked" } else { "answered" },
            at: row.answered_at,
            text: None,
            tone: "",
        });
    }
    let survey = surveys::definition(conn, cx.workspace, row.survey_id, row.survey_version)?;
    let main = survey.main_question().map(|question| question.key.clone()).unwrap_or_default();
    let score = |post: &Post| post.answers.0.number(&main);
    for (at, post) in posts.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| posts.get(before)).and_then(score);
        let by_a_look = at.checked_sub(1).and_then(|before| posts.get(before)).is_some_and(|post| post.actor == "look");
        let what = match (at, post.applied) {
            (0, _) if post.actor == "look" => "looked",
            (0, _) => "answered",
            (_, true) if by_a_look && score(post) == before => "confirmed",
            (_, false) => "other_score",
            (_, true) if score(post).is_none() || score(post) == before => "commented",
            _ => "amended",
        };
        let said = score(post).filter(|_| what != "commented");
        let text = said.map(|score| reader.text("timeline-score", &[("score", score.to_string().into())]));
        lines.push(Line { what, at: post.at, text: text.transpose()?, tone: "" });
    }
    if row.evidence == evidence::CONTRADICTED {
        lines.push(Line { what: "contradicted", at: row.updated_at, text: None, tone: "late" });
    }
    lines.reverse();
    Ok(lines)
}
