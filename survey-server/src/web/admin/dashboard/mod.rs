//! The overview: first the sentence, then the number, then the trend; then what waits for somebody.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;

mod context;
mod steps;

pub use self::context::SurveyChoice;
use self::context::{Cases, Content, Headline, RangeShown};
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
use crate::store::cases::{self, Filter};
use crate::store::responses::{self, Order};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time, events};

/// What is read for the page in one go.
struct Read {
    now: Time,
    opened: Opened,
    overview: Option<Overview>,
    facts: Option<Facts>,
    cases: Cases,
    responses: Vec<ResponseRow>,
    any_event: bool,
    workspace: Workspace,
}

/// The page's address.
pub const PATH: &str = "/admin";

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
    let mut facts = None;
    let mut latest = Vec::new();
    let mut shown = None;
    if let Some(view) = &opened.resolved {
        let filter = responses::Filter {
            survey_id: Some(view.measure.row.id),
            order: Order::Newest,
            ..responses::Filter::default()
        };
        latest = responses::list(conn, cx.workspace, &filter, 0, 6)?;
        shown = overview(conn, cx, view.clone())?;
        if let Some(overview) = &shown {
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
    let any_event = events::any(conn, cx.workspace)?;
    Ok(Read { now: cx.now, opened, overview: shown, facts, cases, responses, any_event, workspace })
}

fn content(member: &Member, read: Read) -> Result<Content, Error> {
    let (steps, next_step) = steps::steps(member, read.any_event, &read.workspace.settings.0.default_survey);
    let mut content = Content {
        controls: read.opened.controls,
        range: RangeShown { name: "w13", moved: false, to: read.now },
        state: "empty",
        count: 0,
        headline: Headline { change: "unknown", points: 0 },
        score: None,
        composition: Vec::new(),
        chart: None,
        alarms: Vec::new(),
        weeks: Vec::new(),
        facts: None,
        cases: read.cases,
        responses: read.responses,
        steps,
        next_step: Some(next_step),
    };
    if let Some(overview) = read.overview {
        let measure = overview.view.measure.clone();
        context::fill(&mut content, &member.reader, &read.workspace, &measure, &overview)?;
        content.facts = read.facts.filter(|_| content.state == "full" || content.state == "low");
    }
    Ok(content)
}
