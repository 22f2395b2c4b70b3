//! The inbox: the cases by the time that is left, in views and by filters.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::cases_filter::{Chosen, Select};
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::{Pages, address};
use super::reader::Reader;
use super::role::Action;
use super::row::{self, CaseRow, Rows};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::case_search;
use crate::store::cases::{self, Filter};
use crate::store::{Conn, Id, Time, case_filter, case_tasks, workspaces};
use crate::web::body;

/// Cases on a page.
const PER_PAGE: i64 = 50;
/// So many of the reader's own tasks are listed.
const MOST_TASKS: i64 = 10;

#[derive(Serialize)]
struct Content {
    counts: Counts,
    views: Vec<ViewLink>,
    view: &'static str,
    chosen: Chosen,
    selects: Vec<Select>,
    narrowed: bool,
    /// Whether it is narrowed by more than words.
    filtered: bool,
    view_href: String,
    cases: Vec<CaseRow>,
    pages: Option<Pages>,
    tasks: Vec<MyTask>,
    members: Vec<(Id, String)>,
    outcomes: [&'static str; 5],
    may_work: bool,
    /// When the list was read, in milliseconds.
    read_at: i64,
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

/// What the reader still has to do for a case.
#[derive(Serialize)]
struct MyTask {
    /// Not `title`: in a template that is the page's own.
    task: String,
    href: String,
    due_at: Option<Time>,
    late: bool,
}

/// Which cases.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Open,
    Mine,
    Team,
    Unclaimed,
    Overdue,
    Resolved,
}

impl View {
    const ALL: [Self; 6] = [Self::Open, Self::Mine, Self::Team, Self::Unclaimed, Self::Overdue, Self::Resolved];

    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Team => "team",
            Self::Unclaimed => "unclaimed",
            Self::Overdue => "overdue",
            Self::Resolved => "resolved",
        }
    }

    fn filter(self, cx: &Cx, me: Id, teams: &[String]) -> Filter {
        match self {
            Self::Open => Filter::open(),
            Self::Mine => Filter { assignee_id: Some(me), ..Filter::open() },
            Self::Team => Filter { teams: Some(teams.to_vec()), ..Filter::open() },
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
    let chosen = Chosen::read(&mut query);
    let page = query.page().0 / 20;
    let (me, reader) = (member.who.user.id, member.reader.clone());
    let content = member.read(move |conn, cx| content(conn, cx, &reader, me, view, chosen, page)).await?;
    member.page(Room::Cases, "cases", StatusCode::OK, &content).await
}

fn content(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    me: Id,
    view: View,
    chosen: Chosen,
    page: i64,
) -> Result<Content, Error> {
    let may_work = reader.may(Action::WorkCases);
    let anonymous = reader.text("response-anonymous", &[])?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let teams = case_filter::teams_of_member(conn, cx.workspace, me)?;
    let mut counts = Vec::new();
    for view in View::ALL.into_iter().filter(|view| *view != View::Team || !teams.is_empty()) {
        counts.push((view, cases::count_where(conn, cx.workspace, &view.filter(cx, me, &teams))?));
    }
    let filter = chosen.narrow(conn, cx, view.filter(cx, me, &teams))?;
    let filter = case_search::narrowed(conn, cx, filter, &chosen.q)?;
    let mut found = cases::list(conn, cx.workspace, &filter, page * PER_PAGE, PER_PAGE + 1)?;
    let more = found.len() as i64 > PER_PAGE;
    found.truncate(PER_PAGE.unsigned_abs() as usize);
    let mut members: Vec<(Id, String)> = row::member_names(conn, cx)?.into_iter().collect();
    members.sort_by(|a, b| a.1.cmp(&b.1));
    let mut words = vec![("view", view.word())];
    words.extend(chosen.words());
    Ok(Content {
        counts: Counts { open: count_of(&counts, View::Open), overdue: count_of(&counts, View::Overdue) },
        views: counts.iter().map(|(one, count)| link(*one, *count, view)).collect(),
        view: view.word(),
        selects: chosen.selects(conn, cx, reader, &workspace)?,
        narrowed: !chosen.words().is_empty(),
        filtered: chosen.words().iter().any(|(name, _)| *name != "q"),
        view_href: address("/admin/cases", &[("view", view.word())]),
        pages: Pages::numbered("/admin/cases", &words, page, more),
        cases: Rows::new(&workspace, &anonymous).selectable(may_work).cases(conn, cx, &found, may_work)?,
        tasks: if view == View::Mine { my_tasks(conn, cx, me)? } else { Vec::new() },
        outcomes: ["solved", "explained", "too_late", "unreachable", "noted"],
        members,
        may_work,
        read_at: cx.now.0,
        chosen,
    })
}

fn my_tasks(conn: &mut Conn, cx: &Cx, me: Id) -> Result<Vec<MyTask>, Error> {
    let tasks = case_tasks::of_member(conn, cx.workspace, me, MOST_TASKS)?;
    Ok(tasks
        .into_iter()
        .map(|task| MyTask {
            href: format!("/admin/cases/{}#tasks", task.case_id),
            late: task.due_at.is_some_and(|due| due < cx.now),
            due_at: task.due_at,
            task: task.title,
        })
        .collect())
}

fn link(view: View, count: i64, current: View) -> ViewLink {
    let name = view.word();
    ViewLink { name, href: format!("/admin/cases?view={name}"), count, current: view == current }
}

fn count_of(counts: &[(View, i64)], wanted: View) -> i64 {
    counts.iter().find(|(view, _)| *view == wanted).map_or(0, |(_, count)| *count)
}
