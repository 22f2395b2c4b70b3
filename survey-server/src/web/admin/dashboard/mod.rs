//! The overview: first the sentence, then the number, then the trend; then what waits for somebody.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

mod context;
mod found;
mod steps;
mod today;
mod trend;

use self::context::{Cases, Content};
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::report::{self, Opened};
use super::role::Action;
use super::row::{ResponseRow, Rows};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::facts::{self, Facts};
use crate::reporting::overview::{Overview, overview};
use crate::reporting::reaction::MOST_CASES;
use crate::store::cases::{self, Filter};
use crate::store::responses::{self, Order};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, events};

/// A survey in a list to choose from.
#[derive(Debug, Serialize)]
pub struct SurveyChoice {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The one that is shown.
    pub selected: bool,
}

/// What is read for the page in one go.
struct Read {
    opened: Opened,
    overview: Option<Overview>,
    facts: Option<Facts>,
    found: Vec<found::Line>,
    today: Vec<today::Line>,
    cases: Cases,
    responses: Vec<ResponseRow>,
    any_event: bool,
    any_answer: bool,
    workspace: Workspace,
}

/// The page's address.
const PATH: &str = "/admin";

/// GET /admin
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let query = request.query_string().to_owned();
    let reader = member.reader.clone();
    let read = member.read(move |conn, cx| read(conn, cx, &reader, &query)).await?;
    let content = content(&member, read)?;
    member.page(Room::Overview, "dashboard", StatusCode::OK, &content).await
}

fn read(conn: &mut Conn, cx: &Cx, reader: &Reader, query: &str) -> Result<Read, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let opened = report::open(conn, cx, reader, PATH, query)?;
    let (mut facts, mut latest, mut shown) = (None, Vec::new(), None);
    if let Some(view) = &opened.resolved {
        let survey_id = Some(view.measure.row.id);
        let filter = responses::Filter { survey_id, order: Order::Newest, ..responses::Filter::default() };
        latest = responses::list(conn, cx.workspace, &filter, 0, 6)?;
        shown = overview(conn, cx, view.clone())?;
        if let Some(overview) = shown.as_ref().filter(|overview| overview.counts.n() >= 5) {
            facts = Some(facts::facts(conn, cx, &workspace, &view.measure, overview.view.days)?);
        }
    }
    let anonymous = reader.text("response-anonymous", &[])?;
    let mut rows = Rows::new(&workspace, &anonymous);
    let first = cases::list(conn, cx.workspace, &Filter::open(), 0, 6)?;
    let cases = Cases {
        open: cases::count(conn, cx.workspace, &cases::OPEN_STATES)?,
        rows: rows.cases(conn, cx, &first, reader.may(Action::WorkCases))?,
    };
    let responses = rows.responses(conn, cx, &latest)?;
    let newest = responses::Filter { order: Order::Newest, ..responses::Filter::default() };
    let any_answer = !responses::list(conn, cx.workspace, &newest, 0, 1)?.is_empty();
    let (today, any_event) = (today::today(conn, cx, reader)?, events::any(conn, cx.workspace)?);
    let found = found::found(conn, cx, reader, opened.resolved.as_ref())?;
    Ok(Read { opened, overview: shown, facts, found, today, cases, responses, any_event, any_answer, workspace })
}

fn content(member: &Member, read: Read) -> Result<Content, Error> {
    let (steps, next_step) = steps::steps(member, read.any_event, &read.workspace.settings.0.default_survey);
    let mut content = Content {
        controls: read.opened.controls,
        state: if read.any_answer { "none" } else { "empty" },
        moved: None,
        figures: None,
        facts: read.facts,
        newest_cases: MOST_CASES,
        facts_of_all: false,
        found: read.found,
        today: read.today,
        cases: read.cases,
        responses: read.responses,
        steps,
        next_step: Some(next_step),
    };
    if let Some(overview) = read.overview {
        context::fill(&mut content, &member.reader, &read.opened.view, &overview)?;
    }
    Ok(content)
}
