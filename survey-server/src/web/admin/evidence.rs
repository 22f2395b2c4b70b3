//! Evidence: how sure it is that people answered, what is held and why, and what becomes of it.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::error::AdminResult;
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::paging::{Pages, address};
use super::reader::Reader;
use super::role::Action;
use super::row::called;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score::{day_end, day_start};
use crate::response::evidence::held;
use crate::store::clicks::Click;
use crate::store::provisional::{self, Filter, State};
use crate::store::responses::{self, evidence};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, surveys};
use crate::web::body;

/// The page's address.
pub const PATH: &str = "/admin/responses/evidence";
/// Held answers on a page.
const PER_PAGE: i64 = 25;
/// The ranges that can be chosen, in days.
const RANGES: [(&str, i32); 3] = [("d7", 7), ("d30", 30), ("d90", 90)];
/// The states that can be looked through.
const STATES: [State; 3] = [State::Held, State::Waiting, State::Dismissed];

#[derive(Serialize)]
struct Content {
    ranges: Vec<Link>,
    states: Vec<Link>,
    state: &'static str,
    counts: Vec<Counts>,
    held: Vec<Line>,
    pages: Option<Pages>,
    may_set: bool,
    may_decide: bool,
}

#[derive(Serialize)]
struct Link {
    name: &'static str,
    href: String,
    current: bool,
}

#[derive(Serialize, Default)]
struct Counts {
    survey: String,
    explicit: i64,
    inferred: i64,
    held: i64,
    waiting: i64,
    contradicted: i64,
}

#[derive(Serialize)]
struct Line {
    id: Id,
    score: i32,
    person: String,
    href: Option<String>,
    survey: String,
    at: Time,
    rule: String,
    until: Option<Time>,
    touches: Vec<Touch>,
    open: bool,
}

#[derive(Serialize)]
struct Touch {
    what: String,
    at: Time,
}

/// What the address asks for.
struct Wanted {
    days: (&'static str, i32),
    state: State,
    page: i64,
}

/// GET /admin/responses/evidence
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let range = query.text("range").unwrap_or_default();
    let wanted = Wanted {
        days: RANGES.into_iter().find(|(name, _)| *name == range).unwrap_or(RANGES[1]),
        state: query.text("state").and_then(|word| State::from_word(&word)).unwrap_or(State::Held),
        page: query.page().0 / 20,
    };
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, &wanted)).await?;
    member.page(Room::Responses, "evidence", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, wanted: &Wanted) -> Result<Content, Error> {
    let filter = Filter { states: vec![wanted.state], ..Filter::default() };
    let mut found = held::list(conn, cx, &filter, wanted.page * PER_PAGE, PER_PAGE + 1)?;
    let more = found.len() as i64 > PER_PAGE;
    found.truncate(PER_PAGE.unsigned_abs() as usize);
    let anonymous = reader.text("response-anonymous", &[])?;
    let mut lines = Vec::with_capacity(found.len());
    for one in &found {
        let mut touches = Vec::new();
        for click in held::touches(conn, cx, one)? {
            touches.push(Touch { what: what(reader, &click)?, at: click.at });
        }
        let rule = one.row.rule.as_deref().unwrap_or(match one.row.state {
            State::Waiting => "waiting",
            _ => "button",
        });
        lines.push(Line {
            id: one.row.invitation_id,
            score: one.row.score,
            person: one.person.as_ref().and_then(called).unwrap_or(&anonymous).to_owned(),
            href: one.person.as_ref().map(|person| format!("/admin/people/{}", person.id)),
            survey: one.survey.1.clone(),
            at: one.row.at,
            rule: reader.text("evidence-rule", &[("rule", rule.into())])?,
            until: one.row.until,
            touches,
            open: one.row.state != State::Dismissed,
        });
    }
    let (range, state) = (wanted.days.0, wanted.state.word());
    let link = |name, current: bool, range: &str, state: &str| Link {
        name,
        current,
        href: address(PATH, &[("range", range), ("state", state)]),
    };
    Ok(Content {
        ranges: RANGES.iter().map(|(name, _)| link(name, *name == range, name, state)).collect(),
        states: STATES.iter().map(|one| link(one.word(), *one == wanted.state, range, one.word())).collect(),
        state,
        counts: counts(conn, cx, wanted.days.1)?,
        held: lines,
        pages: Pages::numbered(PATH, &[("range", range), ("state", state)], wanted.page, more),
        may_set: reader.may(Action::ChangeSettings),
        may_decide: reader.may(Action::WorkCases),
    })
}

/// The first and the last of so many days, the last being today.
fn last_days(workspace: &Workspace, cx: &Cx, days: i32) -> (i32, i32) {
    let today = workspace.day(cx.now);
    (today - days + 1, today)
}

/// How many taps are held back that came in the longest time of this page, and the page that says so.
pub fn held_back(conn: &mut Conn, cx: &Cx) -> Result<(i64, String), Error> {
    let [.., (range, days)] = RANGES;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let (first, today) = last_days(&workspace, cx, days);
    let span = (day_start(&workspace, first), day_end(&workspace, today));
    let looks = provisional::count(conn, cx.workspace, span)?;
    let held = looks.into_iter().filter(|(_, state, _)| *state == State::Held).map(|(.., count)| count).sum();
    Ok((held, address(PATH, &[("range", range), ("state", State::Held.word())])))
}

/// How many answers of each kind every survey has in the last days; surveys without any are left out.
fn counts(conn: &mut Conn, cx: &Cx, days: i32) -> Result<Vec<Counts>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let (first, today) = last_days(&workspace, cx, days);
    let span = (day_start(&workspace, first), day_end(&workspace, today));
    let mut provisional: BTreeMap<(i32, &str), i64> = BTreeMap::new();
    for (survey, state, count) in provisional::count(conn, cx.workspace, span)? {
        *provisional.entry((survey, state.word())).or_default() += count;
    }
    let mut all = Vec::new();
    for survey in surveys::list(conn, cx.workspace)? {
        let found = responses::evidence_counts(conn, cx.workspace, survey.id, (first, today))?;
        let of = |kind: i32| found.iter().find(|(found, _)| *found == kind).map_or(0, |(_, count)| *count);
        let not_yet = |state: State| provisional.get(&(survey.id, state.word())).copied().unwrap_or_default();
        let counts = Counts {
            survey: survey.name.clone(),
            explicit: of(evidence::EXPLICIT),
            inferred: of(evidence::INFERRED),
            held: not_yet(State::Held),
            waiting: not_yet(State::Waiting),
            contradicted: of(evidence::CONTRADICTED),
        };
        if counts.explicit + counts.inferred + counts.held + counts.waiting + counts.contradicted > 0 {
            all.push(counts);
        }
    }
    Ok(all)
}

/// One touch in words.
fn what(reader: &Reader, click: &Click) -> Result<String, Error> {
    let kind = match (click.link.as_str(), click.prefetch || click.method == "HEAD") {
        ("report", _) => "report",
        (_, true) => "prefetch",
        ("survey", _) if click.score.is_some() => "score",
        ("survey", _) => "page",
        _ => "footer",
    };
    let score = click.score.map(|score| score.to_string()).unwrap_or_default();
    let arguments = [("what", kind.into()), ("score", score.into()), ("network", click.network.as_str().into())];
    reader.text("evidence-touch", &arguments)
}

/// POST /admin/responses/evidence/{id}/accept
pub async fn accept(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id)?, member.actor());
    let answer = member.write(move |conn, cx| held::accept(conn, cx, id, &actor)).await?;
    member.app.take(answer).await?;
    member.write(move |conn, cx| provisional::delete(conn, cx.workspace, &[id])).await?;
    Ok(member.done(PATH, "held-accepted"))
}

/// POST /admin/responses/evidence/{id}/dismiss
pub async fn dismiss(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id)?, member.actor());
    member.write(move |conn, cx| held::dismiss(conn, cx, id, &actor)).await?;
    Ok(member.done(PATH, "held-dismissed"))
}

fn id_of(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound("held answer"))
}
