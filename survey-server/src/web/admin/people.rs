//! The people, newest first.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::{Pages, address};
use super::row::{Rows, called};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::suppress;
use crate::store::people::{self, Filter, Person};
use crate::store::responses::{self, Response};
use crate::store::{Conn, Id, Time, workspaces};
use crate::web::body;

/// People on a page.
const PER_PAGE: i64 = 50;
/// So many of their answers are looked at.
const MOST_ANSWERS: i64 = 2000;
const PATH: &str = "/admin/people";

#[derive(Serialize)]
struct Content {
    count: i64,
    q: String,
    people: Vec<Line>,
    pages: Option<Pages>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    name: String,
    contact: String,
    score: Option<String>,
    category: &'static str,
    asked_at: Option<Time>,
    answers: i64,
    stopped: Option<&'static str>,
}

/// GET /admin/people
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let q = query.text("q").unwrap_or_default().trim().to_owned();
    let after: Option<Id> = query.text("after").and_then(|id| id.parse().ok());
    let anonymous = member.reader.text("response-anonymous", &[])?;
    let content = member.read(move |conn, cx| content(conn, cx, q, after, &anonymous)).await?;
    member.page(Room::People, "people", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, q: String, after: Option<Id>, anonymous: &str) -> Result<Content, Error> {
    let text = (!q.is_empty()).then(|| q.clone());
    let place = match after {
        Some(id) => people::find(conn, cx.workspace, id)?.map(|person| (person.created_at, person.id)),
        None => None,
    };
    let filter = Filter { text, newest_first: true, after: place, ..Filter::default() };
    let count = people::count(conn, cx.workspace, &Filter { after: None, ..filter.clone() })?;
    let mut found = people::list(conn, cx.workspace, &filter, PER_PAGE + 1)?;
    let more = found.len() as i64 > PER_PAGE;
    found.truncate(PER_PAGE.unsigned_abs() as usize);
    let ids: Vec<Id> = found.iter().map(|person| person.id).collect();
    let answers = responses::newest_of_people(conn, cx.workspace, &ids, MOST_ANSWERS)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut rows = Rows::new(&workspace, anonymous);
    rows.responses(conn, cx, &answers)?;
    let mut lines = Vec::with_capacity(found.len());
    for person in &found {
        lines.push(line(conn, cx, &rows, person, &answers, anonymous)?);
    }
    let first = place.is_some().then(|| address(PATH, &[("q", &q)]));
    let next =
        found.last().filter(|_| more).map(|person| address(PATH, &[("q", &q), ("after", &person.id.to_string())]));
    let pages = (first.is_some() || next.is_some()).then_some(Pages { previous: first, next });
    Ok(Content { count, q, people: lines, pages })
}

fn line(
    conn: &mut Conn,
    cx: &Cx,
    rows: &Rows<'_>,
    person: &Person,
    answers: &[Response],
    anonymous: &str,
) -> Result<Line, Error> {
    let standing = suppress::standing(conn, cx, person)?;
    let newest = answers.iter().find(|answer| answer.person_id == Some(person.id));
    let name = called(person).unwrap_or(anonymous);
    let contact: Vec<&str> = [&person.email, &person.phone, &person.external_id]
        .into_iter()
        .filter_map(|word| word.as_deref())
        .filter(|word| *word != name)
        .collect();
    Ok(Line {
        href: format!("{PATH}/{}", person.id),
        contact: contact.join(" · "),
        score: newest.and_then(|answer| answer.score).map(|score| score.to_string()),
        category: newest.map_or("none", |answer| rows.category(answer)),
        asked_at: person.last_asked_at,
        answers: answers.iter().filter(|answer| answer.person_id == Some(person.id)).count() as i64,
        stopped: match standing {
            _ if standing.unsubscribed => Some("unsubscribed"),
            _ if standing.bounced => Some("bounced"),
            _ => None,
        },
        name: name.to_owned(),
    })
}
