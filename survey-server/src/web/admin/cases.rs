//! The cases, by the time that is left.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::Pages;
use super::role::Action;
use super::row::{CaseRow, Rows};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{self, Case, Filter};
use crate::store::{Conn, Id, people, responses, workspaces};
use crate::web::body;

/// Cases on a page.
const PER_PAGE: i64 = 50;
/// So many open cases are put in order by their next deadline; beyond them by the first one.
const MOST_OPEN: i64 = 2000;
/// So many answers and people a search looks at.
const MOST_FOUND: i64 = 2000;

#[derive(Serialize)]
struct Content {
    counts: Counts,
    views: Vec<ViewLink>,
    view: &'static str,
    q: String,
    cases: Vec<CaseRow>,
    pages: Option<Pages>,
}

#[derive(Serialize)]
struct Counts {
    open: i64,
    overdue: i64,
}

#[derive(Serialize)]
struct ViewLink {
    name: &'static str,
    href: String,
    count: i64,
    current: bool,
}

/// Which cases.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Open,
    Mine,
    Unclaimed,
    Overdue,
    Resolved,
}

impl View {
    const ALL: [Self; 5] = [Self::Open, Self::Mine, Self::Unclaimed, Self::Overdue, Self::Resolved];

    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Unclaimed => "unclaimed",
            Self::Overdue => "overdue",
            Self::Resolved => "resolved",
        }
    }

    fn filter(self, cx: &Cx, me: Id) -> Filter {
        match self {
            Self::Open => Filter::open(),
            Self::Mine => Filter { assignee_id: Some(me), ..Filter::open() },
            Self::Unclaimed => Filter { unclaimed: true, ..Filter::open() },
            Self::Overdue => Filter::overdue(cx.now),
            Self::Resolved => {
                let states = ["resolved", "dismissed", "merged"].map(str::to_owned).to_vec();
                Filter { states: Some(states), newest_first: true, ..Filter::default() }
            }
        }
    }
}

/// GET /admin/cases
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let wanted = query.text("view").unwrap_or_default();
    let view = View::ALL.into_iter().find(|view| view.word() == wanted).unwrap_or(View::Open);
    let q = query.text("q").unwrap_or_default().trim().to_owned();
    let (offset, _) = query.page();
    let page = offset / 20;
    let me = member.who.user.id;
    let may_claim = member.reader.may(Action::WorkCases);
    let anonymous = member.reader.text("response-anonymous", &[])?;
    let content = member
        .read(move |conn, cx| {
            let counts = View::ALL
                .into_iter()
                .map(|view| Ok((view, cases::count_where(conn, cx.workspace, &view.filter(cx, me))?)))
                .collect::<Result<Vec<_>, Error>>()?;
            let filter = searched(conn, cx, view.filter(cx, me), &q)?;
            let (found, more) = page_of(conn, cx, &filter, page)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            let rows = Rows::new(&workspace, &anonymous).cases(conn, cx, &found, may_claim)?;
            Ok(Content {
                counts: Counts { open: count_of(&counts, View::Open), overdue: count_of(&counts, View::Overdue) },
                views: counts.iter().map(|(one, count)| link(*one, *count, view)).collect(),
                view: view.word(),
                pages: Pages::numbered("/admin/cases", &[("view", view.word()), ("q", &q)], page, more),
                q,
                cases: rows,
            })
        })
        .await?;
    member.page(Room::Cases, "cases", StatusCode::OK, &content).await
}

fn link(view: View, count: i64, current: View) -> ViewLink {
    let name = view.word();
    ViewLink { name, href: format!("/admin/cases?view={name}"), count, current: view == current }
}

fn count_of(counts: &[(View, i64)], wanted: View) -> i64 {
    counts.iter().find(|(view, _)| *view == wanted).map_or(0, |(_, count)| *count)
}

/// Narrows a filter to what is about these words: the answer's, the order's, the person's.
fn searched(conn: &mut Conn, cx: &Cx, filter: Filter, q: &str) -> Result<Filter, Error> {
    if q.is_empty() {
        return Ok(filter);
    }
    let said = responses::ids_with_words(conn, cx.workspace, q, MOST_FOUND)?;
    let called = people::ids_with_text(conn, cx.workspace, q, MOST_FOUND)?;
    Ok(Filter { about: Some((said, called)), ..filter })
}

/// One page, and whether there is another.
fn page_of(conn: &mut Conn, cx: &Cx, filter: &Filter, page: i64) -> Result<(Vec<Case>, bool), Error> {
    let offset = page * PER_PAGE;
    let mut found = if filter.newest_first {
        cases::list(conn, cx.workspace, filter, offset, PER_PAGE + 1)?
    } else {
        by_deadline(conn, cx, filter)?.into_iter().skip(offset.unsigned_abs() as usize).collect()
    };
    let more = found.len() as i64 > PER_PAGE;
    found.truncate(PER_PAGE.unsigned_abs() as usize);
    Ok((found, more))
}

/// Open cases by their next deadline: the first contact, or the solution once there was contact.
pub fn by_deadline(conn: &mut Conn, cx: &Cx, filter: &Filter) -> Result<Vec<Case>, Error> {
    let mut found = cases::list(conn, cx.workspace, filter, 0, MOST_OPEN)?;
    found.sort_by_key(|case| if case.contacted_at.is_none() { case.due_at } else { case.resolve_due_at });
    Ok(found)
}
